//! Recordings: an exchange a file, with its source.

use pazemo_openapi::{EVIDENCE, Finding, Node, Pointer, Position, Value, parse};

use crate::{
    json::parse_json,
    report::ContractFinding,
    rules::{self, Rule},
};

/// Where an exchange comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// Shown on the provider's page.
    Documented,
    /// Taken from a server.
    Captured,
    /// Taken from a sandbox of one's own.
    Sandbox,
}

impl Source {
    /// As recordings write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Captured => "captured",
            Self::Sandbox => "sandbox",
        }
    }
}

/// What stands in the place of a secret.
pub(crate) const REDACTED: &str = "[redacted]";

/// Headers that carry credentials, in lower case.
pub(crate) const CREDENTIALS: [&str; 6] = [
    "authorization",
    "proxy-authorization",
    "cookie",
    "set-cookie",
    "x-api-key",
    "api-key",
];

/// A body, with the place in the file at which it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Body {
    /// The body byte for byte.
    pub text: String,
    /// The document's named example it must equal, if it is a documented one.
    pub example: Option<String>,
    /// Where its first character stands in the file; every further line of the body is a further line of the file.
    pub position: Position,
    /// How far its lines are indented in the file.
    pub indent: usize,
}

impl Body {
    /// The place in the file of a place in the text, whose first character is at line and column 1.
    pub(crate) fn place(&self, inside: Position) -> Position {
        Position {
            line: self.position.line + inside.line - 1,
            column: if inside.line == 1 {
                self.position.column + inside.column - 1
            } else {
                self.indent + inside.column
            },
        }
    }

    /// The place in the file of what a JSON body has at a pointer's tokens, or of the nearest thing around it.
    fn position_of(&self, tokens: &[String]) -> Option<Position> {
        let node = parse_json(&self.text).ok()?;
        let pointer = tokens
            .iter()
            .fold(Pointer::root(), |pointer, token| pointer.key(token));
        Some(self.place(pointer.resolve_nearest(&node).position))
    }
}

/// A recorded exchange.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Recording {
    /// The file's name, as it was given.
    pub file: String,
    /// Where the exchange comes from.
    pub source: Source,
    /// `operationId`.
    pub operation: String,
    /// HTTP method.
    pub method: String,
    /// Path, with its query if there is one.
    pub path: String,
    /// Headers of the request.
    pub request_headers: Vec<(String, String)>,
    /// Body of the request.
    pub request_body: Option<Body>,
    /// Whether the request is meant to keep the document; `false` for one that breaks it on purpose, to show how it is refused.
    pub is_request_valid: bool,
    /// Status of the response.
    pub status: u16,
    /// Headers of the response.
    pub response_headers: Vec<(String, String)>,
    /// Body of the response.
    pub response_body: Option<Body>,
    root: Node,
}

const KEYS: [&str; 7] = [
    "source",
    "section",
    "operation",
    "evidence",
    "request",
    "response",
    "note",
];
const REQUEST_KEYS: [&str; 6] = ["method", "path", "valid", "headers", "example", "body"];
const RESPONSE_KEYS: [&str; 4] = ["status", "headers", "example", "body"];

/// The parts that evidence may speak of.
const PARTS: [&str; 8] = [
    "operation",
    "request.method",
    "request.path",
    "request.headers",
    "request.body",
    "response.status",
    "response.headers",
    "response.body",
];

