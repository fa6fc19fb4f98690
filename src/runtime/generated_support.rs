//! What progenitor's code finds in the place of reqwest and its own runtime crate.
//!
//! A private contract: the names here are those that the generator, pinned to one version, emits. What it emits is kept under `generated/`.

use std::fmt::Display;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Serialize, de::DeserializeOwned};

use super::{Runtime, decode::decode};
use crate::{Error, ErrorKind, Operation, id};

/// One call of an operation: the generated methods are implemented on it.
pub(crate) struct Calls<'c> {
    runtime: &'c Runtime,
    operation: &'static Operation,
    /// Generated code puts paths behind it; the real base URL is the runtime's.
    pub(crate) baseurl: &'static str,
    pub(crate) client: RequestFactory,
}

impl<'c> Calls<'c> {
    pub(crate) fn new(runtime: &'c Runtime, operation: &'static Operation) -> Self {
        Self {
            runtime,
            operation,
            baseurl: "",
            client: RequestFactory,
        }
    }

    /// Refuses a path argument that would lead elsewhere, also if it came from a server: out of its segment, or, being one of
    /// the `taken` words, to another path of the document.
    pub(crate) fn check_path_argument(
        &self,
        name: &str,
        value: &(impl Display + ?Sized),
        taken: &[&str],
    ) -> Result<(), Error> {
        let value = value.to_string();
        let reason = match id::check(&value) {
            Ok(()) if leads_elsewhere(&value, taken) => {
                "it would lead to another operation".to_owned()
            }
            Ok(()) => return Ok(()),
            Err(reason) => reason.to_string(),
        };
        let message = format!("`{name}` is not sent: {reason}");
        Err(Error::new(ErrorKind::InvalidArgument, message).with_operation(self.operation))
    }

    pub(crate) async fn exec(
        &self,
        request: Request,
        _: &OperationInfo,
    ) -> Result<Response, Error> {
        let response = self.runtime.call(self.operation, request).await?;
        Ok(Response {
            operation: Some(self.operation),
            ..response
        })
    }

    // progenitor's other two hooks: everything happens in `exec`.
    #[allow(clippy::unused_async)]
    pub(crate) async fn pre(&self, _: &mut Request, _: &OperationInfo) -> Result<(), Error> {
        Ok(())
    }

    #[allow(clippy::unused_async)]
    pub(crate) async fn post(
        &self,
        _: &Result<Response, Error>,
        _: &OperationInfo,
    ) -> Result<(), Error> {
        Ok(())
    }
}

/// Whether a server might take the value for one of the words: some ignore case, and some cut parameters (`;…`) or
/// endings (`.json`) off a segment before they look at it.
fn leads_elsewhere(value: &str, taken: &[&str]) -> bool {
    let stem = value.split([';', '.']).next().unwrap_or_default();
    taken
        .iter()
        .any(|word| stem.eq_ignore_ascii_case(word) || value.eq_ignore_ascii_case(word))
}

/// The operation by the generator's name for it; [`Calls`] knows the real one.
pub(crate) struct OperationInfo {
    #[allow(dead_code)]
    pub(crate) operation_id: &'static str,
}

