//! Foreign programs: found or missed, run, and judged by their exit code.

use std::{ffi::OsStr, path::Path, process::Command};

use crate::{Failure, say};

/// Runs a program in a folder and fails if it does.
pub(crate) fn run<A: AsRef<OsStr>>(
    folder: &Path,
    program: impl AsRef<OsStr>,
    arguments: &[A],
    environment: &[(&str, &OsStr)],
) -> Result<(), Failure> {
    let shown = shown(program.as_ref(), arguments);
    say(&format!("$ {shown}"));
    let status = Command::new(program.as_ref())
        .args(arguments)
        .envs(environment.iter().copied())
        .current_dir(folder)
        .status()
        .map_err(|error| missing(&shown, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{shown}` failed: {status}"))
    }
}

/// Runs a program that has to fail, and gives what it wrote to standard error.
pub(crate) fn run_to_failure<A: AsRef<OsStr>>(
    folder: &Path,
    program: impl AsRef<OsStr>,
    arguments: &[A],
    environment: &[(&str, &OsStr)],
) -> Result<String, Failure> {
    let shown = shown(program.as_ref(), arguments);
    say(&format!("$ {shown}   (has to fail)"));
    let output = Command::new(program.as_ref())
        .args(arguments)
        .envs(environment.iter().copied())
        .current_dir(folder)
        .output()
        .map_err(|error| missing(&shown, &error))?;
    if output.status.success() {
        return Err(format!("`{shown}` succeeded, and had to fail"));
    }
    Ok(String::from_utf8_lossy(&output.stderr).into_owned())
}

pub(crate) fn missing(shown: &str, error: &std::io::Error) -> Failure {
    format!("`{shown}` cannot be run: {error}; how to install it stands in CONTRIBUTING.md")
}

pub(crate) fn shown<A: AsRef<OsStr>>(program: &OsStr, arguments: &[A]) -> String {
    let words = std::iter::once(program).chain(arguments.iter().map(AsRef::as_ref));
    words
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}
