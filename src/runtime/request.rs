//! A request of an operation, without what the runtime adds, and the builder that generated code finds in reqwest's place.

use std::fmt::Display;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, header::CONTENT_TYPE};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::generated_support::header;
use crate::{Error, ErrorKind};

/// A request of an operation, without what the runtime adds.
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) path_and_query: String,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Option<Bytes>,
}
/// One segment of a path, everything but unreserved characters (RFC 3986, section 2.3) encoded.
pub(crate) fn encode_path(segment: &str) -> impl Display {
    const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');
    utf8_percent_encode(segment, RESERVED)
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
                headers: Vec::with_capacity(4),
                body: None,
            },
            query: Vec::new(),
            error: None,
        }
    }

    pub(crate) fn header(mut self, name: http::HeaderName, value: http::HeaderValue) -> Self {
        self.request.headers.push((name, value));
        self
    }

    pub(crate) fn headers(mut self, headers: header::HeaderMap) -> Self {
        for (name, value) in headers.0 {
            match http::HeaderName::try_from(name) {
                Ok(name) => self.request.headers.push((name, value.0)),
                Err(_) => self.error = Some("a header's name is not one".to_owned()),
            }
        }
        self
    }

    pub(crate) fn json<T: Serialize>(mut self, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => {
                self.request.body = Some(bytes.into());
                let json = HeaderValue::from_static("application/json");
                self.request.headers.push((CONTENT_TYPE, json));
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
