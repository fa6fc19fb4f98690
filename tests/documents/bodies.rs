//! Recordings and examples pass through the client's types.

use std::collections::BTreeSet;

use pazemo::contract::{ExchangeTypes, RoundTrip};
use pazemo_openapi::Node;

use crate::support::{
    self,
    json::{Json, json},
    provider::{Provider, providers},
};

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
    let media = content_type.and_then(|value| value.split(';').next());
    if media == Some("application/json") {
        json(body)
    } else {
        Json::String(body.to_owned())
    }
}

fn types_of(provider: &Provider, operation: &str) -> &'static ExchangeTypes {
    let mut all = provider.types.iter();
    all.find(|types| types.operation == operation)
        .unwrap_or_else(|| panic!("no types for {operation}"))
}

fn status_of(response: &Node) -> u16 {
    let status = response.get("status").expect("a status").to_value();
    u16::try_from(status.as_u64().expect("a number")).expect("a status")
}

#[test]
fn every_recording_passes_through_the_types_and_comes_out_the_same() {
    for provider in providers() {
        let mut covered = BTreeSet::new();
        for (file, recording) in &provider.recordings {
            let operation = recording.str("operation").expect("an operation");
            let status = passes_through(file, recording, types_of(provider, operation));
            covered.insert((operation.to_owned(), status == 200));
        }
        // A provider's page may show no exchange at all, or an operation without its answer.
        for operation in provider.document.operations() {
            let success = operation.success().expect("a success");
            let is_shown = success.bodies.iter().any(|body| !body.examples.is_empty());
            assert_eq!(
                covered.contains(&(operation.id.to_owned(), true)),
                is_shown,
                "{}: an answer that the document shows is recorded",
                operation.id
            );
        }
    }
    let counts = providers()
        .iter()
        .map(|provider| (provider.name, provider.recordings.len()));
    let counts: Vec<_> = counts.collect();
    assert_eq!(counts, [("pazemo", 15), ("paysera-wallet", 4), ("qolo", 0)]);
}

/// Holds a recording against the types of its operation, and gives its status.
fn passes_through(file: &str, recording: &Node, types: &ExchangeTypes) -> u16 {
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
    let headers = response.get("headers").map(Node::entries);
    let content_type = headers
        .unwrap_or_default()
        .iter()
        .find(|header| header.key.eq_ignore_ascii_case("content-type"))
        .and_then(|header| header.node.as_str());
    let body = response.str("body").expect("a body");
    let found = through(candidates, body).expect(file);
    let same = value(content_type, &found) == value(content_type, body);
    assert!(same, "{file}: response {found} instead of {body}");
    status
}

#[test]
fn every_example_of_the_document_passes_through_the_types() {
    for provider in providers() {
        for operation in provider.document.operations() {
            let types = types_of(provider, operation.id);
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
}
