//! Steps and exchanges side by side.

use pazemo_contract::{BodyTypes, Contract, ContractFinding, Exchange, Recording, Source};
use pazemo_openapi::{Pointer, Severity};

use super::{
    Driven, Live,
    journal::{Complaint, Step},
    rules,
};
use crate::Unusable;

/// The exchanges in the order of their steps. One that the sandbox saw and no step accounts for is checked like the others, and found.
pub(super) fn evaluate(
    contract: &Contract<'_>,
    types: &[BodyTypes],
    folder: &str,
    driven: Driven,
) -> Result<Live, Unusable> {
    let Driven {
        steps,
        exchanges,
        state,
    } = driven;
    let mut live = Live {
        folder: folder.to_owned(),
        files: Vec::new(),
        recordings: Vec::new(),
        findings: Vec::new(),
    };
    let requests: usize = steps.iter().map(|step| step.requests).sum();
    if requests != exchanges.len() {
        let message = format!(
            "the client sent {requests} requests, the sandbox has {} exchanges",
            exchanges.len()
        );
        live.findings
            .push(general(contract, rules::EXCHANGES, message));
    }
    let mut surplus = exchanges.len().saturating_sub(requests);
    let mut exchanges = exchanges.into_iter().peekable();
    for step in &steps {
        let mut own = None;
        let mut is_stray = |exchange: &pazemo_sandbox::Exchange| {
            let is_stray = surplus > 0 && exchange.operation != Some(step.operation);
            surplus -= usize::from(is_stray);
            is_stray
        };
        while let Some(exchange) = exchanges.next_if(&mut is_stray) {
            live.take(contract, exchange, None)?;
        }
        for exchange in exchanges.by_ref().take(step.requests) {
            own = Some(live.take(contract, exchange, Some(step))?);
        }
        live.complain(contract, types, step, own.as_ref());
    }
    for exchange in exchanges {
        live.take(contract, exchange, None)?;
    }
    if let Err(message) = state {
        live.findings
            .push(general(contract, rules::LEDGER, message));
    }
    Ok(live)
}

impl Live {
    fn take(
        &mut self,
        contract: &Contract<'_>,
        exchange: pazemo_sandbox::Exchange,
        step: Option<&Step>,
    ) -> Result<Recording, Unusable> {
        let operation = step.map(|step| step.operation).or(exchange.operation);
        let operation = operation.unwrap_or("none").to_owned();
        let name = format!("{:02}-{operation}.yaml", self.files.len() + 1);
        let file = format!("{}/{name}", self.folder);
        let (request, is_request_text) = text(&exchange.request_body);
        let (response, is_response_text) = text(&exchange.response_body);
        let content = contract.record(&Exchange {
            source: Source::Sandbox,
            operation,
            method: exchange.method,
            path: exchange.path,
            request_headers: exchange.request_headers,
            request_body: request,
            is_request_valid: step.is_none_or(|step| step.is_request_valid),
            // Only those with an answer come here.
            status: exchange.status.unwrap_or_default(),
            response_headers: exchange.response_headers,
            response_body: response,
        });
        let recording = Recording::read(&file, &content);
        let recording = recording.map_err(|finding| Unusable(finding.to_string()))?;
        for (side, is_text) in [("request", is_request_text), ("response", is_response_text)] {
            if !is_text {
                let pointer = Pointer::root().key(side).key("body");
                let message = "the body is no UTF-8".to_owned();
                let finding = contract.finding(&recording, rules::TEXT, &pointer, message);
                self.findings.push(finding);
            }
        }
        self.files.push((name, content));
        self.recordings.push(recording.clone());
        Ok(recording)
    }

    /// What speaks against a step, unless its exchange says the same.
    fn complain(
        &mut self,
        contract: &Contract<'_>,
        types: &[BodyTypes],
        step: &Step,
        recording: Option<&Recording>,
    ) {
        let Some(recording) = recording else {
            for complaint in &step.complaints {
                let (rule, message) = (complaint.rule, complaint.message.clone());
                let finding = contract.finding_of_operation(step.operation, rule, message);
                self.findings.push(finding);
            }
            return;
        };
        if step.complaints.is_empty() {
            return;
        }
        let known = contract.check(recording, types);
        let is_broken = known.iter().any(|found| {
            found.finding.severity == Severity::Error
                && found.finding.pointer.starts_with("/response")
        });
        let is_known = |complaint: &Complaint| {
            let pointer = complaint.pointer.to_string();
            is_broken && complaint.rule.id == rules::OUTCOME.id
                || known.iter().any(|found| *found.finding.pointer == *pointer)
        };
        for complaint in step.complaints.iter().filter(|one| !is_known(one)) {
            let (rule, message) = (complaint.rule, complaint.message.clone());
            let finding = contract.finding(recording, rule, &complaint.pointer, message);
            self.findings.push(finding);
        }
    }
}

/// A body as text, and whether it is one.
fn text(body: &[u8]) -> (Option<String>, bool) {
    let text = String::from_utf8_lossy(body).into_owned();
    let is_text = text.as_bytes() == body;
    ((!body.is_empty()).then_some(text), is_text)
}

/// A finding that belongs to no operation.
fn general(
    contract: &Contract<'_>,
    rule: pazemo_contract::Rule,
    message: String,
) -> ContractFinding {
    ContractFinding {
        operation: None,
        ..contract.finding_of_operation("", rule, message)
    }
}
