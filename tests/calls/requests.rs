//! Snapshots of the bytes that each operation puts on the wire, so that no header, field or spelling changes unnoticed.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{
    CANARY, TOKEN,
    calls::{Arguments, call},
    client, document,
    listener::{Listener, Received, answer},
    request_example,
};
use pazemo::{Amount, types};
use serde_json::value::RawValue;

/// A request as text: method and path, headers in the order of their names, body. What differs from run to run or is secret is replaced.
fn shown(request: &Received, listener: &Listener) -> String {
    let host = listener.address().to_string();
    let mut headers: Vec<_> = request
        .headers()
        .map(|(name, value)| {
            let value = match name {
                "host" => value.replace(&host, "[host]"),
                "authorization" => value.replace(TOKEN, "[token]"),
                "user-agent" => value.replace(env!("CARGO_PKG_VERSION"), "[version]"),
                _ => value.to_owned(),
            };
            (name, value)
        })
        .collect();
    headers.sort();
    let headers: Vec<_> = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    let body = request.body_text().replace(CANARY, "[code]");
    let body = match made_id(&body) {
        Some(id) => body.replace(&id, "[a UUID]"),
        None => body,
    };
    let text = format!(
        "{} {}\n{}\n\n{body}",
        request.method(),
        request.target(),
        headers.join("\n")
    );
    text.trim_end().to_owned()
}

/// The identifier in a body, if it is a random UUID as the client makes them (RFC 9562, version 4): 36 characters, in lower case.
fn made_id(body: &str) -> Option<String> {
    let fields: BTreeMap<String, Box<RawValue>> = serde_json::from_str(body).ok()?;
    let id = fields.get("id")?.get().trim_matches('"').to_owned();
    let uuid = uuid::Uuid::parse_str(&id).ok()?;
    let is_random = uuid.get_version() == Some(uuid::Version::Random)
        && uuid.get_variant() == uuid::Variant::RFC4122;
    (is_random && uuid.hyphenated().to_string() == id).then_some(id)
}

async fn not_found() -> Listener {
    Listener::answering(answer(404, "application/json", "")).await
}

