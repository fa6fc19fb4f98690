//! JSON values whose numbers are texts, so that a comparison sees every digit.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// A JSON value. Objects compare without regard to the order of their keys, numbers digit by digit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(String),
    String(String),
    Array(Vec<Json>),
    Object(BTreeMap<String, Json>),
}

/// Reads a text; panics if it is no JSON.
pub(crate) fn json(text: &str) -> Json {
    let text = text.trim();
    let read = |raw: Box<RawValue>| json(raw.get());
    match text.as_bytes().first() {
        Some(b'{') => {
            let entries: BTreeMap<String, Box<RawValue>> = parse(text);
            Json::Object(entries.into_iter().map(|(k, raw)| (k, read(raw))).collect())
        }
        Some(b'[') => Json::Array(
            parse::<Vec<Box<RawValue>>>(text)
                .into_iter()
                .map(read)
                .collect(),
        ),
        Some(b'"') => Json::String(parse(text)),
        Some(b't' | b'f') => Json::Bool(parse(text)),
        Some(b'n') => {
            parse::<()>(text);
            Json::Null
        }
        _ => Json::Number(parse::<Box<RawValue>>(text).get().to_owned()),
    }
}

fn parse<'t, T: serde::Deserialize<'t>>(text: &'t str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}
