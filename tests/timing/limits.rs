//! The client's own limits on what goes out, and the pause that a 429 asks for.

use std::time::{Duration, Instant};

use crate::support::{
    builder,
    gatekeeper::{USER, create, serving, success},
    listener::{Listener, keep_alive_answer},
};
use pazemo::{Delivery, ErrorKind};
use tokio::{task::JoinSet, time::sleep};

#[tokio::test]
async fn the_rate_limit_lets_a_burst_through_and_then_its_rate_in_order() {
    let server = serving(success).await;
    let client = builder(&server.url())
        .rate_limit(20, 4)
        .build()
        .expect("a client");
    let began = Instant::now();
    let mut set = JoinSet::new();
    for number in 0..12 {
        let client = client.clone();
        set.spawn(async move {
            let path = format!("/users/{number}");
            let answer = client.raw(pazemo::RawRequest::get(path)).await;
            answer.expect("an answer");
            began.elapsed()
        });
        // The calls come in this order.
        tokio::task::yield_now().await;
    }
    let mut ended = set.join_all().await;
    ended.sort();
    let milliseconds = Duration::from_millis;
    assert!(ended[3] < milliseconds(150), "a burst of four: {ended:?}");
    // Eight more at twenty a second.
    assert!(ended[11] >= milliseconds(395), "the rate: {ended:?}");
    assert!(ended[11] < milliseconds(1500), "{ended:?}");
    let received = server.received();
    let waited: Vec<_> = received[4..]
        .iter()
        .map(|r| r.target().to_owned())
        .collect();
    let wanted: Vec<_> = (4..12).map(|number| format!("/users/{number}")).collect();
    assert_eq!(waited, wanted);
}

#[tokio::test]
async fn a_wait_for_the_limiter_beyond_the_calls_time_is_an_error_at_once() {
    let server = serving(success).await;
    let limited = builder(&server.url()).rate_limit(1, 1);
    let client = limited.total_timeout(Duration::from_millis(200)).build();
    let client = client.expect("a client");
    client.users().me().await.expect("a user");
    let error = create(&client).await.expect_err("too soon");
    assert_eq!(error.kind(), ErrorKind::Limited);
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn the_concurrency_limit_bounds_what_is_on_the_wire() {
    let server = Listener::start(|mut connection| async move {
        while connection.read_request().await.is_some() {
            sleep(Duration::from_millis(50)).await;
            let answer = keep_alive_answer(200, "application/json", USER);
            connection.send(&answer).await;
        }
    })
    .await;
    let client = builder(&server.url()).concurrency_limit(3).build();
    let client = client.expect("a client");
    let began = Instant::now();
    let mut set = JoinSet::new();
    for _ in 0..12 {
        let client = client.clone();
        set.spawn(async move { client.users().me().await.map(drop) });
    }
    for result in set.join_all().await {
        result.expect("a user");
    }
    assert!(began.elapsed() >= Duration::from_millis(200));
    assert_eq!(server.connections(), 3);
}

#[tokio::test]
async fn a_pause_after_a_429_holds_back_those_who_wait_for_a_place_too() {
    let server = serving(|_| {
        let answer = keep_alive_answer(429, "application/json", "{}");
        let answer = String::from_utf8(answer).expect("UTF-8");
        // The others come to wait meanwhile.
        std::thread::sleep(Duration::from_millis(50));
        answer
            .replace("\r\n\r\n", "\r\nRetry-After: 30\r\n\r\n")
            .into_bytes()
    })
    .await;
    let client = builder(&server.url()).concurrency_limit(1).build();
    let client = client.expect("a client");
    let mut set = JoinSet::new();
    for _ in 0..5 {
        let client = client.clone();
        let limits = pazemo::CallOptions::new().with_total_timeout(Duration::from_secs(5));
        set.spawn(async move { client.users().with(limits).me().await.map(drop) });
    }
    let errors = set.join_all().await.into_iter().filter_map(Result::err);
    let mut kinds: Vec<_> = errors
        .map(|error| (error.kind(), error.attempts()))
        .collect();
    kinds.sort_by_key(|(_, attempts)| *attempts);
    let held_back = (ErrorKind::Limited, 0);
    assert_eq!(kinds[..4], [held_back; 4]);
    assert_eq!(kinds[4], (ErrorKind::Status, 1));
    assert_eq!(server.received().len(), 1);
}
