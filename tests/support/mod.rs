//! What several test files share. Each of them is a crate of its own and uses only a part of it.
#![allow(dead_code)]

pub(crate) mod addresses;
pub(crate) mod blocking_calls;
pub(crate) mod calls;
pub(crate) mod canary;
pub(crate) mod captured;
#[cfg(unix)]
pub(crate) mod faults;
pub(crate) mod gatekeeper;
pub(crate) mod http2;
pub(crate) mod json;
pub(crate) mod listener;
pub(crate) mod provider;
pub(crate) mod stream;
pub(crate) mod test_server;
pub(crate) mod tls;

use std::sync::OnceLock;

use pazemo::{Client, ClientBuilder, Environment, RetryPolicy};
use pazemo_openapi::{Body, Document, Node};

/// Stands in everything secret or personal that tests use; found where it must not be, something leaked.
pub(crate) const CANARY: &str = "c4n4ry";

/// The token of every client in the tests.
pub(crate) const TOKEN: &str = "token-c4n4ry";

/// The document that the client under test was generated from.
pub(crate) fn document() -> &'static Document {
    static DOCUMENT: OnceLock<Document> = OnceLock::new();
    DOCUMENT.get_or_init(|| {
        Document::read("openapi/pazemo.yaml", pazemo::documents::DOCUMENT)
            .unwrap_or_else(|finding| panic!("{finding}"))
    })
}

/// The recordings by file name.
pub(crate) fn recordings() -> Vec<(&'static str, Node)> {
    pazemo::documents::RECORDINGS
        .iter()
        .filter(|(name, _)| name.ends_with(".yaml"))
        .map(|(name, text)| {
            let root =
                pazemo_openapi::parse(name, text).unwrap_or_else(|finding| panic!("{finding}"));
            (*name, root)
        })
        .collect()
}

/// One attempt a call: what is repeated is the subject of tests of its own.
pub(crate) fn builder(base_url: &str) -> ClientBuilder {
    let environment = Environment::custom(base_url).expect("a base URL on this machine");
    Client::builder(environment)
        .token(TOKEN)
        .retry_policy(RetryPolicy::never())
}

pub(crate) fn client(base_url: &str) -> Client {
    builder(base_url).build().expect("a client")
}

/// An example as the bytes of a body: JSON with the document's digits, or a bare text where the media type is text.
pub(crate) fn body_text(body: &Body<'_>, value: &Node) -> String {
    if body.media_type == "application/json" {
        serde_json::to_string(value).expect("a parsed tree is JSON")
    } else {
        value
            .as_str()
            .expect("a body that is not JSON has a text as example")
            .to_owned()
    }
}

/// The documented example of a request's body; empty if the operation has none.
pub(crate) fn request_example(operation: &pazemo_openapi::Operation<'_>) -> String {
    operation.request.first().map_or_else(String::new, |body| {
        let example = body
            .examples
            .first()
            .unwrap_or_else(|| panic!("{} has a request without example", operation.id));
        body_text(body, example.value)
    })
}
