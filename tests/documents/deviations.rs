//! The deviations: their form, their places, and that they have what the documents call contradicted.

use std::collections::BTreeSet;

use pazemo_openapi::{Document, Node, Operation, Pointer};
use serde_json::Value;

use crate::support::provider::{Provider, providers};

const DEVIATIONS_SCHEMA: &str = include_str!("../../openapi/deviations.schema.json");
const RECORDING_SCHEMA: &str = include_str!("../recordings/recording.schema.json");

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

#[test]
fn deviations_and_recordings_fit_their_schemas() {
    for provider in providers() {
        let root = provider.deviations.to_value();
        let name = provider.name;
        assert_eq!(violations(DEVIATIONS_SCHEMA, &root), [""; 0], "{name}");
        assert_eq!(root["document"], format!("{name}.yaml"));
        let mut wrong = root.clone();
        wrong["deviations"][0]["kind"] = "whim".into();
        assert!(!violations(DEVIATIONS_SCHEMA, &wrong).is_empty());

        for (file, recording) in &provider.recordings {
            let mut recording = recording.to_value();
            assert_eq!(violations(RECORDING_SCHEMA, &recording), [""; 0], "{file}");
            for credentials in ["Bearer abc", "MAC id=\"a\", mac=\"b\""] {
                recording["request"]["headers"]["Authorization"] = credentials.into();
                let found = violations(RECORDING_SCHEMA, &recording);
                assert!(!found.is_empty(), "{file}: {credentials} may be recorded");
            }
        }
    }
}

#[test]
fn deviations_have_ids_of_their_own_and_places_that_exist() {
    for provider in providers() {
        let operations = provider.document.operations();
        let mut operations: BTreeSet<_> = operations
            .iter()
            .map(|operation| format!("{} {}", operation.method, operation.path))
            .collect();
        operations.insert("page".to_owned());
        let pages = provider.deviations.get("pages").map(Node::items);
        let pages = pages.unwrap_or_default().iter();
        let pages: BTreeSet<_> = pages.filter_map(|page| page.str("name")).collect();
        let mut ids = BTreeSet::new();
        let (mut spoken_of, mut read) = (BTreeSet::new(), BTreeSet::new());
        for deviation in deviations(provider) {
            let id = deviation.str("id").expect("an id");
            assert!(ids.insert(id.to_owned()), "{id} stands there twice");
            for place in deviation.get("places").expect("places").items() {
                let operation = place.str("operation").expect("an operation");
                assert!(operations.contains(operation), "{id}: {operation}");
                spoken_of.insert(operation.to_owned());
                if let Some(page) = place.str("page") {
                    assert!(pages.contains(page), "{id}: {page}");
                    read.insert(page);
                }
            }
        }
        assert_eq!(spoken_of, operations, "{}", provider.name);
        // What names no page is on the first one.
        assert_eq!(read.len(), pages.len().saturating_sub(1));
    }
}

fn deviations(provider: &Provider) -> &[Node] {
    provider
        .deviations
        .get("deviations")
        .expect("a list")
        .items()
}

/// Whether the evidence of a property or response has the mark.
fn contradicted(node: &Node) -> bool {
    let evidence = node.get("x-evidence").expect("evidence");
    let mark = |node: &Node| node.as_str() == Some("contradicted");
    mark(evidence) || evidence.items().iter().any(mark)
}

/// The component schemas that a schema is made of.
fn collect_names(document: &Document, schema: &Node, names: &mut BTreeSet<String>) {
    if let Some(name) = schema.str("$ref").and_then(|r| r.rsplit('/').next())
        && names.insert(name.to_owned())
    {
        let (target, _) = document.resolve(schema, Pointer::root());
        collect_names(document, target, names);
    }
    schema
        .items()
        .iter()
        .for_each(|item| collect_names(document, item, names));
    let entries = schema.entries().iter();
    entries.for_each(|entry| collect_names(document, &entry.node, names));
}

/// Where a schema is used: `METHOD /path` of operations.
fn users_of(document: &Document, schema: &str) -> BTreeSet<String> {
    let uses = |operation: &&Operation<'_>| {
        let answers = operation.responses.iter().flat_map(|r| &r.bodies);
        let mut names = BTreeSet::new();
        for body in operation.request.iter().chain(answers) {
            collect_names(document, body.schema.expect("a schema"), &mut names);
        }
        names.contains(schema)
    };
    let operations = document.operations();
    let users = operations.iter().filter(uses);
    users.map(|o| format!("{} {}", o.method, o.path)).collect()
}

#[test]
fn every_contradiction_of_the_document_stands_in_the_deviations() {
    let checked: Vec<_> = providers().iter().map(contradictions).collect();
    assert_eq!(checked, [15, 0, 0], "properties that are contradicted");
}

/// How many properties of a document are contradicted, each of which stands in the deviations.
fn contradictions(provider: &Provider) -> usize {
    // A gap, say, at the same field does not explain a contradiction.
    let explains = |deviation: &&Node| {
        let kind = deviation.str("kind").expect("a kind");
        ["contradiction", "naming", "type", "spelling"].contains(&kind)
    };
    let places: BTreeSet<(String, String)> = deviations(provider)
        .iter()
        .filter(explains)
        .flat_map(|deviation| deviation.get("places").expect("places").items())
        .filter(|place| place.str("side") != Some("path"))
        .filter_map(|place| Some((place.str("operation")?, place.str("field")?)))
        .map(|(operation, field)| (operation.to_owned(), field.to_owned()))
        .collect();
    let document = &provider.document;
    let (mut missing, mut checked) = (Vec::new(), 0);
    for (name, schema) in document.schemas() {
        let properties = schema.get("properties").map(Node::entries);
        for property in properties.unwrap_or_default() {
            if contradicted(&property.node) {
                checked += 1;
                let mut users = users_of(document, name);
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
    let responses = document.root().get("components").expect("components");
    for response in responses.get("responses").expect("responses").entries() {
        assert!(
            !contradicted(&response.node),
            "{}: extend this test",
            response.key
        );
    }
    assert_eq!(missing, [""; 0]);
    checked
}
