//! Documentation of generated items.

use pazemo_openapi::{Node, Retry, Value};
use proc_macro2::TokenStream;
use quote::quote;

/// `#[doc]` attributes of a text, a line each.
pub(crate) fn attributes(text: &str) -> TokenStream {
    // A description is prose: indented or fenced text in it must not become a test of the documentation.
    let mut in_example = false;
    let lines = text.trim().lines().map(|line| {
        let is_ours = line.trim() == "# Example";
        in_example |= is_ours;
        let line = if in_example {
            line.to_owned()
        } else {
            line.trim_start().replace("```", "` ` `")
        };
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
