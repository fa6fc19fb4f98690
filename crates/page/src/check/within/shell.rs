//! Samples as text: what a shell or PHP would make of them.

use crate::{
    check::{report::Place, sink::Sink, view::View},
    model::{PassageKind, Sample},
};

fn is_curl(sample: &Sample) -> bool {
    sample
        .text
        .trim_start()
        .trim_start_matches("$ ")
        .starts_with("curl")
}

/// The name of the header or option a line gives, if it is one.
fn option_of(line: &str) -> Option<String> {
    let rest = line
        .trim()
        .strip_prefix("-H")?
        .trim()
        .trim_start_matches(['"', '\'']);
    rest.split_once(':').map(|(name, _)| name.trim().to_owned())
}

pub(in crate::check) fn dangling_backslash(view: &View<'_>, sink: &mut Sink<'_>) {
    let mut places = Vec::new();
    for (at, sample) in view.samples().filter(|(_, sample)| is_curl(sample)) {
        let text = sample.text.trim_end();
        if let Some(last) = text
            .lines()
            .last()
            .filter(|last| last.trim_end().ends_with('\\'))
        {
            let line = sample.line + text.lines().count() - 1;
            places.push(view.place(
                Some(at),
                "request",
                "sample",
                option_of(last).as_deref(),
                line,
            ));
        }
    }
    sink.find(
        "samples end with a backslash, after which nothing follows",
        places,
    );
}

/// Lines of a curl command that a shell would take for its end, while the next line goes on with an option.
fn broken_off(text: &str) -> Option<(usize, Option<String>)> {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    lines
        .iter()
        .zip(lines.iter().skip(1))
        .enumerate()
        .find_map(|(at, (line, next))| {
            let option = next.trim_start().starts_with("-d ")
                || next.trim_start().starts_with("-H ")
                || next.trim_start().starts_with("--data");
            let quotes = line.matches('\'').count() % 2 == 0;
            (option && quotes && !line.trim_end().ends_with('\\'))
                .then(|| (at, option_of(line).or_else(|| option_of(next))))
        })
}

pub(in crate::check) fn missing_continuation(view: &View<'_>, sink: &mut Sink<'_>) {
    let mut places = Vec::new();
    for (at, sample) in view.samples().filter(|(_, sample)| is_curl(sample)) {
        if let Some((line, field)) = broken_off(&sample.text) {
            places.push(view.place(
                Some(at),
                "request",
                "sample",
                field.as_deref(),
                sample.line + line,
            ));
        }
    }
    for passage in apart(view).filter(|passage| passage.text.contains("curl ")) {
        if let Some((line, field)) = broken_off(&passage.text) {
            places.push(view.place(
                None,
                "page",
                "sample",
                field.as_deref(),
                passage.line + line,
            ));
        }
    }
    sink.find(
        "samples go on in a new line without a backslash before it",
        places,
    );
}

/// Code that belongs to no operation.
fn apart<'v>(view: &'v View<'_>) -> impl Iterator<Item = &'v crate::model::Passage> {
    let first = view
        .samples()
        .map(|(_, sample)| sample.line)
        .min()
        .unwrap_or(usize::MAX);
    view.page
        .passages
        .iter()
        .filter(move |passage| passage.kind == PassageKind::Code && passage.line < first)
}

pub(in crate::check) fn quotes(view: &View<'_>, sink: &mut Sink<'_>) {
    for (at, sample) in view.samples().filter(|(_, sample)| is_curl(sample)) {
        let Some(begin) = sample.text.find("-d \"") else {
            continue;
        };
        let body = sample.text.get(begin + 4..).unwrap_or_default();
        if body.trim_start().starts_with(['{', '['])
            && body.trim_end().trim_end_matches('"').contains('"')
            && !body.contains("\\\"")
        {
            let line = sample.line
                + sample
                    .text
                    .get(..begin)
                    .unwrap_or_default()
                    .matches('\n')
                    .count();
            let label = view
                .operations
                .get(at)
                .map_or("", |seen| seen.label.as_str());
            sink.find(
                format!(
                    "{label}: the body stands between double quotes, and has double quotes in it"
                ),
                vec![view.place(Some(at), "request", "sample", Some("-d"), line)],
            );
        }
    }
}

