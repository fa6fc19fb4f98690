//! The clients of `pazemo` against these sandboxes, end to end.

use std::time::Duration;

use pazemo::{
    Delivery, ErrorKind, IdempotencyKey, RawRequest,
    paysera::{Client, ErrorBody},
    qolo::resources::CreateCardOptions,
};
use pazemo_sandbox::{
    chrono::Utc,
    paysera::{OtherPaths, Sandbox as Paysera, Seed},
    qolo::Sandbox as Qolo,
};
use serde_json::json;
use tokio::task::JoinSet;

const DAY: Duration = Duration::from_secs(86_400);

async fn balance(client: &Client) -> Result<String, pazemo::Error> {
    let wallet = "14471".parse().expect("an identifier");
    let balance = client.wallets().balance(&wallet).await?;
    Ok(balance.as_str().to_owned())
}

#[tokio::test]
async fn a_signed_read_survives_clocks_that_are_off_by_a_day_and_step_by_another() {
    let behind = Utc::now() - DAY;
    let sandbox = Paysera::builder().fixed_time(behind).start().await.unwrap();
    let control = sandbox.control();
    control.run_clock();
    let client = sandbox.client().unwrap().build().unwrap();
    assert!(balance(&client).await.unwrap().contains("1000.00"));
    for _ in 0..2 {
        control.advance_clock(DAY).unwrap();
        assert!(balance(&client).await.unwrap().contains("1000.00"));
    }
    // Every attempt has a signature of its own: lost answers are no replays.
    let lost = "getWalletBalance: drop;when=after x2".parse().unwrap();
    control.add_faults(&lost).unwrap();
    assert!(balance(&client).await.is_ok());
    assert_eq!(control.waiting_faults(), 0);
}

#[tokio::test]
async fn refusals_of_the_wallet_are_read_as_the_page_has_them() {
    let sandbox = Paysera::start().await.unwrap();
    let client = sandbox.client().unwrap().project("4").build().unwrap();
    let error = balance(&client).await.unwrap_err();
    assert_eq!(
        (error.status(), error.delivery()),
        (Some(403), Delivery::Refused)
    );
    let body = error.body_as::<ErrorBody>().unwrap();
    let ErrorBody::ErrorObject(body) = body else {
        panic!("{body:?}")
    };
    assert_eq!(body.error.as_str(), "forbidden");
    let own = client.with_project("3");
    assert!(balance(&own).await.is_ok());
    sandbox.control().change_key("wkVd93h2uS", "another".into());
    let error = balance(&own).await.unwrap_err();
    assert_eq!(error.status(), Some(401));
}

#[tokio::test]
async fn a_write_whose_answer_is_lost_is_made_once_and_in_doubt() {
    let sandbox = Paysera::builder().switch(OtherPaths::Writes);
    let sandbox = sandbox.start().await.unwrap();
    let client = sandbox
        .client()
        .unwrap()
        .project("3")
        .location("7")
        .build()
        .unwrap();
    let write = || {
        let sent = RawRequest::post("/rest/v1/transaction?x=%2F");
        client.raw(sent.with_json(&json!({ "price": 100 })).unwrap())
    };
    assert_eq!(write().await.unwrap().status(), 200);
    sandbox
        .control()
        .add_faults(&"raw: drop;when=after".parse().unwrap())
        .unwrap();
    let error = write().await.unwrap_err();
    assert_eq!((error.delivery(), error.attempts()), (Delivery::Unknown, 1));
    let writes = sandbox.control().writes();
    assert_eq!(writes.len(), 2);
    assert_eq!(
        (writes[1].project.as_deref(), writes[1].location.as_deref()),
        (Some("3"), Some("7"))
    );
    let form = RawRequest::post("/rest/v1/form")
        .with_body("application/x-www-form-urlencoded", "a=1&b=%2B");
    assert_eq!(client.raw(form.unwrap()).await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_project_signs_for_any_path() {
    let sandbox = Paysera::builder()
        .seed(Seed::projects())
        .start()
        .await
        .unwrap();
    let client = sandbox.project_client().unwrap().build().unwrap();
    let error = client.raw(RawRequest::get("/any?a=b")).await.unwrap_err();
    assert_eq!(error.status(), Some(404), "signed, and not there");
    let control = sandbox.control();
    control.set_switches(control.switches().with(OtherPaths::All));
    assert!(client.raw(RawRequest::get("/any?a=b")).await.is_ok());
}

#[tokio::test]
async fn many_calls_with_an_expired_token_cause_one_login() {
    let sandbox = Qolo::start().await.unwrap();
    let control = sandbox.control();
    let client = sandbox.client().unwrap().build().unwrap();
    for logins in 1..=2 {
        let mut calls = JoinSet::new();
        for _ in 0..200 {
            let client = client.clone();
            calls.spawn(async move {
                let card = "{}".parse().expect("an object");
                client.cards().create(&card).await
            });
        }
        assert!(calls.join_all().await.iter().all(Result::is_ok));
        assert_eq!(control.logins().succeeded, logins);
        assert_eq!(u64::try_from(control.cards().len()), Ok(200 * logins));
        control.expire_access_tokens();
    }
}

#[tokio::test]
async fn a_card_whose_answer_is_lost_exists_once() {
    let sandbox = Qolo::start().await.unwrap();
    let control = sandbox.control();
    let client = sandbox.client().unwrap().build().unwrap();
    control
        .add_faults(&"createCard: drop;when=after x2".parse().unwrap())
        .unwrap();
    let card = r#"{"holder":"A"}"#.parse().unwrap();
    let created = client.cards().create(&card).await.unwrap();
    let cards = control.cards();
    assert_eq!(cards.len(), 1);
    assert!(created.as_str().contains(&cards[0].id));
    // The same key once more, in a later call.
    let key = IdempotencyKey::new(cards[0].key.as_deref().unwrap()).unwrap();
    let options = CreateCardOptions::new().with_idempotency_key(key.clone());
    client.cards().create_with(&card, &options).await.unwrap();
    assert_eq!(control.cards().len(), 1);
    let other = r#"{"holder":"B"}"#.parse().unwrap();
    let error = client
        .cards()
        .create_with(&other, &options)
        .await
        .unwrap_err();
    assert_eq!(
        (error.status(), error.delivery()),
        (Some(400), Delivery::Refused)
    );
}

#[tokio::test]
async fn a_wrong_key_stops_at_the_login() {
    let seed = pazemo_sandbox::qolo::Seed::empty().login("program", "key".into());
    let sandbox = Qolo::builder().seed(seed).start().await.unwrap();
    let builder = sandbox.client().unwrap();
    let wrong = pazemo::qolo::Login::new("program", "wrong");
    let client = builder.login(wrong).build().unwrap();
    let card = "{}".parse().unwrap();
    let error = client.cards().create(&card).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.delivery()),
        (ErrorKind::Login, Delivery::NotSent)
    );
    assert_eq!(sandbox.control().logins().refused, 1);
}
