//! What a check reports.

use std::fmt;

use serde::Serialize;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Level {
    /// The page is silent, or uneven in form.
    Note,
    /// The page contradicts itself.
    Warning,
    /// Page and document disagree, or the deviations are no longer true.
    Error,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A place on a page, in the words of the deviations file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[non_exhaustive]
pub struct Place {
    /// `METHOD /path` as the document writes it, or `page`.
    pub operation: String,
    /// `request`, `response`, `path` or `page`.
    pub side: &'static str,
    /// `table`, `example`, `sample` or `prose`.
    pub source: &'static str,
    /// The name as the page writes it there.
    pub field: Option<String>,
    /// Which of the pages that were given, from 0.
    pub page: usize,
    /// The line, from 1; 0 if the place is one where something is missing.
    pub line: usize,
}

/// A place in the document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct DocumentPlace {
    /// JSON Pointer (RFC 6901).
    pub pointer: String,
    /// The line, from 1.
    pub line: usize,
}

/// One disagreement, with all its places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// Stable kebab-case name of the rule.
    pub rule: &'static str,
    /// How much it matters.
    pub level: Level,
    /// What was found.
    pub message: String,
    /// What would be right.
    pub advice: &'static str,
    /// Where on the page.
    pub places: Vec<Place>,
    /// Where in the document, if it speaks of it.
    pub document: Option<DocumentPlace>,
    /// The deviations it speaks of, for findings about these.
    pub deviations: Vec<String>,
}

/// A finding, or those places of it, that deviations account for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Accepted {
    /// What was found.
    pub finding: Finding,
    /// The deviations that account for it.
    pub by: Vec<String>,
}

/// A claim of the page that nothing in the document answers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Unanswered {
    /// `operation`, `field`, `status` or `example`.
    pub kind: &'static str,
    /// What the page claims.
    pub claim: String,
    /// Which of the pages, from 0.
    pub page: usize,
    /// Its line.
    pub line: usize,
}

/// How many claims of the page the document answers: how many of how many.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Coverage {
    /// Operations.
    pub operations: (usize, usize),
    /// Rows of tables.
    pub fields: (usize, usize),
    /// Statuses.
    pub statuses: (usize, usize),
    /// Examples that are JSON.
    pub examples: (usize, usize),
    /// What nobody answers.
    pub unanswered: Vec<Unanswered>,
}

/// What a check has found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// What no deviation accounts for, deviations that are stale or whose claims have changed included; those of the highest level first.
    pub findings: Vec<Finding>,
    /// What deviations account for.
    pub accepted: Vec<Accepted>,
    /// Deviations marked as visible on the page.
    pub visible: usize,
    /// How many of them were seen.
    pub matched: usize,
    /// Those that the form of the page cannot show, as it has lost lists or navigation.
    pub lost: Vec<String>,
    /// Which claims the document answers.
    pub coverage: Coverage,
}

impl Report {
    /// Whether something of level [`Level::Warning`] or [`Level::Error`] was found that is not accepted.
    pub fn failed(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.level > Level::Note)
    }
}
