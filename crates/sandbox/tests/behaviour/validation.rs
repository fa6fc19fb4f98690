//! Requests are held against the document before anything changes.

use crate::support::{ask, contract::findings, exchange, sandbox, start};
use pazemo_sandbox::{InvalidStatus, Sandbox, UnknownFields};

const WITHDRAW: &str = "/accounts/string/withdraw";

#[test]
fn each_fault_of_a_body_is_an_entry_of_its_own() {
    let sandbox = sandbox();
    let body = r#"{"id":5,"updatedTime":"yesterday","notes":null}"#;
    let answer = ask(&sandbox, "POST", WITHDRAW, Some(body));
    assert_eq!(answer.status, 400);
    assert_eq!(findings("POST", WITHDRAW, &answer), Vec::<String>::new());
    let body = answer.json();
    let entries = body["errors"].as_array().unwrap();
    let of = |place: &str| {
        let entry = entries.iter().find(|entry| entry["arguments"][0] == place);
        let entry = entry.unwrap_or_else(|| panic!("{place}: {entries:?}"));
        assert!(
            entry["message"].as_str().unwrap().contains(place),
            "{entry}"
        );
        entry["code"].as_str().unwrap().to_owned()
    };
    assert_eq!(entries.len(), 4);
    assert_eq!(of("/amount"), "error.field.missing");
    assert_eq!(of("/id"), "error.field.type");
    assert_eq!(of("/notes"), "error.field.type");
    assert_eq!(of("/updatedTime"), "error.field.invalid");
}

#[test]
fn a_body_that_does_not_fit_is_refused() {
    let sandbox = sandbox();
    let before = sandbox.control().dump();
    for (body, code) in [
        ("", "error.body.missing"),
        ("[]", "error.field.type"),
        ("\"x\"", "error.field.type"),
        ("null", "error.field.type"),
        ("{", "error.body.json"),
        ("{\"amount\":1}{}", "error.body.json"),
        ("{\"amount\":NaN}", "error.body.json"),
        ("{\"amount\":01}", "error.body.json"),
        ("{\"amount\":1,}", "error.body.json"),
        ("\u{feff}{\"amount\":1}", "error.body.json"),
        ("{\"amount\":1,\"amount\":2}", "error.field.duplicate"),
        ("{\"amount\":1,\"\\u0061mount\":2}", "error.field.duplicate"),
        (
            "{\"amount\":1,\"referenceData\":{\"a\":1,\"a\":1}}",
            "error.field.duplicate",
        ),
        ("{\"amount\":\"1\"}", "error.field.type"),
        ("{\"amount\":true}", "error.field.type"),
        ("{\"amount\":null}", "error.field.type"),
        ("{\"amount\":1,\"beneficiaryId\":0.5}", "error.field.type"),
        ("{\"amount\":1,\"beneficiaryId\":[]}", "error.field.type"),
        ("{\"amount\":1,\"referenceData\":[]}", "error.field.type"),
        ("{\"amount\":1e400}", "error.number.range"),
        ("{\"amount\":-1e400}", "error.number.range"),
        ("{\"amount\":1,\"x\":[2,1e999]}", "error.number.range"),
        ("{\"amount\":5e-324}", "error.field.invalid"),
        ("{\"amount\":1e308}", "error.field.invalid"),
        (
            "{\"amount\":0.12345678901234567890123456789012345}",
            "error.field.invalid",
        ),
        ("{\"amount\":1,\"notes\":\"\\ud800\"}", "error.body.json"),
    ] {
        let answer = ask(&sandbox, "POST", WITHDRAW, Some(body));
        assert_eq!(answer.status, 400, "{body}: {}", answer.text());
        assert_eq!(answer.codes(), [code], "{body}: {}", answer.text());
        assert_eq!(findings("POST", WITHDRAW, &answer), Vec::<String>::new());
    }
    let after = sandbox.control().dump();
    assert_eq!(
        serde_json::to_value(before).unwrap()["withdraws"],
        serde_json::to_value(after).unwrap()["withdraws"]
    );
}

#[test]
fn bytes_that_are_no_text_and_lists_without_end_are_refused() {
    let sandbox = sandbox();
    let deep = "[".repeat(100_000);
    let answer = ask(&sandbox, "POST", WITHDRAW, Some(&deep));
    assert_eq!(
        (answer.status, answer.codes()[0].as_str()),
        (400, "error.body.json")
    );
    let mut connection = crate::support::Connection::new(&sandbox);
    let mut bytes =
        crate::support::request(&sandbox, "POST", WITHDRAW, &[], Some("{\"id\":\"xx\"}"));
    let at = bytes.len() - 4;
    bytes[at] = 0xff;
    connection.send(bytes);
    let answer = connection.receive().unwrap();
    assert_eq!(
        (answer.status, answer.codes()[0].as_str()),
        (400, "error.body.encoding")
    );
}

