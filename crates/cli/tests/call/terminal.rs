//! What is asked for at a terminal: secrets without being shown, and whether a payment is meant.

use std::{
    io::{Read, Write},
    process::Command,
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use pazemo::testing::Server;

use crate::support::{CODE, TOKEN, command};

const CREATE: [&str; 3] = ["createWithdraw", "accountId=account-1", "amount=1.50"];
const CONFIRM: [&str; 3] = ["confirmWithdraw", "accountId=account-1", "id=w-1"];

/// A conversation: what is waited for, and what is typed then. All that the terminal showed, and the exit code.
fn talk(command: Command, steps: &[(&str, &str)]) -> (Option<i32>, String) {
    let (terminal, end) = pty_process::blocking::open().unwrap();
    let command = pty_process::blocking::Command::from(command);
    let mut child = command.spawn(end).unwrap();
    let terminal = Arc::new(terminal);
    let (send, receive) = mpsc::channel();
    let reader = Arc::clone(&terminal);
    thread::spawn(move || {
        let mut bytes = [0; 1024];
        // The terminal ends with an error where the program has ended.
        while let Ok(length @ 1..) = (&*reader).read(&mut bytes) {
            if send.send(bytes[..length].to_vec()).is_err() {
                return;
            }
        }
    });
    let (mut shown, mut read) = (String::new(), 0);
    for (awaited, typed) in steps {
        while !shown[read..].contains(awaited) {
            let more = receive.recv_timeout(Duration::from_secs(20));
            let more = more.unwrap_or_else(|error| panic!("{awaited:?}: {error}: {shown:?}"));
            shown.push_str(&String::from_utf8(more).unwrap());
        }
        read = shown.len();
        // The echo is switched off right after the question; a person is slower, too.
        thread::sleep(Duration::from_millis(200));
        (&*terminal).write_all(typed.as_bytes()).unwrap();
    }
    while let Ok(more) = receive.recv_timeout(Duration::from_secs(20)) {
        shown.push_str(&String::from_utf8(more).unwrap());
    }
    (child.wait().unwrap().code(), shown)
}

/// Against an address that is taken for live, where nobody listens.
fn live(arguments: &[&str]) -> Command {
    command(
        &[
            arguments,
            &["--url", "https://127.0.0.1:1", "--attempts", "1"],
        ]
        .concat(),
    )
}

#[test]
fn token_and_code_are_asked_for_and_not_shown() {
    let server = Server::start().unwrap();
    server.on_confirm_withdraw().ok_example();
    let url = format!("http://{}", server.address());
    let typed = [TOKEN, CODE].map(|secret| format!("{secret}\n"));
    let steps = [
        ("Token: ", typed[0].as_str()),
        ("Authorization code for w-1: ", &typed[1]),
    ];
    let (code, shown) = talk(command(&[&CONFIRM[..], &["--url", &url]].concat()), &steps);
    assert_eq!(code, Some(0), "{shown}");
    assert!(!shown.contains(TOKEN) && !shown.contains(CODE), "{shown}");
    let requests = server.requests();
    let bearer = format!("Bearer {TOKEN}");
    assert_eq!(requests[0].header("authorization"), Some(bearer.as_str()));
    let body = format!("{{\"authorizationCode\":\"{CODE}\"}}");
    assert_eq!(requests[0].body_text(), body);
}

#[test]
fn a_code_is_not_asked_for_where_none_is_needed() {
    let server = Server::start().unwrap();
    server.on_ping().ok("pong");
    let url = format!("http://{}", server.address());
    let (code, shown) = talk(command(&["ping", "--url", &url]), &[("Token: ", "any\n")]);
    assert_eq!(code, Some(0), "{shown}");
    assert!(shown.ends_with("pong\r\n"), "{shown}");
}

#[test]
fn a_payment_is_shown_before_it_is_asked_about_and_nothing_else_is_asked_after_a_no() {
    let (code, shown) = talk(live(&CREATE), &[("Type yes to send it: ", "no\n")]);
    assert_eq!(code, Some(3), "{shown}");
    let url = "POST https://127.0.0.1:1/accounts/account-1/withdraw";
    assert!(
        shown.contains(url) && shown.contains("\"amount\": 1.50"),
        "{shown}"
    );
    assert!(shown.contains("not confirmed; nothing was sent"), "{shown}");
}

#[test]
fn what_authorizes_a_withdraw_is_confirmed_by_its_identifier() {
    let (code, shown) = talk(live(&CONFIRM), &[("Type w-1 to send it: ", "yes\n")]);
    assert_eq!(code, Some(3), "{shown}");
    assert!(shown.contains("not confirmed"), "{shown}");
    let steps = [
        ("Type w-1 to send it: ", "w-1\n"),
        ("Token: ", "any\n"),
        ("Authorization code for w-1: ", "1\n"),
    ];
    let (code, shown) = talk(live(&CONFIRM), &steps);
    assert_eq!(code, Some(3), "{shown}");
    assert!(shown.contains("no connection"), "{shown}");
}

#[test]
fn the_identifier_that_was_shown_is_the_one_that_is_sent() {
    let steps = [("Type yes to send it: ", "yes\n"), ("Token: ", "any\n")];
    let (_, shown) = talk(live(&CREATE), &steps);
    let (_, id) = shown.split_once("\"id\": \"").unwrap();
    let (id, rest) = id.split_once('"').unwrap();
    let told = format!("withdraw id: {id} (chosen by the client; keep it)");
    assert!(rest.contains(&told), "{shown}");
}

#[test]
fn what_the_server_writes_does_not_steer_the_terminal() {
    let server = Server::start().unwrap();
    // JSON may hold these as they are: a control sequence of one character, and a turn of the direction of writing.
    let name = "a\u{9b}31mb\u{202e}c";
    let body = format!("{{\"id\":\"string\",\"email\":\"e\",\"name\":\"{name}\"}}");
    server
        .on_get_current_user()
        .raw(200, "application/json", body);
    let url = format!("http://{}", server.address());
    let mut command = command(&["getCurrentUser", "--compact", "--url", &url]);
    command.env("PAZEMO_TOKEN", TOKEN);
    let (code, shown) = talk(command, &[]);
    assert_eq!(code, Some(0), "{shown}");
    assert!(shown.contains("\"a\\u009b31mb\\u202ec\""), "{shown}");
}

#[test]
fn what_changes_nothing_and_what_stays_on_this_machine_is_not_asked_about() {
    let (code, shown) = talk(live(&["ping"]), &[("Token: ", "any\n")]);
    assert_eq!(code, Some(3), "{shown}");
    let server = Server::start().unwrap();
    server.on_create_withdraw().ok_example();
    let url = format!("http://{}", server.address());
    let command = command(&[&CREATE[..], &["--url", &url]].concat());
    let (code, shown) = talk(command, &[("Token: ", "any\n")]);
    assert_eq!(code, Some(0), "{shown}");
}
