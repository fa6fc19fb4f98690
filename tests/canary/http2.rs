//! A canary in calls over TLS and HTTP/2, whose libraries have logs of their own.

use crate::support::{
    CANARY, TOKEN, builder,
    calls::call,
    canary::{all_of, assert_hidden, error_bodies, found_in, poisoned, poisoned_arguments},
    captured::{assert_log_is_clean, capture_logs, captured_logs},
    document,
    http2::{
        Behaviour, Http2Connection, Http2Listener,
        frame::code::{INTERNAL_ERROR, REFUSED_STREAM},
    },
    tls::root_pem,
};
use pazemo::{Client, Error, RetryPolicy};

fn client(listener: &Http2Listener) -> Client {
    let builder = builder(&listener.url()).add_roots_pem(root_pem().as_bytes());
    builder.build().expect("a client")
}

/// Answers every request with this, and with the canary in the headers.
async fn answering(status: u16, content_type: &str, body: &str) -> Http2Listener {
    let (content_type, body) = (content_type.to_owned(), body.to_owned());
    Http2Listener::start(Behaviour::default(), move |mut connection| {
        let (content_type, body) = (content_type.clone(), body.clone());
        async move {
            while let Some(stream) = connection.next_request().await {
                let echo = format!("Bearer {TOKEN}");
                let headers = [
                    ("content-type", content_type.as_str()),
                    ("x-echo", &echo),
                    (CANARY, CANARY),
                ];
                connection.head(stream, status, &headers).await;
                connection.data(stream, &body, true).await;
            }
        }
    })
    .await
}

fn identifier() -> String {
    format!("{CANARY}@example.com")
}

#[tokio::test]
async fn successes_over_http2_leave_nothing_in_the_log() {
    capture_logs();
    for operation in document().operations() {
        let body = &operation.success().expect("a success").bodies[0];
        let sent = if body.media_type == "application/json" {
            poisoned(body.schema.expect("a schema"), true)
        } else {
            CANARY.to_owned()
        };
        let listener = answering(200, body.media_type, &sent).await;
        let arguments = poisoned_arguments(&operation, &identifier());
        let answer = call(&client(&listener), operation.id, &arguments).await;
        let answer = answer.unwrap_or_else(|error| panic!("{}: {error}", operation.id));
        assert!(found_in(&answer.text).is_some());
    }
    // The libraries underneath do talk at this level, and it was HTTP/2.
    assert!(captured_logs().contains("h2::"));
    assert_log_is_clean();
}

#[tokio::test]
async fn errors_over_http2_show_nothing_that_was_sent_or_answered() {
    capture_logs();
    let refusal = error_bodies(true).next().expect("a form");
    for operation in document().operations() {
        for (status, content_type, body) in [
            (401, "application/json", refusal.as_str()),
            (502, "text/html", CANARY),
            (302, CANARY, ""),
            (200, "application/json", "{\"id\":{\"c4n4ry\":\"c4n4ry\"}}"),
            (200, "text/html", CANARY),
        ] {
            // What is no text of a ping is a status or HTML.
            if operation.id == "ping" && (status, content_type) == (200, "application/json") {
                continue;
            }
            let listener = answering(status, content_type, body).await;
            let arguments = poisoned_arguments(&operation, &identifier());
            let result = call(&client(&listener), operation.id, &arguments).await;
            let error = result.map(drop).expect_err(operation.id);
            assert_eq!(error.status(), Some(status));
            assert_hidden(operation.id, all_of(&error));
        }
    }
    assert_log_is_clean();
}

/// Confirms a withdraw against a server that plays this for each connection.
async fn confirm<Played>(script: fn(Http2Connection) -> Played) -> Error
where
    Played: Future<Output = ()> + Send + 'static,
{
    let listener = Http2Listener::start(Behaviour::default(), script).await;
    let operations = document().operations();
    let confirm = operations.iter().find(|o| o.id == "confirmWithdraw");
    let arguments = poisoned_arguments(confirm.expect("the operation"), &identifier());
    let client = builder(&listener.url())
        .add_roots_pem(root_pem().as_bytes())
        .retry_policy(RetryPolicy::never())
        .build()
        .expect("a client");
    let result = call(&client, "confirmWithdraw", &arguments).await;
    result.map(drop).expect_err("no success")
}

#[tokio::test]
async fn streams_and_connections_that_break_leave_nothing_in_error_or_log() {
    capture_logs();
    let errors = [
        confirm(|mut connection| async move {
            while let Some(stream) = connection.next_request().await {
                connection.reset_stream(stream, REFUSED_STREAM).await;
            }
        })
        .await,
        confirm(|mut connection| async move {
            while let Some(stream) = connection.next_request().await {
                connection.reset_stream(stream, INTERNAL_ERROR).await;
            }
        })
        .await,
        confirm(|mut connection| async move {
            connection.next_request().await;
            connection.go_away(0, INTERNAL_ERROR).await;
            connection.close().await;
        })
        .await,
        confirm(|mut connection| async move {
            connection.next_request().await;
            connection.reset();
        })
        .await,
        confirm(|mut connection| async move {
            let stream = connection.next_request().await.expect("a request");
            let headers = [("content-type", "application/json"), (CANARY, CANARY)];
            connection.head(stream, 200, &headers).await;
            connection.data(stream, CANARY, false).await;
            connection.reset_stream(stream, INTERNAL_ERROR).await;
            connection.until_the_client_leaves().await;
        })
        .await,
    ];
    for error in errors {
        assert_hidden("a broken stream", all_of(&error));
    }
    assert_log_is_clean();
}
