//! The checks of one exchange.

use std::collections::HashMap;

use jsonschema::Validator;
use pazemo_openapi::{Document, Finding, Node, Operation, Pointer, Position};

use crate::{
    compare::differences,
    fields,
    json::parse_json,
    recording::{Body, Recording, Source, header},
    report::ContractFinding,
    rules::{self, Rule},
    schema::{Schemas, violations},
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

/// A body on its way through the checks.
struct Subject<'s> {
    recording: &'s Recording,
    operation: &'s Operation<'s>,
    /// `request` or `response`.
    side: &'static str,
    body: &'s Body,
    round_trips: Vec<RoundTrip>,
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
        let request = Pointer::root().key("request");
        let Some(operation) = self.operation(&recording.method, &recording.path) else {
            let message = format!(
                "`{} {}` is no operation of the document",
                recording.method, recording.path
            );
            return vec![self.at(
                recording,
                rules::UNDOCUMENTED_OPERATION,
                &request.key("path"),
                message,
            )];
        };
        let mut findings = Vec::new();
        if operation.id != recording.operation {
            let message = format!("method and path belong to `{}`", operation.id);
            let pointer = Pointer::root().key("operation");
            findings.push(self.at(recording, rules::OPERATION_MISMATCH, &pointer, message));
        }
        let own = types.iter().find(|types| types.operation == operation.id);
        self.request(recording, operation, own, &mut findings);
        self.response(recording, operation, own, &mut findings);
        for finding in &mut findings {
            finding.operation = Some(operation.id.to_owned());
        }
        findings
    }

    fn request(
        &self,
        recording: &Recording,
        operation: &Operation<'_>,
        types: Option<&BodyTypes>,
        findings: &mut Vec<ContractFinding>,
    ) {
        let pointer = Pointer::root().key("request");
        match (&recording.request_body, operation.request.is_empty()) {
            (None, true) => {}
            (None, false) => {
                let message = "the request has no body".to_owned();
                findings.push(self.at(recording, rules::BODY_MISSING, &pointer, message));
            }
            (Some(_), true) => {
                let message = "the request has a body, and the document gives it none".to_owned();
                findings.push(self.at(
                    recording,
                    rules::UNDOCUMENTED_BODY,
                    &pointer.key("body"),
                    message,
                ));
            }
            (Some(body), false) => {
                let subject = Subject {
                    recording,
                    operation,
                    side: "request",
                    body,
                    round_trips: types.and_then(|types| types.request).into_iter().collect(),
                };
                self.body(
                    &subject,
                    &operation.request,
                    &recording.request_headers,
                    findings,
                );
            }
        }
    }

    fn response(
        &self,
        recording: &Recording,
        operation: &Operation<'_>,
        types: Option<&BodyTypes>,
        findings: &mut Vec<ContractFinding>,
    ) {
        let pointer = Pointer::root().key("response");
        let Some(response) = operation.response(recording.status) else {
            let known: Vec<String> = operation
                .responses
                .iter()
                .map(|r| r.status.to_string())
                .collect();
            let message = format!(
                "status {} is not documented (documented: {})",
                recording.status,
                known.join(", ")
            );
            findings.push(self.at(
                recording,
                rules::UNDOCUMENTED_STATUS,
                &pointer.key("status"),
                message,
            ));
            return;
        };
        match (&recording.response_body, response.bodies.is_empty()) {
            (None, true) => {}
            (None, false) => {
                let message = "the response has no body".to_owned();
                findings.push(self.at(recording, rules::BODY_MISSING, &pointer, message));
            }
            (Some(_), true) => {
                let message = "the response has a body, and the document gives it none".to_owned();
                findings.push(self.at(
                    recording,
                    rules::UNDOCUMENTED_BODY,
                    &pointer.key("body"),
                    message,
                ));
            }
            (Some(body), false) => {
                let own = types.and_then(|types| {
                    types
                        .responses
                        .iter()
                        .find(|(status, _)| *status == recording.status)
                });
                let subject = Subject {
                    recording,
                    operation,
                    side: "response",
                    body,
                    round_trips: own.map(|(_, trips)| trips.to_vec()).unwrap_or_default(),
                };
                self.body(
                    &subject,
                    &response.bodies,
                    &recording.response_headers,
                    findings,
                );
            }
        }
    }

    fn body(
        &self,
        subject: &Subject<'_>,
        documented: &[pazemo_openapi::Body<'_>],
        headers: &[(String, String)],
        findings: &mut Vec<ContractFinding>,
    ) {
        let pointer = Pointer::root().key(subject.side);
        let content_type = header(headers, "content-type").map(essence);
        let Some(media) = documented
            .iter()
            .find(|body| Some(essence(body.media_type)) == content_type)
        else {
            let known: Vec<&str> = documented.iter().map(|body| body.media_type).collect();
            let message = format!(
                "the {} has {}, the document has {}",
                subject.side,
                content_type
                    .as_deref()
                    .map_or("no content type".to_owned(), |found| format!("`{found}`")),
                known.join(", ")
            );
            findings.push(self.at(
                subject.recording,
                rules::UNDOCUMENTED_MEDIA_TYPE,
                &pointer.key("headers"),
                message,
            ));
            return;
        };
        let is_json = essence(media.media_type).ends_with("json");
        let node = if is_json {
            match parse_json(&subject.body.text) {
                Ok(node) => node,
                Err((position, message)) => {
                    findings.push(self.in_body(
                        subject,
                        rules::BODY_NOT_JSON,
                        &Pointer::root(),
                        position,
                        message,
                    ));
                    return;
                }
            }
        } else {
            Node {
                value: pazemo_openapi::Value::String(subject.body.text.clone()),
                position: Position { line: 1, column: 1 },
            }
        };
        let before = findings.len();
        duplicates(&node, &Pointer::root(), &mut |at, position, key| {
            let message = format!("the field `{key}` stands here again");
            findings.push(self.in_body(subject, rules::DUPLICATE_FIELD, at, position, message));
        });
        if let Some(validator) = self.validators.get(&media.schema_pointer.to_string()) {
            for violation in violations(validator, &node.to_value()) {
                let position = violation.pointer.resolve_nearest(&node).position;
                findings.push(self.in_body(
                    subject,
                    violation.rule,
                    &violation.pointer,
                    position,
                    violation.message,
                ));
            }
        }
        let fits = findings.len() == before;
        if let Some(schema) = media.schema {
            for at in fields::undocumented(self.document, schema, &node) {
                let message = format!(
                    "the field `{}` is not documented",
                    at.tokens().last().map_or("", String::as_str)
                );
                findings.push(self.in_body(
                    subject,
                    rules::UNDOCUMENTED_FIELD,
                    &at,
                    key_position(&node, &at),
                    message,
                ));
            }
        }
        let known = findings[before..]
            .iter()
            .map(|f| f.finding.pointer.clone())
            .collect::<Vec<_>>();
        self.example(subject, media, &node, &known, findings);
        // What breaks the schema breaks the type as well; it is one thing and said once.
        if fits {
            self.types(subject, is_json, &node, findings);
        }
    }

    fn example(
        &self,
        subject: &Subject<'_>,
        media: &pazemo_openapi::Body<'_>,
        node: &Node,
        known: &[Box<str>],
        findings: &mut Vec<ContractFinding>,
    ) {
        if subject.recording.source != Source::Documented {
            return;
        }
        let named = match &subject.body.example {
            Some(name) => media.examples.iter().find(|example| example.name == *name),
            None => media.examples.first(),
        };
        let Some(example) = named else {
            let known: Vec<&str> = media.examples.iter().map(|example| example.name).collect();
            let message = format!(
                "the document has no such example (it has: {})",
                known.join(", ")
            );
            let pointer = Pointer::root().key(subject.side).key("example");
            findings.push(self.at(subject.recording, rules::EXAMPLE_UNKNOWN, &pointer, message));
            return;
        };
        for (at, what) in differences(node, example.value) {
            let line = at.resolve_nearest(example.value).position.line;
            let message = format!(
                "{what}, compared with the example `{}` ({}:{line})",
                example.name,
                self.document.file()
            );
            let position = at.resolve_nearest(node).position;
            let finding = self.in_body(subject, rules::EXAMPLE_DIFFERS, &at, position, message);
            // What already speaks of this place has said it.
            if !known.contains(&finding.finding.pointer) {
                findings.push(finding);
            }
        }
    }

    fn types(
        &self,
        subject: &Subject<'_>,
        is_json: bool,
        node: &Node,
        findings: &mut Vec<ContractFinding>,
    ) {
        let mut refused = None;
        let mut changed = None;
        for round_trip in &subject.round_trips {
            match round_trip(subject.body.text.as_bytes()) {
                Err(reason) => refused = refused.or(Some(reason)),
                Ok(bytes) => {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    let differing = match (is_json, parse_json(&text)) {
                        (true, Ok(written)) => differences(node, &written),
                        (true, Err((_, message))) => vec![(Pointer::root(), message)],
                        (false, _) if text == subject.body.text => Vec::new(),
                        (false, _) => vec![(Pointer::root(), "another text".to_owned())],
                    };
                    if differing.is_empty() {
                        return;
                    }
                    changed = changed.or(Some(differing));
                }
            }
        }
        if let Some(differing) = changed {
            for (at, what) in differing {
                let message =
                    format!("the client's type writes something else than it read: {what}");
                let position = at.resolve_nearest(node).position;
                findings.push(self.in_body(
                    subject,
                    rules::TYPE_ROUND_TRIP,
                    &at,
                    position,
                    message,
                ));
            }
        } else if let Some(reason) = refused {
            let message = format!(
                "the client's type of `{}` cannot read it: {reason}",
                subject.operation.id
            );
            findings.push(self.in_body(
                subject,
                rules::TYPE_DECODE,
                &Pointer::root(),
                node.position,
                message,
            ));
        }
    }

    /// A finding at a place of the document.
    pub(crate) fn place(&self, rule: Rule, pointer: &Pointer, message: String) -> Finding {
        let mut finding = self
            .document
            .finding(rule.id, pointer, message, rule.advice.to_owned());
        finding.severity = rule.level;
        finding
    }

    /// A finding at a place of the recording's own structure.
    fn at(
        &self,
        recording: &Recording,
        rule: Rule,
        pointer: &Pointer,
        message: String,
    ) -> ContractFinding {
        finding(
            recording,
            rule,
            pointer,
            recording.position(pointer),
            message,
        )
    }

    /// A finding at a place inside a body.
    fn in_body(
        &self,
        subject: &Subject<'_>,
        rule: Rule,
        at: &Pointer,
        inside: Position,
        message: String,
    ) -> ContractFinding {
        let mut pointer = Pointer::root().key(subject.side).key("body");
        for token in at.tokens() {
            pointer = pointer.key(token);
        }
        let body = subject.body;
        let position = Position {
            line: body.position.line + inside.line - 1,
            column: if inside.line == 1 {
                body.position.column + inside.column - 1
            } else {
                body.indent + inside.column
            },
        };
        finding(subject.recording, rule, &pointer, position, message)
    }
}

