//! The request log and the exchanges that are kept.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

use crate::support::{ask, exchange, start};
use pazemo_sandbox::Sandbox;

/// A sink that can be read.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn the_log_has_a_line_for_each_request_and_no_secrets() {
    let lines = Lines::default();
    let sandbox = start(Sandbox::builder().request_log(lines.clone()));
    let token = sandbox.token();
    ask(&sandbox, "GET", "/users/me?token=in-the-query", None);
    let body = r#"{"authorizationCode":"my-code"}"#;
    ask(
        &sandbox,
        "POST",
        "/accounts/string/withdraw/odd%0Aid/confirm",
        Some(body),
    );
    let headers = [("x-sandbox-fault", "drop")];
    let _ = exchange(&sandbox, "GET", "/ping", &headers, None);
    drop(sandbox);
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[0].contains(" GET /users/me 200 "), "{text}");
    assert!(lines[0].ends_with("ms getCurrentUser"), "{text}");
    assert!(
        lines[1].contains(" POST /accounts/string/withdraw/odd%0Aid/confirm 404 "),
        "{text}"
    );
    assert!(
        lines[2].contains(" GET /ping - ")
            && lines[2].ends_with(" ping not-carried-out fault:drop"),
        "{text}"
    );
    for secret in [token.expose(), "in-the-query", "my-code"] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[test]
fn the_last_exchanges_are_kept_without_credentials() {
    let sandbox = start(Sandbox::builder().keep_exchanges(2));
    ask(&sandbox, "GET", "/ping", None);
    ask(&sandbox, "GET", "/users/me", None);
    let body = r#"{"authorizationCode":"my-code","x":1.10}"#;
    ask(
        &sandbox,
        "POST",
        "/accounts/string/withdraw/string/confirm",
        Some(body),
    );
    let kept = sandbox.exchanges();
    assert_eq!(kept.len(), 2);
    assert_eq!(kept[0].operation, Some("getCurrentUser"));
    assert_eq!(
        (
            kept[0].method.as_str(),
            kept[0].path.as_str(),
            kept[0].status
        ),
        ("GET", "/users/me", Some(200))
    );
    assert!(kept[0].response_body.starts_with(b"{\"id\":\"string\""));
    assert!(
        kept[0]
            .response_headers
            .contains(&("content-type".to_owned(), "application/json".to_owned()))
    );
    assert!(
        kept[0]
            .request_headers
            .contains(&("authorization".to_owned(), "[redacted]".to_owned()))
    );
    let confirm = &kept[1];
    assert_eq!(
        &confirm.request_body[..],
        br#"{"authorizationCode":"[redacted]","x":1.10}"#
    );
    let shown = format!("{kept:?}");
    assert!(!shown.contains("my-code") && !shown.contains(sandbox.token().expose()));
}

#[test]
fn the_body_of_a_request_that_is_refused_before_it_is_kept_as_well() {
    let sandbox = start(Sandbox::builder().keep_exchanges(10));
    let body = r#"{"currencyId":"USD"}"#;
    for path in ["/users/string/accounts", "/nowhere"] {
        let wrong = [("authorization", "Bearer wrong")];
        exchange(&sandbox, "POST", path, &wrong, Some(body)).unwrap();
    }
    let kept = sandbox.exchanges();
    let statuses: Vec<Option<u16>> = kept.iter().map(|one| one.status).collect();
    assert_eq!(statuses, [Some(401), Some(404)]);
    assert!(kept.iter().all(|one| one.request_body == body));
}

#[test]
fn a_request_whose_caller_gives_up_is_logged_and_kept() {
    let lines = Lines::default();
    let sandbox = start(
        Sandbox::builder()
            .request_log(lines.clone())
            .keep_exchanges(10),
    );
    let faults = [
        ("hang", false),
        ("hang;when=after", true),
        ("delay=30", false),
        ("delay=30;when=after", true),
        ("drop", false),
        ("reset;when=after", true),
    ];
    for (number, (fault, _)) in faults.iter().enumerate() {
        let headers = [("x-sandbox-fault", *fault)];
        crate::support::give_up(&sandbox, "GET", "/ping", &headers);
        let began = std::time::Instant::now();
        while sandbox.exchanges().len() <= number {
            assert!(began.elapsed().as_secs() < 5, "{fault} is not kept");
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    }
    let kept = sandbox.exchanges();
    drop(sandbox);
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    for ((line, one), (fault, carried_out)) in text.lines().zip(&kept).zip(faults) {
        assert_eq!(
            (one.status, one.carried_out),
            (None, carried_out),
            "{fault}"
        );
        assert_eq!(
            one.fault.as_deref().unwrap().split(';').next(),
            fault.split(';').next()
        );
        assert_eq!(one.operation, Some("ping"));
        assert!(one.response_body.is_empty() && one.response_headers.is_empty());
        let mark = if carried_out {
            "carried-out"
        } else {
            "not-carried-out"
        };
        assert!(line.contains(" GET /ping - "), "{line}");
        assert!(line.contains(&format!(" ping {mark} fault:")), "{line}");
    }
    assert_eq!((text.lines().count(), kept.len()), (6, 6), "{text}");
}

#[test]
fn a_secret_is_not_kept_however_it_is_written() {
    let sandbox = start(Sandbox::builder().keep_exchanges(10));
    for body in [
        r#"{"authorizationCode":"my-code""#,
        r#"{"authorizationC\u006fde":"my-code"}"#,
        r#"{"authorizationCode":["my-code"]}"#,
        r#"{"authorizationCode":{"a":"my-code"}}"#,
        r#"{"authorizationCode":"my-code","authorizationCode":"my-code"}"#,
        r#"[{"authorizationCode":"my-code"}]"#,
    ] {
        ask(
            &sandbox,
            "POST",
            "/accounts/string/withdraw/string/confirm",
            Some(body),
        );
    }
    let kept = sandbox.exchanges();
    assert_eq!(kept.len(), 6);
    assert!(!format!("{kept:?}").contains("my-code"), "{kept:?}");
}

#[test]
fn nothing_is_kept_unless_it_is_asked_for() {
    let sandbox = crate::support::sandbox();
    ask(&sandbox, "GET", "/ping", None);
    assert!(sandbox.exchanges().is_empty());
}

/// A sink that takes nothing.
struct Stuck(std::sync::mpsc::Receiver<()>);

impl Write for Stuck {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        let _ = self.0.recv();
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_sink_that_is_stuck_holds_nobody_up() {
    let (release, stuck) = std::sync::mpsc::channel();
    let sandbox = start(Sandbox::builder().request_log(Stuck(stuck)));
    let began = std::time::Instant::now();
    for _ in 0..50 {
        assert_eq!(ask(&sandbox, "GET", "/ping", None).status, 200);
    }
    drop(sandbox);
    assert!(began.elapsed() < std::time::Duration::from_secs(8));
    drop(release);
}
