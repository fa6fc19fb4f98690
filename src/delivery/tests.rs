//! The verdicts, written down a second time by hand, and the folding rule by another definition.

use super::{Basis, Delivery, NO_REPEATS, Outcome, Repeat, RepeatRow, fold};
use crate::{
    OperationKind::{self, Authorize, Create, Read},
    Retry,
    generated::{
        API,
        verdict_tables::{ATTEMPTS, REPEATS},
    },
};
use Basis::{Assumption, Http, Page, Wire};
use Delivery::{Done, NotSent, Refused, Unknown};

const KINDS: [OperationKind; 3] = [Read, Create, Authorize];
const DELIVERIES: [Delivery; 4] = [NotSent, Refused, Unknown, Done];
const BASES: [Basis; 4] = [Wire, Http, Page, Assumption];

fn ruling(
    outcome: Outcome,
    kind: OperationKind,
    status: Option<u16>,
    documented_body: bool,
) -> (Option<Delivery>, Basis) {
    super::ruling(&API, outcome, kind, status, documented_body)
}

fn repeats(class: Retry, kind: OperationKind) -> &'static RepeatRow {
    super::repeats(&API, class, kind)
}

#[test]
fn every_row_is_found_by_its_own_key() {
    for row in ATTEMPTS {
        let statuses = row.statuses.iter().flat_map(|&(from, to)| from..=to);
        let keys: Vec<Option<u16>> = match row.outcome {
            Outcome::Status => statuses.map(Some).collect(),
            _ => vec![None],
        };
        let finds = |kind, status| {
            let mut rows = ATTEMPTS.iter();
            let found = rows.find(|other| other.matches(row.outcome, kind, status));
            found.is_some_and(|found| found.id == row.id)
        };
        let found = row
            .operations
            .iter()
            .any(|kind| keys.iter().any(|status| finds(*kind, *status)));
        assert!(found, "{} is hidden by rows above it", row.id);
    }
    for row in REPEATS {
        for kind in row.operations {
            assert_eq!(repeats(row.class, *kind), row);
        }
    }
}

#[test]
fn what_came_of_an_attempt_without_an_error_status_is_judged_as_written_here() {
    for (outcome, [read, create, authorize]) in [
        (Outcome::NotAttempted, [(Some(NotSent), Wire); 3]),
        (Outcome::NotConnected, [(Some(NotSent), Wire); 3]),
        (Outcome::NotBegun, [(Some(NotSent), Wire); 3]),
        (Outcome::StreamRefused, [(Some(NotSent), Http); 3]),
        (
            Outcome::ClientCertificateRefused,
            [(Some(NotSent), Http); 3],
        ),
        (Outcome::Lost, [(Some(Unknown), Wire); 3]),
        (Outcome::Dropped, [(Some(Unknown), Wire); 3]),
        (Outcome::Unreadable, [(Some(Done), Page); 3]),
        (
            Outcome::Differs,
            [
                (Some(Done), Page),
                (Some(Done), Page),
                (Some(Unknown), Assumption),
            ],
        ),
        (Outcome::UnexpectedContent, [(Some(Unknown), Assumption); 3]),
        (Outcome::OtherSuccessDecoded, [(None, Assumption); 3]),
        (Outcome::OtherSuccess, [(Some(Unknown), Assumption); 3]),
    ] {
        for (kind, expected) in [(Read, read), (Create, create), (Authorize, authorize)] {
            for status in [None, Some(200), Some(400)] {
                for documented_body in [true, false] {
                    let found = ruling(outcome, kind, status, documented_body);
                    assert_eq!(found, expected, "{outcome:?} {kind:?} {status:?}");
                }
            }
        }
    }
}

