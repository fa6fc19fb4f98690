//! The test server that users get, tried with the real client and with bare sockets.

mod support;

use std::{
    any::Any,
    io::{ErrorKind as IoErrorKind, Read, Write},
    net::TcpStream,
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use pazemo::{
    Client, ErrorBody, ErrorKind,
    testing::{Answer, Request, Script, Server, examples},
    types::{AccountId, NewWithdraw, UserId, Withdraw, WithdrawAuthorization},
};
use support::{
    CANARY, TOKEN,
    calls::{Arguments, call, shown},
    canary::assert_hidden,
    document, request_example,
};

fn server() -> Server {
    Server::start().expect("a server")
}

fn client(server: &Server) -> Client {
    let builder = Client::builder(server.environment()).token(TOKEN);
    builder.build().expect("a client")
}

fn account() -> AccountId {
    "account-1".parse().expect("an identifier")
}

fn user(id: &str) -> UserId {
    id.parse().expect("an identifier")
}

fn new_withdraw() -> NewWithdraw {
    NewWithdraw::new("948775.42".parse().expect("an amount"))
}

async fn create(client: &Client) -> Result<Withdraw, pazemo::Error> {
    client.withdraws().create(&account(), &new_withdraw()).await
}

/// What a panic says; fails if there is none.
#[track_caller]
fn panic_message<T>(act: impl FnOnce() -> T) -> String {
    let payload: Box<dyn Any + Send> = match catch_unwind(AssertUnwindSafe(act)) {
        Ok(_) => panic!("this should have panicked"),
        Err(payload) => payload,
    };
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => (*payload.downcast::<&str>().expect("a text")).to_owned(),
    }
}

/// A bare connection to the server, with a time limit.
fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.address()).expect("a connection");
    let limit = Some(Duration::from_secs(10));
    stream.set_read_timeout(limit).expect("a time limit");
    stream
}

/// Sends bytes and reads until the server closes.
fn exchange(server: &Server, request: &str) -> String {
    let mut stream = connect(server);
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

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
        other => panic!("the operation `{other}` has no script in tests/testing.rs"),
    }
}

