//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::{call::CallArguments, sandbox::SandboxArguments};

/// Calls the Pazemo API, and checks that document, recordings and client of it agree
#[derive(Debug, Parser)]
#[command(name = "pazemo", version, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 everything holds, 1 something was found, 2 what was given cannot be used. `call` has more."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Call(Box<CallArguments>),
    Verify(VerifyArguments),
    Sandbox(Box<SandboxArguments>),
    /// Print a completion script for a shell
    ///
    /// For bash: `pazemo completions bash > ~/.local/share/bash-completion/completions/pazemo`
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// Check recorded exchanges against the document and the client's types
///
/// Every exchange, request and response, is checked against the document's schemas, passed through the
/// client's types and back, and, if it stands on the provider's page, compared with the document's example digit by digit.
/// Without options the document and recordings built into this program are checked; no network is used.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 everything holds, 1 something was found, 2 what was given cannot be used.

Examples:
  pazemo verify
  pazemo verify --recordings captured/ --format json
  pazemo verify --document openapi/pazemo.yaml"
)]
pub(crate) struct VerifyArguments {
    /// An OpenAPI 3.0 document (YAML or JSON) instead of the built-in one
    #[arg(long, value_name = "FILE")]
    pub(crate) document: Option<PathBuf>,

    /// A folder of recordings (*.yaml) instead of the built-in ones
    #[arg(long, value_name = "DIR")]
    pub(crate) recordings: Option<PathBuf>,

    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,

    /// From which severity on a finding makes the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Warning, value_name = "SEVERITY")]
    pub(crate) fail_on: FailOn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A table and findings for people
    Human,
    /// One JSON object
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Every finding
    Warning,
    /// Only errors; warnings are shown all the same
    Error,
}
