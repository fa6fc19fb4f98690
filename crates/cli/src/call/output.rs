//! What is printed: answers and JSON on standard output, all else on standard error. Nothing of it holds a secret.

use std::{
    collections::BTreeMap,
    error::Error as _,
    fmt::Write as _,
    io::{self, IsTerminal, Write as _, stderr, stdout},
    time::Duration,
};

use heck::ToSnakeCase;
use pazemo::{
    Basis, Delivery, Error, ErrorBody, Operation, OperationKind,
    dynamic::{Answer, Preview},
};
use serde::Serialize;
use serde_json::value::RawValue;

use super::{
    CallArguments, Shape,
    arguments::CallFormat,
    exit,
    json::{Hidden, Layout, render},
};
use crate::Unusable;

#[derive(Serialize)]
struct AnswerObject<'a> {
    operation: &'a str,
    status: u16,
    attempts: u32,
    body: Box<RawValue>,
}

#[derive(Serialize)]
struct PreviewObject<'a> {
    operation: &'a str,
    method: &'a str,
    url: &'a str,
    headers: BTreeMap<&'a str, &'a str>,
    body: Box<RawValue>,
}

#[derive(Serialize)]
struct Failure<'a> {
    operation: &'a str,
    error: ErrorObject<'a>,
}

#[derive(Serialize)]
struct ErrorObject<'a> {
    kind: String,
    message: String,
    delivery: String,
    basis: String,
    status: Option<u16>,
    attempts: u32,
    withdraw_id: Option<&'a str>,
    answered_withdraw_id: Option<&'a str>,
    mismatched_fields: &'a [&'static str],
    /// In seconds.
    retry_after: Option<u64>,
    body: Box<RawValue>,
}

/// The answer as the server sent it, or the object around it.
pub(super) fn answer(
    arguments: &CallArguments,
    shape: &Shape,
    answer: &Answer,
    hidden: &Hidden,
) -> String {
    let body = answer.body();
    if arguments.format == CallFormat::Json {
        let body = match shape.answers_json {
            true => any_body(body, hidden),
            false => text(&hidden.text(&String::from_utf8_lossy(body))),
        };
        let object = AnswerObject {
            operation: arguments.operation.id(),
            status: answer.status(),
            attempts: answer.attempts(),
            body,
        };
        return line(&object);
    }
    // A terminal would obey what stands in a text.
    let is_terminal = stdout().is_terminal();
    if shape.answers_json
        && let Ok(json) = serde_json::from_slice::<&RawValue>(body)
    {
        let json = render(json.get(), layout(arguments), hidden);
        let shown = if is_terminal { escaped(&json) } else { json };
        return shown + "\n";
    }
    let body = hidden.text(&String::from_utf8_lossy(body));
    let shown = if is_terminal { harmless(&body) } else { body };
    if shown.ends_with('\n') {
        shown
    } else {
        shown + "\n"
    }
}

/// The request that is not sent.
pub(super) fn preview(arguments: &CallArguments, preview: &Preview, hidden: &Hidden) -> String {
    if arguments.format == CallFormat::Json {
        return line(&PreviewObject {
            operation: arguments.operation.id(),
            method: preview.method(),
            url: preview.url(),
            headers: preview.headers().collect(),
            body: any_body(preview.body().unwrap_or_default(), hidden),
        });
    }
    let mut text = format!("{} {}\n", preview.method(), preview.url());
    for (name, value) in preview.headers() {
        let _ = writeln!(text, "{name}: {value}");
    }
    if let Some(body) = preview.body() {
        let body = String::from_utf8_lossy(body);
        let _ = writeln!(text, "\n{}", render(&body, layout(arguments), hidden));
    }
    text
}

/// The person at the terminal did not mean it.
pub(super) fn declined(arguments: &CallArguments) -> Result<u8, Unusable> {
    let message = "not confirmed; nothing was sent";
    without_error(arguments, "declined", message, Delivery::NotSent, 0, None);
    Ok(exit::NOT_SENT)
}

/// The program was ended before the call was.
pub(super) fn interrupted(arguments: &CallArguments, attempts: u32, withdraw_id: Option<&str>) {
    let (delivery, message) = match (attempts, arguments.operation.kind()) {
        (0, _) => (Delivery::NotSent, "interrupted; nothing was sent"),
        (_, OperationKind::Read) => (Delivery::Unknown, "interrupted"),
        _ => (
            Delivery::Unknown,
            "interrupted; UNKNOWN whether it took effect: do not repeat it blindly",
        ),
    };
    without_error(
        arguments,
        "interrupted",
        message,
        delivery,
        attempts,
        withdraw_id,
    );
}

fn without_error(
    arguments: &CallArguments,
    kind: &str,
    message: &str,
    delivery: Delivery,
    attempts: u32,
    withdraw_id: Option<&str>,
) {
    let operation = arguments.operation;
    let mut told = format!("{}: {message}", operation.id());
    let _ = write!(told, "\n  delivery: {delivery} (basis: {})", Basis::Wire);
    if let Some(id) = withdraw_id {
        let _ = write!(told, "\n  withdraw id: {id}");
    }
    tell(&told);
    if arguments.format == CallFormat::Json {
        print_failure(&Failure {
            operation: operation.id(),
            error: ErrorObject {
                kind: kind.to_owned(),
                message: message.to_owned(),
                delivery: label(delivery),
                basis: Basis::Wire.to_string(),
                status: None,
                attempts,
                withdraw_id,
                answered_withdraw_id: None,
                mismatched_fields: &[],
                retry_after: None,
                body: RawValue::NULL.to_owned(),
            },
        });
    }
}

