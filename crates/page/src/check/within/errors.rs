//! Examples of errors.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{
    json::Kind,
    report::Place,
    sink::Sink,
    view::{Value, View},
};

/// The keys of the page's error examples, at their first level, by example.
fn errors<'v, 'a>(view: &'v View<'a>) -> BTreeMap<usize, Vec<&'v Value<'a>>> {
    let mut by: BTreeMap<usize, Vec<&Value<'_>>> = BTreeMap::new();
    for value in view
        .values
        .iter()
        .filter(|value| value.operation.is_none() && value.leaf.path.len() == 1 && !value.leaf.item)
    {
        by.entry(value.example).or_default().push(value);
    }
    by
}

fn firsts(view: &View<'_>, wanted: impl Fn(usize) -> bool) -> Vec<Place> {
    let errors = errors(view);
    let firsts = errors
        .iter()
        .filter(|(line, _)| wanted(**line))
        .filter_map(|(_, values)| values.first());
    firsts.map(|value| view.value_place(value)).collect()
}

pub(in crate::check) fn status_unsaid(view: &View<'_>, sink: &mut Sink<'_>) {
    let silent = |line: usize| {
        view.page
            .error_examples
            .iter()
            .any(|example| example.line == line && example.status.is_none())
    };
    if !view.page.statuses.is_empty() {
        sink.find(
            "examples of errors do not say their status",
            firsts(view, silent),
        );
    }
}

pub(in crate::check) fn operation_unsaid(view: &View<'_>, sink: &mut Sink<'_>) {
    let own = view
        .operations
        .iter()
        .flat_map(|seen| &seen.on_page.examples)
        .any(|example| example.role == crate::ExampleRole::Error);
    if !own && !view.operations.is_empty() {
        sink.find(
            "examples of errors belong to no operation",
            firsts(view, |_| true),
        );
    }
}

pub(in crate::check) fn unalike(view: &View<'_>, sink: &mut Sink<'_>) {
    let errors = errors(view);
    let mut keys = errors.values().map(|values| {
        values
            .iter()
            .filter_map(|value| value.leaf.name())
            .collect::<BTreeSet<&str>>()
    });
    let Some(mut common) = keys.next() else {
        return;
    };
    for other in keys {
        common = common.intersection(&other).copied().collect();
    }
    if errors.len() > 1 && common.is_empty() {
        let values = errors.values().flatten();
        sink.find(
            "examples of errors have no field in common",
            values.map(|value| view.value_place(value)).collect(),
        );
    }
}

pub(in crate::check) fn without_table(view: &View<'_>, sink: &mut Sink<'_>) {
    let known = |value: &Value<'_>| {
        view.page
            .objects
            .iter()
            .flat_map(|object| &object.fields)
            .any(|field| Some(field.name.as_str()) == value.leaf.name())
    };
    let errors = errors(view);
    let values = errors.values().flatten().filter(|value| !known(value));
    if !view.rows.is_empty() {
        sink.find(
            "no table lists the fields of errors",
            values.map(|value| view.value_place(value)).collect(),
        );
    }
}

pub(in crate::check) fn foreign_path(view: &View<'_>, sink: &mut Sink<'_>) {
    for value in errors(view)
        .into_values()
        .flatten()
        .filter(|value| value.leaf.kind() == Kind::Text)
    {
        let text = value.leaf.text().unwrap_or_default();
        let Some(path) = text
            .strip_prefix('/')
            .filter(|path| path.contains('/') && !path.contains(' '))
        else {
            continue;
        };
        let first = path.split('/').next().unwrap_or_default();
        let known = view.operations.iter().any(|seen| {
            let whole = format!(
                "{}{}",
                seen.on_page
                    .base
                    .as_deref()
                    .map(crate::check::view::base_path)
                    .unwrap_or_default(),
                seen.on_page.path
            );
            whole.trim_start_matches('/').split('/').next() == Some(first)
                || seen.on_page.path.trim_start_matches('/').split('/').next() == Some(first)
        });
        if !known && !view.operations.is_empty() {
            sink.find(
                format!(
                    "the path in an example of an error begins with /{first}, no operation does"
                ),
                vec![view.value_place(value)],
            );
        }
    }
}

pub(in crate::check) fn status_in_body(view: &View<'_>, sink: &mut Sink<'_>) {
    let errors = errors(view);
    let is_status = |value: &&&Value<'_>| {
        value.leaf.kind() == Kind::Integer
            && view
                .page
                .statuses
                .iter()
                .any(|status| status.code.to_string() == value.leaf.raw)
    };
    let with: Vec<&&Value<'_>> = errors
        .values()
        .filter_map(|values| values.iter().find(is_status))
        .collect();
    if !with.is_empty() && with.len() < errors.len() {
        sink.find(
            "one error has its status in the body, others have not",
            with.iter().map(|value| view.value_place(value)).collect(),
        );
    }
}
