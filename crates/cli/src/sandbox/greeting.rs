//! What a sandbox says when it is ready.

use std::fmt::Write as _;

use anstyle::Style;
use pazemo::Secret;
use pazemo_sandbox::Sandbox;
use serde_json::json;

use super::{SandboxArguments, arguments::Format};
use crate::Unusable;

/// Where the sandbox is, and how to talk to it. The token is shown: it is made up, and without it nobody could.
pub(super) fn text(
    arguments: &SandboxArguments,
    sandbox: &Sandbox,
    token: Option<&Secret>,
) -> Result<String, Unusable> {
    let url = sandbox.url();
    match arguments.format {
        Format::Human => Ok(human(arguments, &url, token, code(arguments, sandbox))),
        Format::Json => {
            let line = json!({
                "url": url,
                "token": token.map(Secret::expose),
                "code": code(arguments, sandbox),
                "document": format!("{url}/openapi.yaml"),
                "administration": format!("{url}/_sandbox/openapi.yaml"),
                "preset": arguments.preset,
                "version": env!("CARGO_PKG_VERSION"),
            });
            Ok(format!("{line}\n"))
        }
    }
}

/// The authorization code, where one is good for every withdraw. One that was given is not shown: who gave it knows it.
fn code(arguments: &SandboxArguments, sandbox: &Sandbox) -> Option<String> {
    if is_given(arguments) {
        return None;
    }
    let switches = sandbox.control().switches();
    let is_static = switches.get("authorization-code").as_deref() == Some("static");
    is_static.then(|| switches.get("static-code")).flatten()
}

fn is_given(arguments: &SandboxArguments) -> bool {
    let mut names = arguments.switches.iter().map(|(name, _)| name);
    names.any(|name| name == "static-code")
}

fn human(
    arguments: &SandboxArguments,
    url: &str,
    token: Option<&Secret>,
    code: Option<String>,
) -> String {
    let bold = Style::new().bold();
    let mut text = String::new();
    let set: String = arguments
        .switches
        .iter()
        .map(|(name, value)| match name.as_str() {
            // An authorization code.
            "static-code" => ", static-code=…".to_owned(),
            name => format!(", {name}={value}"),
        })
        .collect();
    let _ = writeln!(
        text,
        "{bold}Pazemo sandbox{bold:#} {}, preset {}{set}\n",
        env!("CARGO_PKG_VERSION"),
        arguments.preset
    );
    let shown = token.map_or("none; the data has no full one", Secret::expose);
    let code = code.unwrap_or_else(|| {
        if is_given(arguments) {
            return "the one given with --switch static-code".to_owned();
        }
        let path = "/_sandbox/accounts/{accountId}/withdraws/{id}/authorization-code";
        format!("each withdraw has its own: GET {url}{path}")
    });
    for (name, value) in [
        ("URL", url),
        ("token", shown),
        ("code", &code),
        (
            "document",
            &format!("{url}/openapi.yaml, {url}/openapi.json"),
        ),
        ("administration", &format!("{url}/_sandbox/openapi.yaml")),
    ] {
        let _ = writeln!(text, "  {name:<16}{value}");
    }
    if let Some(token) = token {
        let _ = writeln!(
            text,
            "\nTry:\n  curl -H {} {url}/users/me",
            quoted(&format!("Authorization: Bearer {}", token.expose()))
        );
    }
    text.push_str("\nCtrl-C ends it.\n");
    text
}

/// One word for a shell.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
