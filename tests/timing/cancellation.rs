//! Calls that are dropped from outside: what they leave in the log, and that they leave nothing else.

use std::{
    future::pending,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use crate::support::{
    addresses::BlackHole,
    builder,
    listener::{Connection, Listener, head},
};
use pazemo::{Amount, Client, Error, RetryPolicy, Secret, types};
use tokio::time::{sleep, timeout};
use tracing_subscriber::fmt::MakeWriter;

const SOON: Duration = Duration::from_millis(150);

/// Keeps what is logged, as text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

impl Log {
    /// The events of calls that were dropped, one a line, without their spans.
    fn dropped(&self) -> Vec<String> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8(kept.clone()).expect("UTF-8");
        let lines = text.lines().filter(|line| line.contains("was dropped"));
        lines
            .map(|line| {
                let level = line.split_whitespace().next().expect("a level");
                let event = line.rfind("the call was dropped").expect("it is there");
                format!("{level} {}", &line[event..])
            })
            .collect()
    }
}

/// Runs this with all events of this thread kept, and gives those of dropped calls.
async fn logged(run: impl Future<Output = ()>) -> Vec<String> {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(log.clone())
        .with_max_level(tracing::Level::INFO)
        .without_time()
        .with_ansi(false)
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    run.await;
    log.dropped()
}

/// Reads requests and answers none.
async fn silent() -> Listener {
    Listener::start(|mut connection: Connection| async move {
        connection.read_request().await;
        connection.until_the_client_leaves().await;
    })
    .await
}

async fn create(client: &Client) -> Result<types::Withdraw, Error> {
    let account = "a".parse().expect("an id");
    let new = types::NewWithdraw::new("1".parse::<Amount>().expect("an amount"));
    client.withdraws().create(&account, &new).await
}

async fn confirm(client: &Client) -> Result<types::Withdraw, Error> {
    let (account, id) = ("a".parse().expect("an id"), "w".parse().expect("an id"));
    let authorization = types::WithdrawAuthorization::new(Secret::new("493021"));
    let withdraws = client.withdraws();
    withdraws.confirm(&account, &id, &authorization).await
}

fn event(level: &str, operation: &str, delivery: &str, basis: &str, attempts: u32) -> [String; 1] {
    [format!(
        r#"{level} the call was dropped before it ended operation="{operation}" delivery="{delivery}" basis="{basis}" attempts={attempts}"#
    )]
}

#[tokio::test]
async fn a_call_under_way_that_is_dropped_leaves_an_event_that_says_unknown() {
    let listener = silent().await;
    let client = crate::support::client(&listener.url());
    let events = logged(async {
        let result = timeout(SOON, create(&client)).await;
        assert!(result.is_err());
    });
    let unknown = event("WARN", "createWithdraw", "unknown", "wire", 1);
    assert_eq!(events.await, unknown);

    let events = logged(async {
        tokio::select! {
            _ = confirm(&client) => panic!("an answer"),
            () = sleep(SOON) => {}
        }
    });
    let unknown = event("WARN", "confirmWithdraw", "unknown", "wire", 1);
    assert_eq!(events.await, unknown);

    // A task that is aborted drops its call as well.
    let events = logged(async {
        let client = client.clone();
        let task = tokio::spawn(async move { create(&client).await });
        sleep(SOON).await;
        task.abort();
        assert!(task.await.expect_err("aborted").is_cancelled());
    });
    let unknown = event("WARN", "createWithdraw", "unknown", "wire", 1);
    assert_eq!(events.await, unknown);

    // Reads move no money: nobody has to be warned.
    let events = logged(async {
        let result = timeout(SOON, client.users().me()).await;
        assert!(result.is_err());
    });
    let unknown = event("INFO", "getCurrentUser", "unknown", "wire", 1);
    assert_eq!(events.await, unknown);
    assert_eq!(listener.received().len(), 4);
    assert_eq!(client.calls_in_flight(), 0);
}

#[tokio::test]
async fn a_call_that_is_dropped_while_its_answer_comes_leaves_the_event_too() {
    let listener = Listener::start(|mut connection: Connection| async move {
        connection.read_request().await;
        let head = head(200, &["Content-Type: application/json"]);
        connection.send(&[&head[..], b"{\"id\":"].concat()).await;
        connection.until_the_client_leaves().await;
    })
    .await;
    let client = crate::support::client(&listener.url());
    let events = logged(async {
        assert!(timeout(SOON, confirm(&client)).await.is_err());
    });
    let unknown = event("WARN", "confirmWithdraw", "unknown", "wire", 1);
    assert_eq!(events.await, unknown);
}

#[tokio::test]
async fn a_call_that_is_dropped_before_anything_left_is_not_in_doubt() {
    let hole = BlackHole::dig().await;
    let connecting = crate::support::client(&format!("http://{}", hole.address()));
    let listener = silent().await;
    let unauthenticated = builder(&listener.url())
        .token_provider(|| async {
            pending::<()>().await;
            Ok::<_, std::io::Error>(Secret::new("t"))
        })
        .build()
        .expect("a client");
    for (client, attempts) in [(connecting, 1), (unauthenticated, 0)] {
        let events = logged(async {
            assert!(timeout(SOON, create(&client)).await.is_err());
        });
        let not_sent = event("INFO", "createWithdraw", "not_sent", "wire", attempts);
        assert_eq!(events.await, not_sent);
    }
    assert!(listener.received().is_empty());

    // A future that nobody has polled is no call.
    let client = crate::support::client(&listener.url());
    let events = logged(async { drop(create(&client)) });
    assert_eq!(events.await, [""; 0]);
}

#[tokio::test]
async fn a_call_that_is_dropped_between_attempts_says_what_they_did() {
    let dropped = async |status| {
        let refusal = head(status, &["Content-Length: 0", "Retry-After: 100"]);
        let listener = Listener::answering(refusal).await;
        let client = builder(&listener.url())
            .retry_policy(RetryPolicy::new())
            .total_timeout(Duration::from_secs(3600))
            .build()
            .expect("a client");
        let events = logged(async {
            match status {
                429 => assert!(timeout(SOON, create(&client)).await.is_err()),
                _ => assert!(timeout(SOON, client.users().me()).await.is_err()),
            }
        });
        events.await
    };
    let refused = event("INFO", "createWithdraw", "refused", "assumption", 1);
    assert_eq!(dropped(429).await, refused);
    let unknown = event("INFO", "getCurrentUser", "unknown", "assumption", 1);
    assert_eq!(dropped(500).await, unknown);
}

#[tokio::test]
async fn a_call_that_ended_in_time_leaves_no_such_event() {
    let listener = Listener::answering(head(400, &["Content-Length: 0"])).await;
    let client = crate::support::client(&listener.url());
    let events = logged(async {
        let result = timeout(Duration::from_secs(60), create(&client)).await;
        assert!(result.expect("in time").is_err());
    });
    assert_eq!(events.await, [""; 0]);
}
