//! Callers who mean harm or know no better. Each gets an answer that the document has, or one of HTTP's own, or a closed connection; and the
//! next caller is served.

#[path = "support/mutate.rs"]
mod mutate;
mod support;

use std::{
    panic,
    sync::{Once, atomic::AtomicUsize, atomic::Ordering::SeqCst},
    thread,
    time::{Duration, Instant},
};

use fastrand::Rng;
use pazemo_sandbox::Sandbox;
use serde_json::Value;
use support::{Answer, Broken, Connection, GOOD, ask, request, sandbox, start};

/// The operations that take a body.
fn operations_with_bodies() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    GOOD.iter()
        .filter_map(|(operation, _, path, body)| Some((*operation, *path, (*body)?)))
}

/// What the document and HTTP have for requests that are wrong.
fn assert_documented(answer: &Answer, what: &str) {
    assert!(answer.whole, "{what}: {answer:?}");
    let text = answer.text();
    let body: Value = match answer.status {
        200 if answer.header("content-type") == Some("text/plain; charset=utf-8") => return,
        _ => serde_json::from_str(&text).unwrap_or_else(|error| panic!("{what}: {error}: {text}")),
    };
    let is_text = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
    let documented = match answer.status {
        200 => body.is_object() || body.is_array(),
        401 => is_text(&body["error"]) && is_text(&body["error_description"]),
        400 | 402 | 409 | 410 | 413 | 414 | 415 | 431 if body.get("errors").is_some() => {
            let errors = body["errors"].as_array().unwrap();
            let is_whole = |error: &Value| is_text(&error["code"]) && is_text(&error["message"]);
            !errors.is_empty() && errors.iter().all(is_whole)
        }
        403 | 404 | 405 | 409 | 410 | 413 | 414 | 415 => {
            // The path is empty if what was asked for has none.
            body["status"] == answer.status && is_text(&body["message"]) && body["path"].is_string()
        }
        _ => false,
    };
    assert!(documented, "{what}: {} {text}", answer.status);
}

/// All answers until the connection ends, and how it did.
fn until_closed(connection: &mut Connection) -> (Vec<Answer>, Broken) {
    let mut answers = Vec::new();
    loop {
        match connection.receive() {
            Ok(answer) if answer.status == 100 => {}
            Ok(answer) => answers.push(answer),
            Err(broken) => return (answers, broken),
        }
    }
}

fn assert_serves(sandbox: &Sandbox) {
    assert_eq!(ask(sandbox, "GET", "/users/me", None).status, 200);
    sandbox.control().check().unwrap();
    assert_eq!(PANICS.load(SeqCst), 0, "a sandbox panicked");
}

static PANICS: AtomicUsize = AtomicUsize::new(0);

/// A panic while a request is answered looks like a closed connection from outside.
fn count_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |information| {
            if thread::current().name() == Some("pazemo-sandbox") {
                PANICS.fetch_add(1, SeqCst);
            }
            usual(information);
        }));
    });
}

#[test]
fn what_is_no_json_is_refused() {
    count_panics();
    let sandbox = sandbox();
    let deep = |open: &str, close: &str| {
        let depth = 100_000;
        format!("{}{}", open.repeat(depth), close.repeat(depth))
    };
    let malformed = [
        "{",
        "}",
        "[",
        "\"",
        "{]",
        "{}}",
        "{} {}",
        "{,}",
        "{\"amount\"}",
        "{\"amount\":}",
        "{\"amount\":1,}",
        "{\"amount\":1 \"id\":\"a\"}",
        "{amount:1}",
        "{'amount':1}",
        "{\"amount\":01}",
        "{\"amount\":+1}",
        "{\"amount\":.5}",
        "{\"amount\":1.}",
        "{\"amount\":1e}",
        "{\"amount\":0x10}",
        "{\"amount\":NaN}",
        "{\"amount\":-Infinity}",
        "{\"amount\":1}//",
        "{\"amount\":1/**/}",
        "{\"id\":\"\\x\"}",
        "{\"id\":\"\\u12\"}",
        "{\"id\":\"\\ud800\"}",
        "{\"id\":\"\\udc00\\ud800\"}",
        "{\"id\":\"\u{0}\"}",
        "{\"id\":\"\n\"}",
        "\u{feff}{\"amount\":1}",
        "\u{a0}{}",
        "True",
        "nul",
        "undefined",
        "amount=1",
        "<xml/>",
        "{\"amount\":1,\"amount\":2}",
        "{\"amount\":1e999999999}",
    ]
    .map(str::to_owned);
    let deeps = [deep("[", "]"), deep("{\"a\":", "}"), "[".repeat(100_000)];
    for (operation, path, _) in operations_with_bodies() {
        for body in malformed.iter().chain(&deeps) {
            let answer = ask(&sandbox, "POST", path, Some(body));
            let shown: String = body.chars().take(40).collect();
            assert_eq!(answer.status, 400, "{operation}: {shown}");
            assert_documented(&answer, &format!("{operation}: {shown}"));
        }
    }
    assert_serves(&sandbox);
}

