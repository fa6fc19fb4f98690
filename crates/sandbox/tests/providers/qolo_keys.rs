//! Cards, and the keys they are created with.

use std::{collections::BTreeSet, time::Duration};

use pazemo_sandbox::qolo::{CardFields, ChangedBody, MissingKey, ReplayStatus};
use serde_json::{Value, json};

use crate::{
    http::request,
    qolo::{create, start, token},
};

#[test]
fn a_card_is_created_once_for_a_key_and_each_time_without_one() {
    let (sandbox, address) = start(|builder| builder);
    let token = token(address);
    let keyed = |key: &str| {
        let sent = create(&token).header("IdempotencyKey", key);
        sent.json(&json!({ "name": "a" })).send(address)
    };
    let first = keyed("k-1");
    let again = keyed("k-1");
    assert_eq!((first.status, again.status), (201, 200));
    assert_eq!(first.body, again.body);
    assert_eq!(first.json()["name"], "a");
    assert_eq!(sandbox.control().cards().len(), 1);
    let other = keyed("k-2");
    assert_eq!(other.status, 201);
    assert_ne!(first.json()["id"], other.json()["id"]);
    for _ in 0..2 {
        assert_eq!(create(&token).json(&json!({})).send(address).status, 201);
    }
    let cards = sandbox.control().cards();
    let keys: Vec<Option<&str>> = cards.iter().map(|card| card.key.as_deref()).collect();
    assert_eq!(keys, [Some("k-1"), Some("k-2"), None, None]);
    assert_eq!(Value::from(cards[0].id.as_str()), first.json()["id"]);
}

#[test]
fn a_key_is_remembered_for_its_window() {
    let (sandbox, address) = start(|builder| builder.switch(ReplayStatus::Created));
    let control = sandbox.control();
    let mut switches = control.switches();
    switches.set("key-window", "60").unwrap();
    control.set_switches(switches);
    let token = token(address);
    let keyed = || {
        let sent = create(&token)
            .header("idempotencykey", "k")
            .json(&json!({}));
        let answer = sent.send(address);
        (answer.status, answer.json()["id"].clone())
    };
    let first = keyed();
    control.advance_clock(Duration::from_secs(59)).unwrap();
    assert_eq!(keyed(), first);
    control.advance_clock(Duration::from_secs(1)).unwrap();
    assert_ne!(keyed().1, first.1);
    assert_eq!(control.cards().len(), 2);
}

