//! What goes over the wire becomes a recording and stays what it was, but for secrets.

use pazemo_contract::{Contract, Exchange, Recording, Source};
use pazemo_openapi::Document;
use proptest::prelude::*;

const DOCUMENT: &str = r"
openapi: 3.0.3
paths:
  /things/{id}:
    put:
      operationId: putThing
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                price: {type: number}
                code: {allOf: [{$ref: '#/components/schemas/Code'}]}
                old: {type: array, items: {$ref: '#/components/schemas/Code'}}
      responses:
        '200':
          content:
            application/json:
              schema:
                type: object
                properties: {seen: {$ref: '#/components/schemas/Seen'}, note: {type: string}}
components:
  schemas:
    Code: {type: string, x-sensitive: secret}
    Seen: {type: object, x-sensitive: secret, properties: {Token: {type: string}}}
";

fn exchange(request: &str, response: &str) -> Exchange {
    let json = || vec![("content-type".to_owned(), "application/json".to_owned())];
    Exchange {
        source: Source::Sandbox,
        operation: "putThing".to_owned(),
        method: "PUT".to_owned(),
        path: "/things/1".to_owned(),
        request_headers: json(),
        request_body: Some(request.to_owned()),
        is_request_valid: true,
        status: 200,
        response_headers: json(),
        response_body: Some(response.to_owned()),
    }
}

fn with_contract<R>(run: impl FnOnce(&Contract<'_>) -> R) -> R {
    let document = Document::read("api.yaml", DOCUMENT).unwrap();
    run(&Contract::new(&document).unwrap())
}

fn bodies(exchange: &Exchange) -> (String, String) {
    let text = with_contract(|contract| contract.record(exchange));
    let recording = Recording::read("r.yaml", &text).unwrap();
    (
        recording.request_body.unwrap().text,
        recording.response_body.unwrap().text,
    )
}

proptest! {
    #[test]
    fn an_exchange_is_read_back_as_it_was(
        path in "/[^\\x00]{0,20}",
        value in any::<String>(),
        request in proptest::option::of(any::<String>()),
        response in proptest::option::of(proptest::collection::vec("[ -~]{0,9}|\\PC{0,5}|\n|\r|\t", 0..8).prop_map(|parts| parts.concat())),
        status in 100_u16..600,
        is_request_valid in any::<bool>(),
    ) {
        let plain = vec![("content-type".to_owned(), "text/plain".to_owned()), ("X-Any".to_owned(), value)];
        let exchange = Exchange {
            source: Source::Captured,
            path,
            request_headers: plain.clone(),
            request_body: request,
            is_request_valid,
            status,
            response_headers: plain,
            response_body: response,
            ..exchange("", "")
        };
        let text = with_contract(|contract| contract.record(&exchange));
        let recording = Recording::read("r.yaml", &text).unwrap();
        let read = Exchange {
            source: recording.source,
            operation: recording.operation,
            method: recording.method,
            path: recording.path,
            request_headers: recording.request_headers,
            request_body: recording.request_body.map(|body| body.text),
            is_request_valid: recording.is_request_valid,
            status: recording.status,
            response_headers: recording.response_headers,
            response_body: recording.response_body.map(|body| body.text),
        };
        prop_assert!(read == exchange, "{}", text);
    }

    #[test]
    fn a_secret_stands_in_no_recording(before in "\\PC{0,9}", after in any::<String>()) {
        let secret = format!("{before}canary{after}");
        let code = serde_json::to_string(&secret).unwrap();
        let exchange = exchange(
            &format!("{{\"price\": 1.50, \"code\": {code}, \"old\": [{code}], \"code\": {code}}}"),
            &format!("{{\"seen\": {{\"Token\": {code}, \"Other\": [{code}, 7]}}, \"note\": \"n\"}}"),
        );
        let (request, response) = bodies(&exchange);
        prop_assert_eq!(request, r#"{"price":1.50,"code":"[redacted]","old":["[redacted]"],"code":"[redacted]"}"#);
        prop_assert_eq!(response, r#"{"seen":{"Token":"[redacted]","Other":["[redacted]",0]},"note":"n"}"#);
    }
}

#[test]
fn a_body_without_secrets_is_kept_byte_for_byte() {
    let (request, response) = (
        "{ \"price\" : 1.50 }",
        "{\"note\": \"a\\u0041\",\r\n \"new\": 1}",
    );
    assert_eq!(
        bodies(&exchange(request, response)),
        (request.to_owned(), response.to_owned())
    );
}

#[test]
fn a_body_that_cannot_be_read_is_hidden_where_it_may_hold_a_secret() {
    let (request, response) = bodies(&exchange("{\"code\": \"canary", "<html>canary"));
    assert_eq!((&*request, &*response), ("[redacted]", "[redacted]"));
    let found = with_contract(|contract| {
        let text = contract.record(&exchange("{\"code\": \"canary", "{}"));
        contract.check(&Recording::read("r.yaml", &text).unwrap(), &[])
    });
    assert_eq!(found[0].finding.rule, "body-not-json");
}

#[test]
fn credentials_are_marked_and_the_connection_is_left_out() {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let exchange = Exchange {
        request_headers: vec![
            header("Authorization", "Bearer canary"),
            header("cookie", "canary=1; other canary"),
            header("Host", "127.0.0.1:80"),
            header("accept", "a"),
            header("Accept", "b"),
        ],
        response_headers: vec![header("set-cookie", "canary")],
        request_body: None,
        response_body: None,
        ..exchange("", "")
    };
    let text = with_contract(|contract| contract.record(&exchange));
    assert_eq!(
        text,
        "source: sandbox\noperation: putThing\nrequest:\n  method: PUT\n  path: /things/1\n  headers:\n    \
         Authorization: Bearer [redacted]\n    cookie: \"[redacted]\"\n    accept: a, b\nresponse:\n  status: 200\n  \
         headers:\n    set-cookie: \"[redacted]\"\n"
    );
    let found =
        with_contract(|contract| contract.check(&Recording::read("r.yaml", &text).unwrap(), &[]));
    assert!(
        !found
            .iter()
            .any(|f| f.finding.rule == "credential-in-recording")
    );
}

#[test]
fn a_finding_of_another_check_has_its_place_inside_the_body() {
    const RULE: pazemo_contract::Rule =
        pazemo_contract::Rule::new("of-another-check", pazemo_openapi::Severity::Error, "right");
    with_contract(|contract| {
        let text = contract.record(&exchange("{}", "{\n  \"note\":\n    \"n\"\n}"));
        let recording = Recording::read("r.yaml", &text).unwrap();
        let pointer = pazemo_openapi::Pointer::parse("/response/body/note").unwrap();
        let found = contract.finding(&recording, RULE, &pointer, "wrong".to_owned());
        let line = text.lines().nth(found.finding.line - 1).unwrap();
        assert_eq!(
            (
                line.trim(),
                found.finding.column,
                found.operation.as_deref()
            ),
            ("\"n\"", 9, Some("putThing"))
        );
        let missing = pazemo_openapi::Pointer::parse("/response/body/gone").unwrap();
        let found = contract.finding(&recording, RULE, &missing, "wrong".to_owned());
        assert!(text.lines().nth(found.finding.line - 1).unwrap().trim() == "{");
    });
}
