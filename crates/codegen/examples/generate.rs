//! Prints the client of a document: `cargo run -p pazemo-codegen --example generate -- openapi/pazemo.yaml`.

use std::{io::Write, process::ExitCode};

fn main() -> std::io::Result<ExitCode> {
    let Some(path) = std::env::args().nth(1) else {
        writeln!(std::io::stderr(), "usage: generate DOCUMENT")?;
        return Ok(ExitCode::from(2));
    };
    let text = std::fs::read_to_string(&path)?;
    match pazemo_codegen::generate(&path, &text) {
        Ok(generated) => {
            write!(std::io::stdout(), "{}", generated.source)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(findings) => {
            for finding in findings {
                writeln!(std::io::stderr(), "{finding}")?;
            }
            Ok(ExitCode::from(1))
        }
    }
}
