//! `cargo xtask judge`: foreign tools, each of which is present or the judgement fails.

use std::{ffi::OsStr, path::Path, time::Instant};

use crate::{Failure, say, tool, walk};

/// A step: its name and what it does with the repository.
type Step = (&'static str, fn(&Path) -> Result<(), Failure>);

const STEPS: &[Step] = &[
    ("spectral", spectral),
    ("redocly", redocly),
    ("openapi-spec-validator", spec_validator),
    ("openapi-core", openapi_core),
    ("arbitrary-precision", arbitrary_precision),
    ("walk", walk::run),
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

const DOCUMENT: &str = "../openapi/pazemo.yaml";

fn node_tool(
    root: &Path,
    name: &str,
    arguments: &[&str],
    environment: &[(&str, &OsStr)],
) -> Result<(), Failure> {
    let folder = root.join("judge");
    let program = folder.join("node_modules").join(".bin").join(name);
    tool::run(&folder, program, arguments, environment)
}

fn python_tool(root: &Path, name: &str, arguments: &[&str]) -> Result<(), Failure> {
    let folder = root.join("judge");
    let program = folder.join(".venv").join("bin").join(name);
    tool::run(&folder, program, arguments, &[])
}

fn spectral(root: &Path) -> Result<(), Failure> {
    node_tool(
        root,
        "spectral",
        &[
            "lint",
            "--fail-severity=hint",
            "-r",
            ".spectral.yaml",
            DOCUMENT,
        ],
        &[],
    )
}

fn redocly(root: &Path) -> Result<(), Failure> {
    let quiet = [
        ("REDOCLY_TELEMETRY", OsStr::new("off")),
        ("REDOCLY_SUPPRESS_UPDATE_NOTICE", OsStr::new("true")),
    ];
    node_tool(
        root,
        "redocly",
        &["lint", "--config", "redocly.yaml", DOCUMENT],
        &quiet,
    )
}

fn spec_validator(root: &Path) -> Result<(), Failure> {
    python_tool(root, "openapi-spec-validator", &[DOCUMENT])?;
    python_tool(
        root,
        "openapi-spec-validator",
        &["../generated/pazemo.json"],
    )?;
    python_tool(
        root,
        "openapi-spec-validator",
        &["../generated/pazemo-3.1.json"],
    )
}

fn openapi_core(root: &Path) -> Result<(), Failure> {
    python_tool(root, "python", &["validate_examples.py", DOCUMENT])
}

/// A user's build in which some crate has switched on serde_json's `arbitrary_precision`: amounts stay exact.
fn arbitrary_precision(root: &Path) -> Result<(), Failure> {
    let target = root.join("target").join("arbitrary-precision");
    let environment = [("CARGO_TARGET_DIR", target.as_os_str())];
    tool::run(
        &root.join("judge").join("arbitrary-precision"),
        "cargo",
        &["test", "--quiet"],
        &environment,
    )
}
