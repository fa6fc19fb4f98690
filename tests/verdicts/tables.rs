//! The tables as data against the tables by hand, and against the scenarios: no row goes without being shown on the wire.

use std::collections::BTreeSet;

use pazemo::{Delivery, OperationKind};
use pazemo_openapi::Node;

use crate::{
    client_certificate, connecting, differs, dropped, expected, lost, not_sent,
    scenario::Scenario,
    server::Http::{self, One, Two},
    successes, waiting,
};

fn tables() -> Node {
    let text = pazemo::documents::VERDICTS;
    pazemo_openapi::parse("pazemo.verdicts.yaml", text)
        .unwrap_or_else(|finding| panic!("{finding}"))
}

fn rows(table: &str) -> Vec<Node> {
    tables().get(table).expect("a table").items().to_vec()
}

/// A row's list, as a text; empty if it has none.
fn list(row: &Node, key: &str) -> String {
    let items = row.get(key).map(Node::items).unwrap_or_default();
    let texts = items.iter().map(|item| item.to_value().to_string());
    texts.collect::<Vec<_>>().join(" ").replace('"', "")
}

fn words(kinds: &[OperationKind]) -> String {
    let words = kinds.iter().map(|kind| match kind {
        OperationKind::Read => "read",
        OperationKind::Create => "create",
        OperationKind::Authorize => "authorize",
        other => panic!("{other:?} is new"),
    });
    match kinds.len() {
        3 => String::new(),
        _ => words.collect::<Vec<_>>().join(" "),
    }
}

pub(crate) fn scenarios() -> Vec<Scenario> {
    let others = [
        not_sent::SCENARIOS,
        client_certificate::SCENARIOS,
        connecting::SCENARIOS,
        differs::SCENARIOS,
        waiting::SCENARIOS,
        lost::SCENARIOS,
        dropped::SCENARIOS,
    ];
    let all = others.iter().chain(successes::SCENARIOS);
    all.copied().flatten().copied().collect()
}

#[test]
fn the_rows_of_attempts_are_those_that_were_agreed_on() {
    let found: Vec<_> = rows("attempts")
        .iter()
        .map(|row| {
            let text = |key: &str| row.str(key).unwrap_or_default().to_owned();
            let basis = text("basis");
            let undocumented = row.str("undocumented-body").unwrap_or(&basis).to_owned();
            let operations = list(row, "operations");
            [
                text("id"),
                operations,
                text("delivery"),
                basis,
                undocumented,
            ]
        })
        .collect();
    let agreed: Vec<_> = expected::ROWS
        .iter()
        .map(|row| {
            let delivery = row
                .delivery
                .map(|delivery| delivery.to_string().replace(' ', "-"));
            let delivery = delivery.unwrap_or_else(|| "success".to_owned());
            let [basis, undocumented] = [row.basis, row.undocumented].map(|b| b.to_string());
            let kinds = words(row.kinds);
            [row.id.to_owned(), kinds, delivery, basis, undocumented]
        })
        .collect();
    assert_eq!(found, agreed);
}

#[test]
fn the_rows_of_statuses_are_those_that_were_agreed_on() {
    let found: Vec<_> = rows("attempts")
        .iter()
        .filter(|row| row.str("outcome") == Some("status"))
        .map(|row| {
            (
                row.str("id").expect("an id").to_owned(),
                list(row, "statuses"),
            )
        })
        .collect();
    let agreed = [
        ("rejected", "400 401 403 429"),
        ("not-found", "404"),
        ("not-accepted", "405-406 411 413-415 417 421 425 431"),
        ("unprocessable", "422"),
        ("failed", "402"),
        ("authorized-failed", "402"),
        ("conflict", "409"),
        ("gone", "410"),
        ("authorized-gone", "410"),
        ("server-failed", "500 503"),
        ("other-status", "100-999"),
    ];
    let agreed = agreed.map(|(id, statuses)| (id.to_owned(), statuses.to_owned()));
    assert_eq!(found, agreed);
}

#[test]
fn the_rows_of_repeats_are_those_that_were_agreed_on() {
    let keys = [
        "class",
        "not-sent",
        "too-many-requests",
        "unauthorized",
        "lost",
    ];
    let found: Vec<_> = rows("repeats")
        .iter()
        .map(|row| {
            let words = keys.map(|key| row.str(key).unwrap_or_default().to_owned());
            (list(row, "operations"), words)
        })
        .collect();
    let agreed = [
        ("", ["safe", "repeat", "repeat", "renew", "repeat"]),
        ("", ["keyed", "repeat", "repeat", "renew", "same-key"]),
        ("read create", ["never", "repeat", "repeat", "no", "no"]),
        ("authorize", ["never", "repeat", "if-opted-in", "no", "no"]),
    ];
    let agreed = agreed.map(|(kinds, words)| (kinds.to_owned(), words.map(str::to_owned)));
    assert_eq!(found, agreed);
}

/// Where a protocol cannot show a row.
fn applies(row: &str, http: Http) -> bool {
    match row {
        // Nothing that a protocol could be told by.
        "not-attempted" => http == One,
        "stream-refused" => http == Two,
        _ => true,
    }
}

/// The rows of statuses are shown by `statuses`, which walks over all statuses and looks for the row of each.
#[test]
fn every_row_is_shown_for_every_kind_of_operation_and_every_protocol() {
    let scenarios = scenarios();
    let mut names = BTreeSet::new();
    for scenario in &scenarios {
        let name = (scenario.row, scenario.name);
        assert!(names.insert(name), "{name:?} is there twice");
        assert!(
            scenario.subjects().next().is_some(),
            "{name:?} shows nothing"
        );
    }
    let mut lacking = Vec::new();
    for row in rows("attempts") {
        let id = row.str("id").expect("an id");
        let kinds = expected::of(id).kinds;
        for (kind, http) in kinds.iter().flat_map(|kind| [(*kind, One), (*kind, Two)]) {
            let is_shown = if row.str("outcome") == Some("status") {
                (300..=599).any(|status| expected::of_status(status, kind).id == id)
            } else {
                let mut scenarios = scenarios.iter();
                scenarios.any(|scenario| {
                    let mut subjects = scenario.subjects();
                    scenario.row == id
                        && scenario.over.contains(&http)
                        && subjects.any(|subject| subject.kind() == kind)
                })
            };
            let mut excused = expected::NOT_ON_THE_WIRE.iter();
            let is_excused = excused.any(|(row, its_kind, _)| (*row, *its_kind) == (id, kind));
            if is_shown == is_excused && applies(id, http) {
                lacking.push((id.to_owned(), kind, http));
            }
        }
    }
    assert!(lacking.is_empty(), "{lacking:?}");
}

/// What the tables are for: nothing rests on the borrowed text of the page alone that says money did not move.
#[test]
fn no_row_says_not_sent_on_the_word_of_the_page() {
    for row in expected::ROWS {
        let not_sent = row.delivery == Some(Delivery::NotSent);
        let is_a_fact = matches!(row.basis, pazemo::Basis::Wire | pazemo::Basis::Http);
        assert!(!not_sent || is_a_fact, "{row:?}");
    }
}
