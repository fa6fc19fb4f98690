//! Tables against examples, and against each other.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{
    json::Kind,
    names::{is_slip, letters, words},
    report::Place,
    sink::Sink,
    types::{is_date_time, looks_dated, said},
    view::{Row, Value, View},
};

const SIDES: [(&str, &str); 2] = [("request", "sample"), ("response", "example")];

/// The last key of a row's name.
fn last<'r>(row: &'r Row<'_>) -> &'r str {
    row.field.name.rsplit('.').next().unwrap_or_default()
}

/// Whether a row is about a parameter of the path.
fn is_path(view: &View<'_>, row: &Row<'_>) -> bool {
    let parameters = view
        .operations
        .get(row.operation)
        .map(|seen| &seen.on_page.path_parameters);
    row.side == "request"
        && parameters
            .into_iter()
            .flatten()
            .any(|name| letters(name) == letters(&row.field.name))
}

fn line(view: &View<'_>, at: usize, side: &str) -> usize {
    let tables = view.operations.get(at).map(|seen| {
        if side == "request" {
            &seen.on_page.request
        } else {
            &seen.on_page.response
        }
    });
    tables
        .and_then(|tables| tables.first())
        .map_or(0, |table| table.line)
}

fn has_table(view: &View<'_>, at: usize, side: &str) -> bool {
    view.rows_of(at, side).next().is_some()
}

pub(in crate::check) fn example_not_in_table(view: &View<'_>, sink: &mut Sink<'_>) {
    for (at, seen) in view.each() {
        for (side, source) in SIDES {
            if !has_table(view, at, side) {
                continue;
            }
            let mut told = BTreeSet::new();
            for value in view
                .values_of(at, side)
                .filter(|value| value.leaf.path.len() == 1 && !value.leaf.item)
            {
                let name = value.leaf.name().unwrap_or_default();
                let listed = view.rows_of(at, side).any(|row| {
                    let first = row.field.name.split(['.', '[']).next().unwrap_or_default();
                    letters(first) == letters(name)
                        || is_slip(&letters(first), &letters(name))
                        || last(row) == name
                });
                if !listed && told.insert(name.to_owned()) {
                    sink.find(
                        format!(
                            "{}: an example of the {side} has {name}, the table has not",
                            seen.label
                        ),
                        vec![
                            view.place(Some(at), side, source, Some(name), value.line),
                            view.place(Some(at), side, "table", None, line(view, at, side)),
                        ],
                    );
                }
            }
        }
    }
}

pub(in crate::check) fn table_not_in_example(view: &View<'_>, sink: &mut Sink<'_>) {
    for row in view
        .rows
        .iter()
        .filter(|row| !is_path(view, row) && row.field.required != Some(false))
    {
        let values: Vec<&Value<'_>> = view.values_of(row.operation, row.side).collect();
        let (Some(first), Some(seen)) = (values.first(), view.operations.get(row.operation)) else {
            continue;
        };
        let label = seen
            .on_page
            .request
            .iter()
            .find(|table| table.fields.iter().any(|field| field == row.field))
            .and_then(|table| table.label.as_deref());
        let elsewhere = label.is_some_and(|label| {
            ["query", "header", "path", "url"]
                .iter()
                .any(|word| label.to_lowercase().contains(word))
        });
        let shown = values
            .iter()
            .filter_map(|value| value.leaf.name())
            .any(|key| {
                letters(key) == letters(last(row)) || is_slip(&letters(key), &letters(last(row)))
            });
        if !shown && !elsewhere {
            sink.find(
                format!(
                    "{}: the {} table has {}, no example has",
                    seen.label, row.side, row.field.name
                ),
                vec![
                    view.row_place(row),
                    view.place(
                        Some(row.operation),
                        row.side,
                        first.source,
                        None,
                        first.line,
                    ),
                ],
            );
        }
    }
}

pub(in crate::check) fn level_differs(view: &View<'_>, sink: &mut Sink<'_>) {
    for row in view.rows.iter().filter(|row| !row.field.name.contains('.')) {
        let keys = || {
            view.values_of(row.operation, row.side)
                .filter(|value| value.leaf.name() == Some(&row.field.name) && !value.leaf.item)
        };
        let top = keys().any(|value| value.leaf.path.len() == 1);
        if let (Some(nested), false, Some(seen)) =
            (keys().next(), top, view.operations.get(row.operation))
        {
            let owner = nested
                .leaf
                .path
                .get(..nested.leaf.path.len() - 1)
                .unwrap_or_default()
                .join(".");
            // Tables that list the members of a wrapper without naming it are a habit; a wrapper that stands beside other fields is none.
            let beside = view
                .values_of(row.operation, row.side)
                .filter(|value| value.leaf.path.len() == 1 && !value.leaf.item)
                .count()
                > 1;
            if beside {
                sink.find(
                    format!("{}: the table lists {} beside other fields, the example has it within {owner}", seen.label, row.field.name),
                    vec![view.row_place(row), view.value_place(nested)],
                );
            }
        }
    }
}

