//! Calls that the document does not describe pass through the same runtime as every other.

use std::{
    future::pending,
    io::Error as Io,
    time::{Duration, Instant},
};

use crate::support::{
    TOKEN, builder, client,
    gatekeeper::{Count, REFUSAL, USER, serving, token_of},
    listener::{Listener, answer, head, json_answer, keep_alive_answer},
};
use pazemo::{
    Basis, CallOptions, Client, Delivery, Error, ErrorKind, RawAnswer, RawRequest, Retry,
    RetryPolicy,
};

async fn post(
    body: Option<&str>,
    answering: impl Into<Vec<u8>>,
) -> (Result<RawAnswer, Error>, Listener) {
    let server = Listener::answering(answering).await;
    let mut request = RawRequest::post("/new");
    if let Some(body) = body {
        request = request.with_body("text/plain", body).expect("a media type");
    }
    (client(&server.url()).raw(request).await, server)
}

#[tokio::test]
async fn any_method_path_query_header_and_body_is_sent_as_it_is() {
    let server = Listener::answering(answer(201, "application/json", USER)).await;
    let request = RawRequest::new("PATCH", "/v2/a%2Fb/c;d?e=f&g=%20")
        .with_header("X-Request", "r-1")
        .and_then(|request| request.with_json(&["x", "y"]))
        .expect("a request");
    let answer = client(&server.url()).raw(request).await.expect("an answer");
    assert_eq!(answer.status(), 201);
    assert_eq!(answer.body(), USER.as_bytes());
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let user: pazemo::types::CurrentUser = answer.json().expect("a user");
    assert_eq!(user.id.as_str(), "u");
    let sent = server.one_request();
    assert_eq!(
        (sent.method(), sent.target()),
        ("PATCH", "/v2/a%2Fb/c;d?e=f&g=%20")
    );
    assert_eq!(sent.header("x-request"), Some("r-1"));
    assert_eq!(sent.header("content-type"), Some("application/json"));
    assert_eq!(sent.body_text(), r#"["x","y"]"#);
    assert_eq!(token_of(&sent), TOKEN);
}

#[tokio::test]
async fn an_answer_without_a_body_is_a_success() {
    let (result, _) = post(None, head(204, &[])).await;
    let answer = result.expect("a success");
    assert_eq!((answer.status(), answer.body()), (204, &b""[..]));
    let error = answer.json::<u8>().expect_err("no JSON");
    assert_eq!(
        (error.kind(), error.delivery()),
        (ErrorKind::Decode, Delivery::Done)
    );
}

#[tokio::test]
async fn a_lost_answer_to_a_request_is_unknown_with_and_without_a_body() {
    for body in [None, Some(""), Some("x")] {
        let (result, server) = post(body, "").await;
        let error = result.expect_err("no answer");
        assert_eq!(error.delivery(), Delivery::Unknown, "{body:?}: {error}");
        assert_eq!(error.operation(), Some("raw"));
        assert_eq!(server.one_request().body_text(), body.unwrap_or_default());
        // Time that is over while the server is silent is the same.
        let silent = Listener::start(|connection| connection.until_the_client_leaves()).await;
        let limits = CallOptions::new().with_attempt_timeout(Duration::from_millis(150));
        let mut request = RawRequest::post("/new").with_options(limits);
        if let Some(body) = body {
            request = request.with_body("text/plain", body).expect("a media type");
        }
        let error = client(&silent.url())
            .raw(request)
            .await
            .expect_err("silence");
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Timeout, Delivery::Unknown)
        );
    }
    let nobody = crate::support::addresses::refused().await;
    let nobody = client(&format!("http://{nobody}"));
    let error = nobody
        .raw(RawRequest::post("/new"))
        .await
        .expect_err("nobody");
    assert_eq!(
        (error.kind(), error.delivery()),
        (ErrorKind::Connect, Delivery::NotSent)
    );
}

#[tokio::test]
async fn verdicts_are_the_most_cautious_ones_unless_the_request_is_safe() {
    use Delivery::{Refused, Unknown};
    for (status, wanted) in [
        (400, Refused),
        (402, Unknown),
        (410, Unknown),
        (500, Unknown),
        (302, Unknown),
    ] {
        let (result, _) = post(Some("x"), answer(status, "application/json", "{}")).await;
        let error = result.expect_err("no success");
        assert_eq!((error.status(), error.delivery()), (Some(status), wanted));
    }
    let (result, _) = post(Some("x"), answer(402, "application/json", "{}")).await;
    assert_eq!(result.expect_err("no success").basis(), Basis::Assumption);
}

/// How many requests a call makes whose every attempt gets this answer; nothing is a closed connection.
async fn attempts(retry: Retry, status: Option<u16>) -> u32 {
    let server = Listener::start(move |mut connection| async move {
        if let (Some(_), Some(status)) = (connection.read_request().await, status) {
            connection
                .send(&answer(status, "application/json", REFUSAL))
                .await;
        }
        connection.close().await;
    })
    .await;
    let policy =
        RetryPolicy::new().with_backoff(Duration::from_millis(1), Duration::from_millis(2));
    let count = Count::default();
    let client = builder(&server.url())
        .retry_policy(policy)
        .token_provider(move || {
            let token = format!("token-{}", count.up());
            async { Ok::<_, Io>(token) }
        })
        .build()
        .expect("a client");
    let request = RawRequest::post("/new").with_retry(retry);
    let request = request.with_body("text/plain", "same").expect("a body");
    let error = client.raw(request).await.expect_err("no success");
    let received = server.received();
    assert_eq!(received.len(), error.attempts() as usize);
    assert!(received.iter().all(|request| request.body_text() == "same"));
    error.attempts()
}