impl Recording {
    /// Reads a recording.
    ///
    /// # Errors
    ///
    /// What makes the file unusable, with its place: no YAML, a key that is unknown or missing, a value of another type.
    ///
    /// ```
    /// let finding = pazemo_contract::Recording::read("r.yaml", "source: invented\n").unwrap_err();
    /// assert_eq!(finding.to_string(), "r.yaml:1:9: error [recording]: `invented` is no source\n  at /source\n  \
    ///     right would be: documented, captured or sandbox");
    /// ```
    pub fn read(file: &str, text: &str) -> Result<Self, Finding> {
        let root = parse(file, text)?;
        let reader = Reader {
            file,
            text,
            root: &root,
        };
        let top = Pointer::root();
        reader.keys(&top, &KEYS)?;
        let source = match reader.text(&top.key("source"))? {
            "documented" => Source::Documented,
            "captured" => Source::Captured,
            "sandbox" => Source::Sandbox,
            other => {
                let message = format!("`{other}` is no source");
                return Err(reader.refuse(
                    &top.key("source"),
                    message,
                    "documented, captured or sandbox",
                ));
            }
        };
        if source == Source::Documented {
            reader.text(&top.key("section"))?;
        }
        reader.evidence(&top.key("evidence"))?;
        let (request, response) = (top.key("request"), top.key("response"));
        reader.keys(&request, &REQUEST_KEYS)?;
        reader.keys(&response, &RESPONSE_KEYS)?;
        Ok(Self {
            file: file.to_owned(),
            source,
            operation: reader.text(&top.key("operation"))?.to_owned(),
            method: reader.text(&request.key("method"))?.to_owned(),
            path: reader.text(&request.key("path"))?.to_owned(),
            request_headers: reader.headers(&request.key("headers"))?,
            request_body: reader.body(&request)?,
            is_request_valid: reader.truth(&request.key("valid"))?.unwrap_or(true),
            status: reader.status(&response.key("status"))?,
            response_headers: reader.headers(&response.key("headers"))?,
            response_body: reader.body(&response)?,
            root,
        })
    }

    /// A finding at a place of the recording's own structure.
    pub(crate) fn finding(
        &self,
        rule: Rule,
        pointer: &Pointer,
        message: String,
    ) -> ContractFinding {
        let position = match pointer.tokens() {
            [side, body, inside @ ..] if body == "body" && !inside.is_empty() => {
                let body = match side.as_str() {
                    "request" => self.request_body.as_ref(),
                    _ => self.response_body.as_ref(),
                };
                body.and_then(|body| body.position_of(inside))
            }
            _ => None,
        };
        let position = position.unwrap_or_else(|| pointer.resolve_nearest(&self.root).position);
        self.finding_at(rule, pointer, position, message)
    }

    /// Headers that carry a credential which is not redacted. Its value is not quoted.
    pub(crate) fn credentials(&self) -> Vec<ContractFinding> {
        let sides = [
            ("request", &self.request_headers),
            ("response", &self.response_headers),
        ];
        let headers = sides
            .into_iter()
            .flat_map(|(side, headers)| headers.iter().map(move |header| (side, header)));
        headers
            .filter(|(_, (name, value))| {
                let name = name.to_ascii_lowercase();
                CREDENTIALS.contains(&name.as_str()) && !value.ends_with(REDACTED)
            })
            .map(|(side, (name, _))| {
                let pointer = Pointer::root().key(side).key("headers").key(name);
                self.finding(
                    rules::CREDENTIAL,
                    &pointer,
                    format!("`{name}` has something that is not redacted"),
                )
            })
            .collect()
    }

    /// A finding at a position of the file.
    pub(crate) fn finding_at(
        &self,
        rule: Rule,
        pointer: &Pointer,
        position: Position,
        message: String,
    ) -> ContractFinding {
        let advice = rule.advice.to_owned();
        let mut finding = Finding::new(rule.id, &self.file, message, advice).at(pointer, position);
        finding.severity = rule.level;
        ContractFinding {
            operation: Some(self.operation.clone()),
            finding,
        }
    }
}

/// The value of a header, by its name in any case.
pub(crate) fn header<'h>(headers: &'h [(String, String)], name: &str) -> Option<&'h str> {
    let found = headers
        .iter()
        .find(|(header, _)| header.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}

struct Reader<'r> {
    file: &'r str,
    text: &'r str,
    root: &'r Node,
}

