//! Every fault for every operation, before and after it is carried out, from every preset.

use pazemo_sandbox::Fault;
use tokio::task::JoinSet;

use crate::{
    expected::{self, Cell},
    faults::{self, FAULTS, PRESETS},
    natural,
    operations::{Operation, Shape},
    stage::{Played, Stage},
    tally::{Tally, tell},
    troubles::Trouble,
    truth::contradiction,
};

/// What a lane of calls has shown.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    /// Faults on demand.
    pub(crate) faults: Tally,
    /// Other troubles.
    pub(crate) troubles: Tally,
    /// Refusals for a reason.
    pub(crate) natural: Tally,
    /// Of all these, the calls that move money.
    pub(crate) money: Tally,
    pub(crate) wrong: Vec<String>,
}

impl Shown {
    fn merge(&mut self, other: Self) {
        self.faults.merge(other.faults);
        self.troubles.merge(other.troubles);
        self.natural.merge(other.natural);
        self.money.merge(other.money);
        self.wrong.extend(other.wrong);
    }

    fn all(&self) -> Tally {
        let mut all = self.faults;
        all.merge(self.troubles);
        all.merge(self.natural);
        all
    }

    fn with_money_of(mut self, operation: Operation) -> Self {
        if matches!(
            operation.shape(),
            Shape::CreatesWithdraw | Shape::Authorizes
        ) {
            self.money = self.all();
        }
        self
    }
}

/// What is wrong with a call: a verdict that contradicts what happened, or is not the agreed one.
pub(crate) fn complaint(played: &Played, expected: Cell, preset: &str) -> Option<String> {
    if let Some(reason) = contradiction(&played.said, played.truth) {
        return Some(format!("{reason}: {played:?}"));
    }
    let expected = expected.verdict(expected::has_documented_bodies(preset));
    if played.said.verdict != expected {
        return Some(format!("{expected:?} was agreed on: {played:?}"));
    }
    None
}

/// The faults that a provider may be believed with, and what they lead to.
fn admissible(preset: &str, operation: Operation, waits: bool) -> Vec<(Fault, bool, Cell)> {
    let of = |fault: &str, after| {
        let struck = faults::on_side(fault, after)?;
        let cell = expected::of(fault, after, preset, operation.shape());
        (cell != Cell::Lie).then_some((struck, after, cell))
    };
    let faults = FAULTS.iter().filter(|fault| faults::waits(fault) == waits);
    faults
        .flat_map(|fault| [of(fault, false), of(fault, true)])
        .flatten()
        .collect()
}

/// One operation of one preset; the faults that end by a time limit apart from the others, which are quick.
async fn walk(preset: &'static str, operation: Operation, waits: bool) -> Shown {
    let mut shown = Shown::default();
    let mut stage = Stage::preset(preset).await;
    let place = format!("{preset}: {}", operation.id());
    for (fault, after, cell) in admissible(preset, operation, waits) {
        let played = faults::strike(&mut stage, operation, &fault).await;
        shown.faults.add(played.said.verdict);
        let mut complaint = complaint(&played, cell, preset);
        // A fault that did something else than it says would show nothing. What is late is carried out in the end, unless the caller leaves.
        let is_late = fault.to_string().starts_with("delay=0.");
        let is_done = after || is_late;
        if (played.truth.carried_out > 0) != is_done || played.truth.requests != 1 {
            complaint.get_or_insert_with(|| format!("the fault did not do its work: {played:?}"));
        }
        shown
            .wrong
            .extend(complaint.map(|complaint| format!("{place}: {fault}: {complaint}")));
    }
    if waits {
        return shown.with_money_of(operation);
    }
    for trouble in Trouble::ALL {
        if trouble.concerns(operation) {
            let played = trouble.play(preset, operation).await;
            shown.troubles.add(played.said.verdict);
            let cell = expected::of_trouble(trouble, operation.shape());
            let complaint = complaint(&played, cell, preset);
            shown
                .wrong
                .extend(complaint.map(|complaint| format!("{place}: {trouble:?}: {complaint}")));
        }
    }
    natural::walk(preset, operation, &mut shown).await;
    shown.with_money_of(operation)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_verdict_is_wrong_and_each_is_the_agreed_one() {
    let mut shown = Shown::default();
    // Those that end by a time limit come by themselves, so that the limit is not spent on a busy machine.
    for waits in [false, true] {
        let mut lanes = JoinSet::new();
        for preset in PRESETS {
            for operation in Operation::ALL {
                lanes.spawn(walk(preset, operation, waits));
            }
        }
        for lane in lanes.join_all().await {
            shown.merge(lane);
        }
    }
    tell(format_args!("faults on demand: {}", shown.faults));
    tell(format_args!("other troubles: {}", shown.troubles));
    tell(format_args!("refusals for a reason: {}", shown.natural));
    let all = shown.all();
    tell(format_args!("what moves money: {}", shown.money));
    tell(format_args!("all: {all}"));
    let wrong = &shown.wrong;
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(all.known_per_mille() >= 400, "{all}");
}
