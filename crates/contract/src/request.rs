//! The body of a request by itself, for servers that check what they are sent.

use std::collections::HashMap;

use jsonschema::Validator;
use pazemo_openapi::{Document, Finding, Node, Pointer};
use serde_json::Value;

use crate::{
    fields, rules,
    schema::{Schemas, violations},
    shape::Shape,
};

/// The body that an operation takes, compiled once.
///
/// ```
/// use pazemo_contract::RequestCheck;
/// use pazemo_openapi::Document;
///
/// let document = Document::read("api.yaml", r#"
/// paths:
///   /notes:
///     post:
///       operationId: createNote
///       requestBody:
///         required: true
///         content:
///           application/json:
///             schema: {type: object, required: [text], properties: {text: {type: string}}}
/// "#)?;
/// let checks = RequestCheck::all(&document)?;
/// let check = &checks["createNote"];
/// assert!(check.required());
/// assert!(check.fits(&serde_json::json!({"text": "hello"})));
/// let faults = check.faults(&serde_json::json!({}));
/// assert_eq!((faults[0].rule, faults[0].pointer.to_string()), ("missing-required-field", "/text".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct RequestCheck<'d> {
    document: &'d Document,
    media_type: &'d str,
    required: bool,
    schema: &'d Node,
    validator: Validator,
    /// Without one, no body fits plainly.
    shape: Option<Shape>,
}

/// What is wrong with a body. It quotes nothing but names of fields.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BodyFault {
    /// The rule that is broken; see [`RULES`](crate::RULES).
    pub rule: &'static str,
    /// The value that is wrong, or the field that is missing.
    pub pointer: Pointer,
    /// What is there, and what the document has.
    pub message: String,
}

impl std::fmt::Debug for RequestCheck<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RequestCheck")
            .field("media_type", &self.media_type)
            .field("required", &self.required)
            .finish_non_exhaustive()
    }
}

impl<'d> RequestCheck<'d> {
    /// The checks of all operations that take a body, by `operationId`. Of several media types the first is the one.
    ///
    /// # Errors
    ///
    /// The first schema that cannot be used, with its place.
    pub fn all(document: &'d Document) -> Result<HashMap<&'d str, Self>, Finding> {
        let schemas = Schemas::new(document);
        let mut checks = HashMap::new();
        for operation in document.operations() {
            let Some(body) = operation.request.first() else {
                continue;
            };
            let Some(schema) = body.schema else { continue };
            let validator = schemas.validator(&body.schema_pointer).map_err(|message| {
                let advice = "a schema of OpenAPI 3.0".to_owned();
                document.finding("schema-unusable", &body.schema_pointer, message, advice)
            })?;
            let at = operation.pointer.key("requestBody");
            let node = at.resolve(document.root());
            let required = node
                .map(|node| document.resolve(node, at).0)
                .and_then(|node| node.bool("required"));
            let check = Self {
                document,
                media_type: body.media_type,
                required: required.unwrap_or(false),
                schema,
                validator,
                shape: Shape::of(document, schema),
            };
            checks.insert(operation.id, check);
        }
        Ok(checks)
    }

    /// The media type of the body, as the document writes it.
    pub fn media_type(&self) -> &'d str {
        self.media_type
    }

    /// Whether there has to be a body.
    pub fn required(&self) -> bool {
        self.required
    }

    /// Whether a body is JSON that fits its schema, with no field twice and none that the document does not describe. Said quickly of most
    /// bodies that are so; of the others, `false` says nothing.
    pub fn plainly_fits(&self, body: &[u8]) -> bool {
        let shape = self.shape.as_ref();
        shape.is_some_and(|shape| shape.plainly_fits(body))
    }

    /// Whether a body fits its schema. Fields that the document does not describe are no matter.
    pub fn fits(&self, body: &Value) -> bool {
        self.validator.is_valid(body)
    }

    /// Everything that its schema says against a body.
    pub fn faults(&self, body: &Value) -> Vec<BodyFault> {
        let found = violations(&self.validator, body).into_iter();
        found
            .map(|violation| BodyFault {
                rule: violation.rule.id,
                pointer: match &violation.missing {
                    Some(field) => violation.pointer.key(field),
                    None => violation.pointer,
                },
                message: violation.message,
            })
            .collect()
    }

    /// The fields of a body that the document does not describe.
    pub fn undocumented(&self, body: &Node) -> Vec<BodyFault> {
        fields::undocumented(self.document, self.schema, body)
            .into_iter()
            .map(|pointer| BodyFault {
                rule: rules::UNDOCUMENTED_FIELD.id,
                message: "the document has no such field".to_owned(),
                pointer,
            })
            .collect()
    }
}
