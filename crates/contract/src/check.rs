//! The checks of one exchange.

use std::collections::HashMap;

use jsonschema::Validator;
use pazemo_openapi::{Document, Finding, Operation, ParameterPlace, Pointer};

use crate::{
    recording::Recording,
    report::ContractFinding,
    rules::{self, Rule},
    schema::{Schemas, violations},
    side::Side,
};

/// Decodes a body into a client's type and encodes it again; the error quotes nothing of the body.
pub type RoundTrip = fn(&[u8]) -> Result<Vec<u8>, String>;

/// How a client's types read and write the bodies of an operation.
#[derive(Debug, Clone, Copy)]
pub struct BodyTypes {
    /// `operationId`.
    pub operation: &'static str,
    /// The request's body, if it has one.
    pub request: Option<RoundTrip>,
    /// For each status the types the body may have.
    pub responses: &'static [(u16, &'static [RoundTrip])],
}

/// A document, ready to check exchanges against it: its schemas are compiled once.
pub struct Contract<'d> {
    document: &'d Document,
    operations: Vec<Operation<'d>>,
    validators: HashMap<String, Validator>,
}

impl std::fmt::Debug for Contract<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Contract")
            .field("document", &self.document.file())
            .finish_non_exhaustive()
    }
}

impl<'d> Contract<'d> {
    /// Compiles the schemas of a document.
    ///
    /// # Errors
    ///
    /// The first schema that cannot be used, with its place.
    pub fn new(document: &'d Document) -> Result<Self, Finding> {
        let schemas = Schemas::new(document);
        let operations = document.operations();
        let mut validators = HashMap::new();
        for operation in &operations {
            let responses = operation
                .responses
                .iter()
                .flat_map(|response| &response.bodies);
            for body in operation.request.iter().chain(responses) {
                let key = body.schema_pointer.to_string();
                if body.schema.is_some() && !validators.contains_key(&key) {
                    let validator = schemas.validator(&body.schema_pointer).map_err(|message| {
                        let advice = "a schema of OpenAPI 3.0".to_owned();
                        document.finding("schema-unusable", &body.schema_pointer, message, advice)
                    })?;
                    validators.insert(key, validator);
                }
            }
        }
        Ok(Self {
            document,
            operations,
            validators,
        })
    }

    /// The operations of the document.
    pub fn operations(&self) -> &[Operation<'d>] {
        &self.operations
    }

