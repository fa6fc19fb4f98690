//! Calls by the operation's name do what the facade's methods do.

use pazemo::{
    CallOptions, Client, Error, ErrorKind, Operation, RetryPolicy,
    dynamic::Request,
    testing::{Server, examples},
    types::NewWithdraw,
};

fn operation(id: &str) -> &'static Operation {
    let mut operations = pazemo::operations().iter();
    operations.find(|operation| operation.id() == id).unwrap()
}

fn client(server: &Server) -> Client {
    let builder = Client::builder(server.environment()).token("any");
    builder.retry_policy(RetryPolicy::never()).build().unwrap()
}

/// The example without the account that its path has otherwise.
fn new_withdraw() -> NewWithdraw {
    let mut new = examples::requests::create_withdraw();
    new.account_id = None;
    new
}

/// A request with every parameter, and the document's example as its body.
fn request(operation: &'static Operation) -> Request {
    let mut request = Request::new(operation);
    for name in operation.path().split(['{', '}']).skip(1).step_by(2) {
        request = request.with_parameter(name, format!("{name}-1"));
    }
    let body = match operation.id() {
        "createAccount" => serde_json::to_vec(&examples::requests::create_account()),
        "createBeneficiary" => serde_json::to_vec(&examples::requests::create_beneficiary()),
        "createWithdraw" => serde_json::to_vec(&new_withdraw()),
        "confirmWithdraw" => serde_json::to_vec(&examples::requests::confirm_withdraw()),
        "cancelWithdraw" => serde_json::to_vec(&examples::requests::cancel_withdraw()),
        _ => return request,
    };
    request.with_json(body.unwrap())
}

/// Scripts the same for every operation, always.
macro_rules! always {
    ($server:ident, $answer:ident($($argument:expr)?)) => {
        always!(@each $server, ($answer($($argument)?)), on_get_current_user on_get_user on_create_account on_list_accounts
            on_get_account on_create_beneficiary on_create_withdraw on_confirm_withdraw on_cancel_withdraw on_check on_ping on_ping_queue)
    };
    (@each $server:ident, $answer:tt, $($on:ident)*) => {
        $(always!(@one $server, $on, $answer);)*
    };
    (@one $server:ident, $on:ident, ($($answer:tt)*)) => {
        $server.$on().$($answer)*.always()
    };
}

async fn by_facade(client: &Client, id: &str) -> Result<(), Error> {
    let (user, account, withdraw) = (
        "userId-1".parse().unwrap(),
        "accountId-1".parse().unwrap(),
        "id-1".parse().unwrap(),
    );
    let requests = (
        examples::requests::create_account(),
        examples::requests::create_beneficiary(),
        new_withdraw(),
        examples::requests::confirm_withdraw(),
        examples::requests::cancel_withdraw(),
    );
    let withdraws = client.withdraws();
    match id {
        "getCurrentUser" => client.users().me().await.map(drop),
        "getUser" => client.users().get(&user).await.map(drop),
        "createAccount" => client.accounts().create(&user, &requests.0).await.map(drop),
        "listAccounts" => client.accounts().list(&user).await.map(drop),
        "getAccount" => {
            let id = "id-1".parse().unwrap();
            client.accounts().get(&user, &id).await.map(drop)
        }
        "createBeneficiary" => client.beneficiaries().create(&requests.1).await.map(drop),
        "createWithdraw" => withdraws.create(&account, &requests.2).await.map(drop),
        "confirmWithdraw" => {
            let confirmed = withdraws.confirm(&account, &withdraw, &requests.3);
            confirmed.await.map(drop)
        }
        "cancelWithdraw" => {
            let cancelled = withdraws.cancel(&account, &withdraw, &requests.4);
            cancelled.await.map(drop)
        }
        "check" => client.pings().check().await.map(drop),
        "ping" => client.pings().ping().await.map(drop),
        "pingQueue" => client.pings().ping_queue().await.map(drop),
        other => panic!("{other} is new; add it here"),
    }
}

#[tokio::test]
async fn every_operation_sends_what_the_facade_sends() {
    let server = Server::start().unwrap();
    always!(server, ok_example());
    let client = client(&server);
    for (at, operation) in pazemo::operations().iter().enumerate() {
        let id = operation.id();
        let answer = client.call(&request(operation)).await.expect(id);
        assert_eq!((answer.status(), answer.attempts()), (200, 1), "{id}");
        assert!(!answer.body().is_empty(), "{id}");
        by_facade(&client, id).await.expect(id);
        let requests = server.requests();
        let [called, by_facade] = &requests[2 * at..] else {
            panic!("{id}: {} requests", requests.len());
        };
        let shown = |request: &pazemo::testing::Request| {
            let headers = ["accept", "content-type", "authorization", "user-agent"];
            let headers = headers.map(|name| request.header(name).map(str::to_owned));
            let body = request.body_bytes().to_vec();
            (
                request.method().to_owned(),
                request.path().to_owned(),
                headers,
                body,
            )
        };
        assert_eq!(shown(called), shown(by_facade), "{id}");
        assert_eq!(called.operation(), Some(id));
    }
}

