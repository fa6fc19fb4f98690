//! The program `pazemo`. Each subcommand joins what the crates give.

mod arguments;
mod call;
mod docs;
mod flow;
mod sandbox;
mod verify;

use std::{io::Write, process::ExitCode};

use anstyle::{AnsiColor, Style};
use arguments::{Arguments, Command};
use clap::{CommandFactory, Parser};

/// Nothing was found.
const HOLDS: u8 = 0;
/// Something was found.
const FINDINGS: u8 = 1;
/// What was given cannot be used.
const UNUSABLE: u8 = 2;

/// Why a command cannot do its work; one message for a person.
#[derive(Debug)]
struct Unusable(String);

fn main() -> ExitCode {
    let arguments = Arguments::try_parse().unwrap_or_else(|error| {
        call::not_understood(&error);
        error.exit()
    });
    let result = match arguments.command {
        Command::Call(arguments) => call::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Sandbox(arguments) => sandbox::run(&arguments),
        Command::Docs(arguments) => docs::run(&arguments),
        Command::Completions { shell } => completions(shell),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(Unusable(message)) => {
            let error = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
            let mut stderr = anstream::stderr();
            // Nobody is left to tell if even this cannot be written.
            let _ = writeln!(stderr, "{error}error:{error:#} {message}");
            ExitCode::from(UNUSABLE)
        }
    }
}

fn completions(shell: clap_complete::Shell) -> Result<u8, Unusable> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "pazemo", &mut script);
    write_out(&script)?;
    Ok(HOLDS)
}

/// Writes to standard output; a reader that has gone away is no error of ours.
fn write_out(bytes: &[u8]) -> Result<(), Unusable> {
    let mut stdout = anstream::stdout();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Unusable(format!(
            "standard output cannot be written: {error}"
        ))),
        _ => Ok(()),
    }
}
