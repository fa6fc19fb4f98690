//! Types and descriptions as tables word them.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{
    names::{is_slip, words},
    sink::Sink,
    types::said,
    view::{Row, View},
};

use super::tables::tables;

pub(in crate::check) fn notations(view: &View<'_>, sink: &mut Sink<'_>) {
    let mut by: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for written in view.rows.iter().filter_map(|row| row.field.r#type.as_ref()) {
        if let Some(said) =
            said(written).filter(|said| said.format.is_none() && said.kind != "array")
        {
            by.entry(said.kind).or_default().insert(written.clone());
        }
    }
    if let Some(names) = by.values().find(|names| names.len() > 1) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        sink.find(
            format!("one type has several names: {}", names.join(", ")),
            tables(view, |_, _| true),
        );
    }
}

/// Rows by the name of the field, those with a type or description that counts.
fn by_name<'v, 'a>(
    view: &'v View<'a>,
    counts: impl Fn(&Row<'a>) -> Option<String>,
) -> BTreeMap<&'a str, (BTreeSet<String>, Vec<&'v Row<'a>>)> {
    let mut by: BTreeMap<&str, (BTreeSet<String>, Vec<&Row<'_>>)> = BTreeMap::new();
    for row in &view.rows {
        if let Some(text) = counts(row) {
            let (texts, rows) = by.entry(row.field.name.as_str()).or_default();
            texts.insert(text);
            rows.push(row);
        }
    }
    by.retain(|_, (texts, _)| texts.len() > 1);
    by
}

pub(in crate::check) fn types_differ(view: &View<'_>, sink: &mut Sink<'_>) {
    // A plain name such as `id` or `status` is another thing in each resource; only what has a format is one thing.
    let format = |row: &Row<'_>| {
        row.field
            .r#type
            .as_deref()
            .and_then(said)
            .map(|said| format!("{} {}", said.kind, said.format.unwrap_or("without format")))
    };
    for (name, (types, rows)) in by_name(view, format) {
        if types.iter().any(|kind| !kind.ends_with("without format")) {
            let types: Vec<String> = types.into_iter().collect();
            sink.find(
                format!("tables give {name} several types: {}", types.join(", ")),
                rows.iter().map(|row| view.row_place(row)).collect(),
            );
        }
    }
}

pub(in crate::check) fn time_descriptions(view: &View<'_>, sink: &mut Sink<'_>) {
    let time = |row: &Row<'_>| {
        let format = row.field.r#type.as_deref().and_then(said)?.format?;
        (format.starts_with("date") && !row.field.description.is_empty())
            .then(|| row.field.description.to_lowercase())
    };
    let all: Vec<_> = by_name(view, time).into_iter().collect();
    let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
    let rows = all
        .iter()
        .flat_map(|(_, (_, rows))| rows)
        .map(|row| view.row_place(row));
    sink.find(
        format!("times are described in several ways: {}", names.join(", ")),
        rows.collect(),
    );
}

pub(in crate::check) fn description_slip(view: &View<'_>, sink: &mut Sink<'_>) {
    for row in &view.rows {
        let name = words(&row.field.name);
        let slip = words(&row.field.description)
            .into_iter()
            .find(|word| name.iter().any(|part| is_slip(part, word)) && !name.contains(word));
        if let Some(word) = slip.filter(|word| {
            !name
                .iter()
                .any(|part| word.starts_with(part.as_str()) || part.starts_with(word.as_str()))
        }) {
            sink.find(
                format!(
                    "the description of {} has {word}, which seems misspelt",
                    row.field.name
                ),
                vec![view.row_place(row)],
            );
        }
    }
}

pub(in crate::check) fn description_case(view: &View<'_>, sink: &mut Sink<'_>) {
    for row in &view.rows {
        let odd = row.field.description.split_whitespace().find(|word| {
            let letters: Vec<char> = word.chars().collect();
            letters.len() > 4
                && letters.iter().take(2).all(|letter| letter.is_uppercase())
                && letters.iter().skip(2).all(|letter| letter.is_lowercase())
        });
        if let Some(word) = odd {
            sink.find(
                format!(
                    "the description of {} has {word}, with two capitals",
                    row.field.name
                ),
                vec![view.row_place(row)],
            );
        }
    }
}

pub(in crate::check) fn double_stop(view: &View<'_>, sink: &mut Sink<'_>) {
    let odd = |text: &str| text.ends_with("..") && !text.ends_with("...");
    for status in view
        .page
        .statuses
        .iter()
        .filter(|status| odd(&status.meaning))
    {
        let code = status.code.to_string();
        sink.find(
            format!("the meaning of {code} ends with two full stops"),
            vec![view.place(
                status.operation,
                "response",
                "table",
                Some(&code),
                status.line,
            )],
        );
    }
    for row in view.rows.iter().filter(|row| odd(&row.field.description)) {
        sink.find(
            format!(
                "the description of {} ends with two full stops",
                row.field.name
            ),
            vec![view.row_place(row)],
        );
    }
}
