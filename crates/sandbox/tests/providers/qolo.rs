//! Logins and tokens.

use std::{net::SocketAddr, time::Duration};

use pazemo_sandbox::{
    RequestsPerSecond,
    qolo::{EarlierTokens, ErrorBody, LoginStatus, Sandbox, SandboxBuilder},
};
use serde_json::{Value, json};

use crate::http::{Answer, Request, request};

pub(crate) const LOGIN: &str = "/api/v1/auth/login";
pub(crate) const CARDS: &str = "/api/v1/cards";

pub(crate) fn start(
    change: impl FnOnce(SandboxBuilder) -> SandboxBuilder,
) -> (Sandbox, SocketAddr) {
    let builder = Sandbox::builder().fixed_time("2026-01-31T12:00:00Z".parse().unwrap());
    let sandbox = change(builder).start_blocking().unwrap();
    let address = sandbox.address();
    (sandbox, address)
}

fn login(body: &Value) -> Request {
    request("POST", LOGIN).json(body)
}

fn right() -> Value {
    json!({ "loginid": "sandbox-program", "apikey": "sandbox-api-key" })
}

pub(crate) fn token(address: SocketAddr) -> String {
    let answer = login(&right()).send(address);
    assert_eq!(answer.status, 200);
    answer.json()["token"].as_str().unwrap().to_owned()
}

pub(crate) fn create(token: &str) -> Request {
    request("POST", CARDS).header("Authorization", &format!("Bearer {token}"))
}

fn card(token: &str, address: SocketAddr) -> Answer {
    create(token).json(&json!({ "name": "a" })).send(address)
}

#[test]
fn a_token_is_good_for_twelve_hours_by_the_clock_of_the_sandbox() {
    let (sandbox, address) = start(|builder| builder);
    let control = sandbox.control();
    let first = token(address);
    assert_eq!(card(&first, address).status, 201);
    control
        .advance_clock(Duration::from_secs(12 * 3600 - 1))
        .unwrap();
    assert_eq!(card(&first, address).status, 201);
    control.advance_clock(Duration::from_secs(1)).unwrap();
    assert_eq!(card(&first, address).status, 401);
    let second = token(address);
    assert_ne!(first, second);
    assert_eq!(card(&second, address).status, 201);
    assert_eq!(control.logins().succeeded, 2);
}

#[test]
fn a_login_without_its_parts_is_a_bad_request_and_one_with_a_wrong_key_unauthorized() {
    let (sandbox, address) = start(|builder| builder);
    for (body, status) in [
        (json!({}), 400),
        (json!({ "loginid": "sandbox-program" }), 400),
        (json!({ "apikey": "sandbox-api-key" }), 400),
        (json!({ "loginid": "", "apikey": "sandbox-api-key" }), 400),
        (json!({ "loginid": 1, "apikey": "sandbox-api-key" }), 400),
        (json!([]), 400),
        (
            json!({ "loginid": "sandbox-program", "apikey": "wrong" }),
            401,
        ),
        (
            json!({ "loginid": "nobody", "apikey": "sandbox-api-key" }),
            401,
        ),
        (
            json!({ "loginid": "sandbox-other", "apikey": "sandbox-api-key" }),
            401,
        ),
    ] {
        let answer = login(&body).send(address);
        assert_eq!((answer.status, answer.body.len()), (status, 0), "{body}");
        assert_eq!(answer.header("content-type"), None, "{body}");
    }
    assert_eq!(
        request("POST", LOGIN)
            .body("application/json", "{")
            .send(address)
            .status,
        400
    );
    assert_eq!(request("POST", LOGIN).send(address).status, 400);
    let form = request("POST", LOGIN).body("application/x-www-form-urlencoded", "loginid=a");
    assert_eq!(form.send(address).status, 415);
    let read = request("GET", LOGIN).send(address);
    assert_eq!((read.status, read.header("allow")), (405, Some("POST")));
    assert_eq!(sandbox.control().logins().succeeded, 0);
    assert!(sandbox.control().logins().refused >= 9);
}

#[test]
fn without_a_good_token_nothing_goes() {
    let (sandbox, address) = start(|builder| builder);
    let control = sandbox.control();
    let good = token(address);
    let send = |header: Option<&str>| {
        let mut sent = request("POST", CARDS).json(&json!({}));
        if let Some(header) = header {
            sent = sent.header("Authorization", header);
        }
        sent.send(address)
    };
    for header in [
        None,
        Some("Bearer "),
        Some("Bearer wrong"),
        Some("Basic YTpi"),
        Some(&good),
    ] {
        let answer = send(header);
        assert_eq!((answer.status, answer.body.len()), (401, 0), "{header:?}");
        assert_eq!(
            answer.header("www-authenticate"),
            Some("Bearer"),
            "{header:?}"
        );
    }
    assert_eq!(send(Some(&format!("Bearer {good}"))).status, 201);

    let second = token(address);
    assert!(control.revoke_access_token(1));
    assert!(!control.revoke_access_token(0) && !control.revoke_access_token(9));
    assert_eq!(card(&good, address).status, 401);
    assert_eq!(card(&second, address).status, 201);
    control.expire_access_tokens();
    assert_eq!(card(&second, address).status, 401);
    let tokens = control.access_tokens();
    assert_eq!(
        tokens.iter().map(|token| token.revoked).collect::<Vec<_>>(),
        [true, false]
    );
    assert_eq!(card(&token(address), address).status, 201);
}