/// A request of an operation, without what the runtime adds.
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) path_and_query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
}

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
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self {
            operation: None,
            status,
            headers,
            body,
            broken_off: None,
        }
    }

    pub(crate) fn broken_off_by(self, error: Error) -> Self {
        Self {
            broken_off: Some(error),
            ..self
        }
    }

    /// The error that a status other than success is.
    pub(crate) fn into_error(self) -> Error {
        Error::from_status(self.status.as_u16(), &self.body, self.broken_off)
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    /// The media type without parameters, in lower case; empty if there is none.
    fn media_type(&self) -> String {
        let value = self
            .headers
            .get(http::header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let essence = value
            .unwrap_or_default()
            .split(';')
            .next()
            .unwrap_or_default();
        essence.trim().to_ascii_lowercase()
    }

    fn is_json(&self) -> bool {
        let media_type = self.media_type();
        media_type == "application/json" || media_type.ends_with("+json")
    }

    /// An error about this answer.
    fn error(&self, kind: ErrorKind, message: String) -> Error {
        let error = Error::new(kind, message)
            .with_status(self.status.as_u16())
            .with_raw_body(&self.body);
        match self.operation {
            Some(operation) => error.with_operation(operation),
            None => error,
        }
    }
}

/// The answer's value.
pub(crate) struct ResponseValue<T>(T);

impl<T> ResponseValue<T> {
    pub(crate) fn into_inner(self) -> T {
        self.0
    }
}

impl<T: DeserializeOwned> ResponseValue<T> {
    #[allow(clippy::unused_async)]
    pub(crate) async fn from_response(response: Response) -> Result<Self, Error> {
        if response.body.is_empty() {
            return Err(response.error(
                ErrorKind::UnexpectedContent,
                "a success without the documented body".to_owned(),
            ));
        }
        if !response.is_json() {
            return Err(response.error(
                ErrorKind::UnexpectedContent,
                "a success whose body is not JSON by its content type".to_owned(),
            ));
        }
        decode(&response.body).map(Self).map_err(|reason| {
            response.error(
                ErrorKind::Decode,
                format!("the answer does not fit its documented type: {reason}"),
            )
        })
    }
}

#[allow(dead_code)]
impl ResponseValue<()> {
    /// For operations whose success has no body.
    pub(crate) fn empty(_: Response) -> Self {
        Self(())
    }
}

#[allow(dead_code)]
impl ResponseValue<String> {
    /// A body that is not JSON, as text. The page names no media type for it, so any is taken but HTML, which is what
    /// a gateway or a login page answers.
    pub(crate) fn text(response: Response) -> Result<Self, Error> {
        if response.body.is_empty() || response.media_type() == "text/html" {
            let message = "a success without the documented text".to_owned();
            return Err(response.error(ErrorKind::UnexpectedContent, message));
        }
        match std::str::from_utf8(&response.body) {
            Ok(text) => Ok(Self(text.to_owned())),
            Err(error) => {
                let message = format!(
                    "the answer is not UTF-8 from byte {} on",
                    error.valid_up_to()
                );
                Err(response.error(ErrorKind::Decode, message))
            }
        }
    }
}

pub(crate) fn unexpected_response(response: Response) -> Error {
    response.error(
        ErrorKind::Status,
        format!("status {} is no success", response.status.as_u16()),
    )
}

/// One segment of a path, everything but unreserved characters (RFC 3986, section 2.3) encoded.
pub(crate) fn encode_path(segment: &str) -> String {
    const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');
    utf8_percent_encode(segment, RESERVED).to_string()
}

/// Stands where generated code has a reqwest client.
pub(crate) struct RequestFactory;

macro_rules! methods {
    ($($name:ident $method:ident)*) => {$(
        #[allow(dead_code)]
        pub(crate) fn $name(&self, path: String) -> RequestBuilder {
            RequestBuilder::new(Method::$method, path)
        }
    )*};
}

impl RequestFactory {
    methods!(get GET post POST put PUT patch PATCH delete DELETE head HEAD options OPTIONS trace TRACE);
}

/// Stands where generated code has a reqwest request builder.
pub(crate) struct RequestBuilder {
    request: Request,
    query: Vec<String>,
    error: Option<String>,
}

#[allow(dead_code)]
impl RequestBuilder {
    fn new(method: Method, path_and_query: String) -> Self {
        Self {
            request: Request {
                method,
                path_and_query,
                headers: HeaderMap::new(),
                body: None,
            },
            query: Vec::new(),
            error: None,
        }
    }

    pub(crate) fn header(mut self, name: http::HeaderName, value: http::HeaderValue) -> Self {
        self.request.headers.append(name, value);
        self
    }

    pub(crate) fn headers(mut self, headers: header::HeaderMap) -> Self {
        for (name, value) in headers.0 {
            match http::HeaderName::try_from(name) {
                Ok(name) => {
                    self.request.headers.append(name, value.0);
                }
                Err(_) => self.error = Some("a header's name is not one".to_owned()),
            }
        }
        self
    }

    pub(crate) fn json<T: Serialize>(mut self, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => {
                self.request.body = Some(bytes.into());
                let json = http::HeaderValue::from_static("application/json");
                self.request
                    .headers
                    .insert(http::header::CONTENT_TYPE, json);
            }
            // serde_json's own message could repeat a value.
            Err(_) => self.error = Some("the body cannot be written as JSON".to_owned()),
        }
        self
    }

    pub(crate) fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.request.body = Some(body.into());
        self
    }

    pub(crate) fn query<T: Serialize>(mut self, parameter: &QueryParam<'_, T>) -> Self {
        match parameter.pairs() {
            Ok(pairs) => self.query.extend(pairs),
            Err(()) => {
                self.error = Some(format!(
                    "the parameter `{}` has no place in a query",
                    parameter.name
                ))
            }
        }
        self
    }

    pub(crate) fn build(mut self) -> Result<Request, Error> {
        if let Some(message) = self.error {
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        if !self.query.is_empty() {
            self.request.path_and_query.push('?');
            self.request.path_and_query.push_str(&self.query.join("&"));
        }
        Ok(self.request)
    }
}

