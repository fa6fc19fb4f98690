//! A page's model for people.

use std::fmt::Write as _;

use anstyle::Style;
use comfy_table::{CellAlignment, Table, presets};
use pazemo_page::{ExampleRole, FieldTable, Operation, Page, diff::printable};

pub(super) fn human(name: &str, page: &Page) -> String {
    let bold = Style::new().bold();
    let mut text = String::new();
    let title = page.title.as_deref().unwrap_or(name);
    let form = format!("{:?}", page.form).to_lowercase();
    let form = match form.as_str() {
        "html" => "HTML",
        "text" => "plain text",
        _ => "Markdown",
    };
    let _ = writeln!(text, "{bold}{}{bold:#}, read as {form}\n", printable(title));
    if !page.operations.is_empty() {
        text.push_str(&operations(page));
        text.push('\n');
    }
    let places = page.base_urls.iter().map(|base| {
        let named = base.name.as_deref().map(|name| format!("  {name}"));
        (base.line, base.url.clone() + &named.unwrap_or_default())
    });
    section(&mut text, "Base addresses", places);
    let claims = page.authentication.iter();
    section(
        &mut text,
        "Authentication",
        claims.map(|claim| (claim.line, claim.text.clone())),
    );
    let statuses = page.statuses.iter().map(|status| {
        let of = status
            .operation
            .and_then(|place| page.operations.get(place))
            .map(|operation| format!(" ({} {})", operation.method, operation.path));
        let of = of.unwrap_or_default();
        (
            status.line,
            format!("{}{of}  {}", status.code, status.meaning),
        )
    });
    section(&mut text, "Statuses", statuses);
    let objects = page.objects.iter().map(|object| {
        let fields: Vec<&str> = object
            .fields
            .iter()
            .map(|field| field.name.as_str())
            .collect();
        (
            object.line,
            format!("{}: {}", object.name, fields.join(", ")),
        )
    });
    section(&mut text, "Objects", objects);
    let errors = page.error_examples.iter().map(|example| {
        let label = example.label.as_deref().unwrap_or("without a label");
        (example.line, label.to_owned())
    });
    section(&mut text, "Examples of errors", errors);
    let conflicts = page.operations.iter().flat_map(|operation| {
        operation.conflicts.iter().map(|conflict| {
            let message = format!("{}: {}", conflict.kind, conflict.message);
            (conflict.line, message)
        })
    });
    section(&mut text, "Contradictions", conflicts);
    let warnings = page.warnings.iter().map(|warning| {
        (
            warning.line,
            format!("{}: {}", warning.kind, warning.message),
        )
    });
    section(&mut text, "Warnings", warnings);
    let _ = writeln!(
        text,
        "{}, {}, {}, {}.",
        counted(page.operations.len(), "operation", "operations"),
        counted(page.statuses.len(), "status", "statuses"),
        counted(page.objects.len(), "object", "objects"),
        counted(page.warnings.len(), "warning", "warnings"),
    );
    text
}

fn operations(page: &Page) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let counts = ["sent", "answered", "examples", "samples", "line"];
    let mut header = vec!["method", "path", "title"];
    header.extend(counts);
    let columns = header.len();
    table.set_header(header);
    for operation in &page.operations {
        table.add_row([
            printable(&operation.method),
            printable(&operation.path),
            printable(&operation.title),
            rows(&operation.request),
            rows(&operation.response),
            examples(operation),
            operation.samples.len().to_string(),
            operation.line.to_string(),
        ]);
    }
    for index in columns - counts.len()..columns {
        if let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt() + "\n"
}

/// How many fields the tables list.
fn rows(tables: &[FieldTable]) -> String {
    let rows: usize = tables.iter().map(|table| table.fields.len()).sum();
    rows.to_string()
}

/// How many examples show what is sent or answered; those of errors are apart.
fn examples(operation: &Operation) -> String {
    let is_error = |role: ExampleRole| role == ExampleRole::Error;
    let errors = operation
        .examples
        .iter()
        .filter(|example| is_error(example.role))
        .count();
    match operation.examples.len() - errors {
        others if errors == 0 => others.to_string(),
        others => format!("{others} + {errors}"),
    }
}

/// Lines under a heading, each with its place on the page; nothing if there is none.
fn section(text: &mut String, heading: &str, lines: impl Iterator<Item = (usize, String)>) {
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return;
    }
    let bold = Style::new().bold();
    let _ = writeln!(text, "{bold}{heading}{bold:#}");
    for (line, what) in lines {
        let _ = writeln!(text, "  {line:>5}  {}", printable(&what));
    }
    text.push('\n');
}

fn counted(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}
