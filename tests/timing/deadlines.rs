//! Time limits hold: whatever a call waits for, it is over soon after its limit.

use std::{
    future::{Future, pending},
    pin::Pin,
    time::{Duration, Instant},
};

use crate::support::{
    addresses::BlackHole,
    builder,
    listener::{Connection, Listener, head, json_answer},
};
use pazemo::{
    Attempt, CallOptions, Client, ClientBuilder, CodeRequest, Delivery, Error, ErrorKind,
    RetryPolicy, Secret, types,
};
use tokio::task::JoinSet;

const USER: &str = r#"{"id":"u","email":"e","name":"n"}"#;
const LIMIT: Duration = Duration::from_millis(600);
const LONG: Duration = Duration::from_secs(60);
/// Calls of each kind.
const EACH: usize = 6;

/// What a call waits for when its time is over.
#[derive(Debug, Clone, Copy, PartialEq)]
enum WaitsFor {
    Connection,
    Handshake,
    Head,
    TricklingHead,
    TricklingBody,
    Backoff,
    Token,
    Code,
    Observer,
    Place,
    Rate,
}

const ALL: [WaitsFor; 11] = [
    WaitsFor::Connection,
    WaitsFor::Handshake,
    WaitsFor::Head,
    WaitsFor::TricklingHead,
    WaitsFor::TricklingBody,
    WaitsFor::Backoff,
    WaitsFor::Token,
    WaitsFor::Code,
    WaitsFor::Observer,
    WaitsFor::Place,
    WaitsFor::Rate,
];

#[derive(Debug, Clone, Copy, PartialEq)]
enum Limit {
    Attempt,
    Total,
}

async fn server(waits: WaitsFor) -> Listener {
    Listener::start(move |mut connection: Connection| async move {
        if waits == WaitsFor::Handshake {
            return connection.until_the_client_leaves().await;
        }
        while connection.read_request().await.is_some() {
            let bytes = json_answer(USER);
            let at_once = match waits {
                WaitsFor::Backoff => {
                    connection.send(&head(500, &["Content-Length: 0"])).await;
                    return connection.close().await;
                }
                WaitsFor::TricklingHead => 0,
                WaitsFor::TricklingBody => bytes.len() - USER.len(),
                _ => return connection.until_the_client_leaves().await,
            };
            connection.send(&bytes[..at_once]).await;
            // A byte now and then must not begin the time anew.
            for byte in &bytes[at_once..] {
                if !connection.send(&[*byte]).await {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(30)).await;
            }
        }
    })
    .await
}

fn client(waits: WaitsFor, url: &str) -> Client {
    let backoff = Duration::from_millis(40);
    let mut building: ClientBuilder = builder(url).connect_timeout(LONG);
    building = match waits {
        WaitsFor::Token => building.token_provider(|| async {
            pending::<()>().await;
            Ok::<_, std::io::Error>(Secret::new("t"))
        }),
        WaitsFor::Observer => building.on_attempt(|_: Attempt| async {
            pending::<()>().await;
            Ok::<_, std::io::Error>(())
        }),
        WaitsFor::Place => building.concurrency_limit(1),
        WaitsFor::Rate => building.rate_limit(1, 1),
        WaitsFor::Backoff => building.retry_policy(
            RetryPolicy::new()
                .with_attempts(100)
                .with_backoff(backoff, backoff),
        ),
        _ => building,
    };
    building.build().expect("a client")
}

type Call<'c> = Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'c>>;

fn call(client: &Client, waits: WaitsFor, options: CallOptions) -> Call<'_> {
    Box::pin(async move {
        if waits != WaitsFor::Code {
            return client.users().with(options).me().await.map(drop);
        }
        let (account, id): (types::AccountId, types::WithdrawId) =
            ("a".parse().expect("an id"), "w".parse().expect("an id"));
        let codes = |_: CodeRequest| async {
            pending::<()>().await;
            Ok::<_, std::io::Error>(Secret::new("493021"))
        };
        let withdraws = client.withdraws().with(options);
        let confirmed = withdraws.confirm_with_code(&account, &id, &codes).await;
        confirmed.map(drop)
    })
}

/// How much longer than its limit a call took.
async fn overshoot(waits: WaitsFor, limit: Limit) -> Duration {
    let hole = match waits {
        WaitsFor::Connection => Some(BlackHole::dig().await),
        _ => None,
    };
    let listener = server(waits).await;
    let url = match (&hole, waits) {
        (Some(hole), _) => format!("http://{}", hole.address()),
        (None, WaitsFor::Handshake) => format!("https://{}", listener.address()),
        (None, _) => listener.url(),
    };
    let client = client(waits, &url);
    let is_taken = matches!(waits, WaitsFor::Place | WaitsFor::Rate);
    let first = is_taken.then(|| {
        let client = client.clone();
        tokio::spawn(async move { call(&client, waits, CallOptions::new()).await })
    });
    while is_taken && listener.received().is_empty() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let options = match limit {
        Limit::Attempt => CallOptions::new().with_attempt_timeout(LIMIT),
        Limit::Total => CallOptions::new().with_total_timeout(LIMIT),
    };
    let start = Instant::now();
    let error = call(&client, waits, options).await.expect_err("no time");
    let took = start.elapsed();
    if let Some(first) = first {
        first.abort();
    }
    let is_over_before = match waits {
        // What would come too late is not waited for.
        WaitsFor::Backoff | WaitsFor::Rate => true,
        _ => false,
    };
    assert!(
        is_over_before || took >= LIMIT,
        "{waits:?} {limit:?}: {took:?}"
    );
    let expected = match waits {
        WaitsFor::Place | WaitsFor::Rate => ErrorKind::Limited,
        WaitsFor::Backoff => ErrorKind::Status,
        _ => ErrorKind::Timeout,
    };
    assert!(
        error.kind() == expected || waits == WaitsFor::Backoff,
        "{waits:?}: {error}"
    );
    let was_sent = matches!(
        waits,
        WaitsFor::Head | WaitsFor::TricklingHead | WaitsFor::TricklingBody | WaitsFor::Backoff
    );
    assert_eq!(
        error.delivery() != Delivery::NotSent,
        was_sent,
        "{waits:?}: {error}"
    );
    took.saturating_sub(LIMIT)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_are_over_soon_after_their_limits() {
    let mut calls = JoinSet::new();
    for waits in ALL {
        // The attempt's limit holds from connecting on; what comes before it is under the call's.
        let on_the_wire = matches!(
            waits,
            WaitsFor::Connection
                | WaitsFor::Handshake
                | WaitsFor::Head
                | WaitsFor::TricklingHead
                | WaitsFor::TricklingBody
        );
        for limit in [Limit::Attempt, Limit::Total] {
            if limit == Limit::Total || on_the_wire {
                for _ in 0..EACH {
                    calls.spawn(async move { (waits, limit, overshoot(waits, limit).await) });
                }
            }
        }
    }
    let mut overshoots: Vec<_> = calls.join_all().await;
    // What ended before its limit says nothing about how exact the limit is.
    overshoots.retain(|(waits, ..)| !matches!(waits, WaitsFor::Backoff | WaitsFor::Rate));
    overshoots.sort_by_key(|(.., overshoot)| *overshoot);
    assert!(overshoots.len() >= 30);
    let median = overshoots[overshoots.len() / 2].2;
    assert!(median < Duration::from_millis(50), "{overshoots:?}");
    let longest = overshoots[overshoots.len() - 1];
    assert!(longest.2 < Duration::from_secs(2), "{longest:?}");
}
