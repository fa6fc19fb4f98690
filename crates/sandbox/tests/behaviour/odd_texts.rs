//! Texts that nobody expects: echoed to the letter, or refused in words that say why; never an error of the server.

use crate::support::{
    Connection, ask, sandbox, start,
    texts::{escaped, plain, send, texts},
};
use pazemo_sandbox::{Sandbox, Switches};
use serde_json::json;

const WITHDRAW: &str = "/accounts/string/withdraw";

#[test]
fn every_field_keeps_every_text_in_both_spellings() {
    let sandbox = sandbox();
    let mut on = Connection::new(&sandbox);
    for (path, fields) in [
        (
            WITHDRAW,
            &["address", "addressName", "notes", "prefix", "reference"][..],
        ),
        (
            "/beneficiaries",
            &[
                "accountId",
                "bankId",
                "address",
                "name",
                "email",
                "label",
                "type",
            ][..],
        ),
        ("/users/string/accounts", &["currencyId", "number"][..]),
    ] {
        let texts = texts();
        for write in [plain, escaped] {
            for (number, text) in texts.iter().enumerate() {
                // Each field has another text, so that none is taken for its neighbour.
                let of = |place: usize| &texts[(number + place) % texts.len()];
                let sent = fields.iter().enumerate();
                let sent = sent.map(|(place, field)| format!("\"{field}\":{}", write(of(place))));
                let amount = ["", "\"amount\":0.01,"][usize::from(path == WITHDRAW)];
                let body = format!("{{{amount}{}}}", sent.collect::<Vec<_>>().join(","));
                let answer = send(&sandbox, &mut on, path, &body);
                assert_eq!(answer.status, 200, "{text:?}: {}", answer.text());
                let shown = answer.json();
                for (place, field) in fields.iter().enumerate() {
                    assert_eq!(shown[field].as_str(), Some(of(place).as_str()), "{field}");
                }
            }
        }
    }
    sandbox.control().check().unwrap();
}

#[test]
fn data_that_is_free_keeps_every_name_and_every_text() {
    let sandbox = sandbox();
    let mut on = Connection::new(&sandbox);
    for write in [plain, escaped] {
        for text in texts() {
            let data = format!("{{{}:[{}],\"n\":1E+2}}", write(&text), write(&text));
            let body = format!(r#"{{"amount":0.01,"referenceData":{data}}}"#);
            let answer = send(&sandbox, &mut on, WITHDRAW, &body);
            assert_eq!(answer.status, 200, "{text:?}: {}", answer.text());
            assert!(answer.text().contains(&data), "{}", answer.text());
            assert_eq!(answer.json()["referenceData"][&text], json!([text]));
        }
    }
    sandbox.control().check().unwrap();
}

#[test]
fn halves_of_a_character_are_refused_wherever_they_stand() {
    let sandbox = sandbox();
    let before = sandbox.control().withdraws().len();
    let mut on = Connection::new(&sandbox);
    for half in [
        r"\ud800",
        r"\udc00",
        r"\udfff",
        r"\ud83d",
        r"\ude00\ud83d",
        r"\ud83dx",
        r"\ud83d\u0041",
        r"\ud83d\ud83d\ude00",
        r"\u12",
        r"\uzzzz",
        r"\x41",
        "\u{1}",
        "\n",
    ] {
        for body in [
            format!(r#"{{"amount":1,"id":"{half}"}}"#),
            format!(r#"{{"amount":1,"notes":"a{half}b"}}"#),
            format!(r#"{{"amount":1,"{half}":1}}"#),
            format!(r#"{{"amount":1,"beneficiaryId":"{half}"}}"#),
            format!(r#"{{"amount":1,"referenceData":{{"a":"{half}"}}}}"#),
            format!(r#"{{"amount":1,"referenceData":{{"{half}":1}}}}"#),
        ] {
            let answer = send(&sandbox, &mut on, WITHDRAW, &body);
            assert_eq!(answer.status, 400, "{body}: {}", answer.text());
            assert_eq!(answer.codes(), ["error.body.json"], "{body}");
        }
        let path = format!("{WITHDRAW}/string/confirm");
        let body = format!(r#"{{"authorizationCode":"{half}"}}"#);
        assert_eq!(send(&sandbox, &mut on, &path, &body).status, 400);
    }
    assert_eq!(sandbox.control().withdraws().len(), before);
    sandbox.control().check().unwrap();
}

#[test]
fn a_text_fills_a_body_to_its_limit_and_not_beyond() {
    const LIMIT: usize = 8 << 20;
    let sandbox = sandbox();
    for (path, start, field) in [
        (WITHDRAW, r#"{"amount":0.01,"reference":""#, "reference"),
        (WITHDRAW, r#"{"amount":0.01,"id":""#, "id"),
        ("/beneficiaries", r#"{"bankId":"b","address":""#, "address"),
        (
            "/users/string/accounts",
            r#"{"currencyId":"X","number":""#,
            "number",
        ),
    ] {
        let room = LIMIT - start.len() - 2;
        let text = format!("{}{}", "\u{1f600}".repeat(room / 4), "x".repeat(room % 4));
        let body = format!("{start}{text}\"}}");
        assert_eq!(body.len(), LIMIT);
        let answer = ask(&sandbox, "POST", path, Some(&body));
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.whole && answer.json()[field].as_str() == Some(&text));
        let answer = ask(&sandbox, "POST", path, Some(&format!("{body} ")));
        assert_eq!(answer.status, 413, "{path}");
    }
    // Too long for a path, and said so.
    let long = format!("{WITHDRAW}/{}/confirm", "x".repeat(1 << 20));
    let answer = ask(
        &sandbox,
        "POST",
        &long,
        Some(r#"{"authorizationCode":"x"}"#),
    );
    assert!(matches!(answer.status, 414 | 431), "{}", answer.status);
    sandbox.control().check().unwrap();
}

#[test]
fn free_data_may_be_deep_but_not_without_end() {
    let sandbox = sandbox();
    let nested = |depth: usize| format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    for (depth, status) in [(1, 200), (100, 200), (1000, 400), (100_000, 400)] {
        let data = nested(depth);
        let body = format!(r#"{{"amount":0.01,"referenceData":{data}}}"#);
        let answer = ask(&sandbox, "POST", WITHDRAW, Some(&body));
        assert_eq!(answer.status, status, "{depth}");
        assert_eq!(answer.text().contains(&data), status == 200);
    }
}

#[test]
fn every_text_is_a_code_and_only_the_right_one_is_good() {
    for text in texts().into_iter().filter(|text| !text.is_empty()) {
        let mut switches = Switches::plain();
        switches.set("static-code", &text).unwrap();
        let sandbox = start(Sandbox::builder().switches(switches));
        let mut on = Connection::new(&sandbox);
        let path = format!("{WITHDRAW}/string/confirm");
        for wrong in ["", "string", &format!("{text} "), &format!("{text}\0")] {
            let body = format!(r#"{{"authorizationCode":{}}}"#, escaped(wrong));
            let answer = send(&sandbox, &mut on, &path, &body);
            assert_eq!(answer.status, 400, "{text:?}, not {wrong:?}");
            assert!(!answer.text().contains("string\""), "{}", answer.text());
        }
        let body = format!(r#"{{"authorizationCode":{}}}"#, escaped(&text));
        assert_eq!(
            send(&sandbox, &mut on, &path, &body).status,
            200,
            "{text:?}"
        );
        sandbox.control().check().unwrap();
    }
}
