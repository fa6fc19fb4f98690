//! A new operation, as the document writes operations.

use pazemo_openapi::{Document, Node, Pointer};

use super::{
    bodies,
    draft::remark,
    example,
    properties::{Components, indented, reference, scalar_type},
    shape::{Member, Shape},
    words::{Segment, pascal, scalar, segments, sentence, singular},
};
use crate::model::Operation;

/// What is added to the document: the operation below its method, and the components that it needs.
pub(super) struct Drafted {
    pub(super) path: String,
    pub(super) lines: Vec<String>,
    pub(super) components: Vec<String>,
}

/// A parameter of the path: its name in the document and the component of its values.
struct PathParameter {
    name: String,
    schema: Vec<String>,
    description: String,
}

pub(super) fn draft(document: &Document, operation: &Operation, id: &str, tag: &str) -> Drafted {
    let mut components = Components::default();
    let (path, parameters) = path(document, operation, &mut components);
    let request = bodies::request(operation);
    let answer = bodies::answer(operation);
    let type_name = pascal(id);
    let retry = match operation.method.as_str() {
        "GET" | "HEAD" | "OPTIONS" => "safe",
        _ => "never",
    };
    let mut lines = vec![
        format!("{}:", operation.method.to_ascii_lowercase()),
        format!("  {}", remark(operation.line)),
        "  tags:".to_owned(),
        format!("    - {}", scalar(tag)),
        format!("  summary: {}", scalar(&operation.title)),
        format!(
            "  description: {}",
            scalar(&format!(
                "Proposed from line {} of the page, “{}”.",
                operation.line, operation.title
            ))
        ),
        format!("  operationId: {id}"),
        format!("  x-retry: {retry}"),
    ];
    let mut listed = Vec::new();
    for parameter in &parameters {
        listed.push(format!("- name: {}", scalar(&parameter.name)));
        listed.push("  in: path".to_owned());
        listed.push(format!("  description: {}", scalar(&parameter.description)));
        listed.push("  required: true".to_owned());
        listed.push("  schema:".to_owned());
        listed.extend(indented(&parameter.schema, 4));
    }
    for (place, members) in [("query", &request.query), ("header", &request.headers)] {
        for member in members {
            listed.extend(parameter(document, place, member));
        }
    }
    if !listed.is_empty() {
        lines.push("  parameters:".to_owned());
        lines.extend(indented(&listed, 4));
    }
    if let Some((shape, line)) = &request.body {
        lines.push("  requestBody:".to_owned());
        lines.push(format!("    {}", remark(*line)));
        lines.push("    description: What is sent.".to_owned());
        lines.push("    content:".to_owned());
        lines.push("      application/json:".to_owned());
        lines.push("        schema:".to_owned());
        let name = format!("{type_name} Request");
        lines.extend(indented(
            &body(document, &mut components, &name, shape, *line),
            10,
        ));
        lines.extend(examples(request.example.as_ref(), 8));
        lines.push("    required: true".to_owned());
    }
    lines.push("  responses:".to_owned());
    lines.push(format!("    '{}':", answer.status));
    lines.push(format!("      {}", remark(answer.line)));
    lines.push(
        "      description: The answer. That this status answers the call is inferred.".to_owned(),
    );
    lines.push("      x-evidence: inferred".to_owned());
    if let Some(shape) = &answer.shape {
        let media = if answer.is_json {
            "application/json"
        } else {
            "text/plain"
        };
        lines.push("      content:".to_owned());
        lines.push(format!("        {media}:"));
        lines.push("          schema:".to_owned());
        let name = format!("{type_name} Response");
        lines.extend(indented(
            &body(document, &mut components, &name, shape, answer.line),
            12,
        ));
        lines.extend(examples(answer.example.as_ref(), 10));
    }
    for (status, target) in common_errors(document) {
        lines.push(format!("    '{status}':"));
        lines.push(format!("      $ref: '{target}'"));
    }
    Drafted {
        path,
        lines,
        components: components.lines,
    }
}

/// The example of a body, if the page has one, this deep.
fn examples(example: Option<&(String, usize)>, depth: usize) -> Vec<String> {
    let lines = example.and_then(|(text, line)| example::documented(text, *line));
    let Some(lines) = lines else {
        return Vec::new();
    };
    let mut all = indented(&["examples:".to_owned()], depth);
    all.extend(indented(&lines, depth + 2));
    all
}

/// The schema of a body.
fn body(
    document: &Document,
    components: &mut Components,
    name: &str,
    shape: &Shape,
    line: usize,
) -> Vec<String> {
    match shape {
        Shape::Object(members) => {
            vec![reference(&components.object(document, name, members, line))]
        }
        Shape::List(item) => {
            let name = format!("{name} Item");
            let mut lines = vec!["type: array".to_owned(), "items:".to_owned()];
            lines.extend(indented(&body(document, components, &name, item, line), 2));
            lines
        }
        Shape::Unknown => vec![reference(&components.object(document, name, &[], line))],
        other => scalar_type(document, "", other),
    }
}

