//! The lint: what a document must hold before anything is made from it. Its rules are data.

mod client_id;
mod idempotency;
mod names;
mod operations;
mod references;
mod rules;
mod schemas;
mod security;
mod shape;
mod structure;
#[cfg(test)]
mod tests;
mod walk;

use crate::{
    finding::{Finding, Severity},
    node::{Node, Position},
    pointer::Pointer,
};
pub use rules::RULES;
pub use shape::EVIDENCE;
use walk::Walk;

/// A rule of the lint, or of the parser before it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// Stable kebab-case name.
    pub id: &'static str,
    /// How much a finding of it weighs; errors stop a build.
    pub level: Severity,
    /// What would be right.
    pub advice: &'static str,
    /// A piece of the example document (`lint/example.yaml`) that keeps the rule.
    pub passing: &'static str,
    /// What breaks the rule when it stands in the place of `passing`.
    pub failing: &'static str,
    /// Finds what breaks the rule; `None` for the parser's own rules.
    check: Option<fn(&Walk<'_>) -> Vec<Hit>>,
}

/// A place that breaks a rule.
struct Hit {
    pointer: Pointer,
    position: Position,
    message: String,
}

impl Hit {
    fn new(pointer: &Pointer, position: Position, message: impl Into<String>) -> Self {
        Self {
            pointer: pointer.clone(),
            position,
            message: message.into(),
        }
    }
}

/// Everything that is wrong with a document, in the order of the file.
///
/// ```
/// let root = pazemo_openapi::parse("api.yaml", "openapi: 3.0.3\npaths: {}\n").unwrap();
/// let findings = pazemo_openapi::lint("api.yaml", &root);
/// assert_eq!(findings[0].rule, "missing-key");
/// assert!(findings[0].message.contains("`info`"));
/// ```
pub fn lint(file: &str, root: &Node) -> Vec<Finding> {
    let walk = Walk::new(root);
    let mut findings: Vec<Finding> = RULES
        .iter()
        .filter_map(|rule| Some((rule, rule.check?)))
        .flat_map(|(rule, check)| {
            check(&walk).into_iter().map(|hit| {
                let mut finding = Finding::new(rule.id, file, hit.message, rule.advice.to_owned())
                    .at(hit.pointer, hit.position);
                finding.severity = rule.level;
                finding
            })
        })
        .collect();
    findings.sort_by(|a, b| (a.line, a.column, a.rule).cmp(&(b.line, b.column, b.rule)));
    findings
}

/// The nearest of `known` to a misspelt name, for messages.
fn suggestion<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> String {
    known
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= 2.max(name.len() / 4))
        .min()
        .map_or_else(String::new, |(_, candidate)| {
            format!("; did you mean `{candidate}`?")
        })
}
