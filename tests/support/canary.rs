//! The canary: where it is put, and how it is searched for.

use std::error::Error as _;

use pazemo::Error;
use pazemo_openapi::{Node, Operation, Pointer};

use super::{
    CANARY, TOKEN,
    calls::{Arguments, shown},
    document,
    listener::answer,
};

/// Where the canary is in a text, with what stands around it.
pub(crate) fn found_in(text: &str) -> Option<String> {
    let at = text.to_lowercase().find(CANARY)?;
    let around = text.to_lowercase();
    let around: Vec<_> = around[..at].chars().rev().take(120).collect();
    let before: String = around.into_iter().rev().collect();
    Some(format!("…{before}[HERE]"))
}

#[track_caller]
pub(crate) fn assert_hidden(place: &str, texts: impl IntoIterator<Item = String>) {
    for text in texts {
        if let Some(around) = found_in(&text) {
            panic!("{place} shows the canary: {around}");
        }
    }
}

/// All that an error can be made to show, its sources included.
pub(crate) fn all_of(error: &Error) -> Vec<String> {
    let mut texts = vec![error.to_string(), format!("{error:#}")];
    texts.extend(shown(error));
    let mut source = error.source();
    while let Some(inner) = source {
        texts.extend([
            inner.to_string(),
            format!("{inner:?}"),
            format!("{inner:#?}"),
        ]);
        source = inner.source();
    }
    texts
}

/// A value of a schema with the canary in all that is sensitive, or in every text.
pub(crate) fn poisoned(schema: &Node, everywhere: bool) -> String {
    let (schema, _) = document().resolve(schema, Pointer::root());
    if let Some(all_of) = schema.get("allOf") {
        return poisoned(&all_of.items()[0], everywhere);
    }
    let sensitive = matches!(schema.str("x-sensitive"), Some("secret" | "personal"));
    match schema.str("type") {
        Some("number" | "integer") => "1".to_owned(),
        Some("array") => format!(
            "[{}]",
            poisoned(schema.get("items").expect("items"), everywhere)
        ),
        Some("object") => {
            // A field that no one knows goes with every object.
            let unknown = format!(r#""unknown-{CANARY}":{{"{CANARY}":["{CANARY}"]}}"#);
            let properties = schema.get("properties").map(Node::entries);
            let fields = properties.unwrap_or_default().iter().map(|property| {
                format!(
                    "\"{}\":{}",
                    property.key,
                    poisoned(&property.node, everywhere)
                )
            });
            let fields: Vec<_> = fields.chain([unknown]).collect();
            format!("{{{}}}", fields.join(","))
        }
        _ if sensitive || everywhere => format!("\"{CANARY}@example.com\""),
        _ => "\"2021-06-11\"".to_owned(),
    }
}

/// The arguments of an operation, with canaries in path and body.
pub(crate) fn poisoned_arguments(operation: &Operation<'_>, path: &str) -> Arguments {
    let body = operation.request.first().and_then(|body| body.schema);
    let body = body.map_or_else(String::new, |schema| poisoned(schema, true));
    Arguments::new(path, path, &body)
}

/// An answer whose status line and headers have the canary in them, too.
pub(crate) fn poisoned_answer(status: u16, content_type: &str, body: &str) -> Vec<u8> {
    let bytes = answer(status, content_type, body);
    let extra = format!(
        "{status} {CANARY}\r\nX-Echo: Bearer {TOKEN}\r\nSet-Cookie: {CANARY}=1\r\nLocation: /{CANARY}\r\nWWW-Authenticate: Bearer {CANARY}\r\n"
    );
    let text = String::from_utf8(bytes).expect("UTF-8");
    text.replacen(&format!("{status} Reason\r\n"), &extra, 1)
        .into_bytes()
}

/// The poisoned bodies of the documented forms of errors.
pub(crate) fn error_bodies(everywhere: bool) -> impl Iterator<Item = String> {
    let names = ["ValidationError", "AuthenticationError", "SystemError"];
    document()
        .schemas()
        .filter(move |(name, _)| names.contains(name))
        .map(move |(_, schema)| poisoned(schema, everywhere))
}
