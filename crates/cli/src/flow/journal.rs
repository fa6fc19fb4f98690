//! The steps of the flow: what was called, what was expected, what speaks against it.

use std::{collections::BTreeMap, fmt::Display};

use pazemo::{Basis, Delivery, Error, ErrorBody, ErrorKind, JsonObject, paysera};
use pazemo_contract::{Rule, differences, parse_json};
use pazemo_openapi::{Pointer, Value};
use serde::Serialize;
use serde_json::value::RawValue;

use super::{progress::Progress, rules};
use crate::Unusable;

/// The fields of an object as they are written.
fn fields(object: &JsonObject) -> BTreeMap<String, Box<RawValue>> {
    // An object is one of fields.
    serde_json::from_str(object.as_str()).unwrap_or_default()
}

/// What speaks against an exchange.
pub(super) struct Complaint {
    pub(super) rule: Rule,
    /// Where in the recording.
    pub(super) pointer: Pointer,
    pub(super) message: String,
}

/// One call.
pub(super) struct Step {
    /// `operationId`.
    pub(super) operation: &'static str,
    /// What it is for.
    pub(super) what: &'static str,
    /// Whether its request is meant to keep the document.
    pub(super) is_request_valid: bool,
    /// How many requests it made: one, unless it went wrong before the first.
    pub(super) requests: usize,
    /// The status, if another one was expected.
    unexpected_status: Option<u16>,
    pub(super) complaints: Vec<Complaint>,
}

/// Something of the flow's own that has to be readable.
pub(super) fn given<T: std::str::FromStr>(text: &str) -> Result<T, Unusable> {
    text.parse()
        .map_err(|_| Unusable(format!("`{text}` cannot be used in the flow")))
}

/// The place of a step in the journal.
#[derive(Clone, Copy)]
pub(super) struct StepNumber(usize);

/// A refusal that has to come.
#[derive(Clone, Copy)]
pub(super) struct Refusal {
    status: u16,
    delivery: Delivery,
    basis: Basis,
}

/// The refusals of the flow, with what the client has to say about each. By hand from `openapi/pazemo.verdicts.yaml`.
impl Refusal {
    pub(super) const BAD_REQUEST: Self = Self::new(400, Delivery::Refused, Basis::Page);
    pub(super) const UNAUTHORIZED: Self = Self::new(401, Delivery::Refused, Basis::Page);
    /// For a call that creates; a confirmation would be in doubt.
    pub(super) const PAYMENT_REQUIRED: Self = Self::new(402, Delivery::Refused, Basis::Assumption);
    pub(super) const FORBIDDEN: Self = Self::new(403, Delivery::Refused, Basis::Page);
    pub(super) const NOT_FOUND: Self = Self::new(404, Delivery::Refused, Basis::Page);
    pub(super) const CONFLICT: Self = Self::new(409, Delivery::Unknown, Basis::Assumption);

    #[cfg(test)]
    pub(super) const fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    const fn new(status: u16, delivery: Delivery, basis: Basis) -> Self {
        Self {
            status,
            delivery,
            basis,
        }
    }
}

pub(super) struct Journal {
    pub(super) steps: Vec<Step>,
    progress: Progress,
}

impl Journal {
    pub(super) fn new(progress: Progress) -> Self {
        Self {
            steps: Vec::new(),
            progress,
        }
    }

    /// A call that has to succeed. What it answered, if it did.
    pub(super) async fn accepted<T>(
        &mut self,
        operation: &'static str,
        what: &'static str,
        call: impl Future<Output = Result<T, Error>>,
    ) -> Result<Option<T>, Unusable> {
        let result = call.await;
        self.enter(operation, what, &result)?;
        match result {
            Ok(answer) => Ok(Some(answer)),
            Err(error) => {
                self.failed(&error);
                Ok(None)
            }
        }
    }

    /// A call that has to be refused.
    pub(super) async fn refused<T>(
        &mut self,
        operation: &'static str,
        what: &'static str,
        refusal: Refusal,
        call: impl Future<Output = Result<T, Error>>,
    ) -> Result<(), Unusable> {
        let result = call.await;
        let step = self.enter(operation, what, &result)?;
        let wanted = refusal.status;
        let message = match &result {
            Ok(_) => format!("a refusal with {wanted} was expected, and it succeeded"),
            Err(error) if error.status() != Some(wanted) => {
                if let Some(step) = self.steps.last_mut() {
                    step.unexpected_status = error.status();
                }
                format!("a refusal with {wanted} was expected: {error}")
            }
            Err(error) => {
                let (delivery, basis) = (error.delivery(), error.basis());
                if (delivery, basis) != (refusal.delivery, refusal.basis) {
                    let message = format!(
                        "the client says {delivery} ({basis}), and it is {} ({})",
                        refusal.delivery, refusal.basis
                    );
                    self.complain(step, rules::VERDICT, &["response", "status"], message);
                }
                self.gives_reasons(step, error);
                return Ok(());
            }
        };
        self.complain(step, rules::OUTCOME, &["response", "status"], message);
        Ok(())
    }

    /// A request that the client makes by itself before or after the next call, and that has to be there. What it answers is seen by the calls.
    pub(super) fn implied(&mut self, operation: &'static str, what: &'static str) {
        self.progress.step(what);
        self.steps.push(Step {
            operation,
            what,
            is_request_valid: true,
            requests: 1,
            unexpected_status: None,
            complaints: Vec::new(),
        });
    }

    /// The step of the last call.
    pub(super) fn last(&self) -> StepNumber {
        StepNumber(self.steps.len().saturating_sub(1))
    }

    /// The last call's request breaks the document on purpose.
    pub(super) fn request_was_invalid(&mut self) {
        if let Some(step) = self.steps.last_mut() {
            step.is_request_valid = false;
        }
    }

