//! What tables say and leave out.

use crate::check::{
    json::Kind,
    names::letters,
    report::Place,
    sink::Sink,
    view::{Row, View},
};

pub(super) const SIDES: [(&str, &str); 2] = [("request", "sample"), ("response", "example")];

/// The last key of a row's name.
pub(super) fn last<'r>(row: &'r Row<'_>) -> &'r str {
    row.field.name.rsplit('.').next().unwrap_or_default()
}

/// Whether a row is about a parameter of the path.
pub(super) fn is_path(view: &View<'_>, row: &Row<'_>) -> bool {
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

pub(super) fn line(view: &View<'_>, at: usize, side: &str) -> usize {
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

pub(super) fn has_table(view: &View<'_>, at: usize, side: &str) -> bool {
    view.rows_of(at, side).next().is_some()
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
pub(super) fn tables(view: &View<'_>, wanted: impl Fn(usize, &str) -> bool) -> Vec<Place> {
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
