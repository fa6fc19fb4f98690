//! What the page is silent on.

use std::collections::BTreeSet;

use crate::{
    check::{
        json::Kind,
        report::Place,
        sink::Sink,
        view::{View, shape},
    },
    model::{ExampleRole, PassageKind},
};

/// The whole page, and each operation that shows an answer.
fn answers(view: &View<'_>) -> Vec<Place> {
    let mut places = vec![view.place(None, "page", "prose", None, 0)];
    for (at, seen) in view.each() {
        if let Some(example) = seen
            .on_page
            .examples
            .iter()
            .find(|example| example.role == ExampleRole::Response)
        {
            places.push(view.place(Some(at), "response", "example", None, example.line));
        }
    }
    if places.len() == 1 {
        Vec::new()
    } else {
        places
    }
}

/// The whole page, and each request line.
fn lines(view: &View<'_>) -> Vec<Place> {
    let mut places = vec![view.place(None, "page", "prose", None, 0)];
    places.extend(
        view.each()
            .map(|(at, seen)| view.place(Some(at), "path", "prose", None, seen.on_page.line)),
    );
    if places.len() == 1 {
        Vec::new()
    } else {
        places
    }
}

/// Whether text outside code has one of some words.
fn told(view: &View<'_>, words: &[&str]) -> bool {
    view.page
        .passages
        .iter()
        .filter(|passage| passage.kind != PassageKind::Code)
        .any(|passage| {
            let text = passage.text.to_lowercase();
            words.iter().any(|word| text.contains(word))
        })
}

pub(in crate::check) fn media_type(view: &View<'_>, sink: &mut Sink<'_>) {
    if !told(view, &["application/json", "application/xml", "text/plain"]) {
        sink.find("no text names the media type of answers", answers(view));
    }
}

pub(in crate::check) fn response_headers(view: &View<'_>, sink: &mut Sink<'_>) {
    let shown = view
        .page
        .passages
        .iter()
        .any(|passage| passage.text.contains("HTTP/1.1 ") || passage.text.contains("HTTP/2 "));
    if !shown
        && !told(
            view,
            &[
                "retry-after",
                "x-request-id",
                "x-ratelimit",
                "response headers",
                "request-id",
            ],
        )
    {
        sink.find("no header of answers is described", answers(view));
    }
}

pub(in crate::check) fn statuses_by_operation(view: &View<'_>, sink: &mut Sink<'_>) {
    if view.page.statuses.is_empty()
        || view
            .page
            .statuses
            .iter()
            .any(|status| status.operation.is_some())
    {
        return;
    }
    let codes = view.page.statuses.iter().map(|status| {
        view.place(
            None,
            "response",
            "table",
            Some(&status.code.to_string()),
            status.line,
        )
    });
    let operations = view
        .each()
        .map(|(at, seen)| view.place(Some(at), "response", "prose", None, seen.on_page.line));
    sink.find(
        "statuses are told for the whole page, for no operation",
        codes.chain(operations).collect(),
    );
}

pub(in crate::check) fn example_status(view: &View<'_>, sink: &mut Sink<'_>) {
    let mut answered = view
        .operations
        .iter()
        .flat_map(|seen| &seen.on_page.examples)
        .filter(|example| example.role == ExampleRole::Response);
    if answered.any(|example| example.status.is_some()) {
        return;
    }
    let places = answers(view)
        .into_iter()
        .filter(|place| place.operation != "page");
    sink.find("no example of an answer says its status", places.collect());
}

pub(in crate::check) fn idempotency(view: &View<'_>, sink: &mut Sink<'_>) {
    let named = |name: &str| name.to_lowercase().contains("idempoten");
    let sent = view
        .samples()
        .any(|(_, sample)| sample.headers.iter().any(|(name, _)| named(name)))
        || view.rows.iter().any(|row| named(&row.field.name));
    for status in view
        .page
        .statuses
        .iter()
        .filter(|status| named(&status.meaning))
    {
        if !sent {
            sink.find(
                "an idempotency key is spoken of, and nothing sends one",
                vec![view.place(
                    None,
                    "response",
                    "table",
                    Some(&status.code.to_string()),
                    status.line,
                )],
            );
        }
    }
}

pub(in crate::check) fn version(view: &View<'_>, sink: &mut Sink<'_>) {
    let has = |text: &str| {
        text.split(['/', '.']).any(|part| {
            part.strip_prefix('v')
                .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
        })
    };
    let bases = view.page.base_urls.iter().map(|base| base.url.as_str());
    let paths = view
        .operations
        .iter()
        .flat_map(|seen| {
            [
                Some(seen.on_page.path.as_str()),
                seen.on_page.base.as_deref(),
            ]
        })
        .flatten();
    if !bases.chain(paths).any(has) {
        sink.find("no address has a version", lines(view));
    }
}

