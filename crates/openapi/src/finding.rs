//! What a check reports: one shape for parser, lint, generator guards and contract checks.

use std::fmt;

/// How much a [`Finding`] weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look; the checked thing still holds.
    Warning,
    /// The checked thing does not hold.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// One thing that a check found, with its place and what would be right.
///
/// ```
/// let finding = pazemo_openapi::parse("api.yaml", "a: [").unwrap_err();
/// assert_eq!(finding.rule, "yaml-syntax");
/// assert!(finding.to_string().starts_with("api.yaml:1:"));
/// ```
// Boxed texts: an error that is returned by value should be small.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// Stable kebab-case name of the rule.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The file, as its name was given.
    pub file: Box<str>,
    /// Line in the file, from 1.
    pub line: usize,
    /// Column in the line, in characters, from 1.
    pub column: usize,
    /// JSON Pointer (RFC 6901) of the place in the file's tree; empty for the root.
    pub pointer: Box<str>,
    /// What was found.
    pub message: Box<str>,
    /// What would be right.
    pub advice: Box<str>,
}

impl Finding {
    /// A finding of severity [`Severity::Error`]; change the public fields for anything else.
    pub fn new(rule: &'static str, file: &str, message: String, advice: String) -> Self {
        Self {
            rule,
            severity: Severity::Error,
            file: file.into(),
            line: 1,
            column: 1,
            pointer: Box::default(),
            message: message.into(),
            advice: advice.into(),
        }
    }

    /// The same finding at a place: a JSON Pointer and a position.
    #[must_use]
    pub fn at(mut self, pointer: impl fmt::Display, position: crate::Position) -> Self {
        self.pointer = pointer.to_string().into();
        self.line = position.line;
        self.column = position.column;
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}:{}: {} [{}]: {}",
            self.file, self.line, self.column, self.severity, self.rule, self.message
        )?;
        if !self.pointer.is_empty() {
            write!(f, "\n  at {}", self.pointer)?;
        }
        if !self.advice.is_empty() {
            write!(f, "\n  right would be: {}", self.advice)?;
        }
        Ok(())
    }
}

impl std::error::Error for Finding {}
