//! Planted bugs show.

use crate::support::{Answer, ask, contract::findings, start};
use pazemo_sandbox::{Defect, Sandbox};

const WITHDRAW: &str = "/accounts/string/withdraw";
const CODE: Option<&str> = Some(r#"{"authorizationCode":"string"}"#);

fn with(defect: Defect) -> Sandbox {
    start(Sandbox::builder().defect(defect))
}

fn create(sandbox: &Sandbox) -> Answer {
    ask(
        sandbox,
        "POST",
        WITHDRAW,
        Some(r#"{"id":"mine","amount":1.50}"#),
    )
}

fn balance(sandbox: &Sandbox) -> (Option<f64>, Option<f64>) {
    let account = ask(sandbox, "GET", "/users/string/accounts/string", None);
    let json = account.json();
    (json["balance"].as_f64(), json["locked"].as_f64())
}

#[test]
fn answers_break_the_document() {
    for (defect, rule) in [
        (Defect::WrongType, "wrong-type"),
        (Defect::MissingField, "missing-required-field"),
        (Defect::UndocumentedStatus, "undocumented-status"),
    ] {
        let answer = create(&with(defect));
        let found = findings("POST", WITHDRAW, &answer);
        assert!(found[0].starts_with(rule), "{defect:?}: {found:?}");
    }
}

#[test]
fn amounts_are_rounded() {
    let answer = create(&with(Defect::RoundedAmount));
    assert!(answer.text().contains("\"amount\":1,"), "{}", answer.text());
}

#[test]
fn what_was_created_is_not_there() {
    let sandbox = with(Defect::LostCreate);
    let before = balance(&sandbox);
    let answer = create(&sandbox);
    assert_eq!(
        (answer.status, answer.json()["id"].as_str()),
        (200, Some("mine"))
    );
    let confirm = ask(
        &sandbox,
        "POST",
        "/accounts/string/withdraw/mine/confirm",
        CODE,
    );
    assert_eq!(confirm.status, 404);
    assert_eq!(balance(&sandbox), before);
    sandbox.control().check().unwrap();
}

#[test]
fn what_is_confirmed_twice_is_paid_twice() {
    let sandbox = with(Defect::DoubleConfirm);
    let path = "/accounts/string/withdraw/string/confirm";
    assert_eq!(ask(&sandbox, "POST", path, CODE).status, 200);
    let once = balance(&sandbox);
    let again = ask(&sandbox, "POST", path, CODE);
    assert_eq!(
        (again.status, again.json()["id"].as_str()),
        (200, Some("string"))
    );
    assert_ne!(balance(&sandbox), once);
    sandbox.control().check().unwrap();
}

#[test]
fn without_a_defect_nothing_of_this_happens() {
    let sandbox = crate::support::sandbox();
    let answer = create(&sandbox);
    assert_eq!(findings("POST", WITHDRAW, &answer), Vec::<String>::new());
    assert!(answer.text().contains("\"amount\":1.50"));
    let path = "/accounts/string/withdraw/mine/confirm";
    assert_eq!(ask(&sandbox, "POST", path, CODE).status, 200);
    assert_eq!(ask(&sandbox, "POST", path, CODE).status, 409);
}
