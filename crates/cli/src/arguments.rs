//! What can be said on the command line.

use std::path::PathBuf;

use clap::{
    Args, Parser, Subcommand, ValueEnum,
    builder::{PossibleValue, PossibleValuesParser},
};
use pazemo::documents::PROVIDERS;
use pazemo_sandbox::Defect;

use crate::{call::CallArguments, docs::DocsArguments, sandbox::SandboxArguments};

/// Calls the Pazemo API, stands in for it on this machine, and checks that document, recordings and client agree
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
    Docs(DocsArguments),
    /// Print a completion script for a shell
    ///
    /// For bash: `pazemo completions bash > ~/.local/share/bash-completion/completions/pazemo`
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// Drive every operation, and check all exchanges against the document and the client's types
///
/// For each provider, the client makes every call of the API, good ones and such as have to be refused, to a sandbox that is started for it on this machine.
/// These exchanges and the recorded ones, request and response, are checked against the document's schemas and passed through the client's
/// types and back; what stands on the provider's page is compared with the document's example digit by digit.
/// Without options document and recordings are those built into this program. No network but the machine's own loopback is used.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 everything holds, 1 something was found, 2 what was given cannot be used.

Examples:
  pazemo verify
  pazemo verify --provider qolo
  pazemo verify --recordings captured/ --format json
  pazemo verify --document openapi/pazemo.yaml
  pazemo verify --save exchanges/
  pazemo verify --port 4010 --through http://127.0.0.1:4011"
)]
pub(crate) struct VerifyArguments {
    /// Check this provider alone; may be given several times. Without it all are checked, or Pazemo alone if an option below is about one
    #[arg(long, value_name = "PROVIDER", value_parser = providers())]
    pub(crate) provider: Vec<String>,

    /// An OpenAPI 3.0 document (YAML or JSON) instead of the built-in one. The sandbox keeps to the built-in one
    #[arg(long, value_name = "FILE")]
    pub(crate) document: Option<PathBuf>,

    /// A folder of recordings (*.yaml) instead of the built-in ones; nothing is driven then
    #[arg(long, value_name = "DIR")]
    pub(crate) recordings: Option<PathBuf>,

    /// Drive nothing; check the recordings alone, say against the document of another API
    #[arg(long, alias = "no-live")]
    pub(crate) no_drive: bool,

    /// Write the exchanges with the sandbox into a folder, without credentials, as --recordings takes them; if several providers are checked, into a
    /// folder each below it
    #[arg(long, value_name = "DIR", conflicts_with_all = ["recordings", "no_drive"])]
    pub(crate) save: Option<PathBuf>,

    /// Let the sandbox listen on this port instead of any free one
    #[arg(long, conflicts_with_all = ["recordings", "no_drive"])]
    pub(crate) port: Option<u16>,

    /// Send the client's requests to this proxy, which passes them on to the sandbox. Requests that break the document are left out then: the
    /// proxy would answer them
    #[arg(long, value_name = "URL", requires = "port")]
    pub(crate) through: Option<String>,

    /// For tests: the sandbox has this bug
    #[arg(long, hide = true, value_parser = defect, conflicts_with_all = ["recordings", "no_drive"])]
    pub(crate) sandbox_defect: Option<Defect>,

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

/// What `pazemo sandbox` calls the provider of a document, where that is another name.
pub(crate) fn other_name(provider: &str) -> Option<&'static str> {
    (provider == "paysera-wallet").then_some("paysera")
}

fn providers() -> PossibleValuesParser {
    let values = PROVIDERS.iter().map(|provider| {
        let value = PossibleValue::new(provider.name);
        match other_name(provider.name) {
            Some(other) => value.alias(other),
            None => value,
        }
    });
    PossibleValuesParser::new(values)
}

fn defect(name: &str) -> Result<Defect, String> {
    let found = Defect::ALL.iter().find(|defect| defect.name() == name);
    found.copied().ok_or_else(|| {
        let names: Vec<&str> = Defect::ALL.iter().map(|defect| defect.name()).collect();
        format!("there are {}", names.join(", "))
    })
}
