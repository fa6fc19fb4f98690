//! A canary where secrets come in at run time: token and code providers, observers, raw requests, proxies; and what is told of calls.

use std::{error::Error as _, io, sync::Arc, time::Duration};

use crate::support::{
    CANARY, TOKEN, builder,
    calls::shown,
    canary::{all_of, assert_hidden, found_in, poisoned, poisoned_answer},
    captured::{assert_log_is_clean, capture_logs, captured_logs},
    client, document,
    listener::{Listener, answer},
};
use pazemo::{
    Attempt, Client, CodeRequest, Environment, Error, ErrorKind, RawRequest, RetryPolicy, Secret,
    Token, types,
};

/// What a caller's own code may fail with.
fn leaky() -> io::Error {
    io::Error::other(format!("no entry for {TOKEN}"))
}

async fn codes(request: CodeRequest) -> Result<Secret, io::Error> {
    assert_hidden("a request for a code", shown(&request));
    // Nothing was lost: it is only not shown.
    assert!(found_in(request.withdraw_id.expect("an id").as_str()).is_some());
    Ok(Secret::new(CANARY))
}

async fn no_codes(_: CodeRequest) -> Result<Secret, io::Error> {
    Err(leaky())
}

/// A withdraw with the canary in every text, its identifier included.
fn withdraw() -> String {
    let mut schemas = document().schemas();
    let (_, schema) = schemas.find(|(name, _)| *name == "Withdraw").expect("it");
    poisoned(schema, true)
}

fn ids() -> (types::AccountId, types::WithdrawId) {
    let id = format!("{CANARY}@example.com");
    (id.parse().expect("an id"), id.parse().expect("an id"))
}

async fn confirm(client: &Client) -> Result<types::Withdraw, Error> {
    let (account, id) = ids();
    let withdraws = client.withdraws();
    withdraws.confirm_with_code(&account, &id, &codes).await
}

fn with_token_provider(url: &str) -> Client {
    let token = || async { Ok::<_, io::Error>(Token::new(TOKEN)) };
    let quick = RetryPolicy::new().with_backoff(Duration::ZERO, Duration::ZERO);
    let builder = builder(url).token_provider(token).retry_policy(quick);
    assert_hidden("a builder with a provider", shown(&builder));
    let client = builder.build().expect("a client");
    assert_hidden("a client with a provider", shown(&client));
    client
}

#[tokio::test]
async fn tokens_and_codes_from_providers_are_sent_and_not_shown() {
    capture_logs();
    for (status, body) in [
        (200, withdraw()),
        (401, format!("{{\"{CANARY}")),
        (429, CANARY.to_owned()),
        (500, withdraw()),
        (201, CANARY.to_owned()),
    ] {
        let bytes = poisoned_answer(status, "application/json", &body);
        let listener = Listener::answering(bytes).await;
        match confirm(&with_token_provider(&listener.url())).await {
            Ok(_) => assert_eq!(status, 200),
            Err(error) => assert_hidden("a refused code", all_of(&error)),
        }
        let request = listener.one_request();
        assert!(found_in(request.body_text()).is_some());
        assert!(found_in(request.target()).is_some());
        assert!(found_in(request.header("authorization").unwrap_or_default()).is_some());
        // A read renews the token after a 401, and is repeated after a 500.
        let user = CANARY.parse().expect("an id");
        let client = with_token_provider(&listener.url());
        if let Err(error) = client.users().get(&user).await {
            assert_hidden("a refused token", all_of(&error));
        }
    }
    assert_hidden("a token", shown(&Token::new(TOKEN)));
    assert_hidden("a token of some time", shown(&Some(Token::from(TOKEN))));
    assert_log_is_clean();
}

/// The error hides what the caller's own code said; `source` hands it out.
#[track_caller]
fn assert_own(error: &Error, kind: ErrorKind) {
    assert_eq!(error.kind(), kind);
    let mut texts = vec![error.to_string(), format!("{error:#}")];
    texts.extend(shown(error));
    assert_hidden("an error of the caller's own code", texts);
    let source = error.source().expect("a source");
    assert!(found_in(&source.to_string()).is_some(), "{source}");
    assert!(source.is::<io::Error>());
}

