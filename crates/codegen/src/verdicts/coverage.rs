//! Whether the rows cover every case, and every row some case: nobody should have to find a hole when money is on its way.

use std::collections::HashSet;

use pazemo_openapi::{Finding, Node, Pointer};

use super::{CLASSES, KINDS, OUTCOMES, Place, STATUS, STATUSES, Verdicts};

pub(super) fn check(file: &str, root: &Node, verdicts: &Verdicts) -> Vec<Finding> {
    let coverage = Coverage { file, root };
    let statuses: Vec<_> = STATUSES.map(Some).collect();
    let attempts = verdicts.attempts.iter().map(|row| {
        let cases = row.operations.iter().flat_map(|kind| {
            let listed = row.statuses.iter().flat_map(|(from, to)| *from..=*to);
            let own: Vec<_> = match row.outcome {
                STATUS => listed.map(Some).collect(),
                _ => vec![None],
            };
            own.into_iter().map(|status| (row.outcome, *kind, status))
        });
        (&row.place, cases.collect())
    });
    let wanted = OUTCOMES.iter().flat_map(|outcome| {
        let statuses = match *outcome {
            STATUS => statuses.as_slice(),
            _ => &[None],
        };
        KINDS.iter().flat_map(move |kind| {
            let statuses = statuses.iter();
            statuses.map(move |status| (*outcome, *kind, *status))
        })
    });
    let mut findings = coverage.of("attempts", attempts, wanted);
    let repeats = verdicts.repeats.iter().map(|row| {
        let cases = row.operations.iter().map(|kind| (row.class, *kind, None));
        (&row.place, cases.collect())
    });
    let wanted = CLASSES
        .iter()
        .flat_map(|class| KINDS.iter().map(move |kind| (*class, *kind, None)));
    findings.extend(coverage.of("repeats", repeats, wanted));
    findings
}

/// Outcome or class, kind of operation, status.
type Case = (&'static str, &'static str, Option<u16>);

struct Coverage<'c> {
    file: &'c str,
    root: &'c Node,
}

impl Coverage<'_> {
    fn of<'p>(
        &self,
        table: &str,
        rows: impl Iterator<Item = (&'p Place, Vec<Case>)>,
        wanted: impl Iterator<Item = Case>,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut covered: HashSet<Case> = HashSet::new();
        for (place, cases) in rows {
            let before = covered.len();
            covered.extend(cases);
            if covered.len() == before {
                let finding = Finding::new(
                    "verdict-unreachable",
                    self.file,
                    "a row for cases that rows above it decide already".to_owned(),
                    "the special row above the general one, or no such row".to_owned(),
                );
                findings.push(finding.at(&place.pointer, place.position));
            }
        }
        // One finding for each outcome or class and kind, with the first status as an example.
        let mut told: HashSet<(&str, &str)> = HashSet::new();
        let entry = self.root.entry(table);
        let position = entry.map_or(self.root.position, |entry| entry.key_position);
        for (name, kind, status) in wanted.filter(|case| !covered.contains(case)) {
            if told.insert((name, kind)) {
                let status = status.map_or_else(String::new, |status| format!(" with {status}"));
                let finding = Finding::new(
                    "verdict-missing",
                    self.file,
                    format!("no row of `{table}` is for `{name}`{status} of `{kind}` operations"),
                    "a row for each case; the last row for statuses takes 100-999".to_owned(),
                );
                findings.push(finding.at(Pointer::root().key(table), position));
            }
        }
        findings
    }
}
