//! Who may come in, and in which order that is asked.

use crate::support::{GOOD, contract::findings, exchange, sandbox, start};
use pazemo_sandbox::{ErrorForm, RequestsPerSecond, RetryAfter, Sandbox, Switches};

fn with(
    sandbox: &Sandbox,
    authorization: &str,
    method: &str,
    path: &str,
    body: Option<&str>,
) -> crate::support::Answer {
    let headers = [("authorization", authorization)];
    exchange(sandbox, method, path, &headers, body).unwrap()
}

#[test]
fn no_operation_is_open_to_whom_the_sandbox_does_not_know() {
    let sandbox = sandbox();
    let token = sandbox.token().expose().to_owned();
    for authorization in [
        String::new(),
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
        "Bearer nobody".to_owned(),
        format!("Basic {token}"),
        token.clone(),
        format!("Bearer {token}x"),
        "Bearer sandbox-revoked-token".to_owned(),
        "Bearer sandbox-limited-token".to_owned(),
    ] {
        for (operation, method, path, body) in GOOD {
            let answer = with(&sandbox, &authorization, method, path, body);
            assert_eq!(answer.status, 401, "{operation} {authorization}");
            assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
            assert_eq!(findings(method, path, &answer), Vec::<String>::new());
            assert!(!answer.text().contains(&token));
        }
    }
}

#[test]
fn two_tokens_are_no_token_and_the_scheme_has_no_case() {
    let sandbox = sandbox();
    let token = format!("Bearer {}", sandbox.token().expose());
    let headers = [
        ("authorization", token.as_str()),
        ("authorization", token.as_str()),
    ];
    let answer = exchange(&sandbox, "GET", "/ping", &headers, None).unwrap();
    assert_eq!(answer.status, 401);
    let lower = format!("bEARER {}", sandbox.token().expose());
    assert_eq!(with(&sandbox, &lower, "GET", "/ping", None).status, 200);
}

#[test]
fn a_token_that_may_only_read_only_reads() {
    let sandbox = sandbox();
    for (operation, method, path, body) in GOOD {
        let answer = with(
            &sandbox,
            "Bearer sandbox-read-only-token",
            method,
            path,
            body,
        );
        let status = if method == "GET" { 200 } else { 403 };
        assert_eq!(answer.status, status, "{operation}");
        assert_eq!(findings(method, path, &answer), Vec::<String>::new());
    }
}

#[test]
fn the_token_is_asked_for_before_the_body_is_looked_at() {
    let sandbox = sandbox();
    let path = "/accounts/string/withdraw";
    assert_eq!(with(&sandbox, "none", "POST", path, Some("{")).status, 401);
    let read_only = "Bearer sandbox-read-only-token";
    assert_eq!(
        with(&sandbox, read_only, "POST", path, Some("{")).status,
        403
    );
}

#[test]
fn after_a_reset_a_token_has_all_its_requests_again() {
    let mut switches = Switches::plain();
    switches.rate_limit = RequestsPerSecond(1);
    let sandbox = start(Sandbox::builder().switches(switches));
    for _ in 0..20 {
        let answer = crate::support::ask(&sandbox, "GET", "/users/me", None);
        assert_eq!(answer.status, 200);
        sandbox.control().reset().unwrap();
    }
}

#[test]
fn a_token_has_its_requests_a_second_and_is_told_when_to_come_back() {
    let mut switches = Switches::plain();
    switches.rate_limit = RequestsPerSecond(3);
    for (form, header) in [(RetryAfter::Seconds, Some("1")), (RetryAfter::Absent, None)] {
        let sandbox = start(Sandbox::builder().switches(switches.clone().with(form)));
        let answers: Vec<_> = (0..10)
            .map(|_| crate::support::ask(&sandbox, "GET", "/users/me", None))
            .collect();
        let refused: Vec<_> = answers.iter().filter(|a| a.status == 429).collect();
        assert!(refused.len() >= 4, "{}", refused.len());
        for answer in refused {
            assert_eq!(answer.header("retry-after"), header);
            assert_eq!(findings("GET", "/users/me", answer), Vec::<String>::new());
        }
        // Another token has its own.
        let other = with(
            &sandbox,
            "Bearer sandbox-other-token",
            "GET",
            "/users/me",
            None,
        );
        assert_eq!(other.status, 200);
    }
    let sandbox = start(Sandbox::builder().switches(switches.with(RetryAfter::Date)));
    let date = (0..10)
        .filter_map(|_| {
            let answer = crate::support::ask(&sandbox, "GET", "/users/me", None);
            answer.header("retry-after").map(str::to_owned)
        })
        .next();
    assert!(date.unwrap().ends_with(" GMT"));
}

#[test]
fn maintenance_refuses_everything_but_strangers() {
    let sandbox = sandbox();
    sandbox.control().set_maintenance(true);
    for (operation, method, path, body) in GOOD {
        let answer = crate::support::ask(&sandbox, method, path, body);
        assert_eq!(answer.status, 503, "{operation}");
        assert_eq!(answer.header("retry-after"), Some("1"));
        assert_eq!(findings(method, path, &answer), Vec::<String>::new());
    }
    assert_eq!(with(&sandbox, "none", "GET", "/ping", None).status, 401);
    sandbox.control().set_maintenance(false);
    assert_eq!(
        crate::support::ask(&sandbox, "GET", "/ping", None).status,
        200
    );
}

#[test]
fn errors_can_have_the_form_of_a_framework() {
    let sandbox = start(Sandbox::builder().switch(ErrorForm::Nested));
    let answer = with(&sandbox, "none", "GET", "/ping", None);
    let error = &answer.json()["error"];
    assert_eq!(
        (error["statusCode"].as_u64(), error["name"].as_str()),
        (Some(401), Some("UnauthorizedError"))
    );
    let answer = crate::support::ask(&sandbox, "POST", "/beneficiaries", Some("{}"));
    let error = &answer.json()["error"];
    assert_eq!(error["details"].as_array().unwrap().len(), 2);
    assert!(error["message"].is_string());
}
