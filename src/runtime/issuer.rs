//! Where tokens come from, as the authenticator sees it.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use tokio::time::Instant;

use super::{erased::ErasedTokenProvider, validity::Validity};
use crate::{BoxError, Error, ErrorKind, Secret};

/// A token that is being asked for; nothing, if no new one was wanted and there is no other. It borrows nothing, so that it can outlive
/// the call that asked first.
pub(crate) type Asking = Pin<Box<dyn Future<Output = Result<Option<Issued>, Failure>> + Send>>;

/// What the authenticator does with the tokens of an issuer.
#[derive(Clone, Copy)]
pub(crate) struct Rules {
    /// After a token was renewed because of a 401, another 401 brings no further renewal for this long.
    pub(crate) pause: Duration,
    /// Whether a 401 of the renewed token within that time is an error of its own.
    pub(crate) names_second_refusal: bool,
    /// Whether asking goes on where it was when the call that asked goes away, instead of beginning anew.
    pub(crate) outlives_its_call: bool,
    /// Whether a 401 of an operation with an authorization code may be about the code.
    pub(crate) codes_may_be_wrong: bool,
}

/// What kind of token is wanted.
#[cfg_attr(not(feature = "qolo"), allow(dead_code))]
pub(crate) struct Wanted {
    /// The token that the server refused though its time was not over.
    pub(crate) refused: Option<Secret>,
    /// Whether a new one may be made. If not, only what others have made meanwhile will do.
    pub(crate) may_be_new: bool,
}

pub(crate) struct Issued {
    pub(crate) secret: Secret,
    pub(crate) validity: Validity,
    /// Whether it was made for us just now, rather than by somebody else some time ago.
    pub(crate) is_new: bool,
}

/// Why there is no token.
pub(crate) struct Failure {
    pub(crate) kind: ErrorKind,
    /// What the call is told that asked.
    pub(crate) message: &'static str,
    /// What those are told who waited for it, or who come too soon after it.
    pub(crate) message_for_others: &'static str,
    pub(crate) cause: Cause,
    /// For so long nobody asks again.
    pub(crate) pause: Option<Duration>,
}

/// What lies beneath a failure.
pub(crate) enum Cause {
    /// From the caller's own code; for the one who asked.
    Foreign(BoxError),
    /// For all.
    #[cfg_attr(not(feature = "qolo"), allow(dead_code))]
    Shared(Arc<Error>),
}

pub(crate) trait Issuer: Send + Sync {
    fn rules(&self) -> Rules;

    /// Whether it is worth asking for what others have made since this token was refused.
    fn knows_of_others(&self, refused: &Secret) -> bool;

    fn issue(self: Arc<Self>, wanted: Wanted) -> Asking;
}

/// Tokens of the user's own [`TokenProvider`](crate::TokenProvider).
pub(crate) struct ProvidedTokens {
    pub(crate) provider: Arc<dyn ErasedTokenProvider>,
    pub(crate) codes_may_be_wrong: bool,
}

impl Issuer for ProvidedTokens {
    fn rules(&self) -> Rules {
        Rules {
            pause: Duration::from_secs(30),
            names_second_refusal: false,
            outlives_its_call: false,
            codes_may_be_wrong: self.codes_may_be_wrong,
        }
    }

    fn knows_of_others(&self, _: &Secret) -> bool {
        false
    }

    fn issue(self: Arc<Self>, _: Wanted) -> Asking {
        Box::pin(async move {
            match self.provider.token_boxed().await {
                Ok(token) => Ok(Some(Issued {
                    validity: Validity::of(token.valid_for),
                    secret: token.secret,
                    is_new: true,
                })),
                Err(error) => Err(Failure {
                    kind: ErrorKind::Provider,
                    message: "the token provider failed",
                    message_for_others: "the token provider failed for another call",
                    cause: Cause::Foreign(error),
                    pause: None,
                }),
            }
        })
    }
}

/// A failure as it is kept for others.
pub(super) struct KnownFailure {
    kind: ErrorKind,
    message: &'static str,
    cause: Option<Arc<Error>>,
    /// How long a call waited until its own time was over; `None` if there was an answer.
    waited_in_vain: Option<Duration>,
    /// Until then nobody asks again.
    holds_until: Option<Instant>,
}

impl Failure {
    /// The error of the call that asked, and what is kept for the others.
    pub(super) fn told(self) -> (Error, KnownFailure) {
        let error = Error::new(self.kind, self.message).with_retry_after(self.pause);
        let (error, cause) = match self.cause {
            Cause::Foreign(source) => (error.with_foreign_source(source), None),
            Cause::Shared(cause) => (error.with_shared_source(Arc::clone(&cause)), Some(cause)),
        };
        let known = KnownFailure {
            kind: self.kind,
            message: self.message_for_others,
            cause,
            waited_in_vain: None,
            holds_until: self.pause.map(|pause| Instant::now() + pause),
        };
        (error, known)
    }
}

impl KnownFailure {
    /// The one who asked had no more time.
    pub(super) fn no_answer(began: Instant) -> Self {
        Self {
            kind: ErrorKind::Provider,
            message: "the token provider did not answer another call in time",
            cause: None,
            waited_in_vain: Some(began.elapsed()),
            holds_until: None,
        }
    }

    /// The answer was none.
    pub(super) fn no_token() -> Self {
        Self {
            kind: ErrorKind::Provider,
            message: "the token provider gave what is no token",
            cause: None,
            waited_in_vain: None,
            holds_until: None,
        }
    }

    /// Whether it is also that of a call which waited meanwhile. One with more time than was waited in vain may ask for itself.
    pub(super) fn is_shared_until(&self, deadline: Instant) -> bool {
        let rest = deadline.saturating_duration_since(Instant::now());
        self.waited_in_vain.is_none_or(|waited| rest <= waited)
    }

    /// Whether it is also that of a call which only comes now.
    pub(super) fn holds(&self) -> bool {
        self.rest().is_some()
    }

    fn rest(&self) -> Option<Duration> {
        let rest = self.holds_until?.checked_duration_since(Instant::now())?;
        (!rest.is_zero()).then_some(rest)
    }

    pub(super) fn error(&self) -> Error {
        let error = Error::new(self.kind, self.message).with_retry_after(self.rest());
        match &self.cause {
            Some(cause) => error.with_shared_source(Arc::clone(cause)),
            None => error,
        }
    }
}
