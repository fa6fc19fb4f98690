//! Tokens that are shared with others.

use std::{
    future::pending,
    io,
    time::{Duration, Instant, SystemTime},
};

use pazemo::{
    BoxError, ErrorKind,
    qolo::{Client, FileTokenStore, Login, MemoryTokenStore, StoredToken, TokenStore},
};

use crate::{
    clocks::Clock,
    desk::{Desk, HOUR, credentials, read, reads, status, token, tokens_of},
    support::{
        CANARY,
        calls::shown,
        canary::assert_hidden,
        captured::{assert_log_is_clean, capture_this_thread},
        gatekeeper::Count,
    },
};

fn sharing(desk: &Desk, store: impl TokenStore) -> Client {
    let builder = desk.builder().token_store(store);
    builder.build().expect("a client")
}

#[tokio::test]
async fn what_one_process_left_the_other_uses() {
    let desk = Desk::start().await;
    let store = MemoryTokenStore::new();
    let clients: Vec<_> = (0..5).map(|_| sharing(&desk, store.clone())).collect();
    for client in &clients {
        for result in reads(client, 10).await {
            result.expect("an answer");
        }
    }
    assert_eq!(desk.logins.get(), 1);
    // One after the other finds its token refused, and what the first of them left.
    desk.tokens.revoke(&token(1));
    for client in &clients {
        for result in reads(client, 10).await {
            result.expect("an answer");
        }
    }
    assert_eq!(desk.logins.get(), 2);
}

#[tokio::test]
async fn a_file_shares_tokens_between_programs() {
    let name = format!("pazemo-qolo-{}.json", uuid::Uuid::new_v4());
    let path = std::env::temp_dir().join(name);
    let desk = Desk::start().await;
    let client = || sharing(&desk, FileTokenStore::new(&path));
    let (one, other) = (client(), client());
    for revoked in 0..2 {
        desk.tokens.revoke(&token(revoked));
        for client in [&one, &other, &client()] {
            read(client).await.expect("an answer");
        }
        assert_eq!(desk.logins.get(), revoked + 1);
    }
    std::fs::remove_file(&path).expect("a file");
}

#[tokio::test]
async fn a_stored_token_that_is_refused_is_followed_by_a_login_of_our_own() {
    let desk = Desk::start().await;
    let store = MemoryTokenStore::new();
    read(&sharing(&desk, store.clone()))
        .await
        .expect("an answer");
    let own = desk.client();
    read(&own).await.expect("an answer");
    // A client whose own token and the stored one after it are refused reads all the same.
    let third = sharing(&desk, store.clone());
    read(&third).await.expect("an answer");
    desk.tokens.revoke(&token(1));
    read(&sharing(&desk, store.clone()))
        .await
        .expect("an answer");
    desk.tokens.revoke(&token(3));
    read(&third).await.expect("an answer");
    assert_eq!(desk.logins.get(), 4);
    let sent = desk.others();
    let sent = tokens_of(&sent);
    assert_eq!(sent[sent.len() - 3..], [token(1), token(3), token(4)]);
}

#[tokio::test]
async fn a_stored_token_serves_for_the_rest_of_its_life() {
    let desk = Desk::start().await;
    let (store, clock) = (MemoryTokenStore::new(), Clock::of_today());
    let client = || {
        let builder = desk.builder().token_store(store.clone());
        builder
            .wall_clock(clock.reader())
            .build()
            .expect("a client")
    };
    read(&client()).await.expect("an answer");
    clock.forward(HOUR * 11);
    let late = client();
    read(&late).await.expect("an answer");
    assert_eq!(desk.logins.get(), 1);
    clock.forward(HOUR);
    read(&late).await.expect("an answer");
    assert_eq!(desk.logins.get(), 2);
    // The clock goes back: what was stored comes from the future now, but a minute is no matter.
    clock.back(Duration::from_secs(60));
    read(&client()).await.expect("an answer");
    assert_eq!(desk.logins.get(), 2);
    clock.back(HOUR * 24);
    read(&client()).await.expect("an answer");
    assert_eq!(desk.logins.get(), 3);
}

#[tokio::test]
async fn the_token_of_another_login_or_server_is_not_used() {
    let (desk, other) = (Desk::start().await, Desk::start().await);
    let store = MemoryTokenStore::new();
    read(&sharing(&desk, store.clone()))
        .await
        .expect("an answer");
    let program = Login::new("another-program", format!("key-{CANARY}"));
    let builder = desk.builder().login(program).token_store(store.clone());
    read(&builder.build().expect("a client"))
        .await
        .expect("an answer");
    assert_eq!(desk.logins.get(), 2);
    read(&sharing(&other, store)).await.expect("an answer");
    assert_eq!(other.logins.get(), 1);
}

