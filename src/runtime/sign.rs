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

/// Signs requests, each attempt anew.
pub(crate) trait Signer: Send + Sync {
    /// Sees to what is needed before anything can be signed. It ends in time.
    fn make_ready<'a>(
        &'a self,
        runtime: &'a Runtime,
        deadline: Instant,
    ) -> Signing<'a, Result<(), Error>>;

    /// The headers that are added to the request. They are marked sensitive here.
    ///
    /// # Errors
    ///
    /// What cannot be signed is not sent.
    fn sign(&self, request: &SignedRequest<'_>) -> Result<Vec<(HeaderName, HeaderValue)>, Error>;

    /// The server answered 401: whether something has changed, so that another attempt would be signed otherwise.
    fn refused<'a>(&'a self, runtime: &'a Runtime, deadline: Instant) -> Signing<'a, bool>;
}
