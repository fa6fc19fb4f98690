//! Foreign tools for the document and its exports.

use std::{ffi::OsStr, path::Path};

use super::{DOCUMENT, node_tool, python_tool};
use crate::Failure;

pub(super) fn spectral(root: &Path) -> Result<(), Failure> {
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

pub(super) fn redocly(root: &Path) -> Result<(), Failure> {
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

pub(super) fn spec_validator(root: &Path) -> Result<(), Failure> {
    for document in [
        DOCUMENT,
        "../generated/pazemo.json",
        "../generated/pazemo-3.1.json",
    ] {
        python_tool(root, "openapi-spec-validator", &[document], &[])?;
    }
    Ok(())
}

pub(super) fn openapi_core(root: &Path) -> Result<(), Failure> {
    python_tool(root, "python", &["validate_examples.py", DOCUMENT], &[])
}
