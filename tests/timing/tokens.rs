//! Tokens: asked for once for all, renewed once for all who were refused, and never at the price of a payment in doubt.

use std::{
    future::pending,
    io::Error as Io,
    time::{Duration, Instant},
};

use crate::support::{
    builder,
    gatekeeper::{Count, Tokens, cancel, confirm, create, guarded, token_of},
};
use pazemo::{Client, ClientBuilder, Delivery, Error, ErrorKind, RetryPolicy, Token};
use tokio::{task::JoinSet, time::sleep};

/// A client with the usual three attempts and hardly a wait between them. Its limit spares this process's open files.
fn repeating(url: &str) -> ClientBuilder {
    let milliseconds = Duration::from_millis;
    let policy = RetryPolicy::new().with_backoff(milliseconds(1), milliseconds(5));
    builder(url).retry_policy(policy).concurrency_limit(400)
}

/// A client whose provider gives `token-1`, `token-2`, …, and how often it was asked.
fn counting(url: &str) -> (Client, Count) {
    let asked = Count::default();
    let count = asked.clone();
    let provider = move || {
        let number = count.up();
        async move {
            sleep(Duration::from_millis(5)).await;
            Ok::<_, Io>(Token::new(format!("token-{number}")))
        }
    };
    let client = repeating(url).token_provider(provider).build();
    (client.expect("a client"), asked)
}

/// So many reads at the same time.
async fn reads(client: &Client, calls: usize) -> Vec<Result<(), Error>> {
    let mut set = JoinSet::new();
    for _ in 0..calls {
        let client = client.clone();
        set.spawn(async move { client.users().me().await.map(drop) });
    }
    set.join_all().await
}

/// Reads, creates, confirms and cancels at the same time, while `change` happens.
async fn under_load(client: &Client, change: impl Future<Output = ()>) -> Vec<Error> {
    let mut set = JoinSet::new();
    for number in 0..400 {
        let client = client.clone();
        set.spawn(async move {
            sleep(Duration::from_millis(number / 2)).await;
            match number % 4 {
                0 => create(&client).await.map(drop),
                1 => confirm(&client).await.map(drop),
                2 => cancel(&client).await.map(drop),
                _ => client.users().me().await.map(drop),
            }
        });
    }
    let (results, ()) = tokio::join!(set.join_all(), change);
    results.into_iter().filter_map(Result::err).collect()
}

#[tokio::test]
async fn a_rotation_with_both_tokens_valid_for_a_while_fails_no_call() {
    let tokens = Tokens::valid(["old", "new"]);
    let server = guarded(&tokens).await;
    let asked = Count::default();
    let count = asked.clone();
    let provider = move || {
        let number = count.up();
        async move {
            let token = Token::new(if number == 1 { "old" } else { "new" });
            Ok::<_, Io>(token.valid_for(Duration::from_millis(100)))
        }
    };
    let client = repeating(&server.url()).token_provider(provider).build();
    let errors = under_load(&client.expect("a client"), async {}).await;
    assert!(errors.is_empty(), "{errors:?}");
    let received = server.received();
    for token in ["old", "new"] {
        let with_it = received.iter().filter(|request| token_of(request) == token);
        assert!(with_it.count() > 0, "{token}");
    }
    assert_eq!(received.len(), 400);
    assert!(asked.get() > 1);
}

