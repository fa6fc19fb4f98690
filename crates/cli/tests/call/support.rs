//! The program, and what it said.

use std::{
    fs,
    io::Write,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use pazemo::testing::Server;
use serde_json::Value;

pub(crate) const TOKEN: &str = "tok3n-canary-of-the-test";
pub(crate) const CODE: &str = "c0de-canary";

/// A run of the program, which finds nothing of its own in the process's environment.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pazemo"));
    command
        .arg("call")
        .args(arguments)
        .current_dir(std::env::temp_dir())
        .env("COLUMNS", "100")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    for name in [
        "PAZEMO_ENVIRONMENT",
        "PAZEMO_URL",
        "PAZEMO_TOKEN",
        "PAZEMO_LIVE_TOKEN",
        "PAZEMO_SANDBOX_TOKEN",
        "PAZEMO_AUTHORIZATION_CODE",
    ] {
        command.env_remove(name);
    }
    command
}

/// A run against a server, with token and code in the process's environment.
pub(crate) fn command_to(server: &Server, arguments: &[&str]) -> Command {
    let mut command = command(arguments);
    command
        .env("PAZEMO_URL", format!("http://{}", server.address()))
        .env("PAZEMO_TOKEN", TOKEN)
        .env("PAZEMO_AUTHORIZATION_CODE", CODE);
    command
}

#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// The one object on standard output.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// What was wrong, if nothing was sent because of it.
    #[track_caller]
    pub(crate) fn unusable(&self) -> &str {
        assert_eq!(self.code, Some(2), "{self:?}");
        assert_eq!(self.out, "", "{self:?}");
        &self.err
    }
}

pub(crate) fn wait(child: Child) -> Said {
    let output = child.wait_with_output().unwrap();
    Said {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(crate) fn run(mut command: Command) -> Said {
    wait(command.spawn().unwrap())
}

pub(crate) fn run_with_input(mut command: Command, input: &str) -> Said {
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    // The program may end without having read it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    wait(child)
}

pub(crate) fn call(server: &Server, arguments: &[&str]) -> Said {
    run(command_to(server, arguments))
}

/// A file with this text, as long as the folder lives.
pub(crate) fn file(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, text).unwrap();
    (folder, path)
}

/// Runs in as many places as there are secrets to hide.
#[track_caller]
pub(crate) fn assert_hidden(said: &Said) {
    for secret in [TOKEN, CODE] {
        let shown = format!("{}{}", said.out, said.err).to_lowercase();
        assert!(!shown.contains(secret), "{said:?}");
    }
}
