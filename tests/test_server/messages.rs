//! What the test server that users get says: about what was not as scripted, and nothing of what is secret.

use std::time::Duration;

use crate::support::{
    CANARY,
    calls::shown,
    canary::assert_hidden,
    test_server::{account, client, create, exchange, new_withdraw, panic_message, server, user},
};
use pazemo::{
    testing::{Answer, examples},
    types::{AccountId, Withdraw, WithdrawAuthorization},
};

#[test]
fn a_condition_that_panics_does_not_hold_and_is_told() {
    let server = server();
    server.on_ping().when(|_| panic!("c4n4ry")).ok("condition");
    server.on_ping().ok("plain");
    let answer = exchange(&server, "GET /ping HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert!(answer.ends_with("plain"), "{answer}");
    let message = panic_message(|| server.assert_done());
    assert!(
        message.contains("a condition of ping (GET /ping) panicked"),
        "{message}"
    );
    assert_hidden("assert_done", [message]);
}

#[tokio::test]
async fn what_is_not_scripted_is_answered_with_501_and_told() {
    let server = server();
    server.on_create_withdraw().status(500);
    server.on_get_user().when(|_| false).ok_example();
    let client = client(&server);
    create(&client).await.expect_err("500");
    let error = create(&client).await.expect_err("nothing left");
    assert_eq!(error.status(), Some(501));
    assert_eq!(
        String::from_utf8_lossy(error.raw_body()),
        "createWithdraw (POST /accounts/{accountId}/withdraw): no answer is left, 1 of 1 were given"
    );
    let id = "withdraw-1".parse().expect("an identifier");
    let code = WithdrawAuthorization::new("1".into());
    let error = client.withdraws().confirm(&account(), &id, &code).await;
    assert_eq!(error.expect_err("nothing").status(), Some(501));
    client.users().get(&user("user-1")).await.expect_err("501");
    exchange(
        &server,
        "PUT /users/me/nonsense?a=b HTTP/1.1\r\nConnection: close\r\n\r\n",
    );

    assert!(server.requests()[0].is_expected());
    assert!(server.requests()[1..].iter().all(|r| !r.is_expected()));
    let message = panic_message(|| server.assert_done());
    for wanted in [
        "getUser (GET /users/{userId}), with a condition: answer 1 of 1, status 200, was not asked for",
        "unexpected request 2 of ",
        "createWithdraw (POST /accounts/{accountId}/withdraw): no answer is left, 1 of 1 were given",
        "confirmWithdraw (POST /accounts/{accountId}/withdraw/{id}/confirm): no answer was scripted",
        "getUser (GET /users/{userId}): no condition holds for it, and the plain sequence has no answer left",
        "PUT /users/me/[hidden]: no operation has this method and path",
    ] {
        assert!(message.contains(wanted), "{wanted:?} is not in: {message}");
    }
}

#[tokio::test]
async fn answers_that_nobody_asked_for_are_told() {
    let server = server();
    server.on_create_withdraw().status(500).times(3).reset();
    server.on_ping().ok("pong").always();
    create(&client(&server)).await.expect_err("500");
    let message = panic_message(|| server.assert_done());
    assert_eq!(
        message,
        "not all went as the test server was told:\
         \n* createWithdraw (POST /accounts/{accountId}/withdraw): answer 1 of 2, status 500, was not asked for (1 of 3 times)\
         \n* createWithdraw (POST /accounts/{accountId}/withdraw): answer 2 of 2, reset, was not asked for"
    );
}

#[test]
fn scripts_that_make_no_sense_are_refused_in_words() {
    let server = server();
    let system = examples::errors::system_error();
    for (message, wanted) in [
        (
            panic_message(|| server.on_ping().times(2)),
            "`times` is about the answer before it, and there is none",
        ),
        (
            panic_message(|| server.on_ping().always()),
            "`always` is about the answer before it, and there is none",
        ),
        (
            panic_message(|| {
                server
                    .on_ping()
                    .ok("x")
                    .when(|_| true)
                    .delayed(Duration::ZERO)
            }),
            "`delayed` is about the answer before it, and there is none",
        ),
        (
            panic_message(|| server.on_check().status(500).times(0)),
            "an answer cannot be given 0 times",
        ),
        (
            panic_message(|| server.on_check().reset().with_header("a", "b")),
            "reset has no headers",
        ),
        (
            panic_message(|| Answer::status(500).with_header("a b", "c")),
            "the name of a header cannot be \"a b\"",
        ),
        (
            panic_message(|| Answer::status(500).with_header("a", "c4n4ry\n")),
            "the value for the header a cannot stand in a header",
        ),
        (
            panic_message(|| Answer::status(100)),
            "an answer has a status from 200 to 999, not 100",
        ),
        (
            panic_message(|| Answer::error(200, &system)),
            "an error has a status from 400 to 599, not 200",
        ),
        (
            panic_message(|| server.on_ping_queue().ok_example().always().status(500)),
            "nothing can follow an answer of pingQueue that is given always",
        ),
        (
            panic_message(|| server.on_ping().truncated("")),
            "an empty body cannot break off",
        ),
    ] {
        assert_eq!(message, wanted);
    }
}

#[tokio::test]
async fn nothing_secret_or_personal_is_shown() {
    let server = server();
    let canary = |place: &str| format!("{place}-{CANARY}");
    let mut withdraw = examples::answers::create_withdraw();
    withdraw.notes = Some(canary("notes"));
    let answer = Answer::raw(500, "text/plain", canary("body")).with_header("X-H", &canary("h"));
    assert_hidden("an answer", shown(&answer));
    let script = server
        .on_create_withdraw()
        .answer(answer)
        .ok(&withdraw)
        .times(2);
    assert_hidden("a script", shown(&script));

    let client = client(&server);
    let account: AccountId = canary("account").parse().expect("an identifier");
    let new = new_withdraw().with_address(format!("{CANARY}@example.com"));
    let failed = client.withdraws().create(&account, &new).await;
    assert_eq!(failed.expect_err("500").status(), Some(500));
    let code = WithdrawAuthorization::new(canary("code").into());
    let id = canary("withdraw").parse().expect("an identifier");
    let unexpected = client.withdraws().confirm(&account, &id, &code).await;
    unexpected.expect_err("501");
    exchange(
        &server,
        &format!(
            "{CANARY} /users/{CANARY}@example.com/accounts?token={CANARY} HTTP/1.1\r\nX: {CANARY}\r\nConnection: close\r\n\r\n"
        ),
    );

    let requests = server.requests();
    // It did come: what is hidden below was there.
    assert!(requests[0].body_text().contains(CANARY));
    assert!(requests[0].path().contains(CANARY));
    assert!(requests[1].body_text().contains(CANARY));
    for request in &requests {
        assert_hidden("a request", shown(request));
        let message = panic_message(|| request.body::<Withdraw>());
        assert!(message.contains("does not fit the type"), "{message}");
        assert_hidden("a body that does not fit", [message]);
    }
    assert_hidden("requests", shown(&requests));
    assert_hidden("the server", shown(&server));
    assert_hidden("assert_done", [panic_message(|| server.assert_done())]);
}