#[tokio::test]
async fn what_providers_and_observers_fail_with_is_only_a_source() {
    capture_logs();
    let listener = Listener::answering(answer(200, "text/plain", "pong")).await;
    let no_token = || async { Err::<Token, _>(leaky()) };
    let without_token = builder(&listener.url()).token_provider(no_token);
    let without_token = without_token.build().expect("a client");
    let error = without_token.users().me().await.expect_err("no token");
    assert_own(&error, ErrorKind::Provider);

    let (account, id) = ids();
    let withdraws = client(&listener.url());
    let withdraws = withdraws.withdraws();
    let error = withdraws.cancel_with_code(&account, &id, &no_codes).await;
    assert_own(&error.expect_err("no code"), ErrorKind::Provider);

    let observed = builder(&listener.url()).on_attempt(|attempt: Attempt| async move {
        assert_hidden("an attempt", shown(&attempt));
        assert!(found_in(attempt.withdraw_id.expect("an id").as_str()).is_some());
        Err::<(), _>(leaky())
    });
    assert_hidden("a builder with an observer", shown(&observed));
    let error = confirm(&observed.build().expect("a client")).await;
    assert_own(&error.expect_err("refused"), ErrorKind::Observer);

    // The user could not be asked for: the error beneath is one of ours and shows nothing, either.
    let expecting = without_token_of(&listener.url());
    let error = confirm(&expecting).await.expect_err("no token");
    assert_hidden("an error before a check", shown(&error));

    // What a provider gives and cannot be sent is its secret as well.
    let no_header = || async { Ok::<_, io::Error>(format!("{TOKEN}\n")) };
    let client = builder(&listener.url()).token_provider(no_header).build();
    let error = client.expect("a client").users().me().await;
    assert_hidden("a refused token", all_of(&error.expect_err("no header")));
    assert_eq!(listener.received().len(), 0, "nothing was sent");
    assert_log_is_clean();
}

fn without_token_of(url: &str) -> Client {
    let no_token = || async { Err::<Token, _>(leaky()) };
    let builder = builder(url)
        .token_provider(no_token)
        .expect_user(CANARY.parse().expect("an id"));
    assert_hidden("a builder that expects a user", shown(&builder));
    let client = builder.build().expect("a client");
    assert_hidden("a client that expects a user", shown(&client));
    client
}