/// The example of an operation's answer, encoded again.
fn example_of(operation: &str) -> String {
    use examples::answers;
    let text = match operation {
        "getCurrentUser" => serde_json::to_string(&answers::get_current_user()),
        "getUser" => serde_json::to_string(&answers::get_user()),
        "createAccount" => serde_json::to_string(&answers::create_account()),
        "listAccounts" => serde_json::to_string(&answers::list_accounts()),
        "getAccount" => serde_json::to_string(&answers::get_account()),
        "createBeneficiary" => serde_json::to_string(&answers::create_beneficiary()),
        "createWithdraw" => serde_json::to_string(&answers::create_withdraw()),
        "confirmWithdraw" => serde_json::to_string(&answers::confirm_withdraw()),
        "cancelWithdraw" => serde_json::to_string(&answers::cancel_withdraw()),
        "check" => serde_json::to_string(&answers::check()),
        "ping" => Ok(answers::ping()),
        "pingQueue" => serde_json::to_string(&answers::ping_queue()),
        other => panic!("the operation `{other}` has no example in tests/testing.rs"),
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
        let arguments = Arguments::new("argument-1", "argument-2", &request_example(&operation));
        let answer = call(&client(&server), operation.id, &arguments).await;
        let answer = answer.unwrap_or_else(|error| panic!("{}: {error}", operation.id));
        assert_eq!(answer.text, example_of(operation.id), "{}", operation.id);

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
    withdraw.amount = "123456789012345678.910".parse().expect("an amount");
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
    assert_eq!(created.amount.to_string(), "123456789012345678.910");
    assert_eq!(seen[5].as_ref().expect_err("odd").raw_body(), b"odd");

    let requests = server.requests();
    assert_eq!(requests.len(), 6);
    for request in requests {
        assert_eq!(request.body::<NewWithdraw>(), new_withdraw());
        assert_eq!(request.body_text(), r#"{"amount":948775.42}"#);
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

#[test]
fn a_reset_is_one_on_the_wire_and_a_close_is_none() {
    let request = "POST /accounts/a/withdraw HTTP/1.1\r\nContent-Length: 100000\r\n\r\n";
    let whole = format!("{request}{}", " ".repeat(100_000));
    for (answer, bytes, wanted) in [
        (
            Answer::reset(),
            whole.as_str(),
            Err(IoErrorKind::ConnectionReset),
        ),
        // The body never comes: the server does not wait for it.
        (
            Answer::reset_before_reading(),
            request,
            Err(IoErrorKind::ConnectionReset),
        ),
        (Answer::close(), whole.as_str(), Ok(0)),
    ] {
        let server = server();
        server.on_create_withdraw().answer(answer.clone());
        let mut stream = connect(&server);
        stream.write_all(bytes.as_bytes()).expect("sent");
        let read = stream.read(&mut [0; 10]).map_err(|error| error.kind());
        assert_eq!(read, wanted, "{answer:?}");
        let body = if bytes == request { 0 } else { 100_000 };
        assert_eq!(server.requests()[0].body_bytes().len(), body);
        server.assert_done();
    }
}

#[test]
fn an_answer_that_breaks_off_announces_the_whole() {
    let server = server();
    server.on_ping().truncated("0123456789");
    let answer = exchange(&server, "GET /ping HTTP/1.1\r\n\r\n").to_ascii_lowercase();
    assert!(answer.starts_with("http/1.1 200 ok\r\n"), "{answer}");
    assert!(answer.contains("\r\ncontent-length: 10\r\n"), "{answer}");
    assert!(
        answer.contains("\r\ncontent-type: text/plain\r\n"),
        "{answer}"
    );
    assert!(answer.ends_with("\r\n\r\n01234"), "{answer}");
}

#[tokio::test]
async fn an_answer_may_come_late_and_with_headers() {
    let server = server();
    let delay = Duration::from_millis(200);
    server
        .on_create_withdraw()
        .status(500)
        .with_header("Retry-After", "1")
        .with_header("retry-after", "2")
        .delayed(delay);
    let start = Instant::now();
    let text = "POST /accounts/a/withdraw HTTP/1.1\r\nConnection: close\r\n\r\n";
    let answer = exchange(&server, text);
    assert!(start.elapsed() >= delay);
    assert!(answer.contains("\r\nretry-after: 2\r\n"), "{answer}");
    assert!(!answer.contains("retry-after: 1"), "{answer}");
    server.assert_done();
}

#[test]
fn an_answer_without_a_body_has_none() {
    let server = server();
    server.on_ping().raw(204, "", "ignored").status(500);
    for (head, length) in [("HTTP/1.1 204 No Content", false), ("HTTP/1.1 500 ", true)] {
        let answer = exchange(&server, "GET /ping HTTP/1.1\r\nConnection: close\r\n\r\n");
        assert!(answer.starts_with(head), "{answer}");
        assert!(answer.ends_with("\r\n\r\n"), "{answer}");
        assert_eq!(answer.contains("content-length: 0\r\n"), length, "{answer}");
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

#[test]
fn a_connection_serves_several_requests_in_either_case_of_headers() {
    let server = server();
    server.on_ping().ok("first").ok("second").ok("third");
    let mut stream = connect(&server);
    let mut writer = stream.try_clone().expect("the same connection");
    let mut read = |wanted: &str| {
        let mut answer = String::new();
        while !answer.ends_with(wanted) {
            let mut byte = [0];
            stream.read_exact(&mut byte).expect("more of the answer");
            answer.push(char::from(byte[0]));
        }
        assert!(!answer.contains("connection:"), "{answer}");
    };
    // In pieces, then two at once.
    for piece in [
        "GET /pi",
        "ng HTTP/1.1\r\nCONTENT-le",
        "ngth: 2\r\n\r\n",
        "{}",
    ] {
        writer.write_all(piece.as_bytes()).expect("sent");
        std::thread::sleep(Duration::from_millis(20));
    }
    read("first");
    let two = "GET /ping HTTP/1.1\r\n\r\n".repeat(2);
    writer.write_all(two.as_bytes()).expect("sent");
    read("second");
    read("third");
    assert_eq!(server.requests().len(), 3);
    assert_eq!(server.requests()[0].body_text(), "{}");
    server.assert_done();
}

#[test]
fn what_is_no_bounded_request_is_refused_and_told() {
    let long = format!("GET /ping HTTP/1.1\r\nA: {}\r\n", "c4n4ry".repeat(20_000));
    let many = format!("GET /ping HTTP/1.1\r\n{}\r\n", "A: c4n4ry\r\n".repeat(101));
    for (request, status, reason) in [
        ("c4n4ry\r\n\r\n", 400, "it is no HTTP/1.1 request"),
        (&many, 400, "it is no HTTP/1.1 request"),
        (&long, 431, "its head is longer than 64 KiB"),
        (
            "POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            411,
            "its body has no Content-Length",
        ),
        (
            "POST /x HTTP/1.1\r\nContent-Length: 8388609\r\n\r\n",
            413,
            "its body is longer than 8 MiB",
        ),
        (
            "POST /x HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
            400,
            "its Content-Length is not one number",
        ),
        (
            "POST /x HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            400,
            "its Content-Length is not one number",
        ),
    ] {
        let server = server();
        let answer = exchange(&server, request);
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{answer}"
        );
        assert!(answer.ends_with(&format!("refused: {reason}")), "{answer}");
        assert!(server.requests().is_empty());
        let message = panic_message(|| server.assert_done());
        assert_eq!(
            message,
            format!(
                "not all went as the test server was told:\n* a request could not be read: {reason}"
            )
        );
        assert_hidden("assert_done", [message]);
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

#[test]
fn nothing_listens_once_a_server_is_dropped() {
    for _ in 0..50 {
        let server = server();
        let address = server.address();
        drop(server);
        let refused = TcpStream::connect(address).expect_err("nobody listens");
        assert_eq!(refused.kind(), IoErrorKind::ConnectionRefused);
    }
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
