//! Clients that others' generators make from the documents compile, and that of Pazemo completes a flow of calls against the sandbox.

use std::{ffi::OsStr, path::Path};

use super::{NO_PROXY, documents, empty_folder, folder, node_tool, path_with_python, python_tool};
use crate::{
    Failure,
    providers::PROVIDERS,
    sandbox::{AUTHORIZATION_CODE, Sandbox},
    tool,
};

/// Types by openapi-typescript, calls by openapi-fetch, checked by tsc, run by node.
pub(super) fn typescript(root: &Path) -> Result<(), Failure> {
    for (provider, document) in PROVIDERS.iter().zip(documents()) {
        let output = format!("generated/{}.d.ts", provider.name);
        let arguments = [document.as_str(), "--output", &output];
        node_tool(root, "openapi-typescript", &arguments, &[])?;
    }
    node_tool(root, "tsc", &["--project", "tsconfig.json"], &[])?;
    with_sandbox(root, "typescript", |environment| {
        let program = ["generated/typescript/flow.mjs"];
        tool::run(&folder(root), "node", &program, environment)
    })
}

/// A package by openapi-python-client.
pub(super) fn python(root: &Path) -> Result<(), Failure> {
    let path = path_with_python(root)?;
    for (provider, document) in PROVIDERS.iter().zip(documents()) {
        let package = format!("{}_client", provider.name.replace('-', "_"));
        let output = format!("generated/{package}");
        let arguments = [
            "generate",
            "--path",
            &document,
            "--output-path",
            &output,
            "--meta",
            "none",
            "--overwrite",
            "--fail-on-warning",
        ];
        python_tool(
            root,
            "openapi-python-client",
            &arguments,
            &[("PATH", &path)],
        )?;
        let environment = [("PYTHONPATH", OsStr::new("generated"))];
        let arguments = ["import_client.py", &package];
        python_tool(root, "python", &arguments, &environment)?;
    }
    with_sandbox(root, "python", |environment| {
        let mut environment = environment.to_vec();
        environment.push(("PYTHONPATH", OsStr::new("generated")));
        python_tool(root, "python", &["flow.py"], &environment)
    })
}

/// Does something with a new sandbox, which the environment describes.
fn with_sandbox(
    root: &Path,
    name: &str,
    flow: impl FnOnce(&[(&str, &OsStr)]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let logs = empty_folder(root, name)?;
    let sandbox = Sandbox::start(root, &logs.join("sandbox.log"))?;
    let mut environment = NO_PROXY
        .map(|(name, value)| (name, OsStr::new(value)))
        .to_vec();
    environment.extend([
        ("PAZEMO_URL", OsStr::new(&sandbox.url)),
        ("PAZEMO_TOKEN", OsStr::new(&sandbox.token)),
        ("PAZEMO_AUTHORIZATION_CODE", OsStr::new(AUTHORIZATION_CODE)),
    ]);
    flow(&environment)
}