#[tokio::test]
async fn repeats_go_by_the_requests_class() {
    use Retry::{Keyed, Never, Safe};
    for (retry, status, wanted) in [
        (Safe, Some(500), 3),
        (Safe, Some(429), 3),
        (Safe, Some(401), 2),
        (Safe, None, 3),
        (Safe, Some(400), 1),
        (Keyed, Some(503), 3),
        (Keyed, Some(401), 2),
        (Keyed, None, 3),
        (Never, Some(500), 1),
        (Never, Some(429), 1),
        (Never, Some(401), 1),
        (Never, None, 1),
    ] {
        assert_eq!(
            attempts(retry, status).await,
            wanted,
            "{retry:?} {status:?}"
        );
    }
}

#[tokio::test]
async fn get_and_head_are_safe_and_all_else_is_not() {
    for (method, wanted) in [
        ("GET", 3),
        ("HEAD", 3),
        ("PUT", 1),
        ("DELETE", 1),
        ("get", 1),
        ("X", 1),
    ] {
        let server = serving(|_| keep_alive_answer(503, "text/plain", "")).await;
        let policy =
            RetryPolicy::new().with_backoff(Duration::from_millis(1), Duration::from_millis(2));
        let client = builder(&server.url()).retry_policy(policy).build();
        let result = client
            .expect("a client")
            .raw(RawRequest::new(method, "/x"))
            .await;
        assert_eq!(result.expect_err("503").attempts(), wanted, "{method}");
    }
}

#[tokio::test]
async fn bounds_hold_and_may_be_the_calls_own() {
    let server = Listener::answering(json_answer(USER)).await;
    let limits = CallOptions::new().with_response_limit(USER.len() - 1);
    let request = RawRequest::post("/x").with_options(limits);
    let error = client(&server.url())
        .raw(request)
        .await
        .expect_err("too long");
    assert_eq!(error.kind(), ErrorKind::ResponseTooLarge);

    let hanging: Client = builder(&server.url())
        .token_provider(pending::<Result<&str, Io>>)
        .build()
        .expect("a client");
    let limits = CallOptions::new().with_total_timeout(Duration::from_millis(100));
    let began = Instant::now();
    let request = RawRequest::get("/x").with_options(limits);
    let error = hanging.raw(request).await.expect_err("no token");
    assert_eq!(
        (error.kind(), error.delivery()),
        (ErrorKind::Timeout, Delivery::NotSent)
    );
    assert!(began.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn a_path_that_leads_elsewhere_is_not_sent() {
    let server = Listener::answering(json_answer(USER)).await;
    let client = client(&format!("{}/base/", server.url()));
    for path in [
        "",
        "x",
        "https://example.com/",
        "@example.com/",
        ":80/",
        "?x",
        "/..",
        "/../x",
        "/a/../../x",
        "/./x",
        "/%2e%2e/x",
        "/a/..",
        "/x#f",
        "\\x",
        "/\\x",
        "/a\nb",
        "/a b",
        "/a\tb",
        "/é",
        "/x?amount=1#00",
        "/x?a=1\n2",
        "/x?a=1\t2",
        "/x?a=1 ",
    ] {
        let error = client.raw(RawRequest::get(path)).await.expect_err(path);
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{path:?}");
        assert_eq!(error.delivery(), Delivery::NotSent);
    }
    assert_eq!(server.connections(), 0);
    client.raw(RawRequest::get("//x")).await.expect("an answer");
    assert_eq!(server.one_request().target(), "/base//x");
}

#[test]
fn headers_that_are_the_clients_are_refused() {
    for name in [
        "Authorization",
        "authorization",
        "HOST",
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Expect",
        "Upgrade",
        "TE",
        "",
        "a b",
        "a:b",
        "a\n",
    ] {
        let error = RawRequest::get("/x")
            .with_header(name, "c4n4ry")
            .expect_err(name);
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
        assert!(!format!("{error} {error:?}").contains("c4n4ry"));
    }
    for value in ["a\nb", "a\r\nX: y", "\0"] {
        RawRequest::get("/x")
            .with_header("X-A", value)
            .expect_err("no value");
        RawRequest::get("/x")
            .with_body(value, "b")
            .expect_err("no media type");
    }
    let request = RawRequest::get("/c4n4ry")
        .with_header("X-A", "c4n4ry")
        .expect("a header");
    let request = request.with_body("text/plain", "c4n4ry").expect("a body");
    assert!(!format!("{request:?}").contains("c4n4ry"));
}

#[tokio::test]
async fn a_method_that_is_none_is_not_sent() {
    for method in ["", "A B", "GET\r\n"] {
        let client = client("http://127.0.0.1:1");
        let error = client
            .raw(RawRequest::new(method, "/x"))
            .await
            .expect_err(method);
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::InvalidArgument, Delivery::NotSent)
        );
    }
}

#[tokio::test]
async fn methods_that_would_give_the_token_away_are_refused() {
    for method in ["CONNECT", "TRACE", "NO TOKEN", ""] {
        let request = RawRequest::new(method, "/x");
        let error = client("http://127.0.0.1:1").raw(request).await;
        let error = error.expect_err(method);
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{method}");
        assert_eq!(error.delivery(), Delivery::NotSent);
    }
}

#[tokio::test]
async fn a_media_type_given_twice_is_the_last_one() {
    let server = Listener::answering(answer(200, "application/json", "1")).await;
    let request = RawRequest::post("/x")
        .with_json(&1)
        .and_then(|request| request.with_header("Content-Type", "text/plain"))
        .expect("a request");
    client(&server.url()).raw(request).await.expect("an answer");
    let received = server.one_request();
    let types: Vec<_> = received
        .headers()
        .filter(|(name, _)| *name == "content-type")
        .collect();
    assert_eq!(types, [("content-type", "text/plain")]);
}
