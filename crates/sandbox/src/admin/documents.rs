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

/// Paysera's.
pub(crate) static PAYSERA: AdminDocument = AdminDocument {
    yaml: LazyLock::new(|| compose("Paysera", include_str!("paysera.yaml"))),
    json: LazyLock::new(|| json(&PAYSERA.yaml)),
};

/// Qolo's.
pub(crate) static QOLO: AdminDocument = AdminDocument {
    yaml: LazyLock::new(|| compose("Qolo", include_str!("qolo.yaml"))),
    json: LazyLock::new(|| json(&QOLO.yaml)),
};

/// The document of another provider: the paths that all sandboxes have, and its own. Descriptions of what only Pazemo has are left out.
fn compose(provider: &str, own: &str) -> String {
    let common: Vec<&str> = super::common_routes()
        .into_iter()
        .map(|(_, path, _)| path)
        .collect();
    let (own_paths, own_schemas) = own.split_once("---\n").unwrap_or((own, ""));
    let mut written = String::new();
    let (mut section, mut keep) = ("", true);
    for line in OWN.split_inclusive('\n') {
        if !line.starts_with([' ', '#', '\n']) {
            if section == "paths" {
                written.push_str(own_paths);
            }
            section = line.split(':').next().unwrap_or_default();
            keep = section != "info" && section != "tags";
            if section == "info" {
                written.push_str(&information(provider));
            }
        } else if section == "paths"
            && let Some(path) = line.strip_prefix("  /")
        {
            let path = path.trim_end().trim_end_matches(':');
            keep = common.iter().any(|one| one.strip_prefix('/') == Some(path));
        } else if section == "components" && line.trim_end() == "  schemas:" {
            written.push_str(line);
            written.push_str(own_schemas);
            continue;
        }
        if keep {
            written.push_str(line);
        }
    }
    written
}

fn information(provider: &str) -> String {
    format!(
        "info:\n  title: Administration of a {provider} sandbox\n  description: |\n    \
         What nobody can do through the API of {provider}. It belongs to the sandbox; {provider} has nothing of the kind.\n\n    \
         No token is asked for. A sandbox that listens on loopback lets in only requests to loopback, and no sandbox lets in a web page of\n    \
         another origin. Keys, signatures and tokens are shown nowhere.\n  version: 0.1.0\n\
         tags:\n  - name: documents\n    description: This document.\n  - name: state\n    description: How the sandbox is, and back to the start.\n  \
         - name: conditions\n    description: Clock, switches, faults, maintenance.\n  - name: provider\n    description: What only this provider has.\n"
    )
}

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
