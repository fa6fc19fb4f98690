//! Random steps under every preset and under combinations of switches in which every two values meet. After each step the ledger
//! balances, and it agrees with a simple model. `PAZEMO_LEDGER_STEPS` says how many steps are taken.

use std::{cell::RefCell, collections::BTreeSet, time::Duration};

use pazemo::{Amount, types::NewWithdraw};
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, TestRunner},
};

use super::{
    model::{Buckets, Created, Model, Request, To, owner},
    pairwise::combinations,
    steps::{Act, STEPS_OF_A_RUN, Step, steps},
    support::{id, seed, world_of},
};
use crate::{
    ledger::Balances,
    seed::{Outcome, SettlementRule},
    switches::{PRESETS, Switches},
    world::{Caller, World, answers::verbatim},
};

const ACCOUNTS: [&str; 3] = ["a", "a2", "b"];

fn amount(units: i64) -> Amount {
    Amount::from_minor_units(units.into(), 4).unwrap()
}

fn rule(address: &str, outcome: Outcome, after: u32) -> SettlementRule {
    SettlementRule {
        amount: None,
        reference: None,
        address: Some(address.to_owned()),
        beneficiary_id: None,
        outcome,
        after,
    }
}

/// The world and its model, step by step.
struct Pair {
    world: World,
    model: Model,
}

impl Pair {
    fn new(switches: Switches) -> Self {
        let mut seed = seed();
        seed.rules = vec![
            rule("failing", Outcome::Failed, 3),
            rule("returning", Outcome::Returned, 2),
        ];
        let money = [1_000_000, 500_000, 1_000_000];
        Self {
            world: world_of(switches.clone(), seed),
            model: Model {
                switches,
                now: 0,
                accounts: money.map(|available| Buckets {
                    available,
                    ..Buckets::default()
                }),
                items: Vec::new(),
            },
        }
    }

    fn caller(&self, account: usize, by_owner: bool) -> Caller {
        let user = if by_owner {
            owner(account)
        } else {
            1 - owner(account)
        };
        self.world.caller(["ann-full", "bob-full"][user])
    }

    fn step(&mut self, step: &Step, combinations: &[Switches]) {
        match step {
            Step::Create(request) => self.create(request),
            Step::Act(act) => self.act(act),
            Step::Decide(place, outcome) => self.decide(*place, *outcome),
            Step::Deposit(account, units) => {
                let answer = self.world.deposit(ACCOUNTS[*account], amount(*units));
                assert_eq!(answer.is_ok(), *units >= 0);
                if *units >= 0 {
                    self.model.accounts[*account].available += i128::from(*units);
                }
            }
            Step::Advance(seconds) => {
                self.world.advance(Duration::from_secs(*seconds)).unwrap();
                self.model.now += i64::try_from(*seconds).unwrap();
                self.model.catch_up();
            }
            Step::Switch(place) => {
                self.world.set_switches(combinations[*place].clone());
                self.model.switches = combinations[*place].clone();
            }
        }
        self.compare();
    }

    fn create(&mut self, request: &Request) {
        let mut new = NewWithdraw::new(amount(request.units));
        new.id = request.id.map(|number| id(&number.to_string()));
        new.account_id = request.body.map(|body| verbatim(ACCOUNTS[body]));
        let beneficiary = |id: &str| (Some(verbatim(id)), None);
        (new.beneficiary_id, new.address) = match request.to {
            To::Nobody => (None, None),
            To::Address => (None, Some("somewhere".to_owned())),
            To::FailingAddress => (None, Some("failing".to_owned())),
            To::ReturningAddress => (None, Some("returning".to_owned())),
            To::Active => beneficiary("0"),
            To::Pending => beneficiary("pending"),
            To::Unknown => beneficiary("nobody"),
            To::OfAnother => beneficiary("of-bob"),
        };
        // Both users see the beneficiaries of the other way round.
        if owner(request.account) == 1 {
            new.beneficiary_id = match request.to {
                To::Active => Some(verbatim("of-bob")),
                To::Pending => Some(verbatim("pending-of-bob")),
                To::OfAnother => Some(verbatim("0")),
                _ => new.beneficiary_id,
            };
        }
        let caller = self.caller(request.account, request.by_owner);
        let expected = self.model.create(request);
        let account = ACCOUNTS[request.account];
        let answer = self.world.create_withdraw(caller, account, new);
        match (expected, answer) {
            (Created::Refused, Err(_)) => {}
            (Created::Again(first), Ok(answer)) => {
                assert_eq!(answer.id.as_str(), self.model.items[first].id);
            }
            (Created::New(id), Ok(answer)) => {
                if let Some(id) = id {
                    assert_eq!(answer.id.as_str(), id.to_string());
                }
                self.model.push(request.clone(), answer.id.to_string());
                let item = self.model.items.last().unwrap();
                assert_eq!(answer.amount.to_minor_units(4), Some(item.amount));
                assert_eq!(answer.fee_amount.to_minor_units(4), Some(item.fee));
            }
            (expected, answer) => panic!("{expected:?} expected, {answer:?} answered"),
        }
    }

