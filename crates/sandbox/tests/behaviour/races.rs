//! Requests that meet: what belongs together happens together, whoever comes first.

use std::fmt::Write as _;

use crate::support::payer::{Payer, SEED, amounts, money, open, refused};
use pazemo::{Amount, Error, types::Withdraw};
use pazemo_sandbox::{
    Cancellable, Defect, FinishedWithdraw, FundsCheck, InsufficientFunds, Reserve, Sandbox, Seed,
    Settlement, Switches,
};
use tokio::task::JoinSet;

/// Ann's account `a` with so many withdraws of 0.01 that are not confirmed.
fn many(withdraws: usize) -> String {
    let mut seed = "
users:
  - id: ann
    tokens: [{value: ann-token}]
    accounts:
      - id: a
        currencyId: USD
        money: 100
        withdraws:
"
    .to_owned();
    for number in 0..withdraws {
        let _ = writeln!(seed, "          - {{id: w{number}, amount: 0.01}}");
    }
    seed
}

/// Two clients with connections of their own.
fn two(sandbox: &Sandbox) -> [Payer; 2] {
    [Payer::ann(sandbox), Payer::ann(sandbox)]
}

type Outcome = Result<Withdraw, Error>;

/// Both at once, each on a thread of its own if there is one.
async fn confirm_both(payers: &[Payer; 2], id: &str) -> [Outcome; 2] {
    let [one, other] = payers.clone().map(|payer| {
        let id = id.to_owned();
        tokio::spawn(async move { payer.confirm("a", &id).await })
    });
    [one.await.unwrap(), other.await.unwrap()]
}

fn cents(number: usize) -> Amount {
    Amount::from_minor_units(i128::try_from(number).unwrap(), 2).unwrap()
}

