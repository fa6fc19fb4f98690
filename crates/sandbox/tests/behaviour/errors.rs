//! Every answer fits the document, whatever it refuses.

use crate::support::{GOOD, ask, contract::findings, exchange, sandbox};
use pazemo_sandbox::Fault;

#[test]
fn every_status_of_the_document_can_be_asked_of_every_operation_and_fits_it() {
    let sandbox = sandbox();
    for (operation, method, path, body) in GOOD {
        let ok = ask(&sandbox, method, path, body);
        assert_eq!(
            findings(method, path, &ok),
            Vec::<String>::new(),
            "{operation}"
        );
        for status in [400, 401, 402, 403, 404, 409, 410, 429, 500, 503] {
            let fault = format!("status={status}");
            let headers = [("x-sandbox-fault", fault.as_str())];
            let answer = exchange(&sandbox, method, path, &headers, body).unwrap();
            assert_eq!(answer.status, status, "{operation}");
            let found = findings(method, path, &answer);
            assert_eq!(found, Vec::<String>::new(), "{operation} {status}");
            let has_header = |name| answer.header(name).is_some();
            assert_eq!(has_header("retry-after"), matches!(status, 429 | 503));
            assert_eq!(has_header("www-authenticate"), status == 401);
        }
    }
}

#[test]
fn refusals_of_the_business_fit_the_document() {
    let sandbox = sandbox();
    let code = r#"{"authorizationCode":"string"}"#;
    for (method, path, body, status) in [
        ("GET", "/users/nobody", None, 404),
        ("GET", "/users/other", None, 403),
        ("GET", "/users/other/accounts", None, 403),
        ("GET", "/users/string/accounts/nothing", None, 404),
        (
            "POST",
            "/accounts/nothing/withdraw",
            Some(r#"{"amount":1}"#),
            404,
        ),
        (
            "POST",
            "/accounts/account-other/withdraw",
            Some(r#"{"amount":1}"#),
            403,
        ),
        (
            "POST",
            "/accounts/string/withdraw",
            Some(r#"{"amount":1e12}"#),
            402,
        ),
        (
            "POST",
            "/accounts/string/withdraw",
            Some(r#"{"amount":-1}"#),
            400,
        ),
        (
            "POST",
            "/accounts/string/withdraw",
            Some(r#"{"id":"string","amount":1}"#),
            409,
        ),
        (
            "POST",
            "/accounts/string/withdraw/nothing/confirm",
            Some(code),
            404,
        ),
        (
            "POST",
            "/accounts/string/withdraw/string/cancel",
            Some(code),
            200,
        ),
        (
            "POST",
            "/accounts/string/withdraw/string/confirm",
            Some(code),
            409,
        ),
    ] {
        let answer = ask(&sandbox, method, path, body);
        assert_eq!(answer.status, status, "{path}: {}", answer.text());
        assert_eq!(
            findings(method, path, &answer),
            Vec::<String>::new(),
            "{path}"
        );
    }
}

#[test]
fn a_wrong_code_is_refused_and_not_repeated() {
    let sandbox = sandbox();
    let path = "/accounts/string/withdraw/string/confirm";
    let body = r#"{"authorizationCode":"hunter2-hunter2"}"#;
    let answer = ask(&sandbox, "POST", path, Some(body));
    assert!(answer.status >= 400, "{}", answer.text());
    assert!(!answer.text().contains("hunter2"));
    let twice = r#"{"authorizationCode":"hunter2-hunter2","authorizationCode":7}"#;
    for body in [
        twice,
        r#"{"authorizationCode":["hunter2"]}"#,
        r#"{"authorizationCode":"hunter2"#,
    ] {
        let answer = ask(&sandbox, "POST", path, Some(body));
        assert_eq!(answer.status, 400);
        assert!(!answer.text().contains("hunter2"), "{}", answer.text());
    }
}

#[test]
fn a_greeting_shows_no_token() {
    let sandbox = sandbox();
    for path in ["/check", "/pingQueue"] {
        let answer = ask(&sandbox, "GET", path, None);
        assert!(!answer.text().contains(sandbox.token().expose()));
        assert_eq!(answer.json()["headers"]["Content-Type"], "application/json");
    }
}

#[test]
fn a_fault_that_is_none_is_refused_with_what_would_be_right() {
    let sandbox = sandbox();
    let headers = [("x-sandbox-fault", "explode")];
    let answer = exchange(&sandbox, "GET", "/users/me", &headers, None).unwrap();
    assert_eq!(
        (answer.status, answer.codes()),
        (400, vec!["error.fault.invalid".to_owned()])
    );
    assert!(answer.text().contains("truncate"));
    assert!("explode".parse::<Fault>().is_err());
    let two = [("x-sandbox-fault", "none"), ("x-sandbox-fault", "drop")];
    let answer = exchange(&sandbox, "GET", "/users/me", &two, None).unwrap();
    assert_eq!(
        (answer.status, answer.codes()),
        (400, vec!["error.fault.invalid".to_owned()])
    );
}

#[test]
fn a_token_that_is_not_sent_is_not_said_to_be_unknown() {
    let sandbox = crate::support::sandbox();
    let message = |value: &str| {
        let headers = [("authorization", value)];
        let answer =
            crate::support::exchange(&sandbox, "GET", "/users/me", &headers, None).unwrap();
        assert_eq!(answer.status, 401);
        answer.text()
    };
    assert!(message("").contains("the request has no token"));
    let token = sandbox.token();
    assert!(message(token.expose()).contains("does not begin with `Bearer `"));
    assert!(message("Bearer nobody").contains("this token does not exist"));
}

#[test]
fn a_path_that_does_not_exist_is_answered_with_where_the_documents_are() {
    let sandbox = crate::support::sandbox();
    let text = crate::support::ask(&sandbox, "GET", "/", None).text();
    assert!(text.contains("/openapi.yaml") && text.contains("/_sandbox/openapi.yaml"));
}

#[test]
fn a_negative_deposit_is_told_what_is_wrong_with_it() {
    let sandbox = crate::support::sandbox();
    let refused = sandbox.control().deposit("string", "-5".parse().unwrap());
    let refused = refused.unwrap_err();
    assert_eq!(
        (refused.status(), refused.code()),
        (400, "error.amount.invalid")
    );
    assert_eq!(refused.to_string(), "a deposit is not less than 0");
}

#[test]
fn a_code_whose_time_is_over_is_called_expired_and_another_one_wrong() {
    let switches = [("authorization-code", "expiring"), ("code-lifetime", "60")];
    let mut set = pazemo_sandbox::Switches::plain();
    for (name, value) in switches {
        set.set(name, value).unwrap();
    }
    let sandbox = crate::support::start(pazemo_sandbox::Sandbox::builder().switches(set));
    let control = sandbox.control();
    let code = control.authorization_code("string", "string").unwrap();
    control
        .advance_clock(std::time::Duration::from_secs(61))
        .unwrap();
    let confirm = |code: &str| {
        let body = format!(r#"{{"authorizationCode":"{code}"}}"#);
        let path = "/accounts/string/withdraw/string/confirm";
        crate::support::ask(&sandbox, "POST", path, Some(&body)).text()
    };
    assert!(confirm(code.expose()).contains("has expired"));
    assert!(confirm("nothing").contains("is wrong"));
}
