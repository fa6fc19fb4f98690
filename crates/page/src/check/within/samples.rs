//! Samples of requests: what they send, and what they leave out.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    check::{report::Place, sink::Sink, view::View},
    model::Sample,
};

/// The place of headers in a sample: PHP has an option for them.
fn header_place(view: &View<'_>, at: usize, sample: &Sample, name: &str) -> Place {
    let field = if sample.text.contains("CURLOPT_") {
        "CURLOPT_HTTPHEADER"
    } else {
        name
    };
    view.place(Some(at), "request", "sample", Some(field), sample.line)
}

fn sends(sample: &Sample, name: &str) -> bool {
    sample
        .headers
        .iter()
        .any(|(header, _)| header.eq_ignore_ascii_case(name))
}

/// The header by which the page authenticates.
fn authentication(view: &View<'_>) -> Option<String> {
    let claim = view.page.authentication.first()?;
    let (name, _) = claim.text.split_once(':')?;
    Some(name.trim().to_owned())
}

pub(in crate::check) fn without_authentication(view: &View<'_>, sink: &mut Sink<'_>) {
    let Some(name) = authentication(view) else {
        return;
    };
    for (at, sample) in view.samples() {
        let Some(seen) = view.operations.get(at) else {
            continue;
        };
        let open = seen
            .documented
            .is_some_and(|documented| !documented.authenticated);
        let read = sample.url.is_some()
            && ["shell", "php", "bash", "curl", "http"].contains(&sample.language.as_str());
        let other = sample.text.contains("-u ")
            || sample.text.contains("--user")
            || sample.text.contains("CURLOPT_USERPWD");
        if read && !open && !other && !sends(sample, &name) {
            sink.find(
                format!(
                    "{}: a sample sends no {name}, by which the page authenticates",
                    seen.label
                ),
                vec![header_place(view, at, sample, &name)],
            );
        }
    }
}

pub(in crate::check) fn languages_differ(view: &View<'_>, sink: &mut Sink<'_>) {
    for (at, seen) in view.each() {
        let read: Vec<&Sample> = seen
            .on_page
            .samples
            .iter()
            .filter(|sample| !sample.headers.is_empty() || sample.text.contains("CURLOPT_"))
            .collect();
        let Some(first) = read.first() else { continue };
        for sample in read
            .iter()
            .skip(1)
            .filter(|sample| sample.language != first.language)
        {
            for (name, _) in first
                .headers
                .iter()
                .filter(|(name, _)| !sends(sample, name))
            {
                sink.find(
                    format!(
                        "{}: the {} sample sends {name}, the {} sample does not",
                        seen.label, first.language, sample.language
                    ),
                    vec![
                        view.place(Some(at), "request", "sample", Some(name), first.line),
                        header_place(view, at, sample, name),
                    ],
                );
            }
        }
    }
}

pub(in crate::check) fn headers_uneven(view: &View<'_>, sink: &mut Sink<'_>) {
    let first = |at: usize| {
        view.operations
            .get(at)
            .and_then(|seen| seen.on_page.samples.first())
    };
    let all: Vec<usize> = (0..view.operations.len())
        .filter(|at| first(*at).is_some_and(|sample| !sample.headers.is_empty()))
        .collect();
    let names: BTreeSet<&str> = all
        .iter()
        .filter_map(|at| first(*at))
        .flat_map(|sample| &sample.headers)
        .map(|(name, _)| name.as_str())
        .collect();
    let auth = authentication(view).unwrap_or_default();
    for name in names.into_iter().filter(|name| {
        !name.eq_ignore_ascii_case("content-type") && !name.eq_ignore_ascii_case(&auth)
    }) {
        let (with, without): (Vec<usize>, Vec<usize>) = all
            .iter()
            .partition(|at| first(**at).is_some_and(|sample| sends(sample, name)));
        if with.len() < 2 || without.len() < 2 {
            continue;
        }
        let line = |at: usize| first(at).map_or(0, |sample| sample.line);
        let mut places: Vec<Place> = with
            .iter()
            .map(|at| view.place(Some(*at), "request", "sample", Some(name), line(*at)))
            .collect();
        places.extend(
            without
                .iter()
                .map(|at| view.place(Some(*at), "request", "sample", None, line(*at))),
        );
        sink.find(format!("some samples send {name}, others do not"), places);
    }
}

pub(in crate::check) fn accept_without_answer(view: &View<'_>, sink: &mut Sink<'_>) {
    for (at, seen) in view.each() {
        let text = seen.on_page.examples.iter().find(|example| {
            matches!(example.body, crate::ExampleBody::Text(_))
                && example.role == crate::ExampleRole::Response
        });
        let json = seen.on_page.samples.iter().find(|sample| {
            sample
                .headers
                .iter()
                .any(|(name, value)| name.eq_ignore_ascii_case("accept") && value.contains("json"))
        });
        if let (Some(text), Some(sample)) = (text, json) {
            sink.find(
                format!(
                    "{}: a sample asks for JSON, the answer shown is none",
                    seen.label
                ),
                vec![
                    view.place(Some(at), "request", "sample", Some("Accept"), sample.line),
                    view.place(Some(at), "response", "example", None, text.line),
                ],
            );
        }
    }
}

