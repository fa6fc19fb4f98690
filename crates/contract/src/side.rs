//! The checks of one side of an exchange: its body against schema, example and types.

use pazemo_openapi::{Node, Pointer, Position, Value};

use crate::{
    check::{Contract, RoundTrip},
    compare::differences,
    fields,
    json::parse_json,
    recording::{Body, Recording, Source, header},
    report::ContractFinding,
    rules::{self, Rule},
    schema::violations,
};

/// The request or the response of an exchange, and what the document says about it.
pub(crate) struct Side<'s> {
    pub(crate) contract: &'s Contract<'s>,
    pub(crate) recording: &'s Recording,
    /// `request` or `response`.
    pub(crate) name: &'static str,
    pub(crate) body: Option<&'s Body>,
    pub(crate) headers: &'s [(String, String)],
    /// The bodies the document gives this side; none if it has no body.
    pub(crate) documented: &'s [pazemo_openapi::Body<'s>],
    /// The client's types for the body; `None` if there is no client, or none that knows the operation.
    pub(crate) round_trips: Option<Vec<RoundTrip>>,
}

impl Side<'_> {
    /// Everything that speaks against this side.
    pub(crate) fn check(&self) -> Vec<ContractFinding> {
        let pointer = Pointer::root().key(self.name);
        match (self.body, self.documented.is_empty()) {
            (None, true) => Vec::new(),
            (None, false) => {
                let message = format!("the {} has no body", self.name);
                vec![
                    self.recording
                        .finding(rules::BODY_MISSING, &pointer, message),
                ]
            }
            (Some(_), true) => {
                let message = format!(
                    "the {} has a body, and the document gives it none",
                    self.name
                );
                vec![self.recording.finding(
                    rules::UNDOCUMENTED_BODY,
                    &pointer.key("body"),
                    message,
                )]
            }
            (Some(body), false) => self.check_body(body),
        }
    }

    fn check_body(&self, body: &Body) -> Vec<ContractFinding> {
        let content_type = header(self.headers, "content-type").map(essence);
        let media = self
            .documented
            .iter()
            .find(|media| Some(essence(media.media_type)) == content_type);
        let Some(media) = media else {
            let known: Vec<&str> = self.documented.iter().map(|body| body.media_type).collect();
            let found =
                content_type.map_or("no content type".to_owned(), |found| format!("`{found}`"));
            let message = format!(
                "the {} has {found}, the document has {}",
                self.name,
                known.join(", ")
            );
            let pointer = Pointer::root().key(self.name).key("headers");
            return vec![
                self.recording
                    .finding(rules::UNDOCUMENTED_MEDIA_TYPE, &pointer, message),
            ];
        };
        let is_json = essence(media.media_type).ends_with("json");
        let node = if is_json {
            match parse_json(&body.text) {
                Ok(node) => node,
                Err((position, message)) => {
                    return vec![self.in_body(
                        body,
                        rules::BODY_NOT_JSON,
                        &Pointer::root(),
                        position,
                        message,
                    )];
                }
            }
        } else {
            Node {
                value: Value::String(body.text.clone()),
                position: Position { line: 1, column: 1 },
            }
        };
        let mut findings = self.against_schema(body, media, &node);
        let fits = findings.is_empty();
        findings.extend(self.undocumented_fields(body, media, &node));
        let differing = self.against_example(body, media, &node);
        // What already speaks of a place has said it.
        let known: Vec<Box<str>> = findings.iter().map(|f| f.finding.pointer.clone()).collect();
        findings.extend(
            differing
                .into_iter()
                .filter(|f| !known.contains(&f.finding.pointer)),
        );
        // What breaks the schema breaks the type as well; it is one thing and said once.
        if fits {
            findings.extend(self.against_types(body, is_json, &node));
        }
        findings
    }

    fn against_schema(
        &self,
        body: &Body,
        media: &pazemo_openapi::Body<'_>,
        node: &Node,
    ) -> Vec<ContractFinding> {
        let mut findings = Vec::new();
        duplicates(node, &Pointer::root(), &mut |at, position, key| {
            let message = format!("the field `{key}` stands here again");
            findings.push(self.in_body(body, rules::DUPLICATE_FIELD, at, position, message));
        });
        if let Some(validator) = self.contract.validator(&media.schema_pointer) {
            for violation in violations(validator, &node.to_value()) {
                let position = violation.pointer.resolve_nearest(node).position;
                findings.push(self.in_body(
                    body,
                    violation.rule,
                    &violation.pointer,
                    position,
                    violation.message,
                ));
            }
        }
        findings
    }

    fn undocumented_fields(
        &self,
        body: &Body,
        media: &pazemo_openapi::Body<'_>,
        node: &Node,
    ) -> Vec<ContractFinding> {
        let Some(schema) = media.schema else {
            return Vec::new();
        };
        fields::undocumented(self.contract.document(), schema, node)
            .into_iter()
            .map(|at| {
                let name = at.tokens().last().map_or("", String::as_str);
                let message = format!("the field `{name}` is not documented");
                self.in_body(
                    body,
                    rules::UNDOCUMENTED_FIELD,
                    &at,
                    key_position(node, &at),
                    message,
                )
            })
            .collect()
    }

    /// A documented exchange equals the document's named example, digit for digit.
    fn against_example(
        &self,
        body: &Body,
        media: &pazemo_openapi::Body<'_>,
        node: &Node,
    ) -> Vec<ContractFinding> {
        if self.recording.source != Source::Documented {
            return Vec::new();
        }
        let named = match &body.example {
            Some(name) => media.examples.iter().find(|example| example.name == *name),
            None => media.examples.first(),
        };
        let Some(example) = named else {
            let known: Vec<&str> = media.examples.iter().map(|example| example.name).collect();
            let message = format!(
                "the document has no such example (it has: {})",
                known.join(", ")
            );
            let pointer = Pointer::root().key(self.name).key("example");
            return vec![
                self.recording
                    .finding(rules::EXAMPLE_UNKNOWN, &pointer, message),
            ];
        };
        differences(node, example.value)
            .into_iter()
            .map(|(at, what)| {
                let line = at.resolve_nearest(example.value).position.line;
                // What stands on the page is no secret: the digits of both may be named.
                let numbers = (
                    at.resolve(node).map(|n| &n.value),
                    at.resolve(example.value).map(|n| &n.value),
                );
                let what = match numbers {
                    (Some(Value::Number(here)), Some(Value::Number(there))) => {
                        format!("{here} here, {there} there")
                    }
                    _ => what,
                };
                let file = self.contract.document().file();
                let message = format!(
                    "{what}, compared with the example `{}` ({file}:{line})",
                    example.name
                );
                let position = at.resolve_nearest(node).position;
                self.in_body(body, rules::EXAMPLE_DIFFERS, &at, position, message)
            })
            .collect()
    }

    /// One of the client's types reads the body and writes the same value again.
    fn against_types(&self, body: &Body, is_json: bool, node: &Node) -> Vec<ContractFinding> {
        let mut refused = None;
        let mut changed = None;
        let Some(round_trips) = &self.round_trips else {
            return Vec::new();
        };
        if round_trips.is_empty() {
            let message = format!("the client has no type for the body of this {}", self.name);
            return vec![self.in_body(
                body,
                rules::TYPE_MISSING,
                &Pointer::root(),
                node.position,
                message,
            )];
        }
        for round_trip in round_trips {
            match round_trip(body.text.as_bytes()) {
                Err(reason) => refused = refused.or(Some(reason)),
                Ok(bytes) => {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    let differing = match (is_json, parse_json(&text)) {
                        (true, Ok(written)) => differences(node, &written)
                            .into_iter()
                            .filter(|(at, _)| !same_number(at.resolve(node), at.resolve(&written)))
                            .collect(),
                        (true, Err((_, message))) => vec![(Pointer::root(), message)],
                        (false, _) if text == body.text => Vec::new(),
                        (false, _) => vec![(Pointer::root(), "another text".to_owned())],
                    };
                    if differing.is_empty() {
                        return Vec::new();
                    }
                    changed = changed.or(Some(differing));
                }
            }
        }
        match (changed, refused) {
            (Some(differing), _) => differing
                .into_iter()
                .map(|(at, what)| {
                    let message =
                        format!("the client's type writes something else than it read: {what}");
                    let position = at.resolve_nearest(node).position;
                    self.in_body(body, rules::TYPE_ROUND_TRIP, &at, position, message)
                })
                .collect(),
            (None, Some(reason)) => {
                let message = format!("the client's type cannot read it: {reason}");
                vec![self.in_body(
                    body,
                    rules::TYPE_DECODE,
                    &Pointer::root(),
                    node.position,
                    message,
                )]
            }
            (None, None) => Vec::new(),
        }
    }

    /// A finding at a place inside the body.
    fn in_body(
        &self,
        body: &Body,
        rule: Rule,
        at: &Pointer,
        inside: Position,
        message: String,
    ) -> ContractFinding {
        let start = Pointer::root().key(self.name).key("body");
        let pointer = at
            .tokens()
            .iter()
            .fold(start, |pointer, token| pointer.key(token));
        let position = body.place(inside);
        self.recording.finding_at(rule, &pointer, position, message)
    }
}