    fn act(&mut self, act: &Act) {
        let count = self.model.items.len();
        if count == 0 {
            return;
        }
        let item = &self.model.items[act.place % count];
        let account = (item.account + act.elsewhere) % 3;
        let (name, id) = (ACCOUNTS[account], item.id.clone());
        let found = self.model.find(account, &id);
        let code = self.world.reveal_code(name, &id);
        let code = code.ok().filter(|_| act.right_code);
        let code = code.as_ref().map_or("wrong", |code| code.expose());
        let caller = self.caller(account, act.by_owner);
        let answer = if act.cancels {
            self.world.cancel_withdraw(caller, name, &id, code)
        } else {
            self.world.confirm_withdraw(caller, name, &id, code)
        };
        let allowed = act.by_owner && act.right_code;
        let expected = match found.filter(|_| allowed) {
            None => false,
            Some(place) if act.cancels => self.model.cancel(place),
            Some(place) => self.model.confirm(place),
        };
        assert_eq!(answer.is_ok(), expected, "{answer:?}");
    }

    fn decide(&mut self, place: usize, outcome: Outcome) {
        let count = self.model.items.len();
        if count == 0 {
            return;
        }
        let place = place % count;
        let item = &self.model.items[place];
        let (account, id) = (ACCOUNTS[item.account], item.id.clone());
        let answer = match outcome {
            Outcome::Settled => self.world.settle(account, &id),
            Outcome::Failed => self.world.fail(account, &id),
            Outcome::Returned => self.world.give_back(account, &id),
        };
        assert_eq!(
            answer.is_ok(),
            self.model.decide(place, outcome),
            "{answer:?}"
        );
    }

    fn compare(&self) {
        self.world.check().unwrap();
        for (place, name) in ACCOUNTS.iter().enumerate() {
            let place_in_world = self.world.accounts.find(name).unwrap();
            let balances = self.world.ledger.balances(place_in_world);
            assert_eq!(
                buckets(&balances),
                self.model.accounts[place],
                "account {name}"
            );
        }
        let states = self.world.withdraws.list.iter().map(|one| one.state);
        let expected = self.model.items.iter().map(|item| item.state);
        assert!(states.eq(expected));
    }
}

fn buckets(balances: &Balances) -> Buckets {
    let units = |amount: Amount| amount.to_minor_units(4).unwrap();
    Buckets {
        available: units(balances.available),
        reserved: units(balances.reserved),
        paid_out: units(balances.paid_out),
        fees: units(balances.fees),
    }
}

/// The presets, and the combinations with one fee or another.
fn all_switches() -> Vec<Switches> {
    let fees = [("0", "0"), ("1.5", "0"), ("0", "1.5"), ("0.25", "33.3333")];
    let mut all: Vec<Switches> = PRESETS.iter().map(|preset| preset.switches()).collect();
    for (switches, (flat, percent)) in combinations().into_iter().zip(fees.iter().cycle()) {
        let mut switches = switches;
        switches.set("fee-flat", flat).unwrap();
        switches.set("fee-percent", percent).unwrap();
        all.push(switches);
    }
    all
}

fn steps_wanted() -> usize {
    let steps = std::env::var("PAZEMO_LEDGER_STEPS").ok();
    steps.map_or(10_000, |steps| steps.parse().unwrap())
}

fn runner(runs: usize) -> TestRunner {
    TestRunner::new(Config {
        cases: u32::try_from(runs).unwrap(),
        failure_persistence: None,
        ..Config::default()
    })
}

#[test]
fn the_ledger_balances_and_agrees_with_the_model_after_every_step() {
    let all = all_switches();
    let runs = steps_wanted().div_ceil(STEPS_OF_A_RUN * all.len());
    let reached = RefCell::new(BTreeSet::new());
    for switches in &all {
        let played = runner(runs).run(&steps(all.len()), |steps| {
            let mut pair = Pair::new(switches.clone());
            for step in &steps {
                pair.step(step, &all);
            }
            let items = pair.model.items.iter();
            reached
                .borrow_mut()
                .extend(items.map(|item| item.state.name()));
            Ok(())
        });
        if let Err(failure) = played {
            panic!("{failure}\nunder {switches:?}");
        }
    }
    // Otherwise the steps would prove nothing.
    assert_eq!(reached.borrow().len(), 6, "{reached:?}");
}

#[test]
fn the_ledger_balances_with_amounts_of_every_size() {
    let sizes = (any::<u128>(), 0..97_u32, 0..29_u32).prop_map(|(bits, size, decimals)| {
        let units = bits & ((1 << size) - 1);
        Amount::from_minor_units(i128::try_from(units).unwrap(), decimals).unwrap()
    });
    let step = (0..6_u8, 0..3_usize, 0..20_u8, sizes);
    let runs = steps_wanted().div_ceil(STEPS_OF_A_RUN * 4);
    let all = all_switches();
    let many = (0..all.len(), vec(step, STEPS_OF_A_RUN));
    let played = runner(runs).run(&many, |(switches, steps)| {
        let mut world = world_of(all[switches].clone(), seed());
        for (what, account, number, amount) in steps {
            let (name, text) = (ACCOUNTS[account], number.to_string());
            let caller = world.caller(["ann-full", "bob-full"][owner(account)]);
            // Whatever is refused is refused; the ledger balances all the same.
            let _ = match what {
                0 => world.deposit(name, amount).map(drop),
                1 | 2 => {
                    let new = NewWithdraw::new(amount).with_id(id(&text));
                    world.create_withdraw(caller, name, new).map(drop)
                }
                3 => match world.reveal_code(name, &text) {
                    Ok(code) => world
                        .confirm_withdraw(caller, name, &text, code.expose())
                        .map(drop),
                    Err(refusal) => Err(refusal),
                },
                4 => world.settle(name, &text).map(drop),
                _ => world.give_back(name, &text).map(drop),
            };
            world.check().unwrap();
        }
        Ok(())
    });
    if let Err(failure) = played {
        panic!("{failure}");
    }
}
