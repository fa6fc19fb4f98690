//! The result of `pazemo verify` for people.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, Table, presets};
use pazemo_contract::{ContractFinding, OperationReport, Report};
use pazemo_openapi::Severity;
use serde::{Serialize, Serializer, ser::SerializeStruct as _};

/// What was found out about a provider.
pub(super) struct ProviderReport {
    /// The name of its document, without ending.
    pub(super) provider: &'static str,
    /// The document's title and version.
    pub(super) title: String,
    pub(super) version: String,
    pub(super) report: Report,
}

/// What was found out, one provider after another.
pub(super) struct Reports(pub(super) Vec<ProviderReport>);

impl Reports {
    /// Whether a finding is at least as severe.
    pub(super) fn has(&self, severity: Severity) -> bool {
        self.0.iter().any(|one| one.report.has(severity))
    }
}

/// Something of a provider, and its name.
#[derive(Serialize)]
struct Of<'r, T> {
    provider: &'static str,
    #[serde(flatten)]
    what: &'r T,
}

/// The operations of all providers in one list, and so the findings.
impl Serialize for Reports {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        fn all<'r, T>(
            reports: &'r [ProviderReport],
            of: fn(&'r Report) -> &'r [T],
        ) -> Vec<Of<'r, T>> {
            let each = reports.iter().flat_map(|one| {
                let provider = one.provider;
                of(&one.report)
                    .iter()
                    .map(move |what| Of { provider, what })
            });
            each.collect()
        }
        let mut object = serializer.serialize_struct("Reports", 2)?;
        object.serialize_field("operations", &all(&self.0, |report| &report.operations))?;
        object.serialize_field("findings", &all(&self.0, |report| &report.findings))?;
        object.end()
    }
}

pub(super) fn human(reports: &Reports, is_saved: bool) -> String {
    let all = &reports.0;
    let mut text = String::new();
    for one in all {
        if all.len() > 1 {
            let bold = Style::new().bold();
            let (title, version) = (&one.title, &one.version);
            let _ = writeln!(text, "{bold}{title} {version}{bold:#}");
        }
        text.push_str(&table(&one.report));
        text.push('\n');
    }
    let findings = || all.iter().flat_map(|one| &one.report.findings);
    for finding in findings() {
        text.push_str(&paragraph(finding));
    }
    if !is_saved && findings().any(|finding| finding.finding.file.starts_with("driven/")) {
        text.push_str("driven/… are the exchanges with the sandbox; --save DIR writes them.\n\n");
    }
    let errors = findings()
        .filter(|f| f.finding.severity == Severity::Error)
        .count();
    let warnings = findings().count() - errors;
    let (style, result) = if errors + warnings > 0 {
        let (errors, warnings) = (counted(errors, "error"), counted(warnings, "warning"));
        let bad = AnsiColor::Red.on_default();
        (bad, format!("{errors}, {warnings}"))
    } else {
        (AnsiColor::Green.on_default(), agreement(all))
    };
    let checked = checked(all);
    let subject = match all.as_slice() {
        [one] => format!("{} {}", one.title, one.version),
        several => counted(several.len(), "provider"),
    };
    let _ = writeln!(text, "{checked}, {subject}: {style}{result}{style:#}");
    text
}

/// Whether exchanges were made for the check.
fn is_driven(report: &Report) -> bool {
    report.operations.iter().any(|o| o.driven.is_some())
}

fn agreement(all: &[ProviderReport]) -> String {
    let (documents, clients, sandboxes) = match all.len() {
        1 => ("document", "client", "sandbox"),
        _ => ("documents", "clients", "sandboxes"),
    };
    if all.iter().any(|one| is_driven(&one.report)) {
        format!("{documents}, {clients} and {sandboxes} agree")
    } else {
        format!("{documents} and {clients} agree")
    }
}

fn table(report: &Report) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let is_driven = is_driven(report);
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
    table.trim_fmt() + "\n"
}

/// How many operations were seen, and in how many exchanges.
fn checked(all: &[ProviderReport]) -> String {
    let operations = || all.iter().flat_map(|one| &one.report.operations);
    let sum = |count: fn(&OperationReport) -> usize| operations().map(count).sum();
    let seen = |count: fn(&OperationReport) -> usize| operations().filter(|o| count(o) > 0).count();
    let recorded: usize = sum(|operation| operation.recorded);
    if !all.iter().any(|one| is_driven(&one.report)) {
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
