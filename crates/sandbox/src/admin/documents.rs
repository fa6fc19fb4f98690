//! The document of the administration.

use std::sync::LazyLock;

use axum::{extract::State, response::Response};
use http::StatusCode;

use super::{Administered, answer::typed};

/// The administration of one provider's sandbox, as an OpenAPI document.
pub(crate) struct AdminDocument {
    yaml: LazyLock<String>,
    json: LazyLock<String>,
}

/// Pazemo's, which all others are made from.
pub(super) const OWN: &str = include_str!("../../admin.yaml");

/// Pazemo's.
pub(crate) static PAZEMO: AdminDocument = AdminDocument {
    yaml: LazyLock::new(|| OWN.to_owned()),
    json: LazyLock::new(|| json(&PAZEMO.yaml)),
};

/// As RFC 9512 has it.
const YAML: &str = "application/yaml";
const JSON: &str = "application/json";

pub(super) async fn own_yaml(State(sandbox): State<Administered>) -> Response {
    typed(StatusCode::OK, YAML, sandbox.document().yaml.as_str())
}

pub(super) async fn own_json(State(sandbox): State<Administered>) -> Response {
    typed(StatusCode::OK, JSON, sandbox.document().json.as_str())
}

/// A document as JSON. Those that are shipped can be read, a test says so.
fn json(text: &str) -> String {
    pazemo_openapi::Document::read("admin.yaml", text)
        .map(|document| pazemo_openapi::to_json(&document))
        .unwrap_or_default()
}
