//! A request that is looked at instead of being sent.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
};

use bytes::Bytes;

use crate::{Error, ErrorKind, runtime::generated_support};

/// A request as [`Client::preview`](crate::Client::preview) shows it. What the HTTP library adds is not in it, and neither is the token.
///
/// ```
/// # async fn example(client: pazemo::Client, request: pazemo::dynamic::Request) -> Result<(), pazemo::Error> {
/// let preview = client.preview(&request).await?;
/// println!("{} {}", preview.method(), preview.url());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Preview {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<Bytes>,
}

impl Preview {
    /// The HTTP method, in capitals.
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The whole URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Names in small letters and values. In the place of the token stands `[redacted]`.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The body byte for byte, secrets and personal data included; `None` if there is none.
    pub fn body(&self) -> Option<&[u8]> {
        self.body.as_deref()
    }
}

impl fmt::Debug for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Preview")
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}

/// Where a call puts the request that it does not send.
#[derive(Default)]
pub(crate) struct Slot(Mutex<Option<Preview>>);

impl Slot {
    /// Keeps the request. The error ends the call; nobody sees it.
    pub(crate) fn keep(&self, url: &str, request: generated_support::Request) -> Error {
        let shown = |value: &http::HeaderValue| match value.to_str() {
            Ok(text) if !value.is_sensitive() => text.to_owned(),
            _ => "[redacted]".to_owned(),
        };
        let mut headers = vec![("authorization".to_owned(), "Bearer [redacted]".to_owned())];
        for (name, value) in &request.headers {
            headers.push((name.as_str().to_owned(), shown(value)));
        }
        headers.sort();
        let preview = Preview {
            method: request.method.to_string(),
            url: url.to_owned(),
            headers,
            body: request.body,
        };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(preview);
        Error::new(ErrorKind::InvalidArgument, "the request is not to be sent")
    }

    pub(super) fn into_preview(self) -> Option<Preview> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}
