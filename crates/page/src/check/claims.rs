//! What a page says at a place, as a digest: so that a deviation can tell that its page has changed.

use std::collections::BTreeSet;

use super::{deviations::Key, json::minified, names::letters, view::View};
use crate::model::ExampleBody;

/// A digest of what pages say at a place; nothing if they say nothing there, or if no single text is meant.
pub(super) fn digest(views: &[View<'_>], place: &Key) -> Option<String> {
    let said: BTreeSet<String> = views.iter().flat_map(|view| claims(view, place)).collect();
    if said.is_empty() {
        return None;
    }
    let text = said.into_iter().collect::<Vec<_>>().join("\n");
    Some(format!("{:016x}", fnv1a(text.as_bytes())))
}

/// FNV-1a of 64 bits: it has to tell texts apart, not to withstand anyone.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The texts at a place, without what a form may lose: white space, order, descriptions that only repeat the name.
fn claims(view: &View<'_>, (operation, side, source, field): &Key) -> Vec<String> {
    let own: Vec<usize> = view
        .each()
        .filter(|(_, seen)| seen.label == *operation)
        .map(|(at, _)| at)
        .collect();
    if operation != "page" && own.is_empty() {
        return Vec::new();
    }
    let is = |name: &str| field.as_deref() == Some(name);
    match (side.as_str(), source.as_str(), field) {
        ("request" | "response", "table", Some(name)) if operation == "page" => {
            let statuses =
                view.page.statuses.iter().filter(|status| {
                    status.operation.is_none() && status.code.to_string() == *name
                });
            statuses.map(|status| folded(&status.meaning)).collect()
        }
        ("request" | "response", "table", Some(name)) => {
            let rows = own
                .iter()
                .flat_map(|at| view.rows_of(*at, side))
                .filter(|row| row.field.name == *name);
            rows.map(|row| {
                let text = if letters(&row.field.description) == letters(name) {
                    String::new()
                } else {
                    folded(&row.field.description)
                };
                format!(
                    "{} | {text} | {:?}",
                    row.field.r#type.as_deref().unwrap_or_default(),
                    row.field.required
                )
            })
            .collect()
        }
        ("request" | "response", "table", None) => {
            let names: Vec<&str> = own
                .iter()
                .flat_map(|at| view.rows_of(*at, side))
                .map(|row| row.field.name.as_str())
                .collect();
            (!names.is_empty())
                .then(|| names.join(" "))
                .into_iter()
                .collect()
        }
        ("page", "table", Some(name)) => {
            let bases = view
                .page
                .base_urls
                .iter()
                .filter(|base| name == "Base URL" || base.name.as_deref() == Some(name));
            bases.map(|base| base.url.clone()).collect()
        }
        ("request" | "response", "example" | "sample", Some(name)) => {
            let values = view.values.iter().filter(|value| {
                value.side == side && value.source == source && value.leaf.name() == Some(name)
            });
            let wanted = |at: Option<usize>| at.map_or(operation == "page", |at| own.contains(&at));
            let mut all: Vec<String> = values
                .filter(|value| wanted(value.operation))
                .map(|value| minified(value.leaf.raw))
                .collect();
            let samples = view
                .samples()
                .filter(|(at, _)| own.contains(at))
                .flat_map(|(_, sample)| &sample.headers);
            all.extend(
                samples
                    .filter(|(header, _)| is(header))
                    .map(|(_, value)| folded(value)),
            );
            all
        }
        ("request", "sample", None) | ("response", "example", None) => {
            let examples = own
                .iter()
                .filter_map(|at| view.operations.get(*at))
                .flat_map(|seen| &seen.on_page.examples);
            let examples = examples.filter(|example| {
                (example.role == crate::ExampleRole::Request) == (side == "request")
            });
            examples
                .map(|example| match &example.body {
                    ExampleBody::Json(text) => minified(text),
                    ExampleBody::Broken { text, .. } | ExampleBody::Text(text) => folded(text),
                })
                .collect()
        }
        ("path", "prose", _) if operation != "page" => {
            let seen = own.iter().filter_map(|at| view.operations.get(*at));
            seen.map(|seen| {
                format!(
                    "{} {}{}",
                    seen.on_page.method,
                    seen.on_page.base.as_deref().unwrap_or_default(),
                    seen.on_page.path
                )
            })
            .collect()
        }
        ("path", "sample", _) => {
            let samples = view.samples().filter(|(at, _)| own.contains(at));
            samples
                .filter_map(|(_, sample)| sample.url.clone())
                .collect()
        }
        // Prose changes with every edit, and no rule of ours reads it: a digest would cry at each comma.
        _ => Vec::new(),
    }
}
