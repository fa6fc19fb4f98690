//! `Retry-After`: how long a call waits, when it does not wait, and what a 429 means to all clones of a client.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant, SystemTime},
};

use crate::support::{
    builder,
    listener::{Connection, Listener, head, json_answer},
};
use pazemo::{
    Amount, CallOptions, Client, ClientBuilder, Delivery, ErrorKind, RetryPolicy, Secret, types,
};
use tokio::task::JoinSet;

const USER: &str = r#"{"id":"u","email":"e","name":"n"}"#;
/// The server's clock need not be ours.
const LONG_AGO: &str = "Date: Mon, 01 Jan 2001 00:00:00 GMT";
const SECOND: Duration = Duration::from_secs(1);
/// Longer than any backoff here, shorter than any wait that a server asks for.
const SHORT: Duration = Duration::from_millis(700);

/// Repeats after a backoff of some milliseconds, if nothing else is asked for.
fn repeating(base_url: &str) -> ClientBuilder {
    let backoff = Duration::from_millis(20);
    builder(base_url).retry_policy(
        RetryPolicy::new()
            .with_attempts(2)
            .with_backoff(backoff, backoff),
    )
}

/// Answers the first request with a refusal and these headers, all others with a user.
async fn refusing_once(status: u16, headers: &[&str]) -> Listener {
    let mut lines = headers.to_vec();
    lines.push("Content-Length: 0");
    let refusal = head(status, &lines);
    let requests = Arc::new(AtomicUsize::new(0));
    Listener::start(move |mut connection: Connection| {
        let (requests, refusal) = (Arc::clone(&requests), refusal.clone());
        async move {
            if connection.read_request().await.is_none() {
                return;
            }
            let bytes = match requests.fetch_add(1, Ordering::SeqCst) {
                0 => refusal,
                _ => json_answer(USER),
            };
            connection.send(&bytes).await;
            connection.close().await;
        }
    })
    .await
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Then {
    /// The second attempt comes at least a second later, but not much.
    WaitsASecond,
    /// The second attempt comes after the backoff.
    BacksOff,
    /// There is no second attempt, and the error says how long to wait.
    Returns(u64),
}

#[tokio::test]
async fn a_read_waits_as_long_as_asked_or_backs_off_or_returns_at_once() {
    use Then::{BacksOff, Returns, WaitsASecond};
    let in_date = |seconds: u64| {
        let date = SystemTime::now() + Duration::from_secs(seconds);
        format!("Retry-After: {}", httpdate::fmt_http_date(date))
    };
    // An HTTP date has whole seconds: two from now are more than one.
    let (soon, late) = (in_date(2), in_date(500_000));
    let cases: Vec<(Vec<&str>, Then)> = vec![
        (vec!["Retry-After: 1"], WaitsASecond),
        (vec!["Retry-After:   01  "], WaitsASecond),
        (vec![&soon], WaitsASecond),
        (
            vec![LONG_AGO, "Retry-After: Mon, 01 Jan 2001 00:00:01 GMT"],
            WaitsASecond,
        ),
        (
            vec![LONG_AGO, "Retry-After: Monday, 01-Jan-01 00:00:01 GMT"],
            WaitsASecond,
        ),
        (vec![], BacksOff),
        (vec!["Retry-After:"], BacksOff),
        (vec!["Retry-After: 0"], BacksOff),
        (vec!["Retry-After: -1"], BacksOff),
        (vec!["Retry-After: 1.5"], BacksOff),
        (vec!["Retry-After: soon"], BacksOff),
        (vec!["Retry-After: 1, 2"], BacksOff),
        (vec!["Retry-After: 18446744073709551615"], BacksOff),
        (vec!["Retry-After: 18446744073709551616"], BacksOff),
        (
            vec!["Retry-After: 99999999999999999999999999999999999999"],
            BacksOff,
        ),
        (vec!["Retry-After: Mon, 01 Jan 2001 00:00:00 GMT"], BacksOff),
        (
            vec![LONG_AGO, "Retry-After: Sun, 31 Dec 2000 23:59:59 GMT"],
            BacksOff,
        ),
        (
            vec![LONG_AGO, "Retry-After: Mon, 01 Jan 2001 00:00:00 GMT"],
            BacksOff,
        ),
        // Beyond the call's deadline of 30 s, and beyond 120 s.
        (vec!["Retry-After: 31"], Returns(31)),
        (vec!["Retry-After: 121"], Returns(121)),
        (vec!["Retry-After: 4294967296"], Returns(4_294_967_296)),
        (
            vec![LONG_AGO, "Retry-After: Mon, 01 Jan 2001 00:01:00 GMT"],
            Returns(60),
        ),
        (vec![&late], Returns(499_990)),
    ];
    let mut calls = JoinSet::new();
    for status in [429, 503] {
        for (headers, then) in &cases {
            let headers: Vec<String> = headers.iter().map(|line| (*line).to_owned()).collect();
            let then = *then;
            calls.spawn(async move {
                let lines: Vec<&str> = headers.iter().map(String::as_str).collect();
                let listener = refusing_once(status, &lines).await;
                let client = repeating(&listener.url())
                    .total_timeout(Duration::from_secs(30))
                    .build()
                    .expect("a client");
                let start = Instant::now();
                let result = client.users().me().await;
                let took = start.elapsed();
                let said = format!("{status} {headers:?}: {result:?} after {took:?}");
                let requests = listener.received().len();
                match then {
                    WaitsASecond => {
                        assert!(result.is_ok() && requests == 2, "{said}");
                        assert!(took >= SECOND && took < SECOND * 5, "{said}");
                    }
                    BacksOff => {
                        assert!(result.is_ok() && requests == 2, "{said}");
                        assert!(took < SHORT, "{said}");
                    }
                    Returns(least) => {
                        let error = result.expect_err(&said);
                        let wait = error.retry_after().expect(&said).as_secs();
                        assert!((least..=least + 12).contains(&wait), "{said}");
                        assert_eq!((error.attempts(), requests), (1, 1), "{said}");
                        assert!(took < SHORT, "{said}");
                    }
                }
            });
        }
    }
    calls.join_all().await;
}

#[tokio::test]
async fn a_wait_beyond_two_minutes_is_left_to_the_caller_whatever_the_deadline() {
    for status in [429, 503] {
        let listener = refusing_once(status, &["Retry-After: 121"]).await;
        let client = repeating(&listener.url())
            .total_timeout(Duration::from_secs(3600))
            .build()
            .expect("a client");
        let start = Instant::now();
        let error = client.users().me().await.expect_err("refused");
        assert!(start.elapsed() < SHORT, "{error:?}");
        assert_eq!(error.retry_after(), Some(Duration::from_secs(121)));
        assert_eq!(listener.received().len(), 1);
    }
}

#[tokio::test]
async fn retry_after_never_shortens_the_backoff() {
    // Full jitter: of many calls some would come back before the second is over, if it replaced a longer backoff.
    let mut calls = JoinSet::new();
    for _ in 0..12 {
        calls.spawn(async {
            let listener = refusing_once(503, &["Retry-After: 1"]).await;
            let backoff = Duration::from_millis(1400);
            let client = builder(&listener.url())
                .retry_policy(RetryPolicy::new().with_backoff(backoff, backoff))
                .build()
                .expect("a client");
            let start = Instant::now();
            client.users().me().await.expect("a user");
            start.elapsed()
        });
    }
    let took = calls.join_all().await;
    assert!(took.iter().all(|took| *took >= SECOND), "{took:?}");
    // Twelve times a random wait of up to 1.4 s: at least one was longer than the second asked for.
    let longest = took.iter().max().expect("a call");
    assert!(*longest > SECOND + Duration::from_millis(20), "{took:?}");
}

/// A withdraw by a client whose server may have refused another call just now.
async fn create(client: &Client, options: CallOptions) -> Result<types::Withdraw, pazemo::Error> {
    let account = "a".parse().expect("an id");
    let new = types::NewWithdraw::new("1".parse::<Amount>().expect("an amount"));
    client
        .withdraws()
        .with(options)
        .create(&account, &new)
        .await
}

#[tokio::test]
async fn a_429_pauses_all_clones_and_a_503_does_not() {
    for (status, pauses) in [(429, true), (503, false)] {
        let listener = refusing_once(status, &["Retry-After: 1"]).await;
        let client = repeating(&listener.url()).build().expect("a client");
        let (reading, paying) = (client.clone(), client.clone());
        let start = Instant::now();
        let read = tokio::spawn(async move { reading.users().me().await });
        while listener.received().is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        // The refusal is on its way.
        tokio::time::sleep(Duration::from_millis(200)).await;
        if pauses {
            let options = CallOptions::new().with_total_timeout(Duration::from_millis(300));
            let asked = Instant::now();
            let error = create(&paying, options).await.expect_err("a pause");
            assert_eq!(error.kind(), ErrorKind::Limited, "{error}");
            assert_eq!(error.delivery(), Delivery::NotSent);
            assert_eq!(error.attempts(), 0);
            let rest = error.retry_after().expect("a rest of the pause");
            assert!(
                rest <= SECOND && rest > Duration::from_millis(300),
                "{rest:?}"
            );
            assert!(asked.elapsed() < Duration::from_millis(200), "at once");
            let authorization = types::WithdrawAuthorization::new(Secret::new("493021"));
            let (account, id) = ("a".parse().expect("an id"), "w".parse().expect("an id"));
            let withdraws = client.withdraws().with(options);
            let error = withdraws.confirm(&account, &id, &authorization).await;
            assert_eq!(error.expect_err("a pause").kind(), ErrorKind::Limited);
            assert_eq!(listener.received().len(), 1, "nothing was sent");
        }
        // The body is a user's, so the withdraw does not decode; it is the time that matters.
        let error = create(&paying, CallOptions::new())
            .await
            .expect_err("a user");
        assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
        let took = start.elapsed();
        assert_eq!(took >= SECOND, pauses, "{status}: {took:?}");
        read.await.expect("a task").expect("a user");
        assert_eq!(listener.received().len(), 3);
    }
}

#[tokio::test]
async fn no_pause_is_kept_longer_than_two_minutes() {
    let listener = refusing_once(429, &["Retry-After: 86400"]).await;
    let client = repeating(&listener.url()).build().expect("a client");
    let error = client.users().me().await.expect_err("refused");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(86400)));
    let error = client.clone().users().me().await.expect_err("a pause");
    assert_eq!(error.kind(), ErrorKind::Limited);
    let rest = error.retry_after().expect("a rest of the pause").as_secs();
    assert!((110..=120).contains(&rest), "{rest}");
    assert_eq!(listener.received().len(), 1);
}
