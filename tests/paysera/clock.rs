//! The server's time: asked for once, asked again when signatures are refused, and never waited for in vain.

use std::{sync::atomic::Ordering, time::Duration};

use pazemo::{CallOptions, Delivery, Error, RawRequest, paysera::Client};
use tokio::{task::JoinSet, time::Instant};

use crate::wallet::{Mac, Wallet, balance, real_time};

const DAY: i64 = 86_400;

async fn balances(client: &Client, calls: usize) -> Vec<Result<(), Error>> {
    let mut set = JoinSet::new();
    for _ in 0..calls {
        let client = client.clone();
        set.spawn(async move { balance(&client).await });
    }
    set.join_all().await
}

fn all_succeeded(results: &[Result<(), Error>]) -> bool {
    results.iter().all(Result::is_ok)
}

#[tokio::test]
async fn the_first_signed_calls_ask_for_the_time_once_together() {
    for ahead in [-DAY, 0, DAY] {
        let wallet = Wallet::start().await;
        wallet.state.set_ahead(ahead);
        wallet.state.time_delay.store(20, Ordering::SeqCst);
        let client = wallet.client();
        assert!(all_succeeded(&balances(&client, 50).await));
        // Also not by a client derived from it.
        balance(&client.with_project("3")).await.expect("accepted");
        assert_eq!(wallet.state.times_asked(), 1);
        assert_eq!(wallet.state.refused.load(Ordering::SeqCst), 0);
    }
}

#[tokio::test]
async fn without_the_server_s_time_that_of_the_system_has_to_do() {
    for status in [401, 500, 204] {
        let wallet = Wallet::start().await;
        wallet.state.time_status.store(status, Ordering::SeqCst);
        let client = wallet.client();
        assert!(all_succeeded(&balances(&client, 5).await));
        assert_eq!(wallet.state.times_asked(), 1);
        let difference = Mac::of(&wallet.signed()[0]).timestamp - real_time();
        assert!(difference.abs() <= 2, "{difference}");
    }
}

#[tokio::test]
async fn a_server_that_does_not_tell_its_time_leaves_calls_the_time_they_need() {
    let wallet = Wallet::start().await;
    wallet.state.time_delay.store(60_000, Ordering::SeqCst);
    let client = wallet
        .builder()
        .total_timeout(Duration::from_millis(600))
        .build();
    let client = client.expect("a client");
    let began = Instant::now();
    assert!(all_succeeded(&balances(&client, 20).await));
    assert!(began.elapsed() < Duration::from_millis(600));
    assert_eq!(wallet.state.times_asked(), 1);
}

#[tokio::test]
async fn a_clock_that_steps_by_a_day_fails_no_read() {
    let wallet = Wallet::start().await;
    let client = wallet.client();
    for (asked, ahead) in (1..).zip([0, DAY, 0, -DAY, 0]) {
        wallet.state.set_ahead(ahead);
        assert!(all_succeeded(&balances(&client, 20).await), "{ahead}");
        assert_eq!(wallet.state.times_asked(), asked);
    }
}

#[tokio::test]
async fn what_may_change_something_is_refused_once_and_then_signed_with_the_right_time() {
    let wallet = Wallet::start().await;
    let client = wallet.client();
    balance(&client).await.expect("accepted");
    wallet.state.set_ahead(DAY);
    let write = || client.raw(RawRequest::post("/x"));
    let error = write().await.expect_err("a day behind");
    assert_eq!((error.status(), error.attempts()), (Some(401), 1));
    assert_eq!(error.delivery(), Delivery::Refused);
    write().await.expect("accepted");
    assert_eq!(wallet.state.times_asked(), 2);
}

