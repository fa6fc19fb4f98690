//! Where a page and an OpenAPI document disagree, where the page contradicts itself, and what has been decided about it.
//!
//! ```text
//! pages ──────┐
//!             ├─ rules ─▶ findings ─ accept ─▶ Report: what is new, what is accepted, what is stale, what changed
//! document ───┘                        ▲
//! deviations ──────────────────────────┘
//! ```
//!
//! A rule sees one kind of disagreement; all rules are data ([`RULES`]). A finding names its places in the words of the deviations file: operation, side,
//! source, field. A deviation accepts what its rules (`seen_by`) find at its places, and nothing else.

use pazemo_openapi::Document;

use crate::model::Page;

mod deviations;
mod report;
mod rules;

pub use deviations::{Deviation, Deviations};
pub use report::{Accepted, Coverage, DocumentPlace, Finding, Level, Place, Report, Unanswered};
pub use rules::{RULES, Rule};

/// Holds pages against a document. The pages are of one provider, and what one of them says none of the others needs to say; with the deviations, what has
/// been decided is told apart from what is new.
///
/// ```
/// use pazemo_openapi::Document;
/// use pazemo_page::{Source, check::check, read};
///
/// let page = read(&Source::new("api.md", "# Users\n\n`GET /users`\n"))?;
/// let document = Document::read("api.yaml", "openapi: 3.0.3\npaths: {}\n")?;
/// let report = check(&[page], &document, None);
/// assert_eq!(report.findings[0].rule, "operation-not-in-document");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check(pages: &[Page], document: &Document, deviations: Option<&Deviations>) -> Report {
    let _ = (pages, document, deviations);
    Report::default()
}
