//! Snapshots of what each kind of error and each status shows to a person.

use std::{collections::BTreeSet, io, time::Duration};

use crate::support::{
    CANARY, builder, client, document,
    listener::{Listener, answer, head, json_answer},
};
use pazemo::{
    Amount, Attempt, CallOptions, Client, Delivery, Environment, Error, ErrorKind, RetryPolicy,
    Secret, qolo, types,
};

/// Both forms of an error. Its `Display` is one line, whatever happened.
fn shown(error: &Error) -> String {
    let line = error.to_string();
    assert!(
        !line.contains(char::is_control),
        "more than a line: {line:?}"
    );
    assert!(!line.is_empty());
    format!("{line}\n\n{error:#?}")
}

async fn answered(bytes: impl Into<Vec<u8>>) -> Error {
    let listener = Listener::answering(bytes).await;
    let error = client(&listener.url()).users().me().await;
    error.expect_err("no success")
}

/// An error of each kind, as it comes about.
async fn one_of_each() -> Vec<Error> {
    let mut errors = before_anything_was_sent().await;
    errors.extend(without_an_answer().await);
    errors.extend(with_an_answer().await);
    errors.extend(with_a_login().await);
    errors
}

async fn before_anything_was_sent() -> Vec<Error> {
    // What a caller's own code fails with may hold anything; here it does.
    let failed = || io::Error::other(format!("caller's own words: {CANARY}"));
    let nowhere = "http://127.0.0.1:1";
    let user = serde_json::from_str(r#""..""#).expect("an id");
    let user = client(nowhere).users().get(&user).await;
    let without_token = Client::builder(Environment::Sandbox).build();
    let without_provider = builder(nowhere)
        .token_provider(move || async move { Err::<Secret, _>(failed()) })
        .build();
    let without_provider = without_provider.expect("a client").users().me().await;
    let refused = builder(nowhere)
        .on_attempt(move |_: Attempt| async move { Err(failed()) })
        .build();
    let refused = refused.expect("a client").users().me().await;
    let other_user = Listener::answering(json_answer(format!(
        r#"{{"id":"{CANARY}","email":"e","name":"n"}}"#
    )))
    .await;
    let other_user = builder(&other_user.url())
        .expect_user("u".parse().expect("an id"))
        .build();
    let other_user = create(&other_user.expect("a client")).await;
    let greeting = Listener::answering(answer(200, "text/plain", "pong")).await;
    let slow = builder(&greeting.url()).rate_limit(1, 1).build();
    let slow = slow.expect("a client");
    slow.pings().ping().await.expect("the first is free");
    let hurry = CallOptions::new().with_total_timeout(Duration::from_millis(50));
    let limited = slow.pings().with(hurry).ping().await;
    let blocking = builder(nowhere).build_blocking().expect("a client");
    let ended = client(nowhere);
    ended.shut_down().await;
    vec![
        user.expect_err("refused"),
        without_token.expect_err("no token"),
        without_provider.expect_err("no token"),
        refused.expect_err("refused"),
        other_user.expect_err("another user"),
        limited.expect_err("too fast"),
        blocking.users().me().expect_err("inside a runtime"),
        ended.users().me().await.expect_err("shut down"),
    ]
}

async fn without_an_answer() -> Vec<Error> {
    let port = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let unused = port.local_addr().expect("an address");
    drop(port);
    let connect = client(&format!("http://{unused}")).users().me().await;
    let silent = Listener::start(|mut connection| async move {
        connection.read_request().await;
        std::future::pending::<()>().await;
    })
    .await;
    let timeout = builder(&silent.url())
        .attempt_timeout(Duration::from_millis(50))
        .build();
    let timeout = timeout.expect("a client").users().me().await;
    vec![
        connect.expect_err("nobody listens"),
        timeout.expect_err("silence"),
        answered("").await,
    ]
}

async fn with_an_answer() -> Vec<Error> {
    let large = answer(200, "application/json", "x".repeat(100));
    let large = Listener::answering(large).await;
    let large = builder(&large.url()).response_limit(99).build();
    let large = large.expect("a client").users().me().await;
    let status = format!(r#"{{"error":"{CANARY}","error_description":"{CANARY}\n"}}"#);
    let email = format!(r#"{{"id":"u","email":["{CANARY}"],"name":"n"}}"#);
    vec![
        answered(answer(401, "application/json", status)).await,
        answered(answer(200, "text/html", format!("<html>{CANARY}\n"))).await,
        answered(json_answer(email)).await,
        large.expect_err("too large"),
        created(json_answer(withdraw(CANARY, "2"))).await,
    ]
}

/// Qolo's, where the client gets its tokens by itself.
async fn with_a_login() -> Vec<Error> {
    let login = |url: &str| {
        let environment = qolo::Environment::custom(url).expect("a URL");
        let login = qolo::Login::new(CANARY, Secret::new(CANARY));
        let client = qolo::Client::builder(environment).login(login).build();
        client.expect("a client")
    };
    let create = async |listener: &Listener| {
        let card = "{}".parse().expect("an object");
        let created = login(&listener.url()).cards().create(&card).await;
        created.expect_err("no token lets it in")
    };
    let without_login = Listener::answering(answer(401, "text/plain", CANARY)).await;
    // Every login has its token, and no token lets anybody in.
    let without_use = Listener::start(|mut connection| async move {
        let Some(request) = connection.read_request().await else {
            return;
        };
        let bytes = match request.target() {
            "/api/v1/auth/login" => {
                json_answer(format!(r#"{{"token":"{CANARY}-{}"}}"#, connection.number))
            }
            _ => answer(401, "text/plain", CANARY),
        };
        connection.send(&bytes).await;
        connection.close().await;
    })
    .await;
    vec![create(&without_login).await, create(&without_use).await]
}

/// A withdraw of 1 from the account `a`, with the identifier `w`.
async fn create(client: &Client) -> Result<types::Withdraw, Error> {
    let new = types::NewWithdraw::new(Amount::from(1)).with_id("w".parse().expect("an id"));
    let account = "a".parse().expect("an id");
    client.withdraws().create(&account, &new).await
}

async fn created(bytes: impl Into<Vec<u8>>) -> Error {
    let listener = Listener::answering(bytes).await;
    create(&client(&listener.url()))
        .await
        .expect_err("no success")
}

fn withdraw(id: &str, amount: &str) -> String {
    format!(
        r#"{{"id":"{id}","createdTime":"t","updatedTime":"t","accountId":"a","status":"pending","amount":{amount},"feeAmount":0}}"#
    )
}

/// The system's own words for a refused connection, which differ from system to system.
fn refused_here() -> String {
    let port = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let unused = port.local_addr().expect("an address");
    drop(port);
    std::net::TcpStream::connect(unused)
        .expect_err("nobody listens")
        .to_string()
}

/// The kinds as the source lists them: the enum is open, so no `match` would notice a new one.
fn kinds() -> BTreeSet<String> {
    let source = include_str!("../../src/error_kind.rs");
    let start = source.find("pub enum ErrorKind {").expect("the enum");
    let body = &source[start..];
    let body = &body[..body.find("\n}").expect("its end")];
    body.lines()
        .skip(1)
        .map(str::trim)
        .filter(|line| !line.starts_with("//"))
        .map(|line| line.trim_end_matches(',').to_owned())
        .collect()
}

#[tokio::test]
async fn each_kind_of_error_shows_itself_in_a_line() {
    let system = refused_here();
    let mut covered = BTreeSet::new();
    for error in one_of_each().await {
        let kind = format!("{:?}", error.kind());
        let text = shown(&error).replace(&system, "[the system's words]");
        insta::assert_snapshot!(format!("kind_{kind}"), text);
        covered.insert(kind);
    }
    assert_eq!(covered, kinds(), "every kind has a snapshot");
}

#[tokio::test]
async fn each_documented_status_shows_itself_in_a_line() {
    let operation = document().operations().remove(0);
    for response in operation.responses.iter().filter(|r| r.status != 200) {
        let body = &response.bodies[0];
        let sent = crate::support::body_text(body, body.examples[0].value);
        let error = answered(answer(response.status, "application/json", sent)).await;
        assert_eq!(error.kind(), ErrorKind::Status);
        insta::assert_snapshot!(format!("status_{}", response.status), shown(&error));
    }
}

#[tokio::test]
async fn other_statuses_and_bodies_show_themselves_in_a_line() {
    let redirect = head(302, &["Location: /elsewhere", "Content-Length: 0"]);
    for (name, bytes) in [
        ("status_302_redirect", redirect),
        (
            "status_502_html",
            answer(502, "text/html", format!("<html>\n{CANARY}")),
        ),
        ("status_404_empty", answer(404, "application/json", "")),
        (
            "status_400_unreadable",
            answer(400, "application/json", format!("{{\"{CANARY}")),
        ),
        ("status_599", answer(599, "application/json", "{}")),
        ("success_empty", answer(200, "application/json", "")),
        (
            "success_early_end",
            answer(200, "application/json", format!("{{\"id\":\"{CANARY}")),
        ),
        ("success_no_json", answer(200, "application/json", CANARY)),
        (
            "success_missing_field",
            answer(200, "application/json", format!(r#"{{"id":"{CANARY}"}}"#)),
        ),
        (
            "success_cut_off",
            head(
                200,
                &["Content-Type: application/json", "Content-Length: 9"],
            ),
        ),
    ] {
        insta::assert_snapshot!(name, shown(&answered(bytes).await));
    }
}

/// The same failures, where money is at stake: the line says what may have happened to it, and what not to do.
#[tokio::test]
async fn a_failed_payment_says_in_a_line_what_it_did() {
    let none = create(&client("http://127.0.0.1:1")).await;
    let none = none.expect_err("nobody listens");
    let system = refused_here();
    for (name, delivery, error) in [
        ("not_sent", Delivery::NotSent, none),
        (
            "refused",
            Delivery::Refused,
            created(answer(400, "text/html", "<html>")).await,
        ),
        ("unknown", Delivery::Unknown, created("").await),
        (
            "done",
            Delivery::Done,
            created(json_answer(withdraw("w", "\"1\""))).await,
        ),
    ] {
        assert_eq!(error.delivery(), delivery, "{name}");
        let text = shown(&error).replace(&system, "[the system's words]");
        insta::assert_snapshot!(format!("payment_{name}"), text);
    }
}

#[tokio::test]
async fn attempts_and_waits_are_told_in_the_line() {
    let limit = head(429, &["Retry-After: 0", "Content-Length: 0"]);
    let listener = Listener::answering(limit).await;
    let twice = RetryPolicy::new()
        .with_attempts(2)
        .with_backoff(Duration::ZERO, Duration::ZERO);
    let client = builder(&listener.url()).retry_policy(twice).build();
    let error = create(&client.expect("a client")).await;
    let again = shown(&error.expect_err("too many requests"));
    insta::assert_snapshot!("status_429_after_two_attempts", again);
    let limit = head(429, &["Retry-After: 300", "Content-Length: 0"]);
    insta::assert_snapshot!("status_429_with_a_wait", shown(&created(limit).await));
}

#[test]
fn a_client_that_cannot_be_built_says_why_in_a_line() {
    let token = |token: &str| Client::builder(Environment::Live).token(token).build();
    let errors = [
        (
            "no_token",
            Client::builder(Environment::Live)
                .build()
                .expect_err("none"),
        ),
        ("empty_token", token("").expect_err("empty")),
        (
            "token_of_two_lines",
            token(&format!("{CANARY}\n")).expect_err("two lines"),
        ),
        (
            "plain_http",
            Environment::custom("http://example.com").expect_err("plain"),
        ),
        ("no_url", Environment::custom(CANARY).expect_err("no URL")),
        (
            "url_with_password",
            Environment::custom("https://u:p@example.com").expect_err("password"),
        ),
        (
            "url_with_query",
            Environment::custom("https://example.com/?a=b").expect_err("query"),
        ),
        (
            "other_scheme",
            Environment::custom("ftp://example.com").expect_err("scheme"),
        ),
        (
            "unknown_name",
            Environment::from_name(CANARY).expect_err("name"),
        ),
    ];
    for (name, error) in errors {
        insta::assert_snapshot!(format!("configuration_{name}"), shown(&error));
    }
}
