//! What shows who sends a request, where that is made for each attempt anew.

use std::{future::Future, pin::Pin};

use http::{HeaderName, HeaderValue, Method};
use tokio::time::Instant;
use url::Url;

use super::Runtime;
use crate::Error;

/// The future of a signer.
pub(crate) type Signing<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The request of one attempt, as it is sent.
#[cfg_attr(not(feature = "paysera"), allow(dead_code))]
pub(crate) struct SignedRequest<'r> {
    pub(crate) method: &'r Method,
    pub(crate) url: &'r Url,
    pub(crate) body: Option<&'r [u8]>,
}

/// What a signature adds to a request.
pub(crate) struct Signed {
    /// Marked sensitive.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    /// Which state of the signer's knowledge it was made with.
    pub(crate) version: u64,
}

/// Signs requests, each attempt anew.
pub(crate) trait Signer: Send + Sync {
    /// Sees to what is needed before anything can be signed. It ends in time, and may make calls of its own in the place of the one that waits for it.
    fn make_ready<'a>(
        &'a self,
        runtime: &'a Runtime,
        deadline: Instant,
    ) -> Signing<'a, Result<(), Error>>;

    /// What is added to the request.
    ///
    /// # Errors
    ///
    /// What cannot be signed is not sent.
    fn sign(&self, request: &SignedRequest<'_>) -> Result<Signed, Error>;

    /// The server answered 401 to what was signed with this state of knowledge: whether something has changed since, so that another attempt would be
    /// signed otherwise.
    fn refused<'a>(
        &'a self,
        runtime: &'a Runtime,
        version: u64,
        deadline: Instant,
    ) -> Signing<'a, bool>;

    /// What may be behind an error of this status, as far as the signer knows.
    fn hint(&self, status: u16) -> Option<&'static str>;
}
