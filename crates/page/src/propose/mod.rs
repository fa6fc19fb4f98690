//! What changed on a page as a change of the document, for a person to look at: nothing is applied by itself.
//!
//! Each change is tried on a copy of the document. What does not keep the document's rules, and what a machine must not decide, becomes a [`Note`].

mod bodies;
mod draft;
mod edit;
mod endpoints;
mod example;
mod fields;
mod names;
mod operation;
mod places;
mod properties;
mod shape;
mod statuses;
#[cfg(test)]
mod tests;
mod words;

use pazemo_openapi::Finding;

use crate::{
    diff::{Change, Level, diff},
    model::Page,
};
use draft::Draft;

/// A change of the document, in text, and what has to be decided by a person.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Proposal {
    /// The document's name.
    pub file: String,
    /// Its text.
    pub before: String,
    /// Its text as it is proposed.
    pub after: String,
    /// What is not in the text.
    pub notes: Vec<Note>,
}

/// What is left to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Note {
    /// The line of the page, if there is one.
    pub line: Option<usize>,
    /// What changed, and why it is not proposed.
    pub message: String,
}

impl Proposal {
    /// Whether there is anything to apply.
    pub fn has_changes(&self) -> bool {
        self.before != self.after
    }

    /// The change as `git apply` and `patch -p1` take it; empty if there is none.
    pub fn patch(&self) -> String {
        if !self.has_changes() {
            return String::new();
        }
        // Names are within the folder in which the patch is applied.
        let name = self.file.trim_start_matches("./").trim_start_matches('/');
        similar::TextDiff::from_lines(&self.before, &self.after)
            .unified_diff()
            .context_radius(3)
            .header(&format!("a/{name}"), &format!("b/{name}"))
            .to_string()
    }
}

/// What changed between two pages, of level `api`, as a change of the document. `file` is its name, `text` the text.
///
/// # Errors
///
/// The document cannot be read, with the place.
///
/// ```
/// use pazemo_page::{Source, propose::propose, read};
///
/// let old = read(&Source::new("old.md", "# Boats\n\n## List boats\n\n`GET /boats`\n"))?;
/// let new = read(&Source::new("new.md", "# Boats\n\n## List boats\n\n`GET /boats`\n\n# Ports\n\n## List ports\n\n`GET /ports`\n"))?;
/// let document = "openapi: 3.0.3\nsecurity: []\ntags:\n  - name: boats\n    description: Boats.\npaths:\n  /boats:\n    get:\n      operationId: listBoats\n      tags: [boats]\n      responses: {}\n";
/// let proposal = propose(&old, &new, "boats.yaml", document)?;
/// assert!(proposal.patch().contains("+  /ports:\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn propose(old: &Page, new: &Page, file: &str, text: &str) -> Result<Proposal, Finding> {
    let changes = diff(old, new).changes;
    let mut draft = Draft::new(new, file, text)?;
    for change in ordered(&changes) {
        one(&mut draft, change, &changes);
    }
    Ok(draft.proposal())
}

/// The operations, statuses and base addresses of a page that the document does not have, as a change of it. Fields are left to the check: where
/// page and document differ in them, that may be as decided.
///
/// # Errors
///
/// The document cannot be read, with the place.
pub fn propose_missing(page: &Page, file: &str, text: &str) -> Result<Proposal, Finding> {
    let mut draft = Draft::new(page, file, text)?;
    statuses::missing(&mut draft);
    endpoints::missing(&mut draft);
    Ok(draft.proposal())
}

/// Those of level `api`, in an order in which the later ones find what the earlier ones brought.
fn ordered(changes: &[Change]) -> Vec<&Change> {
    let mut all: Vec<&Change> = changes
        .iter()
        .filter(|change| change.level == Level::Api)
        .collect();
    let rank = |kind: &str| match kind {
        "base_url_added" => 0,
        "status_added" => 1,
        "endpoint_path_changed" => 2,
        "schema_field_added" => 3,
        "endpoint_added" => 5,
        kind if kind.ends_with("_removed") => 6,
        kind if kind.starts_with("request_") || kind.starts_with("response_") => 4,
        _ => 6,
    };
    all.sort_by_key(|change| rank(change.kind));
    all
}

fn one(draft: &mut Draft<'_>, change: &Change, all: &[Change]) {
    match change.kind {
        "endpoint_added" => endpoints::added(draft, change),
        "endpoint_path_changed" => endpoints::moved(draft, change),
        "base_url_added" => endpoints::base_url(draft, change),
        "status_added" => statuses::added(draft, change),
        "request_field_added" | "response_field_added" | "schema_field_added" => {
            fields::added(draft, change);
        }
        "request_field_renamed" | "response_field_renamed" => {
            fields::renamed(draft, change, all);
        }
        "type_changed" | "schema_type_changed" | "required_changed" => {
            fields::remarked(
                draft,
                change,
                "a machine must not decide what the server takes and sends",
            );
        }
        "request_field_removed" | "response_field_removed" | "schema_field_removed" => {
            fields::remarked(
                draft,
                change,
                "what a page no longer lists may still be sent and taken",
            );
        }
        _ => draft.note_of(
            change,
            "what becomes of it in the document is to be decided",
        ),
    }
}