#[test]
fn the_paths_and_methods_that_the_page_does_not_have_are_refused() {
    let (_sandbox, address) = start(|builder| builder);
    let token = token(address);
    let bearer = format!("Bearer {token}");
    let read = request("GET", CARDS)
        .header("Authorization", &bearer)
        .send(address);
    assert_eq!((read.status, read.header("allow")), (405, Some("POST")));
    let elsewhere = request("GET", "/api/v1/cards/1");
    assert_eq!(elsewhere.send(address).status, 401);
    let missing = elsewhere.header("Authorization", &bearer).send(address);
    assert_eq!((missing.status, missing.body.len()), (404, 0));
    let text = create(&token).body("text/plain", "a").send(address);
    assert_eq!(text.status, 415);
}

#[test]
fn field_names_and_the_place_of_the_token_are_switches() {
    let (sandbox, address) = start(|builder| builder.switch(LoginStatus::Created));
    let control = sandbox.control();
    let mut switches = control.switches();
    switches.set("login-field", "user").unwrap();
    switches.set("key-field", "secret").unwrap();
    switches.set("token-place", "/data/accessToken").unwrap();
    assert!(switches.set("token-place", "data").is_err());
    control.set_switches(switches.clone());
    assert_eq!(login(&right()).send(address).status, 400);
    let body = json!({ "user": "sandbox-program", "secret": "sandbox-api-key" });
    let answer = login(&body).send(address);
    assert_eq!(answer.status, 201);
    let token = answer.json()["data"]["accessToken"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(card(&token, address).status, 201);
    switches.set("token-place", "").unwrap();
    control.set_switches(switches);
    assert!(login(&body).send(address).json().is_string());
}

#[test]
fn a_new_login_can_end_the_tokens_before_it() {
    let (_sandbox, address) = start(|builder| builder.switch(EarlierTokens::Ended));
    let (first, second) = (token(address), token(address));
    assert_eq!(card(&first, address).status, 401);
    assert_eq!(card(&second, address).status, 201);
}

#[test]
fn the_gateway_may_refuse_what_comes_too_fast() {
    let (sandbox, address) = start(|builder| builder.preset("plain").switch(ErrorBody::Json));
    let control = sandbox.control();
    let mut switches = control.switches();
    switches.rate_limit = RequestsPerSecond(2);
    control.set_switches(switches.clone());
    let token = token(address);
    let statuses: Vec<u16> = (0..20).map(|_| card(&token, address).status).collect();
    assert!(statuses.contains(&429), "{statuses:?}");
    switches.set("retry-after", "seconds").unwrap();
    control.set_switches(switches);
    let slow = std::iter::repeat_with(|| card(&token, address));
    let slow = slow.take(20).find(|answer| answer.status == 429).unwrap();
    assert_eq!(slow.header("retry-after"), Some("1"));
    assert_eq!(slow.json()["status"], 429);
}

#[test]
fn whoever_created_a_card_can_read_it_unless_a_switch_says_otherwise() {
    let (sandbox, address) = start(|builder| builder);
    let own = token(address);
    let sent = json!({ "limit": 1.50 });
    let created = create(&own).json(&sent).send(address);
    let path = format!("{CARDS}/{}", created.json()["id"].as_str().unwrap());
    let send = |method: &str, path: &str, token: &str| {
        let bearer = format!("Bearer {token}");
        let request = request(method, path).header("Authorization", &bearer);
        request.send(address)
    };
    let read = send("GET", &path, &own);
    assert_eq!((read.status, read.body), (200, created.body));
    let other = json!({ "loginid": "sandbox-other", "apikey": "sandbox-other-api-key" });
    let other = login(&other).send(address).json();
    let other = other["token"].as_str().unwrap();
    assert_eq!(send("GET", &path, other).status, 404);
    assert_eq!(send("POST", &path, &own).status, 404);

    let control = sandbox.control();
    let mut switches = control.switches();
    switches.set("other-paths", "missing").unwrap();
    control.set_switches(switches.clone());
    assert_eq!(send("GET", &path, &own).status, 404);
    switches.set("other-paths", "all").unwrap();
    control.set_switches(switches);
    let answer = send("DELETE", "/api/v1/programs/1", &own);
    let said = json!({ "method": "DELETE", "path": "/api/v1/programs/1" });
    assert_eq!((answer.status, answer.json()), (200, said));
}
