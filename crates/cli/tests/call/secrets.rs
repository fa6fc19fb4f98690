//! Token and code appear in nothing that is printed, and are no arguments.

use pazemo::testing::Server;
use serde_json::json;

use crate::support::{CODE, Said, TOKEN, assert_hidden, call, command_to, file, run, wait};

const CONFIRM: [&str; 3] = ["confirmWithdraw", "accountId=a", "id=w-1"];
const FORMATS: [&[&str]; 3] = [&[], &["--format", "json"], &["--compact"]];

fn in_every_format(server: &Server, arguments: &[&str]) -> Vec<Said> {
    let said = FORMATS.map(|format| call(server, &[arguments, format].concat()));
    said.into_iter().collect()
}

#[test]
fn a_server_that_sends_secrets_back_does_not_have_them_printed() {
    let echo = json!({
        "error": format!("token {TOKEN}"),
        "error_description": format!("Bearer {TOKEN} with {CODE}"),
        "headers": {"Authorization": TOKEN},
    });
    let escaped = echo.to_string().replace("tok3n", "\\u0074ok3n");
    for (status, media_type, body) in [
        (401, "application/json", echo.to_string()),
        (401, "application/json", escaped),
        (500, "text/html", format!("<p>{TOKEN} {CODE}</p>")),
        (200, "application/json", echo.to_string()),
        (200, "application/json", format!("{{\"id\":\"{TOKEN}\"")),
    ] {
        let server = Server::start().unwrap();
        server
            .on_confirm_withdraw()
            .raw(status, media_type, &body)
            .always();
        for said in in_every_format(&server, &CONFIRM) {
            assert_ne!(said.code, Some(0), "{said:?}");
            assert_hidden(&said);
        }
        assert_eq!(server.requests().len(), FORMATS.len());
    }
}

#[test]
fn what_the_document_calls_secret_is_not_printed() {
    let server = Server::start().unwrap();
    let body = json!({
        "greeting": format!("hello {TOKEN}"), "date": "d", "url": "u",
        "headers": {"Content-Type": "other-secret", "Authorization": format!("Bearer {TOKEN}")},
    });
    server
        .on_check()
        .raw(200, "application/json", body.to_string())
        .always();
    server.on_ping().ok(&format!("you are {TOKEN}")).always();
    for said in in_every_format(&server, &["check"]) {
        assert_eq!(said.code, Some(0), "{said:?}");
        assert_hidden(&said);
        assert!(!said.out.contains("other-secret"), "{said:?}");
        assert!(said.out.contains("[redacted]"), "{said:?}");
    }
    for said in in_every_format(&server, &["ping"]) {
        assert_hidden(&said);
        assert!(said.out.contains("you are [redacted]"), "{said:?}");
    }
}

#[test]
fn a_dry_run_hides_a_code_that_it_was_given() {
    let server = Server::start().unwrap();
    let (_folder, body) = file(&format!("{{\"authorizationCode\": \"{CODE}\"}}"));
    let body = format!("@{}", body.display());
    let arguments = [&CONFIRM[..], &["--data", &body, "--dry-run"]].concat();
    for said in in_every_format(&server, &arguments) {
        assert_eq!(said.code, Some(0), "{said:?}");
        assert!(said.out.contains("[redacted]"), "{said:?}");
        assert_hidden(&said);
    }
}

#[test]
fn a_secret_in_the_arguments_is_refused_and_not_repeated() {
    let server = Server::start().unwrap();
    let by_name = format!("authorizationCode={CODE}");
    let by_json = format!("authorizationCode:=\"{CODE}\"");
    let by_body = format!("body.authorizationCode={CODE}");
    let data = format!("{{\"authorizationCode\": \"{CODE}\"}}");
    let escaped = format!("{{\"authorization\\u0043ode\": \"{CODE}\"}}");
    let nested = format!("more:={{\"authorizationCode\": \"{CODE}\"}}");
    for arguments in [
        &[by_name.as_str()][..],
        &[&by_json],
        &[&by_body],
        &["--data", &data],
        &["--data", &escaped],
        &["--allow-unknown-fields", &nested],
    ] {
        let said = call(&server, &[&CONFIRM[..], arguments].concat());
        assert!(said.unusable().contains("--code-file FILE"), "{said:?}");
        assert_hidden(&said);
    }
    // In the place of something else it is not repeated either.
    for argument in [
        format!("token={TOKEN}"),
        TOKEN.to_owned(),
        format!("--token={TOKEN}"),
        format!("{{\"token\": \"{TOKEN}\"}}=1"),
        format!("--token-file={TOKEN}"),
        format!("--code-file={CODE}"),
    ] {
        let said = call(&server, &[&CONFIRM[..], &[&argument]].concat());
        said.unusable();
        assert_hidden(&said);
    }
    assert!(server.requests().is_empty());
}

#[test]
fn a_token_that_cannot_be_sent_is_not_shown() {
    let server = Server::start().unwrap();
    let mut command = command_to(&server, &["ping"]);
    command.env("PAZEMO_TOKEN", format!("{TOKEN} {CODE}"));
    let said = run(command);
    said.unusable();
    assert_hidden(&said);
}

#[tokio::test]
#[cfg(target_os = "linux")]
async fn the_arguments_of_the_process_hold_no_secret() {
    let server = Server::start().unwrap();
    server.on_confirm_withdraw().hang();
    let mut child = command_to(&server, &CONFIRM).spawn().unwrap();
    let arrived = server.wait_for_requests(1);
    let limit = std::time::Duration::from_secs(20);
    tokio::time::timeout(limit, arrived).await.unwrap();
    let arguments = std::fs::read(format!("/proc/{}/cmdline", child.id())).unwrap();
    let arguments = String::from_utf8_lossy(&arguments).into_owned();
    child.kill().unwrap();
    let said = wait(child);
    assert!(arguments.contains("confirmWithdraw"), "{arguments}");
    assert!(
        !arguments.contains(TOKEN) && !arguments.contains(CODE),
        "{arguments}"
    );
    assert!(server.requests()[0].body_text().contains(CODE));
    assert_hidden(&said);
}
