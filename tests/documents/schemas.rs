//! The types' JSON Schemas are those of the documents.

use pazemo_openapi::{Document, Node, Pointer};
use serde_json::{Map, Value};

use crate::support::provider::{Provider, providers};

/// A schema without what says nothing about values: descriptions, extensions, examples, the order of required fields,
/// `allOf` around a single reference, and the width of Rust's integers, which the document leaves open. Secrets and free
/// objects have one Rust type each for all their components, so they stand inline.
fn normal(document: &Document, schema: &Value) -> Value {
    let normal = |schema: &Value| normal(document, schema);
    match schema {
        Value::Object(object) => {
            if let Some(Value::Array(all_of)) = object.get("allOf")
                && let [one] = all_of.as_slice()
            {
                return normal(one);
            }
            if let Some(target) = object.get("$ref").and_then(Value::as_str)
                && let Some(shared) = shared_type(document, target)
            {
                return normal(&shared);
            }
            let kept = object.iter().filter(|(key, value)| {
                // The values of an open enum are part of the type.
                key.as_str() == "x-extensible-enum"
                    || !(matches!(key.as_str(), "description" | "example" | "examples")
                        || key.starts_with("x-")
                        || (key.as_str() == "format" && **value == "int64"))
            });
            let kept: Map<String, Value> = kept
                .map(|(key, value)| match (key.as_str(), value) {
                    ("properties", Value::Object(properties)) => {
                        let properties =
                            properties.iter().map(|(name, p)| (name.clone(), normal(p)));
                        (key.clone(), Value::Object(properties.collect()))
                    }
                    ("required", Value::Array(names)) => {
                        let mut names = names.clone();
                        names.sort_by_key(ToString::to_string);
                        (key.clone(), Value::Array(names))
                    }
                    _ => (key.clone(), normal(value)),
                })
                .collect();
            Value::Object(kept)
        }
        Value::Array(items) => items.iter().map(normal).collect(),
        other => other.clone(),
    }
}

/// The schema of a component that has no Rust type of its own.
fn shared_type(document: &Document, reference: &str) -> Option<Value> {
    let target = Pointer::parse(reference.strip_prefix('#')?)?;
    let schema = target.resolve(document.root())?;
    let shared = matches!(schema.str("x-value"), Some("secret" | "json-object"));
    shared.then(|| schema.to_value())
}

#[test]
fn every_schema_of_the_document_has_a_type_with_the_same_schema() {
    for Provider { name, document, .. } in providers() {
        let types = pazemo::schema::json_schemas_of(name).expect(name);
        let names: Vec<_> = types.iter().map(|(name, _)| *name).collect();
        // A key stands in a header and in no body.
        let in_bodies =
            |(_, schema): &(&str, &Node)| schema.str("x-value") != Some("idempotency-key");
        let documented: Vec<_> = document.schemas().filter(in_bodies).collect();
        assert_eq!(
            names,
            documented.iter().map(|(name, _)| *name).collect::<Vec<_>>()
        );
        for ((name, found), (_, wanted)) in types.into_iter().zip(documented) {
            let normal = |schema: &Value| normal(document, schema);
            let (found, wanted) = (normal(found.as_value()), normal(&wanted.to_value()));
            assert_eq!(
                found, wanted,
                "{name}\n of the type: {found:#}\nof the document: {wanted:#}"
            );
        }
    }
}

#[test]
fn the_normal_form_of_a_schema_keeps_what_matters() {
    let document = &providers()[0].document;
    let schema = |text: &str| normal(document, &serde_json::from_str(text).expect("JSON"));
    let base =
        schema(r#"{"type":"object","required":["b","a"],"properties":{"a":{"type":"string"}}}"#);
    assert_eq!(
        base,
        schema(
            r#"{"properties":{"a":{"x-evidence":[],"type":"string","description":"d"}},"required":["a","b"],"type":"object"}"#
        )
    );
    for other in [
        r#"{"type":"object","required":["a"],"properties":{"a":{"type":"string"}}}"#,
        r#"{"type":"object","required":["b","a"],"properties":{"a":{"type":"number"}}}"#,
        r#"{"type":"object","required":["b","a"],"properties":{"description":{"type":"string"},"a":{"type":"string"}}}"#,
        r#"{"type":"object","required":["b","a"],"properties":{"a":{"type":"string","format":"date"}}}"#,
    ] {
        assert_ne!(base, schema(other), "{other}");
    }
}
