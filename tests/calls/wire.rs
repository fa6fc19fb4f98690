//! Every operation and every documented status, through the real client, against a server that answers what the document and the
//! recordings show.

use crate::support::{
    body_text,
    calls::{Arguments, call, encoded},
    client, document,
    json::{Json, json},
    request_example,
};
use httpmock::{Method, MockServer};
use pazemo::{Amount, Error, ErrorBody, ErrorKind};
use pazemo_openapi::{Node, Operation, Response};

const STATUSES: [u16; 11] = [200, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503];

/// Calls an operation of a server that answers in this way to this method and this path alone.
async fn exchange(
    server: &MockServer,
    operation: &Operation<'_>,
    arguments: &Arguments,
    status: u16,
    content_type: &str,
    body: &str,
) -> Result<String, Error> {
    let mock = server
        .mock_async(|when, then| {
            when.method(operation.method.parse::<Method>().expect("a method"))
                .path(arguments.fill(operation.path))
                .header("authorization", format!("Bearer {}", crate::support::TOKEN));
            then.status(status)
                .header("content-type", content_type)
                .body(body);
        })
        .await;
    let result = call(&client(&server.base_url()), operation.id, arguments).await;
    mock.assert_async().await;
    mock.delete_async().await;
    Ok(result?.text)
}

/// Arguments with different texts for the parameters of the path, so that none can take another's place.
fn told_apart(operation: &Operation<'_>) -> Arguments {
    Arguments::new("first-id", "second-id", &request_example(operation))
}

/// Arguments that ask for what an answer speaks of, because one about something else is an error: a parameter of the path is as the
/// field of its name in the answer.
fn asking_for(operation: &Operation<'_>, answer: &Json) -> Arguments {
    let mut arguments = told_apart(operation);
    let Json::Object(fields) = answer else {
        return arguments;
    };
    for (value, name) in arguments.path.iter_mut().zip(parameters(operation.path)) {
        if let Some(Json::String(text) | Json::Number(text)) = fields.get(name) {
            value.clone_from(text);
        }
    }
    arguments
}

/// The arguments with which a recorded request was made.
fn recorded(file: &str, operation: &Operation<'_>, request: &Node) -> Arguments {
    assert_eq!(
        request.str("method"),
        Some(operation.method.as_str()),
        "{file}"
    );
    let path = request.str("path").expect("a path");
    let mut arguments = told_apart(operation);
    let mut values = arguments.path.iter_mut();
    for (segment, template) in path.split('/').zip(operation.path.split('/')) {
        if template.starts_with('{') {
            *values.next().expect("at most two parameters") = segment.to_owned();
        }
    }
    assert_eq!(arguments.fill(operation.path), path, "{file}");
    arguments.body = request.str("body").unwrap_or_default().to_owned();
    arguments
}

/// The names of a path's parameters.
fn parameters(template: &str) -> impl Iterator<Item = &str> {
    let segments = template.split('/');
    segments.filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
}

/// What a body is as a value: JSON, or a text.
fn value(content_type: &str, body: &str) -> Json {
    if content_type == "application/json" {
        json(body)
    } else {
        Json::String(body.to_owned())
    }
}

#[test]
fn every_operation_of_the_document_documents_every_status() {
    let operations = document().operations();
    let ids: Vec<_> = operations.iter().map(|operation| operation.id).collect();
    let client_ids: Vec<_> = pazemo::operations().iter().map(|o| o.id()).collect();
    assert_eq!(ids, client_ids, "the client has other operations");
    for operation in &operations {
        let statuses: Vec<_> = operation.responses.iter().map(|r| r.status).collect();
        assert_eq!(statuses, STATUSES, "{}", operation.id);
    }
}

#[tokio::test]
async fn a_success_of_each_operation_is_the_documented_value() {
    let server = MockServer::start_async().await;
    for operation in document().operations() {
        let response = operation.success().expect("a success is documented");
        for body in &response.bodies {
            assert!(!body.examples.is_empty(), "{} has no example", operation.id);
            for example in &body.examples {
                let sent = body_text(body, example.value);
                let wanted = value(body.media_type, &sent);
                let arguments = asking_for(&operation, &wanted);
                let got = exchange(
                    &server,
                    &operation,
                    &arguments,
                    response.status,
                    body.media_type,
                    &sent,
                )
                .await
                .unwrap_or_else(|error| panic!("{}: {error}", operation.id));
                let got = value(body.media_type, &got);
                assert_eq!(got, wanted, "{}", operation.id);
            }
        }
    }
}

