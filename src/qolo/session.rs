//! Logging in: one login for all calls, its token shared with other processes.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use tokio::time::{Instant, timeout};

use super::{StoredToken, generated, login::Login, login_answer, token_store::ErasedTokenStore};
use crate::{
    CallOptions, Error, ErrorKind, Operation, RawRequest, Retry, Secret,
    runtime::{
        Runtime,
        generated_support::Calls,
        issuer::{Asking, Cause, Failure, Issued, Issuer, Rules, Wanted},
        validity::Validity,
    },
    wall_clock::WallClock,
};

/// A second 401 within this time says that yet another login would not help.
const PAUSE_AFTER_401: Duration = Duration::from_secs(60);

/// After a failed login nobody logs in for so long, doubled with each further failure.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// A server that asks for more is not obeyed for longer, as everywhere in the client.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// So far ahead of this machine's clock a token of another machine may have been received.
const SKEW: Duration = Duration::from_secs(120);

/// After the refusal of a token, the store is looked into no more often than this.
const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

/// How many bytes the answer to a login may have.
const ANSWER_LIMIT: usize = 64 * 1024;

/// The login as an operation: for a raw call, because the names of its fields are settings.
static LOGIN: [Operation; 3] = [generated::operations::LOGIN; 3];

/// The tokens of a client that logs in by itself.
pub(super) struct Session {
    login: Login,
    /// For the login alone, so that it waits for no place and no turn that the calls hold which wait for it.
    runtime: Runtime,
    store: Option<Store>,
    clock: WallClock,
    /// Whose tokens these are, and where they are valid.
    audience: String,
    state: Mutex<State>,
}

/// Where tokens are left for others.
pub(super) struct Store {
    pub(super) tokens: Arc<dyn ErasedTokenStore>,
    /// How long it may take to answer.
    pub(super) limit: Duration,
}

#[derive(Default)]
struct State {
    /// Logins that failed since the last one that did not.
    failures: u32,
    /// After which refused token the store was looked into last, and when.
    looked: Option<(Secret, Instant)>,
}

impl Session {
    pub(super) fn new(
        login: Login,
        runtime: Runtime,
        store: Option<Store>,
        clock: WallClock,
    ) -> Self {
        let audience = format!("{} at {}", login.login_id(), runtime.base_url().as_str());
        Self {
            login,
            runtime,
            store,
            clock,
            audience,
            state: Mutex::default(),
        }
    }

    async fn obtain(&self, wanted: Wanted) -> Result<Option<Issued>, Failure> {
        if let Some(found) = self.found(wanted.refused.as_ref()).await {
            return Ok(Some(found));
        }
        if !wanted.may_be_new {
            return Ok(None);
        }
        // From before the login, which is never later than the receipt.
        let moment = (Instant::now(), self.clock.now());
        match self.log_in().await {
            Ok(secret) => {
                self.lock().failures = 0;
                self.leave(&secret, moment.1).await;
                let time = self.login.usable_part(self.login.lifetime);
                Ok(Some(Issued {
                    secret,
                    validity: Validity::by_both(moment, time, &self.clock),
                    is_new: true,
                }))
            }
            Err(error) => Err(self.failure(error)),
        }
    }

    async fn log_in(&self) -> Result<Secret, Error> {
        let options = CallOptions::new().with_response_limit(ANSWER_LIMIT);
        let request = RawRequest::post(&self.login.path)
            .with_retry(Retry::Safe)
            .with_options(options)
            .with_header("accept", "application/json")?
            .with_json(&self.login.body())?;
        let answer = request
            .send(&LOGIN, |operation, options| {
                Calls::new(&self.runtime, operation, options)
            })
            .await
            // What came of a success may hold the token.
            .map_err(|error| match error.status() {
                Some(200..=299) => error.without_raw_body(),
                _ => error,
            })?;
        login_answer::read(answer.body(), &self.login.token_at).map_err(|reason| {
            Error::new(ErrorKind::Decode, reason)
                .with_operation(&LOGIN[0])
                .with_status(answer.status())
        })
    }

    /// What the calls are told that wait for this login, and for how long none follows it.
    fn failure(&self, error: Error) -> Failure {
        let mut state = self.lock();
        let doubled = 2_u32.saturating_pow(state.failures.min(16));
        state.failures = state.failures.saturating_add(1);
        let pause = FIRST_PAUSE.saturating_mul(doubled).min(LONGEST_PAUSE);
        let asked = error.retry_after().unwrap_or_default().min(LONGEST_WAIT);
        Failure {
            kind: ErrorKind::Login,
            message: "the login failed",
            message_for_others: "the login failed for another call, and is not repeated yet",
            cause: Cause::Shared(Arc::new(error)),
            pause: Some(pause.max(asked)),
        }
    }

    /// A token that somebody else left and that is still good for something.
    async fn found(&self, refused: Option<&Secret>) -> Option<Issued> {
        let store = self.store.as_ref()?;
        if let Some(refused) = refused {
            // Before, so that one that fails is left alone for a while, too.
            self.lock().looked = Some((refused.clone(), Instant::now()));
        }
        let stored = match timeout(store.limit, store.tokens.load_boxed()).await {
            Ok(Ok(stored)) => stored?,
            Ok(Err(_)) => {
                warn("the token store could not be read");
                return None;
            }
            Err(_) => {
                warn("the token store took too long to be read");
                return None;
            }
        };
        if stored.audience != self.audience {
            {
                warn("the stored token belongs to another login or server, and is not used");
                return None;
            };
        }
        if !login_answer::is_token(stored.token.expose()) || refused == Some(&stored.token) {
            return None;
        }
        let now = (Instant::now(), self.clock.now());
        let age = match now.1.duration_since(stored.received_at()) {
            Ok(age) => age,
            Err(ahead) if ahead.duration() <= SKEW => Duration::ZERO,
            Err(_) => {
                warn("the stored token comes from the future, and is not used");
                return None;
            }
        };
        let lifetime = stored.lifetime().min(self.login.lifetime);
        let rest = self.login.usable_part(lifetime).checked_sub(age)?;
        (!rest.is_zero()).then(|| Issued {
            validity: Validity::by_both(now, rest, &self.clock),
            secret: stored.token,
            is_new: false,
        })
    }

    async fn leave(&self, token: &Secret, received_at: SystemTime) {
        let Some(store) = &self.store else {
            return;
        };
        let token = StoredToken::new(
            token.clone(),
            self.audience.clone(),
            received_at,
            self.login.lifetime,
        );
        match timeout(store.limit, store.tokens.store_boxed(token)).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => warn("the token store could not be written"),
            Err(_) => warn("the token store took too long to be written"),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Issuer for Session {
    fn rules(&self) -> Rules {
        Rules {
            pause: PAUSE_AFTER_401,
            names_second_refusal: true,
            outlives_its_call: true,
            codes_may_be_wrong: false,
        }
    }

    fn knows_of_others(&self, refused: &Secret) -> bool {
        let just_looked = match &self.lock().looked {
            Some((token, at)) => token == refused && at.elapsed() < BETWEEN_LOOKS,
            None => false,
        };
        self.store.is_some() && !just_looked
    }

    fn issue(self: Arc<Self>, wanted: Wanted) -> Asking {
        Box::pin(async move { self.obtain(wanted).await })
    }
}

/// The call goes on without the store. What the store's own code said may hold a secret, so it is not told.
fn warn(what: &'static str) {
    tracing::warn!(target: "pazemo", "{what}");
}
