//! The budget of repeats: a client does not make a storm worse.

use std::time::Duration;

use crate::support::{
    builder,
    listener::{Connection, Listener, answer, keep_alive_answer},
};
use pazemo::{Client, RetryPolicy};
use tokio::task::JoinSet;

const CALLS: usize = 1000;
/// An attempt never takes so long here, however busy the machine is.
const AMPLE: Duration = Duration::from_secs(20);

#[derive(Debug, Clone, Copy, PartialEq)]
enum Fails {
    /// 500, 502, 503, 504 in turn.
    ByStatus,
    ByReset,
    /// By saying nothing until the attempt's time is over.
    ByTimeout,
    /// Each connection in another of these ways.
    InTurn,
}

async fn failing(fails: Fails) -> Listener {
    Listener::start(move |mut connection: Connection| async move {
        let fails = match (fails, connection.number % 2) {
            (Fails::InTurn, 0) => Fails::ByStatus,
            (Fails::InTurn, _) => Fails::ByReset,
            (fails, _) => fails,
        };
        let mut status = connection.number;
        while connection.read_request().await.is_some() {
            status += 1;
            match fails {
                Fails::ByTimeout => return connection.until_the_client_leaves().await,
                Fails::ByReset => return connection.reset(),
                Fails::ByStatus | Fails::InTurn => {
                    let status = [500, 502, 503, 504][status % 4];
                    let bytes = keep_alive_answer(status, "text/html", "<html></html>");
                    connection.send(&bytes).await;
                }
            }
        }
    })
    .await
}

/// Reads, all at the same time; gives how many succeeded.
async fn storm(client: &Client) -> usize {
    let mut calls = JoinSet::new();
    for _ in 0..CALLS {
        let client = client.clone();
        calls.spawn(async move { client.pings().ping().await.is_ok() });
    }
    calls.join_all().await.into_iter().filter(|ok| *ok).count()
}

fn eager(listener: &Listener, attempt_timeout: Duration) -> Client {
    let backoff = Duration::from_millis(5);
    builder(&listener.url())
        .retry_policy(
            RetryPolicy::new()
                .with_attempts(10)
                .with_backoff(backoff, backoff),
        )
        .attempt_timeout(attempt_timeout)
        .total_timeout(Duration::from_secs(60))
        // Both ends of each connection are this process's, and the files it may open are counted.
        .concurrency_limit(250)
        .build()
        .expect("a client")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_reads_of_a_failing_server_are_at_most_twelve_hundred_requests() {
    for fails in [Fails::ByStatus, Fails::ByReset, Fails::InTurn] {
        let listener = failing(fails).await;
        let client = eager(&listener, AMPLE);
        assert_eq!(storm(&client).await, 0, "{fails:?}");
        let requests = listener.received().len() + listener.half_received().len();
        assert!(requests <= CALLS * 12 / 10, "{fails:?}: {requests}");
        // The budget is there to be used: without repeats the bound would hold for nothing.
        assert!(requests > CALLS + 50, "{fails:?}: {requests}");

        // Nothing is left of it, for any clone.
        storm(&client.clone()).await;
        let more = listener.received().len() + listener.half_received().len() - requests;
        assert_eq!(more, CALLS, "{fails:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_reads_of_a_silent_server_are_repeated_even_less() {
    let listener = failing(Fails::ByTimeout).await;
    let client = eager(&listener, Duration::from_millis(300));
    assert_eq!(storm(&client).await, 0);
    let requests = listener.received().len();
    assert!(requests <= CALLS * 11 / 10, "{requests}");
}

#[tokio::test]
async fn successes_give_back_what_repeats_may_cost() {
    let listener = Listener::start(|mut connection: Connection| async move {
        while let Some(request) = connection.read_request().await {
            let bytes = match request.target() {
                "/ping" => answer(500, "text/html", ""),
                _ => keep_alive_answer(
                    200,
                    "application/json",
                    r#"{"id":"u","email":"e","name":"n"}"#,
                ),
            };
            connection.send(&bytes).await;
        }
    })
    .await;
    let client = eager(&listener, AMPLE);
    let pings = |requests: Vec<crate::support::listener::Received>| {
        let targets = requests
            .iter()
            .map(crate::support::listener::Received::target);
        targets.filter(|target| *target == "/ping").count()
    };
    storm(&client).await;
    let in_the_storm = pings(listener.received());
    for _ in 0..5 {
        client.users().me().await.expect("a user");
    }
    client.pings().ping().await.expect_err("a failure");
    // Five successes pay for one repeat.
    assert_eq!(pings(listener.received()) - in_the_storm, 2);
}
