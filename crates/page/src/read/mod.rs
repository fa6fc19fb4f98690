//! From each form to blocks.

use crate::{
    block::Block,
    model::Warning,
    source::{Form, Source},
};

mod folder;
mod html;
mod markdown;
mod text;

pub(crate) use folder::folder;

/// The form that a text looks like.
pub(crate) fn form_of(text: &str) -> Form {
    let _ = text;
    Form::Markdown
}

/// The blocks of a page.
pub(crate) fn blocks(source: &Source) -> (Vec<Block>, Vec<Warning>) {
    let (blocks, found) = match source.form() {
        Form::Markdown => markdown::blocks(source.text()),
        Form::Html => html::blocks(source.text()),
        Form::Text => text::blocks(source.text()),
    };
    let mut warnings = source.warnings().to_vec();
    warnings.extend(found);
    (blocks, warnings)
}
