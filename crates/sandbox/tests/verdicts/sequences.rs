//! Faults one after another, and the client's own repeats: the verdict over all attempts, and how often something was sent.
//!
//! All sequences of two are played; `PAZEMO_SEQUENCES=3` plays all of three, as `cargo xtask soak` does.

use std::time::Duration;

use pazemo::{Basis, CallOptions, Delivery, RetryPolicy};
use pazemo_sandbox::{Fault, RetryAfter, Sandbox, Switches};
use tokio::task::JoinSet;

use crate::{
    expected::{self, Cell},
    faults::{PRESETS, on_side},
    operations::{Operation, Sent, Shape},
    stage::{Played, Stage, once},
    tally::{Tally, tell},
    truth::contradiction,
};

/// One or two faults of each kind, and whether they strike after the request is carried out.
const FAULTS: [(&str, bool); 21] = [
    ("none", true),
    ("status=202", true),
    ("status=302", true),
    ("status=400", false),
    ("status=401", false),
    ("status=402", false),
    ("status=404", false),
    ("status=405", false),
    ("status=409", false),
    ("status=409", true),
    ("status=429", false),
    ("status=503", false),
    ("status=503", true),
    ("html=502", false),
    ("html=502", true),
    ("drop", false),
    ("drop", true),
    ("reset", false),
    ("reset", true),
    ("truncate", true),
    ("content-type=text/html", true),
];

/// Who calls: an operation, and whether repeating it after a 429 was opted in to.
const CALLERS: [(Operation, bool); 6] = [
    (Operation::GetAccount, false),
    (Operation::CreateBeneficiary, false),
    (Operation::CreateWithdraw, false),
    (Operation::ConfirmWithdraw, false),
    (Operation::ConfirmWithdraw, true),
    (Operation::CancelWithdraw, false),
];

/// The client makes so many attempts at most.
const ATTEMPTS: usize = 3;

/// Whether the client makes another attempt after this fault, by what was agreed on.
fn is_repeated((operation, opted_in): (Operation, bool), fault: &str) -> bool {
    let lost = ["status=503", "html=502", "drop", "reset", "truncate"].contains(&fault);
    let too_many = fault == "status=429";
    match operation.shape() {
        Shape::ReadsText | Shape::Reads => lost || too_many,
        Shape::Creates | Shape::CreatesWithdraw => too_many,
        Shape::Authorizes => too_many && opted_in,
    }
}

/// What a call has to lead to.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    verdict: Option<(Delivery, Basis)>,
    requests: usize,
    carried_out: usize,
}

fn foreseen(preset: &str, caller: (Operation, bool), sequence: &[(&str, bool)]) -> Outcome {
    let documented = expected::has_documented_bodies(preset);
    let (mut verdicts, mut carried_out) = (Vec::new(), 0);
    for attempt in 0..ATTEMPTS {
        let (fault, after) = sequence.get(attempt).copied().unwrap_or(("none", true));
        carried_out += usize::from(after);
        let cell = match fault {
            "none" => Cell::Success,
            _ => expected::of(fault, after, preset, caller.0.shape()),
        };
        let requests = attempt + 1;
        let Some(verdict) = cell.verdict(documented) else {
            return Outcome {
                verdict: None,
                requests,
                carried_out,
            };
        };
        verdicts.push(verdict);
        if !is_repeated(caller, fault) {
            break;
        }
    }
    Outcome {
        requests: verdicts.len(),
        verdict: folded(&verdicts),
        carried_out,
    }
}

/// Any done is done; otherwise any unknown is unknown; otherwise any refused is refused.
fn folded(verdicts: &[(Delivery, Basis)]) -> Option<(Delivery, Basis)> {
    let order = [
        Delivery::Done,
        Delivery::Unknown,
        Delivery::Refused,
        Delivery::NotSent,
    ];
    order.into_iter().find_map(|wanted| {
        let mut latest_first = verdicts.iter().rev();
        latest_first.find(|(found, _)| *found == wanted).copied()
    })
}

/// What is wrong with a call.
fn complaint(
    preset: &str,
    caller: (Operation, bool),
    sequence: &[(&str, bool)],
    played: &Played,
) -> Option<String> {
    if let Some(reason) = contradiction(&played.said, played.truth) {
        return Some(reason.to_owned());
    }
    let truth = played.truth;
    if caller.0.writes() && (truth.carried_out > 1 || truth.movements > 1) {
        return Some("it was carried out more than once".to_owned());
    }
    let attempts = usize::try_from(truth.requests).expect("a few");
    let struck = &sequence[..attempts.min(sequence.len())];
    // What went before the last one may have moved nothing.
    let mut earlier = struck.iter().take(attempts.saturating_sub(1));
    if caller.0.writes() && earlier.any(|(fault, _)| *fault != "status=429") {
        return Some("what may have moved money was sent again".to_owned());
    }
    let found = Outcome {
        verdict: played.said.verdict,
        requests: attempts,
        carried_out: usize::try_from(truth.carried_out).expect("a few"),
    };
    let foreseen = foreseen(preset, caller, sequence);
    if found != foreseen {
        return Some(format!("{foreseen:?} was agreed on"));
    }
    (played.unstruck + struck.len() != sequence.len())
        .then(|| "a fault struck for nothing".to_owned())
}

/// All sequences of so many faults.
fn sequences(length: u32) -> Vec<Vec<(&'static str, bool)>> {
    let mut all = vec![Vec::new()];
    for _ in 0..length {
        let longer = |shorter: &Vec<_>| FAULTS.map(|fault| [shorter.as_slice(), &[fault]].concat());
        all = all.iter().flat_map(longer).collect();
    }
    all
}

fn options(opted_in: bool) -> CallOptions {
    let moment = Duration::from_micros(100);
    let policy = RetryPolicy::new().with_backoff(moment, moment);
    once().with_retry_policy(if opted_in {
        policy.assume_429_leaves_withdraw_and_code_untouched()
    } else {
        policy
    })
}

async fn walk(
    preset: &'static str,
    caller: (Operation, bool),
    length: u32,
) -> (Tally, Vec<String>) {
    // A client keeps to what a server asks for, which is a second at least.
    let switches = Switches::preset(preset).expect("a preset");
    let builder = Sandbox::builder().switches(switches.with(RetryAfter::Absent));
    let mut stage = Stage::start(builder).await;
    let (mut tally, mut wrong) = (Tally::default(), Vec::new());
    for sequence in sequences(length) {
        let faults: Vec<Fault> = sequence
            .iter()
            .map(|(fault, after)| on_side(fault, *after).expect(fault))
            .collect();
        stage.reset();
        let played = stage
            .play(caller.0, &Sent::default(), &faults, options(caller.1))
            .await;
        tally.add(played.said.verdict);
        wrong.extend(
            complaint(preset, caller, &sequence, &played).map(|complaint| {
                format!("{preset}: {caller:?}: {faults:?}: {complaint}: {played:?}")
            }),
        );
    }
    (tally, wrong)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_verdict_over_repeats_is_wrong_and_nothing_that_may_have_moved_money_is_sent_again() {
    let length = std::env::var("PAZEMO_SEQUENCES");
    let length = length.map_or(2, |text| text.parse().expect("a number"));
    let mut lanes = JoinSet::new();
    for preset in PRESETS {
        for caller in CALLERS {
            lanes.spawn(walk(preset, caller, length));
        }
    }
    let (mut all, mut wrong) = (Tally::default(), Vec::new());
    for (tally, complaints) in lanes.join_all().await {
        all.merge(tally);
        wrong.extend(complaints);
    }
    tell(format_args!("sequences of {length} faults: {all}"));
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