    /// Whether the last call ended with this status, and should not have. Then nothing speaks against it any more: the cause lies in another step, where it
    /// is to be told.
    pub(super) fn excuse(&mut self, status: u16) -> bool {
        let last = self.steps.last_mut();
        let Some(step) = last.filter(|step| step.unexpected_status == Some(status)) else {
            return false;
        };
        let is_outcome = |complaint: &Complaint| complaint.rule.id == rules::OUTCOME.id;
        step.complaints.retain(|complaint| !is_outcome(complaint));
        true
    }

    pub(super) fn complain(
        &mut self,
        step: StepNumber,
        rule: Rule,
        place: &[&str],
        message: impl Display,
    ) {
        if let Some(step) = self.steps.get_mut(step.0) {
            let pointer = place
                .iter()
                .fold(Pointer::root(), |pointer, token| pointer.key(token));
            step.complaints.push(Complaint {
                rule,
                pointer,
                message: format!("{}: {message}", step.what),
            });
        }
    }

    /// The fields of the last answer that have to be those of something else, digit by digit.
    pub(super) fn same(
        &mut self,
        fields: &[&str],
        wanted: &impl Serialize,
        answer: &impl Serialize,
    ) {
        self.same_at(&[], fields, wanted, answer);
    }

    /// The same of a part of the last answer.
    pub(super) fn same_at(
        &mut self,
        part: &[&str],
        fields: &[&str],
        wanted: &impl Serialize,
        answer: &impl Serialize,
    ) {
        let tree =
            |text: serde_json::Result<String>| text.ok().and_then(|text| parse_json(&text).ok());
        let (Some(wanted), Some(answer)) = (
            tree(serde_json::to_string(wanted)),
            tree(serde_json::to_string(answer)),
        ) else {
            return;
        };
        for field in fields {
            let message = match (wanted.get(field), answer.get(field)) {
                (None, _) => continue,
                (Some(_), None) => "it is not in the answer".to_owned(),
                (Some(wanted), Some(answer)) => {
                    if differences(wanted, answer).is_empty() {
                        continue;
                    }
                    match (&wanted.value, &answer.value) {
                        (Value::Number(wanted), Value::Number(answer)) => {
                            format!("{wanted} was expected, {answer} came")
                        }
                        _ => "another value was expected".to_owned(),
                    }
                }
            };
            let place = [&["response", "body"], part, &[field]].concat();
            self.complain(self.last(), rules::VALUE, &place, message);
        }
    }

    /// A field of an answer that has to be something.
    pub(super) fn equal<T: PartialEq + Display>(
        &mut self,
        step: StepNumber,
        rule: Rule,
        field: &str,
        wanted: &T,
        found: &T,
    ) {
        if wanted != found {
            let message = format!("{wanted} was expected, {found} came");
            self.complain(step, rule, &["response", "body", field], message);
        }
    }

    fn enter<T>(
        &mut self,
        operation: &'static str,
        what: &'static str,
        result: &Result<T, Error>,
    ) -> Result<StepNumber, Unusable> {
        self.progress.step(what);
        if let Err(error) = result
            && matches!(error.kind(), ErrorKind::Connect | ErrorKind::Timeout)
        {
            // Who does not answer once will hardly do so for the rest, and each call of it would be waited for.
            return Err(Unusable(format!("{what}: {error}")));
        }
        self.steps.push(Step {
            operation,
            what,
            is_request_valid: true,
            requests: result
                .as_ref()
                .map_or_else(|error| error.attempts() as usize, |_| 1),
            unexpected_status: None,
            complaints: Vec::new(),
        });
        Ok(self.last())
    }

    /// A refusal says why, and speaks of itself.
    fn gives_reasons(&mut self, step: StepNumber, error: &Error) {
        match error.body() {
            Some(ErrorBody::Validation(body)) if body.errors.is_empty() => {
                let place = ["response", "body", "errors"];
                self.complain(
                    step,
                    rules::OUTCOME,
                    &place,
                    "it is refused without a reason",
                );
            }
            Some(ErrorBody::System(body)) => {
                let status = error.status().map_or(0, i64::from);
                self.equal(step, rules::OUTCOME, "status", &status, &body.status);
            }
            _ => {}
        }
        if let Some(paysera::ErrorBody::ErrorObject(body)) = error.body_as()
            && let Some(status) = body.error.status()
            && let Some(found) = error.status()
        {
            self.equal(step, rules::OUTCOME, "error", &found, &status);
        }
    }

    /// Complains of every field that was sent or is known from elsewhere, and that the answer does not have to the digit.
    pub(super) fn has_fields(&mut self, step: StepNumber, known: &JsonObject, answer: &JsonObject) {
        let (known, answer) = (fields(known), fields(answer));
        for (name, known) in known {
            match answer.get(&name) {
                Some(found) => self.equal(step, rules::VALUE, &name, &known.get(), &found.get()),
                None => {
                    let place = ["response", "body", &name];
                    self.complain(step, rules::VALUE, &place, "it is not there");
                }
            }
        }
    }

    fn failed(&mut self, error: &Error) {
        let step = self.last();
        if let Some(step) = self.steps.last_mut() {
            step.unexpected_status = error.status();
        }
        if error.kind() == ErrorKind::Mismatch {
            for field in error.mismatched_fields() {
                let message = "it is not what was sent";
                self.complain(step, rules::VALUE, &["response", "body", field], message);
            }
            return;
        }
        let place: &[&str] = match error.kind() {
            ErrorKind::Status => &["response", "status"],
            _ => &["response", "body"],
        };
        self.complain(
            step,
            rules::OUTCOME,
            place,
            format!("success was expected: {error}"),
        );
    }
}
