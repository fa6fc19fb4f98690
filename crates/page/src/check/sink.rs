//! Where rules put what they see.

use pazemo_openapi::{Document, Pointer};

use super::{
    report::{DocumentPlace, Finding, Place},
    rules::Rule,
};

/// What was found so far, and the rule at work.
pub(super) struct Sink<'a> {
    document: &'a Document,
    rule: &'static Rule,
    findings: Vec<Finding>,
}

impl<'a> Sink<'a> {
    pub(super) fn new(document: &'a Document, rule: &'static Rule) -> Self {
        Self {
            document,
            rule,
            findings: Vec::new(),
        }
    }

    /// A finding, if it has a place.
    pub(super) fn find(&mut self, message: impl Into<String>, mut places: Vec<Place>) {
        self.add(message.into(), &mut places, None);
    }

    /// A finding about a place of the document too.
    pub(super) fn find_at(
        &mut self,
        message: impl Into<String>,
        mut places: Vec<Place>,
        pointer: &Pointer,
    ) {
        let line = pointer.resolve_nearest(self.document.root()).position.line;
        let document = DocumentPlace {
            pointer: pointer.to_string(),
            line,
        };
        self.add(message.into(), &mut places, Some(document));
    }

    fn add(&mut self, message: String, places: &mut Vec<Place>, document: Option<DocumentPlace>) {
        if places.is_empty() {
            return;
        }
        places
            .sort_by(|one, other| (one.page, one.line, one).cmp(&(other.page, other.line, other)));
        places.dedup();
        let rule = self.rule;
        let known = self
            .findings
            .iter_mut()
            .find(|known| known.rule == rule.id && known.message == message);
        if let Some(known) = known {
            known.places.append(places);
            known.places.dedup();
            return;
        }
        self.findings.push(Finding {
            rule: rule.id,
            level: rule.level,
            message,
            advice: rule.advice,
            places: std::mem::take(places),
            document,
            deviations: Vec::new(),
        });
    }

    pub(super) fn findings(self) -> Vec<Finding> {
        self.findings
    }
}
