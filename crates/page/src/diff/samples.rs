//! Samples of requests in programming languages, and the headers that they send.
//!
//! The host is taken out of them before they are compared: that 29 samples go to another host is one fact.

use std::collections::{BTreeMap, HashSet};

use crate::model::Sample;

use super::{
    Change, ClaimSource, Side,
    addresses::{Changed, origin, same_address},
    endpoints::Pair,
    fold,
    kind::{
        CODE_SAMPLE_ADDED, CODE_SAMPLE_CHANGED, CODE_SAMPLE_REMOVED, HEADER_ADDED, HEADER_REMOVED,
    },
    pairing::Pairing,
    report::Report,
};

/// Hosts of samples that changed in more than one of them.
pub(super) struct Origins(Vec<Moved>);

struct Moved {
    old: String,
    new: String,
    lines: (usize, usize),
    /// Whether the page says so elsewhere, so that it is a change of base addresses.
    is_base: bool,
}

/// A host and the line of a sample that goes there.
type Host<'a> = (&'a str, usize);

/// The hosts that more than one sample moved from and to.
pub(super) fn moves<'a>(pages: &Pair<'a>) -> Vec<(Host<'a>, Host<'a>)> {
    let moves = all_moves(pages);
    moves
        .into_iter()
        .filter(|(times, ..)| *times > 1)
        .map(|(_, one, other)| (one, other))
        .collect()
}

fn all_moves<'a>(pages: &Pair<'a>) -> Vec<(usize, Host<'a>, Host<'a>)> {
    let mut moved: BTreeMap<(&str, &str), (usize, usize, usize)> = BTreeMap::new();
    for (old, new) in pages.operations() {
        for (one, other) in pair(&old.samples, &new.samples).both {
            let (one, other) = (&old.samples[one], &new.samples[other]);
            let (Some(from), Some(to)) = (host_of(one), host_of(other)) else {
                continue;
            };
            if !same_address(from, to) {
                let entry = moved.entry((from, to)).or_insert((0, one.line, other.line));
                entry.0 += 1;
            }
        }
    }
    moved
        .into_iter()
        .map(|((from, to), (times, one, other))| (times, (from, one), (to, other)))
        .collect()
}

impl Origins {
    pub(super) fn of(pages: &Pair, addresses: &Changed) -> Self {
        let moved = all_moves(pages)
            .into_iter()
            .map(|(times, (from, one), (to, other))| {
                let moved = Moved {
                    old: from.to_owned(),
                    new: to.to_owned(),
                    lines: (one, other),
                    is_base: addresses.tell(from, to),
                };
                (times, moved)
            })
            .filter(|(times, moved)| *times > 1 || moved.is_base);
        Self(moved.map(|(_, moved)| moved).collect())
    }

    pub(super) fn report(&self, report: &mut Report) {
        for moved in self.0.iter().filter(|moved| !moved.is_base) {
            report.push(
                Change::new(CODE_SAMPLE_CHANGED)
                    .side(Side::Request)
                    .source(ClaimSource::Sample)
                    .values(moved.old.clone(), moved.new.clone())
                    .lines(moved.lines.0, moved.lines.1),
            );
        }
    }

    fn knows(&self, old: &str, new: &str) -> bool {
        self.0
            .iter()
            .any(|moved| moved.old == old && moved.new == new)
    }
}

fn host_of(sample: &Sample) -> Option<&str> {
    sample.url.as_deref().and_then(origin)
}

/// Pairs samples of one language, those with the same text first.
fn pair(old: &[Sample], new: &[Sample]) -> Pairing {
    let mut pairing = Pairing::of(old.len(), new.len());
    let whole = |sample: &Sample| Some((sample.language.to_lowercase(), text(sample)));
    pairing.by_key(|place| whole(&old[place]), |place| whole(&new[place]));
    let language = |sample: &Sample| Some(sample.language.to_lowercase());
    pairing.by_key(|place| language(&old[place]), |place| language(&new[place]));
    pairing
}

