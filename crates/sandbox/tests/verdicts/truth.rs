//! What really happened: told by the state of the sandbox, not by what was answered.

use pazemo_sandbox::{Control, State};

use crate::{operations::Operation, stage::Said};

/// What there is of a sandbox at a moment.
pub(crate) struct Snapshot {
    requests: u64,
    carried_out: u64,
    state: State,
}

/// What happened between two moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Truth {
    /// How many requests arrived.
    pub(crate) requests: u64,
    /// How often the operation was carried out.
    pub(crate) carried_out: u64,
    /// How many entries the journal got.
    pub(crate) movements: usize,
}

impl Snapshot {
    pub(crate) fn take(control: &Control) -> Self {
        let counts = control.counts();
        Self {
            requests: counts.requests,
            carried_out: counts.carried_out,
            state: control.dump(),
        }
    }

    fn withdraws_that_are(&self, state: &str) -> usize {
        let withdraws = self.state.withdraws.iter();
        withdraws.filter(|withdraw| withdraw.state == state).count()
    }

    /// How many there are of what an operation makes.
    fn made_by(&self, operation: Operation) -> Option<usize> {
        Some(match operation {
            Operation::CreateAccount => self.state.accounts.len(),
            Operation::CreateBeneficiary => self.state.beneficiaries.len(),
            Operation::CreateWithdraw => self.state.withdraws.len(),
            Operation::ConfirmWithdraw => self.withdraws_that_are("confirmed"),
            Operation::CancelWithdraw => self.withdraws_that_are("cancelled"),
            _ => return None,
        })
    }

    /// Everything that may change, but the time.
    fn everything(&self) -> String {
        let State {
            accounts,
            beneficiaries,
            withdraws,
            journal,
            ..
        } = &self.state;
        format!("{accounts:?}{beneficiaries:?}{withdraws:?}{journal:?}")
    }
}

/// What happened while an operation was called. The sandbox's own count and its state have to agree, and nothing else has moved.
pub(crate) fn between(before: &Snapshot, after: &Snapshot, operation: Operation) -> Truth {
    let counted = after.carried_out - before.carried_out;
    if let (Some(before), Some(after)) = (before.made_by(operation), after.made_by(operation)) {
        let made = u64::try_from(after - before).expect("a number");
        assert_eq!(made, counted, "{operation:?}: the state and the count");
    }
    if counted == 0 || !operation.writes() {
        let (before, after) = (before.everything(), after.everything());
        assert!(
            before == after,
            "{operation:?} was not carried out, and something changed"
        );
    }
    Truth {
        requests: after.requests - before.requests,
        carried_out: counted,
        movements: after.state.journal.len() - before.state.journal.len(),
    }
}

/// Why what was said is wrong, if it is.
pub(crate) fn contradiction(said: &Said, truth: Truth) -> Option<&'static str> {
    use pazemo::{
        Basis::Wire,
        Delivery::{Done, NotSent, Refused},
    };
    let carried_out = truth.carried_out > 0;
    match said.verdict {
        None if !carried_out => Some("a success, and it was not carried out"),
        Some((NotSent, _)) if carried_out => Some("not sent, and it was carried out"),
        Some((NotSent, Wire)) if truth.requests > 0 => Some("not sent, and a request arrived"),
        Some((Refused, _)) if carried_out => Some("refused, and it was carried out"),
        Some((Done, _)) if !carried_out => Some("done, and it was not carried out"),
        _ => None,
    }
}

#[test]
fn what_is_wrong_is_told() {
    use pazemo::{Basis, Delivery};
    let truth = |requests, carried_out| Truth {
        requests,
        carried_out,
        movements: 0,
    };
    let is_wrong = |verdict, truth| {
        let said = Said {
            verdict,
            ..Said::default()
        };
        contradiction(&said, truth).is_some()
    };
    let (wire, http) = (Basis::Wire, Basis::Http);
    for (verdict, untouched, arrived, carried_out) in [
        (None, true, true, false),
        (Some((Delivery::NotSent, wire)), false, true, true),
        (Some((Delivery::NotSent, http)), false, false, true),
        (Some((Delivery::Refused, http)), false, false, true),
        (Some((Delivery::Unknown, wire)), false, false, false),
        (Some((Delivery::Done, Basis::Page)), true, true, false),
    ] {
        assert_eq!(is_wrong(verdict, truth(0, 0)), untouched, "{verdict:?}");
        assert_eq!(is_wrong(verdict, truth(1, 0)), arrived, "{verdict:?}");
        assert_eq!(is_wrong(verdict, truth(1, 1)), carried_out, "{verdict:?}");
    }
}
