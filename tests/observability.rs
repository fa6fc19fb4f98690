//! What a call tells of itself: spans for it and its attempts, events, figures; and never whom or what it is about.

mod support;
#[path = "support/telemetry.rs"]
mod telemetry;

use std::{io::Error as Io, time::Duration};

use pazemo::{Attempt, Basis, Error, RawRequest, RetryPolicy, types};
use support::{
    CANARY, builder,
    calls::received,
    client,
    gatekeeper::{Count, USER, new_withdraw, serving, success, withdraw, withdraw_id},
    listener::{Listener, keep_alive_answer},
};
use telemetry::{Figures, Spans};
use tracing::Level;

/// An account whose identifier must be told nowhere.
fn account() -> types::AccountId {
    received(CANARY)
}

fn repeating() -> RetryPolicy {
    RetryPolicy::new().with_backoff(Duration::from_millis(1), Duration::from_millis(2))
}

/// A server whose first answers are these statuses, and all others successes.
async fn after(statuses: &'static [u16]) -> Listener {
    let count = Count::default();
    serving(move |request| match statuses.get(count.up() - 1) {
        Some(status) => keep_alive_answer(*status, "application/json", "{}"),
        None if request.target().contains("withdraw") => success(request),
        None => keep_alive_answer(200, "application/json", USER),
    })
    .await
}

/// The word for the grounds of a verdict.
fn basis(error: &Error) -> &'static str {
    match error.basis() {
        Basis::Wire => "wire",
        Basis::Http => "http",
        Basis::Page => "page",
        Basis::Assumption => "assumption",
        _ => "another",
    }
}

/// The fields of a call that succeeded.
const ON_SUCCESS: [&str; 10] = [
    "attempts",
    "duration_ms",
    "http.request.method",
    "http.response.status_code",
    "operation",
    "otel.kind",
    "otel.name",
    "server.address",
    "server.port",
    "url.template",
];

#[tokio::test]
async fn a_success_is_a_span_with_one_attempt_in_it() {
    let (spans, _watching) = Spans::watch();
    let server = after(&[]).await;
    client(&server.url()).users().me().await.expect("a user");
    let call = spans.calls().remove(0);
    assert_eq!(call.fields.names(), ON_SUCCESS);
    let port = server.address().port().to_string();
    for (name, value) in [
        ("operation", "getCurrentUser"),
        ("otel.name", "GET /users/me"),
        ("otel.kind", "internal"),
        ("http.request.method", "GET"),
        ("http.response.status_code", "200"),
        ("url.template", "/users/me"),
        ("server.address", "127.0.0.1"),
        ("server.port", port.as_str()),
        ("attempts", "1"),
    ] {
        assert_eq!(call.fields.get(name), Some(value), "{name}");
    }
    assert!(call.is_closed);
    let attempts = spans.attempts(&call);
    assert_eq!(attempts.len(), 1);
    for (name, value) in [
        ("operation", "getCurrentUser"),
        ("otel.name", "GET /users/me"),
        ("otel.kind", "client"),
        ("http.request.method", "GET"),
        ("http.response.status_code", "200"),
        ("url.template", "/users/me"),
        ("server.address", "127.0.0.1"),
        ("server.port", port.as_str()),
        ("attempt", "1"),
    ] {
        assert_eq!(attempts[0].fields.get(name), Some(value), "{name}");
    }
    assert!(attempts[0].fields.get("duration_ms").is_some());
    // It stands on what is sent again alone.
    assert_eq!(attempts[0].fields.get("http.request.resend_count"), None);
    assert!(attempts[0].is_closed);
    assert!(spans.events().is_empty());
}

