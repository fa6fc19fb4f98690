//! A request as the server got it.

use std::{borrow::Cow, fmt};

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::{matching, state};
use crate::{Operation, runtime::decode::decode};

/// A request that reached the server.
///
/// `Debug` shows the operation, the names of the headers and the length of the body, and neither arguments nor values: those may be
/// personal or secret.
///
/// ```
/// # use pazemo::{Client, testing::Server};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let server = Server::start()?;
/// server.on_get_user().ok_example();
/// let client = Client::builder(server.environment()).token("a-token").build()?;
/// client.users().get(&"user-1".parse()?).await?;
///
/// let request = &server.requests()[0];
/// assert_eq!((request.method(), request.path()), ("GET", "/users/user-1"));
/// assert_eq!(request.path_parameter("userId"), Some("user-1"));
/// assert_eq!(request.header("Authorization"), Some("Bearer a-token"));
/// assert!(!format!("{request:?}").contains("a-token"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Request {
    method: String,
    path: String,
    query: Option<String>,
    headers: Vec<(String, String)>,
    /// `None` if it was left unread.
    body: Option<Bytes>,
    matched: Option<matching::Matched>,
    /// Why nothing was scripted for it.
    problem: Option<String>,
}

impl Request {
    pub(super) fn new(method: &str, target: &str, headers: Vec<(String, String)>) -> Self {
        let (path, query) = match target.split_once('?') {
            Some((path, query)) => (path, Some(query.to_owned())),
            None => (target, None),
        };
        Self {
            matched: matching::find(crate::operations(), method, path),
            method: method.to_owned(),
            path: path.to_owned(),
            query,
            headers,
            body: Some(Bytes::new()),
            problem: None,
        }
    }

    /// The `operationId`; `None` if the document has no operation with this method and path.
    pub fn operation(&self) -> Option<&'static str> {
        self.documented().map(Operation::id)
    }

    /// The HTTP method, in capitals.
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path as it was sent, without the query.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query as it was sent, without the question mark.
    pub fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }

    /// The argument of the path for a parameter of the document, decoded.
    pub fn path_parameter(&self, name: &str) -> Option<&str> {
        let (_, arguments) = self.matched.as_ref()?;
        let found = arguments.iter().find(|(parameter, _)| *parameter == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The value of a header, the first one if there are several. The name may be written in either case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The body; empty if there was none or if it was [left unread](super::Answer::reset_before_reading).
    pub fn body_bytes(&self) -> &[u8] {
        self.body.as_deref().unwrap_or_default()
    }

    /// The body as text.
    ///
    /// # Panics
    ///
    /// If it is not UTF-8.
    #[track_caller]
    pub fn body_text(&self) -> &str {
        match std::str::from_utf8(self.body_bytes()) {
            Ok(text) => text,
            Err(error) => panic!(
                "the body of {} is not UTF-8 from byte {} on",
                self.name(),
                error.valid_up_to()
            ),
        }
    }

    /// The body as the type it was sent as. Amounts keep their digits.
    ///
    /// # Panics
    ///
    /// If it does not fit the type. The message names the place and quotes nothing.
    #[track_caller]
    pub fn body<T: DeserializeOwned>(&self) -> T {
        self.decoded().unwrap_or_else(|reason| {
            panic!(
                "the body of {} does not fit the type: {reason}",
                self.name()
            )
        })
    }

    /// Whether an answer was scripted for it. If not, it was answered with 501.
    pub fn is_expected(&self) -> bool {
        self.problem.is_none()
    }

    /// The body as a type, or why it does not fit.
    pub(crate) fn decoded<T: DeserializeOwned>(&self) -> Result<T, String> {
        decode(self.body_bytes())
    }

    pub(super) fn documented(&self) -> Option<&'static Operation> {
        self.matched.as_ref().map(|(operation, _)| *operation)
    }

    pub(super) fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    pub(super) fn with_body(mut self, body: Bytes) -> Self {
        self.body = Some(body);
        self
    }

    pub(super) fn without_body(mut self) -> Self {
        self.body = None;
        self
    }

    pub(super) fn unexpected(mut self, reason: String) -> Self {
        self.problem = Some(reason);
        self
    }

    /// What messages call it: the operation, or method and path without what might be an argument.
    pub(super) fn name(&self) -> String {
        match self.documented() {
            Some(operation) => state::name(operation),
            None => format!("{} {}", self.shown_method(), self.shown_path()),
        }
    }

    fn shown_method(&self) -> &str {
        let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
        let found = known.into_iter().find(|known| *known == self.method);
        found.unwrap_or("[another method]")
    }

    /// The template, or the path with a mark for each word that stands in no path of the document.
    fn shown_path(&self) -> Cow<'static, str> {
        if let Some(operation) = self.documented() {
            return operation.path().into();
        }
        let known = state::known_segments();
        let segments = self.path.split('/').map(|segment| {
            if known.contains(segment) {
                segment
            } else {
                "[hidden]"
            }
        });
        segments.collect::<Vec<_>>().join("/").into()
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Request")
            .field("operation", &self.operation())
            .field("method", &self.shown_method())
            .field("path", &self.shown_path())
            .field("header_names", &headers)
            .field("body_length", &self.body.as_ref().map(Bytes::len))
            .field("is_expected", &self.is_expected())
            .finish_non_exhaustive()
    }
}
