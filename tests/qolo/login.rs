//! The login: once for all, in the form that the settings say, with what the API promises.

use std::time::Duration;

use pazemo::{
    Delivery, ErrorKind,
    qolo::{Login, resources::CreateCardOptions},
};
use tokio::time::sleep;

use crate::{
    clocks::Clock,
    desk::{Desk, HOUR, Reply, credentials, read, reads, status, token, tokens_of},
    support::listener::keep_alive_answer,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_calls_with_an_expired_token_log_in_once() {
    let desk = Desk::start().await;
    let clock = Clock::of_today();
    let client = desk.builder().wall_clock(clock.reader()).build();
    let client = client.expect("a client");
    read(&client).await.expect("an answer");
    clock.forward(HOUR * 12);
    desk.tokens.revoke(&token(1));
    for result in reads(&client, 10_000).await {
        result.expect("an answer");
    }
    assert_eq!(desk.logins.get(), 2);
    assert_eq!(desk.others().len(), 10_001, "no one was refused");
}

#[tokio::test]
async fn a_token_is_used_for_its_lifetime_less_margin_and_jitter() {
    // (margin, jitter, still used after, no more after)
    let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
    for (login, used, unused) in [
        (credentials(), minutes(709), minutes(715)),
        (
            credentials().with_margin(minutes(60), minutes(60)),
            minutes(599),
            minutes(660),
        ),
        (
            credentials()
                .with_lifetime(minutes(30))
                .with_margin(minutes(1), Duration::ZERO),
            minutes(28),
            minutes(29),
        ),
    ] {
        let desk = Desk::start().await;
        let clock = Clock::of_today();
        let builder = desk.builder().login(login).wall_clock(clock.reader());
        let client = builder.build().expect("a client");
        read(&client).await.expect("an answer");
        clock.forward(used);
        read(&client).await.expect("an answer");
        assert_eq!(desk.logins.get(), 1, "{used:?}");
        clock.forward(unused - used);
        read(&client).await.expect("an answer");
        assert_eq!(desk.logins.get(), 2, "{unused:?}");
    }
}

#[tokio::test]
async fn two_clients_do_not_log_in_again_at_the_same_moment() {
    // Twenty tokens with a jitter of an hour: that none ends in the first or none in the second half hour is one chance in half a million.
    let hour = Duration::from_secs(3600);
    let desk = Desk::start().await;
    let clock = Clock::of_today();
    let login = credentials().with_margin(Duration::ZERO, hour);
    let mut clients = Vec::new();
    for _ in 0..20 {
        let builder = desk.builder().login(login.clone());
        let client = builder.wall_clock(clock.reader()).build();
        clients.push(client.expect("a client"));
        read(&clients[clients.len() - 1]).await.expect("an answer");
    }
    clock.forward(HOUR * 11 + hour / 2);
    for client in &clients {
        read(client).await.expect("an answer");
    }
    let again = desk.logins.get() - 20;
    assert!((1..20).contains(&again), "{again}");
}

#[tokio::test]
async fn names_of_fields_path_and_place_of_the_token_are_settings() {
    let answers = |body: &'static str| {
        move |_: usize, tokens: &crate::support::gatekeeper::Tokens| {
            tokens.allow("given");
            status(201, body)
        }
    };
    type Change = fn(Login) -> Login;
    let cases: [(&'static str, Change); 4] = [
        (r#"{"token":"given"}"#, |login| login),
        (r#"{"a":{"b":["given"]}}"#, |login| {
            login.with_token_at("/a/b/0")
        }),
        (r#""given""#, |login| login.with_token_at("")),
        (r#"{"token":"given","expires":{"in":43200}}"#, |login| {
            login.with_field_names("user", "password")
        }),
    ];
    for (body, change) in cases {
        let desk = Desk::answering_logins(answers(body)).await;
        let login = change(Login::new("id", "key"));
        let client = desk.builder().login(login).build().expect("a client");
        let result = read(&client).await;
        assert!(result.is_ok(), "{body}: {result:?}");
        let login = &desk.listener.received()[0];
        let names = match body.contains("43200") {
            true => r#"{"password":"key","user":"id"}"#,
            false => r#"{"apikey":"key","loginid":"id"}"#,
        };
        let sent: serde_json::Value = serde_json::from_str(login.body_text()).expect("JSON");
        let wanted: serde_json::Value = serde_json::from_str(names).expect("JSON");
        assert_eq!(sent, wanted);
        assert_eq!(login.header("authorization"), None);
        assert_eq!(tokens_of(&desk.others()), ["given"]);
    }

    // Another path is one that the desk does not know.
    let desk = Desk::start().await;
    let login = credentials().with_path("/api/v2/session");
    let client = desk.builder().login(login).build().expect("a client");
    let error = read(&client).await.expect_err("no login");
    assert_eq!(error.kind(), ErrorKind::Login);
    let request = desk.listener.one_request();
    assert_eq!(
        (request.method(), request.target()),
        ("POST", "/api/v2/session")
    );
}

#[tokio::test]
async fn a_call_that_goes_away_leaves_its_login_to_the_others() {
    let desk = Desk::answering_logins(|number, tokens| {
        tokens.allow(&token(number));
        let body = format!(r#"{{"token":"{}"}}"#, token(number));
        let bytes = keep_alive_answer(200, "application/json", &body);
        Reply::Late(Duration::from_millis(300), bytes)
    })
    .await;
    let client = desk.client();
    for _ in 0..3 {
        let impatient = client.clone();
        let call = tokio::spawn(async move { read(&impatient).await });
        sleep(Duration::from_millis(40)).await;
        call.abort();
    }
    // One whose own time is over is told so, and does not end the login, either.
    let brief = client
        .cards()
        .with(pazemo::CallOptions::new().with_total_timeout(Duration::from_millis(40)));
    let body: pazemo::JsonObject = "{}".parse().expect("an object");
    let options = CreateCardOptions::new();
    let error = brief.create_with(&body, &options).await.expect_err("late");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.delivery(), Delivery::NotSent);
    for result in reads(&client, 50).await {
        result.expect("an answer");
    }
    assert_eq!(desk.logins.get(), 1);
}

#[tokio::test]
async fn a_login_waits_for_no_place_and_no_turn_of_the_calls() {
    let desk = Desk::start().await;
    let builder = desk.builder().concurrency_limit(1).rate_limit(1, 2);
    let client = builder.build().expect("a client");
    read(&client).await.expect("an answer");
    read(&client).await.expect("an answer");
    assert_eq!((desk.logins.get(), desk.others().len()), (1, 2));
}
