//! Values of examples.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{
    json::Kind,
    report::Place,
    sink::Sink,
    types::{is_date_time, looks_dated},
    view::{Value, View},
};

pub(in crate::check) fn fillers(view: &View<'_>, sink: &mut Sink<'_>) {
    let filled = view.values.iter().filter(|value| {
        value.operation.is_some() && value.leaf.is_filler() && !value.leaf.path.is_empty()
    });
    let mut by: BTreeMap<(Option<usize>, &str), (usize, Place)> = BTreeMap::new();
    for value in filled {
        let place = view.place(
            value.operation,
            value.side,
            value.source,
            None,
            value.example,
        );
        by.entry((value.operation, value.side))
            .or_insert((0, place))
            .0 += 1;
    }
    let texts = view
        .values
        .iter()
        .any(|value| value.leaf.raw == "\"string\"");
    if texts {
        sink.find(
            "values of examples are fillers of a tool",
            by.into_values().map(|(_, place)| place).collect(),
        );
    }
}

pub(in crate::check) fn equal_identifiers(view: &View<'_>, sink: &mut Sink<'_>) {
    type Owner<'v> = (Option<usize>, usize, &'v [String]);
    let mut by: BTreeMap<Owner<'_>, Vec<&Value<'_>>> = BTreeMap::new();
    for value in view.values.iter().filter(|value| {
        value.side == "response" && value.leaf.name() == Some("id") && !value.leaf.item
    }) {
        by.entry((value.operation, value.example, &value.leaf.path))
            .or_default()
            .push(value);
    }
    for values in by.into_values() {
        let distinct: BTreeSet<&str> = values.iter().map(|value| value.leaf.raw).collect();
        if let (true, 1, Some(first)) = (values.len() > 1, distinct.len(), values.first()) {
            let place = view.value_place(first);
            sink.find(
                format!(
                    "{}: all items of the example have the same id",
                    place.operation
                ),
                vec![place],
            );
        }
    }
}

/// Values that are dates, with their text.
fn dates<'v, 'a>(view: &'v View<'a>) -> Vec<(&'v Value<'a>, String)> {
    let texts = view
        .values
        .iter()
        .filter(|value| value.leaf.kind() == Kind::Text && !value.leaf.item);
    texts
        .filter_map(|value| Some((value, value.leaf.text()?)))
        .filter(|(_, text)| looks_dated(text))
        .collect()
}

pub(in crate::check) fn years(view: &View<'_>, sink: &mut Sink<'_>) {
    let dates = dates(view);
    let years: BTreeSet<&str> = dates.iter().filter_map(|(_, text)| text.get(..4)).collect();
    if years.len() > 1 {
        let years: Vec<&str> = years.into_iter().collect();
        sink.find(
            format!(
                "dates of examples come from several sources: {}",
                years.join(", ")
            ),
            dates
                .iter()
                .map(|(value, _)| view.value_place(value))
                .collect(),
        );
    }
}

pub(in crate::check) fn fractions(view: &View<'_>, sink: &mut Sink<'_>) {
    let dates: Vec<_> = dates(view)
        .into_iter()
        .filter(|(_, text)| is_date_time(text))
        .collect();
    let some = dates.iter().any(|(_, text)| text.contains('.'));
    if some && dates.iter().any(|(_, text)| !text.contains('.')) {
        sink.find(
            "some times of examples have milliseconds, others have not",
            dates
                .iter()
                .map(|(value, _)| view.value_place(value))
                .collect(),
        );
    }
}

pub(in crate::check) fn odd_times(view: &View<'_>, sink: &mut Sink<'_>) {
    for (value, text) in dates(view)
        .iter()
        .filter(|(_, text)| text.len() > 10 && !is_date_time(text))
    {
        let name = value.leaf.name().unwrap_or_default();
        sink.find(
            format!(
                "the time {name} of an example is none by RFC 3339 ({} characters)",
                text.len()
            ),
            vec![view.value_place(value)],
        );
    }
}

pub(in crate::check) fn email_forms(view: &View<'_>, sink: &mut Sink<'_>) {
    let named = |value: &&Value<'_>| {
        value
            .leaf
            .name()
            .is_some_and(|name| name.to_lowercase().contains("email"))
            && value.leaf.kind() == Kind::Text
    };
    let all: Vec<&Value<'_>> = view.values.iter().filter(named).collect();
    let addresses = all
        .iter()
        .filter(|value| value.leaf.raw.contains('@'))
        .count();
    if addresses > 0 && addresses < all.len() {
        sink.find(
            "some examples of an email are addresses, others are not",
            all.iter().map(|value| view.value_place(value)).collect(),
        );
    }
}

pub(in crate::check) fn negative(view: &View<'_>, sink: &mut Sink<'_>) {
    for value in view
        .values
        .iter()
        .filter(|value| value.leaf.raw.starts_with('-'))
    {
        let name = value.leaf.name().unwrap_or_default();
        let explained = view.rows.iter().any(|row| {
            row.field.name == name
                && row.side == value.side
                && Some(row.operation) == value.operation
        });
        if !explained {
            let place = view.value_place(value);
            sink.find(
                format!(
                    "{}: {name} is negative in an example, and no table explains it",
                    place.operation
                ),
                vec![place],
            );
        }
    }
}

pub(in crate::check) fn codes(view: &View<'_>, sink: &mut Sink<'_>) {
    let is_code = |value: &Value<'_>| {
        let text = value.leaf.text().unwrap_or_default();
        text.len() == 3 && text.chars().all(|letter| letter.is_ascii_uppercase())
    };
    let names: BTreeSet<&str> = view
        .values
        .iter()
        .filter(|value| is_code(value))
        .filter_map(|value| value.leaf.name())
        .collect();
    for name in names {
        let all = || {
            view.values.iter().filter(|value| {
                value.leaf.name() == Some(name)
                    && value.leaf.kind() == Kind::Text
                    && !value.leaf.item
            })
        };
        if all().any(|value| !is_code(value)) {
            sink.find(
                format!("some examples of {name} are codes of three letters, others are not"),
                all().map(|value| view.value_place(value)).collect(),
            );
        }
    }
}
