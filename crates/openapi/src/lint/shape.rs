//! The objects of OpenAPI 3.0.3 as data: which keys each may have and what stands under them.

/// An object of the OpenAPI specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Tag,
    ExternalDocs,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Header,
    Example,
    Link,
    Components,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
}

/// What stands under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Child {
    /// Anything: examples, defaults.
    Any,
    Text,
    Bool,
    Number,
    /// A list of strings.
    Texts,
    /// A list or object of no further interest here (security requirements).
    Opaque,
    /// One object.
    One(Kind),
    /// A list of objects.
    List(Kind),
    /// An object whose keys are free and whose values are of one kind.
    Map(Kind),
    /// A truth value or a schema (`additionalProperties`).
    BoolOr(Kind),
}

/// A key: its name, what stands under it, and whether it must be there.
pub(super) type Key = (&'static str, Child, bool);

use Child::{Any, Bool, BoolOr, List, Map, Number, One, Opaque, Text, Texts};

/// The keys of an object. OpenAPI 3.0.3, section 4.7.
pub(super) const fn keys(kind: Kind) -> &'static [Key] {
    match kind {
        Kind::OpenApi => &[
            ("openapi", Text, true),
            ("info", One(Kind::Info), true),
            ("servers", List(Kind::Server), false),
            ("security", Opaque, false),
            ("tags", List(Kind::Tag), false),
            ("paths", Map(Kind::PathItem), true),
            ("components", One(Kind::Components), false),
            ("externalDocs", One(Kind::ExternalDocs), false),
        ],
        Kind::Info => &[
            ("title", Text, true),
            ("version", Text, true),
            ("description", Text, false),
            ("termsOfService", Text, false),
            ("contact", One(Kind::Contact), false),
            ("license", One(Kind::License), false),
        ],
        Kind::Contact => &[
            ("name", Text, false),
            ("url", Text, false),
            ("email", Text, false),
        ],
        Kind::License => &[("name", Text, true), ("url", Text, false)],
        Kind::Server => &[
            ("url", Text, true),
            ("description", Text, false),
            ("variables", Map(Kind::ServerVariable), false),
        ],
        Kind::ServerVariable => &[
            ("enum", Texts, false),
            ("default", Text, true),
            ("description", Text, false),
        ],
        Kind::Tag => &[
            ("name", Text, true),
            ("description", Text, false),
            ("externalDocs", One(Kind::ExternalDocs), false),
        ],
        Kind::ExternalDocs => &[("url", Text, true), ("description", Text, false)],
        Kind::PathItem => &[
            ("summary", Text, false),
            ("description", Text, false),
            ("get", One(Kind::Operation), false),
            ("put", One(Kind::Operation), false),
            ("post", One(Kind::Operation), false),
            ("delete", One(Kind::Operation), false),
            ("options", One(Kind::Operation), false),
            ("head", One(Kind::Operation), false),
            ("patch", One(Kind::Operation), false),
            ("trace", One(Kind::Operation), false),
            ("servers", List(Kind::Server), false),
            ("parameters", List(Kind::Parameter), false),
        ],
        Kind::Operation => &[
            ("tags", Texts, false),
            ("summary", Text, false),
            ("description", Text, false),
            ("externalDocs", One(Kind::ExternalDocs), false),
            ("operationId", Text, true),
            ("parameters", List(Kind::Parameter), false),
            ("requestBody", One(Kind::RequestBody), false),
            ("responses", Map(Kind::Response), true),
            ("deprecated", Bool, false),
            ("security", Opaque, false),
            ("servers", List(Kind::Server), false),
        ],
        Kind::Parameter => &[
            ("name", Text, true),
            ("in", Text, true),
            ("description", Text, false),
            ("required", Bool, false),
            ("deprecated", Bool, false),
            ("allowEmptyValue", Bool, false),
            ("style", Text, false),
            ("explode", Bool, false),
            ("allowReserved", Bool, false),
            ("schema", One(Kind::Schema), true),
            ("example", Any, false),
            ("examples", Map(Kind::Example), false),
        ],
        Kind::RequestBody => &[
            ("description", Text, false),
            ("required", Bool, false),
            ("content", Map(Kind::MediaType), true),
        ],
        Kind::MediaType => &[
            ("schema", One(Kind::Schema), true),
            ("example", Any, false),
            ("examples", Map(Kind::Example), false),
            ("encoding", Map(Kind::Encoding), false),
        ],
        Kind::Encoding => &[
            ("contentType", Text, false),
            ("headers", Map(Kind::Header), false),
            ("style", Text, false),
            ("explode", Bool, false),
            ("allowReserved", Bool, false),
        ],
        Kind::Response => &[
            ("description", Text, true),
            ("headers", Map(Kind::Header), false),
            ("content", Map(Kind::MediaType), false),
            ("links", Map(Kind::Link), false),
        ],
        Kind::Header => &[
            ("description", Text, false),
            ("required", Bool, false),
            ("deprecated", Bool, false),
            ("style", Text, false),
            ("explode", Bool, false),
            ("schema", One(Kind::Schema), true),
            ("example", Any, false),
            ("examples", Map(Kind::Example), false),
        ],
        Kind::Example => &[
            ("summary", Text, false),
            ("description", Text, false),
            ("value", Any, true),
        ],
        Kind::Link => &[
            ("operationRef", Text, false),
            ("operationId", Text, false),
            ("parameters", Any, false),
            ("requestBody", Any, false),
            ("description", Text, false),
            ("server", One(Kind::Server), false),
        ],
        Kind::Components => &[
            ("schemas", Map(Kind::Schema), false),
            ("responses", Map(Kind::Response), false),
            ("parameters", Map(Kind::Parameter), false),
            ("examples", Map(Kind::Example), false),
            ("requestBodies", Map(Kind::RequestBody), false),
            ("headers", Map(Kind::Header), false),
            ("securitySchemes", Map(Kind::SecurityScheme), false),
            ("links", Map(Kind::Link), false),
        ],
        Kind::Schema => &[
            ("title", Text, false),
            ("multipleOf", Number, false),
            ("maximum", Number, false),
            ("exclusiveMaximum", Bool, false),
            ("minimum", Number, false),
            ("exclusiveMinimum", Bool, false),
            ("maxLength", Number, false),
            ("minLength", Number, false),
            ("pattern", Text, false),
            ("maxItems", Number, false),
            ("minItems", Number, false),
            ("uniqueItems", Bool, false),
            ("maxProperties", Number, false),
            ("minProperties", Number, false),
            ("required", Texts, false),
            ("enum", Any, false),
            ("type", Text, false),
            ("allOf", List(Kind::Schema), false),
            ("oneOf", List(Kind::Schema), false),
            ("anyOf", List(Kind::Schema), false),
            ("not", One(Kind::Schema), false),
            ("items", One(Kind::Schema), false),
            ("properties", Map(Kind::Schema), false),
            ("additionalProperties", BoolOr(Kind::Schema), false),
            ("description", Text, false),
            ("format", Text, false),
            ("default", Any, false),
            ("nullable", Bool, false),
            ("discriminator", One(Kind::Discriminator), false),
            ("readOnly", Bool, false),
            ("writeOnly", Bool, false),
            ("xml", One(Kind::Xml), false),
            ("externalDocs", One(Kind::ExternalDocs), false),
            ("example", Any, false),
            ("deprecated", Bool, false),
        ],
        Kind::Discriminator => &[("propertyName", Text, true), ("mapping", Any, false)],
        Kind::Xml => &[
            ("name", Text, false),
            ("namespace", Text, false),
            ("prefix", Text, false),
            ("attribute", Bool, false),
            ("wrapped", Bool, false),
        ],
        Kind::SecurityScheme => &[
            ("type", Text, true),
            ("description", Text, false),
            ("name", Text, false),
            ("in", Text, false),
            ("scheme", Text, false),
            ("bearerFormat", Text, false),
            ("flows", One(Kind::OAuthFlows), false),
            ("openIdConnectUrl", Text, false),
        ],
        Kind::OAuthFlows => &[
            ("implicit", One(Kind::OAuthFlow), false),
            ("password", One(Kind::OAuthFlow), false),
            ("clientCredentials", One(Kind::OAuthFlow), false),
            ("authorizationCode", One(Kind::OAuthFlow), false),
        ],
        Kind::OAuthFlow => &[
            ("authorizationUrl", Text, false),
            ("tokenUrl", Text, false),
            ("refreshUrl", Text, false),
            ("scopes", Any, true),
        ],
    }
}

