//! Money and everything else that must come through unchanged, on the wire in both directions.

use std::collections::BTreeMap;

use crate::support::{
    calls::encoded,
    client,
    json::json,
    listener::{Listener, json_answer},
};
use pazemo::{Amount, AmountError, Error, ErrorKind, types};
use serde_json::value::RawValue;

const EXACT: [&str; 12] = [
    "948775.42",
    "-84311",
    "9.10",
    "0.1",
    "0.00",
    "12345678901234567.89",
    "123456789012345678.91",
    "0",
    "9007199254740993",
    "79228162514264337593543950335",
    "-0.01",
    "0.0000000000000000000000000001",
];

fn account(balance: &str) -> String {
    format!(
        r#"{{"id":"a","createdTime":"2021-06-11","updatedTime":"2021-06-11","currencyId":"IDR","balance":{balance}}}"#
    )
}

fn withdraw(fields: &str) -> String {
    format!(
        r#"{{"id":"w","createdTime":"2021-06-11","updatedTime":"2021-06-11","accountId":"a","status":"pending",{fields}}}"#
    )
}

/// An account as a server sends it, through the client.
async fn get_account(body: &str) -> Result<types::Account, Error> {
    let listener = Listener::answering(json_answer(body)).await;
    let (user, id) = ("u".parse().expect("an id"), "a".parse().expect("an id"));
    client(&listener.url()).accounts().get(&user, &id).await
}

/// A new withdraw with the identifier that answers here have: an answer about something else is an error.
fn new_withdraw(amount: Amount) -> types::NewWithdraw {
    types::NewWithdraw::new(amount).with_id("w".parse().expect("an id"))
}

/// Sends a new withdraw to a server that answers with this body: the answer, and the bytes of the request.
async fn create_withdraw(
    new: &types::NewWithdraw,
    answer: &str,
) -> (Result<types::Withdraw, Error>, Vec<u8>) {
    let listener = Listener::answering(json_answer(answer)).await;
    let account = "a".parse().expect("an id");
    let result = client(&listener.url())
        .withdraws()
        .create(&account, new)
        .await;
    (result, listener.one_request().body)
}

/// The text of a field as it stands in the bytes.
fn field(body: &str, name: &str) -> String {
    let fields: BTreeMap<String, Box<RawValue>> = serde_json::from_str(body).expect("an object");
    fields[name].get().to_owned()
}

