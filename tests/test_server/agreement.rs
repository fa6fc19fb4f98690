//! The test server that users get: what a scripted success takes over from its request, and what it does not.

use crate::support::test_server::{
    account, client, create, exchange, new_withdraw, panic_message, server, user,
};
use pazemo::{
    Delivery, Error, ErrorKind, Secret,
    testing::{Server, examples},
    types::{BeneficiaryId, NewWithdraw, Withdraw, WithdrawAuthorization, WithdrawId},
};

fn id(text: &str) -> WithdrawId {
    text.parse().expect("an identifier")
}

/// An example with the amount of [`new_withdraw`].
fn withdraw() -> Withdraw {
    let mut withdraw = examples::answers::create_withdraw();
    withdraw.amount = new_withdraw().amount;
    withdraw
}

fn verdict(result: Result<Withdraw, Error>) -> (ErrorKind, Delivery) {
    let error = result.expect_err("an error");
    (error.kind(), error.delivery())
}

async fn confirm(server: &Server, withdraw: &str) -> Result<Withdraw, Error> {
    let code = WithdrawAuthorization::new(Secret::new("code"));
    let client = client(server);
    client
        .withdraws()
        .confirm(&account(), &id(withdraw), &code)
        .await
}

async fn cancel(server: &Server, withdraw: &str) -> Result<Withdraw, Error> {
    let code = WithdrawAuthorization::new(Secret::new("code"));
    let client = client(server);
    client
        .withdraws()
        .cancel(&account(), &id(withdraw), &code)
        .await
}

#[tokio::test]
async fn the_identifier_that_the_client_chose_is_honoured_for_each_request() {
    let server = server();
    server
        .on_create_withdraw()
        .ok(&withdraw())
        .times(2)
        .ok_example();
    let client = client(&server);
    let mut created = Vec::new();
    for _ in 0..3 {
        let withdraw = create(&client).await.expect("a success");
        assert_eq!(withdraw.account_id, account());
        created.push(Some(withdraw.id));
    }
    let requests = server.requests();
    let sent: Vec<_> = requests
        .iter()
        .map(|r| r.body::<NewWithdraw>().id)
        .collect();
    assert_eq!(created, sent);
    assert!(sent[0].is_some() && sent[0] != sent[1]);
    server.assert_done();
}

#[tokio::test]
async fn everything_else_is_as_scripted_and_what_was_not_sent_is_not_taken_over() {
    let mut scripted = withdraw();
    scripted.notes = Some("scripted".to_owned());
    scripted.fee_amount = "0.10".parse().expect("an amount");
    scripted.beneficiary_id = Some(BeneficiaryId::from(1));
    let server = server();
    server.on_create_withdraw().ok(&scripted).times(2);

    let client = client(&server);
    let plain = new_withdraw().with_id(id("own"));
    let created = client.withdraws().create(&account(), &plain).await;
    let mut wanted = scripted.clone();
    (wanted.id, wanted.account_id) = (id("own"), account());
    assert_eq!(created.expect("a success"), wanted);

    let full = plain
        .with_notes("sent")
        .with_beneficiary_id(BeneficiaryId::from(4711));
    let created = client.withdraws().create(&account(), &full).await;
    wanted.beneficiary_id = Some(BeneficiaryId::from(4711));
    assert_eq!(created.expect("a success"), wanted);
    server.assert_done();
}

