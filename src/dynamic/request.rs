//! What is asked for.

use std::fmt;

use crate::{CallOptions, Operation};

/// A call of an operation that is known by its name: parameters as texts, the body as JSON.
///
/// ```
/// use pazemo::dynamic::Request;
///
/// let user = pazemo::operations().iter().find(|o| o.id() == "getUser").expect("it is there");
/// let request = Request::new(user).with_parameter("userId", "user-7");
/// // Neither arguments nor bodies are shown.
/// assert!(!format!("{request:?}").contains("user-7"));
/// ```
#[derive(Clone)]
pub struct Request {
    pub(super) operation: &'static Operation,
    pub(super) parameters: Vec<(String, String)>,
    pub(super) body: Option<Vec<u8>>,
    pub(super) options: CallOptions,
}

impl Request {
    /// A request without parameters and body.
    #[must_use]
    pub fn new(operation: &'static Operation) -> Self {
        Self {
            operation,
            parameters: Vec::new(),
            body: None,
            options: CallOptions::new(),
        }
    }

    /// A parameter of path, query or header, by the name that the document gives it. Its value is the text itself, or JSON where the document has no
    /// text: `17`, `true`, `["a", "b"]`.
    #[must_use]
    pub fn with_parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// The body, in JSON. Numbers keep their digits. Fields that the document does not describe are sent behind the others, as they are.
    #[must_use]
    pub fn with_json(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Time limits, bound and policy of this call.
    #[must_use]
    pub fn with_options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.operation.id())
            .finish_non_exhaustive()
    }
}