#[tokio::test]
async fn each_operation_sends_its_documented_example() {
    for operation in document().operations() {
        let listener = not_found().await;
        // The only text of these examples is `string`; in an authorization code it would say nothing about what is hidden.
        let body = request_example(&operation).replace(
            r#""authorizationCode":"string""#,
            &format!(r#""authorizationCode":"{CANARY}""#),
        );
        let arguments = Arguments::new("first-id", "second-id", &body);
        let result = call(&client(&listener.url()), operation.id, &arguments).await;
        assert_eq!(result.expect_err("nothing is there").status(), Some(404));
        let request = shown(&listener.one_request(), &listener);
        insta::assert_snapshot!(operation.id, request);
    }
}

#[tokio::test]
async fn headers_are_those_of_the_document_and_of_the_transport_alone() {
    for operation in document().operations() {
        let listener = not_found().await;
        let arguments = Arguments::new("first-id", "second-id", &request_example(&operation));
        let _ = call(&client(&listener.url()), operation.id, &arguments).await;
        let request = listener.one_request();
        let mut names: Vec<_> = request.headers().map(|(name, _)| name).collect();
        names.sort_unstable();
        let mut wanted = vec![
            "accept",
            "accept-encoding",
            "authorization",
            "host",
            "user-agent",
        ];
        if !operation.request.is_empty() {
            wanted.extend(["content-length", "content-type"]);
        }
        wanted.sort_unstable();
        assert_eq!(names, wanted, "{}", operation.id);
        assert_eq!(
            request.header("authorization"),
            Some(format!("Bearer {TOKEN}").as_str())
        );
        let product = concat!("pazemo/", env!("CARGO_PKG_VERSION"));
        assert_eq!(request.header("user-agent"), Some(product));
    }
}

#[tokio::test]
async fn fields_that_are_not_given_are_not_sent() {
    let listener = not_found().await;
    let client = client(&listener.url());
    let (user, account) = ("u".parse().expect("an id"), "a".parse().expect("an id"));
    let bank = "b".parse().expect("an id");
    let new_account = types::NewAccount::new(types::CurrencyId::Usd);
    let new_beneficiary = types::NewBeneficiary::new(bank, "address");
    let new_withdraw = types::NewWithdraw::new(Amount::ZERO);
    let _ = client.accounts().create(&user, &new_account).await;
    let _ = client.beneficiaries().create(&new_beneficiary).await;
    let _ = client.withdraws().create(&account, &new_withdraw).await;
    let sent: Vec<_> = listener
        .received()
        .iter()
        .map(|request| request.body_text().to_owned())
        .collect();
    // But for the identifier of a withdraw, which the client makes if the caller did not.
    let made = made_id(&sent[2]).expect("a UUID of version 4");
    assert_eq!(
        sent,
        [
            r#"{"currencyId":"USD"}"#.to_owned(),
            r#"{"bankId":"b","address":"address"}"#.to_owned(),
            format!(r#"{{"id":"{made}","amount":0}}"#)
        ]
    );
}

#[tokio::test]
async fn a_withdraw_without_identifier_gets_another_random_one_each_time() {
    let listener = not_found().await;
    let client = client(&listener.url());
    let account = "a".parse().expect("an id");
    let new = types::NewWithdraw::new(Amount::ZERO);
    let mut told = BTreeSet::new();
    for _ in 0..3 {
        let error = client.withdraws().create(&account, &new).await;
        let error = error.expect_err("nothing is there");
        told.insert(error.withdraw_id().expect("an id").to_string());
    }
    let sent = listener.received();
    let sent = sent.iter().map(|request| made_id(request.body_text()));
    let sent: BTreeSet<_> = sent.map(|id| id.expect("a UUID of version 4")).collect();
    assert_eq!(sent.len(), 3);
    // What was sent is what the errors tell.
    assert_eq!(sent, told);
    let request = shown(&listener.received()[0], &listener);
    insta::assert_snapshot!("a_withdraw_without_identifier", request);
}

#[tokio::test]
async fn a_withdraw_made_field_by_field_is_sent_as_it_was_made() {
    let listener = not_found().await;
    let amount: Amount = "948775.42".parse().expect("an amount");
    let new = types::NewWithdraw::new(amount)
        .with_id("w-1".parse().expect("an id"))
        .with_updated_time("2021-06-11".parse().expect("a date"))
        .with_account_id("a-1".parse().expect("an id"))
        .with_address("12 \"Main\" Street\n")
        .with_address_name("ünï")
        .with_notes("")
        .with_prefix("p")
        .with_beneficiary_id(types::BeneficiaryId::from(7))
        .with_reference("r")
        .with_reference_data(r#"{"n": 0.10}"#.parse().expect("an object"));
    let account = "a-1".parse().expect("an id");
    let _ = client(&listener.url())
        .withdraws()
        .create(&account, &new)
        .await;
    let request = shown(&listener.one_request(), &listener);
    insta::assert_snapshot!("a_full_withdraw", request);
}

/// Clones and many calls: each is a request of its own, and none has anything of another.
#[tokio::test]
async fn calls_at_the_same_time_do_not_mix() {
    let listener = not_found().await;
    let client = client(&listener.url());
    let calls: Vec<_> = (0..20)
        .map(|i| {
            let client = client.clone();
            tokio::spawn(async move {
                let id = format!("user-{i}").parse().expect("an id");
                let _ = client.users().get(&id).await;
            })
        })
        .collect();
    for call in calls {
        call.await.expect("no panic");
    }
    let mut targets: Vec<_> = listener
        .received()
        .iter()
        .map(|request| request.target().to_owned())
        .collect();
    targets.sort();
    let mut wanted: Vec<_> = (0..20).map(|i| format!("/users/user-{i}")).collect();
    wanted.sort();
    assert_eq!(targets, wanted);
}
