//! Numbers at every limit: exact, or refused before anything moves.

use crate::support::{
    Connection,
    payer::{SEED, amount, money, open},
    start,
    texts::send,
};
use pazemo::Amount;
use pazemo_sandbox::{Sandbox, Seed, UnknownBeneficiary};

/// What an account has that holds the largest amount there is.
const LARGEST: &str = "79228162514264337593543950335";

/// The value of a field, as it stands in the answer.
fn written<'a>(answer: &'a str, field: &str) -> &'a str {
    let (_, rest) = answer.split_once(&format!("\"{field}\":")).expect(field);
    let end = rest.find([',', '}']).expect("an end");
    &rest[..end]
}

/// A number with each sign, exponent and place of the point that JSON knows and the amount it is; or the status by which it is refused.
fn numbers() -> Vec<(String, Result<&'static str, u16>)> {
    let long = |count: usize| "0".repeat(count);
    let mut all: Vec<(String, Result<&'static str, u16>)> = [
        ("0", Ok("0")),
        ("-0", Ok("0")),
        ("0.0", Ok("0")),
        ("-0.00", Ok("0")),
        ("0e0", Ok("0")),
        ("0E+28", Ok("0")),
        ("0e-28", Ok("0")),
        ("1", Ok("1")),
        ("0.1e1", Ok("1")),
        ("10e-1", Ok("1")),
        ("1E+2", Ok("100")),
        ("1e2", Ok("100")),
        ("100E-2", Ok("1")),
        ("1.10", Ok("1.10")),
        ("1.0000000000000000000000000000", Ok("1")),
        ("1e-28", Ok("0.0000000000000000000000000001")),
        ("1E-28", Ok("0.0000000000000000000000000001")),
        (
            "7.9228162514264337593543950335",
            Ok("7.9228162514264337593543950335"),
        ),
        ("1e-29", Err(400)),
        ("7.9228162514264337593543950336", Err(400)),
        ("0.00000000000000000000000000001", Err(400)),
        ("5e-324", Err(400)),
        ("2.2250738585072014e-308", Err(400)),
        ("1e-400", Err(400)),
        ("1e400", Err(400)),
        ("-1e400", Err(400)),
        ("1.7976931348623157e308", Err(400)),
        ("-1", Err(400)),
        ("-1e-28", Err(400)),
        ("-79228162514264337593543950335", Err(400)),
        // There are a million dollars, and no more.
        ("1000000.01", Err(402)),
        ("9007199254740993", Err(402)),
        ("9223372036854775807", Err(402)),
        ("18446744073709551616", Err(402)),
        (LARGEST, Err(402)),
        ("7.9228162514264337593543950335e28", Err(402)),
        ("79228162514264337593543950336", Err(400)),
        ("340282366920938463463374607431768211456", Err(400)),
        ("1e28", Err(402)),
        ("1e29", Err(400)),
        // What is no JSON.
        ("01", Err(400)),
        ("-01", Err(400)),
        ("00", Err(400)),
        ("+1", Err(400)),
        (".5", Err(400)),
        ("5.", Err(400)),
        ("1e", Err(400)),
        ("1e+", Err(400)),
        ("1.e1", Err(400)),
        ("--1", Err(400)),
        ("0x1", Err(400)),
        ("1_0", Err(400)),
        ("1,5", Err(400)),
        ("NaN", Err(400)),
        ("Infinity", Err(400)),
        ("-Infinity", Err(400)),
        ("\u{661}", Err(400)),
        ("\u{ff11}", Err(400)),
        // No numbers, though they look like some.
        ("\"1\"", Err(400)),
        ("[1]", Err(400)),
        ("{}", Err(400)),
        ("true", Err(400)),
        ("null", Err(400)),
    ]
    .map(|(text, wanted)| (text.to_owned(), wanted))
    .into();
    all.extend([
        (format!("1{}", long(400)), Err(400)),
        (format!("1{}", long(100_000)), Err(400)),
        (format!("0.{}1", long(100_000)), Err(400)),
        (format!("1e{}", "9".repeat(1000)), Err(400)),
        (format!("1e-{}", "9".repeat(1000)), Err(400)),
    ]);
    all
}

