//! Exchanges as they are kept: without credentials.

use bytes::Bytes;
use http::{HeaderMap, header, request::Parts};
use pazemo_contract::parse_json;
use pazemo_openapi::{Node, Value};

use super::{answer::Answer, server::Seen};
use crate::exchange::Exchange;

const REDACTED: &str = "[redacted]";

/// Headers whose values are credentials.
const SECRET_HEADERS: [header::HeaderName; 3] = [
    header::AUTHORIZATION,
    header::PROXY_AUTHORIZATION,
    header::COOKIE,
];

/// A request and its answer, if it got one, to keep; without any value of its bodies, if those are to be hidden.
pub(super) fn exchange(
    head: &Parts,
    seen: Seen,
    answer: Option<&Answer>,
    secrets: &[String],
    hide: bool,
) -> Exchange {
    let body = |kept: &Bytes| {
        if hide {
            hidden(kept)
        } else {
            body(kept, secrets)
        }
    };
    let content_type = answer.and_then(|answer| answer.content_type.clone());
    let response_headers = [
        content_type.map(|value| (header::CONTENT_TYPE, value)),
        answer.and_then(|answer| answer.extra.clone()),
    ];
    Exchange {
        operation: seen.operation,
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        request_headers: headers(&head.headers),
        request_body: body(&seen.body),
        fault: seen.fault,
        carried_out: seen.carried_out,
        status: answer.map(|answer| answer.status.as_u16()),
        response_headers: response_headers
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.to_string(), text(&value)))
            .collect(),
        response_body: answer.map(|answer| body(&answer.body)).unwrap_or_default(),
    }
}

fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let all = headers.iter().map(|(name, value)| {
        let value = if SECRET_HEADERS.contains(name) {
            REDACTED.to_owned()
        } else {
            text(value)
        };
        (name.to_string(), value)
    });
    all.collect()
}

fn text(value: &http::HeaderValue) -> String {
    String::from_utf8_lossy(value.as_bytes()).into_owned()
}

/// A body without secrets. If it cannot be read, and may hold one, nothing of it is kept.
fn body(body: &Bytes, secrets: &[String]) -> Bytes {
    let Ok(text) = std::str::from_utf8(body) else {
        return Bytes::from_static(REDACTED.as_bytes());
    };
    // An escape may stand for a letter of a name.
    let may_hold_secret =
        secrets.iter().any(|name| text.contains(name.as_str())) || text.contains("\\u");
    if !may_hold_secret {
        return body.clone();
    }
    let Ok(mut node) = parse_json(text) else {
        return Bytes::from_static(REDACTED.as_bytes());
    };
    if !redact(&mut node, secrets) {
        return body.clone();
    }
    let written = serde_json::to_vec(&node);
    Bytes::from(written.unwrap_or_else(|_| REDACTED.into()))
}

/// A body of which only names are left, or nothing, if it cannot be read.
fn hidden(body: &Bytes) -> Bytes {
    if body.is_empty() {
        return Bytes::new();
    }
    let node = std::str::from_utf8(body)
        .ok()
        .and_then(|text| parse_json(text).ok());
    let written = node.and_then(|mut node| {
        hide_values(&mut node);
        serde_json::to_vec(&node).ok()
    });
    Bytes::from(written.unwrap_or_else(|| REDACTED.into()))
}

fn hide_values(node: &mut Node) {
    match &mut node.value {
        Value::Sequence(items) => items.iter_mut().for_each(hide_values),
        Value::Mapping(fields) => {
            let values = fields.iter_mut().map(|field| &mut field.node);
            values.for_each(hide_values);
        }
        value => *value = Value::String(REDACTED.to_owned()),
    }
}

/// Whether there was something to redact.
fn redact(node: &mut Node, secrets: &[String]) -> bool {
    let mut found = false;
    match &mut node.value {
        Value::Sequence(items) => {
            for item in items {
                found |= redact(item, secrets);
            }
        }
        Value::Mapping(fields) => {
            for field in fields {
                let is_secret =
                    secrets.contains(&field.key) && !matches!(field.node.value, Value::Null);
                if is_secret {
                    field.node.value = Value::String(REDACTED.to_owned());
                    found = true;
                } else {
                    found |= redact(&mut field.node, secrets);
                }
            }
        }
        _ => {}
    }
    found
}
