//! The bearer token: asked for, kept, renewed once for all who were refused.

use std::sync::{Arc, PoisonError, RwLock};

use http::HeaderValue;
use tokio::{
    sync::Mutex,
    time::{Instant, timeout_at},
};

use super::{
    erased::ErasedTokenProvider,
    issuer::{Asking, Failure, Issued, Issuer, KnownFailure, ProvidedTokens, Wanted},
    validity::Validity,
};
use crate::{Error, ErrorKind, Secret};

/// Where tokens come from.
#[derive(Clone)]
pub(crate) enum TokenSource {
    Constant(Secret),
    Provider(Arc<dyn ErasedTokenProvider>),
    #[cfg(feature = "qolo")]
    Issuer(Arc<dyn Issuer>),
}

/// A token as a header, and which one of the source it is.
#[derive(Clone)]
pub(super) struct BearerToken {
    pub(super) header: HeaderValue,
    pub(super) version: u64,
    /// Whether it was made for this client, rather than found where another one left it.
    pub(super) is_new: bool,
}

/// The token that all calls of a client share.
pub(super) struct Authenticator {
    /// `None`: the token is constant.
    issuer: Option<Arc<dyn Issuer>>,
    current: RwLock<Option<Held>>,
    /// Held by the one who asks for a token; the others wait here and find what he got.
    asking: Mutex<AskingState>,
}

struct Held {
    credential: BearerToken,
    secret: Secret,
    validity: Validity,
    refused: bool,
    /// When a token was last made because another one had been refused; this one or one before it.
    renewed_after_401: Option<Instant>,
}

#[derive(Default)]
struct AskingState {
    asked: u64,
    /// What a call that went away has begun, if that outlives it.
    under_way: Option<Asking>,
    /// How a token was asked for in vain the last time.
    failure: Option<KnownFailure>,
    renewed_after_401: Option<Instant>,
}

impl Authenticator {
    pub(super) fn new(source: TokenSource) -> Result<Self, Error> {
        let issuer: Arc<dyn Issuer> = match source {
            TokenSource::Constant(secret) => return Self::constant(secret),
            TokenSource::Provider(provider) => Arc::new(ProvidedTokens {
                provider,
                codes_may_be_wrong: true,
            }),
            #[cfg(feature = "qolo")]
            TokenSource::Issuer(issuer) => issuer,
        };
        Ok(Self {
            issuer: Some(issuer),
            current: RwLock::default(),
            asking: Mutex::default(),
        })
    }

    fn constant(secret: Secret) -> Result<Self, Error> {
        let header = bearer(&secret).map_err(configuration)?;
        let held = Held {
            credential: BearerToken {
                header,
                version: 0,
                is_new: true,
            },
            secret,
            validity: Validity::default(),
            refused: false,
            renewed_after_401: None,
        };
        Ok(Self {
            issuer: None,
            current: RwLock::new(Some(held)),
            asking: Mutex::default(),
        })
    }

    /// The token for an attempt.
    pub(super) async fn token(&self, deadline: Instant) -> Result<BearerToken, Error> {
        if let Some(credential) = self.usable() {
            return Ok(credential);
        }
        let Some(issuer) = &self.issuer else {
            // A constant token that was refused is all there is.
            return self.held().ok_or_else(no_token);
        };
        let others_ask = self.asking.try_lock().is_err();
        let mut asking = timeout_at(deadline, self.asking.lock())
            .await
            .map_err(|_| too_late())?;
        if let Some(credential) = self.usable() {
            return Ok(credential);
        }
        // Who waited while another one asked shares the failure, too: a provider in trouble is not asked a thousand times.
        if let Some(failure) = &asking.failure
            && (failure.holds() || (others_ask && failure.is_shared_until(deadline)))
        {
            return Err(failure.error());
        }
        let refused = self.refused();
        let renewed = asking.renewed_after_401;
        let may_be_new = refused.is_none()
            || renewed.is_none_or(|renewed| renewed.elapsed() >= issuer.rules().pause);
        if let (Some((token, secret)), false) = (&refused, may_be_new)
            && !issuer.knows_of_others(secret)
        {
            return Ok(token.clone());
        }
        let (refused, secret) = refused.unzip();
        let wanted = Wanted {
            refused: secret,
            may_be_new,
        };
        let Some(issued) = asking.ask(issuer, wanted, deadline).await? else {
            // Nothing new could be had, and that is no failure: what there is has to do.
            return refused.ok_or_else(no_token);
        };
        let header = bearer(&issued.secret).map_err(|reason| {
            asking.failure = Some(KnownFailure::no_token());
            provider_error(reason)
        })?;
        // A provider that failed is asked again by the next call; only what it gives begins the pause.
        if refused.is_some() && issued.is_new {
            asking.renewed_after_401 = Some(Instant::now());
        }
        Ok(self.keep(header, issued, &asking))
    }

