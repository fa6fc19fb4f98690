//! What an attempt shows of who sends it: the client's token, a signature, or nothing.

use http::{HeaderMap, HeaderName, HeaderValue, header::AUTHORIZATION};
use tokio::time::Instant;
use url::Url;

use super::{
    Runtime,
    authenticate::BearerToken,
    call::Calls,
    request::Request,
    sign::{SignedRequest, Signer},
};
use crate::{Error, ErrorKind};

/// What an attempt is authenticated by.
pub(super) enum Credential<'c> {
    /// The operation needs none.
    None,
    Bearer(BearerToken),
    Signed(&'c dyn Signer),
}

/// The headers that show who sends a request. With a token alone, nothing is allocated.
#[derive(Default)]
pub(super) struct Shown {
    token: Option<HeaderValue>,
    signed: Vec<(HeaderName, HeaderValue)>,
    /// Of what was signed.
    version: u64,
}

impl Shown {
    /// Which state of the signer's knowledge it was signed with.
    pub(super) fn version(&self) -> u64 {
        self.version
    }

    pub(super) fn put_into(self, headers: &mut HeaderMap) {
        if let Some(token) = self.token {
            headers.insert(AUTHORIZATION, token);
        }
        for (name, value) in self.signed {
            headers.insert(name, value);
        }
    }
}

impl Credential<'_> {
    /// Which of the client's tokens it is.
    pub(super) fn version(&self) -> Option<u64> {
        match self {
            Self::Bearer(token) => Some(token.version),
            Self::None | Self::Signed(_) => None,
        }
    }

    /// The headers that it adds to a request.
    pub(super) fn headers(&self, request: &Request, url: &Url) -> Result<Shown, Error> {
        let mut shown = Shown::default();
        match self {
            Self::None => {}
            Self::Bearer(token) => shown.token = Some(token.header.clone()),
            Self::Signed(signer) => {
                let signed = signer.sign(&SignedRequest {
                    method: &request.method,
                    url,
                    body: request.body.as_deref(),
                })?;
                (shown.signed, shown.version) = (signed.headers, signed.version);
            }
        }
        Ok(shown)
    }
}

impl Runtime {
    /// Sees to what a signer needs.
    pub(super) async fn make_ready(
        &self,
        call: &Calls<'_>,
        deadline: Instant,
    ) -> Result<(), Error> {
        match call.signer {
            Some(signer) if call.operation.authenticated => signer.make_ready(self, deadline).await,
            _ => Ok(()),
        }
    }

    /// What the next attempt of a call is authenticated by.
    pub(super) async fn credential<'c>(
        &self,
        call: &Calls<'c>,
        deadline: Instant,
    ) -> Result<Credential<'c>, Error> {
        if !call.operation.authenticated {
            return Ok(Credential::None);
        }
        if let Some(signer) = call.signer {
            return Ok(Credential::Signed(signer));
        }
        match &self.authenticator {
            Some(authenticator) => Ok(Credential::Bearer(authenticator.token(deadline).await?)),
            None => {
                let message = "the client has neither a token nor a key to sign with";
                Err(Error::new(ErrorKind::Configuration, message))
            }
        }
    }

    /// Whether this is still what to send.
    pub(super) fn is_usable(&self, credential: &Credential<'_>) -> bool {
        match (credential, &self.authenticator) {
            (Credential::Bearer(token), Some(authenticator)) => authenticator.is_usable(token),
            _ => true,
        }
    }
}