/// Whether both are numbers of one value, the first with an exponent: such a number is exact in value, not in its digits.
fn same_number(read: Option<&Node>, written: Option<&Node>) -> bool {
    let number = |node: Option<&Node>| match node.map(|node| &node.value) {
        Some(Value::Number(text)) => Some(text.clone()),
        _ => None,
    };
    match (number(read), number(written)) {
        (Some(read), Some(written)) => {
            read.contains(['e', 'E'])
                && normal(&read).is_some()
                && normal(&read) == normal(&written)
        }
        _ => false,
    }
}

/// Sign, digits without zeros at either end, and the power of ten behind them.
fn normal(number: &str) -> Option<(bool, String, i64)> {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let exponent: i64 = exponent.parse().ok()?;
    let digits = mantissa.trim_start_matches('-');
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{fraction}");
    let trimmed = all.trim_end_matches('0');
    let dropped = i64::try_from(all.len() - trimmed.len()).ok()?;
    let power = exponent
        .checked_sub(i64::try_from(fraction.len()).ok()?)?
        .checked_add(dropped)?;
    let digits = trimmed.trim_start_matches('0').to_owned();
    let power = if digits.is_empty() { 0 } else { power };
    Some((
        mantissa.starts_with('-') && !digits.is_empty(),
        digits,
        power,
    ))
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