impl Reader<'_> {
    fn refuse(&self, pointer: &Pointer, message: String, advice: &str) -> Finding {
        let position = pointer.resolve_nearest(self.root).position;
        Finding::new("recording", self.file, message, advice.to_owned()).at(pointer, position)
    }

    fn keys(&self, at: &Pointer, known: &[&str]) -> Result<(), Finding> {
        let Some(node) = at
            .resolve(self.root)
            .filter(|node| matches!(node.value, Value::Mapping(_)))
        else {
            return Err(self.refuse(
                at,
                "an object is missing here".to_owned(),
                &known.join(", "),
            ));
        };
        match node
            .entries()
            .iter()
            .find(|entry| !known.contains(&entry.key.as_str()))
        {
            Some(entry) => {
                let message = format!("unknown key `{}`", entry.key);
                let finding = self.refuse(&at.key(&entry.key), message, &known.join(", "));
                Err(finding.at(at.key(&entry.key), entry.key_position))
            }
            None => Ok(()),
        }
    }

    fn text(&self, at: &Pointer) -> Result<&str, Finding> {
        at.resolve(self.root).and_then(Node::as_str).ok_or_else(|| {
            let key = at.tokens().last().map(String::as_str).unwrap_or_default();
            self.refuse(
                at,
                format!("`{key}` is missing or no string"),
                "a string; quote what YAML reads otherwise",
            )
        })
    }

    fn truth(&self, at: &Pointer) -> Result<Option<bool>, Finding> {
        match at.resolve(self.root).map(|node| &node.value) {
            None => Ok(None),
            Some(Value::Bool(value)) => Ok(Some(*value)),
            Some(_) => Err(self.refuse(at, "no truth value".to_owned(), "true or false")),
        }
    }

    /// What each part rests on that the page does not show as it stands here.
    fn evidence(&self, at: &Pointer) -> Result<(), Finding> {
        let parts = at.resolve(self.root).map(Node::entries).unwrap_or_default();
        for entry in parts {
            let at = at.key(&entry.key);
            let part = entry.key.split('.').take(2).collect::<Vec<_>>().join(".");
            if !PARTS.contains(&part.as_str()) {
                let finding = self.refuse(
                    &at,
                    format!("`{}` is no part of a recording", entry.key),
                    &PARTS.join(", "),
                );
                return Err(finding.at(&at, entry.key_position));
            }
            let word = self.text(&at)?;
            if !EVIDENCE.contains(&word) {
                return Err(self.refuse(
                    &at,
                    format!("`{word}` is no evidence"),
                    &EVIDENCE.join(", "),
                ));
            }
        }
        Ok(())
    }

    fn status(&self, at: &Pointer) -> Result<u16, Finding> {
        let status = match at.resolve(self.root).map(|node| &node.value) {
            Some(Value::Number(text)) => text
                .parse()
                .ok()
                .filter(|status| (100..600).contains(status)),
            _ => None,
        };
        status.ok_or_else(|| {
            self.refuse(
                at,
                "`status` is missing or no status code".to_owned(),
                "a number from 100 to 599",
            )
        })
    }

    fn headers(&self, at: &Pointer) -> Result<Vec<(String, String)>, Finding> {
        let Some(node) = at.resolve(self.root) else {
            return Ok(Vec::new());
        };
        let mut headers = Vec::new();
        for entry in node.entries() {
            headers.push((
                entry.key.clone(),
                self.text(&at.key(&entry.key))?.to_owned(),
            ));
        }
        if !matches!(node.value, Value::Mapping(_)) {
            return Err(self.refuse(at, "headers are no object".to_owned(), "names and values"));
        }
        Ok(headers)
    }

    fn body(&self, at: &Pointer) -> Result<Option<Body>, Finding> {
        let pointer = at.key("body");
        let Some(node) = pointer.resolve(self.root) else {
            return Ok(None);
        };
        let text = self.text(&pointer)?.to_owned();
        let example = at
            .key("example")
            .resolve(self.root)
            .map(|_| self.text(&at.key("example")));
        let (position, indent) = self.content(node.position, &text);
        Ok(Some(Body {
            text,
            example: example.transpose()?.map(str::to_owned),
            position,
            indent,
        }))
    }

    /// Where the content of a scalar begins, and how far it is indented. The parser places a block scalar at its first
    /// line that is not empty; that line begins with nothing but the indentation.
    fn content(&self, scalar: Position, text: &str) -> (Position, usize) {
        let line = self.text.lines().nth(scalar.line - 1).unwrap_or_default();
        let before: String = line.chars().take(scalar.column - 1).collect();
        if !before.trim().is_empty() {
            return (scalar, 0);
        }
        let empty = text.bytes().take_while(|byte| *byte == b'\n').count();
        let position = Position {
            line: scalar.line.saturating_sub(empty).max(1),
            column: scalar.column,
        };
        (position, scalar.column - 1)
    }
}
