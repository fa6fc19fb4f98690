//! Tokens that the server refuses: renewed once, and not again and again.

use std::time::Duration;

use pazemo::{Delivery, ErrorKind, JsonObject, RawRequest, qolo::Client};

use crate::desk::{Desk, Reply, closing, read, reads, status, token, tokens_of};

async fn create(client: &Client) -> Result<JsonObject, pazemo::Error> {
    let body = "{}".parse().expect("an object");
    client.cards().create(&body).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_ends_while_calls_are_under_way_fails_no_read_and_no_create() {
    let desk = Desk::start().await;
    let client = desk.client();
    read(&client).await.expect("an answer");
    let (tokens, clients) = (desk.tokens.clone(), client.clone());
    let revoking = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(30)).await;
        tokens.revoke(&token(1));
    });
    let creating = tokio::spawn(async move {
        for _ in 0..100 {
            create(&clients).await.expect("a card");
        }
    });
    for _ in 0..10 {
        for result in reads(&client, 100).await {
            result.expect("an answer");
        }
    }
    revoking.await.expect("no panic");
    creating.await.expect("no panic");
    read(&client).await.expect("an answer");
    assert_eq!(desk.logins.get(), 2);
    assert_eq!(desk.made(), 100);
}

#[tokio::test]
async fn a_second_401_within_a_minute_is_an_error_of_its_own() {
    let desk = Desk::answering_logins(|number, _| {
        // Nobody lets these tokens in.
        status(200, &format!(r#"{{"token":"{}"}}"#, token(number)))
    })
    .await;
    let client = desk.client();
    let error = read(&client).await.expect_err("two tokens were refused");
    assert_eq!(error.kind(), ErrorKind::RenewedTokenRefused, "{error}");
    assert_eq!((error.status(), error.attempts()), (Some(401), 2));
    assert_eq!(error.delivery(), Delivery::Refused);
    assert_eq!(tokens_of(&desk.others()), [token(1), token(2)]);
    // No one logs in again because of it, whatever the call.
    for result in reads(&client, 20).await {
        let error = result.expect_err("the same token");
        assert_eq!(error.kind(), ErrorKind::RenewedTokenRefused);
    }
    let error = create(&client).await.expect_err("the same token");
    assert_eq!(error.kind(), ErrorKind::RenewedTokenRefused);
    let error = client.raw(RawRequest::post("/api/v1/cards")).await;
    let error = error.expect_err("the same token");
    assert_eq!(error.kind(), ErrorKind::RenewedTokenRefused);
    assert_eq!(desk.logins.get(), 2);
}

#[tokio::test]
async fn late_refusals_of_the_old_token_do_not_count() {
    // The first requests are answered late: by then the token has been renewed.
    let desk = Desk::scripted(
        |number, tokens| {
            tokens.allow(&token(number));
            status(200, &format!(r#"{{"token":"{}"}}"#, token(number)))
        },
        |number, _| match number {
            1 => Some(status(401, "{}")),
            2..=20 => Some(Reply::Late(
                Duration::from_millis(u64::try_from(number).expect("small") * 10),
                crate::support::listener::keep_alive_answer(401, "application/json", "{}"),
            )),
            _ => None,
        },
    )
    .await;
    let client = desk.client();
    for result in reads(&client, 20).await {
        result.expect("an answer");
    }
    assert_eq!(desk.logins.get(), 2);
    assert_eq!(desk.others().len(), 40);
}

#[tokio::test]
async fn a_login_that_fails_after_a_401_is_the_cause() {
    let desk = Desk::answering_logins(|number, tokens| match number {
        1 => {
            tokens.allow(&token(1));
            status(200, &format!(r#"{{"token":"{}"}}"#, token(1)))
        }
        _ => closing(401, "{}"),
    })
    .await;
    let client = desk.client();
    read(&client).await.expect("an answer");
    desk.tokens.revoke(&token(1));
    let error = create(&client).await.expect_err("a 401");
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.delivery(), Delivery::Refused);
    let source = std::error::Error::source(&error).expect("a cause");
    let cause: &pazemo::Error = source.downcast_ref().expect("one of ours");
    assert_eq!(cause.kind(), ErrorKind::Login);
    assert_eq!(desk.logins.get(), 2);
    // The next one is not sent at all.
    let error = create(&client).await.expect_err("no token");
    assert_eq!(
        (error.kind(), error.delivery()),
        (ErrorKind::Login, Delivery::NotSent)
    );
    assert_eq!(desk.others().len(), 2);
}

#[tokio::test]
async fn a_raw_write_is_not_repeated_after_a_401_and_renews_for_the_next() {
    let desk = Desk::start().await;
    let client = desk.client();
    read(&client).await.expect("an answer");
    desk.tokens.revoke(&token(1));
    let write = || client.raw(RawRequest::post("/api/v1/cards"));
    let error = write().await.expect_err("a 401");
    assert_eq!((error.status(), error.attempts()), (Some(401), 1));
    write().await.expect("a card");
    assert_eq!((desk.logins.get(), desk.made()), (2, 1));
}

#[tokio::test]
async fn the_tokens_of_a_provider_are_renewed_by_every_kind_of_call() {
    let desk = Desk::start().await;
    desk.tokens.allow("second");
    let asked = crate::support::gatekeeper::Count::default();
    let count = asked.clone();
    let provider = move || {
        let is_first = count.up() == 1;
        async move { Ok::<_, std::io::Error>(if is_first { "first" } else { "second" }) }
    };
    let client = desk.builder().token_provider(provider).build();
    let client = client.expect("a client");
    let write = || client.raw(RawRequest::post("/api/v1/cards"));
    let error = write().await.expect_err("a 401");
    assert_eq!((error.status(), error.attempts()), (Some(401), 1));
    write().await.expect("a card");
    assert_eq!((asked.get(), desk.logins.get()), (2, 0));
}
