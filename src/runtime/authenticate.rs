//! The bearer token: asked for, kept, renewed once for all who were refused.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use http::HeaderValue;
use tokio::{
    sync::Mutex,
    time::{Instant, timeout_at},
};

use super::erased::ErasedTokenProvider;
use crate::{Error, ErrorKind, Secret, Token};

/// After a token was renewed because of a 401, another 401 brings no further renewal for this long.
const RENEWAL_PAUSE: Duration = Duration::from_secs(30);

/// Where tokens come from.
#[derive(Clone)]
pub(crate) enum TokenSource {
    Constant(Secret),
    Provider(Arc<dyn ErasedTokenProvider>),
}

/// A token as a header, and which one of the source it is.
#[derive(Clone)]
pub(super) struct BearerToken {
    pub(super) header: HeaderValue,
    pub(super) version: u64,
}

/// The token that all calls of a client share.
pub(super) struct Authenticator {
    /// `None`: the token is constant.
    provider: Option<Arc<dyn ErasedTokenProvider>>,
    current: RwLock<Option<Held>>,
    /// Held by the one who asks the provider; the others wait here and find what he got.
    asking: Mutex<Asking>,
}

struct Held {
    credential: BearerToken,
    expires: Option<Instant>,
    refused: bool,
}

#[derive(Default)]
struct Asking {
    asked: u64,
    /// How the provider was asked in vain the last time.
    failure: Option<Failure>,
    renewed_after_401: Option<Instant>,
}

/// An asking that brought no token.
#[derive(Clone, Copy)]
struct Failure {
    message: &'static str,
    /// How long a call waited until its own time was over; `None` if the provider answered.
    waited_in_vain: Option<Duration>,
}

impl Failure {
    fn answered(message: &'static str) -> Option<Self> {
        Some(Self {
            message,
            waited_in_vain: None,
        })
    }

    /// Whether it is also that of a call which waited meanwhile. One with more time than was waited in vain may ask for itself.
    fn is_shared_until(&self, deadline: Instant) -> bool {
        let rest = deadline.saturating_duration_since(Instant::now());
        self.waited_in_vain.is_none_or(|waited| rest <= waited)
    }
}

impl Authenticator {
    pub(super) fn new(source: TokenSource) -> Result<Self, Error> {
        let (provider, held) = match source {
            TokenSource::Constant(token) => {
                let header = bearer(&token).map_err(configuration)?;
                let credential = BearerToken { header, version: 0 };
                let held = Held {
                    credential,
                    expires: None,
                    refused: false,
                };
                (None, Some(held))
            }
            TokenSource::Provider(provider) => (Some(provider), None),
        };
        Ok(Self {
            provider,
            current: RwLock::new(held),
            asking: Mutex::default(),
        })
    }

    /// The token for an attempt.
    pub(super) async fn token(&self, deadline: Instant) -> Result<BearerToken, Error> {
        if let Some(credential) = self.usable() {
            return Ok(credential);
        }
        let Some(provider) = &self.provider else {
            // A constant token that was refused is all there is.
            return self
                .held()
                .ok_or_else(|| provider_error("there is no token"));
        };
        let too_late = |_| {
            Error::new(
                ErrorKind::Timeout,
                "the call's time was over before there was a token",
            )
        };
        let others_ask = self.asking.try_lock().is_err();
        let mut asking = timeout_at(deadline, self.asking.lock())
            .await
            .map_err(too_late)?;
        if let Some(credential) = self.usable() {
            return Ok(credential);
        }
        // Who waited while another one asked shares the failure, too: a provider in trouble is not asked a thousand times.
        if let (true, Some(failure)) = (others_ask, asking.failure)
            && failure.is_shared_until(deadline)
        {
            return Err(provider_error(failure.message));
        }
        let refused = self.refused();
        if let Some(refused) = &refused {
            let renewed = asking.renewed_after_401;
            if renewed.is_some_and(|at| at.elapsed() < RENEWAL_PAUSE) {
                return Ok(refused.clone());
            }
        }
        asking.asked += 1;
        // In case this future is dropped while the provider is asked: that is no failure to share.
        asking.failure = None;
        let began = Instant::now();
        match timeout_at(deadline, provider.token_boxed()).await {
            Ok(Ok(token)) => match bearer(&token.secret) {
                Ok(header) => {
                    // A provider that failed is asked again by the next call; only what it gives begins the pause.
                    if refused.is_some() {
                        asking.renewed_after_401 = Some(Instant::now());
                    }
                    Ok(self.keep(header, &token, asking.asked))
                }
                Err(reason) => {
                    asking.failure = Failure::answered("the token provider gave what is no token");
                    Err(provider_error(reason))
                }
            },
            Ok(Err(error)) => {
                asking.failure = Failure::answered("the token provider failed for another call");
                Err(provider_error("the token provider failed").with_foreign_source(error))
            }
            Err(elapsed) => {
                asking.failure = Some(Failure {
                    message: "the token provider did not answer another call in time",
                    waited_in_vain: Some(began.elapsed()),
                });
                Err(too_late(elapsed))
            }
        }
    }

    /// The server refused this token: the next one who needs a token asks the provider.
    pub(super) fn refuse(&self, version: u64) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = current.as_mut()
            && held.credential.version == version
        {
            held.refused = true;
        }
    }

    /// Whether this is still the token to send. A constant one always is.
    pub(super) fn is_usable(&self, credential: &BearerToken) -> bool {
        !self.is_renewable()
            || self
                .usable()
                .is_some_and(|usable| usable.version == credential.version)
    }

    /// Whether another token could be had at all.
    pub(super) fn is_renewable(&self) -> bool {
        self.provider.is_some()
    }

    fn keep(&self, header: HeaderValue, token: &Token, version: u64) -> BearerToken {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        // The same token again is not a renewed one.
        let version = match current.as_ref() {
            Some(held) if held.credential.header == header => held.credential.version,
            _ => version,
        };
        let credential = BearerToken { header, version };
        *current = Some(Held {
            credential: credential.clone(),
            expires: token
                .valid_for
                .and_then(|time| Instant::now().checked_add(time)),
            refused: false,
        });
        credential
    }

    fn usable(&self) -> Option<BearerToken> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        let held = current.as_ref()?;
        (!held.is_over() && !held.refused).then(|| held.credential.clone())
    }

    fn held(&self) -> Option<BearerToken> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        current.as_ref().map(|held| held.credential.clone())
    }

    /// The token that the server refused before its time was over.
    fn refused(&self) -> Option<BearerToken> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        let held = current.as_ref()?;
        (held.refused && !held.is_over()).then(|| held.credential.clone())
    }
}

impl Held {
    fn is_over(&self) -> bool {
        self.expires
            .is_some_and(|expires| expires <= Instant::now())
    }
}

fn configuration(message: &'static str) -> Error {
    Error::new(ErrorKind::Configuration, message)
}

fn provider_error(message: &'static str) -> Error {
    Error::new(ErrorKind::Provider, message)
}

/// `Authorization: Bearer …`, marked sensitive, so that no HTTP library prints it.
fn bearer(token: &Secret) -> Result<HeaderValue, &'static str> {
    // RFC 6750, section 2.1 has a narrower alphabet; the page does not say what its tokens are made of.
    let printable = token.expose().bytes().all(|byte| byte.is_ascii_graphic());
    if token.expose().is_empty() || !printable {
        return Err(
            "the token is empty, or has white space or characters that cannot stand in a header",
        );
    }
    let mut value = HeaderValue::try_from(format!("Bearer {}", token.expose()))
        .map_err(|_| "the token cannot stand in a header")?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests;