#[tokio::test]
async fn a_renewed_token_that_is_refused_is_followed_by_what_others_left() {
    let desk = Desk::answering_logins(|number, tokens| {
        // A login ends the tokens before it.
        tokens.revoke(&token(number - 1));
        tokens.allow(&token(number));
        status(200, &format!(r#"{{"token":"{}"}}"#, token(number)))
    })
    .await;
    let store = MemoryTokenStore::new();
    let client = sharing(&desk, store.clone());
    read(&client).await.expect("an answer");
    // Another program with the same login, which shares nothing.
    read(&desk.client()).await.expect("an answer");
    read(&client).await.expect("an answer");
    assert_eq!(desk.logins.get(), 3);
    // One that does share: no login is needed, though the last one was less than a minute ago.
    let elsewhere = MemoryTokenStore::new();
    read(&sharing(&desk, elsewhere.clone()))
        .await
        .expect("an answer");
    let left = elsewhere.load().await.expect("a store").expect("a token");
    store.store(left).await.expect("a store");
    for result in reads(&client, 20).await {
        result.expect("an answer");
    }
    assert_eq!(desk.logins.get(), 4);
    // And once more, with nothing left by anybody.
    read(&desk.client()).await.expect("an answer");
    let error = read(&client).await.expect_err("no token");
    assert_eq!(error.kind(), ErrorKind::RenewedTokenRefused, "{error}");
    assert_eq!(desk.logins.get(), 5);
}

/// A store that is out of order, and how often it was asked.
#[derive(Clone)]
struct Broken {
    asked: Count,
    hangs: bool,
}

impl Broken {
    async fn answer<T>(&self) -> Result<T, BoxError> {
        self.asked.up();
        if self.hangs {
            pending::<()>().await;
        }
        Err(io::Error::other(format!("no entry for {CANARY}")).into())
    }
}

impl TokenStore for Broken {
    async fn load(&self) -> Result<Option<StoredToken>, BoxError> {
        self.answer().await
    }

    async fn store(&self, token: StoredToken) -> Result<(), BoxError> {
        assert_hidden("a stored token", shown(&token));
        self.answer().await
    }
}

#[tokio::test]
async fn a_store_that_fails_or_hangs_stops_no_call() {
    capture_this_thread();
    for hangs in [false, true] {
        let desk = Desk::start().await;
        let asked = Count::default();
        let store = Broken {
            asked: asked.clone(),
            hangs,
        };
        let limit = Duration::from_millis(100);
        let builder = desk.builder().token_store(store).token_store_timeout(limit);
        let client = builder.build().expect("a client");
        let began = Instant::now();
        for result in reads(&client, 100).await {
            result.expect("an answer");
        }
        assert!(began.elapsed() < Duration::from_secs(5));
        assert_eq!((desk.logins.get(), asked.get()), (1, 2));
        desk.tokens.revoke(&token(1));
        for result in reads(&client, 100).await {
            result.expect("an answer");
        }
        assert_eq!((desk.logins.get(), asked.get()), (2, 4));
    }
    assert_log_is_clean();
}

#[tokio::test]
async fn a_refused_token_does_not_send_every_call_to_the_store() {
    let desk = Desk::answering_logins(|number, _| {
        // Nobody lets these tokens in.
        status(200, &format!(r#"{{"token":"{}"}}"#, token(number)))
    })
    .await;
    let asked = Count::default();
    let store = Broken {
        asked: asked.clone(),
        hangs: false,
    };
    let client = sharing(&desk, store);
    for result in reads(&client, 300).await {
        result.expect_err("a refused token");
    }
    assert_eq!(desk.logins.get(), 2);
    assert!(asked.get() <= 20, "{}", asked.get());
}

/// A store whose code panics.
struct Panicking;

impl TokenStore for Panicking {
    async fn load(&self) -> Result<Option<StoredToken>, BoxError> {
        panic!("a bug in the store")
    }

    async fn store(&self, _: StoredToken) -> Result<(), BoxError> {
        Ok(())
    }
}

#[tokio::test]
async fn a_store_that_panics_takes_only_the_call_with_it_that_asked() {
    let desk = Desk::start().await;
    let client = sharing(&desk, Panicking);
    for _ in 0..2 {
        let client = client.clone();
        let call = tokio::spawn(async move { read(&client).await });
        let panic = call.await.expect_err("a panic").into_panic();
        assert_eq!(panic.downcast_ref(), Some(&"a bug in the store"));
    }
}

#[tokio::test]
async fn nothing_unusable_is_taken_from_a_store() {
    // As it is serialised, with parts that somebody changed.
    let desk = Desk::start().await;
    let store = MemoryTokenStore::new();
    read(&sharing(&desk, store.clone()))
        .await
        .expect("an answer");
    let stored = store.load().await.expect("a store").expect("a token");
    let text = serde_json::to_string(&stored).expect("JSON");
    assert!(text.contains(&token(1)));
    let again: StoredToken = serde_json::from_str(&text).expect("a token");
    assert_eq!(again, stored);
    assert!(stored.received_at() <= SystemTime::now());
    assert_eq!(stored.lifetime(), HOUR * 12);
    for (from, to) in [
        (token(1), String::new()),
        (token(1), "a b".to_owned()),
        (
            "\"received_at\":1".to_owned(),
            "\"received_at\":9999999999".to_owned(),
        ),
        ("\"lifetime\":43200".to_owned(), "\"lifetime\":0".to_owned()),
        (
            "\"lifetime\":43200".to_owned(),
            "\"lifetime\":300".to_owned(),
        ),
    ] {
        assert!(text.contains(&from), "{from} in {text}");
        let changed = text.replace(&from, &to);
        let changed: StoredToken = serde_json::from_str(&changed).expect("a token");
        let logins = desk.logins.get();
        store.store(changed).await.expect("a store");
        let login = credentials();
        let builder = desk.builder().login(login).token_store(store.clone());
        read(&builder.build().expect("a client"))
            .await
            .expect("an answer");
        assert_eq!(desk.logins.get(), logins + 1, "{to}");
    }
}
