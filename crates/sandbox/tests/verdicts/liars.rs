//! A provider that lies: it refuses what it did, or claims what it did not do.
//!
//! No client can see through that. What it can do is to say on what its verdict rests: never on a fact of its own side of the connection.

use std::collections::{BTreeMap, BTreeSet};

use pazemo::{Basis, Delivery, RetryPolicy};
use tokio::task::JoinSet;

use crate::{
    expected::{self, Cell},
    faults::{self, FAULTS, PRESETS, on_side},
    operations::{Operation, Sent},
    stage::{Stage, once},
    tally::tell,
    truth::contradiction,
};

/// Refusals whose meaning the HTTP standard fixes: a server that answers them after it did what it was asked for breaks more than its word.
const BY_HTTP: [&str; 10] = [
    "status=405",
    "status=406",
    "status=411",
    "status=413",
    "status=414",
    "status=415",
    "status=417",
    "status=421",
    "status=425",
    "status=431",
];

#[derive(Debug, Default)]
struct Shown {
    calls: usize,
    /// What lied, and what was said then.
    wrong: Vec<(&'static str, Option<(Delivery, Basis)>)>,
    complaints: Vec<String>,
}

async fn walk(preset: &'static str, operation: Operation) -> Shown {
    let mut shown = Shown::default();
    let mut stage = Stage::preset(preset).await;
    for fault in FAULTS {
        for after in [false, true] {
            let Some(lie) = on_side(fault, after) else {
                continue;
            };
            if expected::of(fault, after, preset, operation.shape()) != Cell::Lie {
                continue;
            }
            let played = faults::strike(&mut stage, operation, &lie).await;
            shown.calls += 1;
            let place = format!("{preset}: {}: {lie}: {played:?}", operation.id());
            if (played.truth.carried_out > 0) != after {
                shown.complaints.push(format!("the lie is none: {place}"));
            }
            let verdict = played.said.verdict;
            if contradiction(&played.said, played.truth).is_some() {
                shown.wrong.push((*fault, verdict));
            } else if verdict.map(|(delivery, _)| delivery) != Some(Delivery::Unknown) {
                shown
                    .complaints
                    .push(format!("it was seen through: {place}"));
            }
            let rests_on = verdict.map(|(_, basis)| basis);
            let is_allowed = match rests_on {
                None | Some(Basis::Page | Basis::Assumption) => true,
                Some(Basis::Http) => BY_HTTP.contains(fault),
                _ => false,
            };
            if !is_allowed {
                shown
                    .complaints
                    .push(format!("it rests on more than a word: {place}"));
            }
        }
    }
    shown
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_verdict_that_a_lie_makes_wrong_never_rests_on_the_wire() {
    let mut lanes = JoinSet::new();
    for preset in PRESETS {
        for operation in Operation::ALL {
            lanes.spawn(walk(preset, operation));
        }
    }
    let (mut calls, mut wrong, mut complaints) = (0, Vec::new(), Vec::new());
    for shown in lanes.join_all().await {
        calls += shown.calls;
        wrong.extend(shown.wrong);
        complaints.extend(shown.complaints);
    }
    tell(format_args!("lies: {calls} calls, {} wrong", wrong.len()));
    let mut by_words: BTreeMap<String, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for (lie, verdict) in wrong {
        let words = match verdict {
            Some((delivery, basis)) => format!("{delivery}, basis {basis}"),
            None => "success".to_owned(),
        };
        let (count, lies) = by_words.entry(words).or_default();
        *count += 1;
        lies.insert(lie);
    }
    for (words, (count, lies)) in by_words {
        tell(format_args!("  {count} {words}: {lies:?}"));
    }
    let count = complaints.len();
    assert!(complaints.is_empty(), "{count}:\n{}", complaints.join("\n"));
}

/// Creating is repeated after a 429, which is taken for a refusal. If it was none, the identifier is what keeps a withdraw from being made twice;
/// what has none is made again.
#[tokio::test]
async fn a_withdraw_that_a_false_429_repeats_is_made_once_for_its_identifier() {
    for preset in PRESETS {
        for (operation, made) in [
            (Operation::CreateWithdraw, 1),
            (Operation::CreateAccount, 2),
            (Operation::CreateBeneficiary, 2),
        ] {
            let mut stage = Stage::preset(preset).await;
            let lie = on_side("status=429", true).expect("a fault");
            let options = once().with_retry_policy(RetryPolicy::new());
            let sent = Sent::default();
            let played = stage.play(operation, &sent, &[lie], options).await;
            assert_eq!(played.truth.requests, 2, "{preset}: {operation:?}");
            assert_eq!(played.truth.carried_out, made, "{preset}: {operation:?}");
        }
    }
}
