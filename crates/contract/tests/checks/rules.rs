//! Each rule has an exchange that breaks it, and one that keeps all.

use pazemo_contract::{BodyTypes, Contract, RULES, Recording, Report};
use pazemo_openapi::Document;

const DOCUMENT: &str = r"
openapi: 3.0.3
paths:
  /things/{id}:
    put:
      operationId: putThing
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Thing'}
            examples: {sent: {value: {price: 9.10}}}
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Thing'}
              examples: {shown: {value: {price: 9.10}}}
        '204': {description: nothing}
  /things/first:
    put:
      operationId: putFirst
      responses: {'204': {description: nothing}}
      parameters: [{name: kind, in: query, schema: {type: string}}]
components:
  schemas:
    Thing:
      type: object
      required: [price]
      properties:
        price: {type: number}
        day: {anyOf: [{type: string, format: date}, {type: string, format: date-time}]}
";

fn recording(source: &str, path: &str, request: &str, status: u16, response: &str) -> String {
    let body = |text: &str| {
        if text.is_empty() {
            String::new()
        } else {
            format!("\n  body: '{text}'")
        }
    };
    let operation = if path.starts_with("/things/first") {
        "putFirst"
    } else {
        "putThing"
    };
    format!(
        "source: {source}\nsection: S\noperation: {operation}\nrequest:\n  method: PUT\n  path: {path}\n  headers: {{content-type: application/json; charset=utf-8}}{}\n\
         response:\n  status: {status}\n  headers: {{Content-Type: application/json}}{}\n",
        body(request),
        body(response)
    )
}

fn rules_of(text: &str, types: &[BodyTypes]) -> Vec<&'static str> {
    let document = Document::read("api.yaml", DOCUMENT).unwrap();
    let contract = Contract::new(&document).unwrap();
    let recording = Recording::read("r.yaml", text).unwrap();
    contract
        .check(&recording, types)
        .into_iter()
        .map(|finding| finding.finding.rule)
        .collect()
}

fn refusing(_: &[u8]) -> Result<Vec<u8>, String> {
    Err("not so".to_owned())
}

fn rounding(_: &[u8]) -> Result<Vec<u8>, String> {
    Ok(b"{\"price\": 9.1}".to_vec())
}

fn fifteen(_: &[u8]) -> Result<Vec<u8>, String> {
    Ok(b"{\"price\": 15.0}".to_vec())
}

fn faithful(body: &[u8]) -> Result<Vec<u8>, String> {
    Ok(body.to_vec())
}

const fn types(
    trip: pazemo_contract::RoundTrip,
    responses: &'static [(u16, &'static [pazemo_contract::RoundTrip])],
) -> BodyTypes {
    BodyTypes {
        operation: "putThing",
        request: Some(trip),
        responses,
    }
}

const fn types_of(operation: &'static str) -> BodyTypes {
    BodyTypes {
        operation,
        request: None,
        responses: &[],
    }
}

const FAITHFUL: BodyTypes = types(faithful, &[(200, &[refusing, faithful])]);

const GOOD: &str = r#"{"price": 9.10}"#;

