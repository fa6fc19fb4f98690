//! What changed between two pages, in terms of the API.
//!
//! Decisions that the words of a page leave open:
//!
//! - **Names are the new page's**, the old one's where the thing is gone: `operation` is `METHOD /path` so, and `field` of a rename is the new name.
//! - **A path changed** when its text or the name of a parameter did (`{userid}`, `{userId}`: a generated client shows it). The mark of a parameter (`{id}`,
//!   `:id`, `<id>`), query, host and base path are no part of it.
//! - **A type changed** when its words did: `Text` and `string` are two. Case, punctuation and the spelling of arrays are layout.
//! - **A meaning changed** when its words did, whatever their case and punctuation.
//! - **A column** of types or of required marks that comes or goes as a whole is layout.
//! - **Examples**: a key that goes takes those below it along; a whole example that comes, goes or cannot be read is one change without a field.
//! - **Lost is not gone**: a row that cannot be read, a table that a form lost or that is running text on one page, cells that were recovered – these are
//!   [`Changes::warnings`].

use serde::Serialize;

use crate::model::{Page, Warning};

mod addresses;
mod authentication;
mod endpoints;
mod examples;
mod fields;
mod fold;
mod json;
mod kind;
mod lost;
mod objects;
mod operations;
mod pairing;
mod paths;
mod prose;
mod render;
mod report;
mod samples;
mod statuses;
mod tables;
#[cfg(test)]
mod tests;
mod wandered;

pub use kind::KINDS;
pub use render::{annotation, printable};

/// How much a change matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Level {
    /// It changes prose.
    Doc,
    /// It changes what examples show.
    Example,
    /// It changes what the page claims about the API.
    Api,
}

/// Which side of an operation a change is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Side {
    /// What is sent.
    Request,
    /// What is answered.
    Response,
}

/// Where on the page a change was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ClaimSource {
    /// A table.
    Table,
    /// An example.
    Example,
    /// A sample in a programming language.
    Sample,
    /// Running text.
    Prose,
    /// The line that names an operation.
    Line,
}

/// A change. What does not apply is nothing (`null` in JSON).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// How much it matters.
    pub level: Level,
    /// What it is, in snake_case: `response_field_added`, say.
    pub kind: &'static str,
    /// `METHOD /path`, as the page writes it, without host.
    pub operation: Option<String>,
    /// The side of the operation.
    pub side: Option<Side>,
    /// Where it was seen.
    pub source: Option<ClaimSource>,
    /// The field, status or other name.
    pub field: Option<String>,
    /// What it was.
    pub old: Option<String>,
    /// What it is.
    pub new: Option<String>,
    /// The line in the old page.
    pub old_line: Option<usize>,
    /// The line in the new page.
    pub new_line: Option<usize>,
}

/// All changes between two pages, and what neither page lets one see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Changes {
    /// The changes, those of level `api` first, by line within.
    pub changes: Vec<Change>,
    /// The warnings of both pages.
    pub warnings: Vec<Warning>,
}

/// What changed. Order and layout are silent, and so is what a page has only lost: see [`Changes::warnings`].
///
/// ```
/// use pazemo_page::{Source, diff::diff, read};
///
/// let page = read(&Source::new("old.md", "# Users\n\n`GET /users`\n"))?;
/// assert!(diff(&page, &page).changes.is_empty());
/// # Ok::<(), pazemo_page::Unreadable>(())
/// ```
pub fn diff(old: &Page, new: &Page) -> Changes {
    let mut warnings = old.warnings.clone();
    warnings.extend(new.warnings.iter().cloned());
    let (old, new, moved) = wandered::settled(old, new);
    let (old, new) = (old.as_ref(), new.as_ref());
    warnings.extend(moved);
    let pages = endpoints::Pair::of(old, new);
    let mut report = report::Report::default();
    let addresses = addresses::Changed::of(&pages);
    addresses.report(&pages, &mut report);
    authentication::compare(old, new, &mut report);
    statuses::compare(&pages, &mut report);
    objects::compare((old, &pages.old_lost), (new, &pages.new_lost), &mut report);
    endpoints::compare(&pages, &addresses, &mut report);
    examples::of_errors(&pages, &mut report);
    prose::compare(&pages, &mut report);
    let (changes, found) = report.sorted();
    warnings.extend(found);
    Changes { changes, warnings }
}
