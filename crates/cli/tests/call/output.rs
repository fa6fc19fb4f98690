//! Answers are printed as the server sent them.

use pazemo::testing::Server;

use crate::support::call;

const BODY: &str = r#"{"name":"n\u00e9","id":7,"limit":12345678901234567890.10,"email":"e","more":[{},1E+2],"nothing":null}"#;

#[test]
fn a_body_is_printed_as_it_came_but_for_white_space() {
    let server = Server::start().unwrap();
    let me = ["getCurrentUser"];
    server
        .on_get_current_user()
        .raw(200, "application/json", BODY)
        .always();
    let said = call(&server, &[&me[..], &["--compact"]].concat());
    assert_eq!(said.out, format!("{BODY}\n"));
    let said = call(&server, &me);
    assert_eq!(
        said.out,
        "{\n  \"name\": \"n\\u00e9\",\n  \"id\": 7,\n  \"limit\": 12345678901234567890.10,\n  \"email\": \"e\",\n  \"more\": [\n    {},\n    1E+2\n  ],\n  \"nothing\": null\n}\n"
    );
    let said = call(&server, &[&me[..], &["--format", "json"]].concat());
    assert_eq!(
        said.out,
        format!(
            "{{\"operation\":\"getCurrentUser\",\"status\":200,\"attempts\":1,\"body\":{BODY}}}\n"
        )
    );
}

#[test]
fn text_is_printed_as_it_came_and_is_a_text_in_json() {
    for text in ["pong", "true", "{\"a\":1.0}", "\u{1b}[31mred"] {
        let server = Server::start().unwrap();
        server.on_ping().ok(text).always();
        assert_eq!(call(&server, &["ping"]).out, format!("{text}\n"));
        let said = call(&server, &["ping", "--format", "json"]);
        assert_eq!(said.json()["body"], text);
    }
}

#[test]
fn every_operation_can_be_called() {
    let server = Server::start().unwrap();
    server.on_get_current_user().ok_example();
    server.on_get_user().ok_example();
    server.on_create_account().ok_example();
    server.on_list_accounts().ok_example();
    server.on_get_account().ok_example();
    server.on_create_beneficiary().ok_example();
    server.on_create_withdraw().ok_example();
    server.on_confirm_withdraw().ok_example();
    server.on_cancel_withdraw().ok_example();
    server.on_check().ok_example();
    server.on_ping().ok_example();
    server.on_ping_queue().ok_example();
    for operation in pazemo::operations() {
        let mut arguments = vec![operation.id().to_owned()];
        for name in operation.path().split(['{', '}']).skip(1).step_by(2) {
            arguments.push(format!("{name}=string"));
        }
        arguments.extend(match operation.id() {
            "createAccount" => vec!["currencyId=IDR".to_owned()],
            "createBeneficiary" => vec!["bankId=b".to_owned(), "address=a".to_owned()],
            "createWithdraw" => vec!["amount=0".to_owned()],
            _ => Vec::new(),
        });
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let said = call(&server, &arguments);
        assert_eq!(said.code, Some(0), "{arguments:?}: {said:?}");
        assert_eq!(
            server.requests().last().unwrap().operation(),
            Some(operation.id())
        );
    }
    server.assert_done();
}

#[test]
fn the_servers_words_do_not_steer_the_terminal() {
    let server = Server::start().unwrap();
    let body = "{\"error\":\"e\",\"error_description\":\"\\u001b[2J\\u009b cleared\"}";
    server
        .on_get_current_user()
        .raw(401, "application/json", body);
    let said = call(&server, &["getCurrentUser"]);
    assert_eq!(said.code, Some(4), "{said:?}");
    assert!(said.err.contains("cleared"), "{said:?}");
    assert!(!said.err.contains(['\u{1b}', '\u{9b}']), "{said:?}");
}