#[test]
fn json_of_another_form_is_refused() {
    count_panics();
    let sandbox = sandbox();
    let nines = "9".repeat(100_000);
    let others = [
        "null",
        "true",
        "0",
        "\"\"",
        "[]",
        "[{}]",
        "{\"amount\":null}",
        "{\"amount\":\"1\"}",
        "{\"amount\":[1]}",
        "{\"amount\":-1}",
        "{\"amount\":79228162514264337593543950336}",
        "{\"amount\":1,\"referenceData\":[]}",
        "{\"amount\":1,\"id\":1}",
        "{\"amount\":1,\"notes\":{}}",
    ];
    let others = others.map(str::to_owned).into_iter();
    let long = [
        format!("{{\"amount\":{nines}}}"),
        format!("{{\"amount\":0.{nines}}}"),
        format!("{{\"amount\":1e{nines}}}"),
    ];
    for body in others.chain(long) {
        let answer = ask(&sandbox, "POST", "/accounts/string/withdraw", Some(&body));
        let shown: String = body.chars().take(40).collect();
        assert_eq!(answer.status, 400, "{shown}: {}", answer.text());
        assert_documented(&answer, &shown);
    }
    assert_serves(&sandbox);
}

#[test]
fn a_body_cut_anywhere_is_refused() {
    let sandbox = sandbox();
    for (operation, path, body) in operations_with_bodies() {
        for end in 0..body.len() {
            let answer = ask(&sandbox, "POST", path, Some(&body[..end]));
            assert_eq!(answer.status, 400, "{operation}: {}", &body[..end]);
            assert_documented(&answer, operation);
        }
    }
    assert_serves(&sandbox);
}

