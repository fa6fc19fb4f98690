//! What a provider's documentation page says about an API.
//!
//! ```text
//! Markdown ─┐
//! HTML ─────┼─ read/ ─▶ blocks ─ extract/ ─▶ Page ─┬─ diff/ ────▶ what changed between two pages
//! text ─────┘                                      ├─ check/ ───▶ where page and document disagree
//!                                                  └─ propose/ ─▶ a patch of the document, for a person to look at
//! ```
//!
//! A reader knows a form and nothing of APIs; extraction knows APIs and nothing of forms. What a form has lost is a [`Warning`], never a change.

mod block;
mod model;
mod source;

pub mod check;
pub mod diff;
mod extract;
mod foreign;
#[cfg(test)]
mod hostile_tests;
pub mod propose;
mod read;

pub use block::{Block, BlockKind, Cell, Inline, Row, Span, SpanKind, Table};
pub use model::{
    BaseUrl, Claim, Conflict, Example, ExampleBody, ExampleRole, Field, FieldTable, ObjectTable,
    Operation, Page, Sample, Section, StatusMeaning, Warning,
};
pub use source::{Form, Source, Unreadable};

/// Reads a page, whatever its form.
///
/// # Errors
///
/// [`Unreadable`]: no text, or none that is a page.
pub fn read(source: &Source) -> Result<Page, Unreadable> {
    let (blocks, warnings) = read::blocks(source);
    Ok(extract::page(source.form(), &blocks, warnings))
}

/// Whether a word is one of a list, in which spaces part them.
fn one_of(word: &str, list: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}
