//! Logins that fail: bounded, shared, and told as what they are.

use std::{
    error::Error as _,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use pazemo::{Delivery, Error, ErrorKind, qolo::Client};
use tokio::time::sleep;

use crate::{
    desk::{Desk, Reply, builder, closing, nothing, read, reads, status, token},
    support::listener::{Listener, head},
};

/// The login's own error, in the error of a call that it kept from being sent.
#[track_caller]
fn cause(error: &Error) -> &Error {
    assert_eq!(error.kind(), ErrorKind::Login, "{error}");
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!(error.attempts(), 0);
    let source = error.source().expect("a cause");
    source.downcast_ref().expect("an error of ours")
}

async fn failed(client: &Client) -> Error {
    read(client).await.expect_err("a failed login")
}

#[tokio::test]
async fn what_a_login_is_refused_for_is_not_repeated() {
    for number in [400, 401, 404, 405, 415, 418] {
        let desk = Desk::answering_logins(move |_, _| status(number, "{}")).await;
        let client = desk.client();
        let error = failed(&client).await;
        let cause = cause(&error);
        assert_eq!(cause.status(), Some(number));
        assert_eq!(cause.operation(), Some("login"));
        assert_eq!(cause.attempts(), 1);
        assert_eq!(desk.logins.get(), 1, "{number}");
        assert_eq!(desk.others().len(), 0);
    }
}

#[tokio::test]
async fn what_may_pass_is_repeated_within_bounds() {
    type Script = fn() -> Reply;
    let scripts: [Script; 5] = [
        || status(429, "{}"),
        || status(500, "{}"),
        || status(503, "{}"),
        nothing,
        || {
            Reply::Cut(head(
                200,
                &["Content-Length: 20", "Content-Type: application/json"],
            ))
        },
    ];
    for (index, script) in scripts.into_iter().enumerate() {
        // It comes to an end after two.
        let desk = Desk::answering_logins(move |number, tokens| {
            tokens.allow(&token(number));
            match number {
                1 | 2 => script(),
                _ => status(200, &format!(r#"{{"token":"{}"}}"#, token(number))),
            }
        })
        .await;
        read(&desk.client()).await.expect("an answer");
        assert_eq!(desk.logins.get(), 3, "{index}");
        // It never does.
        let desk = Desk::answering_logins(move |_, _| script()).await;
        let error = failed(&desk.client()).await;
        assert_eq!(cause(&error).attempts(), 3, "{index}");
        assert_eq!(desk.logins.get(), 3, "{index}");
    }
}

#[tokio::test]
async fn without_a_server_nothing_is_sent_and_no_one_hangs() {
    let listener = Listener::start(|_| async {}).await;
    let url = listener.url();
    drop(listener);
    sleep(Duration::from_millis(20)).await;
    let client = builder(&url).build().expect("a client");
    let error = failed(&client).await;
    assert!(cause(&error).is_connect(), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_calls_share_a_failed_login() {
    let desk = Desk::answering_logins(|_, _| {
        Reply::Late(
            Duration::from_millis(20),
            crate::support::listener::answer(500, "text/plain", ""),
        )
    })
    .await;
    let client = desk.builder().concurrency_limit(usize::MAX).build();
    let client = client.expect("a client");
    let began = Instant::now();
    for result in reads(&client, 10_000).await {
        assert_eq!(cause(&result.expect_err("no token")).status(), Some(500));
    }
    // Each login has three attempts, and a pause follows it that doubles, from a second on.
    let logins = 1 + began.elapsed().as_secs() as usize;
    assert!(desk.logins.get() <= 3 * logins, "{}", desk.logins.get());
    assert_eq!(desk.others().len(), 0);
}

#[tokio::test]
async fn ten_thousand_calls_one_after_another_do_not_hammer() {
    let desk = Desk::answering_logins(|_, _| status(401, "{}")).await;
    let client = desk.client();
    let began = Instant::now();
    for _ in 0..10_000 {
        let error = failed(&client).await;
        assert_eq!(cause(&error).status(), Some(401));
        assert!(error.retry_after().is_some());
    }
    let logins = 1 + began.elapsed().as_secs() as usize;
    assert!(desk.logins.get() <= logins, "{}", desk.logins.get());
}

#[tokio::test]
async fn after_the_pause_the_next_call_logs_in_again() {
    let desk = Desk::answering_logins(|number, tokens| {
        tokens.allow(&token(number));
        match number {
            1 => status(401, "{}"),
            _ => status(200, &format!(r#"{{"token":"{}"}}"#, token(number))),
        }
    })
    .await;
    let client = desk.client();
    let wait = failed(&client).await.retry_after().expect("a time");
    assert!(wait <= Duration::from_secs(1), "{wait:?}");
    assert!(wait >= Duration::from_millis(500), "{wait:?}");
    assert!(failed(&client).await.retry_after().expect("a time") <= wait);
    assert_eq!(desk.logins.get(), 1);
    sleep(wait).await;
    read(&client).await.expect("an answer");
    assert_eq!(desk.logins.get(), 2);
}

#[tokio::test]
async fn what_the_server_asks_for_is_waited_for_or_told() {
    static IS_LONG: AtomicBool = AtomicBool::new(false);
    let desk = Desk::answering_logins(|number, tokens| {
        tokens.allow(&token(number));
        let is_long = IS_LONG.load(Ordering::SeqCst);
        let wait = if is_long {
            "Retry-After: 90"
        } else {
            "Retry-After: 1"
        };
        match number {
            1 | 3 => Reply::Answer(head(429, &[wait, "Content-Length: 0"])),
            _ => status(200, &format!(r#"{{"token":"{}"}}"#, token(number))),
        }
    })
    .await;
    let began = Instant::now();
    read(&desk.client()).await.expect("an answer");
    assert!(began.elapsed() >= Duration::from_millis(900));
    IS_LONG.store(true, Ordering::SeqCst);
    let error = failed(&desk.client()).await;
    assert_eq!(cause(&error).status(), Some(429));
    let wait = error.retry_after().expect("a time");
    assert!(wait > Duration::from_secs(80), "{wait:?}");
    assert_eq!(desk.logins.get(), 3);
}

#[tokio::test]
async fn an_answer_without_a_token_is_an_error_that_shows_nothing_of_it() {
    for body in [
        r#"{"c4n4ry":"c4n4ry"}"#,
        r#"{"token":"c4n4ry c4n4ry"}"#,
        r#"{"token":["c4n4ry"]}"#,
        "c4n4ry",
        "",
    ] {
        let desk = Desk::answering_logins(move |_, _| closing(200, body)).await;
        let error = failed(&desk.client()).await;
        let cause = cause(&error);
        assert_eq!(cause.kind(), ErrorKind::Decode, "{cause}");
        assert_eq!((cause.status(), cause.raw_body()), (Some(200), &b""[..]));
        crate::support::canary::assert_hidden(body, crate::support::canary::all_of(&error));
        assert_eq!(desk.logins.get(), 1);
    }
}

#[tokio::test]
async fn a_hanging_login_is_bounded_by_the_limits_of_call_and_client() {
    let desk = Desk::answering_logins(|_, _| Reply::Hang).await;
    let limit = Duration::from_millis(150);
    let client = desk.builder().total_timeout(limit).build();
    let client = client.expect("a client");
    let began = Instant::now();
    for result in reads(&client, 100).await {
        let error = result.expect_err("no token");
        assert!(
            matches!(error.kind(), ErrorKind::Timeout | ErrorKind::Login),
            "{error}"
        );
        assert_eq!(error.delivery(), Delivery::NotSent);
    }
    assert!(began.elapsed() < Duration::from_secs(2));
    assert!(desk.logins.get() <= 2, "{}", desk.logins.get());
}

#[tokio::test]
async fn the_part_of_a_token_that_came_is_not_kept() {
    let desk = Desk::answering_logins(|_, _| {
        let head = head(
            200,
            &["Content-Length: 90", "Content-Type: application/json"],
        );
        Reply::Cut([&head[..], br#"{"token":"c4n4ry"#].concat())
    })
    .await;
    let error = failed(&desk.client()).await;
    let cause = cause(&error);
    assert_eq!(
        (cause.kind(), cause.raw_body()),
        (ErrorKind::Interrupted, &b""[..])
    );
    assert_eq!((cause.status(), cause.attempts()), (Some(200), 3));
}