/// A parameter of query or header, which is one value, or in a query a list of them.
pub(super) fn parameter(document: &Document, place: &str, member: &Member) -> Vec<String> {
    let described = if member.description.trim().is_empty() {
        "The page does not explain it.".to_owned()
    } else {
        sentence(&member.description)
    };
    let mut lines = vec![
        remark(member.line),
        format!("- name: {}", scalar(&member.name)),
        format!("  in: {place}"),
        format!("  description: {}", scalar(&described)),
    ];
    if member.required {
        lines.push("  required: true".to_owned());
    }
    lines.push("  schema:".to_owned());
    match &member.shape {
        Shape::List(item) if place == "query" => {
            lines.push("    type: array".to_owned());
            lines.push("    items:".to_owned());
            lines.extend(indented(&scalar_type(document, &member.name, item), 6));
        }
        Shape::Object(_) | Shape::List(_) => {
            lines.extend(indented(
                &scalar_type(document, &member.name, &Shape::Text),
                4,
            ));
        }
        other => lines.extend(indented(&scalar_type(document, &member.name, other), 4)),
    }
    lines
}

/// The path in the document's notation. Parameters are called as in the path of another operation that begins likewise.
fn path(
    document: &Document,
    operation: &Operation,
    components: &mut Components,
) -> (String, Vec<PathParameter>) {
    let own = segments(&operation.path);
    let operations = document.operations();
    let mut path = String::new();
    let mut parameters: Vec<PathParameter> = Vec::new();
    for (at, segment) in own.iter().enumerate() {
        path.push('/');
        let name = match segment {
            Segment::Word(word) => {
                path.push_str(word);
                continue;
            }
            Segment::Parameter(name) => *name,
        };
        let begins_likewise = |other: &str| {
            let theirs = segments(other);
            theirs.len() > at
                && theirs.iter().zip(&own).take(at + 1).all(|pair| match pair {
                    (Segment::Word(one), Segment::Word(other)) => one == other,
                    (Segment::Parameter(_), Segment::Parameter(_)) => true,
                    _ => false,
                })
        };
        let known = operations
            .iter()
            .filter(|other| begins_likewise(other.path))
            .find_map(|other| {
                let Some(Segment::Parameter(name)) = segments(other.path).get(at).copied() else {
                    return None;
                };
                let parameter = other.parameters.iter().find(|one| one.name == name)?;
                let component = parameter.schema?.str("$ref")?;
                Some((name.to_owned(), component, parameter.description))
            });
        let is_free = |name: &str, parameters: &[PathParameter]| {
            parameters.iter().all(|other| other.name != name)
        };
        let parameter = match known {
            Some((name, component, description)) if is_free(&name, &parameters) => PathParameter {
                name,
                schema: vec![format!("$ref: '{component}'")],
                description: description.to_owned(),
            },
            _ => {
                let before = own
                    .get(at.wrapping_sub(1))
                    .and_then(|segment| match segment {
                        Segment::Word(word) => Some(singular(word)),
                        Segment::Parameter(_) => None,
                    });
                fresh(document, operation, name, before.as_deref(), components)
            }
        };
        path.push('{');
        path.push_str(&parameter.name);
        path.push('}');
        parameters.push(parameter);
    }
    if path.is_empty() {
        path.push('/');
    }
    (path, parameters)
}

/// A parameter that no other path has: an identifier, called after the word before it if its own name does not tell of what.
fn fresh(
    document: &Document,
    operation: &Operation,
    name: &str,
    before: Option<&str>,
    components: &mut Components,
) -> PathParameter {
    let own = super::words::words(name);
    let is_bare = own.len() < 2;
    let wanted = match before {
        Some(noun) if is_bare => format!("{noun} {}", own.first().map_or("id", String::as_str)),
        _ => name.to_owned(),
    };
    let row = operation
        .request
        .iter()
        .flat_map(|table| &table.fields)
        .find(|field| super::words::words(&field.name) == own);
    let is_safe = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let called = if is_safe && !name.is_empty() {
        name.to_owned()
    } else {
        super::words::camel(&wanted)
    };
    PathParameter {
        name: called,
        schema: vec![reference(&components.identifier(
            document,
            &wanted,
            operation.line,
        ))],
        description: row.map_or_else(
            || "The page does not explain it.".to_owned(),
            |field| sentence(&format!("{} ", field.description)),
        ),
    }
}

/// The statuses of errors that at least half of the operations have, with the reference that stands there.
pub(super) fn common_errors(document: &Document) -> Vec<(String, String)> {
    let operations = document.operations();
    let mut counted: Vec<(String, String, usize)> = Vec::new();
    for operation in &operations {
        let responses = responses(document, &operation.pointer);
        for entry in responses.iter().filter(|entry| !entry.key.starts_with('2')) {
            let Some(target) = entry.node.str("$ref") else {
                continue;
            };
            match counted
                .iter_mut()
                .find(|(status, other, _)| *status == entry.key && other == target)
            {
                Some((_, _, count)) => *count += 1,
                None => counted.push((entry.key.clone(), target.to_owned(), 1)),
            }
        }
    }
    let mut common: Vec<(String, String)> = counted
        .into_iter()
        .filter(|(_, _, count)| count * 2 >= operations.len())
        .map(|(status, target, _)| (status, target))
        .collect();
    common.sort();
    common.dedup_by(|one, other| one.0 == other.0);
    common
}

pub(super) fn responses<'d>(
    document: &'d Document,
    operation: &Pointer,
) -> &'d [pazemo_openapi::Entry] {
    let node = operation.key("responses").resolve(document.root());
    node.map(Node::entries).unwrap_or_default()
}
