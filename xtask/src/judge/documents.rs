//! Foreign tools for the documents and their exports.

use std::{ffi::OsStr, path::Path};

use super::{documents, node_tool, python_tool};
use crate::{Failure, providers::PROVIDERS};

/// Documents without an example: the provider's page shows none, and none is invented.
const WITHOUT_EXAMPLES: &[&str] = &["qolo"];

pub(super) fn spectral(root: &Path) -> Result<(), Failure> {
    for document in documents() {
        let arguments = [
            "lint",
            "--fail-severity=hint",
            "-r",
            ".spectral.yaml",
            &document,
        ];
        node_tool(root, "spectral", &arguments, &[])?;
    }
    Ok(())
}

pub(super) fn redocly(root: &Path) -> Result<(), Failure> {
    let quiet = [
        ("REDOCLY_TELEMETRY", OsStr::new("off")),
        ("REDOCLY_SUPPRESS_UPDATE_NOTICE", OsStr::new("true")),
    ];
    for document in documents() {
        let arguments = ["lint", "--config", "redocly.yaml", &document];
        node_tool(root, "redocly", &arguments, &quiet)?;
    }
    Ok(())
}

pub(super) fn spec_validator(root: &Path) -> Result<(), Failure> {
    let exports = PROVIDERS.iter().flat_map(|provider| {
        let (folder, name) = (provider.generated(), provider.name);
        ["", "-3.1"].map(|version| format!("../generated/{folder}{name}{version}.json"))
    });
    for document in documents().into_iter().chain(exports) {
        python_tool(root, "openapi-spec-validator", &[&document], &[])?;
    }
    Ok(())
}

pub(super) fn openapi_core(root: &Path) -> Result<(), Failure> {
    for (provider, document) in PROVIDERS.iter().zip(documents()) {
        let mut arguments = vec!["validate_examples.py"];
        if WITHOUT_EXAMPLES.contains(&provider.name) {
            arguments.push("--without-examples");
        }
        arguments.push(&document);
        python_tool(root, "python", &arguments, &[])?;
    }
    Ok(())
}
