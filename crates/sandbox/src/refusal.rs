//! Why the sandbox does not do what it was asked for.

use pazemo::types::{ValidationErrorEntry, ValidationErrorEntryRequired};

/// An answer that is no success. Which of the error bodies it gets is decided where it is written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Refusal {
    /// HTTP status.
    pub(crate) status: u16,
    /// What is wrong, at least one entry.
    pub(crate) entries: Vec<ValidationErrorEntry>,
}

impl Refusal {
    /// A refusal for one reason: a dotted code for programs, a message for people.
    pub(crate) fn new(status: u16, code: &str, message: impl Into<String>) -> Self {
        Self {
            status,
            entries: vec![entry(code, message)],
        }
    }
}

/// One thing that is wrong with a request.
pub(crate) fn entry(code: &str, message: impl Into<String>) -> ValidationErrorEntry {
    ValidationErrorEntry::new(ValidationErrorEntryRequired {
        code: code.to_owned(),
        message: message.into(),
    })
}