pub(in crate::check) fn unquoted_placeholder(view: &View<'_>, sink: &mut Sink<'_>) {
    let places = options(view, |text| text.contains(".<"), "CURLOPT_HTTPHEADER");
    sink.find(
        "a placeholder stands outside the quotes, which is no PHP",
        places,
    );
}

/// PHP samples in which a line fits, at the option it belongs to.
fn options(view: &View<'_>, fits: impl Fn(&str) -> bool, option: &str) -> Vec<Place> {
    let mut places = Vec::new();
    for (at, sample) in view
        .samples()
        .filter(|(_, sample)| sample.text.contains("CURLOPT_"))
    {
        if let Some(line) = sample.text.lines().position(&fits) {
            places.push(view.place(
                Some(at),
                "request",
                "sample",
                Some(option),
                sample.line + line,
            ));
        }
    }
    places
}

fn sets(line: &str, option: &str, wanted: impl Fn(&str) -> bool) -> bool {
    let value = line.trim().strip_prefix(option).map(|rest| {
        rest.trim_start()
            .trim_start_matches("=>")
            .trim_matches([',', ' '])
    });
    value.is_some_and(wanted)
}

pub(in crate::check) fn redirects(view: &View<'_>, sink: &mut Sink<'_>) {
    let mut places = options(
        view,
        |line| sets(line, "CURLOPT_FOLLOWLOCATION", |value| value == "true"),
        "CURLOPT_FOLLOWLOCATION",
    );
    if !places.is_empty() {
        places.extend(options(
            view,
            |line| sets(line, "CURLOPT_MAXREDIRS", |_| true),
            "CURLOPT_MAXREDIRS",
        ));
    }
    let redirect = view
        .page
        .statuses
        .iter()
        .any(|status| status.code / 100 == 3);
    sink.find(
        "samples follow redirects, and the page has no status that is one",
        if redirect { Vec::new() } else { places },
    );
}

pub(in crate::check) fn timeout(view: &View<'_>, sink: &mut Sink<'_>) {
    sink.find(
        "samples wait without end",
        options(
            view,
            |line| sets(line, "CURLOPT_TIMEOUT", |value| value == "0"),
            "CURLOPT_TIMEOUT",
        ),
    );
}

pub(in crate::check) fn explicit_get(view: &View<'_>, sink: &mut Sink<'_>) {
    let mut places = options(
        view,
        |line| sets(line, "CURLOPT_CUSTOMREQUEST", |value| value.contains("GET")),
        "CURLOPT_CUSTOMREQUEST",
    );
    for (at, sample) in view.samples().filter(|(_, sample)| is_curl(sample)) {
        if sample.text.contains("-X GET") || sample.text.contains("--request GET") {
            places.push(view.place(Some(at), "request", "sample", Some("-X"), sample.line));
        }
    }
    sink.find(
        "samples set GET by hand, which is what they would send anyway",
        places,
    );
}

pub(in crate::check) fn path_placeholders(view: &View<'_>, sink: &mut Sink<'_>) {
    let mut places = Vec::new();
    for (at, sample) in view.samples() {
        for name in sample
            .url
            .as_deref()
            .into_iter()
            .flat_map(crate::check::view::parameters)
        {
            let field = if sample.text.contains("CURLOPT_URL") {
                "CURLOPT_URL"
            } else {
                name
            };
            places.push(view.place(Some(at), "path", "sample", Some(field), sample.line));
        }
    }
    sink.find("samples have placeholders in their addresses", places);
}

pub(in crate::check) fn no_address(view: &View<'_>, sink: &mut Sink<'_>) {
    for passage in apart(view) {
        for (at, line) in passage.text.lines().enumerate() {
            let Some(rest) = line.trim_start().strip_prefix("curl ") else {
                continue;
            };
            let word = rest
                .split_whitespace()
                .find(|word| !word.starts_with('-'))
                .unwrap_or_default()
                .trim_matches(['"', '\'']);
            if !word.is_empty() && !word.contains(['.', '/', ':', '$', '\\']) {
                sink.find(
                    "a sample has a word in place of an address",
                    vec![view.place(None, "page", "sample", Some(word), passage.line + at)],
                );
            }
        }
    }
}
