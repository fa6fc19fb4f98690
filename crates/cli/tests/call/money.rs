//! What keeps money safe: nothing twice, nothing unasked, nothing without a trace.

use std::time::{Duration, Instant};

use pazemo::testing::{Server, examples};

use crate::support::{Said, call, command, command_to, run, wait};

const CREATE: [&str; 3] = ["createWithdraw", "accountId=account-1", "amount=1.50"];

#[test]
fn a_withdraw_that_may_have_arrived_is_sent_once() {
    let server = Server::start().unwrap();
    server.on_create_withdraw().reset().ok_example().always();
    let said = call(&server, &[&CREATE[..], &["--attempts", "5"]].concat());
    assert_eq!(said.code, Some(5), "{said:?}");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_read_is_repeated_as_often_as_allowed() {
    let server = Server::start().unwrap();
    server.on_ping().reset().ok("pong").always();
    let said = call(&server, &["ping", "--format", "json"]);
    assert_eq!(said.json()["attempts"], 2, "{said:?}");
    let server = Server::start().unwrap();
    server.on_ping().reset().always();
    let said = call(&server, &["ping", "--format", "json", "--attempts", "1"]);
    assert_eq!(said.json()["error"]["attempts"], 1, "{said:?}");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn an_identifier_of_the_clients_own_is_told_and_sent() {
    let server = Server::start().unwrap();
    server.on_create_withdraw().status(500).ok_example();
    let said = call(
        &server,
        &[&CREATE[..], &["id:=null", "--format", "json"]].concat(),
    );
    let (trace, _) = said
        .err
        .split_once(" (chosen by the client; keep it)\n")
        .unwrap();
    let id = trace.strip_prefix("withdraw id: ").unwrap();
    assert_eq!(said.json()["error"]["withdraw_id"], id);
    let body: serde_json::Value = server.requests()[0].body();
    assert_eq!(body["id"], id);
    // One of the caller's own is known already.
    let said = call(&server, &[&CREATE[..], &["id=w-1"]].concat());
    assert_eq!(said.err, "");
}

#[test]
#[cfg(unix)]
fn an_identifier_that_cannot_be_told_is_not_sent() {
    let server = Server::start().unwrap();
    server.on_create_withdraw().ok_example();
    let mut command = command_to(&server, &CREATE);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    command.stderr(writer);
    assert_eq!(run(command).code, Some(3));
    assert!(server.requests().is_empty());
}

#[test]
fn what_may_be_live_is_not_changed_without_a_yes() {
    for (variables, arguments) in [
        (("PAZEMO_ENVIRONMENT", "live"), &CREATE[..]),
        (("PAZEMO_URL", "https://127.0.0.1:1"), &CREATE),
        (
            ("PAZEMO_ENVIRONMENT", "live"),
            &["createBeneficiary", "bankId=b", "address=a"],
        ),
        (
            ("PAZEMO_ENVIRONMENT", "live"),
            &["confirmWithdraw", "accountId=a", "id=w"],
        ),
    ] {
        let mut command = command(arguments);
        command.env(variables.0, variables.1);
        for name in [
            "PAZEMO_LIVE_TOKEN",
            "PAZEMO_TOKEN",
            "PAZEMO_AUTHORIZATION_CODE",
        ] {
            command.env(name, "any");
        }
        let said = run(command);
        assert!(said.unusable().contains("right would be --yes"), "{said:?}");
    }
    // With it the call is made; nobody listens there.
    let mut command = command(&[&CREATE[..], &["--yes", "--url", "https://127.0.0.1:1"]].concat());
    command.env("PAZEMO_TOKEN", "any");
    assert_eq!(run(command).code, Some(3));
}

#[test]
fn each_time_limit_ends_a_call_with_its_verdict() {
    for limit in ["--timeout", "--attempt-timeout"] {
        let server = Server::start().unwrap();
        server.on_create_withdraw().hang();
        let began = Instant::now();
        let more = [limit, "1", "--format", "json"];
        let said = call(&server, &[&CREATE[..], &more].concat());
        // Without it, it would be half a minute.
        assert!(began.elapsed() < Duration::from_secs(20), "{limit}");
        assert_eq!(said.code, Some(5), "{said:?}");
        assert_eq!(said.json()["error"]["kind"], "timeout");
        let message = said.json()["error"]["message"].to_string();
        let told = match limit {
            "--timeout" => "within the call's 1s",
            _ => "within 1s",
        };
        assert!(message.contains(told), "{message}");
    }
}

#[test]
fn a_dry_run_sends_nothing_and_needs_no_secret() {
    for (arguments, body) in [
        (&CREATE[..], "\"amount\": 1.50"),
        (
            &["confirmWithdraw", "accountId=a", "id=w"],
            "\"authorizationCode\": \"[redacted]\"",
        ),
    ] {
        let server = Server::start().unwrap();
        let url = format!("http://{}", server.address());
        let said = run(command(
            &[arguments, &["--dry-run", "--url", &url]].concat(),
        ));
        assert_eq!(said.code, Some(0), "{said:?}");
        assert!(
            said.out.starts_with(&format!("POST {url}/accounts/")),
            "{said:?}"
        );
        assert!(
            said.out.contains("\nauthorization: Bearer [redacted]\n"),
            "{said:?}"
        );
        assert!(said.out.contains(body), "{said:?}");
        assert!(server.requests().is_empty());
        let said = run(command(
            &[arguments, &["--dry-run", "--url", &url, "--format", "json"]].concat(),
        ));
        assert_eq!(said.json()["method"], "POST");
        assert_eq!(said.json()["headers"]["content-type"], "application/json");
    }
}

/// Ends the program while its first request is unanswered.
#[cfg(unix)]
async fn interrupted(signal: rustix::process::Signal, more: &[&str]) -> Said {
    let server = Server::start().unwrap();
    server.on_create_withdraw().hang();
    server.on_get_current_user().hang();
    let arguments = [&CREATE[..], &["--format", "json"], more].concat();
    let child = command_to(&server, &arguments).spawn().unwrap();
    let arrived = server.wait_for_requests(1);
    let limit = Duration::from_secs(20);
    tokio::time::timeout(limit, arrived).await.unwrap();
    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(id, signal).unwrap();
    wait(child)
}

#[tokio::test]
#[cfg(unix)]
async fn whoever_ends_the_program_is_told_what_is_in_doubt() {
    use rustix::process::Signal;

    for signal in [Signal::INT, Signal::TERM] {
        let said = interrupted(signal, &[]).await;
        assert_eq!(said.code, Some(5), "{said:?}");
        let error = &said.json()["error"];
        assert_eq!(error["kind"], "interrupted");
        assert_eq!(error["delivery"], "unknown");
        let id = error["withdraw_id"].as_str().unwrap();
        let trace = format!("withdraw id: {id} (chosen by the client; keep it)\n");
        assert!(said.err.starts_with(&trace), "{said:?}");
        assert!(said.err.contains("do not repeat it blindly"), "{said:?}");
        let next = "\n  next: keep the identifier and find out what happened";
        assert!(said.err.contains(next), "{said:?}");
    }
    // Only the user of the token was asked for.
    let said = interrupted(Signal::INT, &["--expect-user", "user-1"]).await;
    assert_eq!(said.code, Some(3), "{said:?}");
    assert_eq!(said.json()["error"]["delivery"], "not_sent");
    let next = "\n  next: nothing happened; it may be made again";
    assert!(said.err.contains(next), "{said:?}");
}

#[test]
fn a_body_with_another_account_than_the_path_is_told_from_it() {
    let server = Server::start().unwrap();
    let answer = examples::answers::create_withdraw();
    server.on_create_withdraw().ok(&answer);
    let said = call(
        &server,
        &[
            &CREATE[..],
            &["body.accountId=account-2", "--format", "json"],
        ]
        .concat(),
    );
    assert_eq!(said.code, Some(6), "{said:?}");
    assert_eq!(said.json()["error"]["kind"], "mismatch");
}
