//! A complete answer, and what it is read as.

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header::CONTENT_TYPE};
use serde::de::DeserializeOwned;

use super::{decode::decode, retry_after::retry_after};
use crate::{
    Error, ErrorKind, Operation,
    api::{Api, DocumentedBody},
    delivery::Outcome,
};

/// A complete answer.
pub(crate) struct Response {
    operation: Option<&'static Operation>,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// What kept the rest of a refusal's body from arriving.
    broken_off: Option<Error>,
}

impl Response {
    pub(super) fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self {
            operation: None,
            status,
            headers,
            body,
            broken_off: None,
        }
    }

    pub(super) fn broken_off_by(self, error: Error) -> Self {
        Self {
            broken_off: Some(error),
            ..self
        }
    }

    pub(super) fn of(self, operation: &'static Operation) -> Self {
        Self {
            operation: Some(operation),
            ..self
        }
    }

    pub(super) fn is_success(&self) -> bool {
        self.status.is_success()
    }

    pub(super) fn real_status(&self) -> StatusCode {
        self.status
    }

    pub(crate) fn into_parts(self) -> (StatusCode, HeaderMap, Bytes) {
        (self.status, self.headers, self.body)
    }

    /// The error that a status other than success is.
    pub(super) fn into_error(self, api: &Api) -> Error {
        let wait = retry_after(&self.headers);
        Error::from_status(api, self.status.as_u16(), &self.body, self.broken_off)
            .with_retry_after(wait)
    }

    /// The status that generated code looks for. Whatever success came is offered as the documented one: whether it is read as that is decided
    /// by its body.
    pub(crate) fn status(&self) -> StatusCode {
        let documented = self
            .operation
            .map_or(&[][..], |operation| operation.successes());
        match documented.first() {
            Some(first) if !documented.contains(&self.status.as_u16()) => {
                StatusCode::from_u16(*first).unwrap_or(self.status)
            }
            _ => self.status,
        }
    }

    fn is_documented_success(&self) -> bool {
        self.status() == self.status
    }

    /// An error about this answer.
    fn error(&self, kind: ErrorKind, outcome: Outcome, message: String) -> Error {
        let (outcome, message) = if self.is_documented_success() {
            (outcome, message)
        } else {
            let status = self.status.as_u16();
            let message = format!(
                "status {status}, a success that the document does not describe: {message}"
            );
            (Outcome::OtherSuccess, message)
        };
        Error::new(kind, message)
            .with_outcome(outcome)
            .with_status(self.status.as_u16())
            .with_raw_body(&self.body)
    }

    /// The body, if it is that of an error.
    fn documented_error(&self) -> Option<DocumentedBody> {
        (self.operation?.api().read_error)(&self.body)
    }

    fn unexpected(&self, message: &str) -> Error {
        let kind = ErrorKind::UnexpectedContent;
        self.error(kind, Outcome::UnexpectedContent, message.to_owned())
    }
}

/// The media type without parameters; empty if there is none. Its case does not count.
fn media_type(headers: &HeaderMap) -> &str {
    let value = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = value.unwrap_or_default().split(';').next();
    essence.unwrap_or_default().trim()
}

pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let media_type = media_type(headers);
    let is_suffixed = || {
        let (_, suffix) = media_type.rsplit_once('+')?;
        Some(suffix.eq_ignore_ascii_case("json"))
    };
    media_type.eq_ignore_ascii_case("application/json") || is_suffixed() == Some(true)
}

/// The answer's value, and the status it came with.
pub(crate) struct ResponseValue<T> {
    value: T,
    pub(super) status: u16,
    /// Whether the status is the documented one.
    pub(super) is_documented: bool,
    /// What it was read from.
    pub(super) body: Bytes,
}

impl<T> ResponseValue<T> {
    fn new(value: T, response: &Response) -> Self {
        Self {
            value,
            status: response.status.as_u16(),
            is_documented: response.is_documented_success(),
            body: response.body.clone(),
        }
    }

    pub(super) fn value(&self) -> &T {
        &self.value
    }

    pub(crate) fn into_inner(self) -> T {
        self.value
    }
}

impl<T: DeserializeOwned> ResponseValue<T> {
    #[allow(clippy::unused_async)]
    pub(crate) async fn from_response(response: Response) -> Result<Self, Error> {
        if response.body.is_empty() {
            return Err(response.unexpected("a success without the documented body"));
        }
        if !is_json(&response.headers) {
            return Err(response.unexpected("a success whose body is not JSON by its content type"));
        }
        match decode(&response.body) {
            Ok(value) => Ok(Self::new(value, &response)),
            Err(reason) => Err(match response.documented_error() {
                Some(body) => response
                    .unexpected("a success whose body is that of an error")
                    .with_body(body),
                None => {
                    let message = format!("the answer does not fit its documented type: {reason}");
                    response.error(ErrorKind::Decode, Outcome::Unreadable, message)
                }
            }),
        }
    }
}

#[allow(dead_code)]
impl ResponseValue<()> {
    /// For operations whose success has no body.
    pub(crate) fn empty(response: Response) -> Self {
        Self::new((), &response)
    }
}

#[allow(dead_code)]
impl ResponseValue<String> {
    /// A body that is not JSON, as text. The page names no media type for it, so any is taken but HTML, which is what
    /// a gateway or a login page answers.
    pub(crate) fn text(response: Response) -> Result<Self, Error> {
        if response.body.is_empty()
            || media_type(&response.headers).eq_ignore_ascii_case("text/html")
        {
            return Err(response.unexpected("a success without the documented text"));
        }
        match std::str::from_utf8(&response.body) {
            Ok(text) => Ok(Self::new(text.to_owned(), &response)),
            Err(error) => {
                let from = error.valid_up_to();
                let message = format!("the answer is not UTF-8 from byte {from} on");
                Err(response.error(ErrorKind::Decode, Outcome::Unreadable, message))
            }
        }
    }
}

pub(crate) fn unexpected_response(response: Response) -> Error {
    let message = format!("status {} is no success", response.status.as_u16());
    response.error(ErrorKind::Status, Outcome::OtherSuccess, message)
}