/// A parameter in the query. Its value goes through JSON text, which keeps the digits of amounts.
#[allow(dead_code)]
pub(crate) struct QueryParam<'v, T> {
    name: &'static str,
    value: &'v T,
}

#[allow(dead_code)]
impl<'v, T: Serialize> QueryParam<'v, T> {
    pub(crate) fn new(name: &'static str, value: &'v T) -> Self {
        Self { name, value }
    }

    /// `name=value`, once for each item of a list and not at all for nothing.
    fn pairs(&self) -> Result<Vec<String>, ()> {
        let json = serde_json::to_string(self.value).map_err(drop)?;
        let items: Vec<Box<serde_json::value::RawValue>> = if json.starts_with('[') {
            serde_json::from_str(&json).map_err(drop)?
        } else {
            vec![serde_json::value::RawValue::from_string(json).map_err(drop)?]
        };
        let mut pairs = Vec::new();
        for item in items {
            let text = match item.get().as_bytes().first() {
                Some(b'"') => serde_json::from_str::<String>(item.get()).map_err(drop)?,
                Some(b'{' | b'[') | None => return Err(()),
                Some(b'n') => continue,
                Some(_) => item.get().to_owned(),
            };
            pairs.push(format!("{}={}", encode_path(self.name), encode_path(&text)));
        }
        Ok(pairs)
    }
}

/// Stands where generated code has reqwest's headers.
#[allow(dead_code)]
pub(crate) mod header {
    #[allow(unused_imports)]
    pub(crate) use http::header::CONTENT_TYPE;
    pub(crate) use http::{HeaderValue, header::ACCEPT};

    use crate::{Error, ErrorKind};

    /// Headers given as parameters.
    pub(crate) struct HeaderMap(pub(super) Vec<(&'static str, Value)>);

    /// A header's value; a text that cannot be one is an invalid argument.
    pub(crate) struct Value(pub(super) HeaderValue);

    impl HeaderMap {
        pub(crate) fn with_capacity(capacity: usize) -> Self {
            Self(Vec::with_capacity(capacity))
        }

        pub(crate) fn append(&mut self, name: &'static str, value: Value) {
            self.0.push((name, value));
        }
    }

    impl TryFrom<String> for Value {
        type Error = Error;

        fn try_from(text: String) -> Result<Self, Error> {
            HeaderValue::try_from(text).map(Self).map_err(|_| {
                Error::new(
                    ErrorKind::InvalidArgument,
                    "a value that cannot stand in a header",
                )
            })
        }
    }
}