pub(in crate::check) fn languages_missing(view: &View<'_>, sink: &mut Sink<'_>) {
    let mut by: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, sample) in view.samples() {
        by.entry(sample.language.as_str()).or_default().insert(at);
    }
    let sampled: BTreeSet<usize> = by.values().flatten().copied().collect();
    for (language, has) in by {
        let places = sampled.difference(&has).map(|at| {
            view.place(
                Some(*at),
                "request",
                "sample",
                None,
                view.operations.get(*at).map_or(0, |seen| seen.on_page.line),
            )
        });
        if has.len() > 1 {
            sink.find(
                format!("some operations have a sample in {language}, others have not"),
                places.collect(),
            );
        }
    }
}

pub(in crate::check) fn language_without_samples(view: &View<'_>, sink: &mut Sink<'_>) {
    let known = [
        ("js", "javascript"),
        ("javascript", "javascript"),
        ("python", "python"),
        ("ruby", "ruby"),
        ("php", "php"),
        ("java", "java"),
        ("go", "go"),
    ];
    let used: BTreeSet<&str> = view
        .samples()
        .map(|(_, sample)| sample.language.as_str())
        .collect();
    let tabs = view
        .page
        .passages
        .iter()
        .find(|passage| passage.kind == crate::model::PassageKind::Front);
    let Some(tabs) = tabs.filter(|_| !used.is_empty()) else {
        return;
    };
    for tab in tabs.text.split_whitespace() {
        let language = known
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(tab))
            .map(|(_, language)| *language);
        if let Some(language) = language.filter(|language| !used.contains(language)) {
            let mut places = vec![view.place(None, "page", "prose", None, tabs.line)];
            places.extend(view.each().map(|(at, seen)| {
                view.place(Some(at), "request", "sample", None, seen.on_page.line)
            }));
            sink.find(
                format!("the page offers {tab}, and has no sample in {language}"),
                places,
            );
        }
    }
}

pub(in crate::check) fn scheme_case(view: &View<'_>, sink: &mut Sink<'_>) {
    let mut places = Vec::new();
    let mut written = BTreeSet::new();
    let scheme = |value: &str| {
        value
            .split_whitespace()
            .next()
            .filter(|word| word.chars().all(char::is_alphabetic))
            .map(str::to_owned)
    };
    for claim in &view.page.authentication {
        let (name, value) = claim.text.split_once(':').unwrap_or((&claim.text, ""));
        if let Some(scheme) = scheme(value) {
            written.insert(scheme);
            let source = if in_code(view, claim.line) {
                "sample"
            } else {
                "prose"
            };
            places.push(view.place(None, "page", source, Some(name.trim()), claim.line));
        }
    }
    for (at, sample) in view.samples() {
        for (name, value) in sample
            .headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case("authorization"))
        {
            written.extend(scheme(value));
            places.push(header_place(view, at, sample, name));
        }
    }
    let folded: BTreeSet<String> = written.iter().map(|scheme| scheme.to_lowercase()).collect();
    if folded.len() < written.len() {
        let schemes: Vec<String> = written.into_iter().collect();
        sink.find(
            format!(
                "the scheme of authentication is written {}",
                schemes.join(" and ")
            ),
            places,
        );
    }
}

/// Whether a line is within code.
pub(in crate::check) fn in_code(view: &View<'_>, line: usize) -> bool {
    let before = view
        .page
        .passages
        .iter()
        .rev()
        .find(|passage| passage.line <= line);
    before.is_some_and(|passage| {
        passage.kind == crate::model::PassageKind::Code
            && passage.line + passage.text.lines().count() > line
            && passage.text.lines().count() > 1
    })
}

pub(in crate::check) fn placeholder_styles(view: &View<'_>, sink: &mut Sink<'_>) {
    let style = |value: &str| {
        let token = value
            .split_once(' ')
            .map_or(value, |(_, token)| token)
            .trim();
        if token.starts_with(['<', '{', '[', '$']) {
            "marked"
        } else if token.to_lowercase().contains("xxx") {
            "a row of x"
        } else {
            "a word"
        }
    };
    let mut styles = BTreeSet::new();
    let mut places = Vec::new();
    for claim in &view.page.authentication {
        let (name, value) = claim.text.split_once(':').unwrap_or((&claim.text, ""));
        styles.insert(style(value.trim()));
        if in_code(view, claim.line) {
            places.push(view.place(None, "page", "sample", Some(name.trim()), claim.line));
        }
    }
    for (at, sample) in view.samples() {
        for (name, value) in sample
            .headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case("authorization"))
        {
            styles.insert(style(value));
            places.push(header_place(view, at, sample, name));
        }
    }
    if styles.len() > 1 {
        sink.find("the token has several kinds of placeholder", places);
    }
}