fn finding(
    recording: &Recording,
    rule: Rule,
    pointer: &Pointer,
    position: Position,
    message: String,
) -> ContractFinding {
    let mut finding = Finding::new(rule.id, &recording.file, message, rule.advice.to_owned())
        .at(pointer, position);
    finding.severity = rule.level;
    ContractFinding {
        operation: Some(recording.operation.clone()),
        finding,
    }
}

/// A media type without its parameters, in lower case.
fn essence(media_type: &str) -> String {
    media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
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

/// Where the key of a field stands.
fn key_position(root: &Node, at: &Pointer) -> Position {
    let (last, parents) = match at.tokens().split_last() {
        Some(parts) => parts,
        None => return root.position,
    };
    let parent = parents
        .iter()
        .fold(Pointer::root(), |pointer, token| pointer.key(token));
    let parent = parent.resolve_nearest(root);
    parent
        .entry(last)
        .map_or(parent.position, |entry| entry.key_position)
}

fn duplicates(node: &Node, at: &Pointer, found: &mut impl FnMut(&Pointer, Position, &str)) {
    for (index, item) in node.items().iter().enumerate() {
        duplicates(item, &at.key(index), found);
    }
    for (index, entry) in node.entries().iter().enumerate() {
        let below = at.key(&entry.key);
        if node.entries()[..index]
            .iter()
            .any(|earlier| earlier.key == entry.key)
        {
            found(&below, entry.key_position, &entry.key);
        }
        duplicates(&entry.node, &below, found);
    }
}
