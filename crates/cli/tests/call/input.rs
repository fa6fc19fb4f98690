//! Parameters, fields and bodies: what is sent, and what is refused with a word about what would be right.

use pazemo::testing::Server;

use crate::support::{CODE, TOKEN, call, command, command_to, file, run, run_with_input};

/// The body of the one request that such a call sends.
fn sent(arguments: &[&str]) -> String {
    let server = Server::start().unwrap();
    server.on_create_withdraw().ok_example();
    let said = call(
        &server,
        &[
            &["createWithdraw", "accountId=account-1", "id=w-1"],
            arguments,
        ]
        .concat(),
    );
    assert_eq!(said.code, Some(0), "{said:?}");
    let requests = server.requests();
    assert_eq!(requests[0].path(), "/accounts/account-1/withdraw");
    requests[0].body_text().to_owned()
}

#[test]
fn fields_are_typed_by_the_document_and_keep_their_digits() {
    assert_eq!(
        sent(&[
            "amount=12345678901234567.8900",
            "reference=17",
            "beneficiaryId=4711",
            "referenceData:={\"rate\": 1.10}",
            "body.accountId=account-1",
        ]),
        r#"{"id":"w-1","accountId":"account-1","amount":12345678901234567.8900,"beneficiaryId":4711,"reference":"17","referenceData":{"rate": 1.10}}"#
    );
}

#[test]
fn data_comes_from_argument_file_and_standard_input() {
    let data = r#"{"amount": 150000.00, "notes": "n"}"#;
    let expected = r#"{"id":"w-1","amount":150000.00,"notes":"n","reference":"r"}"#;
    assert_eq!(sent(&["--data", data, "reference=r"]), expected);
    let (_folder, path) = file(data);
    let at = format!("@{}", path.display());
    assert_eq!(sent(&["--data", &at, "reference=r"]), expected);

    let server = Server::start().unwrap();
    server.on_create_withdraw().ok_example();
    let arguments = [
        "createWithdraw",
        "accountId=a",
        "id=w-1",
        "reference=r",
        "--data",
        "-",
    ];
    let said = run_with_input(command_to(&server, &arguments), data);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(server.requests()[0].body_text(), expected);
}

