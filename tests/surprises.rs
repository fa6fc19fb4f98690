//! Answers and identifiers that look harmless and are not.

mod support;

use pazemo::{ErrorKind, types::UserId};
use support::{
    CANARY,
    calls::received,
    client,
    listener::{Listener, answer, json_answer},
};

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
