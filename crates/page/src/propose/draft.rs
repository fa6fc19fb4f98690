//! The document while it is changed.

use pazemo_openapi::{Document, Finding, lint};

use super::{
    Note, Proposal,
    edit::{self, Edit},
};
use crate::{
    diff::{Change, printable},
    model::Page,
};

/// The document so far, and what is left to a person.
pub(super) struct Draft<'p> {
    pub(super) page: &'p Page,
    pub(super) document: Document,
    pub(super) text: String,
    before: String,
    notes: Vec<Note>,
}

impl<'p> Draft<'p> {
    pub(super) fn new(page: &'p Page, file: &str, text: &str) -> Result<Self, Finding> {
        Ok(Self {
            page,
            document: Document::read(file, text)?,
            text: text.to_owned(),
            before: text.to_owned(),
            notes: Vec::new(),
        })
    }

    pub(super) fn proposal(self) -> Proposal {
        Proposal {
            file: self.document.file().to_owned(),
            before: self.before,
            after: self.text,
            notes: self.notes,
        }
    }

    /// Makes a change, unless the document would then break a rule that it keeps: what is said then.
    pub(super) fn attempt(&mut self, edits: &[Edit]) -> Result<(), String> {
        let file = self.document.file().to_owned();
        let text = edit::apply(&self.text, edits);
        let document =
            Document::read(&file, &text).map_err(|finding| finding.message.to_string())?;
        let old = lint(&file, self.document.root());
        let found = lint(&file, document.root());
        let is_old = |finding: &Finding| {
            old.iter().any(|other| {
                (other.rule, &other.pointer, &other.message)
                    == (finding.rule, &finding.pointer, &finding.message)
            })
        };
        if let Some(finding) = found.iter().find(|finding| !is_old(finding)) {
            return Err(format!("{} [{}]", finding.message, finding.rule));
        }
        (self.text, self.document) = (text, document);
        Ok(())
    }

    pub(super) fn note(&mut self, line: Option<usize>, message: String) {
        let message = printable(&message);
        self.notes.push(Note { line, message });
    }

    /// A change that is not in the text, and why.
    pub(super) fn note_of(&mut self, change: &Change, why: &str) {
        let mut message = change.kind.replace('_', " ");
        for part in [&change.operation, &change.field].into_iter().flatten() {
            message.push(' ');
            message.push_str(part);
        }
        match (&change.old, &change.new) {
            (Some(old), Some(new)) => message.push_str(&format!(" ({old} → {new})")),
            (Some(one), None) | (None, Some(one))
                if change.field.as_ref() != Some(one) && change.operation.as_ref() != Some(one) =>
            {
                message.push_str(&format!(" ({one})"));
            }
            _ => {}
        }
        self.note(
            change.new_line.or(change.old_line),
            format!("{message}: {why}"),
        );
    }
}

/// What a person reads above what was proposed.
pub(super) fn remark(line: usize) -> String {
    format!("# proposed from the page, line {line}: confirm")
}
