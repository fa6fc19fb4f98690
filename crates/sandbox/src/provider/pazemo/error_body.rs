//! Refusals as bodies, each in the form that the document gives its status.

use chrono::{DateTime, Utc};
use http::StatusCode;
use pazemo::types::ValidationErrorEntry;
use serde_json::json;

use crate::{http::ApiOperation, refusal::Refusal, switches::ErrorForm};

/// The error bodies of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ErrorBody {
    Validation,
    Authentication,
    System,
}

impl ErrorBody {
    /// The body with the name of a schema.
    pub(crate) fn of(schema: &str) -> Option<Self> {
        match schema {
            "ValidationError" => Some(Self::Validation),
            "AuthenticationError" => Some(Self::Authentication),
            "SystemError" => Some(Self::System),
            _ => None,
        }
    }

    /// The body of a status. Where the document leaves a choice, or does not list the status, broken rules of the business are validation
    /// errors and the rest are system errors.
    fn choose(operation: Option<&ApiOperation>, status: u16) -> Self {
        let ours = match status {
            401 => Self::Authentication,
            400 | 402 | 409 | 410 | 422 => Self::Validation,
            _ => Self::System,
        };
        let names = operation.map(|operation| operation.error_bodies(status));
        let mut allowed = names
            .unwrap_or_default()
            .iter()
            .filter_map(|name| Self::of(name));
        match allowed.next() {
            Some(first) if first != ours && !allowed.any(|body| body == ours) => first,
            _ => ours,
        }
    }
}

/// A refusal as JSON. `path` is that of the request.
pub(crate) fn write(
    refusal: &Refusal,
    operation: Option<&ApiOperation>,
    form: ErrorForm,
    now: DateTime<Utc>,
    path: &str,
) -> Vec<u8> {
    let status = refusal.status;
    let message = refusal
        .entries
        .first()
        .map_or("", |entry| entry.message.as_str());
    let body = match (form, ErrorBody::choose(operation, status)) {
        (ErrorForm::Nested, _) => json!({ "error": {
            "statusCode": status,
            "name": format!("{}Error", reason(status).replace([' ', '-', '\''], "")),
            "message": message,
            "details": entries(&refusal.entries),
        } }),
        (_, ErrorBody::Validation) => json!({ "errors": entries(&refusal.entries) }),
        (_, ErrorBody::Authentication) => json!({
            "error": "unauthorized",
            "error_description": message,
        }),
        (_, ErrorBody::System) => json!({
            "timestamp": now.format("%Y-%m-%dT%H:%M:%S%.3f%z").to_string(),
            "status": status,
            "error": reason(status),
            "message": message,
            "path": path,
        }),
    };
    body.to_string().into_bytes()
}

fn entries(entries: &[ValidationErrorEntry]) -> serde_json::Value {
    let entries = entries.iter().map(|entry| {
        let mut object = json!({ "code": entry.code, "message": entry.message });
        if let (Some(arguments), Some(object)) = (&entry.arguments, object.as_object_mut()) {
            object.insert("arguments".to_owned(), json!(arguments));
        }
        object
    });
    entries.collect()
}

/// The name of a status.
fn reason(status: u16) -> &'static str {
    let known = StatusCode::from_u16(status).ok();
    known
        .and_then(|status| status.canonical_reason())
        .unwrap_or("Unknown Status")
}
