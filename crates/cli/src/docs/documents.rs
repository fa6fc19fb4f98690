//! The document that pages are held against: Pazemo's, which is built in, or that of the command line.

use std::path::Path;

use pazemo::documents;
use pazemo_openapi::Document;
use pazemo_page::check::Deviations;

use crate::{Unusable, verify::read};

/// A file's name, as people and patches write it, and its text.
pub(super) fn document(path: Option<&Path>) -> Result<(String, String), Unusable> {
    let Some(path) = path else {
        return Ok((
            "openapi/pazemo.yaml".to_owned(),
            documents::DOCUMENT.to_owned(),
        ));
    };
    let text = read(path)?;
    let name = std::env::current_dir()
        .ok()
        .and_then(|folder| path.strip_prefix(folder).ok())
        .unwrap_or(path);
    Ok((name.display().to_string(), text))
}

pub(super) fn parsed(path: Option<&Path>) -> Result<Document, Unusable> {
    let (name, text) = document(path)?;
    let document = Document::read(&name, &text).map_err(|finding| Unusable(finding.to_string()))?;
    if document.operations().is_empty() {
        return Err(Unusable(format!(
            "{name} has no operations; right would be an OpenAPI 3.0 document with `paths`"
        )));
    }
    Ok(document)
}

/// Pazemo's deviations belong to Pazemo's document: another one has none unless they are named.
pub(super) fn deviations(
    path: Option<&Path>,
    is_pazemo: bool,
) -> Result<Option<Deviations>, Unusable> {
    let (name, text) = match (path, is_pazemo) {
        (Some(path), _) => (path.display().to_string(), read(path)?),
        (None, true) => (
            "openapi/pazemo.deviations.yaml".to_owned(),
            documents::DEVIATIONS.to_owned(),
        ),
        (None, false) => return Ok(None),
    };
    let deviations = Deviations::read(&name, &text);
    let deviations = deviations.map_err(|finding| Unusable(finding.to_string()))?;
    if deviations.deviations.is_empty() {
        return Err(Unusable(format!(
            "{name} has no deviations; right would be a file with `deviations`, as openapi/deviations.schema.json describes it"
        )));
    }
    Ok(Some(deviations))
}
