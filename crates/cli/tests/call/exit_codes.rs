//! Each verdict has its exit code, and they are the verdicts of the client.

use pazemo::{
    Client, RetryPolicy,
    testing::{Server, examples},
    types::{NewWithdraw, WithdrawAuthorization},
};

use crate::support::{Said, call, command, run};

const CREATE: [&str; 4] = [
    "createWithdraw",
    "accountId=account-1",
    "id=w-1",
    "amount=1.50",
];
const CONFIRM: [&str; 3] = ["confirmWithdraw", "accountId=account-1", "id=w-1"];

fn json(arguments: &[&'static str]) -> Vec<&'static str> {
    [arguments, &["--format", "json", "--attempts", "1"]].concat()
}

#[track_caller]
fn assert_verdict(said: &Said, code: i32, delivery: &str, basis: &str) {
    assert_eq!(said.code, Some(code), "{said:?}");
    let error = &said.json()["error"];
    assert_eq!(error["delivery"], delivery, "{said:?}");
    assert_eq!(error["basis"], basis, "{said:?}");
}

#[test]
fn success_is_0() {
    let server = Server::start().unwrap();
    server.on_create_withdraw().ok_example();
    let said = call(&server, &CREATE);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{said:?}");
    server.assert_done();
}

#[test]
fn what_cannot_be_used_is_2_and_sends_nothing() {
    let server = Server::start().unwrap();
    for arguments in [
        &["nothing"][..],
        &["createWithdraw"],
        &["createWithdraw", "accountId=..", "amount=1"],
        &["createWithdraw", "accountId=a", "amount=1", "id=a b"],
        &["getUser", "userId=me"],
        &["ping", "--data", "{}"],
        &["ping", "--code-file", "x"],
        &["ping", "--timeout", "0"],
        &[
            "ping",
            "--environment",
            "sandbox",
            "--url",
            "http://127.0.0.1:1",
        ],
        &["ping", "--url", "http://example.com"],
        &["ping", "--expect-user", "a/b"],
        &["ping", "--token-file", "/nowhere/token"],
    ] {
        let said = call(&server, arguments);
        assert!(!said.unusable().is_empty(), "{arguments:?}");
    }
    assert!(server.requests().is_empty());
}

#[test]
fn who_asked_for_json_gets_an_object_for_what_cannot_be_used_too() {
    let server = Server::start().unwrap();
    let name = |operation: &str| serde_json::Value::from(operation);
    for (arguments, operation) in [
        (&["createWithdraw"][..], name("createWithdraw")),
        (&["getUser", "userId=.."], name("getUser")),
        (&["ping", "--url", "http://example.com"], name("ping")),
        (&["nothing"], serde_json::Value::Null),
        (&["ping", "--timeout", "0"], serde_json::Value::Null),
    ] {
        for format in [&["--format", "json"][..], &["--format=json"]] {
            let said = call(&server, &[arguments, format].concat());
            assert_verdict(&said, 2, "not_sent", "wire");
            let object = said.json();
            assert_eq!(object["operation"], operation, "{said:?}");
            assert_eq!(object["error"]["kind"], "unusable_input", "{said:?}");
            let message = object["error"]["message"].as_str().unwrap();
            assert!(
                !message.is_empty() && said.err.contains(message),
                "{said:?}"
            );
            assert_eq!(said.out.lines().count(), 1, "{said:?}");
        }
    }
    // Help is no error, and other commands have reports of their own.
    let said = call(&server, &["--format", "json", "--help"]);
    assert!(said.out.starts_with("Call an operation"), "{said:?}");
    assert!(server.requests().is_empty());
}

#[test]
fn the_advice_fits_what_went_wrong() {
    const READ: [&str; 1] = ["getCurrentUser"];
    for (status, read, change) in [
        (
            401,
            "give a token that is valid here",
            "give a token that is valid here",
        ),
        (
            403,
            "give a token that is permitted",
            "give a token that is permitted",
        ),
        (
            404,
            "mend what the server says",
            "find out before you make the call again",
        ),
        (
            500,
            "it changes nothing and may be made again",
            "do not make the call again",
        ),
    ] {
        let server = Server::start().unwrap();
        server.on_get_current_user().status(status).always();
        server.on_create_withdraw().status(status).always();
        for (arguments, advice) in [(&READ[..], read), (&CREATE, change)] {
            let said = call(&server, &[arguments, &["--attempts", "1"]].concat());
            let (_, next) = said.err.split_once("\n  next: ").unwrap();
            assert!(next.contains(advice), "{status} {advice}: {said:?}");
            assert!(
                status == 500 || !next.contains("may be made again"),
                "{said:?}"
            );
        }
    }
}

#[test]
fn not_sent_is_3() {
    let server = Server::start().unwrap();
    let url = format!("http://{}", server.address());
    drop(server);
    let mut refused = command(&json(&CREATE));
    refused.env("PAZEMO_URL", url).env("PAZEMO_TOKEN", "any");
    let said = run(refused);
    assert_verdict(&said, 3, "not_sent", "wire");
    assert_eq!(said.json()["error"]["kind"], "connect");
    assert!(said.err.contains("may be made again"), "{said:?}");
}

#[test]
fn another_users_token_is_3() {
    let server = Server::start().unwrap();
    server.on_get_current_user().ok_example();
    let said = call(
        &server,
        &[&json(&CREATE)[..], &["--expect-user", "me"]].concat(),
    );
    assert_verdict(&said, 3, "not_sent", "wire");
    assert_eq!(said.json()["error"]["kind"], "unexpected_user");
    assert!(
        said.err.contains("the user that --expect-user names"),
        "{said:?}"
    );
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn refused_is_4() {
    let server = Server::start().unwrap();
    let body = examples::errors::validation_error();
    server.on_create_withdraw().error(400, &body).status(400);
    let said = call(&server, &json(&CREATE));
    assert_verdict(&said, 4, "refused", "page");
    let error = &said.json()["error"];
    assert_eq!(error["status"], 400);
    assert_eq!(error["withdraw_id"], "w-1");
    assert_eq!(
        error["body"]["errors"][0]["code"],
        "error.route.not.supported"
    );
    assert!(said.err.contains("error.route.not.supported"), "{said:?}");
    let said = call(&server, &json(&CREATE));
    assert_verdict(&said, 4, "refused", "assumption");
    assert!(said.err.contains("probably a refusal"), "{said:?}");
}

#[test]
fn unknown_is_5() {
    let server = Server::start().unwrap();
    server.on_create_withdraw().reset();
    server.on_confirm_withdraw().html(502, "<p>gateway</p>");
    let said = call(&server, &json(&CREATE));
    assert_verdict(&said, 5, "unknown", "wire");
    assert!(said.err.contains("withdraw id: w-1"), "{said:?}");
    assert!(said.err.contains("do not make the call again"), "{said:?}");
    let said = call(&server, &json(&CONFIRM));
    assert_eq!(said.code, Some(5), "{said:?}");
    assert_eq!(said.json()["error"]["body"], "<p>gateway</p>");
}

#[test]
fn done_but_unreadable_is_6() {
    let server = Server::start().unwrap();
    server
        .on_create_withdraw()
        .raw(200, "application/json", "{\"id\": ");
    let said = call(&server, &json(&CREATE));
    assert_verdict(&said, 6, "done", "page");
}

#[test]
fn done_with_another_identifier_is_6_and_names_both() {
    let server = Server::start().unwrap();
    let mut other = examples::answers::create_withdraw();
    other.id = "w-2".parse().unwrap();
    other.account_id = "account-1".parse().unwrap();
    other.amount = "1.50".parse().unwrap();
    server.on_create_withdraw().ok_as_is(&other);
    let said = call(&server, &json(&CREATE));
    assert_verdict(&said, 6, "done", "page");
    let error = &said.json()["error"];
    assert_eq!(error["withdraw_id"], "w-1");
    assert_eq!(error["answered_withdraw_id"], "w-2");
    assert_eq!(error["mismatched_fields"], serde_json::json!(["id"]));
    assert!(
        said.err.contains("withdraw id in the answer: w-2"),
        "{said:?}"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_success_whose_answer_cannot_be_printed_is_6() {
    let server = Server::start().unwrap();
    server.on_create_withdraw().ok_example();
    let mut command = crate::support::command_to(&server, &CREATE);
    command.stdout(std::fs::File::create("/dev/full").unwrap());
    let said = run(command);
    assert_eq!(said.code, Some(6), "{said:?}");
    assert!(
        said.err
            .contains("the call succeeded, but its answer is lost"),
        "{said:?}"
    );
}

#[tokio::test]
async fn the_verdicts_are_those_of_the_client() {
    let (account, id) = ("account-1".parse().unwrap(), "w-1".parse().unwrap());
    let new = NewWithdraw::new("1.50".parse().unwrap()).with_id("w-1".parse().unwrap());
    for status in [
        204, 302, 400, 401, 402, 403, 404, 408, 409, 410, 422, 429, 500, 503,
    ] {
        let server = Server::start().unwrap();
        server.on_create_withdraw().status(status).always();
        server.on_confirm_withdraw().status(status).always();
        let builder = Client::builder(server.environment()).token("any");
        let client = builder.retry_policy(RetryPolicy::never()).build().unwrap();
        let created = client.withdraws().create(&account, &new).await;
        let code = WithdrawAuthorization::new("1".into());
        let client = Client::builder(server.environment()).token("any");
        let client = client.retry_policy(RetryPolicy::never()).build().unwrap();
        let confirmed = client.withdraws().confirm(&account, &id, &code).await;
        for (arguments, error) in [
            (&CREATE[..], created.unwrap_err()),
            (&CONFIRM, confirmed.unwrap_err()),
        ] {
            let said = call(&server, &json(arguments));
            let delivery = error.delivery().to_string().replace(' ', "_");
            let code = match delivery.as_str() {
                "not_sent" => 3,
                "refused" => 4,
                "unknown" => 5,
                "done" => 6,
                other => panic!("{other}"),
            };
            assert_verdict(&said, code, &delivery, &error.basis().to_string());
            assert_eq!(said.json()["error"]["message"], error.to_string());
        }
    }
}
