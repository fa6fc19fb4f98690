//! What `pazemo verify` notices of a provider that keeps to the document and lies. Between client and sandbox stands somebody who changes what
//! passes.

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

/// A request and its response as they went over the wire, to be changed.
type Lie = fn(request: &str, response: String) -> String;
/// What is sent in the place of a request.
type Forgery = fn(request: String) -> String;

/// Head and body of a message; nothing at the end of the connection.
fn message(from: &mut impl BufRead) -> Option<String> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if from.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let is_length = name.eq_ignore_ascii_case("content-length");
        is_length.then(|| value.trim().parse().ok())?
    });
    let mut body = vec![0; length.unwrap_or(0)];
    from.read_exact(&mut body).ok()?;
    Some(head + &String::from_utf8(body).ok()?)
}

/// The same with the length that it has by now.
fn measured(message: &str) -> String {
    let (head, body) = message.split_once("\r\n\r\n").unwrap();
    let lines = head
        .split("\r\n")
        .filter(|line| !line.to_ascii_lowercase().starts_with("content-length:"));
    let head = lines.collect::<Vec<_>>().join("\r\n");
    format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

fn relay(to: u16, forge: Forgery, lie: Lie) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for client in listener.incoming() {
            let mut client = client.unwrap();
            thread::spawn(move || {
                let mut server = TcpStream::connect(("127.0.0.1", to)).unwrap();
                let mut requests = BufReader::new(client.try_clone().unwrap());
                let mut responses = BufReader::new(server.try_clone().unwrap());
                while let Some(request) = message(&mut requests) {
                    let forged = measured(&forge(request.clone()));
                    server.write_all(forged.as_bytes()).unwrap();
                    let response = message(&mut responses).unwrap();
                    let response = measured(&lie(&request, response));
                    if client.write_all(response.as_bytes()).is_err() {
                        return;
                    }
                }
            });
        }
    });
    port
}

/// Rule, operation and pointer of every finding.
fn findings(forge: Forgery, lie: Lie) -> Vec<(String, String, String)> {
    findings_of("pazemo", forge, lie)
}

/// The same of one provider.
fn findings_of(provider: &str, forge: Forgery, lie: Lie) -> Vec<(String, String, String)> {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let url = format!("http://127.0.0.1:{}", relay(port, forge, lie));
    let output = Command::new(env!("CARGO_BIN_EXE_pazemo"))
        .args(["verify", "--provider", provider, "--format", "json"])
        .args(["--through", &url, "--port"])
        .arg(port.to_string())
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let findings = report["findings"].as_array().unwrap().iter();
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    findings
        .map(|one| {
            (
                text(one, "rule"),
                text(one, "operation"),
                text(one, "pointer"),
            )
        })
        .collect()
}

fn honest(request: String) -> String {
    request
}

fn is(request: &str, method: &str, end: &str) -> bool {
    let line = request.lines().next().unwrap();
    let path = line
        .strip_prefix(method)
        .and_then(|rest| rest.strip_suffix(" HTTP/1.1"));
    path.is_some_and(|path| path.ends_with(end))
}

fn is_account(request: &str) -> bool {
    request.starts_with("GET /users/string/accounts/")
}

#[test]
fn who_changes_nothing_is_not_accused() {
    assert_eq!(findings(honest, |_, response| response), []);
}

#[test]
fn answers_that_fit_the_document_and_contradict_earlier_ones_are_found() {
    let cases: [(Lie, &str, &str, &str); 12] = [
        (
            |request, response| match is_account(request) {
                true => response.replace("\"IDR\"", "\"USD\""),
                false => response,
            },
            "flow-value",
            "getAccount",
            "currencyId",
        ),
        (
            |request, response| match is_account(request) {
                true => response.replace("11286762274", "11286762275"),
                false => response,
            },
            "flow-value",
            "getAccount",
            "number",
        ),
        (
            |request, response| match is_account(request) {
                true => response.replace("{\"id\":\"", "{\"id\":\"x"),
                false => response,
            },
            "flow-state",
            "getAccount",
            "id",
        ),
        (
            |request, response| match is_account(request) {
                true => response.replace("\"userId\":\"string\"", "\"userId\":\"other\""),
                false => response,
            },
            "flow-state",
            "getAccount",
            "userId",
        ),
        (
            |request, response| match is(request, "GET ", "/accounts") {
                true => response.replace("\"balance\":3765.182111", "\"balance\":5000.000001"),
                false => response,
            },
            "flow-value",
            "listAccounts",
            "3/balance",
        ),
        (
            |request, response| match is(request, "GET ", "/accounts") {
                true => response.replace("\"11286762274\"", "\"0\""),
                false => response,
            },
            "flow-value",
            "listAccounts",
            "3/number",
        ),
        (
            |request, response| match is(request, "GET ", "/accounts") {
                // The first one is there twice, every time.
                true => match response.find("},{") {
                    Some(end) => {
                        let start = response.find("[{").unwrap() + 1;
                        let first = response[start..=end].to_owned();
                        response.replacen('[', &format!("[{first},"), 1)
                    }
                    None => response,
                },
                false => response,
            },
            "flow-state",
            "listAccounts",
            "",
        ),
        (
            |request, response| match is(request, "POST ", "/withdraw") {
                true => response.replace("\"pending\"", "\"settled\""),
                false => response,
            },
            "flow-state",
            "createWithdraw",
            "status",
        ),
        (
            |request, response| match is(request, "POST ", "/cancel") {
                true => response.replace("\"pending\"", "\"settled\""),
                false => response,
            },
            "flow-state",
            "cancelWithdraw",
            "status",
        ),
        (
            |request, response| match is(request, "POST ", "/confirm") {
                true => response.replace("\"createdTime\":\"2026", "\"createdTime\":\"2027"),
                false => response,
            },
            "flow-value",
            "confirmWithdraw",
            "createdTime",
        ),
        (
            |_, response| match response.starts_with("HTTP/1.1 400") {
                true => {
                    let (head, _) = response.split_once("\r\n\r\n").unwrap();
                    format!("{head}\r\n\r\n{{\"errors\":[]}}")
                }
                false => response,
            },
            "flow-outcome",
            "confirmWithdraw",
            "errors",
        ),
        (
            |_, response| match response.starts_with("HTTP/1.1 404") {
                true => response.replace("\"status\":404", "\"status\":500"),
                false => response,
            },
            "flow-outcome",
            "getAccount",
            "status",
        ),
    ];
    for (lie, rule, operation, field) in cases {
        let found = findings(honest, lie);
        let end = match field {
            "" => "/response/body".to_owned(),
            field => format!("/response/body/{field}"),
        };
        let wanted = (rule.to_owned(), operation.to_owned(), end);
        assert!(found.contains(&wanted), "{wanted:?}: {found:?}");
    }
}