/// Reports what changed in the samples of one operation.
pub(super) fn compare(
    name: &str,
    old: &[Sample],
    new: &[Sample],
    origins: &Origins,
    report: &mut Report,
) {
    let pairing = pair(old, new);
    let change = |kind| {
        Change::new(kind)
            .operation(name.to_owned())
            .side(Side::Request)
            .source(ClaimSource::Sample)
    };
    // A language that came or went brings no headers: only languages on both pages are asked.
    let old_headers = headers(pairing.both.iter().map(|pair| &old[pair.0]));
    let new_headers = headers(pairing.both.iter().map(|pair| &new[pair.1]));
    let mut known = HashSet::new();
    for (key, (header, value, line)) in &old_headers {
        if !new_headers.contains_key(key) {
            known.insert(key.clone());
            report.push(
                change(HEADER_REMOVED)
                    .field(*header)
                    .values((*value).to_owned(), None)
                    .lines(*line, None),
            );
        }
    }
    for (key, (header, value, line)) in &new_headers {
        if !old_headers.contains_key(key) {
            known.insert(key.clone());
            report.push(
                change(HEADER_ADDED)
                    .field(*header)
                    .values(None, (*value).to_owned())
                    .lines(None, *line),
            );
        }
    }
    for &(one, other) in &pairing.both {
        let (old, new) = (&old[one], &new[other]);
        let moved = match (host_of(old), host_of(new)) {
            (Some(from), Some(to)) if from != to && origins.knows(from, to) => Some((from, to)),
            _ => None,
        };
        let before = comparable(&old.text, moved.map(|moved| moved.0), &known);
        let after = comparable(&new.text, moved.map(|moved| moved.1), &known);
        if before != after {
            let (before, after) = fold::excerpts(&before, &after);
            report.push(
                change(CODE_SAMPLE_CHANGED)
                    .field(new.language.clone())
                    .values(before, after)
                    .lines(old.line, new.line),
            );
        }
    }
    for &place in &pairing.old {
        let sample = &old[place];
        report.push(
            change(CODE_SAMPLE_REMOVED)
                .field(sample.language.clone())
                .values(fold::excerpt(&sample.text), None)
                .lines(sample.line, None),
        );
    }
    for &place in &pairing.new {
        let sample = &new[place];
        report.push(
            change(CODE_SAMPLE_ADDED)
                .field(sample.language.clone())
                .values(None, fold::excerpt(&sample.text))
                .lines(None, sample.line),
        );
    }
}

/// The headers of some samples by name in lower case: name, value, line of the sample.
fn headers<'a>(
    samples: impl Iterator<Item = &'a Sample>,
) -> BTreeMap<String, (&'a str, &'a str, usize)> {
    let mut headers = BTreeMap::new();
    for sample in samples {
        for (name, value) in &sample.headers {
            headers.entry(name.trim().to_lowercase()).or_insert((
                name.trim(),
                value.as_str(),
                sample.line,
            ));
        }
    }
    headers
}

fn text(sample: &Sample) -> String {
    comparable(&sample.text, None, &HashSet::new())
}

/// A sample without layout, without a host that is told elsewhere, and without the lines of headers that are told for themselves.
fn comparable(text: &str, host: Option<&str>, headers: &HashSet<String>) -> String {
    let names_header = |line: &str| {
        let line = line.to_lowercase();
        headers.iter().any(|header| line.contains(header.as_str()))
    };
    let mut lines = Vec::new();
    for line in text.lines() {
        if !headers.is_empty() && names_header(line) {
            continue;
        }
        let line = line.trim();
        let line = line.strip_suffix('\\').unwrap_or(line).trim_end();
        if !line.is_empty() {
            lines.push(fold::space(line));
        }
    }
    let text = lines.join(" ");
    match host {
        Some(host) => text.replace(host, "://host"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_of_a_sample_does_not_count() {
        let none = HashSet::new();
        assert_eq!(
            comparable("curl \\\n  -X GET \\\n", None, &none),
            comparable("curl -X GET", None, &none)
        );
        assert_ne!(
            comparable("curl -X GET", None, &none),
            comparable("curl -X PUT", None, &none)
        );
    }
}
