//! Bodies against the document's schemas, with findings that quote nothing of the body.

use jsonschema::{
    Draft, ValidationError, Validator,
    error::{TypeKind, ValidationErrorKind as Kind},
};
use pazemo_openapi::{Document, Pointer};
use serde_json::{Value, json};

use crate::rules::{self, Rule};

/// The document's schemas in the dialect the validator speaks: OpenAPI 3.1 schemas are JSON Schema 2020-12.
pub(crate) struct Schemas {
    root: Value,
}

/// What a schema says against a body.
pub(crate) struct Violation {
    pub(crate) rule: Rule,
    pub(crate) pointer: Pointer,
    pub(crate) message: String,
    /// The field that is missing, if that is what is wrong.
    pub(crate) missing: Option<String>,
}

impl Schemas {
    pub(crate) fn new(document: &Document) -> Self {
        let text = pazemo_openapi::to_openapi_3_1(document);
        Self {
            root: serde_json::from_str(&text).unwrap_or_default(),
        }
    }

    /// A validator for the schema at a pointer of the document.
    pub(crate) fn validator(&self, pointer: &Pointer) -> Result<Validator, String> {
        let Some(schema) = self.root.pointer(&pointer.to_string()) else {
            return Err("the document has no schema there".to_owned());
        };
        // `$ref`s lead to `#/components/…`, so the components travel with each schema.
        let root = json!({ "allOf": [schema], "components": self.root.get("components") });
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .build(&root)
            .map_err(|error| format!("the schema cannot be used: {}", error.masked()))
    }
}

/// Everything a validator says against an instance.
pub(crate) fn violations(validator: &Validator, instance: &Value) -> Vec<Violation> {
    validator
        .iter_errors(instance)
        .map(|error| violation(&error))
        .collect()
}

fn violation(error: &ValidationError<'_>) -> Violation {
    let pointer = Pointer::parse(error.instance_path().as_str()).unwrap_or_default();
    let found = type_name(error.instance());
    let mut missing = None;
    let (rule, message) = match error.kind() {
        Kind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            missing = Some(name.to_owned());
            (
                rules::MISSING_FIELD,
                format!("the required field `{name}` is missing"),
            )
        }
        Kind::Type { kind } => (
            rules::WRONG_TYPE,
            format!("{found} where the document has {}", type_names(kind)),
        ),
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            // If no alternative takes a value of this type at all, the type is what is wrong.
            let by_type: Vec<&TypeKind> = context
                .iter()
                .filter_map(|errors| {
                    errors.iter().find_map(|inner| match inner.kind() {
                        Kind::Type { kind } if inner.instance_path() == error.instance_path() => {
                            Some(kind)
                        }
                        _ => None,
                    })
                })
                .collect();
            if !by_type.is_empty() && by_type.len() == context.len() {
                let mut names: Vec<String> = by_type.into_iter().map(type_names).collect();
                names.dedup();
                (
                    rules::WRONG_TYPE,
                    format!("{found} where the document has {}", names.join(" or ")),
                )
            } else {
                (
                    rules::SCHEMA_VIOLATION,
                    format!("{found} that fits none of the documented forms"),
                )
            }
        }
        Kind::Format { format } => (
            rules::SCHEMA_VIOLATION,
            format!("{found} that is no `{format}`"),
        ),
        other => (
            rules::SCHEMA_VIOLATION,
            format!("{found} that breaks `{}`", other.keyword()),
        ),
    };
    Violation {
        rule,
        pointer,
        message,
        missing,
    }
}

fn type_names(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(one) => format!("`{one}`"),
        TypeKind::Multiple(several) => {
            let names: Vec<String> = several.iter().map(|one| format!("`{one}`")).collect();
            names.join(" or ")
        }
    }
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
