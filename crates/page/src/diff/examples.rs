//! Examples of bodies. One that cannot be read on one of the pages, or that is on one page only, is one change.

use crate::model::{Example, ExampleBody, ExampleRole};

use super::{
    Change, ClaimSource, Side,
    endpoints::Pair,
    fold,
    json::{self, Difference, Node},
    kind::{
        ERROR_EXAMPLE_ADDED, ERROR_EXAMPLE_REMOVED, EXAMPLE_KEY_ADDED, EXAMPLE_KEY_REMOVED,
        EXAMPLE_VALUE_CHANGED,
    },
    operations::label,
    pairing::Pairing,
    report::Report,
};

/// An example, and the operation it belongs to on the new page, as far as there is one.
struct Entry<'a> {
    operation: Option<String>,
    example: &'a Example,
    content: Content,
}

/// What an example shows, ready to be compared.
enum Content {
    Json(Node),
    Text(String),
}

impl Content {
    fn of(body: &ExampleBody) -> Self {
        let text = match body {
            ExampleBody::Json(text) => match json::read(text) {
                Some(node) => return Self::Json(node),
                None => text,
            },
            ExampleBody::Broken { text, .. } | ExampleBody::Text(text) => text,
        };
        Self::Text(fold::space(text))
    }

    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Json(one), Self::Json(other)) => json::compare(one, other).is_empty(),
            (Self::Text(one), Self::Text(other)) => one == other,
            _ => false,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Json(node) => node.text(),
            Self::Text(text) => fold::excerpt(text),
        }
    }

    /// How many of the keys at the top are the same, in thousandths.
    fn shared_keys(&self, other: &Self) -> u32 {
        let (Self::Json(one), Self::Json(other)) = (self, other) else {
            return 0;
        };
        let (one, other) = (keys(one), keys(other));
        let common = one.iter().filter(|key| other.contains(key)).count();
        let all = one.len() + other.len() - common;
        u32::try_from(common * 1000 / all.max(1)).unwrap_or(0)
    }
}

fn keys(node: &Node) -> Vec<&str> {
    match node {
        Node::Object(members) => members.iter().map(|(key, _)| key.as_str()).collect(),
        Node::Array(items) => items.first().map(keys).unwrap_or_default(),
        Node::Scalar(_) => Vec::new(),
    }
}

/// Reports what changed in the examples of what is sent and answered in one operation.
pub(super) fn of_operation(name: &str, old: &[Example], new: &[Example], report: &mut Report) {
    for role in [ExampleRole::Request, ExampleRole::Response] {
        let old = entries(name, old, role);
        let new = entries(name, new, role);
        let pairing = pair(&old, &new, true);
        for &(one, other) in &pairing.both {
            bodies(&old[one], &new[other], report);
        }
        for &place in &pairing.old {
            report.push(whole(&old[place], false));
        }
        for &place in &pairing.new {
            report.push(whole(&new[place], true));
        }
    }
}

fn entries<'a>(name: &str, examples: &'a [Example], role: ExampleRole) -> Vec<Entry<'a>> {
    examples
        .iter()
        .filter(|example| example.role == role)
        .map(|example| Entry::of(Some(name.to_owned()), example))
        .collect()
}

/// Reports what changed in the examples of errors, wherever they stand: one that moved is silent. Those of operations that came or went are theirs.
pub(super) fn of_errors(pages: &Pair, report: &mut Report) {
    fn is_error(example: &&Example) -> bool {
        example.role == ExampleRole::Error
    }
    let mut old: Vec<Entry> = Vec::new();
    let mut new: Vec<Entry> = Vec::new();
    old.extend(
        pages
            .old
            .error_examples
            .iter()
            .map(|example| Entry::of(None, example)),
    );
    new.extend(
        pages
            .new
            .error_examples
            .iter()
            .map(|example| Entry::of(None, example)),
    );
    for (one, other) in pages.operations() {
        let name = label(other);
        let errors = one.examples.iter().filter(is_error);
        old.extend(errors.map(|example| Entry::of(Some(name.clone()), example)));
        let errors = other.examples.iter().filter(is_error);
        new.extend(errors.map(|example| Entry::of(Some(name.clone()), example)));
    }
    let pairing = pair(&old, &new, false);
    for &(one, other) in &pairing.both {
        bodies(&old[one], &new[other], report);
    }
    for &place in &pairing.old {
        let entry = &old[place];
        report.push(
            entry
                .change(ERROR_EXAMPLE_REMOVED)
                .values(entry.content.text(), None)
                .lines(entry.example.line, None),
        );
    }
    for &place in &pairing.new {
        let entry = &new[place];
        report.push(
            entry
                .change(ERROR_EXAMPLE_ADDED)
                .values(None, entry.content.text())
                .lines(None, entry.example.line),
        );
    }
}

