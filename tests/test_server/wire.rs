//! The test server that users get, on the wire: what bare sockets see of it.

use std::{
    io::{ErrorKind as IoErrorKind, Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use crate::support::{
    canary::assert_hidden,
    test_server::{connect, exchange, panic_message, server},
};
use pazemo::testing::Answer;

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

#[test]
fn nothing_listens_once_a_server_is_dropped() {
    let is_refused = |_: &i32| {
        let server = server();
        let address = server.address();
        drop(server);
        TcpStream::connect(address).is_err_and(|e| e.kind() == IoErrorKind::ConnectionRefused)
    };
    // A port that is free again may be somebody else's at once.
    assert!((0..50).filter(is_refused).count() > 40);
}
