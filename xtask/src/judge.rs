//! `cargo xtask judge`: foreign tools, each of which is present or the judgement fails.

mod clients;
mod documents;
mod prism;
mod schemathesis;

use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    time::Instant,
};

use crate::{Failure, providers::PROVIDERS, say, tool, walk, walk_page};

/// A step: its name and what it does with the repository.
type Step = (&'static str, fn(&Path) -> Result<(), Failure>);

const STEPS: &[Step] = &[
    ("spectral", documents::spectral),
    ("redocly", documents::redocly),
    ("openapi-spec-validator", documents::spec_validator),
    ("openapi-core", documents::openapi_core),
    ("schemathesis", schemathesis::run),
    ("prism-proxy", prism::run),
    ("typescript", clients::typescript),
    ("python", clients::python),
    ("arbitrary-precision", arbitrary_precision),
    ("walk", walk::run),
    ("page-walk", walk_page::run_walk),
];

pub(crate) fn run(root: &Path, only: Option<&str>) -> Result<(), Failure> {
    let chosen: Vec<&Step> = STEPS
        .iter()
        .filter(|(name, _)| only.is_none_or(|only| name.contains(only)))
        .collect();
    if chosen.is_empty() {
        let names: Vec<&str> = STEPS.iter().map(|(name, _)| *name).collect();
        return Err(format!("no such step; there are {}", names.join(", ")));
    }
    let mut failures = Vec::new();
    for (name, step) in &chosen {
        let start = Instant::now();
        match step(root) {
            Ok(()) => say(&format!("{name}: holds ({:.1?})", start.elapsed())),
            Err(failure) => {
                say(&format!("{name}: {failure}"));
                failures.push(*name);
            }
        }
    }
    if failures.is_empty() {
        say(&format!("{} judges, all hold", chosen.len()));
        Ok(())
    } else {
        Err(format!(
            "{} of {} judges: {}",
            failures.len(),
            chosen.len(),
            failures.join(", ")
        ))
    }
}

/// How many operations the document of Pazemo has.
const OPERATIONS: usize = 12;

/// The document of Pazemo, from the folder of the tools.
const DOCUMENT: &str = "../openapi/pazemo.yaml";

/// The documents of all providers, in their order, from the folder of the tools.
fn documents() -> Vec<String> {
    let names = PROVIDERS.iter().map(|provider| provider.name);
    names
        .map(|name| format!("../openapi/{name}.yaml"))
        .collect()
}

/// Keeps tools from asking a proxy for what runs on this machine.
const NO_PROXY: [(&str, &str); 2] = [("NO_PROXY", "127.0.0.1"), ("no_proxy", "127.0.0.1")];

/// The folder of the tools.
fn folder(root: &Path) -> PathBuf {
    root.join("judge")
}

/// Where a tool that npm installed is.
fn node_program(root: &Path, name: &str) -> PathBuf {
    folder(root).join("node_modules").join(".bin").join(name)
}

/// Where a tool that pip installed is.
fn python_program(root: &Path, name: &str) -> PathBuf {
    folder(root).join(".venv").join("bin").join(name)
}

fn node_tool(
    root: &Path,
    name: &str,
    arguments: &[&str],
    environment: &[(&str, &OsStr)],
) -> Result<(), Failure> {
    tool::run(
        &folder(root),
        node_program(root, name),
        arguments,
        environment,
    )
}

fn python_tool(
    root: &Path,
    name: &str,
    arguments: &[&str],
    environment: &[(&str, &OsStr)],
) -> Result<(), Failure> {
    tool::run(
        &folder(root),
        python_program(root, name),
        arguments,
        environment,
    )
}

/// The search path with pip's tools in front, for tools that look for others there.
fn path_with_python(root: &Path) -> Result<OsString, Failure> {
    let tools = folder(root).join(".venv").join("bin");
    let others = std::env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(tools).chain(std::env::split_paths(&others));
    std::env::join_paths(all).map_err(|error| format!("the search path cannot be written: {error}"))
}

/// An empty folder for what a judge writes.
fn empty_folder(root: &Path, name: &str) -> Result<PathBuf, Failure> {
    let folder = root.join("target").join("judge").join(name);
    let cleared = match std::fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => std::fs::create_dir_all(&folder),
    };
    cleared.map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}

/// A user's build in which some crate has switched on serde_json's `arbitrary_precision`: amounts stay exact.
fn arbitrary_precision(root: &Path) -> Result<(), Failure> {
    let target = root.join("target").join("arbitrary-precision");
    let environment = [("CARGO_TARGET_DIR", target.as_os_str())];
    tool::run(
        &folder(root).join("arbitrary-precision"),
        "cargo",
        &["test", "--quiet"],
        &environment,
    )
}