/// Whether a value is one that a type and format may have.
fn fits(value: &Value<'_>, written: &str) -> bool {
    let Some(said) = said(written) else {
        return true;
    };
    let kind = value.leaf.kind();
    let same = kind.name() == said.kind
        || kind == Kind::Null
        || matches!(
            (said.kind, kind),
            ("number", Kind::Integer) | ("integer", Kind::Decimal)
        );
    if !same {
        return false;
    }
    let text = value.leaf.text().unwrap_or_default();
    match said.format {
        Some("date-time") => looks_dated(&text) && text.len() > 10,
        Some("date") => looks_dated(&text) && text.len() == 10,
        Some("email") => text.contains('@'),
        _ => true,
    }
}

pub(in crate::check) fn example_type(view: &View<'_>, sink: &mut Sink<'_>) {
    for row in &view.rows {
        let Some(written) = &row.field.r#type else {
            continue;
        };
        let values = view.values_of(row.operation, row.side);
        let mut values =
            values.filter(|value| value.leaf.name() == Some(last(row)) && !value.leaf.item);
        if let Some(value) = values.find(|value| !fits(value, written)) {
            let shows = if is_date_time(&value.leaf.text().unwrap_or_default()) {
                "date and time"
            } else {
                value.leaf.kind().name()
            };
            sink.find(
                format!(
                    "tables give {} the type {written}, examples show {shows}",
                    row.field.name
                ),
                vec![view.row_place(row), view.value_place(value)],
            );
        }
    }
}

pub(in crate::check) fn mixed(view: &View<'_>, sink: &mut Sink<'_>) {
    let mixes = |at: usize| {
        let (path, body): (Vec<_>, Vec<_>) = view
            .rows_of(at, "request")
            .partition(|row| is_path(view, row));
        let apart = view
            .operations
            .get(at)
            .is_some_and(|seen| seen.on_page.request.len() > 1);
        !path.is_empty() && !body.is_empty() && !apart
    };
    if !(0..view.operations.len()).any(mixes) {
        return;
    }
    let rows = view.rows.iter().filter(|row| is_path(view, row));
    sink.find(
        "tables list parameters of the path among the fields of the body",
        rows.map(|row| view.row_place(row)).collect(),
    );
}

pub(in crate::check) fn parameter_in_no_table(view: &View<'_>, sink: &mut Sink<'_>) {
    if !view.rows.iter().any(|row| is_path(view, row)) {
        return;
    }
    for (at, seen) in view.each() {
        for name in &seen.on_page.path_parameters {
            if !view
                .rows_of(at, "request")
                .any(|row| letters(&row.field.name) == letters(name))
            {
                sink.find(
                    format!(
                        "{}: no table has the parameter {name} of the path",
                        seen.label
                    ),
                    vec![
                        view.place(Some(at), "path", "prose", Some(name), seen.on_page.line),
                        view.place(Some(at), "request", "table", None, seen.on_page.line),
                    ],
                );
            }
        }
    }
}

pub(in crate::check) fn required_unsaid(view: &View<'_>, sink: &mut Sink<'_>) {
    if view.rows.is_empty() || view.rows.iter().any(|row| row.field.required.is_some()) {
        return;
    }
    let mut places = tables(view, |at, side| {
        side == "response" || view.values_of(at, "request").next().is_some()
    });
    for status in view
        .page
        .statuses
        .iter()
        .filter(|status| status.code == 400 && status.meaning.contains("required"))
    {
        places.push(view.place(None, "response", "table", Some("400"), status.line));
    }
    sink.find("no table says which fields are required", places);
}

/// The tables of operations, as places.
fn tables(view: &View<'_>, wanted: impl Fn(usize, &str) -> bool) -> Vec<Place> {
    let mut places = Vec::new();
    for (at, _) in view.each() {
        for (side, _) in SIDES {
            if has_table(view, at, side) && wanted(at, side) {
                places.push(view.place(Some(at), side, "table", None, line(view, at, side)));
            }
        }
    }
    places
}

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

pub(in crate::check) fn unknown_keys(view: &View<'_>, sink: &mut Sink<'_>) {
    let empty = |value: &&Value<'_>| value.leaf.raw == "{}" && !value.leaf.item;
    let names: BTreeSet<&str> = view
        .values
        .iter()
        .filter(empty)
        .filter_map(|value| value.leaf.name())
        .collect();
    for name in names {
        let dotted = view
            .rows
            .iter()
            .any(|row| row.field.name.starts_with(&format!("{name}.")));
        let nested = view
            .values
            .iter()
            .any(|value| value.leaf.path.iter().rev().skip(1).any(|key| key == name));
        if dotted || nested {
            continue;
        }
        let values = view
            .values
            .iter()
            .filter(empty)
            .filter(|value| value.leaf.name() == Some(name));
        let mut places: Vec<Place> = values.map(|value| view.value_place(value)).collect();
        places.extend(
            view.rows
                .iter()
                .filter(|row| row.field.name == name)
                .map(|row| view.row_place(row)),
        );
        sink.find(
            format!("{name} is an object, and no key of it is told"),
            places,
        );
    }
}

