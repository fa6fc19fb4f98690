//! Writing down what pages say at the places of deviations.

use std::{collections::BTreeSet, fmt::Write as _};

use pazemo_openapi::Document;

use super::{
    claims,
    deviations::{Deviations, Key},
    view::View,
};
use crate::model::Page;

/// The text of a deviations file with the digests of what the pages say now at its places, in a section `claims` at its end. Everything before it stays as
/// it is.
///
/// ```
/// use pazemo_openapi::Document;
/// use pazemo_page::{Source, check::{Deviations, write_claims}, read};
///
/// let page = read(&Source::new("api.md", "# Users\n\n`GET /users`\n"))?;
/// let document = Document::read("api.yaml", "openapi: 3.0.3\npaths: {/users: {get: {}}}\n")?;
/// let text = "deviations:\n  - {id: a, places: [{operation: GET /users, side: path, source: prose, field: null}]}\n";
/// let written = write_claims(&[page], &document, &Deviations::read("d.yaml", text)?, text);
/// assert!(written.starts_with(text) && written.contains("claims:"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_claims(
    pages: &[Page],
    document: &Document,
    deviations: &Deviations,
    text: &str,
) -> String {
    let documented = document.operations();
    let views: Vec<View<'_>> = pages
        .iter()
        .enumerate()
        .map(|(at, page)| View::of(page, at, document, &documented))
        .collect();
    let places: BTreeSet<&Key> = deviations
        .deviations
        .iter()
        .flat_map(|deviation| &deviation.places)
        .collect();
    let before = text
        .find("\nclaims:\n")
        .and_then(|at| text.get(..at))
        .unwrap_or(text);
    let mut written = before.trim_end().to_owned();
    written.push('\n');
    let mut lines = String::new();
    for place in places {
        if let Some(digest) = claims::digest(&views, place) {
            let (operation, side, source, field) = place;
            let field = field.as_ref().map_or_else(
                || "null".to_owned(),
                |field| serde_json::Value::from(field.as_str()).to_string(),
            );
            let _ = writeln!(
                lines,
                "  - {{operation: \"{operation}\", side: {side}, source: {source}, field: {field}, digest: \"{digest}\"}}"
            );
        }
    }
    if !lines.is_empty() {
        written.push_str("claims:\n");
        written.push_str(&lines);
    }
    written
}
