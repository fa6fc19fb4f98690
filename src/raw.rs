//! Calls that the document does not describe.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, header::CONTENT_TYPE};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    CallOptions, Client, Error, ErrorKind, Operation, Retry,
    api::Api,
    operation::OperationKind,
    runtime::{
        decode::decode,
        generated_support::{Calls, OperationInfo, Request},
    },
};

/// A request to any path of the server, for what the document does not describe. It passes through the same runtime as every other: token, limits,
/// verdicts, repeats.
///
/// ```
/// use pazemo::RawRequest;
///
/// # async fn example(client: pazemo::Client) -> Result<(), pazemo::Error> {
/// let answer = client.raw(RawRequest::get("/users/me")).await?;
/// println!("{} with {} bytes", answer.status(), answer.body().len());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct RawRequest {
    method: Result<Method, &'static str>,
    path_and_query: String,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Option<Bytes>,
    retry: Retry,
    options: CallOptions,
}

impl RawRequest {
    /// `GET` of a path that begins with a slash; a query may follow. What needs percent-encoding in it is the caller's matter.
    #[must_use]
    pub fn get(path_and_query: impl Into<String>) -> Self {
        Self::new("GET", path_and_query)
    }

    /// `POST` to a path.
    #[must_use]
    pub fn post(path_and_query: impl Into<String>) -> Self {
        Self::new("POST", path_and_query)
    }

    /// Any method. `GET` and `HEAD` are of retry class `safe`, every other one is `never`.
    #[must_use]
    pub fn new(method: &str, path_and_query: impl Into<String>) -> Self {
        let retry = match method {
            "GET" | "HEAD" => Retry::Safe,
            _ => Retry::Never,
        };
        Self {
            method: match Method::from_bytes(method.as_bytes()) {
                // The one goes to a proxy, the other asks for the token to be sent back.
                Ok(Method::CONNECT | Method::TRACE) => Err("CONNECT and TRACE are not sent"),
                Ok(method) => Ok(method),
                Err(_) => Err("the method is no token"),
            },
            path_and_query: path_and_query.into(),
            headers: Vec::new(),
            body: None,
            retry,
            options: CallOptions::new(),
        }
    }

    /// A body in JSON.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`] if the value cannot be written as JSON.
    pub fn with_json(self, body: &impl Serialize) -> Result<Self, Error> {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.with_body("application/json", bytes),
            // serde_json's own message could repeat a value.
            Err(_) => Err(invalid("the body cannot be written as JSON")),
        }
    }

    /// A body of any media type.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`] if the media type cannot stand in a header.
    pub fn with_body(mut self, media_type: &str, body: impl Into<Vec<u8>>) -> Result<Self, Error> {
        let media_type = HeaderValue::from_str(media_type)
            .map_err(|_| invalid("the media type cannot stand in a header"))?;
        self.headers.retain(|(name, _)| name != CONTENT_TYPE);
        self.headers.push((CONTENT_TYPE, media_type));
        self.body = Some(body.into().into());
        Ok(self)
    }

    /// A header. `Authorization`, `Host` and what describes the body's length or transfer are the client's.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`] for such a header, or if name or value cannot stand in one.
    pub fn with_header(mut self, name: &str, value: &str) -> Result<Self, Error> {
        let name = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| invalid("the header's name is not one"))?;
        let own = [
            "authorization",
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "proxy-connection",
            "proxy-authorization",
            "keep-alive",
            "trailer",
            "accept-encoding",
            "expect",
            "upgrade",
            "te",
        ];
        if own.contains(&name.as_str()) {
            return Err(invalid("this header is set by the client itself"));
        }
        let mut value = HeaderValue::from_str(value)
            .map_err(|_| invalid("the header's value cannot stand in one"))?;
        value.set_sensitive(true);
        if name == CONTENT_TYPE {
            self.headers.retain(|(other, _)| *other != name);
        }
        self.headers.push((name, value));
        Ok(self)
    }

    /// The retry class, where the method says too little: a `POST` that changes nothing is [`Safe`](Retry::Safe); one with a key of its own, by which
    /// the server recognises a repetition, is [`Keyed`](Retry::Keyed).
    #[must_use]
    pub fn with_retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Time limits, bound and policy of this call.
    #[must_use]
    pub fn with_options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// Whether it is to be repeated for the sake of a key that it does not carry in this header.
    #[cfg(feature = "qolo")]
    pub(crate) fn lacks_its_key(&self, header: &str) -> bool {
        let mut names = self.headers.iter().map(|(name, _)| name.as_str());
        self.retry == Retry::Keyed && !names.any(|name| name.eq_ignore_ascii_case(header))
    }

    /// The key that it carries in this header, first used now.
    #[cfg(feature = "qolo")]
    pub(crate) fn key(&self, header: &str) -> Option<crate::IdempotencyKey> {
        let mut headers = self.headers.iter();
        let (_, value) = headers.find(|(name, _)| name.as_str().eq_ignore_ascii_case(header))?;
        crate::IdempotencyKey::new(value.to_str().ok()?).ok()
    }

    /// The operation it counts as.
    #[cfg(feature = "blocking")]
    pub(crate) fn operation(&self, raw: &'static [Operation; 3]) -> &'static Operation {
        operation(raw, self.retry)
    }
}