#[tokio::test]
async fn every_failure_has_the_facades_verdict() {
    for operation in pazemo::operations() {
        let id = operation.id();
        for status in [204, 302, 400, 401, 402, 404, 409, 410, 422, 429, 500, 503] {
            let server = Server::start().unwrap();
            always!(server, status(status));
            let called = client(&server).call(&request(operation)).await;
            let by_facade = by_facade(&client(&server), id).await;
            let verdict = |error: &Error| {
                let verdict = (
                    error.kind(),
                    error.delivery(),
                    error.basis(),
                    error.status(),
                );
                (
                    verdict,
                    error.attempts(),
                    error.operation(),
                    error.to_string(),
                )
            };
            let (called, by_facade) = (called.unwrap_err(), by_facade.unwrap_err());
            assert_eq!(verdict(&called), verdict(&by_facade), "{id} {status}");
            assert_eq!(
                called.withdraw_id(),
                by_facade.withdraw_id(),
                "{id} {status}"
            );
        }
    }
}

#[tokio::test]
async fn a_lost_withdraw_is_sent_once_and_has_an_identifier() {
    let server = Server::start().unwrap();
    server.on_create_withdraw().reset().ok_example().always();
    let patient = CallOptions::new().with_retry_policy(RetryPolicy::new().with_attempts(5));
    let request = Request::new(operation("createWithdraw"))
        .with_parameter("accountId", "account-1")
        .with_json(r#"{"amount": 12345678901234567.890, "colour": 1.10}"#)
        .with_options(patient);
    let error = client(&server).call(&request).await.unwrap_err();
    assert_eq!(error.delivery(), pazemo::Delivery::Unknown);
    let [sent] = &server.requests()[..] else {
        panic!("not one request");
    };
    let id = error.withdraw_id().unwrap();
    let body = format!(r#"{{"id":"{id}","amount":12345678901234567.890,"colour":1.10}}"#);
    assert_eq!(sent.body_text(), body);
}

#[tokio::test]
async fn an_answer_about_another_withdraw_is_an_error() {
    let server = Server::start().unwrap();
    let other = examples::answers::create_withdraw();
    server.on_create_withdraw().ok_as_is(&other);
    let request = Request::new(operation("createWithdraw"))
        .with_parameter("accountId", "string")
        .with_json(r#"{"id": "mine", "amount": 0, "beneficiaryId": 0}"#);
    let error = client(&server).call(&request).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Mismatch);
    assert_eq!(error.mismatched_fields(), ["id"]);
    assert_eq!(error.answered_withdraw_id(), Some(&other.id));
}

#[tokio::test]
async fn what_does_not_fit_is_refused_and_not_repeated_in_the_message() {
    let server = Server::start().unwrap();
    let client = client(&server);
    let create = || Request::new(operation("createWithdraw"));
    let account = || create().with_parameter("accountId", "account-1");
    for (request, reason) in [
        (create(), "the parameter `accountId` is missing"),
        (account(), "the body is missing"),
        (
            account().with_json("canary"),
            "the body does not fit its documented type: no JSON",
        ),
        (account().with_json("{}"), "missing field `amount`"),
        (account().with_json(r#"{"amount": "1"}"#), "at `amount`"),
        (
            account().with_json(r#"{"amount": 1, "id": "canary/../x"}"#),
            "`id` is not sent: an identifier has none of",
        ),
        (
            account().with_json(r#"{"amount": 1, "beneficiaryId": "canary x"}"#),
            "`beneficiaryId` is not sent",
        ),
        (
            account()
                .with_parameter("accountId", "canary")
                .with_json(r#"{"amount": 1}"#),
            "the parameter `accountId` is given twice",
        ),
        (
            account()
                .with_parameter("canary", "canary")
                .with_json(r#"{"amount": 1}"#),
            "a parameter that the operation does not have; it takes `accountId`",
        ),
        (
            create()
                .with_parameter("accountId", "canary/..")
                .with_json(r#"{"amount": 1}"#),
            "`accountId` is not sent",
        ),
        (
            Request::new(operation("getUser")).with_parameter("userId", "me"),
            "it would lead to another operation",
        ),
        (
            Request::new(operation("ping")).with_json("{}"),
            "the operation takes no body",
        ),
    ] {
        for error in [
            client.call(&request).await.unwrap_err(),
            client.preview(&request).await.unwrap_err(),
        ] {
            let message = error.to_string();
            assert!(message.contains(reason), "{message}");
            assert!(!message.contains("canary"), "{message}");
            assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{message}");
            assert_eq!(error.delivery(), pazemo::Delivery::NotSent, "{message}");
            assert_eq!(
                error.operation(),
                Some(request_operation(&request)),
                "{message}"
            );
        }
    }
    assert!(server.requests().is_empty());
}

/// Its `Debug` tells the operation and nothing else.
fn request_operation(request: &Request) -> &'static str {
    let shown = format!("{request:?}");
    assert!(!shown.contains("canary"), "{shown}");
    let mut operations = pazemo::operations().iter().map(Operation::id);
    operations
        .find(|id| shown.contains(&format!("{id:?}")))
        .unwrap()
}

#[tokio::test]
async fn a_preview_is_what_would_be_sent_and_sends_nothing() {
    let server = Server::start().unwrap();
    let client = client(&server);
    for operation in pazemo::operations() {
        let id = operation.id();
        let preview = client.preview(&request(operation)).await.expect(id);
        assert_eq!(preview.method(), operation.method());
        let base = format!("http://{}", server.address());
        assert!(preview.url().starts_with(&base), "{id}");
        let headers: Vec<_> = preview.headers().collect();
        assert!(
            headers.contains(&("authorization", "Bearer [redacted]")),
            "{headers:?}"
        );
        assert_eq!(
            headers.contains(&("content-type", "application/json")),
            preview.body().is_some()
        );
        assert!(!format!("{preview:?}").contains("-1"), "{preview:?}");
    }
    assert!(server.requests().is_empty());
    assert_eq!(client.calls_in_flight(), 0);
}