#[tokio::test]
async fn repeats_are_spans_of_their_own_with_their_verdicts() {
    let (spans, _watching) = Spans::watch();
    let server = after(&[503, 429]).await;
    let client = builder(&server.url()).retry_policy(repeating()).build();
    let client = client.expect("a client");
    client.users().me().await.expect("a user");
    let call = spans.calls().remove(0);
    assert_eq!(call.fields.get("attempts"), Some("3"));
    assert_eq!(call.fields.get("http.response.status_code"), Some("200"));
    let told = spans.attempts(&call).into_iter().map(|attempt| {
        let field = |name| attempt.fields.get(name).unwrap_or("-").to_owned();
        [
            "attempt",
            "http.request.resend_count",
            "http.response.status_code",
            "error.type",
            "delivery",
            "otel.status_code",
        ]
        .map(field)
        .join(" ")
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            "1 - 503 503 unknown ERROR",
            "2 1 429 429 refused ERROR",
            "3 2 200 - - -"
        ]
    );
    let events = spans.events();
    assert_eq!(events.len(), 2);
    assert!(events.iter().all(|event| event.level == Level::DEBUG));
}

#[tokio::test]
async fn a_failure_carries_its_verdict_and_only_money_in_doubt_is_a_warning() {
    for (status, level, delivery) in [(500, Level::WARN, "unknown"), (400, Level::INFO, "refused")]
    {
        let (spans, _watching) = Spans::watch();
        let server = serving(move |_| keep_alive_answer(status, "application/json", "{}")).await;
        let client = client(&server.url());
        let error = client.withdraws().create(&account(), &new_withdraw()).await;
        let error = error.expect_err("a status");
        let call = spans.calls().remove(0);
        let status = status.to_string();
        for (name, value) in [
            ("otel.name", "POST /accounts/{accountId}/withdraw"),
            ("url.template", "/accounts/{accountId}/withdraw"),
            ("delivery", delivery),
            ("basis", basis(&error)),
            ("error.type", &status),
            ("http.response.status_code", &status),
            ("otel.status_code", "ERROR"),
            ("attempts", "1"),
        ] {
            assert_eq!(call.fields.get(name), Some(value), "{name}");
        }
        let event = spans.events().remove(0);
        assert_eq!(event.level, level);
        assert_eq!(event.fields.get("delivery"), Some(delivery));
        assert_eq!(event.fields.get("operation"), Some("createWithdraw"));
        // A read whose outcome is unknown is nothing to look after.
        client.users().me().await.expect_err("a status");
        assert_eq!(spans.events().remove(1).level, Level::INFO);
    }
}

#[tokio::test]
async fn without_an_answer_the_kind_of_the_error_is_its_type() {
    let (spans, _watching) = Spans::watch();
    let nobody = support::addresses::refused().await;
    let client = client(&format!("http://{nobody}"));
    client.users().me().await.expect_err("nobody");
    let call = spans.calls().remove(0);
    assert_eq!(call.fields.get("error.type"), Some("Connect"));
    assert_eq!(call.fields.get("http.response.status_code"), None);
    assert_eq!(call.fields.get("delivery"), Some("not_sent"));
}

#[tokio::test]
async fn a_dropped_call_says_so_and_what_may_have_happened() {
    let (spans, _watching) = Spans::watch();
    let figures = Figures::default();
    let _counting = metrics::set_default_local_recorder(&figures);
    let server = Listener::start(|connection| connection.until_the_client_leaves()).await;
    let sent = client(&server.url());
    let limit = Duration::from_millis(150);
    let (id, new) = (account(), new_withdraw());
    let withdraws = sent.withdraws();
    let dropped = tokio::time::timeout(limit, withdraws.create(&id, &new)).await;
    dropped.expect_err("dropped");
    let refusing = builder(&server.url())
        .on_attempt(|_: Attempt| std::future::pending::<Result<(), Io>>())
        .build()
        .expect("a client");
    let withdraws = refusing.withdraws();
    let dropped = tokio::time::timeout(limit, withdraws.create(&id, &new)).await;
    dropped.expect_err("dropped");
    let verdicts = [("unknown", Level::WARN), ("not_sent", Level::INFO)];
    for ((call, event), (delivery, level)) in spans.calls().iter().zip(spans.events()).zip(verdicts)
    {
        assert_eq!(call.fields.get("delivery"), Some(delivery));
        assert_eq!(
            (event.level, event.fields.get("delivery")),
            (level, Some(delivery))
        );
        let message = event.fields.get("message").expect("a message");
        assert!(message.contains("dropped"), "{message}");
        assert!(call.is_closed);
    }
    let unknown = "pazemo_unknown_total{operation=createWithdraw}";
    assert_eq!(figures.get(unknown), Some(1.0));
    for delivery in ["unknown", "not_sent"] {
        let name = format!(
            "pazemo_calls_total{{operation=createWithdraw,delivery={delivery},status=none}}"
        );
        assert_eq!(figures.get(&name), Some(1.0), "{:?}", figures.names());
    }
}

