//! `pazemo verify`.

use std::{
    fmt::Write as _,
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, Table, presets};
use pazemo_contract::{BodyTypes, Contract, ContractFinding, Recording, Report};
use pazemo_openapi::{Document, Severity};

use crate::{
    FINDINGS, HOLDS, Unusable,
    arguments::{FailOn, Format, VerifyArguments},
    write_out,
};

pub(crate) fn run(arguments: &VerifyArguments) -> Result<u8, Unusable> {
    let document = document(arguments.document.as_deref())?;
    let recordings = recordings(arguments.recordings.as_deref())?;
    let report = report(&document, &recordings)?;
    let text = match arguments.format {
        Format::Human => human(&report, &document, recordings.len()),
        Format::Json => serde_json::to_string_pretty(&report)
            .map(|json| json + "\n")
            .map_err(|error| Unusable(format!("the report cannot be written as JSON: {error}")))?,
    };
    write_out(text.as_bytes())?;
    let limit = match arguments.fail_on {
        FailOn::Warning => Severity::Warning,
        FailOn::Error => Severity::Error,
    };
    Ok(if report.has(limit) { FINDINGS } else { HOLDS })
}

fn report(document: &Document, recordings: &[Recording]) -> Result<Report, Unusable> {
    let contract = Contract::new(document).map_err(|finding| Unusable(finding.to_string()))?;
    let types: Vec<BodyTypes> = pazemo::contract::exchange_types()
        .iter()
        .map(|types| BodyTypes {
            operation: types.operation,
            request: types.request,
            responses: types.responses,
        })
        .collect();
    let mut report = Report::new(&contract, recordings, &types);
    report.add(pazemo_openapi::lint(document.file(), document.root()));
    Ok(report)
}

fn document(path: Option<&Path>) -> Result<Document, Unusable> {
    let (name, text) = match path {
        None => (
            "openapi/pazemo.yaml".to_owned(),
            pazemo::documents::DOCUMENT.to_owned(),
        ),
        Some(path) => (path.display().to_string(), read(path)?),
    };
    let document = Document::read(&name, &text).map_err(|finding| Unusable(finding.to_string()))?;
    if document.operations().is_empty() {
        return Err(Unusable(format!(
            "{name} has no operations; right would be an OpenAPI 3.0 document with `paths`"
        )));
    }
    Ok(document)
}

fn recordings(folder: Option<&Path>) -> Result<Vec<Recording>, Unusable> {
    let files: Vec<(String, String)> = match folder {
        None => pazemo::documents::RECORDINGS
            .iter()
            .map(|(name, text)| (format!("tests/recordings/{name}"), (*text).to_owned()))
            .collect(),
        Some(folder) => {
            let mut files = Vec::new();
            for path in yaml_files(folder)? {
                files.push((path.display().to_string(), read(&path)?));
            }
            files
        }
    };
    files
        .iter()
        .map(|(name, text)| {
            Recording::read(name, text).map_err(|finding| Unusable(finding.to_string()))
        })
        .collect()
}

fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>, Unusable> {
    let refused = |error: std::io::Error| {
        Unusable(format!(
            "{} cannot be read: {error}; right would be a folder of recordings (*.yaml)",
            folder.display()
        ))
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(refused)? {
        let path = entry.map_err(refused)?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "yaml" || extension == "yml")
        {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        return Err(Unusable(format!(
            "{} has no recordings (*.yaml)",
            folder.display()
        )));
    }
    paths.sort();
    Ok(paths)
}

/// A file that is text. What is no file (a device, a pipe) has no end, and larger ones are no document of this kind.
pub(crate) fn read(path: &Path) -> Result<String, Unusable> {
    const MOST: u64 = 32 * 1024 * 1024;
    let refused = |why: String| Unusable(format!("{} cannot be read: {why}", path.display()));
    let metadata = fs::metadata(path).map_err(|error| refused(error.to_string()))?;
    if !metadata.is_file() {
        return Err(refused("it is no file".to_owned()));
    }
    let mut text = String::new();
    let file = fs::File::open(path).map_err(|error| refused(error.to_string()))?;
    file.take(MOST + 1)
        .read_to_string(&mut text)
        .map_err(|error| refused(format!("{error}; right would be text in UTF-8")))?;
    if text.len() as u64 > MOST {
        return Err(refused(format!("it has more than {MOST} bytes")));
    }
    Ok(text)
}

fn human(report: &Report, document: &Document, recordings: usize) -> String {
    let (good, bad) = (AnsiColor::Green.on_default(), AnsiColor::Red.on_default());
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(["operation", "method", "path", "exchanges", "findings"]);
    for operation in &report.operations {
        table.add_row([
            operation.id.clone(),
            operation.method.clone(),
            operation.path.clone(),
            operation.exchanges.to_string(),
            operation.findings.to_string(),
        ]);
    }
    for index in [3, 4] {
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
    let checked = report
        .operations
        .iter()
        .filter(|operation| operation.exchanges > 0)
        .count();
    let (title, version) = document.title();
    let style = if report.findings.is_empty() {
        good
    } else {
        bad
    };
    let result = if report.findings.is_empty() {
        "document and client agree".to_owned()
    } else {
        format!(
            "{}, {}",
            counted(errors, "error"),
            counted(warnings, "warning")
        )
    };
    let _ = writeln!(
        text,
        "{checked} operations checked, {recordings} exchanges, {title} {version}: {style}{result}{style:#}"
    );
    text
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