pub(in crate::check) fn missing_table(view: &View<'_>, sink: &mut Sink<'_>) {
    let with = view
        .each()
        .filter(|(at, _)| has_table(view, *at, "response"))
        .count();
    for (at, seen) in view.each() {
        if with * 2 > view.operations.len() && !has_table(view, at, "response") {
            sink.find(
                format!("{}: it has no response table, others have", seen.label),
                vec![view.place(Some(at), "response", "table", None, seen.on_page.line)],
            );
        }
    }
}

pub(in crate::check) fn array_unsaid(view: &View<'_>, sink: &mut Sink<'_>) {
    for (at, seen) in view.each() {
        let whole = view.values_of(at, "response").find(|value| {
            value.leaf.path.is_empty() && !value.leaf.item && value.leaf.kind() == Kind::Array
        });
        let mut sections = view
            .page
            .sections
            .iter()
            .filter(|section| section.operation == Some(at));
        let said = sections.any(|section| {
            ["list of", "array"]
                .iter()
                .any(|word| section.prose.to_lowercase().contains(word))
        });
        if let (Some(whole), true) = (whole, has_table(view, at, "response") && !said) {
            let mut places = vec![view.value_place(whole)];
            places.extend(view.rows_of(at, "response").map(|row| view.row_place(row)));
            sink.find(
                format!(
                    "{}: the example is a list, the table has the fields of one item",
                    seen.label
                ),
                places,
            );
        }
    }
}

pub(in crate::check) fn in_path_and_body(view: &View<'_>, sink: &mut Sink<'_>) {
    for (at, seen) in view.each() {
        for name in &seen.on_page.path_parameters {
            let sent = view.values_of(at, "request").find(|value| {
                value.leaf.path.len() == 1
                    && value
                        .leaf
                        .name()
                        .is_some_and(|key| letters(key) == letters(name))
            });
            if let Some(sent) = sent {
                let mut places = vec![
                    view.place(Some(at), "path", "prose", Some(name), seen.on_page.line),
                    view.value_place(sent),
                ];
                places.extend(
                    view.rows_of(at, "request")
                        .filter(|row| letters(&row.field.name) == letters(name))
                        .map(|row| view.row_place(row)),
                );
                sink.find(
                    format!("{}: {name} is in the path and in the body", seen.label),
                    places,
                );
            }
        }
    }
}

pub(in crate::check) fn time_not_answered(view: &View<'_>, sink: &mut Sink<'_>) {
    for (at, seen) in view.each().filter(|(at, _)| view.shows_answer(*at)) {
        for row in view.rows_of(at, "request").filter(|row| {
            row.field
                .r#type
                .as_deref()
                .and_then(said)
                .and_then(|said| said.format)
                .is_some_and(|format| format.starts_with("date"))
        }) {
            let wanted = letters(last(row));
            let answered = view
                .rows_of(at, "response")
                .any(|row| letters(last(row)) == wanted)
                || view
                    .values_of(at, "response")
                    .filter_map(|value| value.leaf.name())
                    .any(|key| letters(key) == wanted);
            if !answered {
                let first = view
                    .values_of(at, "response")
                    .next()
                    .map_or(0, |value| value.line);
                let mut places = vec![
                    view.row_place(row),
                    view.place(
                        Some(at),
                        "response",
                        "table",
                        None,
                        line(view, at, "response"),
                    ),
                    view.place(Some(at), "response", "example", None, first),
                ];
                places.extend(
                    view.values_of(at, "request")
                        .filter(|value| value.leaf.name() == Some(last(row)))
                        .map(|value| view.value_place(value)),
                );
                sink.find(
                    format!(
                        "{}: {} is sent, and no answer has it",
                        seen.label, row.field.name
                    ),
                    places,
                );
            }
        }
    }
}

pub(in crate::check) fn created_lacks(view: &View<'_>, sink: &mut Sink<'_>) {
    for (at, seen) in view
        .each()
        .filter(|(at, seen)| seen.on_page.method == "POST" && view.shows_answer(*at))
    {
        let has: BTreeSet<String> = view
            .rows_of(at, "response")
            .map(|row| letters(last(row)))
            .chain(
                view.values_of(at, "response")
                    .filter_map(|value| value.leaf.name())
                    .map(letters),
            )
            .collect();
        let path = &seen.shape;
        for (other, read) in view.each().filter(|(_, read)| read.on_page.method == "GET") {
            let shape = &read.shape;
            if shape != path && *shape != format!("{path}/{{}}") {
                continue;
            }
            let values = view.values_of(other, "response").filter(|value| {
                value.leaf.path.len() == 1
                    && !value.leaf.item
                    && !has.contains(&letters(value.leaf.name().unwrap_or_default()))
            });
            let mut places: Vec<Place> = values.map(|value| view.value_place(value)).collect();
            places.extend(
                view.rows_of(other, "response")
                    .filter(|row| !has.contains(&letters(last(row))))
                    .map(|row| view.row_place(row)),
            );
            sink.find(
                format!(
                    "{}: what is created is answered with fewer fields than when it is read",
                    seen.label
                ),
                places,
            );
        }
    }
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
