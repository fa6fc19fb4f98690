//! What is no HTTP, comes too slowly, or is too much: an answer that the document has, or a closed connection.

use std::time::{Duration, Instant};

use crate::support::{Broken, Connection, ask, request, sandbox, start};
use pazemo_sandbox::Sandbox;

#[test]
fn what_is_no_http_is_answered_with_400_and_a_body() {
    let sandbox = sandbox();
    for bytes in [
        "\r\n\r\nnonsense\r\n\r\n",
        "GET /users/me HTTP/1.1\r\nhost: a\r\nbad header\r\n\r\n",
        "GET /users/me HTTP/1.1\r\nhost: a\r\nx: \0\r\n\r\n",
        "GET /users/me HTTP/9.9\r\n\r\n",
        "GET  /users/me HTTP/1.1\r\n\r\n",
        "\x16\x03\x01\x02 hello over TLS\r\n\r\n",
        "POST /beneficiaries HTTP/1.1\r\ncontent-length: x\r\n\r\n",
        "POST /beneficiaries HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
    ] {
        let mut connection = Connection::new(&sandbox);
        connection.send(bytes);
        let answer = connection.receive().unwrap();
        assert_eq!(answer.status, 400, "{bytes:?}");
        assert_eq!(answer.codes(), ["error.http.malformed"], "{bytes:?}");
        assert_eq!(answer.header("connection"), Some("close"));
        assert_eq!(connection.receive(), Err(Broken::Closed), "{bytes:?}");
    }
    assert_eq!(ask(&sandbox, "GET", "/ping", None).status, 200);
}

#[test]
fn nonsense_after_a_good_request_spoils_nothing_of_it() {
    let sandbox = sandbox();
    let mut connection = Connection::new(&sandbox);
    let mut bytes = request(&sandbox, "GET", "/users/me", &[], None);
    bytes.extend(b"nonsense\r\n\r\n");
    connection.send(bytes);
    assert_eq!(connection.receive().unwrap().status, 200);
    let answer = connection.receive().unwrap();
    assert_eq!((answer.status, answer.codes().len()), (400, 1));
}

#[test]
fn a_head_that_is_too_large_is_refused() {
    let sandbox = sandbox();
    let mut connection = Connection::new(&sandbox);
    let long = "x".repeat(300_000);
    connection.send(format!("GET /ping HTTP/1.1\r\nlong: {long}\r\n\r\n"));
    let answer = connection.receive().unwrap();
    assert_eq!(
        (answer.status, answer.codes()[0].as_str()),
        (431, "error.http.head")
    );
    let mut connection = Connection::new(&sandbox);
    let many: String = (0..500).map(|n| format!("h{n}: 1\r\n")).collect();
    connection.send(format!("GET /ping HTTP/1.1\r\n{many}\r\n"));
    assert_eq!(connection.receive().unwrap().status, 431);
    let mut connection = Connection::new(&sandbox);
    connection.send(format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(65_600)));
    let answer = connection.receive().unwrap();
    assert!(matches!(answer.status, 414 | 431), "{}", answer.status);
}

#[test]
fn half_a_request_is_let_go_of() {
    let sandbox = sandbox();
    for half in ["GET /us", "GET /ping HTTP/1.1\r\nhost: a", ""] {
        let mut connection = Connection::new(&sandbox);
        connection.send(half);
        connection.finish();
        let outcome = connection.receive();
        assert!(
            matches!(&outcome, Err(Broken::Closed)) || matches!(&outcome, Ok(a) if a.status == 400),
            "{half:?}: {outcome:?}"
        );
    }
    let mut connection = Connection::new(&sandbox);
    let mut bytes = request(
        &sandbox,
        "POST",
        "/beneficiaries",
        &[],
        Some("{\"bankId\":1}"),
    );
    bytes.truncate(bytes.len() - 4);
    connection.send(bytes);
    connection.finish();
    let outcome = connection.receive();
    assert!(
        matches!(&outcome, Err(Broken::Closed)) || matches!(&outcome, Ok(a) if a.status == 400),
        "{outcome:?}"
    );
}

