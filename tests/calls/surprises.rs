//! Answers and identifiers that look harmless and are not.

use crate::support::{
    CANARY,
    calls::received,
    client,
    listener::{Listener, answer, json_answer},
};
use pazemo::{ErrorKind, types::UserId};

#[tokio::test]
async fn a_decode_error_does_not_quote_the_names_of_unknown_fields() {
    for body in [
        format!(r#"{{"id":"u","{CANARY}":nope}}"#),
        format!(r#"{{"id":"u","{CANARY}\nx":nope}}"#),
    ] {
        let listener = Listener::answering(json_answer(body)).await;
        let error = client(&listener.url())
            .users()
            .me()
            .await
            .expect_err("no JSON");
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(!format!("{error} {error:?}").contains(CANARY), "{error}");
        assert!(!error.to_string().contains('\n'), "{error}");
    }
}

#[tokio::test]
async fn a_user_called_me_does_not_lead_to_another_operation() {
    let listener = Listener::answering(answer(404, "application/json", "")).await;
    let id: UserId = received("me");
    let client = client(&listener.url());
    let error = client.users().get(&id).await.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    assert!(listener.received().is_empty());
    for variant in ["ME", "me;x", "me.json", "Me."] {
        let variant: UserId = received(variant);
        let error = client.users().get(&variant).await.expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{variant}");
    }
    assert!(listener.received().is_empty());
    // Elsewhere the same identifier is an identifier like any other.
    let error = client.accounts().list(&id).await.expect_err("404");
    assert_eq!(error.status(), Some(404));
}

#[tokio::test]
async fn a_ping_answered_by_a_login_page_or_by_nothing_is_no_success() {
    for (content_type, body, kind) in [
        (
            "text/html",
            "<html>login</html>",
            ErrorKind::UnexpectedContent,
        ),
        (
            "Text/HTML; charset=utf-8",
            "<html>",
            ErrorKind::UnexpectedContent,
        ),
        ("text/plain", "", ErrorKind::UnexpectedContent),
        ("text/plain", "1.\u{e9}", ErrorKind::Decode),
    ] {
        // The last one is sent as Latin-1, which is no UTF-8.
        let bytes: Vec<u8> = body.chars().map(|c| c as u8).collect();
        let listener = Listener::answering(answer(200, content_type, bytes)).await;
        let error = client(&listener.url())
            .pings()
            .ping()
            .await
            .expect_err(content_type);
        assert_eq!(
            (error.kind(), error.status()),
            (kind, Some(200)),
            "{content_type}"
        );
    }
    let listener = Listener::answering(answer(200, "application/octet-stream", "1.2.3")).await;
    assert_eq!(
        client(&listener.url()).pings().ping().await.unwrap(),
        "1.2.3"
    );
}

#[tokio::test]
async fn a_refusal_that_breaks_off_keeps_its_status_and_what_came_of_its_body() {
    for framing in [
        "Transfer-Encoding: chunked",
        "Content-Length: 1000",
        "Content-Length: 1000000000",
    ] {
        let part = if framing.starts_with('T') {
            "7\r\n<html>x\r\n"
        } else {
            "<html>x"
        };
        let bytes = format!(
            "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\n{framing}\r\n\r\n{part}"
        );
        let listener = Listener::answering(bytes).await;
        let error = client(&listener.url())
            .pings()
            .check()
            .await
            .expect_err("a refusal");
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::Status, Some(502)),
            "{framing}"
        );
        assert_eq!(error.raw_body(), b"<html>x", "{framing}");
        assert!(
            error.to_string().ends_with("could not be read to its end"),
            "{error}"
        );
        assert!(std::error::Error::source(&error).is_some());
    }
}

#[tokio::test]
async fn a_success_whose_body_never_ends_keeps_its_status() {
    let listener = Listener::start(|mut connection| async move {
        connection.read_request().await;
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{\"id\":";
        connection.send(head.as_bytes()).await;
        tokio::time::sleep(std::time::Duration::from_secs(30)).await;
    })
    .await;
    let environment = pazemo::Environment::custom(&listener.url()).unwrap();
    let client = pazemo::Client::builder(environment)
        .token("t")
        .attempt_timeout(std::time::Duration::from_millis(300))
        .build()
        .unwrap();
    let error = client.users().me().await.expect_err("no complete answer");
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Timeout, Some(200))
    );
    assert_eq!(error.raw_body(), b"{\"id\":");
}
