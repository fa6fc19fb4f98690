//! What is checked: the documents and recordings that are built in, or those on the command line.

use std::{
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

use pazemo::documents::ProviderDocuments;
use pazemo_contract::Recording;
use pazemo_openapi::Document;

use crate::Unusable;

pub(super) fn is_recording(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "yaml" || extension == "yml")
}

/// A provider's document, or another one in its place.
pub(super) fn document(
    provider: &ProviderDocuments,
    path: Option<&Path>,
) -> Result<Document, Unusable> {
    let (name, text) = match path {
        None => (
            format!("openapi/{}.yaml", provider.name),
            provider.document.to_owned(),
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

/// A provider's recordings, or those of a folder.
pub(super) fn recordings(
    provider: &ProviderDocuments,
    folder: Option<&Path>,
) -> Result<Vec<Recording>, Unusable> {
    let own_folder = provider.recordings_folder;
    let files: Vec<(String, String)> = match folder {
        None => provider
            .recordings
            .iter()
            .map(|(name, text)| (format!("{own_folder}/{name}"), (*text).to_owned()))
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