#[test]
fn a_hundred_faults_are_enough() {
    let sandbox = sandbox();
    let many: Vec<String> = (0..5000).map(|_| "\"a\":1".to_owned()).collect();
    let body = format!("{{{}}}", many.join(","));
    let answer = ask(&sandbox, "POST", WITHDRAW, Some(&body));
    assert_eq!((answer.status, answer.codes().len()), (400, 100));
}

#[test]
fn where_json_breaks_is_said() {
    let sandbox = sandbox();
    let answer = ask(&sandbox, "POST", WITHDRAW, Some("{\n  \"amount\" 5}"));
    assert!(
        answer.text().contains("line 2, column 12"),
        "{}",
        answer.text()
    );
}

#[test]
fn amounts_arrive_digit_for_digit() {
    let sandbox = sandbox();
    let body = r#"{"id":"exact","amount":1.10000000000000000001}"#;
    let answer = ask(&sandbox, "POST", WITHDRAW, Some(body));
    assert_eq!(answer.status, 200);
    assert!(
        answer.text().contains("\"amount\":1.10000000000000000001"),
        "{}",
        answer.text()
    );
}

#[test]
fn fields_that_the_document_lacks_are_ignored_or_refused_by_a_switch() {
    let body = r#"{"amount":1,"foo":[1],"referenceData":{"free":1}}"#;
    assert_eq!(ask(&sandbox(), "POST", WITHDRAW, Some(body)).status, 200);
    let refusing = start(Sandbox::builder().switch(UnknownFields::Refused));
    let answer = ask(&refusing, "POST", WITHDRAW, Some(body));
    assert_eq!(
        (answer.status, answer.codes()),
        (400, vec!["error.field.unknown".to_owned()])
    );
    assert_eq!(answer.json()["errors"][0]["arguments"][0], "/foo");
}

#[test]
fn the_status_of_invalid_bodies_is_a_switch() {
    let sandbox = start(Sandbox::builder().switch(InvalidStatus::Unprocessable));
    assert_eq!(ask(&sandbox, "POST", WITHDRAW, Some("{}")).status, 422);
    assert_eq!(ask(&sandbox, "POST", WITHDRAW, Some("")).status, 422);
    // What is no JSON is no question of form.
    assert_eq!(ask(&sandbox, "POST", WITHDRAW, Some("{")).status, 400);
}

#[test]
fn the_media_type_has_to_be_json_in_utf_8() {
    let sandbox = sandbox();
    let status = |media: &str| {
        let headers = [("content-type", media)];
        let answer = exchange(
            &sandbox,
            "POST",
            WITHDRAW,
            &headers,
            Some(r#"{"amount":1}"#),
        );
        answer.unwrap().status
    };
    for good in [
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON;charset=\"UTF-8\"",
    ] {
        assert_eq!(status(good), 200, "{good}");
    }
    for bad in [
        "text/plain",
        "application/json; charset=latin1",
        "application/jsonx",
        "application/xml",
        "",
    ] {
        assert_eq!(status(bad), 415, "{bad}");
    }
}

#[test]
fn a_body_that_is_too_large_is_refused_and_one_of_the_limit_is_not() {
    let sandbox = start(Sandbox::builder().body_limit(1000));
    let fill = |length: usize| {
        let start = r#"{"amount":1,"notes":""#;
        format!("{start}{}\"}}", "x".repeat(length - start.len() - 2))
    };
    assert_eq!(
        ask(&sandbox, "POST", WITHDRAW, Some(&fill(1000))).status,
        200
    );
    let answer = ask(&sandbox, "POST", WITHDRAW, Some(&fill(1001)));
    assert_eq!(answer.status, 413);
    assert_eq!(answer.header("connection"), Some("close"));
    assert_eq!(answer.json()["status"], 413);
}

#[test]
fn a_mebibyte_of_text_is_stored() {
    let sandbox = sandbox();
    let body = format!(r#"{{"amount":1,"notes":"{}"}}"#, "é".repeat(1 << 20));
    let answer = ask(&sandbox, "POST", WITHDRAW, Some(&body));
    assert_eq!(answer.status, 200);
    assert!(answer.whole);
    assert_eq!(answer.json()["notes"].as_str().unwrap().len(), 2 << 20);
}
