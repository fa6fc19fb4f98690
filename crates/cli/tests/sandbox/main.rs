//! `pazemo sandbox` as a user runs it.
#![cfg(unix)]

mod hostile;
#[path = "../../../sandbox/tests/support/mutate.rs"]
mod mutate;
mod options;
mod providers;
mod running;

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, ChildStderr, ChildStdout, Command, Output, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

/// A running program. It is killed when this is dropped, unless it was ended.
struct Running {
    child: Child,
    stdout: BufReader<ChildStdout>,
    stderr: Option<ChildStderr>,
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pazemo"));
    command
        .arg("sandbox")
        .args(arguments)
        .current_dir(std::env::temp_dir())
        .env("COLUMNS", "100")
        .env_remove("CLICOLOR_FORCE");
    command
}

/// Runs it to its end.
fn output(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut child = command(arguments)
            .args(["--port", "0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Self {
            stdout: BufReader::new(child.stdout.take().unwrap()),
            stderr: child.stderr.take(),
            child,
        }
    }

    /// Starts it with `--format json`, and reads the first line.
    fn with_json(arguments: &[&str]) -> (Self, Value) {
        let mut all = vec!["--format", "json"];
        all.extend(arguments);
        let mut running = Self::start(&all);
        let line = running.line();
        let greeting = serde_json::from_str(&line).unwrap_or_else(|_| panic!("{line}"));
        (running, greeting)
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        line
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Ends it by a signal: exit code, the rest of standard output, and standard error.
    fn end(mut self, signal: Signal) -> (Option<i32>, String, String) {
        self.signal(signal);
        let (mut rest, mut errors) = (String::new(), String::new());
        self.stdout.read_to_string(&mut rest).unwrap();
        if let Some(mut stderr) = self.stderr.take() {
            stderr.read_to_string(&mut errors).unwrap();
        }
        (self.child.wait().unwrap().code(), rest, errors)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One request on a connection of its own: the status and the body.
fn request(greeting: &Value, method: &str, path: &str, body: Option<&str>) -> (u16, String) {
    let token = greeting["token"].as_str().unwrap_or_default();
    request_as(greeting, token, method, path, body)
}

fn request_as(
    greeting: &Value,
    token: &str,
    method: &str,
    path: &str,
    body: Option<&str>,
) -> (u16, String) {
    let host = greeting["url"]
        .as_str()
        .unwrap()
        .strip_prefix("http://")
        .unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let body = body.unwrap_or_default();
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    (status.unwrap_or_default(), body.to_owned())
}

fn get(greeting: &Value, path: &str) -> Value {
    let (status, body) = request(greeting, "GET", path, None);
    assert_eq!(status, 200, "{path}: {body}");
    serde_json::from_str(&body).unwrap()
}
