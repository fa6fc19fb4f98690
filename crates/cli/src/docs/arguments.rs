//! What can be said to `pazemo docs`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// Read a provider's documentation page: what it says, what changed, where it and the document disagree
///
/// A page is a file in Markdown, HTML or plain text, a folder of a Slate site (`index.html.md` with its `includes`), or `-` for standard input. Which of them
/// it is shows from the text itself. Nothing is fetched: use curl for that.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 nothing that concerns the API, 1 something was found, 2 what was given cannot be used.

From a changed page to a new client:
  curl -fsSL https://docs.example.com > new.html
  pazemo docs diff old.html new.html
  pazemo docs propose old.html new.html > page.patch
  git apply page.patch
  cargo build"
)]
pub(crate) struct DocsArguments {
    #[command(subcommand)]
    pub(super) command: DocsCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum DocsCommand {
    Model(ModelArguments),
    Diff(DiffArguments),
    Check(CheckArguments),
    Propose(ProposeArguments),
}

/// Print what was read from a page
///
/// Base addresses, statuses, object tables, and of each operation its line, tables, examples, samples, and where they contradict each other. This is what
/// the other commands work on: look here first if one of them says something odd. Lines are those of the page.
#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 the page was read, 2 it cannot be used.

Examples:
  pazemo docs model page.html
  pazemo docs model slate/source --format json
  curl -fsSL https://docs.example.com | pazemo docs model -")]
pub(super) struct ModelArguments {
    /// The page: a file, a folder of a Slate site, or - for standard input
    #[arg(value_name = "PAGE")]
    pub(super) page: PathBuf,

    /// How to print it
    #[arg(long, value_enum, default_value_t = ModelFormat::Human)]
    pub(super) format: ModelFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ModelFormat {
    /// Tables for people
    Human,
    /// One JSON object with everything that was read
    Json,
}

/// Say what changed between two pages, in terms of the API
///
/// Changes have levels. `api`: an operation, a field, a type, a status, a base address, the authentication. `example`: what examples and code samples show.
/// `doc`: headings and prose. Order, layout and indentation are silent. What a form has lost (a plain-text copy loses much) is a warning, never a change:
/// compare pages of the same form if you can. docs/page.md explains every kind.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 nothing of level `api`, 1 something of level `api`, 2 what was given cannot be used.

Examples:
  pazemo docs diff old.html new.html
  pazemo docs diff old.html new.html --format markdown > issue.md
  git show HEAD~1:docs/page.md | pazemo docs diff - docs/page.md
  pazemo docs diff old/source new/source --format json"
)]
pub(super) struct DiffArguments {
    /// The page as it was: a file, a folder of a Slate site, or - for standard input
    #[arg(value_name = "OLD")]
    pub(super) old: PathBuf,

    /// The page as it is
    #[arg(value_name = "NEW")]
    pub(super) new: PathBuf,

    /// How to print the changes
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub(super) format: DiffFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// Lines by level and operation
    Human,
    /// One JSON object: `changes` and `warnings`
    Json,
    /// Text for an issue or a pull request
    Markdown,
    /// Annotations in the log of a GitHub workflow
    Github,
}

/// Say where a page and the document disagree, and where the page contradicts itself
///
/// Each finding has a rule, a line of the page, a place in the document, and what would be right. What the deviations file has decided is counted, and shown
/// by --all. A deviation that the page no longer shows is stale, and a claim that changed under one is reported: both are findings. Several pages of one
/// provider are taken together.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 nothing that is not accepted, 1 something was found, 2 what was given cannot be used.

Examples:
  pazemo docs check page.html
  pazemo docs check page.html --all
  pazemo docs check page.md --document api.yaml --deviations api.deviations.yaml
  curl -fsSL https://docs.example.com | pazemo docs check - --format github"
)]
pub(super) struct CheckArguments {
    /// The pages: files, folders of a Slate site, or - for standard input
    #[arg(value_name = "PAGE", required = true)]
    pub(super) pages: Vec<PathBuf>,

    /// An OpenAPI 3.0 document (YAML or JSON) instead of Pazemo's, which is built in
    #[arg(long, value_name = "FILE")]
    pub(super) document: Option<PathBuf>,

    /// What has been decided about it. Pazemo's are built in; with --document there are none unless they are named
    #[arg(long, value_name = "FILE")]
    pub(super) deviations: Option<PathBuf>,

    /// Write down in the deviations file what the pages say now where they are accepted (its section `claims`), once a person has looked: from then on
    /// a claim that changes is reported
    #[arg(long, requires = "deviations")]
    pub(super) write_claims: bool,

    /// Show what is accepted, notes, and claims that nothing answers as well
    #[arg(long)]
    pub(super) all: bool,

    /// How to print the findings
    #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
    pub(super) format: CheckFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// Findings for people
    Human,
    /// One JSON object with everything, accepted ones included
    Json,
    /// Annotations in the log of a GitHub workflow
    Github,
}

/// Turn what changed on a page into a patch of the document, for a person to look at
///
/// A new operation comes with its tag, name, parameters, schemas and statuses, a new field with its type, each with the evidence `inferred` and a comment with
/// the line of the page: `# proposed from the page, line 12: confirm`. What a machine must not decide, such as a type that changed or a field that is gone, is
/// a comment in the document and a note on standard error. The patch keeps the rules of the document, so that the client builds. Nothing is applied: look at
/// the patch, then `git apply` it.
///
/// With one page alone, what is proposed are the operations, statuses and base addresses that the document does not have.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 the patch was printed, or there is nothing to propose, 2 what was given cannot be used.

Examples:
  pazemo docs propose old.html new.html > page.patch
  pazemo docs propose new.html --document openapi/pazemo.yaml
  pazemo docs propose old.md new.md --document api.yaml --write proposed.yaml"
)]
pub(super) struct ProposeArguments {
    /// The page as it was; or, alone, the page to hold against the document
    #[arg(value_name = "OLD")]
    pub(super) old: PathBuf,

    /// The page as it is
    #[arg(value_name = "NEW")]
    pub(super) new: Option<PathBuf>,

    /// The document in YAML, instead of Pazemo's, which is built in and called openapi/pazemo.yaml
    #[arg(long, value_name = "FILE")]
    pub(super) document: Option<PathBuf>,

    /// Write the document as it is proposed into another file as well
    #[arg(long, value_name = "FILE")]
    pub(super) write: Option<PathBuf>,
}
