//! `pazemo docs`.

mod arguments;
mod check;
mod documents;
mod model;
mod pages;
mod propose;

use std::io::Write as _;

use anstyle::{AnsiColor, Style};

use self::arguments::{DiffArguments, DiffFormat, DocsCommand, ModelArguments, ModelFormat};
use crate::{HOLDS, Unusable, write_out};

pub(crate) use arguments::DocsArguments;

pub(crate) fn run(arguments: &DocsArguments) -> Result<u8, Unusable> {
    match &arguments.command {
        DocsCommand::Model(arguments) => model(arguments),
        DocsCommand::Diff(arguments) => diff(arguments),
        DocsCommand::Check(arguments) => check::run(arguments),
        DocsCommand::Propose(arguments) => propose::run(arguments),
    }
}

fn model(arguments: &ModelArguments) -> Result<u8, Unusable> {
    let pages::Named { name, page } = pages::read(&arguments.page)?;
    let text = match arguments.format {
        ModelFormat::Human => model::human(&name, &page),
        ModelFormat::Json => json(serde_json::to_string_pretty(&page))? + "\n",
    };
    write_out(text.as_bytes())?;
    if pages::is_silent(&page) {
        note(&format!(
            "{name} says nothing of an API: no operation, status, object or base address was found"
        ));
    }
    Ok(HOLDS)
}

fn diff(arguments: &DiffArguments) -> Result<u8, Unusable> {
    let (old, new) = pages::pair(&arguments.old, &arguments.new)?;
    let changes = pazemo_page::diff::diff(&old.page, &new.page);
    let text = match arguments.format {
        DiffFormat::Human => changes.human(),
        DiffFormat::Json => json(changes.json())?,
        DiffFormat::Markdown => changes.markdown(),
        DiffFormat::Github => changes.github(&old.name, &new.name),
    };
    write_out(text.as_bytes())?;
    if pages::is_silent(&new.page) {
        note("neither page says anything of an API; only their prose was compared");
    }
    Ok(changes.exit_status())
}

fn json(text: Result<String, serde_json::Error>) -> Result<String, Unusable> {
    text.map_err(|error| Unusable(format!("the result cannot be written as JSON: {error}")))
}

/// Says something beside the result.
fn note(message: &str) {
    let style: Style = AnsiColor::Yellow.on_default().bold();
    // Nobody is left to tell if even this cannot be written.
    let _ = writeln!(anstream::stderr(), "{style}note:{style:#} {message}");
}
