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

mod accept;
mod against;
mod claims;
mod coverage;
mod deviations;
mod json;
mod names;
mod report;
mod rules;
mod schema;
mod sink;
mod types;
mod view;
mod within;
mod write;

pub use deviations::{Deviation, Deviations};
pub use report::{Accepted, Coverage, DocumentPlace, Finding, Level, Place, Report, Unanswered};
pub use rules::{RULES, Rule};
pub use write::write_claims;

use rules::See;
use sink::Sink;
use view::View;

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
    let documented = document.operations();
    let views: Vec<View<'_>> = pages
        .iter()
        .enumerate()
        .map(|(at, page)| View::of(page, at, document, &documented))
        .collect();
    let mut findings = Vec::new();
    for rule in RULES {
        let mut sink = Sink::new(document, rule);
        match rule.see {
            See::Page(see) => views.iter().for_each(|view| see(view, &mut sink)),
            See::All(see) => see(&views, &mut sink),
            See::Deviations => {}
        }
        findings.extend(sink.findings());
    }
    let mut report = Report {
        coverage: coverage::of(&views),
        ..Report::default()
    };
    match deviations {
        Some(deviations) => accept::part(findings, deviations, &views, &mut report),
        None => report.findings = findings,
    }
    report.findings.sort_by(|one, other| {
        let place =
            |finding: &Finding| finding.places.first().map(|place| (place.page, place.line));
        (other.level.cmp(&one.level))
            .then_with(|| place(one).cmp(&place(other)))
            .then_with(|| one.rule.cmp(other.rule))
    });
    report
}
