//! What can be said to `pazemo call`.

use clap::{
    Args, ValueEnum,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
use heck::ToKebabCase;
use pazemo::{Operation, types::UserId};

use super::shape::DOCUMENT;

/// Call an operation of the API
///
/// Sends the request by the client of this project, with its limits, repeats and verdicts, prints the answer as the server sent it, and says
/// by the exit code what the call did. Fields are typed by the document; amounts are taken digit for digit.
///
/// Neither tokens nor authorization codes are arguments: other users of the machine can read those. The token comes from --token-file,
/// PAZEMO_LIVE_TOKEN, PAZEMO_SANDBOX_TOKEN (with --url: PAZEMO_TOKEN) or a prompt; the code from --code-file, PAZEMO_AUTHORIZATION_CODE, the
/// field of a body that is read from a file, or a prompt.
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct CallArguments {
    /// The operation, by its name in the document; `create-withdraw` does for `createWithdraw`
    #[arg(value_parser = operation_parser(), ignore_case = true)]
    pub(super) operation: &'static Operation,

    /// Parameters of the path and fields of the body: name=value, or name:=JSON for anything that is no text or number. `body.NAME` is the field where a parameter has the same
    /// name
    #[arg(value_name = "NAME=VALUE")]
    pub(super) fields: Vec<String>,

    /// The body in JSON: @FILE, - for standard input, or the text itself. Fields given by name are added to it
    #[arg(long, value_name = "@FILE|-|JSON")]
    pub(super) data: Option<String>,

    /// Send fields that the document does not describe, too
    #[arg(long)]
    pub(super) allow_unknown_fields: bool,

    /// Where to at the provider: live, or its sandbox, which is not `pazemo sandbox`. PAZEMO_ENVIRONMENT without it; there is no default
    #[arg(long, value_enum, conflicts_with = "url")]
    pub(super) environment: Option<Name>,

    /// A server of your own: https://…, or http://… on this machine, such as `pazemo sandbox`. PAZEMO_URL without it
    #[arg(long)]
    pub(super) url: Option<String>,

    /// A file with the token; - for standard input
    #[arg(long, value_name = "FILE")]
    pub(super) token_file: Option<String>,

    /// A file with the authorization code; - for standard input
    #[arg(long, value_name = "FILE")]
    pub(super) code_file: Option<String>,

    /// The user that the token has to belong to; otherwise nothing that changes something is sent
    #[arg(long, value_name = "USER_ID", value_parser = str::parse::<UserId>)]
    pub(super) expect_user: Option<UserId>,

    /// Do not ask before something is changed
    #[arg(long)]
    pub(super) yes: bool,

    /// Print the request and send nothing; needs neither token nor code
    #[arg(long)]
    pub(super) dry_run: bool,

    /// Print what the operation takes and send nothing
    #[arg(long)]
    pub(super) describe: bool,

    /// How long the call may take in all, in seconds [default: 60]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=86400))]
    pub(super) timeout: Option<u64>,

    /// How long one attempt may take, in seconds [default: 30]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=86400))]
    pub(super) attempt_timeout: Option<u64>,

    /// How many attempts there may be, where the call may be repeated [default: 3]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(super) attempts: Option<u32>,

    /// How to print answer or error
    #[arg(long, value_enum, default_value_t = CallFormat::Human)]
    pub(super) format: CallFormat,

    /// Print the answer on one line
    #[arg(long)]
    pub(super) compact: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Name {
    /// Real money
    Live,
    /// For test tokens
    Sandbox,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CallFormat {
    /// The body of the answer on standard output; errors on standard error
    Human,
    /// One JSON object on standard output, for answers and errors
    Json,
}

const AFTER_HELP: &str = "\
Exit codes:
  0  success
  2  what was given cannot be used; nothing was sent
  3  not sent, or not processed: it may be made again, once what was in the way is mended
  4  refused: this call changed nothing (if the basis is `assumption`, that is a guess)
  5  unknown: it may have been carried out; keep the identifier, do not repeat it
  6  done, but the answer cannot be read or speaks of other data; do not repeat it
A call that only reads changes nothing: after 5 and 6 it may be made again. `next:` says what fits.

With --format json, an answer is {\"operation\", \"status\", \"attempts\", \"body\"}, an error {\"operation\",
\"error\": {\"kind\", \"message\", \"delivery\", \"basis\", \"status\", \"attempts\", \"withdraw_id\",
\"answered_withdraw_id\", \"mismatched_fields\", \"retry_after\", \"body\"}}. With exit code 2 its kind is
`unusable_input`, and the operation null if it is not known. The token, the code and fields that the
document calls secret are shown as [redacted].

Examples:
  pazemo call getCurrentUser --environment sandbox
  pazemo call createWithdraw accountId=account-1 --data @withdraw.json --dry-run
  pazemo call confirmWithdraw accountId=account-1 id=invoice-17 --code-file code.txt --format json

Without an account at the provider, while `pazemo sandbox` runs:
  export PAZEMO_URL=http://127.0.0.1:4711 PAZEMO_TOKEN=sandbox-full-token
  pazemo call getCurrentUser
  pazemo call createWithdraw accountId=string amount=150.00 beneficiaryId=0 id=invoice-17";

fn operation_parser() -> impl TypedValueParser<Value = &'static Operation> {
    let values = DOCUMENT.operations().into_iter().filter_map(|described| {
        let operation = find(described.id)?;
        let help = format!(
            "{} {}: {}",
            described.method, described.path, described.summary
        );
        let value = PossibleValue::new(operation.id()).help(help);
        Some(value.alias(operation.id().to_kebab_case()))
    });
    let parser = PossibleValuesParser::new(values.collect::<Vec<_>>());
    parser.try_map(|name| find(&name).ok_or("no such operation"))
}

fn find(name: &str) -> Option<&'static Operation> {
    let is = |operation: &&Operation| {
        let (id, alias) = (operation.id(), operation.id().to_kebab_case());
        name.eq_ignore_ascii_case(id) || name.eq_ignore_ascii_case(&alias)
    };
    pazemo::operations().iter().find(is)
}
