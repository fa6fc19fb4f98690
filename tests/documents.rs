//! Document, deviations, recordings and the client's types agree with each other.

mod support;

use std::collections::BTreeSet;

use pazemo::contract::{ExchangeTypes, RoundTrip, exchange_types};
use pazemo_openapi::{Node, Operation, Pointer};
use serde_json::{Map, Value};
use support::{
    document,
    json::{Json, json},
    recordings,
};

/// A schema without what says nothing about values: descriptions, extensions, examples, the order of required fields,
/// `allOf` around a single reference, and the width of Rust's integers, which the document leaves open. Secrets and free
/// objects have one Rust type each for all their components, so they stand inline.
fn normal(schema: &Value) -> Value {
    match schema {
        Value::Object(object) => {
            if let Some(Value::Array(all_of)) = object.get("allOf")
                && let [one] = all_of.as_slice()
            {
                return normal(one);
            }
            if let Some(target) = object.get("$ref").and_then(Value::as_str)
                && let Some(shared) = shared_type(target)
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
fn shared_type(reference: &str) -> Option<Value> {
    let target = Pointer::parse(reference.strip_prefix('#')?)?;
    let schema = target.resolve(document().root())?;
    let shared = matches!(schema.str("x-value"), Some("secret" | "json-object"));
    shared.then(|| schema.to_value())
}

#[test]
fn every_schema_of_the_document_has_a_type_with_the_same_schema() {
    let types = pazemo::schema::json_schemas();
    let names: Vec<_> = types.iter().map(|(name, _)| *name).collect();
    let documented: Vec<_> = document().schemas().map(|(name, _)| name).collect();
    assert_eq!(names, documented);
    for ((name, found), (_, wanted)) in types.into_iter().zip(document().schemas()) {
        let (found, wanted) = (normal(found.as_value()), normal(&wanted.to_value()));
        assert_eq!(
            found, wanted,
            "{name}\n of the type: {found:#}\nof the document: {wanted:#}"
        );
    }
}

#[test]
fn the_normal_form_of_a_schema_keeps_what_matters() {
    let schema = |text: &str| normal(&serde_json::from_str(text).expect("JSON"));
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

/// Passes a body through the types it may have; the first that takes it decides.
fn through(types: &[RoundTrip], body: &str) -> Result<String, Vec<String>> {
    let mut reasons = Vec::new();
    for round_trip in types {
        match round_trip(body.as_bytes()) {
            Ok(bytes) => return Ok(String::from_utf8(bytes).expect("UTF-8")),
            Err(reason) => reasons.push(reason),
        }
    }
    Err(reasons)
}

/// A body as a value: JSON with its digits, or the text itself.
fn value(content_type: Option<&str>, body: &str) -> Json {
    if content_type == Some("application/json") {
        json(body)
    } else {
        Json::String(body.to_owned())
    }
}

fn types_of(operation: &str) -> &'static ExchangeTypes {
    let mut all = exchange_types().iter();
    all.find(|types| types.operation == operation)
        .unwrap_or_else(|| panic!("no types for {operation}"))
}

fn status_of(response: &Node) -> u16 {
    let status = response.get("status").expect("a status").to_value();
    u16::try_from(status.as_u64().expect("a number")).expect("a status")
}

#[test]
fn every_recording_passes_through_the_types_and_comes_out_the_same() {
    let mut covered = BTreeSet::new();
    for (file, recording) in recordings() {
        let operation = recording.str("operation").expect("an operation");
        let types = types_of(operation);
        let (request, response) = (recording.get("request"), recording.get("response"));
        let (request, response) = (request.expect("a request"), response.expect("a response"));
        assert_eq!(
            request.get("body").is_some(),
            types.request.is_some(),
            "{file}"
        );
        if let (Some(body), Some(round_trip)) = (request.str("body"), types.request) {
            let found = through(&[round_trip], body).expect(file);
            assert_eq!(json(&found), json(body), "{file}: request");
        }
        let status = status_of(response);
        let (_, candidates) = types
            .responses
            .iter()
            .find(|(documented, _)| *documented == status)
            .unwrap_or_else(|| panic!("{file}: no types for {status}"));
        let content_type = response.get("headers").and_then(|h| h.str("Content-Type"));
        let body = response.str("body").expect("a body");
        let found = through(candidates, body).expect(file);
        let same = value(content_type, &found) == value(content_type, body);
        assert!(same, "{file}: response {found} instead of {body}");
        covered.insert((operation.to_owned(), status == 200));
    }
    for operation in document().operations() {
        let success = (operation.id.to_owned(), true);
        assert!(
            covered.contains(&success),
            "{} is not recorded",
            operation.id
        );
    }
}

#[test]
fn every_example_of_the_document_passes_through_the_types() {
    for operation in document().operations() {
        let types = types_of(operation.id);
        let requests = operation.request.iter().map(|body| (0, body));
        let answers = operation.responses.iter();
        let answers = answers.flat_map(|r| r.bodies.iter().map(move |body| (r.status, body)));
        for (status, body) in requests.chain(answers) {
            let request = types.request.as_slice();
            let response = types.responses.iter().find(|(s, _)| *s == status);
            let candidates = response.map_or(request, |(_, candidates)| candidates);
            for example in &body.examples {
                let place = format!("{} {status} {}", operation.id, example.name);
                let sent = support::body_text(body, example.value);
                let found = through(candidates, &sent).expect(&place);
                let media = Some(body.media_type);
                assert_eq!(value(media, &found), value(media, &sent), "{place}");
            }
        }
    }
}

const DEVIATIONS_SCHEMA: &str = include_str!("../openapi/deviations.schema.json");
const RECORDING_SCHEMA: &str = include_str!("recordings/recording.schema.json");

/// What a JSON Schema has against a value.
fn violations(schema: &str, value: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_str(schema).expect("JSON");
    jsonschema::meta::validate(&schema).expect("a valid schema");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    validator
        .iter_errors(value)
        .map(|error| format!("{} {error}", error.instance_path()))
        .collect()
}

fn deviations() -> Node {
    pazemo_openapi::parse("pazemo.deviations.yaml", pazemo::documents::DEVIATIONS)
        .unwrap_or_else(|finding| panic!("{finding}"))
}

#[test]
fn deviations_and_recordings_fit_their_schemas() {
    let root = deviations().to_value();
    assert_eq!(violations(DEVIATIONS_SCHEMA, &root), [""; 0]);
    let mut wrong = root.clone();
    wrong["deviations"][0]["kind"] = "whim".into();
    assert!(!violations(DEVIATIONS_SCHEMA, &wrong).is_empty());

    for (file, recording) in recordings() {
        let mut recording = recording.to_value();
        assert_eq!(violations(RECORDING_SCHEMA, &recording), [""; 0], "{file}");
        recording["request"]["headers"]["Authorization"] = "Bearer abc".into();
        let found = violations(RECORDING_SCHEMA, &recording);
        assert!(!found.is_empty(), "{file}: a token may be recorded");
    }
}

#[test]
fn deviations_have_ids_of_their_own_and_places_that_exist() {
    let mut operations: BTreeSet<_> = document()
        .operations()
        .iter()
        .map(|operation| format!("{} {}", operation.method, operation.path))
        .collect();
    operations.insert("page".to_owned());
    let mut ids = BTreeSet::new();
    for deviation in deviations().get("deviations").expect("a list").items() {
        let id = deviation.str("id").expect("an id");
        assert!(ids.insert(id.to_owned()), "{id} stands there twice");
        for place in deviation.get("places").expect("places").items() {
            let operation = place.str("operation").expect("an operation");
            assert!(operations.contains(operation), "{id}: {operation}");
        }
    }
}

/// Whether the evidence of a property or response has the mark.
fn contradicted(node: &Node) -> bool {
    let evidence = node.get("x-evidence").expect("evidence");
    let mark = |node: &Node| node.as_str() == Some("contradicted");
    mark(evidence) || evidence.items().iter().any(mark)
}

/// The component schemas that a schema is made of.
fn collect_names(schema: &Node, names: &mut BTreeSet<String>) {
    if let Some(name) = schema.str("$ref").and_then(|r| r.rsplit('/').next())
        && names.insert(name.to_owned())
    {
        let (target, _) = document().resolve(schema, Pointer::root());
        collect_names(target, names);
    }
    schema
        .items()
        .iter()
        .for_each(|item| collect_names(item, names));
    let entries = schema.entries().iter();
    entries.for_each(|entry| collect_names(&entry.node, names));
}

/// Where a schema is used: `METHOD /path` of operations.
fn users_of(schema: &str, operations: &[Operation<'_>]) -> BTreeSet<String> {
    let uses = |operation: &&Operation<'_>| {
        let answers = operation.responses.iter().flat_map(|r| &r.bodies);
        let mut names = BTreeSet::new();
        for body in operation.request.iter().chain(answers) {
            collect_names(body.schema.expect("a schema"), &mut names);
        }
        names.contains(schema)
    };
    let users = operations.iter().filter(uses);
    users.map(|o| format!("{} {}", o.method, o.path)).collect()
}

#[test]
fn every_contradiction_of_the_document_stands_in_the_deviations() {
    let deviations = deviations();
    let list = deviations.get("deviations").expect("a list").items();
    // A gap, say, at the same field does not explain a contradiction.
    let explains = |deviation: &&Node| {
        let kind = deviation.str("kind").expect("a kind");
        ["contradiction", "naming", "type", "spelling"].contains(&kind)
    };
    let places: BTreeSet<(String, String)> = list
        .iter()
        .filter(explains)
        .flat_map(|deviation| deviation.get("places").expect("places").items())
        .filter(|place| place.str("side") != Some("path"))
        .filter_map(|place| Some((place.str("operation")?, place.str("field")?)))
        .map(|(operation, field)| (operation.to_owned(), field.to_owned()))
        .collect();
    let operations = document().operations();
    let (mut missing, mut checked) = (Vec::new(), 0);
    for (name, schema) in document().schemas() {
        let properties = schema.get("properties").map(Node::entries);
        for property in properties.unwrap_or_default() {
            if contradicted(&property.node) {
                checked += 1;
                let mut users = users_of(name, &operations);
                users.insert("page".to_owned());
                let field = &property.key;
                if !users
                    .iter()
                    .any(|user| places.contains(&(user.clone(), field.clone())))
                {
                    missing.push(format!("{name}.{field}"));
                }
            }
        }
    }
    let responses = document().root().get("components").expect("components");
    for response in responses.get("responses").expect("responses").entries() {
        assert!(
            !contradicted(&response.node),
            "{}: extend this test",
            response.key
        );
    }
    assert_eq!(missing, [""; 0]);
    assert!(checked > 10, "only {checked} properties are contradicted");
}
