//! `pazemo docs check`.

use std::{fmt::Write as _, fs};

use anstyle::{AnsiColor, Style};
use pazemo_page::{
    check::{Finding, Level, Report, check, write_claims},
    diff::{annotation, printable},
};
use serde::Serialize;

use super::{
    arguments::{CheckArguments, CheckFormat},
    documents, json, pages,
};
use crate::{FINDINGS, HOLDS, Unusable, verify::read, write_out};

pub(super) fn run(arguments: &CheckArguments) -> Result<u8, Unusable> {
    let from_input = |path: &&std::path::PathBuf| path.as_os_str() == "-";
    if arguments.pages.iter().filter(from_input).count() > 1 {
        let message = "two pages are standard input; right would be a file for one of them";
        return Err(Unusable(message.to_owned()));
    }
    let document = documents::parsed(arguments.document.as_deref())?;
    let is_pazemo = arguments.document.is_none();
    let deviations = documents::deviations(arguments.deviations.as_deref(), is_pazemo)?;
    let (mut names, mut all) = (Vec::new(), Vec::new());
    for path in &arguments.pages {
        let page = pages::read(path)?;
        names.push(page.name);
        all.push(page.page);
    }
    if all.iter().all(pages::is_silent) {
        return Err(Unusable(format!(
            "{} says nothing of an API; right would be the page itself, with its operations in the text",
            names.join(", ")
        )));
    }
    let deviations = match (&arguments.deviations, deviations) {
        (Some(path), Some(deviations)) if arguments.write_claims => {
            let written = write_claims(&all, &document, &deviations, &read(path)?);
            fs::write(path, written).map_err(|error| {
                Unusable(format!("{} cannot be written: {error}", path.display()))
            })?;
            documents::deviations(Some(path), is_pazemo)?
        }
        (_, deviations) => deviations,
    };
    let report = check(&all, &document, deviations.as_ref());
    let result = Checked {
        pages: &names,
        document: document.file(),
        report: &report,
    };
    let text = match arguments.format {
        CheckFormat::Human => result.human(arguments.all),
        CheckFormat::Json => json(serde_json::to_string_pretty(&result))? + "\n",
        CheckFormat::Github => result.github(arguments.all),
    };
    write_out(text.as_bytes())?;
    Ok(if report.failed() { FINDINGS } else { HOLDS })
}

/// A report, and what the pages and the document are called.
#[derive(Serialize)]
struct Checked<'r> {
    pages: &'r [String],
    document: &'r str,
    #[serde(flatten)]
    report: &'r Report,
}

impl Checked<'_> {
    /// Findings that are shown: notes only if all are asked for.
    fn shown(&self, all: bool) -> impl Iterator<Item = &Finding> {
        let findings = self.report.findings.iter();
        findings.filter(move |finding| all || finding.level > Level::Note)
    }

    fn human(&self, all: bool) -> String {
        let mut text = String::new();
        for finding in self.shown(all) {
            self.paragraph(&mut text, finding);
        }
        let report = self.report;
        if all {
            for accepted in &report.accepted {
                self.paragraph(&mut text, &accepted.finding);
                let by = printable(&accepted.by.join(", "));
                // In the place of the empty line behind the finding.
                text.pop();
                let _ = writeln!(text, "   accepted by: {by}\n");
            }
            for unanswered in &report.coverage.unanswered {
                let name = self.name(unanswered.page);
                let (kind, claim) = (unanswered.kind, printable(&unanswered.claim));
                let _ = writeln!(
                    text,
                    "unanswered {kind}: {claim}  ({name}:{})",
                    unanswered.line
                );
            }
            if !report.coverage.unanswered.is_empty() {
                text.push('\n');
            }
        }
        self.summary(&mut text);
        text
    }

    fn paragraph(&self, text: &mut String, finding: &Finding) {
        let bold = Style::new().bold();
        let colour = colour(finding.level);
        let (level, rule, message) = (finding.level, finding.rule, printable(&finding.message));
        let _ = writeln!(
            text,
            "{colour}{level}{colour:#}[{rule}] {bold}{message}{bold:#}"
        );
        for place in &finding.places {
            let field = place.field.as_deref().map(|field| format!(" {field}"));
            let what = format!(
                "{}, {} {}{}",
                place.operation,
                place.side,
                place.source,
                field.unwrap_or_default()
            );
            let line = match place.line {
                0 => String::new(),
                line => format!(":{line}"),
            };
            let _ = writeln!(
                text,
                "  --> {}{line}  {}",
                self.name(place.page),
                printable(&what)
            );
        }
        if let Some(place) = &finding.document {
            let _ = writeln!(
                text,
                "   at {}:{} {}",
                self.document, place.line, place.pointer
            );
        }
        if !finding.deviations.is_empty() {
            let _ = writeln!(
                text,
                "   about: {}",
                printable(&finding.deviations.join(", "))
            );
        }
        let _ = writeln!(text, "   right would be: {}\n", finding.advice);
    }

    fn summary(&self, text: &mut String) {
        let report = self.report;
        let coverage = &report.coverage;
        let of =
            |(answered, all): (usize, usize), what: &str| format!("{answered} of {all} {what}");
        let _ = writeln!(
            text,
            "The document answers {}, {}, {}, {}.",
            of(coverage.operations, "operations"),
            of(coverage.fields, "fields"),
            of(coverage.statuses, "statuses"),
            of(coverage.examples, "examples"),
        );
        if report.visible > 0 {
            let lost = match report.lost.len() {
                0 => String::new(),
                lost => format!(", {lost} cannot be seen in this form"),
            };
            let _ = writeln!(
                text,
                "{} of {} deviations seen{lost}; {} findings accepted.",
                report.matched,
                report.visible,
                report.accepted.len()
            );
        }
        let count = |level| {
            report
                .findings
                .iter()
                .filter(|one| one.level == level)
                .count()
        };
        let (errors, warnings, notes) = (
            count(Level::Error),
            count(Level::Warning),
            count(Level::Note),
        );
        let style = if report.failed() {
            AnsiColor::Red.on_default()
        } else {
            AnsiColor::Green.on_default()
        };
        let result = match (report.failed(), notes) {
            (false, 0) => "page and document agree, but for what is accepted".to_owned(),
            (false, notes) => {
                format!("page and document agree, but for what is accepted; notes: {notes} (--all)")
            }
            (true, notes) => format!("errors: {errors}, warnings: {warnings}, notes: {notes}"),
        };
        let _ = writeln!(text, "{style}{result}{style:#}");
    }

    fn github(&self, all: bool) -> String {
        let mut text = String::new();
        for finding in self.shown(all) {
            let command = match finding.level {
                Level::Error => "error",
                Level::Warning => "warning",
                _ => "notice",
            };
            let place = finding.places.first();
            let file = place.map_or(self.document, |place| self.name(place.page));
            let line = place.map_or(1, |place| place.line.max(1));
            let message = format!(
                "{}; right would be: {}",
                printable(&finding.message),
                finding.advice
            );
            text.push_str(&annotation(command, file, line, finding.rule, &message));
        }
        text
    }

    fn name(&self, page: usize) -> &str {
        self.pages.get(page).map_or("the page", String::as_str)
    }
}

fn colour(level: Level) -> Style {
    match level {
        Level::Error => AnsiColor::Red.on_default(),
        Level::Warning => AnsiColor::Yellow.on_default(),
        _ => AnsiColor::Cyan.on_default(),
    }
}
