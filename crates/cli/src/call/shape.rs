//! What an operation takes and answers, as the document describes it.

use std::sync::LazyLock;

use pazemo_openapi::{Document, Node, Operation, ParameterPlace, Pointer};

use crate::Unusable;

/// The document that the client was made from.
pub(super) static DOCUMENT: LazyLock<Document> = LazyLock::new(|| {
    Document::read("openapi/pazemo.yaml", pazemo::documents::DOCUMENT)
        .expect("the client was made from it")
});

/// How a value that is given as text becomes JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Integer,
    Boolean,
    /// A whole number in its usual form is a number, everything else a text.
    IntegerOrText,
    /// Objects and lists: JSON alone.
    Json,
}

/// A parameter, or a field of the body.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) is_required: bool,
    pub(super) is_secret: bool,
    /// It is the identifier that the client chooses if the caller does not.
    pub(super) is_client_id: bool,
    pub(super) description: &'static str,
    component: Option<&'static str>,
}

/// An operation's parameters, body and answer.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) method: String,
    pub(super) path: &'static str,
    pub(super) summary: &'static str,
    pub(super) parameters: Vec<Field>,
    /// The fields of the body; nothing if the operation takes none.
    pub(super) body: Option<Vec<Field>>,
    /// The names, at any depth, of what is secret in a body that is sent.
    pub(super) secrets_sent: Vec<&'static str>,
    /// The names, at any depth, of what is secret in an answer.
    pub(super) secrets_answered: Vec<&'static str>,
    /// Whether a success is JSON, and not text.
    pub(super) answers_json: bool,
}

impl Shape {
    pub(super) fn of(operation: &pazemo::Operation) -> Result<Self, Unusable> {
        let operations = DOCUMENT.operations();
        let found = operations
            .into_iter()
            .find(|found| found.id == operation.id());
        let operation = found
            .ok_or_else(|| Unusable(format!("the document has no operation {}", operation.id())))?;
        let sent = operation.request.first().and_then(|body| body.schema);
        let mut responses = operation.responses.iter();
        let success = responses.find(|response| response.status / 100 == 2);
        let answered = success.and_then(|success| success.bodies.first());
        let mut shape = Self {
            method: operation.method.clone(),
            path: operation.path,
            summary: operation.summary,
            parameters: parameters(&operation),
            body: sent.map(fields),
            secrets_sent: Vec::new(),
            secrets_answered: Vec::new(),
            answers_json: answered.is_some_and(|body| body.media_type.contains("json")),
        };
        if let Some(schema) = sent {
            secrets(schema, 0, &mut shape.secrets_sent);
        }
        if let Some(schema) = answered.and_then(|body| body.schema) {
            secrets(schema, 0, &mut shape.secrets_answered);
        }
        Ok(shape)
    }

    /// The field of the body that holds the authorization code.
    pub(super) fn code(&self) -> Option<&Field> {
        self.body.iter().flatten().find(|field| field.is_secret)
    }

    /// The field of the body whose value the client chooses if nobody else does.
    pub(super) fn client_id(&self) -> Option<&Field> {
        self.body.iter().flatten().find(|field| field.is_client_id)
    }

    /// The parameter that names what the call is about, where another call chose its identifier.
    pub(super) fn subject(&self) -> Option<&Field> {
        let chosen: Vec<&str> = DOCUMENT
            .schemas()
            .filter_map(|(_, schema)| schema.get("properties"))
            .flat_map(Node::entries)
            .filter(|property| property.node.get("x-client-id").is_some())
            .filter_map(|property| component(&property.node))
            .collect();
        self.parameters
            .iter()
            .find(|field| field.component.is_some_and(|name| chosen.contains(&name)))
    }
}

fn parameters(operation: &Operation<'static>) -> Vec<Field> {
    let parameters = operation.parameters.iter().map(|parameter| Field {
        name: parameter.name,
        // They are texts wherever they stand.
        kind: Kind::Text,
        is_required: parameter.required || parameter.place == ParameterPlace::Path,
        is_secret: parameter.schema.is_some_and(is_secret),
        is_client_id: false,
        description: parameter.description,
        component: parameter.schema.and_then(component),
    });
    parameters.collect()
}

fn fields(schema: &'static Node) -> Vec<Field> {
    let (schema, _) = DOCUMENT.resolve(schema, Pointer::root());
    let required = schema.get("required").map(Node::items).unwrap_or_default();
    let properties = schema.get("properties").map(Node::entries);
    properties
        .unwrap_or_default()
        .iter()
        .map(|property| Field {
            name: &property.key,
            kind: kind(&property.node),
            is_required: required
                .iter()
                .any(|name| name.as_str() == Some(&property.key)),
            is_secret: is_secret(&property.node),
            is_client_id: property.node.bool("x-client-id") == Some(true),
            description: property.node.str("description").unwrap_or_default(),
            component: component(&property.node),
        })
        .collect()
}

/// The schema itself, or the one it refers to, by `$ref` or by the one part of its `allOf`.
fn target(schema: &'static Node) -> &'static Node {
    let schema = schema
        .get("allOf")
        .and_then(|all| all.items().first())
        .unwrap_or(schema);
    DOCUMENT.resolve(schema, Pointer::root()).0
}

fn component(schema: &'static Node) -> Option<&'static str> {
    let reference = match schema.get("allOf") {
        Some(all) => all.items().first()?,
        None => schema,
    };
    reference.str("$ref")?.rsplit('/').next()
}

fn kind(schema: &'static Node) -> Kind {
    let schema = target(schema);
    let alternatives = ["oneOf", "anyOf"].iter().find_map(|key| schema.get(key));
    if let Some(alternatives) = alternatives {
        let kinds: Vec<Kind> = alternatives.items().iter().map(kind).collect();
        return match (kinds.contains(&Kind::Text), kinds.contains(&Kind::Integer)) {
            (true, true) => Kind::IntegerOrText,
            (true, false) if kinds.iter().all(|kind| *kind == Kind::Text) => Kind::Text,
            _ => Kind::Json,
        };
    }
    match schema.str("type") {
        Some("string") => Kind::Text,
        Some("number") => Kind::Number,
        Some("integer") => Kind::Integer,
        Some("boolean") => Kind::Boolean,
        _ => Kind::Json,
    }
}

fn is_secret(schema: &'static Node) -> bool {
    [schema, target(schema)]
        .iter()
        .any(|node| node.str("x-sensitive") == Some("secret"))
}

/// Collects the names of secret properties, whatever they stand in.
fn secrets(schema: &'static Node, depth: usize, found: &mut Vec<&'static str>) {
    // Schemas may refer to themselves.
    if depth > 16 {
        return;
    }
    let schema = target(schema);
    let properties = schema.get("properties").map(Node::entries);
    for property in properties.unwrap_or_default() {
        if is_secret(&property.node) {
            found.push(&property.key);
        } else {
            secrets(&property.node, depth + 1, found);
        }
    }
    let alternatives = ["oneOf", "anyOf", "allOf"]
        .iter()
        .filter_map(|key| schema.get(key))
        .flat_map(Node::items);
    for inner in alternatives.chain(schema.get("items")) {
        secrets(inner, depth + 1, found);
    }
}
