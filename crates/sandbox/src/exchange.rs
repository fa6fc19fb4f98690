//! Requests and their answers, kept for those who want to look at them afterwards.

use bytes::Bytes;

/// A request and its answer. Credentials are redacted: the token in the headers, authorization codes in the bodies.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exchange {
    /// `operationId`; `None` if the request belongs to no operation.
    pub operation: Option<&'static str>,
    /// Method, as it was sent.
    pub method: String,
    /// Path, as it was sent. The query is left out: the document has none, and a token may stand in it by mistake.
    pub path: String,
    /// Headers of the request, in the order in which they came.
    pub request_headers: Vec<(String, String)>,
    /// Body of the request; empty if it had none, or was too large to be read. That of a refused request is here as well.
    pub request_body: Bytes,
    /// The fault that struck, as it is written down; see [`Fault`](crate::Fault).
    pub fault: Option<String>,
    /// Whether the operation was carried out, whatever was answered then.
    pub carried_out: bool,
    /// Status of the answer; `None` if the caller got none: the connection was closed by a fault, or the caller did not wait.
    pub status: Option<u16>,
    /// Headers of the answer, but those that every answer has.
    pub response_headers: Vec<(String, String)>,
    /// Body of the answer.
    pub response_body: Bytes,
}
