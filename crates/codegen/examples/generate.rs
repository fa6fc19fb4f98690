//! Prints the client of a document, and of its verdicts if they are given:
//! `cargo run -p pazemo-codegen --example generate -- openapi/pazemo.yaml openapi/pazemo.verdicts.yaml`.

use std::{io::Write, process::ExitCode};

fn main() -> std::io::Result<ExitCode> {
    let Some(path) = std::env::args().nth(1) else {
        writeln!(std::io::stderr(), "usage: generate DOCUMENT [VERDICTS]")?;
        return Ok(ExitCode::from(2));
    };
    let text = std::fs::read_to_string(&path)?;
    let verdicts = match std::env::args().nth(2) {
        Some(path) => Some((path.clone(), std::fs::read_to_string(path)?)),
        None => None,
    };
    let sources = pazemo_codegen::Sources {
        document: (&path, &text),
        verdicts: verdicts.as_ref().map(|(path, text)| (&**path, &**text)),
        module: pazemo_codegen::Module::new("", "example"),
    };
    match pazemo_codegen::generate(&sources) {
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
