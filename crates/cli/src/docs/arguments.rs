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
