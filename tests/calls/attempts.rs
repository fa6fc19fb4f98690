//! The observer of attempts, who may refuse them; and the shutdown, which waits for them.

use std::{
    io::Error as Io,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::support::{
    builder,
    gatekeeper::{Count, confirm, create, serving, success, withdraw_id_of},
    listener::{Listener, keep_alive_answer},
};
use pazemo::{Attempt, Client, Delivery, ErrorKind, RetryPolicy, types};
use tokio::time::{sleep, timeout};

/// The attempts that an observer was told of.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<Attempt>>>);

impl Told {
    fn hear(&self, attempt: Attempt) {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.push(attempt);
    }

    fn all(&self) -> Vec<Attempt> {
        let told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.clone()
    }
}

#[tokio::test]
async fn the_observer_is_told_of_each_attempt_before_it_is_sent() {
    let told = Told::default();
    let (heard, tokens) = (told.clone(), Count::default());
    let server = {
        let told = told.clone();
        let count = Count::default();
        serving(move |request| {
            let number = count.up();
            assert_eq!(told.all().len(), number, "no request without its attempt");
            match number {
                1 | 2 => keep_alive_answer(429, "application/json", "{}"),
                _ => success(request),
            }
        })
        .await
    };
    let policy =
        RetryPolicy::new().with_backoff(Duration::from_millis(1), Duration::from_millis(5));
    let asked = tokens.clone();
    let client = builder(&server.url())
        .retry_policy(policy)
        .token_provider(move || {
            asked.up();
            async { Ok::<_, Io>("t") }
        })
        .on_attempt(move |attempt: Attempt| {
            assert_eq!(tokens.get(), 1, "authentication comes first");
            heard.hear(attempt);
            async { Ok::<_, Io>(()) }
        })
        .build()
        .expect("a client");
    let withdraw = create(&client).await.expect("a withdraw");
    let told = told.all();
    let numbers: Vec<_> = told.iter().map(|attempt| attempt.number).collect();
    assert_eq!(numbers, [1, 2, 3]);
    // The identifier that the client made stands in what the observer hears, in each body, and in the answer.
    for (attempt, request) in told.iter().zip(server.received()) {
        assert_eq!(attempt.operation.id(), "createWithdraw");
        assert_eq!(attempt.withdraw_id.as_ref(), Some(&withdraw.id));
        assert_eq!(withdraw_id_of(&request), withdraw.id.as_str());
        assert!(!format!("{attempt:?}").contains(withdraw.id.as_str()));
    }
}

#[tokio::test]
async fn the_identifier_that_the_client_made_is_in_the_error_too() {
    let told = Told::default();
    let heard = told.clone();
    let server = Listener::answering("").await;
    let client = builder(&server.url()).on_attempt(move |attempt: Attempt| {
        heard.hear(attempt);
        async { Ok::<_, Io>(()) }
    });
    let error = create(&client.build().expect("a client")).await;
    let error = error.expect_err("no answer");
    assert_eq!(error.delivery(), Delivery::Unknown);
    let id = error.withdraw_id().expect("an id");
    assert_eq!(told.all()[0].withdraw_id.as_ref(), Some(id));
    assert_eq!(withdraw_id_of(&server.one_request()), id.as_str());
}

#[tokio::test]
async fn a_refusal_of_the_observer_blocks_the_send_and_ends_the_call() {
    let server = Listener::answering("").await;
    let count = Count::default();
    let asked = count.clone();
    let client = builder(&server.url())
        .retry_policy(RetryPolicy::new())
        .on_attempt(move |_: Attempt| {
            asked.up();
            async { Err::<(), _>(Io::other("payments are stopped")) }
        })
        .build()
        .expect("a client");
    let created = create(&client).await.map(drop);
    let confirmed = confirm(&client).await.map(drop);
    let read = client.users().me().await.map(drop);
    for result in [created, confirmed, read] {
        let error = result.expect_err("a refusal");
        assert_eq!(error.kind(), ErrorKind::Observer);
        assert_eq!((error.delivery(), error.attempts()), (Delivery::NotSent, 0));
        let source = std::error::Error::source(&error).expect("the refusal");
        assert_eq!(source.to_string(), "payments are stopped");
    }
    assert_eq!((count.get(), server.connections()), (3, 0));
}

#[tokio::test]
async fn a_refusal_of_a_repetition_keeps_what_the_first_attempt_may_have_done() {
    let server = serving(|_| keep_alive_answer(429, "application/json", "{}")).await;
    let policy =
        RetryPolicy::new().with_backoff(Duration::from_millis(1), Duration::from_millis(5));
    let client = builder(&server.url())
        .retry_policy(policy)
        .on_attempt(|attempt: Attempt| async move {
            match attempt.number {
                1 => Ok(()),
                _ => Err(Io::other("once is enough")),
            }
        })
        .build()
        .expect("a client");
    let error = create(&client).await.expect_err("a refusal");
    assert_eq!(error.kind(), ErrorKind::Observer);
    assert_eq!((error.delivery(), error.attempts()), (Delivery::Refused, 1));
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_slow_observer_is_bounded_by_the_calls_deadline() {
    let server = Listener::answering("").await;
    let client = builder(&server.url())
        .total_timeout(Duration::from_millis(150))
        .on_attempt(|_: Attempt| std::future::pending::<Result<(), Io>>())
        .build()
        .expect("a client");
    let began = Instant::now();
    let error = create(&client).await.expect_err("no leave");
    assert!(began.elapsed() < Duration::from_secs(2));
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!(server.connections(), 0);
}

/// A server that answers after a while.
async fn slow() -> Listener {
    Listener::start(|mut connection| async move {
        while let Some(request) = connection.read_request().await {
            sleep(Duration::from_millis(200)).await;
            connection.send(&success(&request)).await;
        }
    })
    .await
}

async fn until_in_flight(client: &Client) {
    while client.calls_in_flight() == 0 {
        sleep(Duration::from_millis(1)).await;
    }
}

#[tokio::test]
async fn a_shutdown_waits_for_calls_in_flight_and_refuses_later_ones() {
    let server = slow().await;
    let client = builder(&server.url()).build().expect("a client");
    let other = client.clone();
    let call = tokio::spawn(async move { create(&other).await });
    until_in_flight(&client).await;
    assert_eq!(client.calls_in_flight(), 1);
    let clone = client.clone();
    let refused = async {
        sleep(Duration::from_millis(20)).await;
        clone.users().me().await.expect_err("too late")
    };
    let (refused, ()) = tokio::join!(refused, client.shut_down());
    assert_eq!(refused.kind(), ErrorKind::ShutDown);
    assert_eq!(client.calls_in_flight(), 0);
    let ended = timeout(Duration::from_millis(100), call).await;
    ended.expect("over").expect("no panic").expect("a withdraw");
    for client in [&client, &clone] {
        let error = create(client).await.expect_err("shut down");
        assert_eq!(error.kind(), ErrorKind::ShutDown);
        assert_eq!((error.delivery(), error.attempts()), (Delivery::NotSent, 0));
    }
    assert_eq!(server.received().len(), 1);
    // Again is allowed, and at once over.
    client.shut_down().await;
}

#[tokio::test]
async fn a_call_that_still_asks_for_the_expected_user_is_carried_out_by_a_shutdown() {
    let server = slow().await;
    let client = builder(&server.url())
        .expect_user("u".parse::<types::UserId>().expect("an id"))
        .token_provider(|| async {
            sleep(Duration::from_millis(100)).await;
            Ok::<_, Io>("t")
        })
        .build()
        .expect("a client");
    let other = client.clone();
    let call = tokio::spawn(async move { create(&other).await });
    until_in_flight(&client).await;
    client.shut_down().await;
    call.await.expect("no panic").expect("a withdraw");
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn a_dropped_call_is_no_longer_waited_for() {
    let server = Listener::start(|connection| connection.until_the_client_leaves()).await;
    let client = builder(&server.url()).build().expect("a client");
    let other = client.clone();
    let call = tokio::spawn(async move { create(&other).await });
    until_in_flight(&client).await;
    call.abort();
    timeout(Duration::from_secs(5), client.shut_down())
        .await
        .expect("no call is left");
}
