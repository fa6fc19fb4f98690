//! HTTPie: `http POST host/path name=value Header:value`.

use serde_json::{Map, Value};

use super::{Call, curl, is_address, is_header_name, shell};
use crate::extract::request_line;

/// The call that the first `http` or `https` of a text makes.
pub(super) fn call(text: &str) -> Option<Call> {
    let from = curl::command(text, "http").or_else(|| curl::command(text, "https"))?;
    let mut call = Call::default();
    let mut fields = Map::new();
    for word in shell::words(text, from) {
        if curl::ends(&word, call.url.is_some()) {
            break;
        }
        let text = word.text.as_str();
        if text.starts_with('-') && !word.quoted {
            continue;
        }
        if call.url.is_none() {
            if let Some(method) = request_line::method(text)
                && call.method.is_none()
            {
                call.method = Some(method.to_owned());
            } else if is_address(text) || text.starts_with(':') {
                call.url = Some(text.to_owned());
            } else {
                return None;
            }
        } else {
            item(text, &mut call, &mut fields);
        }
    }
    call.url.as_ref()?;
    if !fields.is_empty() {
        call.body = serde_json::to_string(&Value::Object(fields)).ok();
    }
    if call.method.is_none() {
        let method = if call.body.is_some() { "POST" } else { "GET" };
        call.method = Some(method.to_owned());
    }
    Some(call)
}

fn item(text: &str, call: &mut Call, fields: &mut Map<String, Value>) {
    let Some(at) = text.find([':', '=']) else {
        return;
    };
    let (name, rest) = (text.get(..at).unwrap_or(""), text.get(at..).unwrap_or(""));
    if let Some(raw) = rest.strip_prefix(":=") {
        if let Ok(value) = serde_json::from_str(raw) {
            fields.insert(name.to_owned(), value);
        }
    } else if rest.starts_with("==") {
        // A parameter of the query.
    } else if let Some(value) = rest.strip_prefix('=') {
        fields.insert(name.to_owned(), Value::String(value.to_owned()));
    } else if let Some(value) = rest.strip_prefix(':')
        && is_header_name(name)
    {
        call.headers
            .push((name.to_owned(), value.trim().to_owned()));
    }
}