/// Where a `$ref` of this kind may lead, as the key under `components`.
pub(super) const fn component_key(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Schema => Some("schemas"),
        Kind::Response => Some("responses"),
        Kind::Parameter => Some("parameters"),
        Kind::Example => Some("examples"),
        Kind::RequestBody => Some("requestBodies"),
        Kind::Header => Some("headers"),
        Kind::SecurityScheme => Some("securitySchemes"),
        Kind::Link => Some("links"),
        _ => None,
    }
}

/// What a claim of a document or a recording can rest on (`x-evidence`): a table, an example, a code sample or prose of the
/// provider's page, an inference; it may be contradicted, or borrowed from another vendor's page.
pub const EVIDENCE: &[&str] = &[
    "table",
    "example",
    "sample",
    "prose",
    "inferred",
    "contradicted",
    "borrowed",
];

/// The project's own extensions: name, where they may stand, which values they take (empty: checked by a rule of their own).
pub(super) const EXTENSIONS: &[(&str, &[Kind], &[&str])] = &[
    ("x-retry", &[Kind::Operation], &["safe", "keyed", "never"]),
    ("x-retry-evidence", &[Kind::Operation], EVIDENCE),
    ("x-method-name", &[Kind::Operation], &[]),
    ("x-environment", &[Kind::Server], &[]),
    (
        "x-evidence",
        &[
            Kind::Schema,
            Kind::Response,
            Kind::Parameter,
            Kind::RequestBody,
        ],
        EVIDENCE,
    ),
    (
        "x-sensitive",
        &[Kind::Schema, Kind::Parameter],
        &["secret", "personal", "no"],
    ),
    ("x-extensible-enum", &[Kind::Schema], &[]),
    ("x-client-id", &[Kind::Schema], &[]),
    (
        "x-value",
        &[Kind::Schema],
        &[
            "amount",
            "identifier",
            "timestamp",
            "secret",
            "json-object",
            "idempotency-key",
        ],
    ),
];
