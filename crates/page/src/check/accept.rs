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
    let seen = views.iter().flat_map(|view| &view.operations);
    let undocumented: BTreeSet<&str> = seen
        .filter(|seen| seen.documented.is_none())
        .map(|seen| seen.label.as_str())
        .collect();
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
        // An operation that the document has not is one finding, not one for each of its habits.
        let told = new.rule == "operation-not-in-document";
        new.places.retain(|place| {
            !known.places.contains(place)
                && (told || !undocumented.contains(place.operation.as_str()))
        });
        if new.rule == "operation-not-on-page" {
            let gone = |deviation: &&Deviation| {
                deviation
                    .places
                    .iter()
                    .any(|place| new.places.iter().any(|own| own.operation == place.0))
            };
            new.deviations = deviations
                .deviations
                .iter()
                .filter(gone)
                .map(|deviation| deviation.id.clone())
                .collect();
        }
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
        } else if deviation
            .places
            .iter()
            .all(|place| is_present(&place.0, views))
        {
            // What went with its operation is told by `operation-not-on-page`.
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

/// Places whose text is another one than it was, each once; addresses, which change all at once, together.
fn changed(deviations: &Deviations, views: &[View<'_>], report: &mut Report) {
    let mut by: BTreeMap<&Key, Vec<&Deviation>> = BTreeMap::new();
    for deviation in &deviations.deviations {
        for place in &deviation.places {
            by.entry(place).or_default().push(deviation);
        }
    }
    let is_other = |place: &Key| {
        let recorded = deviations.claims.get(place);
        recorded.is_some()
            && is_present(&place.0, views)
            && claims::digest(views, place).as_ref() != recorded
    };
    let places: Vec<&Key> = by.keys().copied().filter(|place| is_other(place)).collect();
    let ids = |place: &Key| {
        by.get(place)
            .into_iter()
            .flatten()
            .map(|deviation| deviation.id.clone())
    };
    let line = |place: &Key| {
        by.get(place)
            .and_then(|own| own.first())
            .map_or(1, |deviation| deviation.line)
    };
    let (addresses, others): (Vec<&Key>, Vec<&Key>) =
        places.iter().partition(|place| place.1 == "path");
    if let Some(first) = addresses.first() {
        let all: BTreeSet<String> = addresses.iter().flat_map(|place| ids(place)).collect();
        report.findings.push(about(
            "deviation-claim-changed",
            "addresses are others than when they were decided on".to_owned(),
            addresses.iter().map(|place| of(place, views)).collect(),
            all.into_iter().collect(),
            line(first),
        ));
    }
    for place in &others {
        let (operation, side, source, field) = place;
        // That a table or example is another one is said by its field, if it is one that has a place.
        let same = |other: &&&Key| {
            other.3.is_some() && (&other.0, &other.1, &other.2) == (operation, side, source)
        };
        if field.is_none() && others.iter().any(|other| same(&other)) {
            continue;
        }
        let what = field.as_deref().map_or_else(
            || format!("the {source}"),
            |field| format!("{field} in the {source}"),
        );
        let gone = claims::digest(views, place).is_none();
        let happened = if gone {
            "is no longer there"
        } else {
            "says something else than when it was decided on"
        };
        report.findings.push(about(
            "deviation-claim-changed",
            format!("{operation}, {side}: {what} {happened}"),
            vec![of(place, views)],
            ids(place).collect(),
            line(place),
        ));
    }
}

/// Whether a page has an operation.
fn is_present(operation: &str, views: &[View<'_>]) -> bool {
    operation == "page"
        || views
            .iter()
            .flat_map(|view| &view.operations)
            .any(|seen| seen.label == operation)
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
