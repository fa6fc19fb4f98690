//! The program, and pages for it.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;

#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// What was wrong with what was given.
    #[track_caller]
    pub(crate) fn unusable(&self) -> &str {
        assert_eq!(self.code, Some(2), "{self:?}");
        assert_eq!(self.out, "", "{self:?}");
        self.err.strip_prefix("error: ").unwrap_or(&self.err)
    }
}

/// The folder of the test pages. Paths are relative to it, so that what is said is the same on every machine.
fn pages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../page/tests")
}

pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pazemo"));
    command
        .arg("docs")
        .args(arguments)
        .current_dir(pages())
        .env("COLUMNS", "100")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("NO_COLOR")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

pub(crate) fn run(mut command: Command) -> Said {
    said(&command.output().unwrap())
}

pub(crate) fn docs(arguments: &[&str]) -> Said {
    run(command(arguments))
}

/// A run that reads this from standard input.
pub(crate) fn docs_with_input(arguments: &[&str], input: &[u8]) -> Said {
    let mut child = command(arguments).stdin(Stdio::piped()).spawn().unwrap();
    // The program may end without having read it.
    let _ = child.stdin.take().unwrap().write_all(input);
    said(&child.wait_with_output().unwrap())
}

fn said(output: &std::process::Output) -> Said {
    Said {
        code: output.status.code(),
        out: String::from_utf8(output.stdout.clone()).unwrap(),
        err: String::from_utf8(output.stderr.clone()).unwrap(),
    }
}

/// The text of a test page.
pub(crate) fn page(name: &str) -> String {
    fs::read_to_string(pages().join(name)).unwrap()
}

/// A test page with something else in the place of `old`, in a file of its own as long as the folder lives.
#[track_caller]
pub(crate) fn changed(name: &str, old: &str, new: &str) -> (tempfile::TempDir, String) {
    let text = page(name);
    assert!(text.contains(old), "{name} has no {old:?}");
    file(text.replacen(old, new, 1).as_bytes())
}

pub(crate) fn file(bytes: &[u8]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page");
    fs::write(&path, bytes).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}