#[tokio::test]
async fn a_step_of_less_than_the_threshold_repeats_nothing() {
    for (threshold, attempts) in [(40, 1), (30, 2)] {
        let wallet = Wallet::start().await;
        let client = wallet
            .builder()
            .clock_threshold(Duration::from_secs(threshold));
        let client = client.build().expect("a client");
        balance(&client).await.expect("accepted");
        wallet.state.set_ahead(35);
        let before = wallet.signed().len();
        let result = balance(&client).await;
        assert_eq!(result.is_ok(), attempts == 2, "{threshold}");
        assert_eq!(wallet.signed().len() - before, attempts);
        assert_eq!(wallet.state.times_asked(), 2);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_refused_calls_ask_for_the_time_once() {
    let wallet = Wallet::start().await;
    let client = wallet.builder().concurrency_limit(400).build();
    let client = client.expect("a client");
    balance(&client).await.expect("accepted");
    wallet.state.set_ahead(-DAY);
    assert!(all_succeeded(&balances(&client, 1000).await));
    assert_eq!(wallet.state.times_asked(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_key_does_not_make_the_client_ask_for_the_time_again_and_again() {
    let wallet = Wallet::start().await;
    wallet.state.refuses_all.store(true, Ordering::SeqCst);
    let client = wallet.builder().concurrency_limit(400).build();
    let client = client.expect("a client");
    for _ in 0..3 {
        for result in balances(&client, 300).await {
            let error = result.expect_err("everything is refused");
            assert_eq!((error.status(), error.attempts()), (Some(401), 1));
        }
    }
    assert_eq!(wallet.state.times_asked(), 2);
}

#[tokio::test]
async fn the_time_of_signatures_never_goes_back() {
    let wallet = Wallet::start().await;
    let client = wallet.builder().concurrency_limit(1).build();
    let client = client.expect("a client");
    let mut last = 0;
    // Small steps back, which are no reason to sign with an earlier time.
    for ahead in [0, -10, -20, 5, -15] {
        wallet.state.set_ahead(ahead);
        balances(&client, 5).await;
        for request in wallet.signed() {
            let timestamp = Mac::of(&request).timestamp;
            last = last.max(timestamp);
        }
        let latest = Mac::of(wallet.signed().last().expect("a request")).timestamp;
        assert_eq!(latest, last);
    }
}

#[tokio::test]
async fn a_single_place_is_enough_for_a_call_and_its_question_for_the_time() {
    let wallet = Wallet::start().await;
    let client = wallet
        .builder()
        .concurrency_limit(1)
        .total_timeout(Duration::from_secs(3))
        .build();
    let client = client.expect("a client");
    assert!(all_succeeded(&balances(&client, 10).await));
    wallet.state.set_ahead(DAY);
    assert!(all_succeeded(&balances(&client, 100).await));
    assert_eq!(wallet.state.times_asked(), 2);
    // Those that waited for the place did not get it before the time was known.
    assert_eq!(wallet.state.refused.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_question_that_was_given_up_is_asked_by_the_next_call() {
    let wallet = Wallet::start().await;
    wallet.state.time_delay.store(60_000, Ordering::SeqCst);
    let client = wallet.client();
    let given_up = tokio::time::timeout(Duration::from_millis(100), balance(&client)).await;
    assert!(given_up.is_err());
    wallet.state.time_delay.store(0, Ordering::SeqCst);
    wallet.state.set_ahead(DAY);
    balance(&client).await.expect("accepted");
    assert_eq!(wallet.state.times_asked(), 2);
    assert_eq!(wallet.state.refused.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn the_question_is_part_of_the_call_that_needs_the_answer() {
    let wallet = Wallet::start().await;
    wallet.state.time_delay.store(100, Ordering::SeqCst);
    let client = wallet.client();
    let in_background = client.clone();
    let call = tokio::spawn(async move { balance(&in_background).await });
    while wallet.listener.connections() == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(client.calls_in_flight(), 1);
    client.shut_down().await;
    call.await.expect("no panic").expect("accepted");
    let options = CallOptions::new();
    let refused = client.server().with(options).get().await;
    assert!(refused.is_err());
}
