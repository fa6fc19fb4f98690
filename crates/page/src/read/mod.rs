//! From each form to blocks.

use crate::{
    block::Block,
    model::Warning,
    source::{Form, Source},
};

mod folder;
mod form;
mod html;
mod markdown;
mod text;

pub(crate) use folder::folder;
pub(crate) use form::form_of;

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
