//! The result of `pazemo verify` for people.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, Table, presets};
use pazemo_contract::{ContractFinding, OperationReport, Report};
use pazemo_openapi::{Document, Severity};

pub(crate) fn human(report: &Report, document: &Document, is_saved: bool) -> String {
    let (good, bad) = (AnsiColor::Green.on_default(), AnsiColor::Red.on_default());
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let is_driven = report.operations.iter().any(|o| o.driven.is_some());
    let mut header = vec!["operation", "method", "path", "recorded"];
    header.extend(is_driven.then_some("driven"));
    header.push("findings");
    let columns = header.len();
    table.set_header(header);
    for operation in &report.operations {
        let mut row = vec![
            operation.id.clone(),
            operation.method.clone(),
            operation.path.clone(),
            operation.recorded.to_string(),
        ];
        row.extend(operation.driven.map(|driven| driven.to_string()));
        row.push(operation.findings.to_string());
        table.add_row(row);
    }
    for index in 3..columns {
        if let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let mut text = table.trim_fmt() + "\n\n";
    for finding in &report.findings {
        text.push_str(&paragraph(finding));
    }
    let errors = report
        .findings
        .iter()
        .filter(|f| f.finding.severity == Severity::Error)
        .count();
    let warnings = report.findings.len() - errors;
    let (title, version) = document.title();
    let style = if report.findings.is_empty() {
        good
    } else {
        bad
    };
    let agreed = if is_driven {
        "document, client and sandbox agree"
    } else {
        "document and client agree"
    };
    let result = if report.findings.is_empty() {
        agreed.to_owned()
    } else {
        format!(
            "{}, {}",
            counted(errors, "error"),
            counted(warnings, "warning")
        )
    };
    let mut findings = report.findings.iter();
    if !is_saved && findings.any(|finding| finding.finding.file.starts_with("driven/")) {
        text.push_str("driven/… are the exchanges with the sandbox; --save DIR writes them.\n\n");
    }
    let checked = checked(report, is_driven);
    let _ = writeln!(
        text,
        "{checked}, {title} {version}: {style}{result}{style:#}"
    );
    text
}

/// How many operations were seen, and in how many exchanges.
fn checked(report: &Report, is_driven: bool) -> String {
    let sum = |count: fn(&OperationReport) -> usize| report.operations.iter().map(count).sum();
    let seen = |count: fn(&OperationReport) -> usize| {
        report.operations.iter().filter(|o| count(o) > 0).count()
    };
    let recorded: usize = sum(|operation| operation.recorded);
    if !is_driven {
        let operations = counted(seen(|operation| operation.recorded), "operation");
        return format!("{operations} checked, {}", counted(recorded, "exchange"));
    }
    let driven = |operation: &OperationReport| operation.driven.unwrap_or_default();
    let operations = counted(seen(driven), "operation");
    let made: usize = sum(driven);
    format!("{operations} driven, {made} driven and {recorded} recorded exchanges checked")
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn paragraph(finding: &ContractFinding) -> String {
    let bold = Style::new().bold();
    let colour = match finding.finding.severity {
        Severity::Error => AnsiColor::Red.on_default(),
        Severity::Warning => AnsiColor::Yellow.on_default(),
    };
    let inner = &finding.finding;
    let operation = finding
        .operation
        .as_deref()
        .map(|name| format!("{name}: "))
        .unwrap_or_default();
    format!(
        "{colour}{severity}{colour:#}[{rule}] {bold}{operation}{message}{bold:#}\n  --> {file}:{line}:{column}\n   at {pointer}\n   right would be: {advice}\n\n",
        severity = inner.severity,
        rule = inner.rule,
        message = inner.message,
        file = inner.file,
        line = inner.line,
        column = inner.column,
        pointer = inner.pointer,
        advice = inner.advice,
    )
}
