//! Who is asked before something is sent: the code provider, the expected user, the observer; and the end of it all, the shutdown.

use std::{
    io::Error as Io,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use crate::support::{
    builder,
    calls::received,
    gatekeeper::{
        Count, REFUSAL, USER, account, confirm, create, serving, success, token_of, withdraw_id,
    },
    listener::{Listener, keep_alive_answer},
};
use pazemo::{
    Attempt, ClientBuilder, CodeRequest, Delivery, ErrorKind, RawRequest, RetryPolicy, Secret,
    Token,
};
use tokio::{task::JoinSet, time::sleep};

/// What happened, in its order.
#[derive(Clone, Default)]
struct Story(Arc<Mutex<Vec<String>>>);

impl Story {
    fn tell(&self, event: impl Into<String>) {
        let mut events = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        events.push(event.into());
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// An observer that tells of every attempt.
    fn observed(&self, builder: ClientBuilder) -> ClientBuilder {
        let story = self.clone();
        builder.on_attempt(move |attempt: Attempt| {
            story.tell(format!("{} {}", attempt.operation.id(), attempt.number));
            async { Ok::<_, Io>(()) }
        })
    }

    /// A provider of codes that tells of every asking.
    fn codes(&self) -> impl Fn(CodeRequest) -> std::future::Ready<Result<Secret, Io>> {
        let (story, count) = (self.clone(), Count::default());
        move |request: CodeRequest| {
            let number = count.up();
            let id = request.withdraw_id.expect("an id");
            story.tell(format!("code for {} {id}", request.operation));
            std::future::ready(Ok(Secret::new(format!("code-{number}"))))
        }
    }
}

/// A server on whose connections all goes well, and which tells of the requests.
async fn telling(story: &Story) -> Listener {
    let story = story.clone();
    serving(move |request| {
        story.tell(format!("{} {}", request.method(), request.target()));
        success(request)
    })
    .await
}

fn repeating() -> RetryPolicy {
    RetryPolicy::new().with_backoff(Duration::from_millis(1), Duration::from_millis(5))
}

#[tokio::test]
async fn a_code_is_asked_for_after_token_and_limits_and_before_the_send() {
    let story = Story::default();
    let server = telling(&story).await;
    let tokens = story.clone();
    let client = story
        .observed(builder(&server.url()))
        .token_provider(move || {
            tokens.tell("token");
            async { Ok::<_, Io>("t") }
        })
        .concurrency_limit(1)
        .build()
        .expect("a client");
    let codes = story.codes();
    let withdraws = client.withdraws();
    let (account, id) = (account(), withdraw_id());
    let confirmed = withdraws.confirm_with_code(&account, &id, &codes).await;
    confirmed.expect("a withdraw");
    let cancelled = withdraws.cancel_with_code(&account, &id, &codes).await;
    cancelled.expect("a withdraw");
    let story = story.take();
    assert_eq!(
        story,
        [
            "token",
            "code for confirmWithdraw w",
            "confirmWithdraw 1",
            "POST /accounts/a/withdraw/w/confirm",
            "code for cancelWithdraw w",
            "cancelWithdraw 1",
            "POST /accounts/a/withdraw/w/cancel",
        ]
    );
    // Each code went out once.
    let bodies: Vec<_> = server.received().into_iter().map(|r| r.body).collect();
    for (body, code) in bodies.iter().zip(["code-1", "code-2"]) {
        assert!(String::from_utf8_lossy(body).contains(code));
    }
}

#[tokio::test]
async fn a_code_is_not_asked_for_while_the_limiter_holds_the_call_back() {
    let story = Story::default();
    let server = serving(|request| {
        std::thread::sleep(Duration::from_millis(if request.method() == "GET" {
            200
        } else {
            0
        }));
        success(request)
    })
    .await;
    let client = builder(&server.url()).concurrency_limit(1).build();
    let client = client.expect("a client");
    let reader = client.clone();
    let told = story.clone();
    let read = tokio::spawn(async move {
        reader.users().me().await.expect("a user");
        told.tell("read");
    });
    sleep(Duration::from_millis(50)).await;
    let codes = story.codes();
    let withdraws = client.withdraws();
    let (account, id) = (account(), withdraw_id());
    let confirmed = withdraws.confirm_with_code(&account, &id, &codes).await;
    confirmed.expect("a withdraw");
    read.await.expect("no panic");
    assert_eq!(story.take(), ["read", "code for confirmWithdraw w"]);
}

#[tokio::test]
async fn no_code_is_asked_for_if_an_argument_is_refused() {
    let story = Story::default();
    let client = builder("http://127.0.0.1:1").build().expect("a client");
    let codes = story.codes();
    for (first, second) in [("..", "w"), ("a", ".."), ("a", "")] {
        let (account, id) = (received(first), received(second));
        let withdraws = client.withdraws();
        let error = withdraws.confirm_with_code(&account, &id, &codes).await;
        let error = error.expect_err("a refusal");
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    }
    assert!(story.take().is_empty());
}

#[tokio::test]
async fn attempts_that_were_not_sent_share_one_code() {
    let story = Story::default();
    let nobody = crate::support::addresses::refused().await;
    let client = story
        .observed(builder(&format!("http://{nobody}")))
        .retry_policy(repeating())
        .build()
        .expect("a client");
    let codes = story.codes();
    let withdraws = client.withdraws();
    let (account, id) = (account(), withdraw_id());
    let error = withdraws.confirm_with_code(&account, &id, &codes).await;
    let error = error.expect_err("nobody listens");
    assert_eq!((error.attempts(), error.delivery()), (3, Delivery::NotSent));
    let wanted = [
        "code for confirmWithdraw w",
        "confirmWithdraw 1",
        "confirmWithdraw 2",
    ];
    assert_eq!(story.take()[..3], wanted);
}

#[tokio::test]
async fn a_code_provider_that_fails_or_hangs_sends_nothing() {
    let story = Story::default();
    let server = telling(&story).await;
    let client = builder(&server.url()).total_timeout(Duration::from_millis(150));
    let client = client.build().expect("a client");
    let withdraws = client.withdraws();
    let (account, id) = (account(), withdraw_id());
    let failing = |_: CodeRequest| async { Err::<Secret, _>(Io::other("no phone")) };
    let hanging = |_: CodeRequest| std::future::pending::<Result<Secret, Io>>();
    let failed = withdraws.confirm_with_code(&account, &id, &failing).await;
    let hung = withdraws.confirm_with_code(&account, &id, &hanging).await;
    for (result, kind) in [(failed, ErrorKind::Provider), (hung, ErrorKind::Timeout)] {
        let error = result.expect_err("no code");
        assert_eq!((error.kind(), error.delivery()), (kind, Delivery::NotSent));
    }
    assert!(story.take().is_empty());
}

fn expecting(url: &str, user: &str) -> ClientBuilder {
    builder(url).expect_user(user.parse().expect("an id"))
}

#[tokio::test]
async fn the_expected_user_is_asked_for_once_and_before_writes_only() {
    let story = Story::default();
    let server = telling(&story).await;
    let client = expecting(&server.url(), "u").concurrency_limit(1).build();
    let client = client.expect("a client");
    let read = client.raw(RawRequest::get("/users/x")).await;
    read.expect("a user");
    let mut set = JoinSet::new();
    for _ in 0..20 {
        let client = client.clone();
        set.spawn(async move { create(&client).await.map(drop) });
    }
    for result in set.join_all().await {
        result.expect("a withdraw");
    }
    let story = story.take();
    assert_eq!(story[..2], ["GET /users/x", "GET /users/me"]);
    assert!(
        story[2..]
            .iter()
            .all(|line| line == "POST /accounts/a/withdraw")
    );
    assert_eq!(story.len(), 22);
}

#[tokio::test]
async fn the_expected_user_is_asked_for_again_when_the_token_has_changed() {
    let story = Story::default();
    let server = telling(&story).await;
    let count = Count::default();
    let provider = move || {
        let number = count.up();
        let token = Token::new(format!("t-{number}")).valid_for(Duration::from_millis(400));
        async { Ok::<_, Io>(token) }
    };
    let client = expecting(&server.url(), "u")
        .token_provider(provider)
        .build();
    let client = client.expect("a client");
    for _ in 0..2 {
        create(&client).await.expect("a withdraw");
        create(&client).await.expect("a withdraw");
        sleep(Duration::from_millis(450)).await;
    }
    let (user, write) = ("GET /users/me", "POST /accounts/a/withdraw");
    assert_eq!(story.take(), [user, write, write, user, write, write]);
}

#[tokio::test]
async fn a_token_that_changes_while_a_write_waits_is_checked_before_it_is_used() {
    // The first token is the expected user's, the others are not.
    let server = serving(|request| {
        if request.target() == "/users/me" && token_of(request) != "t-1" {
            let body = USER.replace(r#""u""#, r#""someone-else""#);
            return keep_alive_answer(200, "application/json", &body);
        }
        success(request)
    })
    .await;
    let count = Count::default();
    let provider = move || {
        let number = count.up();
        let token = Token::new(format!("t-{number}")).valid_for(Duration::from_millis(300));
        async { Ok::<_, Io>(token) }
    };
    let client = expecting(&server.url(), "u")
        .token_provider(provider)
        .build()
        .expect("a client");
    let slow = |_: CodeRequest| async {
        sleep(Duration::from_millis(400)).await;
        Ok::<_, Io>(Secret::new("493021"))
    };
    let (account, id) = (account(), withdraw_id());
    let withdraws = client.withdraws();
    let error = withdraws.confirm_with_code(&account, &id, &slow).await;
    let error = error.expect_err("another user");
    assert_eq!(error.kind(), ErrorKind::UnexpectedUser);
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert!(server.received().iter().all(|r| r.method() == "GET"));
}

#[tokio::test]
async fn nothing_is_written_in_the_name_of_another_or_an_unknown_user() {
    let story = Story::default();
    let server = telling(&story).await;
    let client = expecting(&server.url(), "someone-else").build();
    let client = client.expect("a client");
    for result in [create(&client).await, confirm(&client).await] {
        let error = result.expect_err("another user");
        assert_eq!(error.kind(), ErrorKind::UnexpectedUser);
        assert_eq!(error.delivery(), Delivery::NotSent);
    }
    assert_eq!(story.take(), ["GET /users/me", "GET /users/me"]);

    let refusing = serving(|_| keep_alive_answer(401, "application/json", REFUSAL)).await;
    let nobody = format!("http://{}", crate::support::addresses::refused().await);
    for url in [refusing.url(), nobody] {
        let client = expecting(&url, "u").retry_policy(repeating()).build();
        let error = create(&client.expect("a client")).await;
        let error = error.expect_err("no answer");
        assert_eq!(error.kind(), ErrorKind::UnexpectedUser);
        assert_eq!((error.delivery(), error.attempts()), (Delivery::NotSent, 0));
        assert!(std::error::Error::source(&error).is_some());
    }
    assert_eq!(refusing.received().len(), 1);
}