#[test]
fn money_that_a_refused_call_moved_is_found() {
    // Who has no right gets one, and is told otherwise.
    let refused: Lie = |request, response| match request.contains("Bearer a-token-of-nobody")
        && response.starts_with("HTTP/1.1 200")
    {
        true => "HTTP/1.1 401 Unauthorized\r\ncontent-type: application/json\r\n\r\n\
                 {\"error\":\"unauthorized\",\"error_description\":\"no\"}"
            .to_owned(),
        false => response,
    };
    let found = findings(
        |request| request.replace("Bearer a-token-of-nobody", "Bearer sandbox-full-token"),
        refused,
    );
    let locked = "/response/body/locked".to_owned();
    let wanted = ("flow-ledger".to_owned(), "getAccount".to_owned(), locked);
    assert!(found.contains(&wanted), "{found:?}");

    // Another user's account is touched with the other user's own token.
    let found = findings(
        |request| match is(&request, "POST ", "/accounts/account-other/withdraw") {
            true => request
                .replace("Bearer sandbox-full-token", "Bearer sandbox-other-token")
                .replace("\"beneficiaryId\":3", "\"beneficiaryId\":1"),
            false => request,
        },
        |request, response| match is(request, "POST ", "/accounts/account-other/withdraw") {
            true => response.replace("HTTP/1.1 200 OK", "HTTP/1.1 403 Forbidden"),
            false => response,
        },
    );
    assert!(found.contains(&wanted), "{found:?}");
}

#[test]
fn lies_of_the_other_providers_are_found() {
    let cases: [(&str, Lie, &str, &str, &str); 4] = [
        (
            "paysera-wallet",
            |_, response| response.replace("150.00", "150.0"),
            "flow-value",
            "getWalletBalance",
            "amount",
        ),
        (
            "paysera-wallet",
            |_, response| response.replace("\"error\":\"forbidden\"", "\"error\":\"not_found\""),
            "flow-outcome",
            "getWalletBalance",
            "error",
        ),
        (
            "qolo",
            |_, response| response.replace("150.00", "150.0"),
            "flow-value",
            "createCard",
            "limit",
        ),
        (
            "qolo",
            |_, response| response.replace("\"holder\"", "\"owner\""),
            "flow-value",
            "createCard",
            "holder",
        ),
    ];
    for (provider, lie, rule, operation, field) in cases {
        let found = findings_of(provider, honest, lie);
        let pointer = format!("/response/body/{field}");
        let wanted = (rule.to_owned(), operation.to_owned(), pointer);
        assert_eq!(found, [wanted], "{provider}");
        assert_eq!(findings_of(provider, honest, |_, response| response), []);
    }
}

#[test]
fn a_withdraw_to_nobody_is_found() {
    let found = findings(
        |request| request.replace("\"beneficiaryId\":4711", "\"beneficiaryId\":3"),
        |_, response| response,
    );
    let status = "/response/status".to_owned();
    let wanted = (
        "flow-outcome".to_owned(),
        "createWithdraw".to_owned(),
        status,
    );
    assert!(found.contains(&wanted), "{found:?}");
}

#[test]
fn a_proxy_that_says_nothing_is_named_and_not_waited_for_again_and_again() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let began = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_pazemo"))
        .args(["verify", "--port", "0", "--through", &url])
        .output()
        .unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(
        message.contains("who am I") && message.contains("no complete answer"),
        "{message}"
    );
    assert!(output.stdout.is_empty());
    assert!(began.elapsed() < Duration::from_secs(30));
}
