//! Titles and descriptions of operations.

use std::collections::BTreeMap;

use crate::{
    check::{
        names::{singular, words},
        sink::Sink,
        view::View,
    },
    model::PassageKind,
};

pub(in crate::check) fn doubled(view: &View<'_>, sink: &mut Sink<'_>) {
    for (at, seen) in view.each() {
        let first = view
            .page
            .sections
            .iter()
            .find(|section| section.operation == Some(at) && section.line < seen.on_page.line);
        // What stands below an own table of its own is another section; only two titles around one request line are one thing with two names.
        // A chapter that happens to show the same request is no second title.
        let own =
            view.page.sections.iter().find(|section| {
                section.operation == Some(at) && section.title == seen.on_page.title
            });
        let first = first.filter(|first| {
            own.is_none_or(|own| {
                first
                    .level
                    .zip(own.level)
                    .is_none_or(|(one, other)| one >= other)
            })
        });
        if let Some(first) = first.filter(|first| first.title != seen.on_page.title) {
            let line = view
                .page
                .sections
                .iter()
                .find(|section| {
                    section.title == seen.on_page.title && section.operation == Some(at)
                })
                .map_or(0, |section| section.line);
            sink.find(
                format!(
                    "{}: it is titled {} and {}",
                    seen.label, first.title, seen.on_page.title
                ),
                vec![
                    view.place(Some(at), "page", "prose", Some(&first.title), first.line),
                    view.place(Some(at), "page", "prose", Some(&seen.on_page.title), line),
                ],
            );
        }
    }
}

/// The words of a text without plurals.
fn nouns(text: &str) -> Vec<String> {
    words(text).iter().map(|word| singular(word)).collect()
}

pub(in crate::check) fn noun_differs(view: &View<'_>, sink: &mut Sink<'_>) {
    for (at, seen) in view.each() {
        let titles = view
            .page
            .sections
            .iter()
            .filter(|section| section.operation == Some(at))
            .map(|section| section.title.as_str());
        let told: Vec<String> = titles
            .chain([seen.on_page.title.as_str()])
            .flat_map(nouns)
            .collect();
        let segments: Vec<&str> = seen
            .on_page
            .path
            .split('/')
            .filter(|segment| {
                segment.len() > 2 && !segment.starts_with(['{', ':', '<']) && !is_version(segment)
            })
            .collect();
        let named = |segment: &str| {
            let joined = told.concat();
            nouns(segment).iter().any(|noun| {
                told.contains(noun)
                    || joined.contains(noun.as_str())
                    || told.iter().any(|word| {
                        word.len() > 3
                            && (noun.starts_with(word.as_str()) || word.starts_with(noun.as_str()))
                    })
            })
        };
        if let Some(last) = segments
            .last()
            .filter(|_| !told.is_empty() && !segments.iter().any(|segment| named(segment)))
        {
            sink.find(
                format!(
                    "{}: its titles have other words than its path: {}",
                    seen.label, seen.on_page.title
                ),
                vec![view.place(Some(at), "path", "prose", Some(last), seen.on_page.line)],
            );
        }
    }
}

fn is_version(segment: &str) -> bool {
    segment
        .strip_prefix('v')
        .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.'))
}

pub(in crate::check) fn list_and_item(view: &View<'_>, sink: &mut Sink<'_>) {
    let titles: Vec<_> = view
        .each()
        .map(|(at, seen)| {
            (
                at,
                seen,
                words(&seen.on_page.title),
                nouns(&seen.on_page.title),
            )
        })
        .collect();
    for (place, (at, seen, written, stems)) in titles
        .iter()
        .enumerate()
        .filter(|(_, title)| title.2.len() > 1)
    {
        for (other, next, longer, other_stems) in titles.iter().skip(place + 1) {
            if other_stems.starts_with(stems) && !longer.starts_with(written) {
                let place = |at, title: &str, line| {
                    view.place(Some(at), "page", "prose", Some(title), line)
                };
                sink.find(
                    format!(
                        "{} and {} differ by a plural",
                        seen.on_page.title, next.on_page.title
                    ),
                    vec![
                        place(*at, &seen.on_page.title, seen.on_page.line),
                        place(*other, &next.on_page.title, next.on_page.line),
                    ],
                );
            }
        }
    }
}

pub(in crate::check) fn without_description(view: &View<'_>, sink: &mut Sink<'_>) {
    let described = |at: usize| {
        view.page.sections.iter().any(|section| {
            section.operation == Some(at) && section.prose.split_whitespace().count() > 2
        })
    };
    let (with, without): (Vec<_>, Vec<_>) = view.each().partition(|(at, _)| described(*at));
    if !with.is_empty() {
        let places = without
            .iter()
            .map(|(at, seen)| view.place(Some(*at), "page", "prose", None, seen.on_page.line));
        sink.find(
            "no sentence says what these operations do",
            places.collect(),
        );
    }
}

pub(in crate::check) fn repeated_description(view: &View<'_>, sink: &mut Sink<'_>) {
    let mut by: BTreeMap<&str, BTreeMap<usize, usize>> = BTreeMap::new();
    for section in &view.page.sections {
        let sentences = section
            .prose
            .split(". ")
            .map(|sentence| sentence.trim_end_matches('.'));
        for sentence in sentences.filter(|sentence| sentence.split_whitespace().count() >= 5) {
            if let Some(at) = section.operation {
                by.entry(sentence)
                    .or_default()
                    .entry(at)
                    .or_insert(section.line);
            }
        }
    }
    for owners in by.into_values().filter(|owners| owners.len() > 1) {
        let places: Vec<_> = owners
            .iter()
            .map(|(at, line)| view.place(Some(*at), "page", "prose", None, *line))
            .collect();
        let labels: Vec<&str> = places
            .iter()
            .map(|place| place.operation.as_str())
            .collect();
        sink.find(
            format!("one sentence describes {}", labels.join(", ")),
            places.clone(),
        );
    }
}

pub(in crate::check) fn misplaced_description(view: &View<'_>, sink: &mut Sink<'_>) {
    for (at, seen) in view.each() {
        let example = seen
            .on_page
            .examples
            .iter()
            .filter(|example| example.line < seen.on_page.line)
            .map(|example| example.line)
            .max();
        let Some(example) = example else { continue };
        let sentence = view.page.passages.iter().find(|passage| {
            passage.kind == PassageKind::Text
                && passage.line > example
                && passage.line < seen.on_page.line
                && passage.text.split_whitespace().count() > 3
                && passage.text.ends_with('.')
        });
        if let Some(sentence) = sentence {
            sink.find(
                format!(
                    "{}: its description stands below the example of the answer",
                    seen.label
                ),
                vec![view.place(Some(at), "page", "prose", None, sentence.line)],
            );
        }
    }
}
