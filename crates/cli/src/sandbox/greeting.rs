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
        Format::Human => Ok(human(arguments, &url, token)),
        Format::Json => {
            let line = json!({
                "url": url,
                "token": token.map(Secret::expose),
                "document": format!("{url}/openapi.yaml"),
                "administration": format!("{url}/_sandbox/openapi.yaml"),
                "preset": arguments.preset,
                "version": env!("CARGO_PKG_VERSION"),
            });
            Ok(format!("{line}\n"))
        }
    }
}

fn human(arguments: &SandboxArguments, url: &str, token: Option<&Secret>) -> String {
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
    for (name, value) in [
        ("URL", url),
        ("token", shown),
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
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
