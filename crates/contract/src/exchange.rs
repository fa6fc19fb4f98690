//! Exchanges that were not read from a file, and how they become files.

use std::fmt;

use crate::{
    check::Contract,
    recording::{CREDENTIALS, REDACTED, Source, header},
    secrets,
    yaml::{block_or_quoted, plain_or_quoted},
};

/// One request and its response, as they went over the wire.
///
/// [`Contract::record`] makes a recording of it.
#[derive(Clone, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)]
pub struct Exchange {
    /// Where it comes from.
    pub source: Source,
    /// The `operationId` that was meant.
    pub operation: String,
    /// HTTP method.
    pub method: String,
    /// Path, with its query if there is one.
    pub path: String,
    /// Headers of the request.
    pub request_headers: Vec<(String, String)>,
    /// Body of the request, if it has one.
    pub request_body: Option<String>,
    /// Whether the request is meant to keep the document. One that breaks it on purpose shows how it is refused.
    pub is_request_valid: bool,
    /// Status of the response.
    pub status: u16,
    /// Headers of the response.
    pub response_headers: Vec<(String, String)>,
    /// Body of the response, if it has one.
    pub response_body: Option<String>,
}

/// Neither headers nor bodies: they may hold secrets.
impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// What belongs to one connection and not to the exchange.
const OF_THE_CONNECTION: [&str; 4] = ["connection", "host", "keep-alive", "transfer-encoding"];

impl Contract<'_> {
    /// The text of a recording of an exchange; [`Recording::read`](crate::Recording::read) takes it.
    ///
    /// Bodies are kept byte for byte, unless they hold what the document calls secret: then they are written anew with a mark in its place, every
    /// other digit and letter as it was. Headers that carry credentials get the mark as well, those that belong to the connection are left out.
    ///
    /// ```
    /// use pazemo_contract::{Contract, Exchange, Recording, Source};
    /// use pazemo_openapi::Document;
    ///
    /// let document = Document::read("api.yaml", "paths: {/ping: {get: {operationId: ping, responses: {'204': {}}}}}")?;
    /// let contract = Contract::new(&document)?;
    /// let text = contract.record(&Exchange {
    ///     source: Source::Sandbox,
    ///     operation: "ping".to_owned(),
    ///     method: "GET".to_owned(),
    ///     path: "/ping".to_owned(),
    ///     request_headers: vec![("authorization".to_owned(), "Bearer canary".to_owned())],
    ///     request_body: None,
    ///     is_request_valid: true,
    ///     status: 204,
    ///     response_headers: Vec::new(),
    ///     response_body: None,
    /// });
    /// assert!(text.contains("authorization: Bearer [redacted]\n"));
    /// let recording = Recording::read("01-ping.yaml", &text)?;
    /// assert_eq!(contract.check(&recording, &[]), []);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn record(&self, exchange: &Exchange) -> String {
        let operation = self.operation(&exchange.method, &exchange.path);
        let request = operation.map(|operation| operation.request.as_slice());
        let response = operation.and_then(|operation| operation.response(exchange.status));
        let response = response.map(|response| response.bodies.as_slice());

        let mut text = format!(
            "source: {}\noperation: {}\n",
            exchange.source.name(),
            plain_or_quoted(&exchange.operation)
        );
        text.push_str(&format!(
            "request:\n  method: {}\n  path: {}\n",
            plain_or_quoted(&exchange.method),
            plain_or_quoted(&exchange.path)
        ));
        if !exchange.is_request_valid {
            text.push_str("  valid: false\n");
        }
        push_headers(&mut text, &exchange.request_headers);
        self.push_body(
            &mut text,
            exchange.request_body.as_deref(),
            &exchange.request_headers,
            request,
        );
        text.push_str(&format!("response:\n  status: {}\n", exchange.status));
        push_headers(&mut text, &exchange.response_headers);
        self.push_body(
            &mut text,
            exchange.response_body.as_deref(),
            &exchange.response_headers,
            response,
        );
        text
    }

    fn push_body(
        &self,
        text: &mut String,
        body: Option<&str>,
        headers: &[(String, String)],
        documented: Option<&[pazemo_openapi::Body<'_>]>,
    ) {
        let Some(body) = body else {
            return;
        };
        let schemas = documented.unwrap_or_default().iter();
        let schemas: Vec<_> = schemas.filter_map(|media| media.schema).collect();
        let is_json = header(headers, "content-type").is_some_and(|value| value.contains("json"));
        let redacted = secrets::redacted(self.document(), &schemas, body, is_json);
        let written = block_or_quoted(redacted.as_deref().unwrap_or(body), 4);
        text.push_str(&format!("  body: {written}\n"));
    }
}

fn push_headers(text: &mut String, headers: &[(String, String)]) {
    let mut joined: Vec<(String, String)> = Vec::new();
    for (name, value) in headers {
        let lower = name.to_ascii_lowercase();
        if OF_THE_CONNECTION.contains(&lower.as_str()) {
            continue;
        }
        let value = if CREDENTIALS.contains(&lower.as_str()) {
            match value.split_once(' ') {
                Some((scheme, _)) if scheme.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                    format!("{scheme} {REDACTED}")
                }
                _ => REDACTED.to_owned(),
            }
        } else {
            value.clone()
        };
        // A field that comes several times is one field with a list (RFC 9110); a recording has each name once.
        match joined
            .iter_mut()
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
        {
            Some((_, list)) => {
                list.push_str(", ");
                list.push_str(&value);
            }
            None => joined.push((name.clone(), value)),
        }
    }
    if joined.is_empty() {
        return;
    }
    text.push_str("  headers:\n");
    for (name, value) in joined {
        let (name, value) = (plain_or_quoted(&name), plain_or_quoted(&value));
        text.push_str(&format!("    {name}: {value}\n"));
    }
}