#[tokio::test]
async fn an_amount_is_taken_over_by_the_example_alone_and_keeps_every_digit() {
    let long = "12345678901234567890.123450";
    let mut scripted = withdraw();
    scripted.fee_amount = long.parse().expect("an amount");
    let server = server();
    server.on_create_withdraw().ok_example().ok(&scripted);
    scripted.amount = long.parse().expect("an amount");
    server.on_create_withdraw().ok(&scripted);

    let client = client(&server);
    let new = NewWithdraw::new(long.parse().expect("an amount"));
    let call = async || client.withdraws().create(&account(), &new).await;
    assert_eq!(call().await.expect("the example").amount.to_string(), long);
    let other = call().await.expect_err("another amount than was sent");
    assert_eq!(other.kind(), ErrorKind::Mismatch);
    let text = String::from_utf8_lossy(other.raw_body()).into_owned();
    assert!(text.contains(r#""amount":948775.42,"#), "{text}");
    assert!(text.contains(&format!(r#""feeAmount":{long},"#)), "{text}");
    assert_eq!(call().await.expect("the value").amount.to_string(), long);
    server.assert_done();
}

#[tokio::test]
async fn confirm_and_cancel_are_about_the_withdraw_of_the_path() {
    let server = server();
    server.on_confirm_withdraw().ok(&withdraw()).ok_example();
    server.on_cancel_withdraw().ok(&withdraw()).ok_example();
    for name in ["withdraw-1", "größe;1"] {
        assert_eq!(
            confirm(&server, name).await.expect("a success").id,
            id(name)
        );
        assert_eq!(cancel(&server, name).await.expect("a success").id, id(name));
    }
    server.assert_done();
}

#[tokio::test]
async fn an_answer_as_it_is_may_be_about_something_else() {
    let server = server();
    server.on_create_withdraw().ok_as_is(&withdraw());
    server.on_confirm_withdraw().ok_as_is(&withdraw());
    server.on_cancel_withdraw().ok_as_is(&withdraw());
    let mismatch = |delivery| (ErrorKind::Mismatch, delivery);
    let created = create(&client(&server)).await;
    assert_eq!(verdict(created), mismatch(Delivery::Done));
    let unknown = mismatch(Delivery::Unknown);
    assert_eq!(verdict(confirm(&server, "withdraw-1").await), unknown);
    assert_eq!(verdict(cancel(&server, "withdraw-1").await), unknown);
    server.assert_done();
}

#[tokio::test]
async fn a_function_makes_the_answer_of_the_request_and_nothing_is_changed_in_it() {
    let server = server();
    server
        .on_create_withdraw()
        .ok_with(|request| {
            let mut withdraw = examples::answers::create_withdraw();
            withdraw.amount = request.body::<NewWithdraw>().amount;
            withdraw.account_id = account();
            withdraw
        })
        .with_header("X-Made", "yes");
    server
        .on_ping()
        .ok_with(|request| request.method().to_owned());
    server.on_list_accounts().ok_with(|_| Vec::new());

    let error = create(&client(&server))
        .await
        .expect_err("the server's own identifier");
    assert_eq!(error.kind(), ErrorKind::Mismatch);
    assert_eq!(error.answered_withdraw_id(), Some(&id("string")));
    assert!(error.to_string().contains("sent in `id`"), "{error}");
    let client = client(&server);
    assert_eq!(client.pings().ping().await.expect("a pong"), "GET");
    let list = client.accounts().list(&user("user-1")).await;
    assert_eq!(list.expect("a list"), []);
    server.assert_done();
}

#[test]
fn a_function_that_panics_is_a_501_and_a_complaint_and_the_server_goes_on() {
    let server = std::sync::Arc::new(server());
    // It may look at the server, which has the request already.
    let seen = std::sync::Arc::downgrade(&server);
    server
        .on_ping()
        .ok_with(|_| panic!("c4n4ry"))
        .ok_with(move |_| seen.upgrade().map_or(0, |s| s.requests().len()).to_string());
    let request = "GET /ping HTTP/1.1\r\nConnection: close\r\n\r\n";
    let answer = exchange(&server, request);
    assert!(answer.starts_with("HTTP/1.1 501 "), "{answer}");
    assert!(exchange(&server, request).ends_with("\r\n\r\n2"));
    assert_eq!(
        panic_message(|| server.assert_done()),
        "not all went as the test server was told:\n* what makes an answer of ping (GET /ping) panicked"
    );
}

#[test]
fn a_body_that_does_not_fit_is_answered_and_nothing_of_it_taken_over() {
    let server = server();
    server.on_create_withdraw().ok(&withdraw()).always();
    for body in [
        "",
        "no JSON",
        "[]",
        r#"{"id":"sent"}"#,
        r#"{"id":"sent","amount":"1"}"#,
    ] {
        let length = body.len();
        let answer = exchange(
            &server,
            &format!(
                "POST /accounts/a%201/withdraw HTTP/1.1\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
            ),
        );
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(answer.contains(r#"{"id":"string","#), "{body}: {answer}");
        // No identifier that this client would send.
        assert!(answer.contains(r#""accountId":"string","#), "{answer}");
    }
    server.assert_done();
}