#[test]
fn slow_senders_are_not_waited_for() {
    let limit = Duration::from_millis(200);
    let sandbox = start(Sandbox::builder().header_timeout(limit).body_timeout(limit));
    let began = Instant::now();
    let mut head = Connection::new(&sandbox);
    head.send("GET /ping HTTP/1.1\r\n");
    assert_eq!(head.receive(), Err(Broken::Closed));
    let mut idle = Connection::new(&sandbox);
    assert_eq!(idle.receive(), Err(Broken::Closed));
    let mut body = Connection::new(&sandbox);
    let mut bytes = request(
        &sandbox,
        "POST",
        "/beneficiaries",
        &[],
        Some("{\"bankId\":1}"),
    );
    bytes.truncate(bytes.len() - 4);
    body.send(bytes);
    let answer = body.receive().unwrap();
    assert_eq!(
        (answer.status, answer.codes()),
        (400, vec!["error.body.time".to_owned()])
    );
    assert_eq!(body.receive(), Err(Broken::Closed));
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_hundred_megabytes_are_refused_and_the_answer_arrives() {
    let sandbox = sandbox();
    let size: usize = 100 << 20;
    let mut connection = Connection::new(&sandbox);
    let mut head = request(
        &sandbox,
        "POST",
        "/beneficiaries",
        &[("content-type", "application/json")],
        None,
    );
    head.truncate(head.len() - 2);
    head.extend(format!("content-length: {size}\r\n\r\n").into_bytes());
    connection.send(head);
    let piece = vec![b'x'; 1 << 20];
    for _ in 0..100 {
        connection.send(&piece);
    }
    let answer = connection.receive().unwrap();
    assert_eq!(answer.status, 413);
    assert!(answer.whole);
    // Sent in chunks, so that nobody can know before.
    let mut connection = Connection::new(&sandbox);
    let headers = [
        ("content-type", "application/json"),
        ("transfer-encoding", "chunked"),
    ];
    connection.send(request(&sandbox, "POST", "/beneficiaries", &headers, None));
    for _ in 0..100 {
        connection.send("100000\r\n");
        connection.send(&piece);
        connection.send("\r\n");
    }
    connection.send("0\r\n\r\n");
    assert_eq!(connection.receive().unwrap().status, 413);
}

#[test]
fn a_large_body_that_is_refused_unread_does_not_swallow_the_answer() {
    let sandbox = sandbox();
    let body = "x".repeat(4 << 20);
    let token = format!("Bearer {}", sandbox.token().expose());
    for (path, authorization, status) in [
        ("/nothing", token.as_str(), 404),
        ("/users/me", token.as_str(), 405),
        ("/users/string", token.as_str(), 200),
        ("/beneficiaries", "none", 401),
    ] {
        let mut connection = Connection::new(&sandbox);
        let method = if status == 200 { "GET" } else { "POST" };
        let headers = [("authorization", authorization)];
        let taken = connection.send(request(&sandbox, method, path, &headers, Some(&body)));
        assert!(taken, "{path}");
        let answer = connection.receive().unwrap();
        assert_eq!(
            (answer.status, answer.header("connection")),
            (status, Some("close")),
            "{path}"
        );
        assert_eq!(connection.receive(), Err(Broken::Closed), "{path}");
    }
}

#[test]
fn a_small_body_that_is_refused_leaves_the_connection_open() {
    let sandbox = sandbox();
    let mut connection = Connection::new(&sandbox);
    let headers = [("authorization", "none")];
    connection.send(request(
        &sandbox,
        "POST",
        "/beneficiaries",
        &headers,
        Some("{}"),
    ));
    assert_eq!(connection.receive().unwrap().status, 401);
    connection.send(request(&sandbox, "GET", "/ping", &[], None));
    assert_eq!(connection.receive().unwrap().status, 200);
}

#[test]
fn who_waits_to_be_told_to_go_on_is_told() {
    let sandbox = sandbox();
    let mut connection = Connection::new(&sandbox);
    let body = r#"{"bankId":"b","address":"a"}"#;
    let bytes = request(
        &sandbox,
        "POST",
        "/beneficiaries",
        &[("expect", "100-continue")],
        Some(body),
    );
    let (head, body) = bytes.split_at(bytes.len() - body.len());
    connection.send(head);
    assert_eq!(connection.receive().unwrap().status, 100);
    connection.send(body);
    assert_eq!(connection.receive().unwrap().status, 200);
}

#[test]
fn a_body_with_ten_times_the_faults_takes_ten_times_as_long_and_not_a_hundred() {
    let sandbox = start(Sandbox::builder().preset("harsh"));
    let timed = |number: usize, field: &dyn Fn(usize) -> String, code: &str| {
        let fields: Vec<String> = (0..number).map(field).collect();
        let body = format!("{{{}}}", fields.join(","));
        let mut connection = Connection::new(&sandbox);
        connection.patience(Duration::from_secs(120));
        let began = Instant::now();
        connection.send(request(
            &sandbox,
            "POST",
            "/beneficiaries",
            &[],
            Some(&body),
        ));
        let answer = connection.receive().expect("an answer");
        let codes = answer.codes();
        assert_eq!((answer.status, codes.len()), (400, 100), "{code}");
        assert_eq!(codes[0], code);
        began.elapsed()
    };
    for (field, code) in [
        (
            (&|_| r#""a":1"#.to_owned()) as &dyn Fn(usize) -> String,
            "error.field.duplicate",
        ),
        (&|n| format!(r#""k{n}":1"#), "error.field.missing"),
    ] {
        // The quickest of three: others may need the processor, too.
        let small = (0..3).map(|_| timed(15_000, field, code)).min();
        let large = (0..3).map(|_| timed(150_000, field, code)).min();
        let (small, large) = (small.expect("three"), large.expect("three"));
        assert!(large < small * 40, "{code}: {small:?}, {large:?}");
    }
}

#[test]
fn the_administration_does_not_wait_for_slow_senders_either() {
    let limit = Duration::from_millis(200);
    let sandbox = start(Sandbox::builder().body_timeout(limit));
    let mut connection = Connection::new(&sandbox);
    connection.send(
        "POST /_sandbox/faults HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{",
    );
    assert_eq!(connection.receive().unwrap().status, 400);
    assert_eq!(connection.receive(), Err(Broken::Closed));
}

#[test]
fn many_silent_connections_are_no_matter() {
    let sandbox = sandbox();
    let silent: Vec<Connection> = (0..400).map(|_| Connection::new(&sandbox)).collect();
    assert_eq!(ask(&sandbox, "GET", "/ping", None).status, 200);
    drop(silent);
    assert_eq!(ask(&sandbox, "GET", "/ping", None).status, 200);
}

#[test]
fn a_large_body_before_a_dropped_connection_is_read_so_that_it_is_no_reset() {
    let sandbox = sandbox();
    let body = "x".repeat(1 << 20);
    for path in ["/users/me", "/beneficiaries"] {
        let method = if path == "/users/me" { "GET" } else { "POST" };
        let headers = [("x-sandbox-fault", "drop")];
        let outcome = crate::support::exchange(&sandbox, method, path, &headers, Some(&body));
        assert_eq!(outcome, Err(Broken::Closed), "{path}");
    }
}
