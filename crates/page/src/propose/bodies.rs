//! What an operation of the page takes and answers.

use serde_json::Value;

use super::{
    shape::{Member, Shape, of_fields},
    words::{Segment, segments, words},
};
use crate::model::{ExampleBody, ExampleRole, Field, FieldTable, Operation};

/// What is sent beside the path.
#[derive(Debug, Default)]
pub(super) struct Request {
    pub(super) query: Vec<Member>,
    pub(super) headers: Vec<Member>,
    pub(super) body: Option<(Shape, usize)>,
    /// The example of the body: its text and its line.
    pub(super) example: Option<(String, usize)>,
}

/// Headers that the client sets by itself.
const OWN_HEADERS: &str = "authorization content-type accept host user-agent content-length";

pub(super) fn request(operation: &Operation) -> Request {
    let mut request = Request::default();
    let example = request_example(operation);
    let has_no_body = ["GET", "HEAD", "DELETE"].contains(&operation.method.as_str());
    let path: Vec<String> = segments(&operation.path)
        .iter()
        .filter_map(|segment| match segment {
            Segment::Parameter(name) => Some(words(name).concat()),
            Segment::Word(_) => None,
        })
        .collect();
    let is_in_path = |field: &Field| path.contains(&words(&field.name).concat());
    let mut body: Vec<&Field> = Vec::new();
    for table in &operation.request {
        let label = words(table.label.as_deref().unwrap_or_default());
        let says = |list: &str| label.iter().any(|word| crate::one_of(word, list));
        if says("header headers") {
            let fields = table
                .fields
                .iter()
                .filter(|field| !crate::one_of(&field.name.to_ascii_lowercase(), OWN_HEADERS));
            request.headers.extend(members(fields));
        } else if says("body payload json")
            || !(has_no_body && example.is_none() || says("query path url"))
        {
            body.extend(&table.fields);
        } else {
            let fields = table.fields.iter().filter(|field| !is_in_path(field));
            request.query.extend(members(fields));
        }
    }
    let shown = example.as_ref().map_or(Shape::Unknown, |(value, _, line)| {
        Shape::of_value(value, *line)
    });
    // A table may list the parameters of the path among the fields; an example tells them apart.
    let shows = |field: &Field| {
        let members = shown.members().unwrap_or_default();
        members.iter().any(|member| member.name == field.name)
    };
    let fields = body
        .iter()
        .copied()
        .filter(|field| !is_in_path(field) || shows(field));
    let listed = of_fields(fields);
    let line = listed
        .first()
        .map(|member| member.line)
        .or(example.as_ref().map(|(_, _, line)| *line));
    if let Some(line) = line {
        request.body = Some((together(listed, shown), line));
    }
    request.example = example.map(|(_, text, line)| (text.to_owned(), line));
    request
}

/// The answer of a success: what it is, as which status, and on which line; text that is not JSON is [`Shape::Text`] without JSON.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) shape: Option<Shape>,
    pub(super) is_json: bool,
    pub(super) line: usize,
    /// The first example in JSON: its text and its line.
    pub(super) example: Option<(String, usize)>,
}

pub(super) fn answer(operation: &Operation) -> Answer {
    let is_success = |status: Option<u16>| status.is_none_or(|status| status / 100 == 2);
    let examples = || {
        operation
            .examples
            .iter()
            .filter(|example| example.role == ExampleRole::Response && is_success(example.status))
    };
    let status = examples().find_map(|example| example.status).unwrap_or(200);
    let mut shown = Shape::Unknown;
    let mut line = None;
    let mut is_text = false;
    let mut first = None;
    for example in examples() {
        match &example.body {
            ExampleBody::Json(text) => {
                if let Ok(value) = serde_json::from_str::<Value>(text) {
                    shown = shown.with(Shape::of_value(&value, example.line));
                    line = line.or(Some(example.line));
                    first.get_or_insert_with(|| (text.clone(), example.line));
                }
            }
            ExampleBody::Text(_) => is_text = true,
            ExampleBody::Broken { .. } => {}
        }
    }
    let about_headers = |table: &&FieldTable| {
        let label = words(table.label.as_deref().unwrap_or_default());
        label
            .iter()
            .any(|word| crate::one_of(word, "header headers"))
    };
    let fields = operation
        .response
        .iter()
        .filter(|table| !about_headers(table))
        .flat_map(|table| &table.fields);
    let listed = of_fields(fields);
    let line = listed.first().map(|member| member.line).or(line);
    let is_json = line.is_some();
    let shape = match (is_json, is_text && status != 204) {
        (true, _) => Some(together(listed, shown)),
        (false, true) => Some(Shape::Text),
        (false, false) => None,
    };
    Answer {
        status,
        shape,
        is_json,
        line: line.unwrap_or(operation.line),
        example: first,
    }
}

/// Whether a table alone tells what is answered.
pub(super) fn is_only_listed(operation: &Operation) -> bool {
    let is_shown = operation
        .examples
        .iter()
        .any(|example| example.role == ExampleRole::Response);
    !is_shown && !operation.response.is_empty()
}

/// Rows of a table, which are no more than values.
fn members<'f>(fields: impl Iterator<Item = &'f Field>) -> Vec<Member> {
    fields
        .map(|field| Member::of_field(&field.name, field))
        .collect()
}

/// The fields of tables, and what examples show: an object, or a list of it. If the examples have them one level deeper, they belong there.
fn together(listed: Vec<Member>, shown: Shape) -> Shape {
    if listed.is_empty() {
        return shown;
    }
    let has_most = |members: &[Member]| {
        let found = listed
            .iter()
            .filter(|field| members.iter().any(|member| member.name == field.name));
        found.count() * 2 > listed.len()
    };
    let is_deeper = match &shown {
        Shape::Object(members) => {
            !has_most(members)
                && matches!(members.as_slice(), [only] if only.shape.members().is_some_and(has_most))
        }
        _ => false,
    };
    match shown {
        Shape::List(item) => Shape::List(Box::new(Shape::Object(listed).with(*item))),
        Shape::Object(mut members) if is_deeper => {
            for member in &mut members {
                let inner = std::mem::replace(&mut member.shape, Shape::Unknown);
                member.shape = together(listed.clone(), inner);
            }
            Shape::Object(members)
        }
        other => Shape::Object(listed).with(other),
    }
}

/// The example of what is sent: one of its own, or the body of a sample.
fn request_example(operation: &Operation) -> Option<(Value, &str, usize)> {
    let is_structured = |value: &Value| value.is_object() || value.is_array();
    let examples = operation.examples.iter().filter_map(|example| {
        let ExampleBody::Json(text) = &example.body else {
            return None;
        };
        (example.role == ExampleRole::Request).then_some((text, example.line))
    });
    let samples = operation
        .samples
        .iter()
        .filter_map(|sample| Some((sample.body.as_ref()?, sample.line)));
    examples
        .chain(samples)
        .filter_map(|(text, line)| {
            let value = serde_json::from_str::<Value>(text).ok()?;
            Some((value, text.as_str(), line))
        })
        .find(|(value, _, _)| is_structured(value))
}
