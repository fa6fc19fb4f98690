//! Random steps: creations, confirmations, cancellations, and what the administration does.

use proptest::{collection::vec, option, prelude::*};

use super::model::{Request, To};
use crate::seed::Outcome;

pub(super) const STEPS_OF_A_RUN: usize = 100;

/// Confirming or cancelling the withdraw that stands at a place of the list.
#[derive(Debug, Clone)]
pub(super) struct Act {
    pub(super) place: usize,
    /// On another account than its own, if this is not 0.
    pub(super) elsewhere: usize,
    pub(super) by_owner: bool,
    pub(super) right_code: bool,
    pub(super) cancels: bool,
}

#[derive(Debug, Clone)]
pub(super) enum Step {
    Create(Request),
    Act(Act),
    Decide(usize, Outcome),
    Deposit(usize, i64),
    Advance(u64),
    /// From here on other switches hold.
    Switch(usize),
}

fn requests() -> impl Strategy<Value = Request> {
    let units = prop_oneof![
        4 => (0..60_i64).prop_map(|whole| whole * 10_000),
        2 => (0..6_000_i64).prop_map(|cents| cents * 100),
        2 => 0..600_000_i64,
        1 => Just(-1),
        1 => Just(2_000_000),
    ];
    let to = prop_oneof![
        1 => Just(To::Nobody),
        1 => Just(To::Address),
        1 => Just(To::FailingAddress),
        1 => Just(To::ReturningAddress),
        // Under most switches it is the one that is always accepted.
        4 => Just(To::Active),
        1 => Just(To::Pending),
        1 => Just(To::Unknown),
        1 => Just(To::OfAnother),
    ];
    let id = option::weighted(0.9, 0..30_u8);
    let body = option::weighted(0.2, 0..3_usize);
    (0..3_usize, prop::bool::weighted(0.9), id, units, to, body).prop_map(
        |(account, by_owner, id, units, to, body)| Request {
            account,
            by_owner,
            id,
            units,
            to,
            body,
        },
    )
}

fn acts() -> impl Strategy<Value = Act> {
    let elsewhere = prop_oneof![9 => Just(0_usize), 1 => 1..3_usize];
    let often = || prop::bool::weighted(0.9);
    (
        0..64_usize,
        elsewhere,
        often(),
        often(),
        prop::bool::weighted(0.3),
    )
        .prop_map(|(place, elsewhere, by_owner, right_code, cancels)| Act {
            place,
            elsewhere,
            by_owner,
            right_code,
            cancels,
        })
}

/// One run, with so many combinations of switches to choose from.
pub(super) fn steps(combinations: usize) -> impl Strategy<Value = Vec<Step>> {
    let outcome = prop_oneof![
        2 => Just(Outcome::Settled),
        1 => Just(Outcome::Failed),
        1 => Just(Outcome::Returned),
    ];
    let step = prop_oneof![
        30 => requests().prop_map(Step::Create),
        30 => acts().prop_map(Step::Act),
        20 => (0..64_usize, outcome).prop_map(|(place, outcome)| Step::Decide(place, outcome)),
        10 => (0..3_usize, -1..500_000_i64).prop_map(|(account, units)| Step::Deposit(account, units)),
        9 => (0..4_u64).prop_map(Step::Advance),
        1 => (0..combinations).prop_map(Step::Switch),
    ];
    vec(step, STEPS_OF_A_RUN)
}