#[tokio::test]
async fn a_rotation_that_revokes_the_old_token_first_leaves_nothing_in_doubt() {
    let tokens = Tokens::valid(["token-1"]);
    let server = guarded(&tokens).await;
    let (client, asked) = counting(&server.url());
    let errors = under_load(&client, async {
        sleep(Duration::from_millis(60)).await;
        tokens.revoke("token-1");
        tokens.allow("token-2");
    })
    .await;
    for error in &errors {
        // Reads repeat; what moves money was refused by its 401, and nothing else happened.
        assert_eq!(error.delivery(), Delivery::Refused, "{error}");
        assert_eq!(error.status(), Some(401));
        assert_ne!(error.operation(), Some("getCurrentUser"));
        assert_eq!(error.attempts(), 1);
    }
    assert_eq!(asked.get(), 2);
    let again = under_load(&client, async {}).await;
    assert!(again.is_empty(), "{again:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_calls_with_a_revoked_token_renew_it_once() {
    let tokens = Tokens::valid(["token-1", "token-2"]);
    let server = guarded(&tokens).await;
    let (client, asked) = counting(&server.url());
    client.users().me().await.expect("a user");
    tokens.revoke("token-1");
    for result in reads(&client, 1000).await {
        result.expect("a user");
    }
    assert_eq!(asked.get(), 2);
    // The new one is revoked, too: within 30 s of the renewal no one asks again.
    tokens.revoke("token-2");
    tokens.allow("token-3");
    for result in reads(&client, 100).await {
        let error = result.expect_err("a revoked token");
        assert_eq!((error.status(), error.attempts()), (Some(401), 1));
    }
    assert_eq!(asked.get(), 2);
}

#[tokio::test]
async fn a_thousand_calls_with_an_expired_token_renew_it_once() {
    let tokens = Tokens::valid(["first", "second"]);
    let server = guarded(&tokens).await;
    let asked = Count::default();
    let count = asked.clone();
    let provider = move || {
        let first = count.up() == 1;
        async move {
            sleep(Duration::from_millis(5)).await;
            let token = Token::new(if first { "first" } else { "second" });
            let time = Duration::from_millis(if first { 300 } else { 600_000 });
            Ok::<_, Io>(token.valid_for(time))
        }
    };
    let client = repeating(&server.url()).token_provider(provider).build();
    let client = client.expect("a client");
    client.users().me().await.expect("a user");
    client.users().me().await.expect("a user");
    assert_eq!(asked.get(), 1);
    sleep(Duration::from_millis(320)).await;
    tokens.revoke("first");
    for result in reads(&client, 1000).await {
        result.expect("a user");
    }
    assert_eq!(asked.get(), 2);
    assert_eq!(server.received().len(), 1002, "no one was refused");
}

#[tokio::test]
async fn a_hundred_callers_ask_a_slow_provider_once() {
    let server = guarded(&Tokens::valid(["slow"])).await;
    let asked = Count::default();
    let count = asked.clone();
    let provider = move || {
        count.up();
        async {
            sleep(Duration::from_millis(200)).await;
            Ok::<_, Io>("slow")
        }
    };
    let client = builder(&server.url()).token_provider(provider).build();
    for result in reads(&client.expect("a client"), 100).await {
        result.expect("a user");
    }
    assert_eq!(asked.get(), 1);
}

#[tokio::test]
async fn those_who_wait_share_a_failure_and_later_calls_ask_again() {
    let server = guarded(&Tokens::valid(["late"])).await;
    let asked = Count::default();
    let count = asked.clone();
    let provider = move || {
        let number = count.up();
        async move {
            sleep(Duration::from_millis(100)).await;
            if number == 1 {
                return Err(Io::other("the vault is sealed"));
            }
            Ok("late")
        }
    };
    let client = repeating(&server.url()).token_provider(provider).build();
    let client = client.expect("a client");
    for result in reads(&client, 100).await {
        let error = result.expect_err("no token");
        assert_eq!(error.kind(), ErrorKind::Provider, "{error}");
        assert_eq!(error.delivery(), Delivery::NotSent);
        assert_eq!(error.attempts(), 0);
    }
    assert_eq!(asked.get(), 1);
    client.users().me().await.expect("a user");
    assert_eq!(asked.get(), 2);
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_hanging_provider_is_bounded_by_the_calls_deadline() {
    let server = guarded(&Tokens::default()).await;
    let client = builder(&server.url())
        .token_provider(pending::<Result<Token, Io>>)
        .total_timeout(Duration::from_millis(150))
        .build()
        .expect("a client");
    let began = Instant::now();
    let error = create(&client).await.expect_err("no token");
    assert!(began.elapsed() < Duration::from_secs(2));
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn what_is_no_token_is_not_sent_and_not_shown() {
    for garbage in ["", " ", "c4n4ry\r\nHost: x", "c4n4ry c4n4ry", "tökén"] {
        let server = guarded(&Tokens::default()).await;
        let client = builder(&server.url())
            .token_provider(move || async move { Ok::<_, Io>(garbage) })
            .build()
            .expect("a client");
        let error = create(&client).await.expect_err("no token");
        assert_eq!(error.kind(), ErrorKind::Provider);
        assert_eq!(error.delivery(), Delivery::NotSent);
        assert!(!format!("{error} {error:?}").contains("c4n4ry"));
        assert_eq!(server.connections(), 0);
    }
}

#[tokio::test]
async fn a_401_on_confirm_or_cancel_never_renews() {
    let server = guarded(&Tokens::default()).await;
    let (client, asked) = counting(&server.url());
    for _ in 0..3 {
        for result in [confirm(&client).await, cancel(&client).await] {
            let error = result.expect_err("a 401");
            assert_eq!((error.status(), error.attempts()), (Some(401), 1));
            assert_eq!(error.delivery(), Delivery::Refused);
        }
    }
    assert_eq!(asked.get(), 1);
    assert_eq!(server.received().len(), 6);
}

#[tokio::test]
async fn a_401_on_create_renews_for_the_next_call_and_repeats_nothing() {
    let server = guarded(&Tokens::valid(["token-2"])).await;
    let (client, asked) = counting(&server.url());
    let error = create(&client).await.expect_err("a 401");
    assert_eq!((error.status(), error.attempts()), (Some(401), 1));
    assert_eq!(server.received().len(), 1);
    create(&client).await.expect("a withdraw");
    assert_eq!(asked.get(), 2);
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn a_read_repeats_once_after_a_401() {
    let server = guarded(&Tokens::valid(["token-2"])).await;
    let (client, asked) = counting(&server.url());
    client.users().me().await.expect("a user");
    assert_eq!((asked.get(), server.received().len()), (2, 2));

    // Another token that is refused as well is not followed by a third attempt.
    let server = guarded(&Tokens::default()).await;
    let (client, asked) = counting(&server.url());
    let error = client.users().me().await.expect_err("a 401");
    assert_eq!((error.status(), error.attempts()), (Some(401), 2));
    assert_eq!((asked.get(), server.received().len()), (2, 2));
}

#[tokio::test]
async fn the_same_token_again_is_no_reason_to_repeat() {
    let server = guarded(&Tokens::default()).await;
    let asked = Count::default();
    let count = asked.clone();
    let provider = move || {
        count.up();
        async { Ok::<_, Io>("always-the-same") }
    };
    let client = repeating(&server.url()).token_provider(provider).build();
    let client = client.expect("a client");
    for _ in 0..3 {
        let error = client.users().me().await.expect_err("a 401");
        assert_eq!((error.status(), error.attempts()), (Some(401), 1));
    }
    assert_eq!((asked.get(), server.received().len()), (2, 3));
}

#[tokio::test]
async fn a_caller_that_goes_away_while_it_asks_does_not_hold_up_the_others() {
    let server = guarded(&Tokens::valid(["second"])).await;
    let asked = Count::default();
    let count = asked.clone();
    let provider = move || {
        let number = count.up();
        async move {
            if number == 1 {
                pending::<()>().await;
            }
            Ok::<_, Io>("second")
        }
    };
    let client = builder(&server.url()).token_provider(provider).build();
    let client = client.expect("a client");
    let first = client.clone();
    let first = tokio::spawn(async move { first.users().me().await.map(drop) });
    sleep(Duration::from_millis(50)).await;
    let others = client.clone();
    let others = tokio::spawn(async move { reads(&others, 50).await });
    sleep(Duration::from_millis(50)).await;
    first.abort();
    for result in others.await.expect("no panic") {
        result.expect("a user");
    }
    assert_eq!(asked.get(), 2);
}
