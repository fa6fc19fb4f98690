//! The question before something is changed where real money may move.

use std::io::{self, BufRead, IsTerminal, Write, stderr};

use pazemo::{Operation, OperationKind, dynamic::Preview};

use super::{
    arguments::CallArguments,
    credentials::Target,
    hidden::Hidden,
    json::{Layout, render},
};
use crate::Unusable;

pub(super) fn is_needed(
    arguments: &CallArguments,
    target: &Target,
    operation: &Operation,
) -> Result<bool, Unusable> {
    if operation.kind() == OperationKind::Read || !target.may_be_live || arguments.yes {
        return Ok(false);
    }
    if io::stdin().is_terminal() {
        return Ok(true);
    }
    Err(Unusable(format!(
        "{} changes something where real money may move, and there is no terminal to ask at; right would be --yes",
        operation.id()
    )))
}

/// Whether the person at the terminal means it. What authorizes a withdraw is confirmed by its identifier, all else by `yes`.
pub(super) fn is_meant(
    operation: &Operation,
    preview: &Preview,
    about: Option<&str>,
    hidden: &Hidden,
) -> Result<bool, Unusable> {
    let unwritable =
        |error: io::Error| Unusable(format!("standard error cannot be written: {error}"));
    let word = match about {
        Some(id) if operation.kind() == OperationKind::Authorize => id,
        _ => "yes",
    };
    let body = preview.body().map(String::from_utf8_lossy);
    let body = body.map(|body| render(&body, Layout::Indented, hidden) + "\n");
    let mut out = stderr().lock();
    write!(
        out,
        "This changes something where real money may move.\n\n{} {}\n{}\nType {word} to send it: ",
        preview.method(),
        preview.url(),
        body.unwrap_or_default()
    )
    .and_then(|()| out.flush())
    .map_err(unwritable)?;
    let mut answer = String::new();
    io::stdin()
        .lock()
        .read_line(&mut answer)
        .map_err(|error| Unusable(format!("standard input cannot be read: {error}")))?;
    Ok(answer.trim() == word)
}
