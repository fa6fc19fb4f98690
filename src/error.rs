//! The one error type.

use std::{error::Error as StdError, fmt};

use crate::{ErrorBody, Operation};

/// How many bytes of an error answer's body are kept for [`Error::raw_body`].
pub(crate) const RAW_BODY_LIMIT: usize = 64 * 1024;

/// What kind of thing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An argument that is not sent: an identifier that would change the path, a body that is no JSON.
    InvalidArgument,
    /// The client cannot be built: no environment, no token, plain HTTP to another machine.
    Configuration,
    /// No connection: name, address, port, TLS handshake.
    Connect,
    /// A time limit passed.
    Timeout,
    /// The connection broke before the whole answer had come.
    Interrupted,
    /// The server answered with a status that does not mean success.
    Status,
    /// A success whose body is of another media type than the document says, or empty.
    UnexpectedContent,
    /// A success whose body does not fit the documented type.
    Decode,
    /// An answer longer than the client's limit.
    ResponseTooLarge,
}

/// Whatever kept an answer from arriving or from being what the document describes.
///
/// `Display` is one line for a person. Neither it nor `Debug` shows headers, bodies or secrets; what the server said is in [`body`](Self::body),
/// for those who ask.
///
/// ```
/// # async fn example(client: pazemo::Client, id: pazemo::types::UserId) {
/// match client.users().get(&id).await {
///     Ok(user) => { /* … */ }
///     Err(error) if error.status() == Some(404) => { /* … */ }
///     Err(error) => eprintln!("{error}"),
/// }
/// # }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: String,
    operation: Option<&'static Operation>,
    status: Option<u16>,
    body: Option<ErrorBody>,
    raw_body: Vec<u8>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// What kind of thing went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The `operationId` of the call, if there was one.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation.map(|operation| operation.id())
    }

    /// The HTTP status, if an answer came: also when its body could not be read.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The error body, if it has one of the documented forms.
    pub fn body(&self) -> Option<&ErrorBody> {
        self.0.body.as_ref()
    }

    /// The answer's body as it came, at most its first 64 KiB. It may hold personal data.
    pub fn raw_body(&self) -> &[u8] {
        &self.0.raw_body
    }

    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            operation: None,
            status: None,
            body: None,
            raw_body: Vec::new(),
            source: None,
        }))
    }

    /// The answer has a status that does not mean success. If its body broke off, the cause of that becomes the source.
    pub(crate) fn from_status(status: u16, raw_body: &[u8], broken_off: Option<Self>) -> Self {
        let body = ErrorBody::read(raw_body);
        let form = match (&body, &broken_off) {
            (Some(_), _) => "",
            (None, Some(_)) => "; the body could not be read to its end",
            (None, None) if raw_body.is_empty() => "; the body is empty",
            (None, None) => "; the body has none of the documented forms",
        };
        let message = format!("{}{form}", status_message(status));
        let mut error = Self::new(ErrorKind::Status, message)
            .with_status(status)
            .with_raw_body(raw_body);
        error.0.body = body;
        match broken_off {
            Some(cause) => error.with_source(cause),
            None => error,
        }
    }

    pub(crate) fn with_operation(mut self, operation: &'static Operation) -> Self {
        self.0.operation.get_or_insert(operation);
        self
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    pub(crate) fn with_raw_body(mut self, raw_body: &[u8]) -> Self {
        self.0.raw_body = raw_body[..raw_body.len().min(RAW_BODY_LIMIT)].to_vec();
        self
    }

    /// Only sources that repeat nothing of request or answer may be attached.
    pub(crate) fn with_source(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.0.source = Some(Box::new(source));
        self
    }
}

/// A status in words a person can act on.
fn status_message(status: u16) -> String {
    let meaning = match status {
        400 => "the request was not accepted",
        401 => "the token is wrong or revoked, or this address is not on the token's list",
        402 => "the request was understood, but failed",
        403 => "this token may not do this",
        404 => "not found",
        409 => "it conflicts with another request",
        410 => "it is gone",
        429 => "too many requests; slow down",
        500 => "the server failed",
        503 => "the server is offline for maintenance",
        _ => match http::StatusCode::from_u16(status)
            .ok()
            .and_then(|s| s.canonical_reason())
        {
            Some(reason) => {
                return format!("status {status} ({reason}), which the document does not describe");
            }
            None => "a status that the document does not describe",
        },
    };
    format!("status {status}: {meaning}")
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{}: ", operation.id())?;
        }
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("operation", &self.operation())
            .field("status", &self.0.status)
            .field("message", &self.0.message)
            .field(
                "source",
                &self.0.source.as_ref().map(|source| source.to_string()),
            )
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|source| &**source as _)
    }
}
