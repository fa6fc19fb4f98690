//! From each form to blocks.

use std::path::Path;

use crate::{
    block::Block,
    model::Warning,
    source::{Form, Source, Unreadable},
};

mod html;
mod markdown;
mod text;

/// The form that a text looks like.
pub(crate) fn form_of(text: &str) -> Form {
    let _ = text;
    Form::Markdown
}

/// A Slate site: its index, with the files that it includes behind it.
pub(crate) fn folder(path: &Path) -> Result<Source, Unreadable> {
    let text = crate::source::text_of(&path.join("index.html.md"))?;
    Ok(Source::of_form(
        path.display().to_string(),
        text,
        Form::Markdown,
    ))
}

/// The blocks of a page.
pub(crate) fn blocks(source: &Source) -> (Vec<Block>, Vec<Warning>) {
    match source.form() {
        Form::Markdown => markdown::blocks(source.text()),
        Form::Html => html::blocks(source.text()),
        Form::Text => text::blocks(source.text()),
    }
}
