//! Lints a document: `cargo run -p pazemo-openapi --example lint -- openapi/pazemo.yaml`.

use std::{io::Write, process::ExitCode};

fn main() -> std::io::Result<ExitCode> {
    let Some(path) = std::env::args().nth(1) else {
        writeln!(std::io::stderr(), "usage: lint DOCUMENT")?;
        return Ok(ExitCode::from(2));
    };
    let text = std::fs::read_to_string(&path)?;
    let findings = match pazemo_openapi::parse(&path, &text) {
        Ok(root) => pazemo_openapi::lint(&path, &root),
        Err(finding) => vec![finding],
    };
    for finding in &findings {
        writeln!(std::io::stdout(), "{finding}")?;
    }
    Ok(ExitCode::from(u8::from(!findings.is_empty())))
}