#[tokio::test]
async fn each_recording_is_read_byte_for_byte_as_it_is_on_file() {
    let server = MockServer::start_async().await;
    let operations = document().operations();
    let mut covered = Vec::new();
    for (file, recording) in crate::support::recordings() {
        let id = recording.str("operation").expect("an operation");
        let operation = operations.iter().find(|operation| operation.id == id);
        let operation = operation.unwrap_or_else(|| panic!("{file} has no operation"));
        let response = recording.get("response").expect("a response");
        let status = response.get("status").expect("a status").to_value();
        let status = u16::try_from(status.as_u64().expect("a number")).expect("a status");
        let body = response.str("body").expect("a body");
        let headers = response.get("headers").expect("headers");
        let content_type = headers.str("Content-Type").expect("a content type");
        // Every recorded answer is about what its request asked for, so the call is the recorded one.
        let request = recording.get("request").expect("a request");
        let arguments = recorded(file, operation, request);
        let result = exchange(&server, operation, &arguments, status, content_type, body);
        match result.await {
            Ok(got) => {
                assert_eq!(
                    value(content_type, &got),
                    value(content_type, body),
                    "{file}"
                );
                covered.push(id.to_owned());
            }
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Status, "{file}: {error}");
                assert_eq!(error.status(), Some(status), "{file}");
                assert_eq!(error.raw_body(), body.as_bytes(), "{file}");
                let found = encoded_body(error.body().expect("a documented form")).1;
                assert_eq!(json(&found), json(body), "{file}");
            }
        }
    }
    for operation in &operations {
        assert!(
            covered.contains(&operation.id.to_owned()),
            "{} has no recorded success",
            operation.id
        );
    }
}

#[tokio::test]
async fn each_documented_error_of_each_operation_keeps_status_operation_and_body() {
    let server = MockServer::start_async().await;
    let mut checked = 0;
    for operation in document().operations() {
        for response in operation.responses.iter().filter(|r| r.status != 200) {
            for (name, sent) in error_examples(response) {
                let place = format!("{} {} {name}", operation.id, response.status);
                let error = exchange(
                    &server,
                    &operation,
                    &told_apart(&operation),
                    response.status,
                    "application/json",
                    &sent,
                )
                .await
                .expect_err(&place);
                assert_eq!(error.kind(), ErrorKind::Status, "{place}");
                assert_eq!(error.status(), Some(response.status), "{place}");
                assert_eq!(error.operation(), Some(operation.id), "{place}");
                assert_eq!(error.raw_body(), sent.as_bytes(), "{place}");
                let (form, body) = encoded_body(error.body().expect(&place));
                assert_eq!(form, name, "{place}");
                assert_eq!(json(&body), json(&sent), "{place}");
                checked += 1;
            }
        }
    }
    // 400, 401 and 500 have one form each, the seven others accept any of the three.
    assert_eq!(checked, document().operations().len() * (3 + 7 * 3));
}

/// The examples of an error by name, which says their form.
fn error_examples(response: &Response<'_>) -> Vec<(String, String)> {
    let examples: Vec<_> = response
        .bodies
        .iter()
        .flat_map(|body| body.examples.iter().map(move |example| (body, example)))
        .map(|(body, example)| (example.name.to_owned(), body_text(body, example.value)))
        .collect();
    assert!(!examples.is_empty(), "{} has no example", response.status);
    examples
}

/// The name that the document's examples give the form of an error body, and the body encoded again.
fn encoded_body(body: &ErrorBody) -> (&'static str, String) {
    match body {
        ErrorBody::Validation(body) => ("validation", encoded(body.clone())),
        ErrorBody::Authentication(body) => ("authentication", encoded(body.clone())),
        ErrorBody::System(body) => ("system", encoded(body.clone())),
        other => panic!("a form this test does not know: {other:?}"),
    }
}

/// Re-encoding alone would not notice two fields that are swapped on both ways.
#[tokio::test]
async fn documented_fields_arrive_under_their_names() {
    let server = MockServer::start_async().await;
    let operations = document().operations();
    let example = |id: &str| {
        let operation = operations.iter().find(|operation| operation.id == id);
        let body = &operation.expect(id).success().expect(id).bodies[0];
        body_text(body, body.examples[0].value)
    };
    let body = example("listAccounts");
    server
        .mock_async(|when, then| {
            when.path("/users/u-1/accounts");
            then.status(200)
                .header("content-type", "application/json; charset=utf-8")
                .body(&body);
        })
        .await;
    let user = "u-1".parse().expect("an identifier");
    let accounts = client(&server.base_url())
        .accounts()
        .list(&user)
        .await
        .expect("accounts");
    let amount = |text: &str| text.parse::<Amount>().expect("an amount");
    assert_eq!(accounts.len(), 3);
    assert_eq!(accounts[1].balance, amount("948775.42"));
    assert_eq!(accounts[1].locked, Some(amount("-84311")));
    assert_eq!(accounts[1].number.as_deref(), Some("11286762273"));
    assert_eq!(
        accounts[1].created_time.as_str(),
        "2021-06-11T03:56:17.167Z"
    );
    assert_eq!(
        accounts[1].updated_time.as_str(),
        "2021-06-11T03:56:17.168Z"
    );
    assert_eq!(accounts[2].currency_id, pazemo::types::CurrencyId::Sgd);
}