pub(in crate::check) fn methods(view: &View<'_>, sink: &mut Sink<'_>) {
    let used: BTreeSet<&str> = view
        .operations
        .iter()
        .map(|seen| seen.on_page.method.as_str())
        .collect();
    if used == BTreeSet::from(["GET", "POST"]) {
        sink.find("only GET and POST are used", lines(view));
    }
}

pub(in crate::check) fn identifier_form(view: &View<'_>, sink: &mut Sink<'_>) {
    let told = |text: &str| {
        ["uuid", "length", "character", "unique", "digit"]
            .iter()
            .any(|word| text.to_lowercase().contains(word))
    };
    let silent = view.rows.iter().filter(|row| {
        row.field.name == "id"
            && row.side == "response"
            && !told(&row.field.description)
            && !row.field.r#type.as_deref().is_some_and(told)
    });
    sink.find(
        "the form of identifiers is not told",
        silent.map(|row| view.row_place(row)).collect(),
    );
}

pub(in crate::check) fn paging(view: &View<'_>, sink: &mut Sink<'_>) {
    for (at, seen) in view.each().filter(|(_, seen)| seen.on_page.method == "GET") {
        let whole = view
            .values_of(at, "response")
            .find(|value| value.leaf.path.is_empty() && !value.leaf.item);
        let pages = |name: &str| {
            ["page", "limit", "offset", "cursor", "size", "after"]
                .iter()
                .any(|word| name.to_lowercase().contains(word))
        };
        let paged = view
            .rows_of(at, "request")
            .any(|row| pages(&row.field.name))
            || seen
                .on_page
                .samples
                .iter()
                .filter_map(|sample| sample.url.as_deref())
                .any(|url| url.contains('?'));
        if let Some(whole) = whole.filter(|whole| whole.leaf.kind() == Kind::Array && !paged) {
            sink.find(
                format!("{}: it answers a list, and nothing pages it", seen.label),
                vec![
                    view.place(Some(at), "request", "table", None, seen.on_page.line),
                    view.value_place(whole),
                ],
            );
        }
    }
}

pub(in crate::check) fn form_encoded(view: &View<'_>, sink: &mut Sink<'_>) {
    let Some(line) = view.says(&["form-encoded", "form encoded", "x-www-form-urlencoded"]) else {
        return;
    };
    let json = view.samples().filter_map(|(at, sample)| {
        let (name, _) = sample.headers.iter().find(|(name, value)| {
            name.eq_ignore_ascii_case("content-type") && value.contains("json")
        })?;
        Some(view.place(Some(at), "request", "sample", Some(name), sample.line))
    });
    let mut places: Vec<Place> = json.collect();
    if !places.is_empty() {
        places.push(view.place(None, "page", "prose", None, line));
    }
    sink.find(
        "the text says that bodies are form-encoded, samples send JSON",
        places,
    );
}

/// The resource that an operation is about: its path without the identifier, and without the step at its end.
fn resource(view: &View<'_>, path: &str) -> String {
    let path = shape(path);
    let path = path.strip_suffix("/{}").unwrap_or(&path).to_owned();
    let posted = |candidate: &str| {
        view.operations
            .iter()
            .any(|seen| seen.on_page.method == "POST" && seen.shape == candidate)
    };
    if let Some((before, _)) = path.rsplit_once("/{}/")
        && posted(before)
    {
        return before.to_owned();
    }
    if let Some((before, _)) = path.rsplit_once('/')
        && view
            .operations
            .iter()
            .any(|seen| seen.shape == format!("{before}/{{}}"))
    {
        return before.to_owned();
    }
    path
}

pub(in crate::check) fn resources(view: &View<'_>, sink: &mut Sink<'_>) {
    let mut by: std::collections::BTreeMap<String, Vec<usize>> = std::collections::BTreeMap::new();
    for (at, seen) in view.each() {
        by.entry(resource(view, &seen.on_page.path))
            .or_default()
            .push(at);
    }
    for (name, all) in by {
        let seen = || all.iter().filter_map(|at| view.operations.get(*at));
        let has =
            |methods: &[&str]| seen().any(|seen| methods.contains(&seen.on_page.method.as_str()));
        let single = seen().all(|seen| !seen.shape.ends_with("{}"));
        let what = if has(&["POST"]) && !has(&["GET"]) {
            "read"
        } else if has(&["GET"]) && !has(&["POST", "PUT"]) && !single {
            "created"
        } else if has(&["POST"]) && has(&["GET"]) && !has(&["PUT", "PATCH", "DELETE"]) {
            "changed"
        } else {
            continue;
        };
        let places = all.iter().filter_map(|at| {
            Some(view.place(
                Some(*at),
                "path",
                "prose",
                None,
                view.operations.get(*at)?.on_page.line,
            ))
        });
        sink.find(
            format!("no operation lets /{name} be {what}"),
            places.collect(),
        );
    }
}
