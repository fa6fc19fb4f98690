//! What an operation takes, for --describe.

use std::fmt::Write;

use comfy_table::{Table, presets};
use pazemo::{Operation, OperationKind};

use super::shape::{Field, Kind, Shape};

pub(super) fn text(operation: &Operation, shape: &Shape) -> String {
    let mut text = format!(
        "{} ({} {}): {}\n",
        operation.id(),
        shape.method,
        shape.path,
        shape.summary
    );
    let effect = match operation.kind() {
        OperationKind::Read => "It changes nothing.",
        _ => "It changes something: what may have arrived is not sent again.",
    };
    let _ = writeln!(text, "{effect}");
    let fields = shape.body.as_deref().unwrap_or_default();
    for (title, fields) in [
        ("Parameters", shape.parameters.as_slice()),
        ("Fields of the body", fields),
    ] {
        if !fields.is_empty() {
            let _ = writeln!(text, "\n{title}:\n{}", table(shape, fields));
        }
    }
    text
}

fn table(shape: &Shape, fields: &[Field]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    for field in fields {
        let is_parameter = |name| shape.parameters.iter().any(|field| field.name == name);
        let is_hidden =
            !std::ptr::eq(fields, shape.parameters.as_slice()) && is_parameter(field.name);
        let name = if is_hidden { "body." } else { "" };
        let required = if field.is_required { "required" } else { "" };
        table.add_row([
            format!("{name}{}{}", field.name, sign(field)),
            required.to_owned(),
            field.description.to_owned(),
        ]);
    }
    table.trim_fmt()
}

fn sign(field: &Field) -> &'static str {
    if field.is_secret {
        return " (a secret, no argument)";
    }
    match field.kind {
        Kind::Text => "=TEXT",
        Kind::Number => "=NUMBER",
        Kind::Integer => "=WHOLE NUMBER",
        Kind::IntegerOrText => "=WHOLE NUMBER OR TEXT",
        Kind::Boolean => "=true|false",
        Kind::Json => ":=JSON",
    }
}
