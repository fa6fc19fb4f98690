//! `pazemo verify`.

use std::{
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

use pazemo_contract::{BodyTypes, Contract, Recording, Report};
use pazemo_openapi::{Document, Severity};

use crate::{
    FINDINGS, HOLDS, Unusable,
    arguments::{FailOn, Format, VerifyArguments},
    flow, report, write_out,
};

pub(crate) fn run(arguments: &VerifyArguments) -> Result<u8, Unusable> {
    let document = document(arguments.document.as_deref())?;
    let recordings = recordings(arguments.recordings.as_deref())?;
    let report = check(arguments, &document, &recordings)?;
    let text = match arguments.format {
        Format::Human => report::human(&report, &document, arguments.save.is_some()),
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

fn check(
    arguments: &VerifyArguments,
    document: &Document,
    recordings: &[Recording],
) -> Result<Report, Unusable> {
    let contract = Contract::new(document).map_err(|finding| Unusable(finding.to_string()))?;
    let types: Vec<BodyTypes> = pazemo::contract::exchange_types()
        .iter()
        .map(|types| BodyTypes {
            operation: types.operation,
            request: types.request,
            responses: types.responses,
        })
        .collect();
    let is_driven = arguments.recordings.is_none() && !arguments.no_drive;
    let mut report = if is_driven {
        let folder = arguments.save.as_deref();
        let folder = folder.map_or("driven".into(), Path::to_string_lossy);
        let driven = flow::drive(
            &contract,
            &types,
            &flow::Settings {
                port: arguments.port,
                through: arguments.through.as_deref(),
                folder: &folder,
                defect: arguments.sandbox_defect,
            },
        )?;
        if let Some(folder) = &arguments.save {
            save(folder, &driven.files)?;
        }
        let exchanges = Some(driven.recordings.as_slice());
        let mut report = Report::with_driven(&contract, recordings, exchanges, &types);
        report.add(driven.findings);
        report
    } else {
        Report::new(&contract, recordings, &types)
    };
    report.add_general(pazemo_openapi::lint(document.file(), document.root()));
    Ok(report)
}

/// Writes the driven exchanges into a folder that has no recordings yet: among older ones nobody could tell what belongs together.
fn save(folder: &Path, files: &[(String, String)]) -> Result<(), Unusable> {
    let refused = |error: std::io::Error| {
        Unusable(format!("{} cannot be written: {error}", folder.display()))
    };
    fs::create_dir_all(folder).map_err(refused)?;
    for entry in fs::read_dir(folder).map_err(refused)? {
        if is_recording(&entry.map_err(refused)?.path()) {
            return Err(Unusable(format!(
                "{} has recordings already; right would be a new or empty folder",
                folder.display()
            )));
        }
    }
    for (name, text) in files {
        fs::write(folder.join(name), text).map_err(refused)?;
    }
    Ok(())
}

fn is_recording(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "yaml" || extension == "yml")
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
        if is_recording(&path) {
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