#[test]
fn every_status_is_judged_as_written_here() {
    for status in 100..=999_u16 {
        for kind in KINDS {
            for documented_body in [true, false] {
                let by_page = if documented_body { Page } else { Assumption };
                let expected = match (status, kind) {
                    (400 | 401 | 403 | 404 | 429, _) => (Refused, by_page),
                    (405 | 406 | 411 | 413 | 414 | 415 | 417 | 421 | 425 | 431, _) => {
                        (Refused, Http)
                    }
                    (422, _) => (Refused, Assumption),
                    (402 | 410, Read | Create) => (Refused, Assumption),
                    (402 | 410, Authorize) => (Unknown, Assumption),
                    (500 | 503, _) => (Unknown, by_page),
                    _ => (Unknown, Assumption),
                };
                let found = ruling(Outcome::Status, kind, Some(status), documented_body);
                let expected = (Some(expected.0), expected.1);
                assert_eq!(found, expected, "{status} {kind:?} {documented_body}");
            }
        }
    }
}

#[test]
fn a_lookup_that_finds_nothing_is_careful() {
    for status in [None, Some(0), Some(99), Some(1000), Some(u16::MAX)] {
        for kind in KINDS {
            let found = ruling(Outcome::Status, kind, status, true);
            assert_eq!(found, (Some(Unknown), Assumption), "{status:?}");
        }
    }
    let Repeat::No = NO_REPEATS.not_sent else {
        panic!("what nobody spoke of is repeated")
    };
}

#[test]
fn what_is_repeated_is_what_is_written_here() {
    use Repeat::{Always, No, OptIn, Renewed, SameKey};
    for kind in KINDS {
        let in_never = if kind == Authorize { OptIn } else { Always };
        for (class, expected) in [
            (Retry::Safe, [Always, Always, Renewed, Always]),
            (Retry::Keyed, [Always, Always, Renewed, SameKey]),
            (Retry::Never, [Always, in_never, No, No]),
        ] {
            let row = repeats(class, kind);
            let found = [
                row.not_sent,
                row.too_many_requests,
                row.unauthorized,
                row.lost,
            ];
            assert_eq!(found, expected, "{class:?} {kind:?}");
        }
    }
}

/// The folding rule in the words of its table: any done, else any unknown, else any refused, else not sent.
fn folded(attempts: &[(Delivery, Basis)]) -> Option<(Delivery, Basis)> {
    let any = |wanted| attempts.iter().any(|(delivery, _)| *delivery == wanted);
    let delivery = if any(Done) {
        Done
    } else if any(Unknown) {
        Unknown
    } else if any(Refused) {
        Refused
    } else if any(NotSent) {
        NotSent
    } else {
        return None;
    };
    let last = attempts.iter().rev().find(|(found, _)| *found == delivery);
    last.copied()
}

#[test]
fn all_sequences_of_up_to_four_attempts_fold_by_the_rule() {
    let singles = DELIVERIES.map(|delivery| BASES.map(|basis| (delivery, basis)));
    let mut sequences = vec![Vec::new()];
    let mut checked = 0;
    for _ in 0..=4 {
        for sequence in &sequences {
            assert_eq!(
                fold(sequence.iter().copied()),
                folded(sequence),
                "{sequence:?}"
            );
            checked += 1;
        }
        sequences = sequences
            .iter()
            .flat_map(|sequence| {
                singles.as_flattened().iter().map(|attempt| {
                    let mut longer = sequence.clone();
                    longer.push(*attempt);
                    longer
                })
            })
            .collect();
    }
    assert_eq!(checked, 1 + 16 + 256 + 4096 + 65536);
}

#[test]
fn deliveries_and_bases_have_words_and_labels() {
    let words = DELIVERIES.map(|delivery| format!("{delivery} {}", delivery.as_str()));
    let expected = [
        "not sent not_sent",
        "refused refused",
        "unknown unknown",
        "done done",
    ];
    assert_eq!(words, expected);
    let words = BASES.map(|basis| basis.to_string());
    assert_eq!(words, ["wire", "http", "page", "assumption"]);
}