#[test]
fn every_rule_is_broken_by_something_and_nothing_else_by_it() {
    let put = |source: &str, request: &str, status: u16, response: &str| {
        recording(source, "/things/7", request, status, response)
    };
    let cases: Vec<(String, BodyTypes, &[&str])> = vec![
        (put("documented", GOOD, 200, GOOD), FAITHFUL, &[]),
        (put("captured", GOOD, 204, ""), FAITHFUL, &[]),
        (
            recording("captured", "/things/first?kind=1", "", 204, ""),
            types_of("putFirst"),
            &[],
        ),
        (
            recording("captured", "/other", GOOD, 200, GOOD),
            FAITHFUL,
            &["undocumented-operation"],
        ),
        (
            put("captured", GOOD, 200, GOOD).replace("putThing", "other"),
            FAITHFUL,
            &["operation-mismatch"],
        ),
        (
            put("captured", GOOD, 500, GOOD),
            FAITHFUL,
            &["undocumented-status"],
        ),
        (
            put("captured", GOOD, 200, GOOD)
                .replace("Content-Type: application/json", "Content-Type: text/html"),
            FAITHFUL,
            &["undocumented-media-type"],
        ),
        (put("captured", "", 200, GOOD), FAITHFUL, &["body-missing"]),
        (put("captured", GOOD, 200, ""), FAITHFUL, &["body-missing"]),
        (
            put("captured", GOOD, 204, GOOD),
            FAITHFUL,
            &["undocumented-body"],
        ),
        (
            put("captured", GOOD, 200, "{"),
            FAITHFUL,
            &["body-not-json"],
        ),
        (
            put("captured", GOOD, 200, r#"{"price": 1, "price": 1}"#),
            FAITHFUL,
            &["duplicate-field"],
        ),
        (
            put("captured", r#"{"price": "1"}"#, 200, GOOD),
            FAITHFUL,
            &["wrong-type"],
        ),
        (
            put("captured", GOOD, 200, r#"{"price": 1, "day": 5}"#),
            FAITHFUL,
            &["wrong-type"],
        ),
        (
            put("captured", GOOD, 200, "{}"),
            FAITHFUL,
            &["missing-required-field"],
        ),
        (
            put("captured", GOOD, 200, r#"{"price": 1, "day": "soon"}"#),
            FAITHFUL,
            &["schema-violation"],
        ),
        (
            put("captured", GOOD, 200, r#"{"price": 1, "new": {"deep": 1}}"#),
            FAITHFUL,
            &["undocumented-field"],
        ),
        (
            put("documented", GOOD, 200, r#"{"price": 9.1}"#),
            FAITHFUL,
            &["documented-example-differs"],
        ),
        (
            put("documented", GOOD, 200, GOOD)
                .replace("  status: 200", "  example: other\n  status: 200"),
            FAITHFUL,
            &["documented-example-unknown"],
        ),
        (
            put("captured", GOOD, 200, GOOD),
            types(refusing, &[(200, &[faithful])]),
            &["type-decode"],
        ),
        (
            put("captured", GOOD, 200, GOOD),
            types(faithful, &[(200, &[refusing, rounding])]),
            &["type-round-trip"],
        ),
        (
            put("captured", GOOD, 200, GOOD).replace(
                "Content-Type: application/json",
                "Content-Type: application/json, Set-Cookie: s=canary",
            ),
            FAITHFUL,
            &["credential-in-recording"],
        ),
        (
            put("captured", GOOD, 200, GOOD).replace(
                "charset=utf-8",
                "charset=utf-8, AUTHORIZATION: Bearer canary",
            ),
            FAITHFUL,
            &["credential-in-recording"],
        ),
        (
            put("captured", GOOD, 200, GOOD).replace(
                "charset=utf-8",
                "charset=utf-8, Authorization: 'Bearer [redacted]'",
            ),
            FAITHFUL,
            &[],
        ),
        (
            put("captured", GOOD, 200, GOOD),
            types(faithful, &[]),
            &["type-missing"],
        ),
        (
            recording("captured", "/things/first?fast=1&slow", "", 204, ""),
            types_of("putFirst"),
            &["undocumented-parameter"],
        ),
        (
            recording("captured", "/things/first?kind=a&&kind", "", 204, ""),
            types_of("putFirst"),
            &[],
        ),
        (
            recording("captured", "/things/first", "", 204, ""),
            FAITHFUL,
            &["type-missing"],
        ),
        (
            put("captured", r#"{"price": "1"}"#, 200, GOOD)
                .replace("request:\n", "request:\n  valid: false\n"),
            FAITHFUL,
            &[],
        ),
        (
            put("captured", GOOD, 200, GOOD).replace("request:\n", "request:\n  valid: false\n"),
            FAITHFUL,
            &["request-not-broken"],
        ),
        (
            put("captured", r#"{"price": 1.50e1}"#, 200, GOOD),
            types(fifteen, &[(200, &[faithful])]),
            &[],
        ),
        (
            put("captured", r#"{"price": 1.51e1}"#, 200, GOOD),
            types(fifteen, &[(200, &[faithful])]),
            &["type-round-trip"],
        ),
    ];
    let mut broken: Vec<&str> = vec![
        "operation-not-covered",
        "operation-not-driven",
        "operation-not-documented",
        "example-invalid",
    ]; // `Report`'s own, below
    for (text, types, wanted) in &cases {
        let found = rules_of(text, &[*types]);
        assert_eq!(&found, wanted, "{text}");
        broken.extend(wanted.iter());
    }
    for rule in RULES {
        assert!(broken.contains(&rule.id), "nothing breaks {}", rule.id);
    }
    assert_eq!(RULES.len(), 24);
}

#[test]
fn what_no_page_shows_need_not_be_recorded() {
    let without_recordings = |evidence: &str| {
        let text = format!(
            "paths: {{/thing: {{get: {{operationId: getThing, responses: {{'200': {{description: ok{evidence}}}}}}}}}}}"
        );
        let document = Document::read("api.yaml", &text).unwrap();
        let contract = Contract::new(&document).unwrap();
        let report = Report::new(&contract, &[], &[]);
        let rules = report.findings.iter().map(|found| found.finding.rule);
        rules.collect::<Vec<_>>()
    };
    assert_eq!(without_recordings(""), ["operation-not-covered"]);
    let shown = ", x-evidence: [table, example]";
    assert_eq!(without_recordings(shown), ["operation-not-covered"]);
    assert!(without_recordings(", x-evidence: [prose, inferred]").is_empty());
}

#[test]
fn an_operation_without_exchange_is_reported_at_its_place() {
    let document = Document::read("api.yaml", DOCUMENT).unwrap();
    let contract = Contract::new(&document).unwrap();
    let first = Recording::read(
        "r.yaml",
        &recording("captured", "/things/first", "", 204, ""),
    )
    .unwrap();
    let report = Report::new(&contract, &[first], &[]);
    let finding = &report.findings[0];
    assert_eq!(finding.operation.as_deref(), Some("putThing"));
    assert_eq!(
        (finding.finding.rule, finding.finding.line),
        ("operation-not-covered", 6)
    );
    assert_eq!(
        (report.operations[0].driven, report.operations[0].findings),
        (None, 1)
    );
    let first = Recording::read(
        "r.yaml",
        &recording("captured", "/things/first", "", 204, ""),
    )
    .unwrap();
    let both = std::slice::from_ref(&first);
    let driven = Report::with_driven(&contract, both, Some(both), &[]);
    let rules: Vec<_> = driven.findings.iter().map(|f| f.finding.rule).collect();
    assert_eq!(rules, ["operation-not-covered", "operation-not-driven"]);
    let counts = &driven.operations[1];
    assert_eq!(
        (counts.recorded, counts.driven, counts.exchanges),
        (1, Some(1), 2)
    );
    let report_of_unknown = Report::new(&contract, &[], &[types_of("gone")]);
    let last = report_of_unknown.findings.last().unwrap();
    assert_eq!(
        (last.finding.rule, last.operation.as_deref()),
        ("operation-not-documented", Some("gone"))
    );
    assert_eq!(
        report.operations[1].exchanges, 1,
        "a literal path goes before a parameter"
    );
}

#[test]
fn an_example_that_does_not_fit_is_reported_once_at_its_place() {
    let text = DOCUMENT.replace(
        "shown: {value: {price: 9.10}}",
        "shown: {value: {price: 'x'}}",
    );
    let document = Document::read("api.yaml", &text).unwrap();
    let contract = Contract::new(&document).unwrap();
    let report = Report::new(&contract, &[], &[]);
    let invalid: Vec<_> = report
        .findings
        .iter()
        .filter(|f| f.finding.rule == "example-invalid")
        .collect();
    assert_eq!(invalid.len(), 1);
    assert!(
        invalid[0]
            .finding
            .pointer
            .ends_with("/examples/shown/value/price"),
        "{invalid:?}"
    );
    let line = text.lines().nth(invalid[0].finding.line - 1).unwrap();
    assert!(line.contains("price: 'x'"), "{line}");
}

#[test]
fn findings_quote_nothing_of_a_body() {
    for response in [
        r#"{"price": "canary"}"#,
        r#"{"price": 1, "day": "canary"}"#,
        r#"{"price": canary}"#,
        r#"{"price": ["canary"]}"#,
    ] {
        let document = Document::read("api.yaml", DOCUMENT).unwrap();
        let contract = Contract::new(&document).unwrap();
        let text = recording("captured", "/things/7", GOOD, 200, response);
        let found = contract.check(&Recording::read("r.yaml", &text).unwrap(), &[]);
        assert!(!found.is_empty());
        assert!(!format!("{found:?}").contains("canary"), "{found:?}");
    }
}

#[test]
fn a_recording_that_cannot_be_used_is_refused_with_its_place() {
    let good = recording("captured", "/things/7", GOOD, 200, GOOD);
    for (old, new, line, pointer) in [
        ("source: captured", "source: invented", 1, "/source"),
        ("status: 200", "status: 20", 10, "/response/status"),
        ("status: 200", "status: '200'", 10, "/response/status"),
        ("method: PUT", "methd: PUT", 5, "/request/methd"),
        ("operation: putThing\n", "", 1, "/operation"),
        ("  path:", "  valid: 1\n  path:", 6, "/request/valid"),
        ("  path: /things/7\n", "  path: [1]\n", 6, "/request/path"),
        ("request:", "reqest:", 4, "/reqest"),
    ] {
        let text = good.replacen(old, new, 1);
        let finding = Recording::read("r.yaml", &text).unwrap_err();
        assert_eq!(
            (finding.rule, finding.line, &*finding.pointer),
            ("recording", line, pointer),
            "{finding}"
        );
    }
}

#[test]
fn the_place_of_a_finding_is_its_place_in_the_file() {
    let text = "source: captured\noperation: putThing\nrequest:\n  method: PUT\n  path: /things/7\n  headers: {content-type: application/json}\n  body: |\n\n    {\n      \"price\":\n        true\n    }\nresponse:\n  status: 204\n";
    let document = Document::read("api.yaml", DOCUMENT).unwrap();
    let contract = Contract::new(&document).unwrap();
    let found = contract.check(&Recording::read("r.yaml", text).unwrap(), &[]);
    let place = text.lines().nth(found[0].finding.line - 1).unwrap();
    assert_eq!(
        (found[0].finding.rule, place.trim()),
        ("wrong-type", "true")
    );
    assert_eq!(found[0].finding.column, 9);
}
