//! What the document says a property rests on is what its examples show: `example` in answers, `sample` in requests.

use std::collections::BTreeSet;

use pazemo_openapi::{Document, Node, Pointer, Value};

use crate::support::provider::providers;

/// Component and property.
type Place = (String, String);

/// Notes every property of a component that an example shows.
fn walk(document: &Document, schema: &Node, example: &Node, shown: &mut BTreeSet<Place>) {
    for key in ["allOf", "anyOf", "oneOf"] {
        for part in schema.get(key).map(Node::items).unwrap_or_default() {
            let (target, _) = document.resolve(part, Pointer::root());
            let properties = target.get("properties");
            // Of several forms, an example has the one that describes all of it.
            let fits = key == "allOf"
                || example
                    .entries()
                    .iter()
                    .all(|entry| properties.is_some_and(|p| p.get(&entry.key).is_some()));
            if fits {
                walk(document, part, example, shown);
            }
        }
    }
    let name = schema
        .str("$ref")
        .and_then(|target| target.rsplit('/').next());
    let (schema, _) = document.resolve(schema, Pointer::root());
    match &example.value {
        Value::Sequence(items) => {
            if let Some(schema) = schema.get("items") {
                items
                    .iter()
                    .for_each(|item| walk(document, schema, item, shown));
            }
        }
        Value::Mapping(entries) => {
            for entry in entries {
                let property = schema
                    .get("properties")
                    .and_then(|properties| properties.get(&entry.key));
                if let (Some(name), Some(property)) = (name, property) {
                    shown.insert((name.to_owned(), entry.key.clone()));
                    walk(document, property, &entry.node, shown);
                }
            }
        }
        _ => {}
    }
}

/// The properties whose evidence has a word.
fn claimed(document: &Document, word: &str) -> BTreeSet<Place> {
    let mut claimed = BTreeSet::new();
    for (name, schema) in document.schemas() {
        for property in schema
            .get("properties")
            .map(Node::entries)
            .unwrap_or_default()
        {
            let evidence = property.node.get("x-evidence").unwrap();
            let has = evidence.as_str() == Some(word)
                || evidence
                    .items()
                    .iter()
                    .any(|item| item.as_str() == Some(word));
            if has {
                claimed.insert((name.to_owned(), property.key.clone()));
            }
        }
    }
    claimed
}

/// What the examples of requests show, and those of answers.
fn shown(document: &Document) -> (BTreeSet<Place>, BTreeSet<Place>) {
    let (mut in_requests, mut in_answers) = (BTreeSet::new(), BTreeSet::new());
    for operation in document.operations() {
        let answers = operation
            .responses
            .iter()
            .flat_map(|response| &response.bodies);
        let bodies = operation
            .request
            .iter()
            .map(|body| (body, true))
            .chain(answers.map(|body| (body, false)));
        for (body, is_request) in bodies {
            for example in &body.examples {
                let shown = if is_request {
                    &mut in_requests
                } else {
                    &mut in_answers
                };
                walk(document, body.schema.unwrap(), example.value, shown);
            }
        }
    }
    (in_requests, in_answers)
}

#[test]
fn what_an_example_shows_is_what_rests_on_an_example() {
    let mut counts = Vec::new();
    for provider in providers() {
        let document = &provider.document;
        let (in_requests, in_answers) = shown(document);
        assert_eq!(
            claimed(document, "sample"),
            in_requests,
            "{}",
            provider.name
        );
        assert_eq!(
            claimed(document, "example"),
            in_answers,
            "{}",
            provider.name
        );
        counts.push((in_requests.len(), in_answers.len()));
    }
    // The examples are walked. Qolo's page has none.
    assert!(counts[0].0 > 15 && counts[0].1 > 50, "{counts:?}");
    assert_eq!(counts[1..], [(0, 4), (0, 0)]);
}
