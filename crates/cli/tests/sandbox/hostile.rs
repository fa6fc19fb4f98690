//! Callers who mean harm or know no better: the program goes on answering others, and its memory stays within bounds. What they are answered is
//! held against the document in the tests of the sandbox itself. `cargo xtask soak` runs these with larger numbers.
#![cfg(target_os = "linux")]

use std::{
    fs,
    io::{ErrorKind, Read, Write},
    net::{Shutdown, SocketAddr, TcpStream},
    time::{Duration, Instant},
};

use fastrand::Rng;
use rustix::process::Signal;
use serde_json::Value;

use crate::{Running, mutate, request};

const QUIET: [&str; 1] = ["--quiet"];

/// A number from the environment, for long runs.
fn number(name: &str, usual: u64) -> u64 {
    let said = std::env::var(name).ok();
    said.map_or(usual, |said| said.parse().unwrap())
}

/// Memory that the program has now, in KiB.
fn resident(running: &Running) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", running.child.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.unwrap().trim().trim_end_matches(" kB");
    number.parse().unwrap()
}

fn address(greeting: &Value) -> SocketAddr {
    let url = greeting["url"].as_str().unwrap();
    url.trim_start_matches("http://").parse().unwrap()
}

fn assert_serves(greeting: &Value) {
    let began = Instant::now();
    assert_eq!(request(greeting, "GET", "/users/me", None).0, 200);
    assert!(began.elapsed() < Duration::from_secs(2));
}

/// It ends in good order, and has said nothing of a panic.
fn end(running: Running) {
    let (code, _, errors) = running.end(Signal::TERM);
    assert_eq!((code, errors.as_str()), (Some(0), ""));
}

/// Opens and closes many connections a few times: how much more memory than at the start each costs at most, in bytes.
fn cost_of_idle_connections(first_words: &[u8]) -> u64 {
    let count = number("PAZEMO_IDLE_CONNECTIONS", 500);
    rlimit::increase_nofile_limit(u64::MAX).unwrap();
    let (running, greeting) = Running::with_json(&QUIET);
    assert_serves(&greeting);
    let start = resident(&running);
    let mut most = 0;
    for _ in 0..6 {
        let idle: Vec<TcpStream> = (0..count)
            .map(|_| {
                let mut stream = TcpStream::connect(address(&greeting)).unwrap();
                stream.write_all(first_words).unwrap();
                stream
            })
            .collect();
        assert_serves(&greeting);
        most = most.max(resident(&running));
        drop(idle);
        assert_serves(&greeting);
    }
    end(running);
    most.saturating_sub(start) * 1024 / count
}

#[test]
fn idle_connections_cost_next_to_nothing() {
    let each = cost_of_idle_connections(b"");
    assert!(each <= 4 << 10, "{each} bytes");
}

#[test]
fn connections_that_stop_in_their_first_words_leave_nothing_behind() {
    // Buffers are used again, though not at once: if they were lost, six times as much would be gone.
    let each = cost_of_idle_connections(b"GET /users/me HTTP/1.1\r\n");
    assert!(each <= 48 << 10, "{each} bytes");
}

#[test]
fn a_hundred_megabytes_are_not_kept() {
    let (running, greeting) = Running::with_json(&QUIET);
    let token = greeting["token"].as_str().unwrap();
    assert_serves(&greeting);
    let start = resident(&running);
    let piece = vec![b' '; 1 << 20];
    for framing in ["content-length: 104857600", "transfer-encoding: chunked"] {
        let mut stream = TcpStream::connect(address(&greeting)).unwrap();
        write!(
            stream,
            "POST /beneficiaries HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\ncontent-type: application/json\r\n{framing}\r\n\r\n"
        )
        .unwrap();
        for _ in 0..100 {
            let begin = if framing.starts_with('t') {
                "100000\r\n"
            } else {
                ""
            };
            let end = &"\r\n"[..begin.len().min(2)];
            let parts = [begin.as_bytes(), &piece, end.as_bytes()];
            // It may have been cut off; the answer is there all the same.
            if parts.iter().any(|part| stream.write_all(part).is_err()) {
                break;
            }
        }
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).unwrap();
        assert_eq!(&answer, b"HTTP/1.1 413", "{framing}");
        let grown = resident(&running).saturating_sub(start);
        // A body of eight MiB is allowed, and its buffer doubles.
        assert!(grown < 24 << 10, "{framing}: {grown} KiB");
    }
    assert_serves(&greeting);
    end(running);
}

#[test]
fn random_bytes_do_not_make_it_grow() {
    let time = Duration::from_secs(number("PAZEMO_FUZZ_SECONDS", 2));
    let mut random = Rng::with_seed(number("PAZEMO_FUZZ_SEED", 11));
    let (running, greeting) = Running::with_json(&QUIET);
    let good = good(greeting["token"].as_str().unwrap());
    let mut levels = Vec::new();
    let began = Instant::now();
    while began.elapsed() < time || levels.len() < 2 {
        for _ in 0..500 {
            let bytes = mutate::request(&mut random, &good);
            assert!(
                ends(address(&greeting), &bytes),
                "{:?}",
                String::from_utf8_lossy(&bytes)
            );
        }
        assert_serves(&greeting);
        // What is stored is let go of.
        assert_eq!(request(&greeting, "POST", "/_sandbox/reset", None).0, 200);
        levels.push(resident(&running));
    }
    let tenth = levels.len().div_ceil(10);
    let early = levels[..tenth].iter().max().unwrap();
    let late = levels[levels.len() - tenth..].iter().max().unwrap();
    assert!(*late <= early + 4096, "{early} KiB, then {late} KiB");
    end(running);
}

/// Heads and bodies of good requests.
fn good(token: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
    let requests = [
        ("GET", "/users/me", ""),
        ("GET", "/users/string/accounts", ""),
        ("GET", "/users/string/accounts/string", ""),
        ("POST", "/users/string/accounts", r#"{"currencyId":"USD"}"#),
        (
            "POST",
            "/beneficiaries",
            r#"{"bankId":"string","address":"string"}"#,
        ),
        (
            "POST",
            "/accounts/string/withdraw",
            r#"{"id":"first","amount":1.50,"beneficiaryId":0,"referenceData":{}}"#,
        ),
        (
            "POST",
            "/accounts/string/withdraw/first/confirm",
            r#"{"authorizationCode":"string"}"#,
        ),
        (
            "POST",
            "/accounts/string/withdraw/first/cancel",
            r#"{"authorizationCode":"string"}"#,
        ),
        ("GET", "/_sandbox/state", ""),
        ("GET", "/openapi.json", ""),
    ];
    let requests = requests.map(|(method, path, body)| {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\ncontent-type: application/json\r\n"
        );
        (head.into_bytes(), body.as_bytes().to_vec())
    });
    requests.to_vec()
}

/// Sends bytes and nothing more; whether the connection ends.
fn ends(address: SocketAddr, bytes: &[u8]) -> bool {
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);
    match stream.read_to_end(&mut Vec::new()) {
        Ok(_) => true,
        Err(error) => error.kind() == ErrorKind::ConnectionReset,
    }
}
