//! The test server that users get, with the real client: scripts, examples, conditions, requests.

use std::time::Duration;

use crate::support::{
    TOKEN,
    calls::{Arguments, call},
    document, request_example,
    test_server::{account, client, create, exchange, new_withdraw, server, user},
};
use pazemo::{
    Client, ErrorBody, ErrorKind,
    testing::{Request, Script, Server, examples},
    types::{NewWithdraw, Withdraw},
};

/// A script of any operation with one answer: its example.
fn script_example(server: &Server, operation: &str) {
    match operation {
        "getCurrentUser" => _ = server.on_get_current_user().ok_example(),
        "getUser" => _ = server.on_get_user().ok_example(),
        "createAccount" => _ = server.on_create_account().ok_example(),
        "listAccounts" => _ = server.on_list_accounts().ok_example(),
        "getAccount" => _ = server.on_get_account().ok_example(),
        "createBeneficiary" => _ = server.on_create_beneficiary().ok_example(),
        "createWithdraw" => _ = server.on_create_withdraw().ok_example(),
        "confirmWithdraw" => _ = server.on_confirm_withdraw().ok_example(),
        "cancelWithdraw" => _ = server.on_cancel_withdraw().ok_example(),
        "check" => _ = server.on_check().ok_example(),
        "ping" => _ = server.on_ping().ok_example(),
        "pingQueue" => _ = server.on_ping_queue().ok_example(),
        other => panic!("the operation `{other}` has no script in tests/test_server/scripts.rs"),
    }
}

/// The example of an operation's answer, encoded again, with what a script takes over of the arguments.
fn example_of(operation: &str, arguments: &Arguments) -> String {
    use examples::answers;
    let [first, second] = &arguments.path;
    let about = |mut withdraw: Withdraw| {
        withdraw.id = second.parse().expect("an identifier");
        withdraw
    };
    let paid_by = |mut withdraw: Withdraw| {
        withdraw.account_id = first.parse().expect("an identifier");
        withdraw
    };
    let text = match operation {
        "getCurrentUser" => serde_json::to_string(&answers::get_current_user()),
        "getUser" => serde_json::to_string(&answers::get_user()),
        "createAccount" => serde_json::to_string(&answers::create_account()),
        "listAccounts" => serde_json::to_string(&answers::list_accounts()),
        "getAccount" => serde_json::to_string(&answers::get_account()),
        "createBeneficiary" => serde_json::to_string(&answers::create_beneficiary()),
        "createWithdraw" => serde_json::to_string(&paid_by(answers::create_withdraw())),
        "confirmWithdraw" => serde_json::to_string(&about(answers::confirm_withdraw())),
        "cancelWithdraw" => serde_json::to_string(&about(answers::cancel_withdraw())),
        "check" => serde_json::to_string(&answers::check()),
        "ping" => Ok(answers::ping()),
        "pingQueue" => serde_json::to_string(&answers::ping_queue()),
        other => panic!("the operation `{other}` has no example in tests/test_server/scripts.rs"),
    };
    text.expect("JSON")
}