#[tokio::test]
async fn amounts_in_answers_keep_every_digit() {
    for digits in EXACT {
        let account = get_account(&account(digits)).await.expect(digits);
        assert_eq!(account.balance.to_string(), digits);
        assert_eq!(field(&encoded(account), "balance"), digits);

        let body = withdraw(&format!(r#""amount":{digits},"feeAmount":{digits}"#));
        let new = new_withdraw(digits.parse().expect(digits));
        let withdraw = create_withdraw(&new, &body).await.0.expect(digits);
        assert_eq!(withdraw.amount, digits.parse().expect(digits));
        assert_eq!(withdraw.fee_amount.to_string(), digits);
        assert_eq!(encoded(withdraw), body);
    }
}

#[tokio::test]
async fn amounts_in_requests_keep_every_digit() {
    for digits in EXACT {
        let answer = withdraw(&format!(r#""amount":{digits},"feeAmount":0"#));
        let amount: Amount = digits.parse().expect(digits);
        let new = new_withdraw(amount);
        let (result, sent) = create_withdraw(&new, &answer).await;
        assert!(result.is_ok(), "{result:?}");
        let wanted = format!(r#"{{"id":"w","amount":{digits}}}"#);
        assert_eq!(String::from_utf8_lossy(&sent), wanted);
    }
}

#[tokio::test]
async fn other_spellings_of_a_number_are_exact_in_value() {
    for (sent, plain) in [
        ("1e3", "1000"),
        ("9.4877542E+5", "948775.42"),
        ("12345678901234567891e-2", "123456789012345678.91"),
        ("-25e-1", "-2.5"),
        ("0e9999", "0"),
        ("0.001e3", "1"),
        // Zero has no sign: the value is what counts, and its decimals stay.
        ("-0.00", "0.00"),
    ] {
        let account = get_account(&account(sent)).await.expect(sent);
        assert_eq!(account.balance, plain.parse().expect(plain));
        assert_eq!(account.balance.to_string(), plain, "{sent}");
    }
}

#[tokio::test]
async fn more_digits_than_an_amount_holds_are_an_error_that_says_so() {
    for digits in [
        "79228162514264337593543950336",
        "0.00000000000000000000000000001",
        "1234567890123456789012345678.95",
        "1e29",
        "1e999999999999999999999",
    ] {
        let error = get_account(&account(digits)).await.expect_err(digits);
        assert_eq!(error.kind(), ErrorKind::Decode, "{digits}");
        assert_eq!(error.status(), Some(200));
        let text = error.to_string();
        assert!(text.contains("more digits than an amount holds"), "{text}");
        assert!(text.contains("nothing was rounded"), "{text}");
        assert!(text.contains("`balance`"), "{text}");
        assert!(!text.contains(digits), "{text}");
        // A request cannot even be made with it.
        let refused = digits.parse::<Amount>();
        assert_eq!(refused, Err(AmountError::TooManyDigits), "{digits}");
    }
}

#[tokio::test]
async fn what_is_no_number_is_no_amount() {
    for json in [r#""9.10""#, "true", "[1]", "{}", "null"] {
        let error = get_account(&account(json)).await.expect_err(json);
        assert_eq!(error.kind(), ErrorKind::Decode, "{json}");
    }
}

#[tokio::test]
async fn unknown_enum_values_come_back_as_they_came() {
    let body = withdraw(r#""network":"pigeon","amount":1,"feeAmount":0"#)
        .replace("pending", "held for review ✓");
    let new = new_withdraw(Amount::from(1));
    let withdraw = create_withdraw(&new, &body).await.0.expect("a withdraw");
    assert!(matches!(withdraw.status, types::WithdrawStatus::Unknown(_)));
    assert_eq!(withdraw.status.as_str(), "held for review ✓");
    assert_eq!(
        withdraw.network.as_ref().map(|network| network.as_str()),
        Some("pigeon")
    );
    assert_eq!(encoded(withdraw), body);
}

#[tokio::test]
async fn unknown_fields_come_back_digit_by_digit() {
    let extra = r#""limits":{"daily":[123456789012345678.910,1e400,{"deep":-0.10}]},"vip":null,"note":"\u00e9\"","huge":123456789012345678901234567890123456789"#;
    let body = account("9.10").replace("\"balance\"", &format!("{extra},\"balance\""));
    let account = get_account(&body).await.expect("an account");
    assert_eq!(account.extra_fields().len(), 4);
    assert_eq!(
        account.extra_fields().get("limits"),
        Some(r#"{"daily":[123456789012345678.910,1e400,{"deep":-0.10}]}"#)
    );
    assert_eq!(json(&encoded(account)), json(&body));
}

#[tokio::test]
async fn unknown_fields_inside_inner_objects_and_error_bodies_are_kept_too() {
    let body = r#"{"greeting":"g","date":"d","url":"u","headers":{"Content-Type":"c","X-Rate":[10.50]},"uptime":0.10}"#;
    let listener = Listener::answering(json_answer(body)).await;
    let greeting = client(&listener.url()).pings().check().await;
    assert_eq!(json(&encoded(greeting.expect("a greeting"))), json(body));

    let body =
        r#"{"errors":[{"code":"c","message":"m","limit":0.10}],"trace":12345678901234567.890}"#;
    let answer = crate::support::listener::answer(400, "application/json", body);
    let listener = Listener::answering(answer).await;
    let error = client(&listener.url()).pings().check().await;
    let error = error.expect_err("a status");
    match error.body() {
        Some(pazemo::ErrorBody::Validation(found)) => {
            assert_eq!(json(&encoded(found.clone())), json(body));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn free_objects_keep_their_text_in_both_directions() {
    let data = r#"{"invoice": 17.10, "big": 12345678901234567890.123, "b": 1, "a": [1e400]}"#;
    let new = new_withdraw(Amount::from(1)).with_reference_data(data.parse().expect("an object"));
    let body = withdraw(&format!(
        r#""amount":1,"feeAmount":0,"referenceData":{data}"#
    ));
    let (withdraw, sent) = create_withdraw(&new, &body).await;
    let withdraw = withdraw.expect("a withdraw");
    let wanted = format!(r#"{{"id":"w","amount":1,"referenceData":{data}}}"#);
    assert_eq!(String::from_utf8_lossy(&sent), wanted);
    assert_eq!(
        withdraw.reference_data.as_ref().map(|data| data.as_str()),
        Some(data)
    );
    assert_eq!(encoded(withdraw), body);
}

#[tokio::test]
async fn identifiers_come_back_as_the_number_or_text_they_were() {
    for id in [
        "0",
        "42",
        "\"42\"",
        "\"0042\"",
        "18446744073709551615",
        "-7",
        "\"b-1\"",
        "\"\"",
        "\"../..\"",
    ] {
        let body = withdraw(&format!(
            r#""transactionId":{id},"amount":1,"feeAmount":0,"beneficiaryId":{id}"#
        ));
        let new = new_withdraw(Amount::from(1));
        let withdraw = create_withdraw(&new, &body).await.0.expect(id);
        let beneficiary = withdraw.beneficiary_id.clone().expect("an id");
        assert_eq!(beneficiary.as_str(), id.trim_matches('"'));
        assert_eq!(json(&encoded(withdraw)), json(&body));

        // And from there into the next request.
        let new = new_withdraw(Amount::from(1)).with_beneficiary_id(beneficiary);
        let (result, sent) = create_withdraw(&new, &body).await;
        assert!(result.is_ok(), "{result:?}");
        let sent = String::from_utf8_lossy(&sent).into_owned();
        assert_eq!(field(&sent, "beneficiaryId"), id);
    }
}

#[tokio::test]
async fn dates_and_date_times_come_back_as_they_came() {
    for text in [
        "2021-06-11",
        "2021-06-11T03:56:25.871Z",
        "2019-08-24T14:15:22Z",
        "1970-01-01T00:00:00.000+07:00",
        "2017-02-02T13:07:39.644+0000",
        "string",
        "",
    ] {
        let body = account("1").replace("2021-06-11", text);
        let account = get_account(&body).await.expect(text);
        assert_eq!(account.created_time.as_str(), text);
        assert_eq!(encoded(account), body);
    }
}
