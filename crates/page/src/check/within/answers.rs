//! Answers: where they stand, and what they are called.

use std::collections::BTreeMap;

use crate::{
    check::{json::minified, report::Place, sink::Sink, view::View},
    model::{Example, ExampleBody, ExampleRole},
};

/// The first answer of each operation.
fn answers<'v, 'a>(view: &'v View<'a>) -> impl Iterator<Item = (usize, &'a Example)> + 'v {
    view.each().filter_map(|(at, seen)| {
        let mut examples = seen.on_page.examples.iter();
        Some((
            at,
            examples.find(|example| example.role == ExampleRole::Response)?,
        ))
    })
}

fn place(view: &View<'_>, at: usize, example: &Example) -> Place {
    view.place(Some(at), "response", "example", None, example.line)
}

pub(in crate::check) fn labels_differ(view: &View<'_>, sink: &mut Sink<'_>) {
    let mut by: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for (at, example) in answers(view) {
        if let Some(label) = &example.label {
            let place = view.place(Some(at), "response", "prose", None, example.line);
            let folded: String = label
                .to_lowercase()
                .chars()
                .filter(|c| c.is_alphabetic())
                .collect();
            by.entry(folded).or_default().push(place);
        }
    }
    let most = by.values().map(Vec::len).max().unwrap_or_default();
    if most > 1 {
        let others = by
            .into_values()
            .filter(|places| places.len() < most)
            .flatten();
        sink.find("answers are labelled in several ways", others.collect());
    }
}

pub(in crate::check) fn before_line(view: &View<'_>, sink: &mut Sink<'_>) {
    let mut places = Vec::new();
    for (at, example) in answers(view) {
        if let Some(seen) = view
            .operations
            .get(at)
            .filter(|seen| example.line < seen.on_page.line)
        {
            places.push(place(view, at, example));
            places.push(view.place(Some(at), "path", "prose", None, seen.on_page.line));
        }
    }
    sink.find("examples of answers stand before the request lines", places);
}

pub(in crate::check) fn not_json(view: &View<'_>, sink: &mut Sink<'_>) {
    let json = answers(view)
        .filter(|(_, example)| matches!(example.body, ExampleBody::Json(_)))
        .count();
    for (at, example) in
        answers(view).filter(|(_, example)| matches!(example.body, ExampleBody::Text(_)))
    {
        if json > 0
            && let Some(seen) = view.operations.get(at)
        {
            let mut places = vec![place(view, at, example)];
            places.extend(
                view.says(&["json-encoded", "json encoded"])
                    .map(|line| view.place(None, "page", "prose", None, line)),
            );
            sink.find(
                format!(
                    "{}: the answer shown is no JSON, unlike the others",
                    seen.label
                ),
                places,
            );
        }
    }
}

pub(in crate::check) fn broken(view: &View<'_>, sink: &mut Sink<'_>) {
    for (at, seen) in view.each() {
        for example in &seen.on_page.examples {
            if let ExampleBody::Broken { why, .. } = &example.body {
                let (side, source) = if example.role == ExampleRole::Request {
                    ("request", "sample")
                } else {
                    ("response", "example")
                };
                sink.find(
                    format!("{}: an example cannot be read as JSON: {why}", seen.label),
                    vec![view.place(Some(at), side, source, None, example.line)],
                );
            }
        }
    }
    for example in &view.page.error_examples {
        if let ExampleBody::Broken { why, .. } = &example.body {
            sink.find(
                format!("an example of an error cannot be read as JSON: {why}"),
                vec![view.place(None, "response", "example", None, example.line)],
            );
        }
    }
}

pub(in crate::check) fn identical(view: &View<'_>, sink: &mut Sink<'_>) {
    let mut by: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for (at, example) in answers(view) {
        let changes = view
            .operations
            .get(at)
            .is_some_and(|seen| seen.on_page.method != "GET");
        if let (ExampleBody::Json(text), true) = (&example.body, changes) {
            by.entry(minified(text))
                .or_default()
                .push(place(view, at, example));
        }
    }
    for places in by.into_values().filter(|places| places.len() > 1) {
        let owners: Vec<&str> = places
            .iter()
            .map(|place| place.operation.as_str())
            .collect();
        sink.find(
            format!("the answers shown are the same: {}", owners.join(", ")),
            places,
        );
    }
}

pub(in crate::check) fn state_unmoved(view: &View<'_>, sink: &mut Sink<'_>) {
    let state = |at: usize| {
        view.values_of(at, "response").find(|value| {
            matches!(value.leaf.name(), Some("status" | "state")) && value.leaf.path.len() == 1
        })
    };
    for (at, seen) in view
        .each()
        .filter(|(_, seen)| seen.on_page.method == "POST")
    {
        let path = &seen.shape;
        for (other, step) in view.each().filter(|(_, step)| step.on_page.method != "GET") {
            let further = &step.shape;
            let is_step = further
                .strip_prefix(path.as_str())
                .and_then(|rest| rest.strip_prefix("/{}/"))
                .is_some_and(|rest| !rest.contains('/'));
            if let (true, Some(before), Some(after)) = (is_step, state(at), state(other))
                && before.leaf.raw == after.leaf.raw
            {
                sink.find(
                    format!("{}: its example has the state of before", step.label),
                    vec![view.value_place(after)],
                );
            }
        }
    }
}
