//! Tables against examples.

use std::collections::BTreeSet;

use crate::check::{
    json::Kind,
    names::{is_slip, letters},
    report::Place,
    sink::Sink,
    types::{is_date_time, looks_dated, said},
    view::{Value, View},
};

use super::tables::{SIDES, has_table, is_path, last, line};

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