    /// The operation that a method and path belong to; a literal segment goes before a parameter.
    pub fn operation(&self, method: &str, path: &str) -> Option<&Operation<'d>> {
        let path = path.split('?').next().unwrap_or_default();
        let candidates = self
            .operations
            .iter()
            .filter(|operation| operation.method == method);
        candidates
            .filter_map(|operation| Some((parameters_in(operation.path, path)?, operation)))
            .min_by_key(|(parameters, _)| *parameters)
            .map(|(_, operation)| operation)
    }

    /// Everything that speaks against an exchange.
    pub fn check(&self, recording: &Recording, types: &[BodyTypes]) -> Vec<ContractFinding> {
        let top = Pointer::root();
        let mut findings = recording.credentials();
        let Some(operation) = self.operation(&recording.method, &recording.path) else {
            let message = format!(
                "`{} {}` is no operation of the document",
                recording.method, recording.path
            );
            let pointer = top.key("request").key("path");
            findings.push(recording.finding(rules::UNDOCUMENTED_OPERATION, &pointer, message));
            return findings;
        };
        if operation.id != recording.operation {
            let message = format!(
                "the recording says `{}`, but method and path belong to `{}`",
                recording.operation, operation.id
            );
            findings.push(recording.finding(
                rules::OPERATION_MISMATCH,
                &top.key("operation"),
                message,
            ));
        }
        let own = types.iter().find(|types| types.operation == operation.id);
        if own.is_none() && !types.is_empty() {
            let message = format!("the client has no operation `{}`", operation.id);
            findings.push(recording.finding(rules::TYPE_MISSING, &top.key("operation"), message));
        }
        let request = Side {
            contract: self,
            recording,
            name: "request",
            body: recording.request_body.as_ref(),
            headers: &recording.request_headers,
            documented: &operation.request,
            round_trips: own.map(|types| types.request.into_iter().collect()),
        };
        let mut against_request = request.check();
        against_request.extend(undocumented_parameters(recording, operation));
        if recording.is_request_valid {
            findings.extend(against_request);
        } else if against_request.is_empty() {
            let message = "the request is said to break the document, and keeps it".to_owned();
            let pointer = top.key("request").key("valid");
            findings.push(recording.finding(rules::REQUEST_NOT_BROKEN, &pointer, message));
        }
        match operation.response(recording.status) {
            None => {
                let known = operation
                    .responses
                    .iter()
                    .map(|response| response.status.to_string());
                let known = known.collect::<Vec<_>>().join(", ");
                let message = format!(
                    "status {} is not documented (documented: {known})",
                    recording.status
                );
                let pointer = top.key("response").key("status");
                findings.push(recording.finding(rules::UNDOCUMENTED_STATUS, &pointer, message));
            }
            Some(documented) => {
                let trips = own.map(|types| {
                    let row = types
                        .responses
                        .iter()
                        .find(|(status, _)| *status == recording.status);
                    row.map(|(_, trips)| trips.to_vec()).unwrap_or_default()
                });
                let response = Side {
                    contract: self,
                    recording,
                    name: "response",
                    body: recording.response_body.as_ref(),
                    headers: &recording.response_headers,
                    documented: &documented.bodies,
                    round_trips: trips,
                };
                findings.extend(response.check());
            }
        }
        for finding in &mut findings {
            finding.operation = Some(operation.id.to_owned());
        }
        findings
    }

    /// A finding of a check that is made elsewhere, at a place of a recording; a pointer into a body is followed there.
    pub fn finding(
        &self,
        recording: &Recording,
        rule: Rule,
        pointer: &Pointer,
        message: String,
    ) -> ContractFinding {
        let mut finding = recording.finding(rule, pointer, message);
        if let Some(operation) = self.operation(&recording.method, &recording.path) {
            finding.operation = Some(operation.id.to_owned());
        }
        finding
    }

    /// A finding about an operation as a whole, at its place in the document.
    pub fn finding_of_operation(
        &self,
        operation: &str,
        rule: Rule,
        message: String,
    ) -> ContractFinding {
        let known = self.operations.iter().find(|o| o.id == operation);
        let pointer = known.map_or_else(|| Pointer::root().key("paths"), |o| o.pointer.clone());
        ContractFinding {
            operation: Some(operation.to_owned()),
            finding: self.place(rule, &pointer, message),
        }
    }

    /// Named examples of the document that do not fit the schema beside them.
    pub(crate) fn examples(&self) -> Vec<ContractFinding> {
        let mut findings: Vec<ContractFinding> = Vec::new();
        for operation in &self.operations {
            let responses = operation
                .responses
                .iter()
                .flat_map(|response| &response.bodies);
            for body in operation.request.iter().chain(responses) {
                let Some(validator) = self.validator(&body.schema_pointer) else {
                    continue;
                };
                for example in &body.examples {
                    for violation in violations(validator, &example.value.to_value()) {
                        let tokens = violation.pointer.tokens().iter();
                        let at = tokens.fold(example.pointer.clone(), |at, token| at.key(token));
                        let message =
                            format!("the example `{}`: {}", example.name, violation.message);
                        let finding = ContractFinding {
                            operation: Some(operation.id.to_owned()),
                            finding: self.place(rules::EXAMPLE_INVALID, &at, message),
                        };
                        // A shared example is wrong once, however many operations show it.
                        if !findings
                            .iter()
                            .any(|other| other.finding == finding.finding)
                        {
                            findings.push(finding);
                        }
                    }
                }
            }
        }
        findings
    }

    pub(crate) fn document(&self) -> &'d Document {
        self.document
    }

    /// The compiled schema at a pointer of the document.
    pub(crate) fn validator(&self, schema: &Pointer) -> Option<&Validator> {
        self.validators.get(&schema.to_string())
    }

    /// A finding at a place of the document.
    pub(crate) fn place(&self, rule: Rule, pointer: &Pointer, message: String) -> Finding {
        let mut finding = self
            .document
            .finding(rule.id, pointer, message, rule.advice.to_owned());
        finding.severity = rule.level;
        finding
    }
}

/// Parameters in the query that the operation does not have. Neither names nor values are quoted: a query may be anything.
fn undocumented_parameters(
    recording: &Recording,
    operation: &Operation<'_>,
) -> Vec<ContractFinding> {
    let is_known = |name: &str| {
        let mut known = operation.parameters.iter();
        known.any(|known| known.place == ParameterPlace::Query && known.name == name)
    };
    let query = recording
        .path
        .split_once('?')
        .map_or("", |(_, query)| query);
    let parameters = query.split('&').filter(|parameter| !parameter.is_empty());
    let names = parameters.map(|parameter| parameter.split('=').next().unwrap_or_default());
    let unknown = names.filter(|name| !is_known(name)).count();
    if unknown == 0 {
        return Vec::new();
    }
    let message = format!(
        "the query has {unknown} parameter{} that the operation does not have",
        if unknown == 1 { "" } else { "s" }
    );
    let pointer = Pointer::root().key("request").key("path");
    vec![recording.finding(rules::UNDOCUMENTED_PARAMETER, &pointer, message)]
}

/// How many segments of a path are parameters of a template; `None` if the path does not fit it.
fn parameters_in(template: &str, path: &str) -> Option<usize> {
    let (template, path): (Vec<&str>, Vec<&str>) =
        (template.split('/').collect(), path.split('/').collect());
    if template.len() != path.len() {
        return None;
    }
    let mut parameters = 0;
    for (wanted, found) in template.into_iter().zip(path) {
        if wanted.starts_with('{') && !found.is_empty() {
            parameters += 1;
        } else if wanted != found {
            return None;
        }
    }
    Some(parameters)
}
