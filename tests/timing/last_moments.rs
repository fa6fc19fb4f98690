//! What happens while a call waits for its attempt: no attempt is begun without time to be answered, none in a pause, none beyond the rate.

use std::{
    io::Error as Io,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use crate::support::{
    builder,
    gatekeeper::{Count, account, create, serving, success, withdraw_id},
    listener::{Listener, Received, keep_alive_answer},
};
use pazemo::{Attempt, CallOptions, CodeRequest, Delivery, ErrorKind, OperationKind, RetryPolicy};
use tokio::{task::JoinSet, time::sleep};

const MS: fn(u64) -> Duration = Duration::from_millis;

fn too_many(seconds: u32) -> Vec<u8> {
    let answer = keep_alive_answer(429, "application/json", "{}");
    let answer = String::from_utf8(answer).expect("UTF-8");
    let line = format!("Retry-After: {seconds}\r\nContent-Type");
    answer.replacen("Content-Type", &line, 1).into_bytes()
}

/// When each request came.
type Times = Arc<Mutex<Vec<Instant>>>;

/// Answers the first request with a 429, and tells when each came.
fn after_a_429(
    seconds: u32,
    times: &Times,
) -> impl Fn(&Received) -> Vec<u8> + Clone + Send + Sync + use<> {
    let (log, count) = (Arc::clone(times), Count::default());
    move |request: &Received| {
        log.lock().expect("no panic").push(Instant::now());
        match count.up() {
            1 => too_many(seconds),
            _ => success(request),
        }
    }
}

#[tokio::test]
async fn a_refusal_is_not_put_in_doubt_by_a_repeat_that_has_no_time() {
    let count = Count::default();
    let server = Listener::start(move |mut connection| {
        let count = count.clone();
        async move {
            while let Some(request) = connection.read_request().await {
                if count.up() == 1 {
                    connection.send(&too_many(1)).await;
                } else {
                    sleep(MS(200)).await;
                    connection.send(&success(&request)).await;
                }
            }
        }
    })
    .await;
    let client = builder(&server.url())
        .retry_policy(RetryPolicy::new())
        .total_timeout(MS(1010))
        .build()
        .expect("a client");
    let error = create(&client).await.expect_err("too many");
    assert_eq!(error.delivery(), Delivery::Refused, "{error}");
    assert_eq!((error.attempts(), server.received().len()), (1, 1));
}

#[tokio::test]
async fn a_code_that_comes_at_the_last_moment_is_not_sent() {
    let server = serving(success).await;
    let client = builder(&server.url()).total_timeout(MS(500)).build();
    let client = client.expect("a client");
    let codes = |_: CodeRequest| async {
        sleep(MS(480)).await;
        Ok::<_, Io>("1")
    };
    let withdraws = client.withdraws();
    let error = withdraws
        .confirm_with_code(&account(), &withdraw_id(), &codes)
        .await;
    let error = error.expect_err("too late");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.delivery(), Delivery::NotSent, "{error}");
    assert_eq!(server.received().len(), 0);
}

#[tokio::test]
async fn who_is_asked_for_a_code_keeps_nobody_from_the_wire() {
    let server = serving(success).await;
    let client = builder(&server.url())
        .concurrency_limit(1)
        .total_timeout(MS(2000))
        .build()
        .expect("a client");
    let other = client.clone();
    let confirming = tokio::spawn(async move {
        let codes = |_: CodeRequest| async {
            sleep(MS(600)).await;
            Ok::<_, Io>("1")
        };
        let withdraws = other.withdraws();
        withdraws
            .confirm_with_code(&account(), &withdraw_id(), &codes)
            .await
            .map(drop)
    });
    sleep(MS(50)).await;
    let quick = CallOptions::new().with_total_timeout(MS(400));
    client.users().with(quick).me().await.expect("a user");
    confirming
        .await
        .expect("no panic")
        .expect("a withdraw in the end");
}

#[tokio::test]
async fn after_a_pause_the_rate_still_holds() {
    let times = Times::default();
    let server = serving(after_a_429(1, &times)).await;
    let client = builder(&server.url()).rate_limit(20, 1).build();
    let client = client.expect("a client");
    client.users().me().await.expect_err("too many");
    let mut calls = JoinSet::new();
    for _ in 0..8 {
        let client = client.clone();
        calls.spawn(async move { client.users().me().await.map(drop) });
    }
    for ended in calls.join_all().await {
        ended.expect("a user");
    }
    let times = times.lock().expect("no panic");
    let took = times[8].duration_since(times[1]);
    assert!(took >= MS(300), "seven at twenty a second within {took:?}");
}

#[tokio::test]
async fn a_pause_that_begins_while_the_observer_thinks_holds_the_attempt_back() {
    let times = Times::default();
    let server = serving(after_a_429(1, &times)).await;
    let observed = Count::default();
    let told = observed.clone();
    let client = builder(&server.url())
        .on_attempt(move |attempt: Attempt| {
            let is_write = attempt.operation.kind() != OperationKind::Read;
            if is_write {
                told.up();
            }
            async move {
                if is_write {
                    sleep(MS(300)).await;
                }
                Ok::<_, Io>(())
            }
        })
        .build()
        .expect("a client");
    let writer = client.clone();
    let writing = tokio::spawn(async move { create(&writer).await.map(drop) });
    sleep(MS(50)).await;
    client.users().me().await.expect_err("too many");
    writing.await.expect("no panic").expect("a withdraw");
    let times = times.lock().expect("no panic");
    let waited = times[1].duration_since(times[0]);
    assert!(waited >= MS(950), "it went out after {waited:?}");
    assert_eq!(observed.get(), 1, "one attempt is told of once");
}
