//! Whether the token belongs to the user that the program means, before anything is changed in that user's name.

use std::{future::Future, pin::Pin};

use tokio::{
    sync::Mutex,
    time::{Instant, timeout_at},
};

use super::{Runtime, call::Calls};
use crate::{CallOptions, Error, ErrorKind, generated::operations, types};

type BoxedUser<'a> = Pin<Box<dyn Future<Output = Result<types::CurrentUser, Error>> + Send + 'a>>;

/// The user, and with which token it was last found to be the right one.
pub(super) struct ExpectedUser {
    id: types::UserId,
    checked: Mutex<Option<u64>>,
}

impl ExpectedUser {
    pub(super) fn new(id: types::UserId) -> Self {
        Self {
            id,
            checked: Mutex::default(),
        }
    }
}

/// So often the user is asked for by one call; whoever's token changes while it is being asked for does not know whose it is.
pub(super) const ROUNDS: u32 = 3;

impl Runtime {
    /// Asks the server once for each token; whoever comes meanwhile waits for that answer. What it gives is the version of the token that is known to be the
    /// user's; nothing if no one is expected.
    pub(super) async fn check_expected_user(
        &self,
        deadline: Instant,
    ) -> Result<Option<u64>, Error> {
        let Some(expected) = &self.expected_user else {
            return Ok(None);
        };
        let Ok(mut checked) = timeout_at(deadline, expected.checked.lock()).await else {
            let message = "the call's time was over before the user of the token was known";
            return Err(Error::new(ErrorKind::Timeout, message));
        };
        for _ in 0..ROUNDS {
            let version = self.token_version(deadline).await?;
            if version.is_some() && *checked == version {
                return Ok(version);
            }
            let user = self.current_user(deadline).await.map_err(|error| {
                let message = "the user of the token could not be found out, so nothing is changed";
                Error::new(ErrorKind::UnexpectedUser, message)
                    .with_retry_after(error.retry_after())
                    .with_source(error)
            })?;
            if user.id.as_str() != expected.id.as_str() {
                let message = "the token belongs to another user than the one that is expected";
                return Err(Error::new(ErrorKind::UnexpectedUser, message));
            }
            // If the token is another one now, it is not known which of them was asked about.
            if self.token_version(deadline).await? == version {
                *checked = version;
            }
        }
        Err(changes_too_often())
    }

    async fn token_version(&self, deadline: Instant) -> Result<Option<u64>, Error> {
        match &self.authenticator {
            Some(authenticator) => Ok(Some(authenticator.token(deadline).await?.version)),
            None => Ok(None),
        }
    }

    /// A call within a call: its future has no name of its own, or its type would contain itself.
    fn current_user(&self, deadline: Instant) -> BoxedUser<'_> {
        Box::pin(async move {
            let rest = deadline.saturating_duration_since(Instant::now());
            let options = CallOptions::new().with_total_timeout(rest);
            let call = Calls::new(self, &operations::GET_CURRENT_USER, &options).within_another();
            let answer = call.get_current_user().await;
            call.conclude(answer)
        })
    }
}

pub(super) fn changes_too_often() -> Error {
    let message = "the token changes before it is known whose it is";
    Error::new(ErrorKind::UnexpectedUser, message)
}
