//! Documentation of generated items.

use pazemo_openapi::{Node, Retry, Value};
use proc_macro2::TokenStream;
use quote::quote;

/// `#[doc]` attributes of a text, a line each.
pub(crate) fn attributes(text: &str) -> TokenStream {
    let lines = text.trim().lines().map(|line| {
        let line = format!(" {}", line.trim_end());
        quote!(#[doc = #line])
    });
    quote!(#(#lines)*)
}

/// The description of a schema, or a plain sentence with its name, and what the claim rests on.
pub(crate) fn schema(node: Option<&Node>, name: &str) -> String {
    let description = node
        .and_then(|node| node.str("description"))
        .unwrap_or_default()
        .trim();
    let mut text = if description.is_empty() {
        format!("`{name}` of the API.")
    } else {
        description.to_owned()
    };
    if let Some(evidence) = node.and_then(|node| node.get("x-evidence")) {
        let words: Vec<&str> = match &evidence.value {
            Value::Sequence(items) => items.iter().filter_map(Node::as_str).collect(),
            _ => evidence.as_str().into_iter().collect(),
        };
        text.push_str(&format!("\n\nEvidence: {}.", words.join(", ")));
    }
    text
}

/// What a retry class means to a caller.
pub(crate) fn retry(retry: Retry) -> &'static str {
    match retry {
        Retry::Safe => "Changes nothing at the server (retry class `safe`).",
        Retry::Keyed => "Changes something once per key (retry class `keyed`).",
        Retry::Never => {
            "Changes something at the server, and the API offers no way to repeat it safely (retry class `never`)."
        }
    }
}
