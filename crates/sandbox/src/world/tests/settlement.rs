//! What becomes of confirmed withdraws: by the administration, by rule, by the clock.

use std::time::Duration;

use super::support::{amount, plain, seed, status, withdraw, world, world_of};
use crate::{
    ledger::Bucket,
    seed::{Outcome, SettlementRule},
    switches::{Cancellable, Reserve, Settlement, Switches},
    world::answers::verbatim,
};

fn rule(outcome: Outcome, after: u32) -> SettlementRule {
    SettlementRule {
        amount: None,
        reference: None,
        address: None,
        beneficiary_id: None,
        outcome,
        after,
    }
}

#[test]
fn the_administration_settles_fails_and_returns() {
    let mut world = plain();
    for id in ["settled", "failed", "returned"] {
        world.create(withdraw(id, "10")).unwrap();
        world.confirm(id).unwrap();
    }
    assert_eq!(world.settle("a", "settled").unwrap().state, "completed");
    assert_eq!(world.fail("a", "failed").unwrap().state, "failed");
    world.settle("a", "returned").unwrap();
    assert_eq!(world.give_back("a", "returned").unwrap().state, "returned");
    assert_eq!(world.money("a"), ["90", "0", "10", "0"]);
}

#[test]
fn in_the_wrong_state_it_says_which_would_be_right() {
    let mut world = plain();
    world.create(withdraw("w", "10")).unwrap();
    let message = |refusal: crate::refusal::Refusal| {
        assert_eq!(refusal.status, 409);
        refusal.entries[0].message.clone()
    };
    assert_eq!(
        message(world.settle("a", "w").unwrap_err()),
        "only a withdraw that is confirmed can be settled; this one is pending"
    );
    world.confirm("w").unwrap();
    assert_eq!(
        message(world.give_back("a", "w").unwrap_err()),
        "only a withdraw that is completed can be returned; this one is confirmed"
    );
    world.fail("a", "w").unwrap();
    assert_eq!(
        message(world.fail("a", "w").unwrap_err()),
        "only a withdraw that is confirmed can be failed; this one is failed"
    );
    assert_eq!(status(&world.settle("a", "nothing")), 404);
    assert_eq!(status(&world.settle("nothing", "w")), 404);
    assert_eq!(status(&world.deposit("nothing", amount("1"))), 404);
    assert_eq!(status(&world.activate_beneficiary("nobody")), 404);
    assert_eq!(status(&world.reveal_code("a", "nothing")), 404);
}

#[test]
fn what_comes_back_is_a_new_entry_that_names_the_old_one() {
    let mut switches = Switches::plain();
    switches.set("fee-flat", "1").unwrap();
    switches.set("returned-fee", "refunded").unwrap();
    let mut world = world(switches);
    world.create(withdraw("w", "10")).unwrap();
    world.confirm("w").unwrap();
    world.settle("a", "w").unwrap();
    let before = serde_json::to_string(&world.dump().journal).unwrap();
    world.give_back("a", "w").unwrap();
    let dump = world.dump();
    let after = serde_json::to_string(&dump.journal).unwrap();
    assert!(
        after.starts_with(before.trim_end_matches(']')),
        "nothing is edited"
    );
    let back: Vec<_> = dump.journal[dump.journal.len() - 2..]
        .iter()
        .map(|entry| {
            let reversed = &dump.journal[entry.reverses.unwrap() as usize];
            assert_eq!((reversed.amount, reversed.to), (entry.amount, entry.from));
            (entry.from, entry.to, entry.amount.to_string())
        })
        .collect();
    assert_eq!(
        back,
        [
            (Bucket::PaidOut, Bucket::Available, "10".to_owned()),
            (Bucket::Fees, Bucket::Available, "1".to_owned()),
        ]
    );
}

#[test]
fn the_first_rule_that_fits_decides_and_stands_above_the_switch() {
    let mut seed = seed();
    seed.rules = vec![
        SettlementRule {
            amount: Some(amount("13.00")),
            ..rule(Outcome::Failed, 0)
        },
        SettlementRule {
            reference: Some("slow".to_owned()),
            ..rule(Outcome::Settled, 60)
        },
        SettlementRule {
            address: Some("nowhere".to_owned()),
            beneficiary_id: Some("0".to_owned()),
            ..rule(Outcome::Returned, 10)
        },
    ];
    let mut world = world_of(Switches::plain().with(Settlement::AtOnce), seed);
    let slow = || withdraw("slow", "1").with_reference("slow");
    let back = |id| withdraw(id, "2").with_address("nowhere");
    world
        .create(withdraw("13", "13").with_reference("slow"))
        .unwrap();
    world.create(slow()).unwrap();
    world
        .create(back("back").with_beneficiary_id(verbatim("0")))
        .unwrap();
    world.create(back("half")).unwrap();
    world.create(withdraw("other", "3")).unwrap();
    let seen = |world: &mut crate::world::World| {
        ["13", "slow", "back", "half", "other"]
            .map(|id| world.state(id))
            .join(" ")
    };
    for id in ["13", "slow", "back", "half", "other"] {
        world.confirm(id).unwrap();
    }
    assert_eq!(
        seen(&mut world),
        "failed confirmed confirmed completed completed"
    );
    world.advance(Duration::from_secs(59)).unwrap();
    assert_eq!(
        seen(&mut world),
        "failed confirmed returned completed completed"
    );
    world.advance(Duration::from_secs(1)).unwrap();
    assert_eq!(
        seen(&mut world),
        "failed completed returned completed completed"
    );
    assert_eq!(world.money("a"), ["94", "0", "6", "0"]);
}