/// How many of the races two confirmations won both.
async fn race(sandbox: &Sandbox, races: usize, finished: FinishedWithdraw) -> usize {
    let payers = two(sandbox);
    let before = money(&payers[0].control, "a");
    let mut both = 0;
    for number in 0..races {
        let id = format!("w{number}");
        let outcomes = confirm_both(&payers, &id).await;
        let won = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        assert!(won > 0, "{outcomes:?}");
        match (won, finished.name().parse()) {
            (1, Ok(status)) => {
                let lost = outcomes.iter().find(|outcome| outcome.is_err());
                refused(lost.unwrap(), status, true);
            }
            _ => both += 1,
        }
        let state = payers[0].control.withdraw("a", &id).unwrap();
        assert_eq!((state.state, state.amount), ("confirmed", cents(1)));
        // What was reserved stays so, once.
        assert_eq!(money(&payers[0].control, "a")[1], before[1]);
    }
    both
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_confirmations_at_once_exactly_one_counts_a_thousand_times() {
    const RACES: usize = 200;
    assert_eq!(RACES * FinishedWithdraw::ALL.len(), 1000);
    for finished in FinishedWithdraw::ALL {
        let switches = Switches::plain().with(*finished);
        let sandbox = open(switches, &many(RACES)).await;
        let both = race(&sandbox, RACES, *finished).await;
        let wanted = match finished {
            FinishedWithdraw::Replay => RACES,
            _ => 0,
        };
        assert_eq!(both, wanted, "{finished:?}");
        let control = sandbox.control();
        for number in 0..RACES {
            let id = format!("w{number}");
            control.settle_withdraw("a", &id).unwrap();
        }
        // 200 times 0.01, not one of them twice.
        assert_eq!(money(&control, "a"), amounts(["98", "0", "2", "0"]));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sandbox_that_confirms_twice_is_seen_to_do_so() {
    let builder = Sandbox::builder().defect(Defect::DoubleConfirm);
    let seed = Seed::read("seed.yaml", &many(3)).unwrap();
    let sandbox = builder.seed(seed).start().await.unwrap();
    let payers = two(&sandbox);
    let outcomes = confirm_both(&payers, "w0").await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    // One cent more is on its way than was asked for.
    assert_eq!(money(&payers[0].control, "a")[1], cents(4));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_confirmation_and_a_cancellation_at_once_leave_one_of_two_states() {
    const RACES: usize = 60;
    for finished in FinishedWithdraw::ALL {
        for cancellable in Cancellable::ALL {
            let switches = Switches::plain().with(*finished).with(*cancellable);
            let sandbox = open(switches, &many(RACES)).await;
            let [one, other] = two(&sandbox);
            let mut cancelled = 0;
            for number in 0..RACES {
                let id = format!("w{number}");
                let (payer, name) = (one.clone(), id.clone());
                let confirm = tokio::spawn(async move { payer.confirm("a", &name).await });
                let (payer, name) = (other.clone(), id.clone());
                let cancel = tokio::spawn(async move { payer.cancel("a", &name).await });
                let (confirm, cancel) = (confirm.await.unwrap(), cancel.await.unwrap());
                let state = one.control.withdraw("a", &id).unwrap().state;
                cancelled += usize::from(state == "cancelled");
                let status = finished.name().parse().ok();
                let answers = |outcome: &Outcome| match status {
                    Some(status) if outcome.is_err() => {
                        refused(outcome, status, true);
                        false
                    }
                    _ => outcome.is_ok(),
                };
                let seen = (answers(&confirm), answers(&cancel), state);
                let late = *cancellable == Cancellable::UntilSettled;
                let right = match (seen, status) {
                    ((true, false, "confirmed"), Some(_)) => !late,
                    ((false, true, "cancelled"), Some(_)) => true,
                    // First confirmed, then cancelled.
                    ((true, true, "cancelled"), Some(_)) => late,
                    ((true, true, "cancelled"), None) => true,
                    ((true, true, "confirmed"), None) => !late,
                    _ => false,
                };
                assert!(right, "{finished:?} {cancellable:?}: {seen:?}");
                let reserved = cents(RACES - cancelled);
                assert_eq!(money(&one.control, "a")[1], reserved, "{seen:?}");
            }
        }
    }
}

/// Sixteen withdraws of 1 USD, all at once, from an account with 10 USD: how many were created, confirmed and settled.
async fn crowd(switches: &Switches) -> [usize; 3] {
    const CROWD: usize = 16;
    let seed = SEED.replace(
        "id: a, currencyId: USD, money: 100",
        "id: a, currencyId: USD, money: 10",
    );
    let sandbox = open(switches.clone(), &seed).await;
    let status = switches.insufficient_funds.name().parse().unwrap();
    let payers: Vec<Payer> = (0..CROWD).map(|_| Payer::ann(&sandbox)).collect();
    let mut creating = JoinSet::new();
    for (number, payer) in payers.iter().cloned().enumerate() {
        creating.spawn(async move {
            let id = format!("w{number}");
            (payer.create("a", &id, "1").await, payer, id)
        });
    }
    let mut confirming = JoinSet::new();
    let mut created = 0;
    for (outcome, payer, id) in creating.join_all().await {
        if outcome.is_err() {
            refused(&outcome, status, false);
        } else {
            created += 1;
            confirming.spawn(async move { (payer.confirm("a", &id).await, id) });
        }
    }
    let control = sandbox.control();
    let mut confirmed = 0;
    for (outcome, id) in confirming.join_all().await {
        money(&control, "a");
        if outcome.is_err() {
            refused(&outcome, status, true);
            continue;
        }
        confirmed += 1;
        if switches.settlement == Settlement::Manual {
            control.settle_withdraw("a", &id).unwrap();
        }
    }
    let withdraws = control.withdraws();
    let settled = withdraws
        .iter()
        .filter(|one| one.state == "completed")
        .count();
    let [available, reserved, paid_out, fees] = money(&control, "a");
    let whole = |number: usize| Amount::from(i64::try_from(number).unwrap());
    assert_eq!(paid_out, whole(settled));
    assert_eq!(fees, fees_of(switches, settled));
    let spent = paid_out.checked_add(fees).unwrap();
    let rest = available.checked_add(reserved).unwrap();
    assert_eq!(spent.checked_add(rest), Some(whole(10)));
    assert!(!available.is_negative() && reserved.is_zero());
    [created, confirmed, settled]
}

fn fees_of(switches: &Switches, settled: usize) -> Amount {
    let times = i64::try_from(settled).unwrap();
    switches.fee_flat.amount().checked_mul(times).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn withdraws_at_once_take_no_more_than_there_is() {
    use FundsCheck::{AtConfirm, AtCreate};
    for (reserve, check, settlement, wanted) in [
        (
            Reserve::AtCreate,
            AtCreate,
            Settlement::Manual,
            [10, 10, 10],
        ),
        (
            Reserve::AtCreate,
            AtConfirm,
            Settlement::Manual,
            [16, 10, 10],
        ),
        (
            Reserve::AtConfirm,
            AtCreate,
            Settlement::Manual,
            [16, 10, 10],
        ),
        (
            Reserve::AtConfirm,
            AtConfirm,
            Settlement::Manual,
            [16, 10, 10],
        ),
        // What is never reserved is missing when it is to be paid.
        (Reserve::Never, AtCreate, Settlement::Manual, [16, 16, 10]),
        (Reserve::Never, AtConfirm, Settlement::Manual, [16, 16, 10]),
        (Reserve::Never, AtCreate, Settlement::AtOnce, [16, 16, 10]),
        (Reserve::Never, AtConfirm, Settlement::AtOnce, [16, 10, 10]),
        (
            Reserve::AtCreate,
            AtCreate,
            Settlement::AtOnce,
            [10, 10, 10],
        ),
    ] {
        for status in InsufficientFunds::ALL {
            let mut switches = Switches::plain().with(reserve).with(check);
            switches = switches.with(settlement).with(*status);
            let found = crowd(&switches).await;
            assert_eq!(found, wanted, "{reserve:?} {check:?} {settlement:?}");
            // With a fee of a quarter on top, the money is enough for eight.
            switches.set("fee-flat", "0.25").unwrap();
            let wanted = wanted.map(|number| if number == 10 { 8 } else { number });
            let found = crowd(&switches).await;
            assert_eq!(found, wanted, "{reserve:?} {check:?} {settlement:?}, fee");
        }
    }
}