/// Pairs examples: by status and label, by status, by what they show, and, where they have to belong together, in order.
fn pair(old: &[Entry], new: &[Entry], in_order: bool) -> Pairing {
    let label = |entry: &Entry| entry.example.label.as_deref().map(fold::words);
    let status = |entry: &Entry| entry.example.status;
    let place = |entry: &Entry| entry.operation.clone();
    let mut pairing = Pairing::of(old.len(), new.len());
    if in_order && old.len() == 1 && new.len() == 1 {
        pairing.in_order();
        return pairing;
    }
    let text = |entry: &Entry| Some((place(entry), status(entry), entry.content.text()));
    pairing.by_key_if(
        |one| text(&old[one]),
        |other| text(&new[other]),
        |one, other| old[one].content.is_same(&new[other].content),
    );
    let labelled = |entry: &Entry| Some((place(entry), status(entry), label(entry)?));
    pairing.by_key(|one| labelled(&old[one]), |other| labelled(&new[other]));
    pairing.by_key_if(
        |one| Some(old[one].content.text()),
        |other| Some(new[other].content.text()),
        |one, other| old[one].content.is_same(&new[other].content),
    );
    let with_status = |entry: &Entry| Some((place(entry), status(entry)?));
    pairing.by_key(
        |one| with_status(&old[one]),
        |other| with_status(&new[other]),
    );
    pairing.by_score(|one, other| {
        let (one, other) = (&old[one], &new[other]);
        let shared = one.content.shared_keys(&other.content);
        let apart =
            status(one).is_some() && status(other).is_some() && status(one) != status(other);
        (place(one) == place(other) && shared >= 500 && !apart).then_some(shared)
    });
    if in_order {
        pairing.in_order();
    } else {
        // An error's example that became readable, or ceased to be.
        pairing.by_key(
            |one| Some((place(&old[one]), label(&old[one])?)),
            |other| Some((place(&new[other]), label(&new[other])?)),
        );
    }
    pairing
}

impl<'a> Entry<'a> {
    fn of(operation: Option<String>, example: &'a Example) -> Self {
        Self {
            operation,
            example,
            content: Content::of(&example.body),
        }
    }

    fn change(&self, kind: super::kind::Kind) -> Change {
        Change::new(kind)
            .operation(self.operation.clone())
            .side(match self.example.role {
                ExampleRole::Request => Side::Request,
                _ => Side::Response,
            })
            .source(ClaimSource::Example)
    }
}

/// An example of which the other page has nothing: all its keys in one change, without a field.
fn whole(entry: &Entry, came: bool) -> Change {
    let text = entry.content.text();
    if came {
        entry
            .change(EXAMPLE_KEY_ADDED)
            .values(None, text)
            .lines(None, entry.example.line)
    } else {
        entry
            .change(EXAMPLE_KEY_REMOVED)
            .values(text, None)
            .lines(entry.example.line, None)
    }
}

fn bodies(old: &Entry, new: &Entry, report: &mut Report) {
    let lines = (old.example.line, new.example.line);
    match (&old.content, &new.content) {
        (Content::Json(one), Content::Json(other)) => {
            for difference in json::compare(one, other) {
                let (kind, key, before, after) = match difference {
                    Difference::Added(key, node) => {
                        (EXAMPLE_KEY_ADDED, key, None, Some(node.text()))
                    }
                    Difference::Removed(key, node) => {
                        (EXAMPLE_KEY_REMOVED, key, Some(node.text()), None)
                    }
                    Difference::Changed(key, before, after) => {
                        (EXAMPLE_VALUE_CHANGED, key, Some(before), Some(after))
                    }
                };
                let mut change = new
                    .change(kind)
                    .values(before, after)
                    .lines(lines.0, lines.1);
                // The value as a whole has no key.
                change.field = Some(key).filter(|key| !key.is_empty());
                report.push(change);
            }
        }
        (one, other) => {
            if !one.is_same(other) {
                let (before, after) = match (one, other) {
                    (Content::Text(one), Content::Text(other)) => fold::excerpts(one, other),
                    _ => (one.text(), other.text()),
                };
                report.push(
                    new.change(EXAMPLE_VALUE_CHANGED)
                        .values(before, after)
                        .lines(lines.0, lines.1),
                );
            }
        }
    }
}