#[test]
fn a_key_with_another_body_is_what_the_switch_says() {
    for (switch, status) in [(ChangedBody::Refused, 400), (ChangedBody::Replayed, 200)] {
        let (sandbox, address) = start(|builder| builder.switch(switch));
        let token = token(address);
        let send = |body: &str| {
            let sent = create(&token).header("IdempotencyKey", "k");
            sent.body("application/json", body).send(address)
        };
        let first = send(r#"{"a":1}"#);
        assert_eq!(first.status, 201);
        for other in [r#"{"a":2}"#, r#"{"a": 1}"#] {
            let answer = send(other);
            assert_eq!(answer.status, status, "{other}");
            if status == 200 {
                assert_eq!(answer.body, first.body);
            }
        }
        assert_eq!(sandbox.control().cards().len(), 1);
    }
}

#[test]
fn of_many_at_once_with_one_key_one_creates() {
    let (sandbox, address) = start(|builder| builder);
    let token = token(address);
    let answers: Vec<(u16, Vec<u8>)> = std::thread::scope(|scope| {
        let send = || {
            let sent = create(&token).header("IdempotencyKey", "k");
            let answer = sent.json(&json!({ "a": 1 })).send(address);
            (answer.status, answer.body)
        };
        let all: Vec<_> = (0..32).map(|_| scope.spawn(send)).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let created = answers.iter().filter(|(status, _)| *status == 201).count();
    let bodies: BTreeSet<&[u8]> = answers.iter().map(|(_, body)| &body[..]).collect();
    assert_eq!((created, bodies.len()), (1, 1));
    assert_eq!(sandbox.control().cards().len(), 1);
}

#[test]
fn what_was_refused_is_not_remembered_and_keys_belong_to_those_who_log_in() {
    let (sandbox, address) = start(|builder| builder);
    let token = token(address);
    let keyed = |token: &str| create(token).header("IdempotencyKey", "k");
    for wrong in ["[]", "1", "{", r#"{"a":1,"a":2}"#] {
        let answer = keyed(&token).body("application/json", wrong).send(address);
        assert_eq!(answer.status, 400, "{wrong}");
    }
    assert_eq!(keyed("wrong").json(&json!({})).send(address).status, 401);
    assert_eq!(keyed(&token).json(&json!({})).send(address).status, 201);
    let other = json!({ "loginid": "sandbox-other", "apikey": "sandbox-other-api-key" });
    let login = request("POST", crate::qolo::LOGIN).json(&other);
    let other = login.send(address).json()["token"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(keyed(&other).json(&json!({})).send(address).status, 201);
    assert_eq!(sandbox.control().cards().len(), 2);
    for key in ["", &"k".repeat(256)] {
        let sent = create(&token)
            .header("IdempotencyKey", key)
            .json(&json!({}));
        assert_eq!(sent.send(address).status, 400);
    }
    let twice = keyed(&token).header("IdempotencyKey", "l").json(&json!({}));
    assert_eq!(twice.send(address).status, 400);
}

#[test]
fn an_answer_that_is_lost_leaves_one_card() {
    let (sandbox, address) = start(|builder| builder);
    let token = token(address);
    let sent = create(&token)
        .header("IdempotencyKey", "k")
        .json(&json!({}));
    let lost = "createCard: drop;when=after".parse().unwrap();
    sandbox.control().add_faults(&lost).unwrap();
    assert!(sent.send_for(address).is_none());
    assert_eq!(sandbox.control().cards().len(), 1);
    assert_eq!(sent.send(address).status, 200);
    assert_eq!(sandbox.control().cards().len(), 1);
    // Delivered twice by the network: the second delivery meets the key.
    let twice = create(&token).header("X-Sandbox-Fault", "duplicate");
    let twice = twice.header("IdempotencyKey", "l").json(&json!({}));
    assert_eq!(twice.send(address).status, 200);
    assert_eq!(sandbox.control().cards().len(), 2);
}

#[test]
fn a_missing_key_can_be_refused_and_answers_can_have_more_than_they_should() {
    let (_sandbox, address) = start(|builder| {
        builder
            .switch(MissingKey::Refused)
            .switch(CardFields::Added)
    });
    let token = token(address);
    assert_eq!(create(&token).json(&json!({})).send(address).status, 400);
    let sent = create(&token)
        .header("IdempotencyKey", "k")
        .json(&json!({}));
    assert!(sent.send(address).json()["undocumentedField"].is_object());
}

#[test]
fn what_was_sent_comes_back_digit_for_digit() {
    let (sandbox, address) = start(|builder| builder);
    let token = token(address);
    let sent = r#"{"amount": 150.00, "whole": 123456789012345678901234567890, "deep": [{"rate": 1e5}], "id": "mine"}"#;
    let first = create(&token)
        .header("IdempotencyKey", "k")
        .body("application/json", sent)
        .send(address);
    let again = create(&token)
        .header("IdempotencyKey", "k")
        .body("application/json", sent)
        .send(address);
    assert_eq!((first.status, again.status), (201, 200));
    assert_eq!(first.body, again.body);
    let state = request("GET", "/_sandbox/state").send(address).body;
    let cards = request("GET", "/_sandbox/cards").send(address).body;
    for body in [first.body, state, cards] {
        let text = String::from_utf8(body).unwrap();
        for number in ["150.00", "123456789012345678901234567890", "1e5"] {
            assert!(text.contains(number), "{number}: {text}");
        }
    }
    let cards = sandbox.control().cards();
    assert_eq!(cards[0].sent.as_str(), sent);
    assert_ne!(cards[0].id, "mine");
}