#[test]
fn a_request_cut_anywhere_is_refused_or_the_connection_closed() {
    count_panics();
    let sandbox = sandbox();
    let withdraws = sandbox.control().withdraws().len();
    let whole = request(
        &sandbox,
        "POST",
        "/accounts/string/withdraw",
        &[],
        Some(r#"{"amount":1}"#),
    );
    for end in 0..whole.len() {
        let mut connection = Connection::new(&sandbox);
        connection.send(&whole[..end]);
        connection.finish();
        let (answers, how) = until_closed(&mut connection);
        assert_ne!(how, Broken::Silent, "{end}");
        for answer in answers {
            assert_eq!(answer.status, 400, "{end}");
            assert_documented(&answer, &format!("the first {end} bytes"));
        }
        // This one does not wait for an answer.
        Connection::new(&sandbox).send(&whole[..end]);
    }
    assert_serves(&sandbox);
    assert_eq!(sandbox.control().withdraws().len(), withdraws);
}

#[test]
fn a_caller_who_stops_anywhere_is_let_go() {
    count_panics();
    let limit = Duration::from_millis(300);
    let sandbox = start(Sandbox::builder().header_timeout(limit).body_timeout(limit));
    let whole = request(
        &sandbox,
        "POST",
        "/beneficiaries",
        &[],
        Some(r#"{"bankId":"string"}"#),
    );
    let began = Instant::now();
    let stopped: Vec<Connection> = (0..whole.len())
        .map(|end| {
            let mut connection = Connection::new(&sandbox);
            connection.send(&whole[..end]);
            connection
        })
        .collect();
    for (end, mut connection) in stopped.into_iter().enumerate() {
        let (answers, how) = until_closed(&mut connection);
        assert_ne!(how, Broken::Silent, "{end}");
        for answer in answers {
            assert_eq!(answer.status, 400, "{end}");
            assert_documented(&answer, &format!("the first {end} bytes"));
        }
    }
    assert!(
        began.elapsed() < Duration::from_secs(10),
        "{:?}",
        began.elapsed()
    );
    assert_serves(&sandbox);
}

#[test]
fn a_caller_who_sends_drop_by_drop_is_let_go() {
    let limit = Duration::from_millis(300);
    let sandbox = start(Sandbox::builder().header_timeout(limit).body_timeout(limit));
    let whole = request(
        &sandbox,
        "POST",
        "/beneficiaries",
        &[],
        Some(r#"{"bankId":"string","address":"string"}"#),
    );
    let head = whole.windows(4).position(|four| four == b"\r\n\r\n");
    // Drops of the head, and drops of the body.
    for at_once in [0, head.unwrap() + 4] {
        let mut connection = Connection::new(&sandbox);
        connection.send(&whole[..at_once]);
        connection.patience(Duration::from_millis(20));
        let began = Instant::now();
        let mut drops = whole[at_once..].iter();
        let answer = loop {
            if let Some(drop) = drops.next() {
                connection.send([*drop]);
            }
            match connection.receive() {
                Err(Broken::Silent) => assert!(began.elapsed() < Duration::from_secs(10)),
                other => break other,
            }
        };
        assert!(drops.len() > 0, "{at_once}: it was read to its end");
        if let Ok(answer) = answer {
            assert_eq!(answer.status, 400);
            assert_documented(&answer, "drop by drop");
        }
    }
    assert_serves(&sandbox);
}

#[test]
fn what_is_no_http_is_answered_or_closed() {
    count_panics();
    let sandbox = sandbox();
    let long = "a".repeat(100_000);
    let many = "x: y\r\n".repeat(10_000);
    let good = "authorization: Bearer sandbox-full-token\r\ncontent-type: application/json\r\n";
    let requests: Vec<Vec<u8>> = [
        "\0\0\0\0".to_owned(),
        "\r\n\r\n\r\n\r\n".to_owned(),
        "GET\r\n\r\n".to_owned(),
        "GET / HTTP/3.7\r\n\r\n".to_owned(),
        "GET /users/me HTTP/1.1\r\n : x\r\n\r\n".to_owned(),
        "GET /users/me HTTP/1.1\r\nhost\r\n\r\n".to_owned(),
        "GET /users/me HTTP/1.1\r\nhost: a\0b\r\n\r\n".to_owned(),
        "GET /users/me HTTP/1.1\r\nhost: a\r\n folded\r\n\r\n".to_owned(),
        "GET /\u{e9}\u{1f980} HTTP/1.1\r\nhost: a\r\n\r\n".to_owned(),
        "GET http://[::1]:99999/users/me HTTP/1.1\r\nhost: a\r\n\r\n".to_owned(),
        "GET * HTTP/1.1\r\nhost: a\r\n\r\n".to_owned(),
        "CONNECT sandbox:80 HTTP/1.1\r\nhost: a\r\n\r\n".to_owned(),
        "OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n".to_owned(),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u{4}\0\0\0\0\0".to_owned(),
        format!("GET /{long} HTTP/1.1\r\nhost: a\r\n\r\n"),
        format!("GET /users/me HTTP/1.1\r\nhost: {long}\r\n\r\n"),
        format!("GET /users/me HTTP/1.1\r\n{many}\r\n"),
        format!("{long} / HTTP/1.1\r\n\r\n"),
        format!("POST /beneficiaries HTTP/1.1\r\n{good}content-length: -1\r\n\r\n"),
        format!("POST /beneficiaries HTTP/1.1\r\n{good}content-length: 18446744073709551616\r\n\r\n"),
        format!("POST /beneficiaries HTTP/1.1\r\n{good}content-length: 18446744073709551615\r\n\r\n{{}}"),
        format!("POST /beneficiaries HTTP/1.1\r\n{good}content-length: 2\r\ncontent-length: 3\r\n\r\n{{}}"),
        format!("POST /beneficiaries HTTP/1.1\r\n{good}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"),
        format!("POST /beneficiaries HTTP/1.1\r\n{good}transfer-encoding: gzip\r\n\r\n{{}}"),
        format!("POST /beneficiaries HTTP/1.1\r\n{good}transfer-encoding: chunked\r\n\r\nxyz\r\n{{}}\r\n0\r\n\r\n"),
        format!("POST /beneficiaries HTTP/1.1\r\n{good}transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n"),
        format!("POST /beneficiaries HTTP/1.1\r\n{good}transfer-encoding: chunked\r\n\r\n2;{long}\r\n{{}}\r\n0\r\n\r\n"),
        format!("POST /beneficiaries HTTP/1.1\r\n{good}transfer-encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n{many}\r\n"),
    ]
    .into_iter()
    .map(String::into_bytes)
    // The beginning of TLS.
    .chain([b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec()])
    .collect();
    for bytes in requests {
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).into_owned();
        let mut connection = Connection::new(&sandbox);
        connection.send(&bytes);
        connection.finish();
        let (answers, how) = until_closed(&mut connection);
        assert_ne!(how, Broken::Silent, "{shown:?}");
        for answer in &answers {
            assert!(
                (400..=431).contains(&answer.status),
                "{shown:?}: {answer:?}"
            );
            assert_documented(answer, &shown);
        }
    }
    assert_serves(&sandbox);
}

#[test]
fn a_caller_who_never_reads_holds_nobody_up() {
    let sandbox = sandbox();
    let one = request(&sandbox, "GET", "/openapi.json", &[], None);
    let deaf: Vec<Connection> = (0..20)
        .map(|_| {
            let mut connection = Connection::new(&sandbox);
            connection.send(one.repeat(100));
            connection
        })
        .collect();
    assert_serves(&sandbox);
    drop(deaf);
    assert_serves(&sandbox);
}

/// `PAZEMO_FUZZ_SECONDS` and `PAZEMO_FUZZ_SEED` let it run longer and otherwise; `cargo xtask soak` does.
#[test]
fn random_bytes_are_answered_or_the_connection_closed() {
    count_panics();
    let number = |name: &str, usual: u64| -> u64 {
        let said = std::env::var(name).ok();
        said.map_or(usual, |said| said.parse().unwrap())
    };
    let time = Duration::from_secs(number("PAZEMO_FUZZ_SECONDS", 3));
    let mut random = Rng::with_seed(number("PAZEMO_FUZZ_SEED", 7));
    let sandbox = sandbox();
    let good: Vec<(Vec<u8>, Vec<u8>)> = GOOD
        .iter()
        .map(|(_, method, path, body)| {
            let mut head = request(&sandbox, method, path, &[], None);
            head.truncate(head.len() - 2);
            if body.is_some() {
                head.extend_from_slice(b"content-type: application/json\r\n");
            }
            (head, body.unwrap_or_default().as_bytes().to_vec())
        })
        .collect();
    let began = Instant::now();
    let mut statuses = std::collections::BTreeMap::<u16, u32>::new();
    for case in 0.. {
        if began.elapsed() > time {
            break;
        }
        let bytes = mutate::request(&mut random, &good);
        let mut connection = Connection::new(&sandbox);
        connection.send(&bytes);
        connection.finish();
        let (answers, how) = until_closed(&mut connection);
        let shown = || format!("case {case}: {:?}", String::from_utf8_lossy(&bytes));
        assert_ne!(how, Broken::Silent, "{}", shown());
        for answer in &answers {
            *statuses.entry(answer.status).or_default() += 1;
            assert_documented(answer, &shown());
        }
        if case % 1_000 == 999 {
            assert_serves(&sandbox);
            // What was stored is let go of, so that it does not run out of money or memory.
            sandbox.control().reset().unwrap();
        }
    }
    assert_serves(&sandbox);
    // It would prove little if all of them failed in the same way.
    for status in [200, 400, 401, 404, 405, 415] {
        assert!(statuses.contains_key(&status), "{status}: {statuses:?}");
    }
}
