//! The rules as data.

use pazemo_openapi::Severity::{self, Error, Warning};

/// A rule of the contract checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// Stable kebab-case name.
    pub id: &'static str,
    /// How much a finding of it weighs.
    pub level: Severity,
    /// What would be right.
    pub advice: &'static str,
}

impl Rule {
    /// A rule of a check that is made elsewhere and reports as these do.
    pub const fn new(id: &'static str, level: Severity, advice: &'static str) -> Self {
        Self { id, level, advice }
    }
}

const fn rule(id: &'static str, level: Severity, advice: &'static str) -> Rule {
    Rule::new(id, level, advice)
}

pub(crate) const UNDOCUMENTED_OPERATION: Rule = rule(
    "undocumented-operation",
    Error,
    "a method and path of the document, or a new operation in it",
);
pub(crate) const OPERATION_MISMATCH: Rule = rule(
    "operation-mismatch",
    Error,
    "the operationId to which method and path belong",
);
pub(crate) const UNDOCUMENTED_PARAMETER: Rule = rule(
    "undocumented-parameter",
    Error,
    "a query with the operation's parameters alone, or a new parameter in the document",
);
pub(crate) const OPERATION_NOT_COVERED: Rule = rule(
    "operation-not-covered",
    Error,
    "at least one recorded exchange of each operation",
);
pub(crate) const OPERATION_NOT_DRIVEN: Rule = rule(
    "operation-not-driven",
    Error,
    "at least one call of each operation by the client",
);
pub(crate) const UNDOCUMENTED_STATUS: Rule = rule(
    "undocumented-status",
    Error,
    "a status the document lists for this operation, or a new response in it",
);
pub(crate) const UNDOCUMENTED_MEDIA_TYPE: Rule = rule(
    "undocumented-media-type",
    Error,
    "the media type the document gives this body, in `Content-Type`",
);
pub(crate) const BODY_MISSING: Rule = rule("body-missing", Error, "the body the document asks for");
pub(crate) const UNDOCUMENTED_BODY: Rule = rule(
    "undocumented-body",
    Error,
    "no body, or a body for it in the document",
);
pub(crate) const BODY_NOT_JSON: Rule = rule("body-not-json", Error, "JSON by RFC 8259");
pub(crate) const DUPLICATE_FIELD: Rule = rule("duplicate-field", Error, "each field once");
pub(crate) const WRONG_TYPE: Rule = rule(
    "wrong-type",
    Error,
    "the type the document gives this place, or another schema for it",
);
pub(crate) const MISSING_FIELD: Rule = rule(
    "missing-required-field",
    Error,
    "the field, or its removal from the schema's `required`",
);
pub(crate) const SCHEMA_VIOLATION: Rule = rule(
    "schema-violation",
    Error,
    "a value that fits the document's schema",
);
pub(crate) const UNDOCUMENTED_FIELD: Rule = rule(
    "undocumented-field",
    Warning,
    "a property for it in the document, with its evidence",
);
pub(crate) const EXAMPLE_DIFFERS: Rule = rule(
    "documented-example-differs",
    Error,
    "the same value, digit for digit, in the recording and in the document's named example",
);
pub(crate) const EXAMPLE_UNKNOWN: Rule = rule(
    "documented-example-unknown",
    Error,
    "the name of an example that the document gives this body",
);
pub(crate) const TYPE_DECODE: Rule = rule(
    "type-decode",
    Error,
    "a body the client's type can read; regenerate the client if the document changed",
);
pub(crate) const TYPE_ROUND_TRIP: Rule = rule(
    "type-round-trip",
    Error,
    "a type that writes what it read: the same JSON value, numbers and timestamps as text",
);

pub(crate) const REQUEST_NOT_BROKEN: Rule = rule(
    "request-not-broken",
    Error,
    "a request that breaks the document, or no `valid: false` in the recording",
);
pub(crate) const CREDENTIAL: Rule = rule(
    "credential-in-recording",
    Error,
    "`[redacted]` in the place of the credential; and a new credential, for this one has been seen",
);
pub(crate) const EXAMPLE_INVALID: Rule = rule(
    "example-invalid",
    Error,
    "an example that fits the schema beside it",
);
pub(crate) const TYPE_MISSING: Rule = rule(
    "type-missing",
    Error,
    "a client made from this document; regenerate it",
);
pub(crate) const OPERATION_NOT_DOCUMENTED: Rule = rule(
    "operation-not-documented",
    Error,
    "the operation in the document, or a client without it",
);

/// All rules.
pub const RULES: &[Rule] = &[
    UNDOCUMENTED_OPERATION,
    OPERATION_MISMATCH,
    UNDOCUMENTED_PARAMETER,
    OPERATION_NOT_COVERED,
    OPERATION_NOT_DRIVEN,
    UNDOCUMENTED_STATUS,
    UNDOCUMENTED_MEDIA_TYPE,
    BODY_MISSING,
    UNDOCUMENTED_BODY,
    BODY_NOT_JSON,
    DUPLICATE_FIELD,
    WRONG_TYPE,
    MISSING_FIELD,
    SCHEMA_VIOLATION,
    UNDOCUMENTED_FIELD,
    EXAMPLE_DIFFERS,
    EXAMPLE_UNKNOWN,
    TYPE_DECODE,
    TYPE_ROUND_TRIP,
    REQUEST_NOT_BROKEN,
    CREDENTIAL,
    EXAMPLE_INVALID,
    TYPE_MISSING,
    OPERATION_NOT_DOCUMENTED,
];
