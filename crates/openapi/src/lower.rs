//! A copy of the document with only what the generator can express.
//!
//! The document stays true to the API; what is dropped or simplified here is handled elsewhere: error
//! responses by the runtime's classification, value types by replacement, constraints by nobody (decoding is tolerant).

use serde_json::{Map, Value, json};

use crate::{document::Document, node::Node};

/// The lowered copy, as the generator takes it.
///
/// * Only the response that means success is kept, and of it only the body.
/// * A body that is not JSON becomes a plain stream.
/// * `allOf` with one reference becomes the reference.
/// * Extensions, examples, constraints, formats, titles and security are dropped.
/// * Value components and open enums become plain strings, to be replaced by name.
/// * Components other than object and value schemas are dropped: references to them are resolved in place.
///
/// ```
/// let text = "paths: {/ping: {get: {operationId: ping, responses: {'200': {description: ok}, '500': {description: no}}}}}";
/// let document = pazemo_openapi::Document::read("api.yaml", text).unwrap();
/// let lowered = pazemo_openapi::lower(&document);
/// let responses = lowered["paths"]["/ping"]["get"]["responses"].as_object().unwrap();
/// assert_eq!(responses.keys().collect::<Vec<_>>(), ["2XX"]);
/// ```
pub fn lower(document: &Document) -> Value {
    let (title, version) = document.title();
    let mut paths = Map::new();
    for operation in document.operations() {
        let mut lowered = json!({
            "operationId": operation.id,
            "summary": operation.summary,
            "description": operation.description,
            "parameters": operation.parameters.iter().map(parameter).collect::<Vec<_>>(),
            "responses": {},
        });
        if let Some(body) = operation.request.first() {
            lowered["requestBody"] = json!({ "required": true, "content": content(body) });
        }
        if let Some(success) = operation.success() {
            let mut response = json!({ "description": success.description });
            if let Some(body) = success.bodies.first() {
                response["content"] = content(body);
            }
            // A success of another code than the documented one is still read (and noted by the runtime).
            lowered["responses"]["2XX"] = response;
        }
        let item = paths.entry(operation.path).or_insert_with(|| json!({}));
        item[operation.method.to_ascii_lowercase()] = lowered;
    }
    let schemas: Map<String, Value> = document
        .schemas()
        .filter(|(_, node)| node.str("type").is_some() || is_value(node))
        .map(|(name, node)| (name.to_owned(), component(node)))
        .collect();
    json!({
        "openapi": "3.0.3",
        "info": { "title": title, "version": version },
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

fn parameter(parameter: &crate::Parameter<'_>) -> Value {
    json!({
        "name": parameter.name,
        "in": match parameter.place {
            crate::ParameterPlace::Path => "path",
            crate::ParameterPlace::Query => "query",
            crate::ParameterPlace::Header => "header",
        },
        "required": parameter.required,
        "description": parameter.description,
        "schema": parameter.schema.map_or_else(|| json!({"type": "string"}), schema),
    })
}

fn content(body: &crate::Body<'_>) -> Value {
    let schema = body.schema.map_or_else(|| json!({}), schema);
    if is_json(body.media_type) {
        json!({ "application/json": { "schema": schema } })
    } else {
        json!({ "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } })
    }
}

/// JSON by its media type, parameters and structured suffixes included.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
        || essence.to_ascii_lowercase().ends_with("+json")
}

fn is_value(node: &Node) -> bool {
    node.get("x-value").is_some() || node.get("x-extensible-enum").is_some()
}

fn component(node: &Node) -> Value {
    if is_value(node) {
        json!({ "type": "string" })
    } else {
        schema(node)
    }
}

fn schema(node: &Node) -> Value {
    if let Some(target) = node.str("$ref") {
        return json!({ "$ref": target });
    }
    if let Some(one) = node.get("allOf").and_then(|all| all.items().first()) {
        return schema(one);
    }
    let mut lowered = Map::new();
    for entry in node.entries() {
        let value = match entry.key.as_str() {
            "type" | "description" | "required" | "nullable" => entry.node.to_value(),
            "items" | "additionalProperties" => schema(&entry.node),
            "properties" => entry
                .node
                .entries()
                .iter()
                .map(|property| (property.key.clone(), schema(&property.node)))
                .collect::<Map<_, _>>()
                .into(),
            _ => continue,
        };
        lowered.insert(entry.key.clone(), value);
    }
    lowered.into()
}
