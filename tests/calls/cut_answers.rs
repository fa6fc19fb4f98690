//! Answers over HTTP/2 that end before their announced length, by a reset that hyper takes for an end.

use crate::support::{
    TOKEN,
    http2::{Behaviour, Http2Connection, Http2Listener},
    tls,
};
use pazemo::{Client, Delivery, Environment, Error, ErrorKind, RawRequest, RetryPolicy};

const NO_ERROR: u32 = 0;
const CANCEL: u32 = 8;

/// Announces more bytes than it sends before it resets the stream.
async fn cutting(code: u32, sent: &'static str) -> Http2Listener {
    let script = move |mut connection: Http2Connection| async move {
        while let Some(stream) = connection.next_request().await {
            let headers = [
                ("content-type", "application/json"),
                ("content-length", "9"),
            ];
            connection.head(stream, 200, &headers).await;
            connection.data(stream, sent, false).await;
            connection.reset_stream(stream, code).await;
        }
    };
    Http2Listener::start(Behaviour::default(), script).await
}

fn client(listener: &Http2Listener) -> Client {
    let url = format!("https://localhost:{}", listener.address().port());
    Client::builder(Environment::custom(&url).expect("a base URL"))
        .token(TOKEN)
        .add_roots_pem(tls::root_pem().as_bytes())
        .retry_policy(RetryPolicy::never())
        .build()
        .expect("a client")
}

fn assert_cut(error: &Error) {
    assert_eq!(error.kind(), ErrorKind::Interrupted, "{error}");
    assert_eq!(error.delivery(), Delivery::Done, "{error}");
    assert_eq!(error.status(), Some(200));
}

#[tokio::test]
async fn an_answer_that_is_shorter_than_announced_is_never_a_success() {
    for code in [NO_ERROR, CANCEL] {
        for sent in ["", "1", "12345678"] {
            let listener = cutting(code, sent).await;
            let client = client(&listener);
            let raw = client.raw(RawRequest::get("/any")).await;
            assert_cut(&raw.expect_err("a cut answer"));
            let post = RawRequest::post("/any").with_json(&1).expect("JSON");
            assert_cut(&client.raw(post).await.expect_err("a cut answer"));
            assert_cut(&client.pings().ping().await.expect_err("a cut answer"));
            assert_cut(&client.users().me().await.expect_err("a cut answer"));
        }
    }
}

#[tokio::test]
async fn the_answer_to_a_head_request_has_a_length_and_no_body() {
    let script = |mut connection: Http2Connection| async move {
        while let Some(stream) = connection.next_request().await {
            let headers = [("content-length", "99999999")];
            connection.head(stream, 200, &headers).await;
            connection.data(stream, "", true).await;
        }
    };
    let listener = Http2Listener::start(Behaviour::default(), script).await;
    let answer = client(&listener).raw(RawRequest::new("HEAD", "/any")).await;
    assert!(answer.expect("a head").body().is_empty());
}