/// What failed, for people, and for machines if they asked.
pub(super) fn failed(arguments: &CallArguments, error: &Error, hidden: &Hidden) {
    let operation = arguments.operation;
    let id = error.withdraw_id().map(|id| hidden.text(id.as_str()));
    let answered = error.answered_withdraw_id();
    let answered = answered.map(|id| hidden.text(id.as_str()));
    let mut told = hidden.text(&error.to_string());
    let mut source = error.source();
    while let Some(cause) = source {
        let _ = write!(told, ": {}", hidden.text(&cause.to_string()));
        source = cause.source();
    }
    let (delivery, basis) = (error.delivery(), error.basis());
    let _ = write!(told, "\n  delivery: {delivery} (basis: {basis})");
    if let Some(id) = &id {
        let _ = write!(told, "\n  withdraw id: {id}");
    }
    if let Some(id) = &answered {
        let _ = write!(told, "\n  withdraw id in the answer: {id}");
    }
    let _ = write!(told, "\n  next: {}", next(operation, error));
    for words in words(error) {
        let _ = write!(told, "\n  the server says: {}", hidden.text(&words));
    }
    tell(&told);
    if arguments.format == CallFormat::Json {
        print_failure(&Failure {
            operation: operation.id(),
            error: ErrorObject {
                kind: format!("{:?}", error.kind()).to_snake_case(),
                message: hidden.text(&error.to_string()),
                delivery: label(delivery),
                basis: basis.to_string(),
                status: error.status(),
                attempts: error.attempts(),
                withdraw_id: id.as_deref(),
                answered_withdraw_id: answered.as_deref(),
                mismatched_fields: error.mismatched_fields(),
                retry_after: error.retry_after().map(seconds),
                body: any_body(error.raw_body(), hidden),
            },
        });
    }
}

fn label(delivery: Delivery) -> String {
    delivery.to_string().to_snake_case()
}

/// Rounded up: who waits that long has waited long enough.
fn seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

fn next(operation: &Operation, error: &Error) -> String {
    let wait = error
        .retry_after()
        .map_or(String::new(), |time| format!(", after {} s", seconds(time)));
    if operation.kind() == OperationKind::Read {
        return format!("it changes nothing and may be made again{wait}");
    }
    match (error.delivery(), error.basis()) {
        (Delivery::NotSent, _) => format!("nothing happened; it may be made again{wait}"),
        (Delivery::Refused, Basis::Assumption) => {
            "this is probably a refusal; find out before you make the call again".to_owned()
        }
        (Delivery::Refused, _) => {
            format!("this call changed nothing; mend what the server says, then make it again{wait}")
        }
        (Delivery::Done, _) => {
            "it was carried out; keep the identifier and do not make the call again".to_owned()
        }
        _ => {
            "keep the identifier and find out what happened before anything else; do not make the call again"
                .to_owned()
        }
    }
}

/// The server's own words, if they have a documented form.
fn words(error: &Error) -> Vec<String> {
    match error.body() {
        Some(ErrorBody::Validation(body)) => {
            let entries = body.errors.iter();
            entries
                .map(|entry| format!("{}: {}", entry.code, entry.message))
                .collect()
        }
        Some(ErrorBody::Authentication(body)) => {
            vec![format!("{}: {}", body.error, body.error_description)]
        }
        Some(ErrorBody::System(body)) => vec![format!("{}: {}", body.error, body.message)],
        _ if error.raw_body().is_empty() => Vec::new(),
        _ => vec![format!(
            "{} bytes of another form (--format json shows them)",
            error.raw_body().len()
        )],
    }
}

/// A body in JSON as it is, anything else as text, nothing as null.
fn any_body(body: &[u8], hidden: &Hidden) -> Box<RawValue> {
    if body.is_empty() {
        return RawValue::NULL.to_owned();
    }
    if let Ok(json) = serde_json::from_slice::<&RawValue>(body)
        && let Ok(json) = RawValue::from_string(render(json.get(), Layout::OneLine, hidden))
    {
        return json;
    }
    text(&hidden.text(&String::from_utf8_lossy(body)))
}

fn text(text: &str) -> Box<RawValue> {
    serde_json::value::to_raw_value(text).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

fn layout(arguments: &CallArguments) -> Layout {
    if arguments.compact {
        Layout::OneLine
    } else {
        Layout::Indented
    }
}

fn line(object: &impl Serialize) -> String {
    serde_json::to_string(object).unwrap_or_default() + "\n"
}

fn print_failure(failure: &Failure<'_>) {
    if let Err(Unusable(why)) = print(&line(failure)) {
        tell(&why);
    }
}

/// Standard output, byte for byte; a reader that has gone away is no error of ours.
pub(super) fn print(text: &str) -> Result<(), Unusable> {
    let mut out = stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Unusable(format!(
            "standard output cannot be written: {error}"
        ))),
        _ => Ok(()),
    }
}

/// A message for people; the server's words in it may not steer the terminal.
pub(super) fn tell(message: &str) {
    // Nobody is left to tell if even this cannot be written.
    let _ = writeln!(stderr().lock(), "error: {}", harmless(message));
}

fn harmless(text: &str) -> String {
    text.replace(is_harmful, "\u{fffd}")
}

/// JSON with escapes in the place of what a terminal would obey. It stands in texts alone, and they stay what they were.
fn escaped(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for character in json.chars() {
        if is_harmful(character) {
            let _ = write!(shown, "\\u{:04x}", u32::from(character));
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Steers a terminal: by a control character, or by turning the direction of writing around.
fn is_harmful(character: char) -> bool {
    let turns = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || character.is_control() && character != '\n' && character != '\t'
}
