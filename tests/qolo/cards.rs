//! Creating with a key: once, however often it is sent.

use std::time::{Duration, SystemTime};

use pazemo::{
    CallOptions, Delivery, Error, ErrorKind, IdempotencyKey, JsonObject, RawRequest, Retry,
    RetryPolicy,
    qolo::{Client, resources::CreateCardOptions},
};

use crate::{
    desk::{Desk, Reply, nothing, status, token},
    support::listener::{Received, head},
};

/// A desk that carries out the first so many requests and does this instead of answering.
async fn losing(first: usize, reply: fn() -> Reply) -> Desk {
    Desk::scripted(
        |number, tokens| {
            tokens.allow(&token(number));
            status(200, &format!(r#"{{"token":"{}"}}"#, token(number)))
        },
        move |number, _| (number <= first).then(reply),
    )
    .await
}

fn body() -> JsonObject {
    r#"{"holder":{"name":"A"},"limit":150000.10,"z":1,"a":2}"#
        .parse()
        .expect("an object")
}

fn with_key(key: &IdempotencyKey) -> CreateCardOptions {
    CreateCardOptions::new().with_idempotency_key(key.clone())
}

async fn create(client: &Client, key: &IdempotencyKey) -> Result<JsonObject, Error> {
    client.cards().create_with(&body(), &with_key(key)).await
}

fn key_of(request: &Received) -> &str {
    request.header("idempotencykey").expect("a key")
}

#[tokio::test]
async fn a_create_that_loses_its_answer_is_repeated_and_exists_once() {
    type Loss = fn() -> Reply;
    let losses: [Loss; 5] = [
        nothing,
        || status(500, "{}"),
        || status(503, ""),
        || {
            Reply::Cut(head(
                201,
                &["Content-Length: 90", "Content-Type: application/json"],
            ))
        },
        || Reply::Cut(b"HTTP/1.1 201 Created\r\nContent-Le".to_vec()),
    ];
    for (index, loss) in losses.into_iter().enumerate() {
        let desk = losing(2, loss).await;
        desk.client().cards().create(&body()).await.expect("a card");
        let sent = desk.others();
        assert_eq!(sent.len(), 3, "{index}");
        assert_eq!(desk.made(), 1, "{index}");
        for request in &sent {
            assert_eq!(request.body, sent[0].body);
            assert_eq!(key_of(request), key_of(&sent[0]));
        }
        let key: uuid::Uuid = key_of(&sent[0]).parse().expect("a UUID");
        assert_eq!(key.get_version(), Some(uuid::Version::Random));
        // Amounts keep their digits, and fields their order.
        assert_eq!(sent[0].body_text(), body().as_str());
    }
}

#[tokio::test]
async fn a_key_of_the_callers_goes_with_every_attempt_and_into_the_error() {
    let desk = losing(3, nothing).await;
    let client = desk.client();
    let key = IdempotencyKey::new("order-17").expect("a key");
    let error = create(&client, &key).await.expect_err("lost");
    assert_eq!(error.delivery(), Delivery::Unknown, "{error}");
    assert_eq!(error.attempts(), 3);
    assert_eq!(error.idempotency_key(), Some(&key));
    // The same call again with the key of the error.
    let key = error.idempotency_key().expect("a key");
    create(&client, key).await.expect("a card");
    assert_eq!((desk.made(), desk.others().len()), (1, 4));
    assert!(
        desk.others()
            .iter()
            .all(|request| key_of(request) == "order-17")
    );
}

#[tokio::test]
async fn each_call_has_a_key_of_its_own_also_if_it_is_not_sent() {
    let desk = Desk::start().await;
    let client = desk.client();
    for _ in 0..3 {
        client.cards().create(&body()).await.expect("a card");
    }
    assert_eq!(desk.made(), 3);
    client.shut_down().await;
    let error = client.cards().create(&body()).await.expect_err("shut down");
    assert!(error.idempotency_key().is_some());
    let error = client
        .raw(RawRequest::get("/x"))
        .await
        .expect_err("shut down");
    assert_eq!(error.idempotency_key(), None);
}

#[tokio::test]
async fn without_a_key_nothing_is_repeated() {
    let desk = losing(1, nothing).await;
    let client = desk.client();
    let request = RawRequest::post("/api/v1/cards")
        .with_json(&body())
        .expect("JSON");
    let error = client.raw(request.clone()).await.expect_err("lost");
    assert_eq!((error.delivery(), error.attempts()), (Delivery::Unknown, 1));
    // Unless the caller says that there is one; and then there has to be one.
    let desk = losing(1, nothing).await;
    let without = request.clone().with_retry(Retry::Keyed);
    let error = desk.client().raw(without).await.expect_err("no key");
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    assert_eq!((error.operation(), desk.made()), (Some("raw"), 0));
    assert_eq!(error.delivery(), Delivery::NotSent);
    let request = request
        .with_header("IdempotencyKey", "order-18")
        .expect("a header");
    let request = request.with_retry(Retry::Keyed);
    desk.client().raw(request).await.expect("a card");
    assert_eq!((desk.made(), desk.others().len()), (1, 2));
}

#[tokio::test]
async fn what_the_server_refused_is_not_repeated() {
    for number in [400, 404, 405, 415] {
        let desk = losing(
            usize::MAX,
            match number {
                400 => || status(400, "{}"),
                404 => || status(404, "{}"),
                405 => || status(405, "{}"),
                _ => || status(415, "{}"),
            },
        )
        .await;
        let error = desk.client().cards().create(&body()).await;
        let error = error.expect_err("refused");
        assert_eq!((error.status(), error.attempts()), (Some(number), 1));
        assert_eq!(error.delivery(), Delivery::Refused);
        assert!(error.idempotency_key().is_some());
    }
}

#[tokio::test]
async fn no_repeat_begins_after_the_calls_time() {
    let desk = losing(usize::MAX, || status(503, "{}")).await;
    let policy = RetryPolicy::new()
        .with_attempts(1000)
        .with_backoff(Duration::from_millis(100), Duration::from_millis(100));
    let options = CallOptions::new()
        .with_retry_policy(policy)
        .with_total_timeout(Duration::from_millis(400));
    let began = std::time::Instant::now();
    let cards = desk.client();
    let error = cards.cards().with(options).create(&body()).await;
    assert_eq!(error.expect_err("no answer").delivery(), Delivery::Unknown);
    assert!(began.elapsed() < Duration::from_millis(600));
    let sent = desk.others().len();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(desk.others().len(), sent);
}

#[tokio::test]
async fn an_old_key_is_not_sent_without_consent() {
    let desk = Desk::start().await;
    let client = desk.client();
    let hour = Duration::from_secs(3600);
    let used = |ago: Duration| {
        let key = IdempotencyKey::new("order-19").expect("a key");
        key.first_used_at(SystemTime::now() - ago)
    };
    create(&client, &used(hour - Duration::from_secs(60)))
        .await
        .expect("a card");
    let old = used(hour + Duration::from_secs(60));
    let error = create(&client, &old).await.expect_err("too old");
    assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{error}");
    assert_eq!((error.delivery(), error.attempts()), (Delivery::NotSent, 0));
    assert_eq!(error.idempotency_key(), Some(&old));
    assert_eq!(desk.others().len(), 1);
    create(&client, &old.with_consent_to_late_reuse())
        .await
        .expect("a card");
    assert_eq!((desk.made(), desk.others().len()), (1, 2));

    let builder = desk.builder().idempotency_key_age(Duration::from_secs(60));
    let strict = builder.build().expect("a client");
    let error = create(&strict, &used(Duration::from_secs(90))).await;
    assert_eq!(
        error.expect_err("too old").kind(),
        ErrorKind::InvalidArgument
    );
}

#[tokio::test]
async fn no_repeat_sends_a_key_that_has_become_too_old() {
    let desk = losing(usize::MAX, || status(503, "{}")).await;
    let milliseconds = Duration::from_millis;
    let policy = RetryPolicy::new()
        .with_attempts(1000)
        .with_backoff(milliseconds(50), milliseconds(50));
    let builder = desk.builder().retry_policy(policy);
    let client = builder.idempotency_key_age(milliseconds(300)).build();
    let began = std::time::Instant::now();
    let error = client.expect("a client").cards().create(&body()).await;
    assert_eq!(error.expect_err("no answer").delivery(), Delivery::Unknown);
    assert!(began.elapsed() < milliseconds(600), "{:?}", began.elapsed());
    assert!(desk.others().len() > 1);
}

#[tokio::test]
async fn fields_that_no_one_knows_are_kept() {
    let desk = losing(1, || status(201, r#"{"new":{"deep":[1.10]},"id":"c"}"#)).await;
    let card = desk.client().cards().create(&body()).await.expect("a card");
    assert_eq!(card.as_str(), r#"{"new":{"deep":[1.10]},"id":"c"}"#);
}

#[tokio::test]
async fn the_error_of_a_raw_request_has_the_key_that_it_carried() {
    let desk = losing(9, nothing).await;
    let client = desk.client();
    let request = RawRequest::post("/api/v1/programs")
        .with_header("idempotencykey", "order-17")
        .expect("a header");
    for (retry, attempts) in [(Retry::Keyed, 3), (Retry::Never, 1)] {
        let request = request.clone().with_retry(retry);
        let error = client.raw(request).await.expect_err("no answer");
        let key = error.idempotency_key().map(IdempotencyKey::as_str);
        assert_eq!((key, error.attempts()), (Some("order-17"), attempts));
    }
    let without = RawRequest::post("/api/v1/programs");
    let error = client.raw(without).await.expect_err("no answer");
    assert_eq!(error.idempotency_key(), None);
}