#[test]
fn what_is_due_happens_at_its_moment_in_its_order() {
    let mut world = world(Switches::plain().with(Settlement::Delayed));
    for id in ["first", "second"] {
        world.create(withdraw(id, "10")).unwrap();
        world.confirm(id).unwrap();
        world.advance(Duration::from_secs(1)).unwrap();
    }
    world.advance(Duration::from_secs(3600)).unwrap();
    let withdraws = world.withdraws();
    let times = withdraws.iter().map(|one| one.updated_time.to_string());
    let times: Vec<_> = times.collect();
    assert_eq!(
        times,
        ["2021-06-11T03:56:30.871Z", "2021-06-11T03:56:31.871Z"]
    );
    let moments: Vec<_> = world
        .ledger
        .journal()
        .iter()
        .map(|entry| entry.moment)
        .collect();
    assert!(moments.is_sorted(), "{moments:?}");
}

#[test]
fn whoever_was_faster_than_the_clock_stays_first() {
    let mut switches = Switches::plain().with(Settlement::Delayed);
    switches.cancellable = Cancellable::UntilSettled;
    let mut world = world(switches);
    for id in ["failed", "cancelled", "settled"] {
        world.create(withdraw(id, "10")).unwrap();
        world.confirm(id).unwrap();
    }
    world.fail("a", "failed").unwrap();
    world.cancel("cancelled").unwrap();
    world.settle("a", "settled").unwrap();
    world.advance(Duration::from_secs(60)).unwrap();
    let states = ["failed", "cancelled", "settled"].map(|id| world.state(id));
    assert_eq!(states, ["failed", "cancelled", "completed"]);
    assert_eq!(world.money("a"), ["90", "0", "10", "0"]);
}

#[test]
fn without_a_reservation_a_settlement_fails_if_the_money_is_gone() {
    let mut world = world(Switches::plain().with(Reserve::Never));
    for id in ["first", "second"] {
        world.create(withdraw(id, "60")).unwrap();
        world.confirm(id).unwrap();
    }
    assert_eq!(world.settle("a", "second").unwrap().state, "completed");
    assert_eq!(world.settle("a", "first").unwrap().state, "failed");
    assert_eq!(world.money("a"), ["40", "0", "60", "0"]);
    world.give_back("a", "second").unwrap();
    assert_eq!(world.money("a"), ["100", "0", "0", "0"]);
}

#[test]
fn a_returned_rule_without_money_fails() {
    let mut seed = seed();
    seed.rules = vec![rule(Outcome::Returned, 0)];
    let mut world = world_of(Switches::plain().with(Reserve::Never), seed);
    world.create(withdraw("w", "60")).unwrap();
    world.create(withdraw("x", "60")).unwrap();
    world.confirm("w").unwrap();
    assert_eq!(world.state("w"), "returned");
    world.set_switches(Switches::plain());
    world.create(withdraw("y", "60")).unwrap();
    world
        .confirm_withdraw(world.ann(), "a", "x", "string")
        .unwrap_err();
    assert_eq!(world.money("a"), ["40", "60", "0", "0"]);
}

#[test]
fn what_was_due_before_the_switches_changed_obeys_the_old_ones() {
    let mut seed = seed();
    seed.rules = vec![rule(Outcome::Returned, 1)];
    let mut switches = Switches::plain();
    switches.set("fee-flat", "1").unwrap();
    let mut world = world_of(switches.clone(), seed);
    world.create(withdraw("w", "10")).unwrap();
    world.confirm("w").unwrap();
    // As a clock that runs, nobody looking.
    world.clock.advance(Duration::from_secs(2)).unwrap();
    switches.set("returned-fee", "refunded").unwrap();
    world.set_switches(switches);
    assert_eq!(world.money("a"), ["99", "0", "0", "1"]);
}

#[test]
fn the_administration_acts_at_the_moment_of_the_clock() {
    let mut world = plain();
    world.create(withdraw("w", "10")).unwrap();
    world.confirm("w").unwrap();
    world.advance(Duration::from_secs(1)).unwrap();
    let settled = world.settle("a", "w").unwrap();
    assert_eq!(settled.updated_time.as_str(), "2021-06-11T03:56:26.871Z");
    let moments = world.ledger.journal().iter().map(|entry| entry.moment);
    assert!(moments.is_sorted());
}

#[test]
fn the_check_knows_what_open_withdraws_need() {
    let mut world = plain();
    world.create(withdraw("w", "10")).unwrap();
    world.check().unwrap();
    world.withdraws.get_mut(0).reservation = None;
    assert_eq!(
        world.check().unwrap_err(),
        "account \"a\": 10 is reserved, its open withdraws need 0"
    );
}
