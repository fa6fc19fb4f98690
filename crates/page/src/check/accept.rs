//! What deviations account for, which of them nobody sees any more, and whose claims have changed.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    claims,
    deviations::{Deviation, Deviations, Key},
    report::{Accepted, DocumentPlace, Finding, Level, Place, Report},
    rules::named,
    view::View,
};
use crate::{model::PassageKind, source::Form};

fn key(place: &Place) -> Key {
    (
        place.operation.clone(),
        place.side.to_owned(),
        place.source.to_owned(),
        place.field.clone(),
    )
}

impl Deviation {
    /// Whether a finding of a rule at a place is this fact.
    fn accepts(&self, rule: &str, place: &Key) -> bool {
        let sees = if self.seen_by.is_empty() {
            self.visible && self.words.is_empty()
        } else {
            self.seen_by.iter().any(|known| known == rule)
        };
        sees && self.places.contains(place)
    }

    /// Whether the page has all its words.
    fn reads(&self, views: &[View<'_>]) -> bool {
        let has = |word: &String| {
            let word = word.to_lowercase();
            let mut passages = views.iter().flat_map(|view| &view.page.passages);
            passages.any(|passage| passage.text.to_lowercase().contains(&word))
        };
        !self.words.is_empty() && self.words.iter().all(has)
    }

    /// Whether the form of every page has lost what shows it.
    fn is_lost(&self, views: &[View<'_>]) -> bool {
        let Some(needs) = self.needs.as_deref() else {
            return false;
        };
        views.iter().all(|view| {
            let passages = &view.page.passages;
            view.page.form == Form::Text
                && match needs {
                    "navigation" => !passages
                        .iter()
                        .any(|passage| passage.kind == PassageKind::Front),
                    _ => !passages
                        .iter()
                        .any(|passage| passage.kind == PassageKind::Item),
                }
        })
    }
}

/// Parts findings into those that are known and those that are not.
pub(super) fn part(
    findings: Vec<Finding>,
    deviations: &Deviations,
    views: &[View<'_>],
    report: &mut Report,
) {
    let mut matched: BTreeSet<&str> = BTreeSet::new();
    for finding in findings {
        let mut by = BTreeSet::new();
        let (mut known, mut new) = (finding.clone(), finding);
        known.places.retain(|place| {
            let place = key(place);
            let accepting: Vec<&str> = deviations
                .deviations
                .iter()
                .filter(|one| one.accepts(known.rule, &place))
                .map(|one| one.id.as_str())
                .collect();
            by.extend(accepting.iter().copied());
            !accepting.is_empty()
        });
        new.places.retain(|place| !known.places.contains(place));
        matched.extend(&by);
        if !known.places.is_empty() {
            report.accepted.push(Accepted {
                finding: known,
                by: by.into_iter().map(str::to_owned).collect(),
            });
        }
        if !new.places.is_empty() {
            report.findings.push(new);
        }
    }
    for deviation in deviations
        .deviations
        .iter()
        .filter(|deviation| deviation.visible)
    {
        report.visible += 1;
        if matched.contains(deviation.id.as_str()) || deviation.reads(views) {
            report.matched += 1;
        } else if deviation.is_lost(views) {
            report.lost.push(deviation.id.clone());
        } else {
            report.findings.push(about(
                "deviation-stale",
                format!("the page no longer shows {}", deviation.id),
                deviation
                    .places
                    .iter()
                    .map(|place| of(place, views))
                    .collect(),
                vec![deviation.id.clone()],
                deviation.line,
            ));
        }
    }
    changed(deviations, views, report);
}

/// Places whose text is another one than it was, each once.
fn changed(deviations: &Deviations, views: &[View<'_>], report: &mut Report) {
    let mut by: BTreeMap<&Key, Vec<&Deviation>> = BTreeMap::new();
    for deviation in &deviations.deviations {
        for place in &deviation.places {
            by.entry(place).or_default().push(deviation);
        }
    }
    for (place, own) in by {
        let Some(recorded) = deviations.claims.get(place) else {
            continue;
        };
        // An operation that is gone says so by itself.
        let gone = place.0 != "page"
            && !views
                .iter()
                .flat_map(|view| &view.operations)
                .any(|seen| seen.label == place.0);
        let now = claims::digest(views, place);
        if gone || now.as_ref() == Some(recorded) {
            continue;
        }
        let (operation, side, source, field) = place;
        let what = field.as_deref().map_or_else(
            || format!("the {source}"),
            |field| format!("{field} in the {source}"),
        );
        let happened = if now.is_some() {
            "says something else"
        } else {
            "is gone"
        };
        let line = own.first().map_or(1, |deviation| deviation.line);
        report.findings.push(about(
            "deviation-claim-changed",
            format!("{operation}, {side}: {what} {happened} than when it was decided on"),
            vec![of(place, views)],
            own.iter().map(|deviation| deviation.id.clone()).collect(),
            line,
        ));
    }
}

/// A place of the deviations as one of the page, with the line of the field or operation if there is one.
fn of((operation, side, source, field): &Key, views: &[View<'_>]) -> Place {
    let mut place = Place {
        operation: operation.clone(),
        side: word(side, ["request", "response", "path", "page"]),
        source: word(source, ["table", "example", "sample", "prose"]),
        field: field.clone(),
        page: 0,
        line: 0,
    };
    for view in views {
        let rows = view.rows.iter().map(|row| view.row_place(row));
        let values = view.values.iter().map(|value| view.value_place(value));
        let lines = view
            .each()
            .map(|(at, seen)| view.place(Some(at), "path", "prose", None, seen.on_page.line));
        let statuses = view.page.statuses.iter().map(|status| {
            view.place(
                status.operation,
                "response",
                "table",
                Some(&status.code.to_string()),
                status.line,
            )
        });
        let all: Vec<Place> = rows.chain(values).chain(statuses).chain(lines).collect();
        let exact = all.iter().find(|other| key(other) == key(&place));
        if let Some(found) =
            exact.or_else(|| all.iter().find(|other| other.operation == place.operation))
        {
            place.page = found.page;
            place.line = found.line;
            break;
        }
    }
    place
}

fn word(text: &str, known: [&'static str; 4]) -> &'static str {
    known
        .into_iter()
        .find(|word| *word == text)
        .unwrap_or("page")
}

fn about(
    rule: &'static str,
    message: String,
    places: Vec<Place>,
    deviations: Vec<String>,
    line: usize,
) -> Finding {
    let rule_of = named(rule);
    Finding {
        rule,
        level: rule_of.map_or(Level::Error, |rule| rule.level),
        message,
        advice: rule_of.map_or("", |rule| rule.advice),
        places,
        document: Some(DocumentPlace {
            pointer: String::new(),
            line,
        }),
        deviations,
    }
}
