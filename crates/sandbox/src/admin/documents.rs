//! The document of the administration.

use std::sync::LazyLock;

use axum::response::Response;
use http::StatusCode;

use super::answer::typed;

/// As it is served.
pub(super) const OWN: &str = include_str!("../../admin.yaml");

static OWN_JSON: LazyLock<String> = LazyLock::new(|| json("admin.yaml", OWN));

/// As RFC 9512 has it.
const YAML: &str = "application/yaml";
const JSON: &str = "application/json";

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
