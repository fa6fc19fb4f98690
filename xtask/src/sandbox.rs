//! `pazemo sandbox`, built from the repository and running beside a judge.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;

use crate::{Failure, background::Background};

/// The code that the sandbox takes by default: that of the document's example.
pub(crate) const AUTHORIZATION_CODE: &str = "string";

/// A sandbox with its default settings, until this is dropped.
#[derive(Debug)]
pub(crate) struct Sandbox {
    pub(crate) url: String,
    pub(crate) token: String,
    _program: Background,
}

impl Sandbox {
    /// Starts a new one on a free port. Its log goes to a file.
    pub(crate) fn start(root: &Path, log: &Path) -> Result<Self, Failure> {
        let (program, line) = Background::start_and_listen(
            root,
            program(root)?,
            &["sandbox", "--port", "0", "--format", "json"],
            log,
        )?;
        let object: Value = serde_json::from_str(&line)
            .map_err(|error| format!("the sandbox begins with `{line}`: {error}"))?;
        let field = |name: &str| {
            let value = object[name].as_str().map(str::to_owned);
            value.ok_or_else(|| format!("the sandbox begins with `{line}`, without `{name}`"))
        };
        Ok(Self {
            url: field("url")?,
            token: field("token")?,
            _program: program,
        })
    }
}

/// The program `pazemo` of this repository, built now.
pub(crate) fn program(root: &Path) -> Result<PathBuf, Failure> {
    let output = Command::new("cargo")
        .args(["build", "--quiet", "--package", "pazemo-cli"])
        .args([
            "--bin",
            "pazemo",
            "--message-format",
            "json-render-diagnostics",
        ])
        .current_dir(root)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err("`pazemo` cannot be built".to_owned());
    }
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["target"]["name"] == "pazemo")
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .ok_or_else(|| "cargo does not say where `pazemo` is".to_owned())
}
