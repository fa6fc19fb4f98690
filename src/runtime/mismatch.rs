//! Whether an answer speaks of what was sent.

use crate::{Amount, types::WithdrawId};

/// The fields in which an answer differs from its request. A field that one of the two leaves out does not differ.
#[derive(Default)]
pub(crate) struct Mismatches {
    pub(super) fields: Vec<&'static str>,
    /// What the answer has in the place of the identifier that the call is about.
    pub(super) answered_id: Option<WithdrawId>,
    /// Whether the answer had the identifier that was sent.
    pub(super) has_our_id: bool,
}

#[allow(dead_code)]
impl Mismatches {
    /// The identifier that the call is about.
    pub(crate) fn subject(
        &mut self,
        field: &'static str,
        sent: Option<&WithdrawId>,
        answered: Option<&WithdrawId>,
    ) {
        if sent.is_some() && sent == answered {
            self.has_our_id = true;
        } else if let Some(answered) = answered {
            self.note(field);
            self.answered_id = Some(answered.clone());
        }
    }

    /// Another identifier. They are compared as texts: some are numbers in one place and texts in another.
    pub(crate) fn identifier(
        &mut self,
        field: &'static str,
        sent: Option<&str>,
        answered: Option<&str>,
    ) {
        if let (Some(sent), Some(answered)) = (sent, answered)
            && sent != answered
        {
            self.note(field);
        }
    }

    /// An amount; trailing zeros make no difference.
    pub(crate) fn amount(
        &mut self,
        field: &'static str,
        sent: Option<&Amount>,
        answered: Option<&Amount>,
    ) {
        if let (Some(sent), Some(answered)) = (sent, answered)
            && sent != answered
        {
            self.note(field);
        }
    }

    fn note(&mut self, field: &'static str) {
        if !self.fields.contains(&field) {
            self.fields.push(field);
        }
    }

    /// The names of the fields, for people; `None` if the answer is about what was sent.
    pub(super) fn named(&self) -> Option<String> {
        let quoted: Vec<String> = self
            .fields
            .iter()
            .map(|field| format!("`{field}`"))
            .collect();
        (!quoted.is_empty()).then(|| quoted.join(", "))
    }
}
