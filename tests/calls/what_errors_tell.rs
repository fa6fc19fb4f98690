//! What the one error type tells, to programs and to people.

use std::time::Duration;

use crate::support::{
    CANARY, TOKEN, builder,
    calls::{Arguments, call},
    canary::{all_of, assert_hidden, found_in, poisoned_answer},
    client, document,
    listener::{Listener, answer, head},
    request_example,
};
use pazemo::{Basis, Delivery, Error, ErrorBody, ErrorKind, RetryPolicy};

async fn me(bytes: impl Into<Vec<u8>>) -> Error {
    let listener = Listener::answering(bytes).await;
    let error = client(&listener.url()).users().me().await;
    error.expect_err("no success")
}

#[tokio::test]
async fn kind_status_operation_attempts_body_wait_and_verdict_are_told() {
    let body = r#"{"error":"slow_down","error_description":"too fast"}"#;
    let length = format!("Content-Length: {}", body.len());
    let lines = ["Content-Type: application/json", "Retry-After: 0", &length];
    let listener = Listener::answering([head(429, &lines), body.into()].concat()).await;
    let twice = RetryPolicy::new()
        .with_attempts(2)
        .with_backoff(Duration::ZERO, Duration::ZERO);
    let client = builder(&listener.url()).retry_policy(twice).build();
    let error = client.expect("a client").users().me().await;
    let error = error.expect_err("too many requests");
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.status(), Some(429));
    assert_eq!(error.operation(), Some("getCurrentUser"));
    assert_eq!(error.attempts(), 2);
    assert_eq!(listener.received().len(), 2);
    assert_eq!(error.delivery(), Delivery::Refused);
    assert_eq!(error.basis(), Basis::Page);
    assert_eq!(error.raw_body(), body.as_bytes());
    match error.body() {
        Some(ErrorBody::Authentication(body)) => assert_eq!(body.error, "slow_down"),
        other => panic!("{other:?}"),
    }
    let asked = me(head(429, &["Retry-After: 300", "Content-Length: 0"])).await;
    assert_eq!(asked.retry_after(), Some(Duration::from_secs(300)));
}

#[tokio::test]
async fn the_raw_body_is_bounded_and_only_given_to_those_who_ask() {
    let limit = 64 * 1024;
    for length in [0, 1, limit - 1, limit, limit + 1, 3 * limit] {
        let body: Vec<u8> = CANARY.bytes().cycle().take(length).collect();
        let error = me(answer(502, "text/html", &body)).await;
        assert_eq!(error.raw_body(), &body[..length.min(limit)]);
        assert_hidden("an error", all_of(&error));
    }
}

#[tokio::test]
async fn each_predicate_holds_for_its_statuses_alone() {
    for status in 400..=599 {
        let error = me(answer(status, "application/json", "")).await;
        for (holds, name, wanted) in [
            (error.is_bad_request(), "bad request", status == 400),
            (error.is_unauthorized(), "unauthorized", status == 401),
            (error.is_forbidden(), "forbidden", status == 403),
            (error.is_not_found(), "not found", status == 404),
            (error.is_conflict(), "conflict", status == 409),
            (error.is_gone(), "gone", status == 410),
            (error.is_too_many_requests(), "too many", status == 429),
            (error.is_server_error(), "server error", status >= 500),
            (error.is_timeout(), "timeout", false),
            (error.is_connect(), "connect", false),
        ] {
            assert_eq!(holds, wanted, "{name} with {status}");
        }
    }
    let nobody = client("http://127.0.0.1:1").users().me().await;
    let nobody = nobody.expect_err("nobody listens");
    assert!(nobody.is_connect() && !nobody.is_timeout());
    let silent = Listener::start(|connection| connection.until_the_client_leaves()).await;
    let hasty = builder(&silent.url()).attempt_timeout(Duration::from_millis(20));
    let silence = hasty.build().expect("a client").users().me().await;
    let silence = silence.expect_err("silence");
    assert!(silence.is_timeout() && !silence.is_connect());
}

#[tokio::test]
async fn errors_of_withdraws_tell_the_identifier_that_was_sent() {
    for operation in document().operations() {
        let listener = Listener::answering(answer(500, "text/html", "")).await;
        let arguments = Arguments::new("first-id", "second-id", &request_example(&operation));
        let result = call(&client(&listener.url()), operation.id, &arguments).await;
        let error = result.map(drop).expect_err(operation.id);
        let wanted = match operation.id {
            "createWithdraw" => Some("string"),
            "confirmWithdraw" | "cancelWithdraw" => Some("second-id"),
            _ => None,
        };
        let told = error.withdraw_id().map(|id| id.as_str());
        assert_eq!(told, wanted, "{}", operation.id);
    }
}

#[tokio::test]
async fn an_answer_about_another_withdraw_tells_both_identifiers() {
    let body = format!(
        r#"{{"id":"{CANARY}","createdTime":"t","updatedTime":"t","accountId":"a","status":"pending","amount":1,"feeAmount":0}}"#
    );
    for (operation, delivery) in [
        ("createWithdraw", Delivery::Done),
        ("confirmWithdraw", Delivery::Unknown),
        ("cancelWithdraw", Delivery::Unknown),
    ] {
        let listener = Listener::answering(answer(200, "application/json", &body)).await;
        let sent = match operation {
            "createWithdraw" => r#"{"id":"second-id","amount":1}"#,
            _ => r#"{"authorizationCode":"1"}"#,
        };
        let arguments = Arguments::new("a", "second-id", sent);
        let result = call(&client(&listener.url()), operation, &arguments).await;
        let error = result.map(drop).expect_err(operation);
        assert_eq!(error.kind(), ErrorKind::Mismatch, "{operation}");
        assert_eq!(error.delivery(), delivery, "{operation}");
        let sent = error.withdraw_id().map(|id| id.as_str());
        let answered = error.answered_withdraw_id().map(|id| id.as_str());
        assert_eq!((sent, answered), (Some("second-id"), Some(CANARY)));
        assert_eq!(error.mismatched_fields(), ["id"], "{operation}");
        assert_hidden(operation, all_of(&error));
    }
}

#[tokio::test]
async fn display_of_a_401_names_all_documented_causes_in_one_line() {
    let line = me(answer(401, "application/json", "")).await.to_string();
    for cause in ["token", "wrong", "revoked", "address", "list"] {
        assert!(line.contains(cause), "{cause} is not in: {line}");
    }
    assert!(!line.contains('\n'));
}

#[tokio::test]
async fn no_header_body_or_secret_is_in_display_or_debug() {
    let body = format!(r#"{{"error":"{CANARY}","error_description":"{TOKEN}"}}"#);
    for status in [200, 201, 204, 302, 400, 401, 403, 404, 409, 429, 500, 503] {
        for operation in document().operations() {
            // A ping's success may be any text.
            if operation.id == "ping" && status < 300 {
                continue;
            }
            let bytes = poisoned_answer(status, "application/json", &body);
            let listener = Listener::answering(bytes).await;
            let sent = request_example(&operation).replace(
                r#""authorizationCode":"string""#,
                &format!(r#""authorizationCode":"{CANARY}""#),
            );
            let arguments = Arguments::new(CANARY, CANARY, &sent);
            let result = call(&client(&listener.url()), operation.id, &arguments).await;
            let error = result.map(drop).expect_err(operation.id);
            assert_hidden(operation.id, all_of(&error));
            // The secret was in the request's headers, and in the answer's.
            let request = listener.one_request();
            assert!(found_in(request.header("authorization").unwrap_or_default()).is_some());
        }
    }
}
