//! Requests as bytes, to see answers as they are on the wire.

#![allow(dead_code, unreachable_pub)]

pub mod contract;
pub mod pairwise;
pub mod payer;
pub mod texts;

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    time::Duration,
};

use pazemo_sandbox::{Sandbox, SandboxBuilder};
use serde_json::Value;

/// A sandbox on a thread of its own.
pub fn sandbox() -> Sandbox {
    start(Sandbox::builder())
}

pub fn start(builder: SandboxBuilder) -> Sandbox {
    builder.start_blocking().expect("it starts")
}

/// An answer as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Whether the body was as long as announced.
    pub whole: bool,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(one, _)| one == name);
        found.map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("the body is JSON")
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The codes of a validation error.
    pub fn codes(&self) -> Vec<String> {
        let body = self.json();
        let errors = body["errors"].as_array().cloned().unwrap_or_default();
        let codes = errors.iter().map(|error| error["code"].as_str());
        codes
            .map(|code| code.unwrap_or_default().to_owned())
            .collect()
    }
}

/// What came instead of a whole answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// The connection was closed.
    Closed,
    /// The connection was reset.
    Reset,
    /// Nothing came in time.
    Silent,
}

/// A connection to a sandbox.
pub struct Connection {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Connection {
    pub fn new(sandbox: &Sandbox) -> Self {
        let stream = TcpStream::connect(sandbox.address()).expect("it listens");
        let connection = Self {
            stream,
            read: Vec::new(),
        };
        connection.patience(Duration::from_secs(10));
        connection
    }

    /// How long to wait for bytes.
    pub fn patience(&self, time: Duration) {
        self.stream.set_read_timeout(Some(time)).expect("a timeout");
    }

    /// Sends bytes; whether the other side has taken them all. If it has closed, what it sent before can be read all the same.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(bytes.as_ref()).is_ok()
    }

    /// No more is sent.
    pub fn finish(&self) {
        let _ = self.stream.shutdown(std::net::Shutdown::Write);
    }

    fn more(&mut self) -> Result<(), Broken> {
        let mut piece = [0; 16384];
        match self.stream.read(&mut piece) {
            Ok(0) => Err(Broken::Closed),
            Ok(read) => {
                self.read.extend_from_slice(&piece[..read]);
                Ok(())
            }
            Err(error) => Err(match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::TimedOut => Broken::Silent,
                ErrorKind::ConnectionReset => Broken::Reset,
                other => panic!("{other}"),
            }),
        }
    }

    /// The next answer; `has_body` is false after `HEAD`.
    pub fn receive_to(&mut self, has_body: bool) -> Result<Answer, Broken> {
        let end = loop {
            match self.read.windows(4).position(|four| four == b"\r\n\r\n") {
                Some(end) => break end,
                None => self.more()?,
            }
        };
        let head = String::from_utf8(self.read[..end].to_vec()).expect("a head is text");
        self.read.drain(..end + 4);
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.get(9..12));
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let mut answer = Answer {
            status: status.and_then(|s| s.parse().ok()).expect("a status"),
            headers,
            body: Vec::new(),
            whole: true,
        };
        let length = answer.header("content-length").and_then(|l| l.parse().ok());
        let length: usize = if has_body { length.unwrap_or(0) } else { 0 };
        while self.read.len() < length {
            if let Err(broken) = self.more() {
                if broken == Broken::Silent {
                    return Err(broken);
                }
                answer.whole = false;
                break;
            }
        }
        answer.body = self.read.drain(..length.min(self.read.len())).collect();
        Ok(answer)
    }

    pub fn receive(&mut self) -> Result<Answer, Broken> {
        self.receive_to(true)
    }
}

/// A request with the sandbox's token, and with more headers.
pub fn request(
    sandbox: &Sandbox,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<&str>,
) -> Vec<u8> {
    let token = sandbox.token();
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: sandbox\r\n");
    let has = |name: &str| {
        headers
            .iter()
            .any(|(one, _)| one.eq_ignore_ascii_case(name))
    };
    if !has("authorization") {
        head += &format!("authorization: Bearer {}\r\n", token.expose());
    }
    if let Some(body) = body {
        if !has("content-type") {
            head += "content-type: application/json\r\n";
        }
        head += &format!("content-length: {}\r\n", body.len());
    }
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    head += "\r\n";
    head += body.unwrap_or_default();
    head.into_bytes()
}

/// Sends a request on a connection of its own.
pub fn exchange(
    sandbox: &Sandbox,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<&str>,
) -> Result<Answer, Broken> {
    let mut connection = Connection::new(sandbox);
    connection.send(request(sandbox, method, path, headers, body));
    connection.receive_to(method != "HEAD")
}

/// Sends a request, and leaves without waiting for the answer.
pub fn give_up(sandbox: &Sandbox, method: &str, path: &str, headers: &[(&str, &str)]) {
    let mut connection = Connection::new(sandbox);
    connection.send(request(sandbox, method, path, headers, None));
    std::thread::sleep(Duration::from_millis(100));
}

/// Sends a request with the sandbox's token, and nothing more; it is answered.
pub fn ask(sandbox: &Sandbox, method: &str, path: &str, body: Option<&str>) -> Answer {
    exchange(sandbox, method, path, &[], body).expect("an answer")
}

/// One request for each operation, all of them good.
pub const GOOD: [(&str, &str, &str, Option<&str>); 12] = [
    ("getCurrentUser", "GET", "/users/me", None),
    ("getUser", "GET", "/users/string", None),
    (
        "createAccount",
        "POST",
        "/users/string/accounts",
        Some(r#"{"currencyId":"USD"}"#),
    ),
    ("listAccounts", "GET", "/users/string/accounts", None),
    ("getAccount", "GET", "/users/string/accounts/string", None),
    (
        "createBeneficiary",
        "POST",
        "/beneficiaries",
        Some(r#"{"bankId":"string","address":"string"}"#),
    ),
    (
        "createWithdraw",
        "POST",
        "/accounts/string/withdraw",
        Some(r#"{"id":"first","amount":1.50,"beneficiaryId":0}"#),
    ),
    (
        "confirmWithdraw",
        "POST",
        "/accounts/string/withdraw/string/confirm",
        Some(r#"{"authorizationCode":"string"}"#),
    ),
    (
        "cancelWithdraw",
        "POST",
        "/accounts/string/withdraw/first/cancel",
        Some(r#"{"authorizationCode":"string"}"#),
    ),
    ("check", "GET", "/check", None),
    ("ping", "GET", "/ping", None),
    ("pingQueue", "GET", "/pingQueue", None),
];