#[test]
fn what_is_wrong_is_told_with_what_would_be_right() {
    let server = Server::start().unwrap();
    for (arguments, expected) in [
        (&["amount=1"][..], "accountId=…"),
        (&["accountId=a"], "right would be to add amount=…"),
        (
            &["accountId=a", "amount=1", "amount=2"],
            "amount is given twice",
        ),
        (&["accountId=a", "accountId=b"], "accountId is given twice"),
        (
            &["accountId=a", "amount=1", "--data", r#"{"amount":1}"#],
            "in --data and by name",
        ),
        (
            &["accountId=a", "--data", r#"{"amount":1,"amount":2}"#],
            "--data has a field twice",
        ),
        (
            &["accountId=a", "amuont=1"],
            "amuont is unknown to this operation; right would be amount?",
        ),
        (
            &["accountId=a", "--data", r#"{"amount":1,"beneficaryId":1}"#],
            "right would be beneficiaryId?",
        ),
        (
            &["accountId=a", "zzzz:=1"],
            "right would be one of accountId, id,",
        ),
        (
            &["accountId=a", "amount=1,50"],
            "right would be a number such as 150000.00",
        ),
        (
            &["accountId=a", "referenceData={}"],
            "right would be referenceData:=JSON",
        ),
        (
            &["accountId=a", "amount:=x"],
            "right would be JSON behind `:=`",
        ),
        (&["accountId:=1"], "right would be accountId=VALUE"),
        (&["accountId"], "right would be name=value"),
        (&["=1"], "right would be name=value"),
        (
            &["accountId=a", "--data", "[1]"],
            "--data is no JSON object",
        ),
        (
            &["accountId=a", "--data", "{\"amount\": 1"],
            "line 1, column 12",
        ),
        (
            &["accountId=a", "amount=1", "id:=7"],
            "right would be a text",
        ),
        (
            &["accountId=a", "--data", "{\"amount\": 1, \"id\": 7}"],
            "id: this value does not fit",
        ),
        (
            &["accountId=a", "--data", "@/nowhere"],
            "/nowhere cannot be read",
        ),
        (
            &["accountId=a", "amount:=\"1\""],
            "does not fit its documented type",
        ),
    ] {
        let said = call(&server, &[&["createWithdraw"], arguments].concat());
        let message = said.unusable();
        assert!(message.contains(expected), "{arguments:?}: {message}");
    }
    assert!(server.requests().is_empty());
}

#[test]
fn fields_that_the_document_does_not_describe_are_sent_if_asked_for() {
    let more = ["amount=1", "colour:=1.10", "--allow-unknown-fields"];
    assert_eq!(sent(&more), r#"{"id":"w-1","amount":1,"colour":1.10}"#);
    let more = [
        "--data",
        r#"{"amount":1,"colour":1.10}"#,
        "--allow-unknown-fields",
    ];
    assert_eq!(sent(&more), r#"{"id":"w-1","amount":1,"colour":1.10}"#);
}

#[test]
fn environment_and_token_come_from_where_they_are_said_to() {
    let server = Server::start().unwrap();
    server.on_ping().ok("pong").always();
    let url = format!("http://{}", server.address());
    let (_folder, token) = file(&format!("{TOKEN}\n"));
    let token = token.to_str().unwrap();

    let said = run(command(&["ping", "--url", &url, "--token-file", token]));
    assert_eq!(
        (said.code, said.out.as_str()),
        (Some(0), "pong\n"),
        "{said:?}"
    );
    let by_input = command(&["ping", "--url", &url, "--token-file", "-"]);
    assert_eq!(run_with_input(by_input, TOKEN).code, Some(0));
    // The option goes before the variables.
    let mut both = command(&["ping", "--url", &url]);
    both.env("PAZEMO_ENVIRONMENT", "live")
        .env("PAZEMO_TOKEN", TOKEN);
    assert_eq!(run(both).code, Some(0));
    let bearer = format!("Bearer {TOKEN}");
    for request in server.requests() {
        assert_eq!(request.header("authorization"), Some(bearer.as_str()));
    }

    for (variables, expected) in [
        (&[][..], "--environment live|sandbox, --url URL"),
        (
            &[
                ("PAZEMO_ENVIRONMENT", "live"),
                ("PAZEMO_URL", "http://127.0.0.1:1"),
            ],
            "both set",
        ),
        (
            &[("PAZEMO_ENVIRONMENT", "prod")],
            "another value than `live` or `sandbox`",
        ),
        (
            &[
                ("PAZEMO_ENVIRONMENT", "live"),
                ("PAZEMO_SANDBOX_TOKEN", "x"),
            ],
            "PAZEMO_LIVE_TOKEN, --token-file",
        ),
        (
            &[
                ("PAZEMO_ENVIRONMENT", "sandbox"),
                ("PAZEMO_LIVE_TOKEN", "x"),
            ],
            "PAZEMO_SANDBOX_TOKEN, --token-file",
        ),
        (
            &[
                ("PAZEMO_URL", "http://127.0.0.1:1"),
                ("PAZEMO_LIVE_TOKEN", "x"),
            ],
            "PAZEMO_TOKEN, --token-file",
        ),
    ] {
        let mut command = command(&["ping"]);
        command.envs(variables.iter().copied());
        let said = run(command);
        assert!(
            said.unusable().contains(expected),
            "{variables:?}: {said:?}"
        );
    }
}

#[test]
fn the_code_comes_from_variable_file_body_and_standard_input() {
    let server = Server::start().unwrap();
    server.on_confirm_withdraw().ok_example().always();
    let base = ["confirmWithdraw", "accountId=a", "id=w-1"];
    let (_folder, code) = file(&format!("{CODE}\r\n"));
    let (_other, body) = file(&format!("{{\"authorizationCode\": \"{CODE}\"}}"));
    let (code, body) = (code.to_str().unwrap(), format!("@{}", body.display()));
    for (more, input) in [
        (&[][..], None),
        (&["--code-file", code], None),
        (&["--data", &body], None),
        (&["--code-file", "-"], Some(CODE.to_owned())),
        (
            &["--data", "-"],
            Some(format!("{{\"authorizationCode\": \"{CODE}\"}}")),
        ),
    ] {
        let mut command = command_to(&server, &[&base, more].concat());
        if !more.is_empty() {
            command.env("PAZEMO_AUTHORIZATION_CODE", "another");
        }
        let said = run_with_input(command, &input.unwrap_or_default());
        assert_eq!(said.code, Some(0), "{more:?}: {said:?}");
    }
    let requests = server.requests();
    assert_eq!(requests.len(), 5);
    for request in requests {
        assert_eq!(
            request.body_text(),
            format!("{{\"authorizationCode\":\"{CODE}\"}}")
        );
    }

    let mut none = command_to(&server, &base);
    none.env_remove("PAZEMO_AUTHORIZATION_CODE");
    assert!(
        run(none)
            .unusable()
            .contains("PAZEMO_AUTHORIZATION_CODE, --code-file")
    );
    let both = [&base[..], &["--data", &body, "--code-file", code]].concat();
    assert!(call(&server, &both).unusable().contains("given twice"));
    let two = [&base[..], &["--token-file", "-", "--code-file", "-"]].concat();
    assert!(
        call(&server, &two)
            .unusable()
            .contains("all read standard input")
    );
    let (_lines, lines) = file("one\ntwo\n");
    let two = [&base[..], &["--code-file", lines.to_str().unwrap()]].concat();
    assert!(
        call(&server, &two)
            .unusable()
            .contains("not exactly one line")
    );
}
