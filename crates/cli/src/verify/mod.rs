//! `pazemo verify`.

mod inputs;
mod report;

use std::{fs, path::Path};

use pazemo::documents::{PROVIDERS, ProviderDocuments};
use pazemo_contract::{BodyTypes, Contract, Recording, Report};
use pazemo_openapi::{Document, Severity};

use self::{
    inputs::is_recording,
    report::{ProviderReport, Reports},
};
use crate::{
    FINDINGS, HOLDS, Unusable,
    arguments::{FailOn, Format, VerifyArguments, other_name},
    flow, write_out,
};

pub(crate) use inputs::read;

pub(crate) fn run(arguments: &VerifyArguments) -> Result<u8, Unusable> {
    let providers = providers(arguments)?;
    let is_one = providers.len() == 1;
    let nothing_recorded = || {
        providers
            .iter()
            .all(|provider| provider.recordings.is_empty())
    };
    if arguments.no_drive && arguments.recordings.is_none() && nothing_recorded() {
        let message = "there is nothing to check: no exchange is recorded of this provider, and --no-drive leaves out the driven ones";
        return Err(Unusable(message.to_owned()));
    }
    let reports = providers.into_iter().map(|provider| {
        let document = inputs::document(provider, arguments.document.as_deref())?;
        let recordings = inputs::recordings(provider, arguments.recordings.as_deref())?;
        // Several providers do not share a folder: nobody could tell what belongs together.
        let folder = match (&arguments.save, is_one) {
            (Some(folder), true) => Some(folder.clone()),
            (Some(folder), false) => Some(folder.join(provider.name)),
            (None, _) => None,
        };
        let report = check(
            arguments,
            provider.name,
            folder.as_deref(),
            &document,
            &recordings,
        )?;
        let (title, version) = document.title();
        Ok(ProviderReport {
            provider: provider.name,
            title: title.to_owned(),
            version: version.to_owned(),
            report,
        })
    });
    let reports = Reports(reports.collect::<Result<_, Unusable>>()?);
    let text = match arguments.format {
        Format::Human => report::human(&reports, arguments.save.is_some()),
        Format::Json => serde_json::to_string_pretty(&reports)
            .map(|json| json + "\n")
            .map_err(|error| Unusable(format!("the report cannot be written as JSON: {error}")))?,
    };
    write_out(text.as_bytes())?;
    let limit = match arguments.fail_on {
        FailOn::Warning => Severity::Warning,
        FailOn::Error => Severity::Error,
    };
    Ok(if reports.has(limit) { FINDINGS } else { HOLDS })
}

/// Whom to check: who is named, or everybody. What speaks of one document, folder or sandbox is about one provider, Pazemo if none is named.
fn providers(arguments: &VerifyArguments) -> Result<Vec<&'static ProviderDocuments>, Unusable> {
    let is_about_one = arguments.document.is_some()
        || arguments.recordings.is_some()
        || arguments.port.is_some()
        || arguments.sandbox_defect.is_some();
    let named = &arguments.provider;
    if is_about_one && named.len() > 1 {
        let message = "--document, --recordings, --port and --through are about one provider; right would be one --provider";
        return Err(Unusable(message.to_owned()));
    }
    let is_wanted = |provider: &&ProviderDocuments| match (named.as_slice(), is_about_one) {
        ([], true) => provider.name == PROVIDERS[0].name,
        ([], false) => true,
        (named, _) => named
            .iter()
            .any(|name| name == provider.name || other_name(provider.name) == Some(name.as_str())),
    };
    Ok(PROVIDERS.iter().filter(is_wanted).collect())
}

fn check(
    arguments: &VerifyArguments,
    provider: &str,
    folder: Option<&Path>,
    document: &Document,
    recordings: &[Recording],
) -> Result<Report, Unusable> {
    let contract = Contract::new(document).map_err(|finding| Unusable(finding.to_string()))?;
    let types: Vec<BodyTypes> = pazemo::contract::exchange_types_of(provider)
        .unwrap_or_default()
        .iter()
        .map(|types| BodyTypes {
            operation: types.operation,
            request: types.request,
            responses: types.responses,
        })
        .collect();
    let is_driven = arguments.recordings.is_none() && !arguments.no_drive;
    let driven = if is_driven {
        let named = folder.map_or_else(|| "driven".into(), Path::to_string_lossy);
        let settings = flow::Settings {
            port: arguments.port,
            through: arguments.through.as_deref(),
            folder: &named,
            defect: arguments.sandbox_defect,
        };
        flow::drive(provider, &contract, &types, &settings)?
    } else {
        None
    };
    let mut report = match driven {
        Some(driven) => {
            if let Some(folder) = folder {
                save(folder, &driven.files)?;
            }
            let exchanges = Some(driven.recordings.as_slice());
            let mut report = Report::with_driven(&contract, recordings, exchanges, &types);
            report.add(driven.findings);
            report
        }
        None => Report::new(&contract, recordings, &types),
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