#[tokio::test]
async fn no_identifier_code_token_or_path_is_told() {
    let (spans, _watching) = Spans::watch();
    let figures = Figures::default();
    let _counting = metrics::set_default_local_recorder(&figures);
    let server = after(&[200, 400, 500]).await;
    let client = builder(&server.url()).retry_policy(repeating()).build();
    let client = client.expect("a client");
    let id: types::WithdrawId = received(CANARY);
    let new = new_withdraw().with_id(id.clone());
    let code = types::WithdrawAuthorization::new(CANARY.into());
    let withdraws = client.withdraws();
    for _ in 0..3 {
        let _ = withdraws.create(&account(), &new).await;
        let _ = withdraws.confirm(&account(), &id, &code).await;
        let raw = RawRequest::post(format!("/{CANARY}?{CANARY}"));
        let raw = raw.with_header("X-A", CANARY).expect("a header");
        let _ = client.raw(raw).await;
        let _ = client.users().get(&received(&format!("../{CANARY}"))).await;
    }
    let told = format!("{}{:?}", spans.all(), figures.names());
    assert!(told.contains("confirmWithdraw") && told.contains("raw"));
    assert!(!told.contains(CANARY), "{told}");
    assert_eq!(spans.calls().len(), 12);
}

#[tokio::test]
async fn figures_count_calls_repeats_and_what_is_in_doubt() {
    let figures = Figures::default();
    let _counting = metrics::set_default_local_recorder(&figures);
    let server = after(&[503, 429, 200, 500]).await;
    let client = builder(&server.url()).retry_policy(repeating()).build();
    let client = client.expect("a client");
    client.raw(RawRequest::get("/x")).await.expect("an answer");
    // Two repeats at 5, and a success gave 1 back.
    assert_eq!(figures.get("pazemo_retry_budget"), Some(491.0));
    let error = client.withdraws().create(&account(), &new_withdraw()).await;
    error.expect_err("a 500");
    client.users().me().await.expect("a user");
    for (name, value) in [
        (
            "pazemo_calls_total{operation=raw,delivery=success,status=200}",
            1.0,
        ),
        (
            "pazemo_calls_total{operation=createWithdraw,delivery=unknown,status=500}",
            1.0,
        ),
        (
            "pazemo_calls_total{operation=getCurrentUser,delivery=success,status=200}",
            1.0,
        ),
        ("pazemo_unknown_total{operation=createWithdraw}", 1.0),
        ("pazemo_repeats_total{operation=raw}", 2.0),
        ("pazemo_call_duration_seconds{operation=raw}", 1.0),
        (
            "pazemo_call_duration_seconds{operation=createWithdraw}",
            1.0,
        ),
        (
            "pazemo_call_duration_seconds{operation=getCurrentUser}",
            1.0,
        ),
        ("pazemo_retry_budget", 492.0),
    ] {
        assert_eq!(
            figures.get(name),
            Some(value),
            "{name}: {:?}",
            figures.names()
        );
    }
    assert_eq!(figures.names().len(), 9, "{:?}", figures.names());
}

#[tokio::test]
async fn a_success_with_another_status_than_the_documented_one_is_noted() {
    let (spans, _watching) = Spans::watch();
    let server = serving(|_| keep_alive_answer(201, "application/json", &withdraw("w"))).await;
    let client = client(&server.url());
    let code = types::WithdrawAuthorization::new("493021".into());
    let account = received("a");
    let withdraws = client.withdraws();
    let confirmed = withdraws.confirm(&account, &withdraw_id(), &code).await;
    confirmed.expect("a withdraw");
    let event = spans.events().remove(0);
    assert_eq!(event.level, Level::INFO);
    assert_eq!(event.fields.get("http.response.status_code"), Some("201"));
}