impl std::fmt::Debug for RawRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RawRequest")
            .field("method", &self.method)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

/// A success that the document does not describe.
#[derive(Clone)]
pub struct RawAnswer {
    status: u16,
    headers: http::HeaderMap,
    body: Bytes,
}

impl RawAnswer {
    /// The HTTP status, 200 to 299.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The first value of a header, if it is one and is a text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The whole body, decompressed. It may hold personal data.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] if it is not JSON or does not fit the type; the message names the place and repeats nothing of the body.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        decode(&self.body).map_err(|reason| {
            let message = format!("the answer does not fit the type: {reason}");
            Error::new(ErrorKind::Decode, message)
                .with_status(self.status)
                .with_raw_body(&self.body)
                // Whatever the call did, it did.
                .with_verdict((crate::Delivery::Done, crate::Basis::Assumption), 1)
        })
    }
}

impl std::fmt::Debug for RawAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RawAnswer")
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Sends a request that the document does not describe. Every status from 200 to 299 is a success.
    ///
    /// Verdicts are those of confirm and cancel, the most cautious ones, unless the request is [`Safe`](Retry::Safe).
    ///
    /// # Errors
    ///
    /// As every call; [`Error::operation`] is `raw`.
    pub async fn raw(&self, request: RawRequest) -> Result<RawAnswer, Error> {
        let raw = &crate::generated::operations::RAW;
        request
            .send(raw, |operation, options| self.begin(operation, options))
            .await
    }
}

impl RawRequest {
    /// Sends it as a call that `begin` makes of one of the operations that stand for raw calls.
    pub(crate) async fn send<'c>(
        self,
        raw: &'static [Operation; 3],
        begin: impl FnOnce(&'static Operation, &CallOptions) -> Calls<'c>,
    ) -> Result<RawAnswer, Error> {
        let Self {
            method,
            path_and_query,
            headers,
            body,
            retry,
            options,
        } = self;
        let operation = operation(raw, retry);
        let call = begin(operation, &options);
        let info = OperationInfo {
            operation_id: operation.id(),
        };
        let result = match method {
            Ok(method) => {
                let request = Request {
                    method,
                    path_and_query,
                    headers,
                    body,
                };
                call.exec(request, &info).await
            }
            Err(reason) => Err(invalid(reason)),
        };
        call.conclude_raw(result.map(|response| {
            let (status, headers, body) = response.into_parts();
            RawAnswer {
                status: status.as_u16(),
                headers,
                body,
            }
        }))
    }
}

fn invalid(message: &str) -> Error {
    Error::new(ErrorKind::InvalidArgument, message)
}

/// The operations that stand for all raw calls of an API, one for each retry class. They have no path of their own, because a path may hold identifiers.
pub(crate) const fn operations(api: &'static Api) -> [Operation; 3] {
    const fn raw(api: &'static Api, retry: Retry, kind: OperationKind) -> Operation {
        Operation {
            id: "raw",
            method: "GET",
            path: "",
            tag: "",
            retry,
            kind,
            successes: &[200],
            api,
            authenticated: true,
        }
    }
    [
        raw(api, Retry::Safe, OperationKind::Read),
        raw(api, Retry::Keyed, OperationKind::Authorize),
        raw(api, Retry::Never, OperationKind::Authorize),
    ]
}

/// The operation that a raw call counts as.
fn operation(raw: &'static [Operation; 3], retry: Retry) -> &'static Operation {
    let [safe, keyed, never] = raw;
    match retry {
        Retry::Safe => safe,
        Retry::Keyed => keyed,
        Retry::Never => never,
    }
}
