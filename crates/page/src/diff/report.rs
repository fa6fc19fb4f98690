//! What is put down while two pages are compared.

use crate::model::Warning;

use super::{Change, ClaimSource, Side, kind::Kind};

/// The changes so far.
#[derive(Debug, Default)]
pub(super) struct Report(Vec<Change>, Vec<Warning>);

impl Report {
    pub(super) fn push(&mut self, change: Change) {
        self.0.push(change);
    }

    /// A table of one page stands in the running text of the other.
    pub(super) fn unread(&mut self, line: usize, of: &str) {
        self.1.push(Warning {
            kind: "table-unread",
            message: format!(
                "a table of {of} is running text on the other page: nothing is said of its rows"
            ),
            line,
        });
    }

    /// The changes and warnings. The changes are sorted: level `api` first, by line within; of a line in no particular order of kinds, but always the same.
    pub(super) fn sorted(mut self) -> (Vec<Change>, Vec<Warning>) {
        self.0.sort_by(|one, other| {
            let place = |change: &Change| change.new_line.or(change.old_line).unwrap_or(0);
            (other.level.cmp(&one.level))
                .then_with(|| place(one).cmp(&place(other)))
                .then_with(|| one.kind.cmp(other.kind))
                .then_with(|| one.operation.cmp(&other.operation))
                .then_with(|| one.field.cmp(&other.field))
        });
        (self.0, self.1)
    }
}

impl Change {
    pub(super) fn new(kind: Kind) -> Self {
        let Kind(level, kind) = kind;
        Self {
            level,
            kind,
            operation: None,
            side: None,
            source: None,
            field: None,
            old: None,
            new: None,
            old_line: None,
            new_line: None,
        }
    }

    pub(super) fn operation(mut self, label: impl Into<Option<String>>) -> Self {
        self.operation = label.into();
        self
    }

    pub(super) fn side(mut self, side: impl Into<Option<Side>>) -> Self {
        self.side = side.into();
        self
    }

    pub(super) fn source(mut self, source: ClaimSource) -> Self {
        self.source = Some(source);
        self
    }

    pub(super) fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    pub(super) fn values(
        mut self,
        old: impl Into<Option<String>>,
        new: impl Into<Option<String>>,
    ) -> Self {
        self.old = old.into();
        self.new = new.into();
        self
    }

    pub(super) fn lines(
        mut self,
        old: impl Into<Option<usize>>,
        new: impl Into<Option<usize>>,
    ) -> Self {
        self.old_line = old.into();
        self.new_line = new.into();
        self
    }
}