#[tokio::test]
async fn the_user_that_is_expected_is_not_shown() {
    capture_logs();
    for (status, body) in [
        (
            200,
            format!(r#"{{"id":"other-{CANARY}","email":"{CANARY}","name":"{CANARY}"}}"#),
        ),
        (403, CANARY.to_owned()),
    ] {
        let bytes = poisoned_answer(status, "application/json", &body);
        let listener = Listener::answering(bytes).await;
        let client = builder(&listener.url())
            .expect_user(CANARY.parse().expect("an id"))
            .build();
        let error = confirm(&client.expect("a client"))
            .await
            .expect_err("other");
        assert_eq!(error.kind(), ErrorKind::UnexpectedUser);
        assert_hidden("an unexpected user", all_of(&error));
    }
    assert_log_is_clean();
}

#[tokio::test]
async fn raw_calls_show_neither_path_nor_header_nor_body() {
    capture_logs();
    let request = || {
        let request = RawRequest::post(format!("/x/{CANARY}?code={CANARY}"))
            .with_header("x-code", CANARY)
            .and_then(|request| request.with_header(&format!("x-{CANARY}"), "1"))
            .and_then(|request| request.with_json(&[CANARY]));
        let request = request.expect("a request");
        assert_hidden("a raw request", shown(&request));
        request
    };
    for (status, body) in [
        (200, CANARY),
        (204, ""),
        (302, ""),
        (400, CANARY),
        (500, CANARY),
    ] {
        let listener = Listener::answering(poisoned_answer(status, CANARY, body)).await;
        match client(&listener.url()).raw(request()).await {
            Ok(answer) => {
                assert_hidden("a raw answer", shown(&answer));
                assert!(found_in(answer.header("x-echo").expect("it")).is_some());
                let error = answer.json::<u8>().expect_err("no JSON");
                assert_hidden("a raw answer's error", all_of(&error));
            }
            Err(error) => assert_hidden("a raw call's error", all_of(&error)),
        }
        assert!(found_in(listener.one_request().target()).is_some());
    }
    for refused in [
        RawRequest::get("/").with_header("authorization", CANARY),
        RawRequest::get("/").with_header(&format!("{CANARY}\n"), "1"),
        RawRequest::get("/").with_header("x-code", &format!("{CANARY}\n")),
        RawRequest::get("/").with_body(&format!("{CANARY}\n"), ""),
    ] {
        assert_hidden("a refused request", all_of(&refused.expect_err("refused")));
    }
    for refused in [
        RawRequest::get(CANARY),
        RawRequest::get(format!("//{CANARY}/")),
        RawRequest::get(format!("/../{CANARY}\n")),
        RawRequest::new(&format!("{CANARY} "), "/"),
    ] {
        assert_hidden("a refused request", shown(&refused));
        let error = client("http://127.0.0.1:1").raw(refused).await;
        assert_hidden("a refused call", all_of(&error.expect_err("refused")));
    }
    assert_log_is_clean();
}

#[tokio::test]
async fn a_call_that_is_dropped_leaves_an_event_without_anything_of_it() {
    capture_logs();
    let listener = Listener::start(|mut connection| async move {
        connection.read_request().await;
        connection.until_the_client_leaves().await;
    })
    .await;
    let client = Arc::new(with_token_provider(&listener.url()));
    let call = tokio::spawn({
        let client = Arc::clone(&client);
        async move { confirm(&client).await }
    });
    while listener.received().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    call.abort();
    assert!(call.await.expect_err("aborted").is_cancelled());
    let log = captured_logs();
    let mut events = log.lines().filter(|line| line.contains("was dropped"));
    let event = events.next().expect("an event");
    assert!(event.contains(r#"delivery="unknown""#), "{event}");
    assert!(event.contains("confirmWithdraw"), "{event}");
    assert_log_is_clean();
}

#[tokio::test]
async fn a_proxys_password_is_not_shown() {
    capture_logs();
    let environment = || Environment::custom("https://pazemo-test.invalid").expect("a URL");
    for answer in [
        format!("HTTP/1.1 407 {CANARY}\r\nProxy-Authenticate: {CANARY}\r\n\r\n").into_bytes(),
        format!("HTTP/1.1 502 {CANARY}\r\nX: {CANARY}\r\n\r\n{CANARY}").into_bytes(),
        format!("{CANARY}\r\n\r\n").into_bytes(),
        b"HTTP/1.1 200 OK\r\n\r\nno TLS".to_vec(),
        Vec::new(),
    ] {
        let listener = Listener::answering(answer).await;
        let proxy = format!("http://{CANARY}:{TOKEN}@{}", listener.address());
        let builder = Client::builder(environment())
            .token(TOKEN)
            .retry_policy(RetryPolicy::never())
            .proxy(proxy);
        assert_hidden("a builder with a proxy", shown(&builder));
        let client = builder.build().expect("a client");
        assert_hidden("a client with a proxy", shown(&client));
        let error = client.users().me().await.expect_err("no tunnel");
        assert_hidden("a proxy's error", all_of(&error));
        // The password was sent, in Base64; in that form it is in no log, either.
        let request = listener.one_request();
        assert_eq!(request.method(), "CONNECT");
        let sent = request.header("proxy-authorization").expect("a password");
        let encoded = sent.strip_prefix("Basic ").expect("a scheme");
        assert!(!captured_logs().contains(encoded));
        assert!(!all_of(&error).concat().contains(encoded));
    }
    for refused in [
        format!("http://{CANARY}:{TOKEN}@"),
        format!("{CANARY}://{TOKEN}"),
        format!("http://{CANARY}:{TOKEN}@[::"),
    ] {
        let builder = Client::builder(environment()).token(TOKEN).proxy(refused);
        assert_hidden("a builder with a wrong proxy", shown(&builder));
        if let Err(error) = builder.build() {
            assert_hidden("a wrong proxy", all_of(&error));
        }
    }
    assert_log_is_clean();
}
