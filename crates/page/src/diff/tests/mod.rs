//! Each kind is reported, its nearest harmless change is not, and both hold for random pages.

mod build;
mod examples;
mod fields;
mod operations;
mod page;
mod properties;
mod rendering;
mod speed;

use build::{numbered, shop};

use super::{Changes, Level, diff};
use crate::model::Page;

/// What changes when the shop's page is edited, as `level kind operation field: old > new`.
fn edited(edit: impl FnOnce(&mut Page)) -> Vec<String> {
    let old = shop();
    let mut new = old.clone();
    edit(&mut new);
    numbered(&mut new);
    told(&diff(&old, &new))
}

/// What changes between two edits of the shop's page.
fn between(before: impl FnOnce(&mut Page), after: impl FnOnce(&mut Page)) -> Vec<String> {
    let (mut old, mut new) = (shop(), shop());
    before(&mut old);
    after(&mut new);
    numbered(&mut old);
    numbered(&mut new);
    told(&diff(&old, &new))
}

fn told(changes: &Changes) -> Vec<String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    changes
        .changes
        .iter()
        .map(|change| {
            let level = match change.level {
                Level::Api => "api",
                Level::Example => "example",
                Level::Doc => "doc",
            };
            format!(
                "{level} {} {} {}: {} > {}",
                change.kind,
                text(&change.operation),
                text(&change.field),
                text(&change.old),
                text(&change.new)
            )
        })
        .collect()
}

const SILENT: [&str; 0] = [];
