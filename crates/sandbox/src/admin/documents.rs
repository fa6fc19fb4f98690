//! The documents, for whoever talks to the sandbox.

use std::sync::LazyLock;

use axum::{response::Response, routing::get};
use http::StatusCode;

use super::{Route, answer::typed};

/// The document of the administration.
pub(super) const OWN: &str = include_str!("../../admin.yaml");

static OWN_JSON: LazyLock<String> = LazyLock::new(|| json("admin.yaml", OWN));
static PROVIDER_JSON: LazyLock<String> =
    LazyLock::new(|| json("pazemo.yaml", pazemo::documents::DOCUMENT));

/// As RFC 9512 has it.
const YAML: &str = "application/yaml";
const JSON: &str = "application/json";

/// Pazemo's own document; no token is needed for it.
pub(super) fn provider() -> Vec<Route> {
    let yaml = async || typed(StatusCode::OK, YAML, pazemo::documents::DOCUMENT);
    let json = async || typed(StatusCode::OK, JSON, PROVIDER_JSON.as_str());
    vec![
        ("get", "/openapi.yaml", get(yaml)),
        ("get", "/openapi.json", get(json)),
    ]
}

pub(super) async fn own_yaml() -> Response {
    typed(StatusCode::OK, YAML, OWN)
}

pub(super) async fn own_json() -> Response {
    typed(StatusCode::OK, JSON, OWN_JSON.as_str())
}

/// A document as JSON. Those that are shipped can be read, a test says so.
fn json(name: &str, text: &str) -> String {
    pazemo_openapi::Document::read(name, text)
        .map(|document| pazemo_openapi::to_json(&document))
        .unwrap_or_default()
}
