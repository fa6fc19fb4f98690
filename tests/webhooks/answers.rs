//! Which request gets which answer.

use std::time::Duration;

use http::{Method, Request};
use pazemo::qolo::webhooks::{InboxErrorKind, PeerAddress, Receiver};

use super::support::{Folder, post, receiver, send};

const PATH: &str = "/qolo/Zm9vYmFyYmF6cXV4MTIz";

fn at(method: Method, path: &str) -> Request<http_body_util::Full<bytes::Bytes>> {
    let mut request = post("{}");
    *request.method_mut() = method;
    *request.uri_mut() = path.parse().expect("a path");
    request
}

#[tokio::test]
async fn only_post_is_taken_and_the_answer_says_so() {
    use tower_service::Service;
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    let mut receiver = receiver(&inbox);
    for method in [Method::GET, Method::PUT, Method::HEAD, Method::OPTIONS] {
        let Ok(answer) = receiver.call(at(method, "/")).await;
        assert_eq!(answer.status(), 405);
        assert_eq!(answer.headers()["allow"], "POST");
    }
    assert_eq!(inbox.counts().await.expect("counts").waiting, 0);
}

#[tokio::test]
async fn every_path_but_the_secret_one_gets_the_same_404() {
    use tower_service::Service;
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    let receiver = Receiver::builder(&inbox).secret_path(PATH);
    let mut receiver = receiver.build().expect("a receiver");
    let almost = format!("{}4", &PATH[..PATH.len() - 1]);
    let longer = format!("{PATH}/");
    let mut answers = Vec::new();
    for path in ["/", "/other", &almost, &longer, &PATH.to_lowercase()] {
        for method in [Method::POST, Method::GET] {
            let Ok(answer) = receiver.call(at(method, path)).await;
            assert_eq!(answer.status(), 404, "{path}");
            answers.push(format!("{answer:?}"));
        }
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert_eq!(send(&receiver, at(Method::GET, PATH)).await, 405);
    assert_eq!(send(&receiver, at(Method::POST, PATH)).await, 200);
    let with_query = format!("{PATH}?attempt=1");
    assert_eq!(send(&receiver, at(Method::POST, &with_query)).await, 200);
    assert_eq!(inbox.counts().await.expect("counts").waiting, 2);
}

#[tokio::test]
async fn a_secret_path_that_could_be_guessed_or_never_comes_is_refused_without_being_shown() {
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    for path in [
        "",
        "qolo",
        "/",
        "/hooks",
        "/hooks/short/parts/of/a/path",
        "/with space/0123456789abcdef",
        "/0123456789abcdef?query",
        "/0123456789abcdef#part",
        "/0123456789abcdefü",
    ] {
        let refused = Receiver::builder(&inbox).secret_path(path).build();
        let error = refused.expect_err(path);
        assert_eq!(error.kind(), InboxErrorKind::Setting);
        let shown = format!("{error} {error:?}");
        assert!(path.len() < 5 || !shown.contains(path), "{shown}");
    }
}

#[tokio::test]
async fn with_an_allow_list_only_its_senders_are_taken() {
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    let builder = Receiver::builder(&inbox)
        .allow_sender("203.0.113.0/24".parse().expect("a range"))
        .allow_sender("2001:db8::1".parse().expect("an address"))
        .secret_path(PATH);
    let receiver = builder.build().expect("a receiver");
    let from = |peer: Option<&str>, path: &str| {
        let mut request = at(Method::POST, path);
        // No header says who the sender is.
        request
            .headers_mut()
            .insert("x-forwarded-for", "203.0.113.7".parse().expect("a value"));
        if let Some(peer) = peer {
            let peer = PeerAddress(peer.parse().expect("an address"));
            request.extensions_mut().insert(peer);
        }
        let receiver = receiver.clone();
        async move { send(&receiver, request).await.as_u16() }
    };
    assert_eq!(from(Some("203.0.113.7"), PATH).await, 200);
    assert_eq!(from(Some("::ffff:203.0.113.7"), PATH).await, 200);
    assert_eq!(from(Some("2001:db8::1"), PATH).await, 200);
    assert_eq!(from(Some("203.0.113.7"), "/other").await, 404);
    // Who is not on the list learns nothing about the path.
    for path in [PATH, "/other"] {
        assert_eq!(from(Some("203.0.114.7"), path).await, 403);
        assert_eq!(from(Some("2001:db8::2"), path).await, 403);
        assert_eq!(from(None, path).await, 403);
    }
    assert_eq!(inbox.counts().await.expect("counts").waiting, 3);
}

#[tokio::test]
async fn headers_with_credentials_are_never_stored_and_others_only_if_selected() {
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    for name in [
        "Authorization",
        "cookie",
        "Set-Cookie",
        "proxy-authorization",
        "no name",
    ] {
        let refused = Receiver::builder(&inbox).store_header(name).build();
        assert_eq!(refused.expect_err(name).kind(), InboxErrorKind::Setting);
    }
    let receiver = Receiver::builder(&inbox).store_header("X-Request-Id");
    let receiver = receiver.build().expect("a receiver");
    let mut request = post("{}");
    let sent = [
        ("content-type", "application/json"),
        ("x-request-id", "one"),
        ("x-other", "other"),
        ("authorization", "Bearer secret"),
        ("cookie", "a=b"),
    ];
    for (name, value) in sent {
        request
            .headers_mut()
            .append(name, value.parse().expect("a value"));
    }
    request.headers_mut().append(
        "x-request-id",
        http::HeaderValue::from_bytes(b"tw\xf6").expect("a value"),
    );
    assert_eq!(send(&receiver, request).await, 200);
    let mut large = post("{}");
    large
        .headers_mut()
        .append("x-request-id", "x".repeat(20_000).parse().expect("a value"));
    assert_eq!(send(&receiver, large).await, 200);

    let notices = super::handling::handed(&inbox, 2).await;
    let headers = notices[0].headers();
    assert_eq!(headers.len(), 3, "{headers:?}");
    assert_eq!(headers["content-type"], "application/json");
    let ids: Vec<_> = headers
        .get_all("x-request-id")
        .iter()
        .map(|id| id.as_bytes())
        .collect();
    assert_eq!(ids, [&b"one"[..], b"tw\xf6"]);
    assert!(notices[0].headers_complete() && !notices[1].headers_complete());
    assert!(notices[1].headers().is_empty());
}

#[tokio::test]
async fn settings_that_cannot_be_are_refused() {
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    let builder = || Receiver::builder(&inbox);
    for builder in [
        builder().memory(1000),
        builder().requests(0),
        builder().body_limit(1 << 30).memory(2 << 30),
    ] {
        let error = builder.build().expect_err("a refusal");
        assert_eq!(error.kind(), InboxErrorKind::Setting);
    }
    let policy = super::support::quick();
    for policy in [
        policy.clone().max_attempts(0),
        policy.first_pause(Duration::MAX),
    ] {
        let error = Folder::new().builder().handling(policy).open().await;
        assert_eq!(
            error.expect_err("a refusal").kind(),
            InboxErrorKind::Setting
        );
    }
}

#[tokio::test]
async fn a_closed_inbox_acknowledges_nothing() {
    use tower_service::Service;
    let folder = Folder::new();
    let inbox = folder.inbox().await;
    let mut receiver = receiver(&inbox);
    inbox.close().await;
    let Ok(answer) = receiver.call(post("{}")).await;
    assert_eq!(answer.status(), 503);
    assert!(answer.headers().contains_key("retry-after"));
    let error = inbox.counts().await.expect_err("closed");
    assert_eq!(error.kind(), InboxErrorKind::Closed);
    // And it can be opened again at once.
    folder.inbox().await;
}