    /// The server refused this token: the next one who needs a token asks for another.
    pub(super) fn refuse(&self, version: u64) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = current.as_mut()
            && held.credential.version == version
        {
            held.refused = true;
        }
    }

    /// Whether a 401 may be about an authorization code instead of the token.
    pub(super) fn codes_may_be_wrong(&self) -> bool {
        let rules = self.issuer.as_ref().map(|issuer| issuer.rules());
        rules.is_none_or(|rules| rules.codes_may_be_wrong)
    }

    /// Whether this token was refused so soon after a renewal because of a 401 that there is no other yet.
    pub(super) fn is_refused_again(&self, version: u64) -> bool {
        let Some(rules) = self.issuer.as_ref().map(|issuer| issuer.rules()) else {
            return false;
        };
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        rules.names_second_refusal
            && current.as_ref().is_some_and(|held| {
                let renewed = held.renewed_after_401;
                held.credential.version == version
                    && held.refused
                    && renewed.is_some_and(|renewed| renewed.elapsed() < rules.pause)
            })
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
        self.issuer.is_some()
    }

    fn keep(&self, header: HeaderValue, issued: Issued, asking: &AskingState) -> BearerToken {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        // The same token again is not a renewed one.
        let version = match current.as_ref() {
            Some(held) if held.credential.header == header => held.credential.version,
            _ => asking.asked,
        };
        let credential = BearerToken {
            header,
            version,
            is_new: issued.is_new,
        };
        *current = Some(Held {
            credential: credential.clone(),
            secret: issued.secret,
            validity: issued.validity,
            refused: false,
            renewed_after_401: asking.renewed_after_401,
        });
        credential
    }

    fn usable(&self) -> Option<BearerToken> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        let held = current.as_ref()?;
        (!held.validity.is_over() && !held.refused).then(|| held.credential.clone())
    }

    fn held(&self) -> Option<BearerToken> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        current.as_ref().map(|held| held.credential.clone())
    }

    /// The token that the server refused before its time was over.
    fn refused(&self) -> Option<(BearerToken, Secret)> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        let held = current.as_ref()?;
        (held.refused && !held.validity.is_over())
            .then(|| (held.credential.clone(), held.secret.clone()))
    }
}

impl AskingState {
    /// Asks, or goes on asking. `None` if nothing new was wanted and there was nothing else.
    async fn ask(
        &mut self,
        issuer: &Arc<dyn Issuer>,
        wanted: Wanted,
        deadline: Instant,
    ) -> Result<Option<Issued>, Error> {
        // In case this future is dropped while it asks: that is no failure to share.
        self.failure = None;
        let began = Instant::now();
        let answer = if issuer.rules().outlives_its_call {
            self.go_on(issuer, wanted, deadline).await?
        } else {
            self.asked += 1;
            let asking = Arc::clone(issuer).issue(wanted);
            timeout_at(deadline, asking).await.map_err(|_| {
                self.failure = Some(KnownFailure::no_answer(began));
                too_late()
            })?
        };
        answer.map_err(|failure| self.note(failure))
    }

    /// Goes on with what another call left, or begins; and leaves it to the next one if there is no more time.
    async fn go_on(
        &mut self,
        issuer: &Arc<dyn Issuer>,
        wanted: Wanted,
        deadline: Instant,
    ) -> Result<Result<Option<Issued>, Failure>, Error> {
        if self.under_way.is_some() {
            let left = UnderWay(&mut self.under_way).end(deadline).await?;
            // It may have lain there for hours.
            match &left {
                Ok(Some(issued)) if issued.validity.is_over() => {}
                _ => return Ok(left),
            }
        }
        self.asked += 1;
        self.under_way = Some(Arc::clone(issuer).issue(wanted));
        UnderWay(&mut self.under_way).end(deadline).await
    }

    fn note(&mut self, failure: Failure) -> Error {
        let (error, known) = failure.told();
        self.failure = Some(known);
        error
    }
}

/// What is asked for and stays where it is when a call goes away, unless its code panics: then it cannot be gone on with.
struct UnderWay<'a>(&'a mut Option<Asking>);

impl UnderWay<'_> {
    async fn end(self, deadline: Instant) -> Result<Result<Option<Issued>, Failure>, Error> {
        let Some(asking) = self.0.as_mut() else {
            return Err(no_token());
        };
        let answer = timeout_at(deadline, asking).await.map_err(|_| too_late())?;
        *self.0 = None;
        Ok(answer)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            *self.0 = None;
        }
    }
}

fn too_late() -> Error {
    let message = "the call's time was over before there was a token";
    Error::new(ErrorKind::Timeout, message)
}

fn no_token() -> Error {
    provider_error("there is no token")
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

#[cfg(all(test, feature = "qolo"))]
mod issuer_tests;
#[cfg(test)]
mod tests;