/// A million leaves no room for 28 decimals; seven and a bit does.
const TWO_ACCOUNTS: &str = "
users:
  - id: ann
    tokens: [{value: ann-token}]
    accounts:
      - {id: rich, currencyId: USD, money: 1000000}
      - {id: fine, currencyId: USD, money: 7.9228162514264337593543950335}
";

#[test]
fn an_amount_is_taken_as_exactly_what_it_is_or_not_at_all() {
    let seed = Seed::read("seed.yaml", TWO_ACCOUNTS).unwrap();
    let sandbox = start(Sandbox::builder().seed(seed));
    let control = sandbox.control();
    let mut on = Connection::new(&sandbox);
    for (number, (text, wanted)) in numbers().into_iter().enumerate() {
        let long = matches!(wanted, Ok(value) if value.len() > 20);
        let account = if long { "fine" } else { "rich" };
        let shown: String = text.chars().take(50).collect();
        let before = money(&control, account);
        let withdraws = control.withdraws().len();
        let body = format!(r#"{{"id":"w{number}","amount":{text}}}"#);
        let path = format!("/accounts/{account}/withdraw");
        let answer = send(&sandbox, &mut on, &path, &body);
        let after = money(&control, account);
        match wanted {
            Err(status) => {
                assert_eq!(answer.status, status, "{shown}: {}", answer.text());
                assert_eq!(after, before, "{shown}");
                assert_eq!(control.withdraws().len(), withdraws, "{shown}");
            }
            Ok(value) => {
                assert_eq!(answer.status, 200, "{shown}: {}", answer.text());
                let taken: Amount = written(&answer.text(), "amount").parse().unwrap();
                assert_eq!(taken, amount(value), "{shown}");
                assert!(!answer.text().contains(":-"), "{}", answer.text());
                assert_eq!(after[1].checked_sub(before[1]), Some(taken), "{shown}");
                assert_eq!(before[0].checked_sub(after[0]), Some(taken), "{shown}");
                // Free again, for those that come after.
                let path = format!("{path}/w{number}/cancel");
                let code = r#"{"authorizationCode":"string"}"#;
                assert_eq!(send(&sandbox, &mut on, &path, code).status, 200);
                assert_eq!(money(&control, account), before, "{shown}");
            }
        }
    }
    // Nothing at all has no sign.
    let accounts = crate::support::exchange(&sandbox, "GET", "/users/ann/accounts", &[], None);
    let shown = accounts.unwrap().text();
    assert_eq!(shown.matches("\"locked\":0").count(), 2, "{shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_largest_and_the_smallest_amount_go_all_the_way() {
    for (start, text) in [(LARGEST, LARGEST), ("1", "0.0000000000000000000000000001")] {
        let seed = SEED.replace(
            "id: a, currencyId: USD, money: 100",
            "id: a, currencyId: USD, money: M",
        );
        let sandbox = open(
            Default::default(),
            &seed.replace("money: M", &format!("money: {start}")),
        )
        .await;
        let ann = crate::support::payer::Payer::ann(&sandbox);
        let created = ann.create("a", "w", text).await.unwrap();
        assert_eq!(created.amount.to_string(), text);
        let [balance, locked] = ann.shown("a").await;
        assert_eq!((balance, -locked), (amount(start), amount(text)));
        ann.confirm("a", "w").await.unwrap();
        ann.control.settle_withdraw("a", "w").unwrap();
        let rest = amount(start).checked_sub(amount(text)).unwrap();
        let zero = Amount::default();
        assert_eq!(money(&ann.control, "a"), [rest, zero, amount(text), zero]);
        ann.control.return_withdraw("a", "w").unwrap();
        assert_eq!(money(&ann.control, "a"), [amount(start), zero, zero, zero]);
    }
}

#[test]
fn the_identifier_of_a_beneficiary_is_echoed_as_it_came_or_refused() {
    let sandbox = start(Sandbox::builder().switch(UnknownBeneficiary::Accepted));
    let mut on = Connection::new(&sandbox);
    let huge = "9".repeat(400);
    for (text, echoed) in [
        ("0", true),
        ("-1", true),
        ("2147483648", true),
        ("9007199254740993", true),
        ("9223372036854775807", true),
        ("9223372036854775808", true),
        ("-9223372036854775808", true),
        ("18446744073709551615", true),
        ("\"18446744073709551616\"", true),
        ("\"007\"", true),
        ("\"1e2\"", true),
        ("18446744073709551616", false),
        ("-9223372036854775809", false),
        (&huge, false),
        ("0.5", false),
        ("01", false),
        ("1e400", false),
        ("[]", false),
        ("null", false),
    ] {
        let body = format!(r#"{{"amount":0.01,"beneficiaryId":{text}}}"#);
        let answer = send(&sandbox, &mut on, "/accounts/string/withdraw", &body);
        if echoed {
            assert_eq!(answer.status, 200, "{text}: {}", answer.text());
            assert_eq!(written(&answer.text(), "beneficiaryId"), text);
        } else {
            assert_eq!(answer.status, 400, "{text}: {}", answer.text());
        }
        sandbox.control().check().unwrap();
    }
    // Whole numbers in the spelling of others are what they are, or nothing.
    for (text, value) in [("-0", "0"), ("1.0", "1"), ("1e2", "100"), ("1E+2", "100")] {
        let body = format!(r#"{{"amount":0.01,"beneficiaryId":{text}}}"#);
        let answer = send(&sandbox, &mut on, "/accounts/string/withdraw", &body);
        match answer.status {
            200 => assert_eq!(written(&answer.text(), "beneficiaryId"), value, "{text}"),
            status => assert_eq!(status, 400, "{text}"),
        }
    }
}

#[test]
fn numbers_within_free_data_keep_every_digit() {
    let sandbox = crate::support::sandbox();
    let mut on = Connection::new(&sandbox);
    let digits = "1234567890".repeat(100);
    let small = format!("0.{}1e-300", "0".repeat(500));
    for number in [
        "0",
        "-0",
        "-0.0",
        "1E+2",
        "1e-400",
        "0.10",
        "5e-324",
        LARGEST,
        "79228162514264337593543950336",
        "1.7976931348623157e308",
        &digits[..300],
        &small,
    ] {
        let data = format!(r#"{{"n":[{number}]}}"#);
        let body = format!(r#"{{"amount":0.01,"referenceData":{data}}}"#);
        let answer = send(&sandbox, &mut on, "/accounts/string/withdraw", &body);
        assert_eq!(answer.status, 200, "{number}: {}", answer.text());
        assert!(answer.text().contains(&data), "{}", answer.text());
    }
}

#[test]
fn moments_that_never_were_are_refused_and_those_at_the_edge_are_not() {
    let sandbox = crate::support::sandbox();
    let mut on = Connection::new(&sandbox);
    for (text, status) in [
        ("2019-08-24T14:15:22Z", 200),
        ("2019-08-24", 200),
        ("0001-01-01", 200),
        ("9999-12-31T23:59:59.999999999999999999999999999999Z", 200),
        ("2016-12-31T23:59:60Z", 200),
        ("2020-02-29", 200),
        ("2019-02-29", 400),
        ("2019-13-01", 400),
        ("2019-00-10", 400),
        ("2019-08-24T24:00:00Z", 400),
        ("2019-08-24T14:15:22", 400),
        ("+10000-01-01", 400),
        ("yesterday", 400),
        ("", 400),
    ] {
        let body = format!(r#"{{"amount":0.01,"updatedTime":"{text}"}}"#);
        let answer = send(&sandbox, &mut on, "/accounts/string/withdraw", &body);
        assert_eq!(answer.status, status, "{text}: {}", answer.text());
        let body = format!(r#"{{"bankId":"b","address":"a","updatedTime":"{text}"}}"#);
        let answer = send(&sandbox, &mut on, "/beneficiaries", &body);
        assert_eq!(answer.status, status, "{text}: {}", answer.text());
    }
}