#[tokio::test]
async fn every_operation_has_a_script_and_an_example_and_is_recognised() {
    let operations = document().operations();
    assert_eq!(operations.len(), pazemo::operations().len());
    for operation in operations {
        let server = server();
        script_example(&server, operation.id);
        // A body may name the account of the path once more.
        let body = request_example(&operation)
            .replace(r#""accountId":"string""#, r#""accountId":"argument-1""#);
        let arguments = Arguments::new("argument-1", "argument-2", &body);
        let answer = call(&client(&server), operation.id, &arguments).await;
        let answer = answer.unwrap_or_else(|error| panic!("{}: {error}", operation.id));
        let example = example_of(operation.id, &arguments);
        assert_eq!(answer.text, example, "{}", operation.id);

        let requests = server.requests();
        let request = requests.last().expect("a request");
        assert_eq!(request.operation(), Some(operation.id));
        assert_eq!(request.method(), operation.method);
        assert_eq!(request.path(), arguments.fill(operation.path));
        assert_eq!(request.query(), None);
        assert_eq!(request.header("AUTHORIZATION"), Some("Bearer token-c4n4ry"));
        for (parameter, value) in operation.parameters.iter().zip(&arguments.path) {
            assert_eq!(request.path_parameter(parameter.name), Some(value.as_str()));
        }
        assert_eq!(
            request.body_bytes().is_empty(),
            operation.request.is_empty()
        );
        server.assert_done();
    }
}

#[test]
fn examples_keep_the_digits_of_the_document() {
    let accounts = examples::answers::list_accounts();
    let amounts = accounts
        .iter()
        .map(|a| (a.balance.to_string(), a.locked.map(|l| l.to_string())));
    let amounts: Vec<_> = amounts.collect();
    let amount = |balance: &str, locked: &str| (balance.to_owned(), Some(locked.to_owned()));
    assert_eq!(
        amounts,
        [
            amount("0", "0"),
            amount("948775.42", "-84311"),
            amount("9.1", "0")
        ]
    );
    assert_eq!(
        examples::requests::create_account().currency_id.as_str(),
        "string"
    );
    assert_eq!(
        examples::errors::authentication_error().error,
        "unauthorized"
    );
    assert!(!examples::errors::system_error().message.is_empty());
}

#[tokio::test]
async fn answers_come_in_their_order() {
    let server = server();
    let mut withdraw = examples::answers::create_withdraw();
    withdraw.amount = new_withdraw().amount;
    server
        .on_create_withdraw()
        .status(500)
        .times(2)
        .error(400, &examples::errors::validation_error())
        .html(500, "<h1>no</h1>")
        .ok(&withdraw);
    // A second script of the operation goes on where the first one ended.
    server.on_create_withdraw().raw(500, "", "odd");

    let client = client(&server);
    let mut seen = Vec::new();
    for _ in 0..6 {
        seen.push(create(&client).await);
    }
    let statuses: Vec<_> = seen
        .iter()
        .map(|result| result.as_ref().map_or_else(|e| e.status(), |_| Some(200)))
        .collect();
    assert_eq!(statuses, [500, 500, 400, 500, 200, 500].map(Some));
    let refused = seen[2].as_ref().expect_err("a refusal");
    let wanted = examples::errors::validation_error();
    assert_eq!(refused.body(), Some(&ErrorBody::Validation(wanted)));
    let page = seen[3].as_ref().expect_err("a page");
    assert_eq!(page.raw_body(), b"<h1>no</h1>");
    let created = seen[4].as_ref().expect("a withdraw");
    assert_eq!(created.amount.to_string(), "948775.42");
    assert_eq!(seen[5].as_ref().expect_err("odd").raw_body(), b"odd");

    let requests = server.requests();
    assert_eq!(requests.len(), 6);
    for request in requests {
        let mut sent: NewWithdraw = request.body();
        let id = sent.id.take().expect("one that the client chose");
        assert_eq!(sent, new_withdraw());
        let text = format!(r#"{{"id":"{id}","amount":948775.42}}"#);
        assert_eq!(request.body_text(), text);
    }
    server.assert_done();
}

#[tokio::test]
async fn whatever_breaks_breaks_as_scripted() {
    type Add = fn(&Server) -> Script<'_, Withdraw>;
    let cases: [(&str, Add, ErrorKind); 5] = [
        (
            "reset",
            |server| server.on_create_withdraw().reset(),
            ErrorKind::Interrupted,
        ),
        (
            "reset_before_reading",
            |server| server.on_create_withdraw().reset_before_reading(),
            ErrorKind::Interrupted,
        ),
        (
            "close",
            |server| server.on_create_withdraw().close(),
            ErrorKind::Interrupted,
        ),
        (
            "truncated",
            |server| {
                let withdraw = examples::answers::create_withdraw();
                server.on_create_withdraw().truncated(&withdraw)
            },
            ErrorKind::Interrupted,
        ),
        (
            "hang",
            |server| server.on_create_withdraw().hang(),
            ErrorKind::Timeout,
        ),
    ];
    for (name, add, kind) in cases {
        let server = server();
        add(&server).always();
        let builder = Client::builder(server.environment()).token(TOKEN);
        let client = builder.attempt_timeout(Duration::from_millis(500)).build();
        let error = create(&client.expect("a client")).await.expect_err(name);
        assert_eq!(error.kind(), kind, "{name}: {error}");
        let requests = server.requests();
        assert!(!requests.is_empty(), "{name}");
        assert!(requests.iter().all(Request::is_expected), "{name}");
        server.assert_done();
    }
}

#[tokio::test]
async fn a_condition_chooses_the_sequence() {
    let server = server();
    let mut second = examples::answers::get_user();
    second.name = "second".to_owned();
    server
        .on_get_user()
        .when(|request| request.path_parameter("userId") == Some("user-2"))
        .ok(&second);
    // It holds as well, but was made later.
    server
        .on_get_user()
        .when(|request| request.path_parameter("userId") != Some("user-1"))
        .status(404);
    server.on_get_user().ok_example().always();
    server
        .on_create_withdraw()
        .when(|request| request.body::<NewWithdraw>().amount == "1".parse().unwrap())
        .error(400, &examples::errors::validation_error());
    server.on_create_withdraw().reset_before_reading();

    let client = client(&server);
    let mut names = Vec::new();
    for id in ["user-1", "user-2", "user-2", "user-2"] {
        let answer = client.users().get(&user(id)).await;
        names.push(answer.map_or_else(|error| format!("{:?}", error.status()), |user| user.name));
    }
    assert_eq!(names, ["string", "second", "Some(404)", "string"]);

    let one = NewWithdraw::new("1".parse().expect("an amount"));
    let refused = client.withdraws().create(&account(), &one).await;
    assert_eq!(refused.expect_err("refused").status(), Some(400));
    let reset = create(&client).await.expect_err("reset");
    assert_eq!(reset.kind(), ErrorKind::Interrupted);
    server.assert_done();
}

#[test]
fn a_condition_may_look_at_the_server() {
    let server = std::sync::Arc::new(server());
    let seen = std::sync::Arc::downgrade(&server);
    let is_first = move |_: &Request| seen.upgrade().is_some_and(|s| s.requests().is_empty());
    server.on_ping().when(is_first).ok("first").times(2);
    server.on_ping().ok("later");
    for wanted in ["first", "later"] {
        let answer = exchange(&server, "GET /ping HTTP/1.1\r\nConnection: close\r\n\r\n");
        assert!(answer.ends_with(wanted), "{answer}");
    }
}

#[tokio::test]
async fn a_call_can_be_cancelled_when_its_request_is_known_to_have_come() {
    let server = server();
    server.on_create_withdraw().hang();
    let client = client(&server);
    let call = tokio::spawn(async move { create(&client).await });
    let came = tokio::time::timeout(Duration::from_secs(10), server.wait_for_requests(1));
    came.await.expect("the request");
    assert!(!call.is_finished());
    call.abort();
    server.assert_done();
}

#[tokio::test]
async fn a_dropped_server_is_gone_at_once_and_ends_what_hangs() {
    let server = server();
    server.on_create_withdraw().hang().always();
    let environment = server.environment();
    let hanging = client(&server);
    let call = tokio::spawn(async move { create(&hanging).await });
    let came = tokio::time::timeout(Duration::from_secs(10), server.wait_for_requests(1));
    came.await.expect("the request");
    drop(server);
    let ended = tokio::time::timeout(Duration::from_secs(10), call).await;
    let error = ended.expect("an end").expect("no panic");
    assert!(error.is_err());
    let client = Client::builder(environment).token(TOKEN).build();
    let error = create(&client.expect("a client"))
        .await
        .expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Connect);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_and_calls_do_not_disturb_each_other() {
    let tests = (0..8).map(|number| {
        tokio::spawn(async move {
            let server = server();
            let name = format!("pong {number}");
            server.on_ping().ok(&name).times(4);
            let client = client(&server);
            let calls: Vec<_> = (0..4)
                .map(|_| {
                    let client = client.clone();
                    tokio::spawn(async move { client.pings().ping().await })
                })
                .collect();
            for call in calls {
                assert_eq!(call.await.expect("no panic").expect("a pong"), name);
            }
            server.assert_done();
        })
    });
    for test in tests.collect::<Vec<_>>() {
        test.await.expect("no panic");
    }
}
