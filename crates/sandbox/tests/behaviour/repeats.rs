//! What is done twice, too late, or by somebody else moves nothing: under every preset, through the real client.

use crate::support::payer::{Payer, SEED, amount, amounts, money, on, open, refused};
use pazemo::{
    Amount, Delivery, Error,
    types::{NewAccount, NewWithdraw, Withdraw},
};
use pazemo_sandbox::{
    DuplicateId, FinishedWithdraw, Foreign, IdScope, PRESETS, Reserve, Sandbox, Switches,
};

/// What is to be seen under a preset.
struct Expected {
    preset: &'static str,
    /// The statuses for a withdraw that is finished, an identifier that is taken, another user's thing, and another user's beneficiary.
    finished: u16,
    duplicate: u16,
    foreign: u16,
    beneficiary: u16,
    /// Available, reserved, paid out, fees, for a withdraw of 10.01 while it is open, and when it is settled.
    open: [&'static str; 4],
    settled: [&'static str; 4],
    /// `balance` and `locked` while it is open.
    shown: [&'static str; 2],
}

const EXPECTED: [Expected; 3] = [
    Expected {
        preset: "plain",
        finished: 409,
        duplicate: 409,
        foreign: 403,
        beneficiary: 403,
        open: ["89.99", "10.01", "0", "0"],
        settled: ["89.99", "0", "10.01", "0"],
        shown: ["100", "-10.01"],
    },
    Expected {
        preset: "harsh",
        finished: 410,
        duplicate: 400,
        foreign: 404,
        beneficiary: 400,
        open: ["100", "0", "0", "0"],
        // 1.5 % of 10.01 is 0.15015; it is taken from what arrives.
        settled: ["89.99", "0", "9.86", "0.15"],
        shown: ["100", "0"],
    },
    Expected {
        preset: "loopback",
        finished: 409,
        duplicate: 500,
        foreign: 404,
        beneficiary: 400,
        open: ["89.99", "10.01", "0", "0"],
        settled: ["89.99", "0", "10.01", "0"],
        shown: ["100", "-10.01"],
    },
];

const UNTOUCHED: [&str; 4] = ["100", "0", "0", "0"];

async fn with(expected: &Expected) -> (Sandbox, Payer) {
    let switches = Switches::preset(expected.preset).unwrap();
    let sandbox = open(switches, SEED).await;
    let ann = Payer::ann(&sandbox);
    (sandbox, ann)
}

/// The account `a` has this much in each bucket, and the ledger balances.
#[track_caller]
fn has(payer: &Payer, wanted: [&str; 4], when: &str) {
    assert_eq!(money(&payer.control, "a"), amounts(wanted), "{when}");
}

#[test]
fn every_preset_is_looked_at() {
    let looked_at = EXPECTED.map(|expected| expected.preset);
    let all: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
    assert_eq!(all, looked_at);
}

#[tokio::test]
async fn what_is_confirmed_twice_moves_once() {
    for expected in &EXPECTED {
        let (_sandbox, ann) = with(expected).await;
        let created = ann.create("a", "w", "10.01").await.unwrap();
        has(&ann, expected.open, "created");
        assert_eq!(ann.shown("a").await, amounts(expected.shown));
        let confirmed = ann.confirm("a", "w").await.unwrap();
        assert_eq!(confirmed.id.as_str(), "w");
        assert_eq!(
            (confirmed.amount, confirmed.fee_amount),
            (amount("10.01"), created.fee_amount)
        );
        has(&ann, expected.open, "confirmed");
        refused(&ann.confirm("a", "w").await, expected.finished, true);
        has(&ann, expected.open, "confirmed twice");
        assert_eq!(ann.shown("a").await, amounts(expected.shown));
        ann.control.settle_withdraw("a", "w").unwrap();
        has(&ann, expected.settled, "settled");
        let shown = ann.shown("a").await;
        refused(&ann.confirm("a", "w").await, expected.finished, true);
        refused(&ann.cancel("a", "w").await, expected.finished, true);
        has(
            &ann,
            expected.settled,
            "confirmed and cancelled when settled",
        );
        assert_eq!(ann.shown("a").await, shown);
        assert_eq!(shown, amounts([expected.settled[0], "0"]));
    }
}

#[tokio::test]
async fn what_is_cancelled_is_neither_confirmed_nor_cancelled_again() {
    for expected in &EXPECTED {
        let (_sandbox, ann) = with(expected).await;
        ann.create("a", "w", "10.01").await.unwrap();
        let cancelled = ann.cancel("a", "w").await.unwrap();
        assert_eq!(cancelled.id.as_str(), "w");
        has(&ann, UNTOUCHED, "cancelled");
        refused(&ann.confirm("a", "w").await, expected.finished, true);
        has(&ann, UNTOUCHED, "confirmed after that");
        refused(&ann.cancel("a", "w").await, expected.finished, true);
        has(&ann, UNTOUCHED, "cancelled after that");
        assert_eq!(ann.control.withdraw("a", "w").unwrap().state, "cancelled");
        assert_eq!(ann.shown("a").await, amounts(["100", "0"]));
        assert_eq!(
            ann.control.settle_withdraw("a", "w").unwrap_err().status(),
            409
        );
        has(&ann, UNTOUCHED, "settled after that");
    }
}

#[tokio::test]
async fn what_is_confirmed_is_not_cancelled() {
    for expected in &EXPECTED {
        let (_sandbox, ann) = with(expected).await;
        ann.create("a", "w", "10.01").await.unwrap();
        ann.confirm("a", "w").await.unwrap();
        refused(&ann.cancel("a", "w").await, expected.finished, true);
        has(&ann, expected.open, "cancelled after it was confirmed");
        assert_eq!(ann.control.withdraw("a", "w").unwrap().state, "confirmed");
        ann.control.settle_withdraw("a", "w").unwrap();
        has(&ann, expected.settled, "settled");
    }
}

#[tokio::test]
async fn each_status_for_a_finished_withdraw_has_its_verdict() {
    for finished in FinishedWithdraw::ALL {
        let sandbox = open(Switches::plain().with(*finished), SEED).await;
        let ann = Payer::ann(&sandbox);
        ann.create("a", "w", "10.01").await.unwrap();
        ann.confirm("a", "w").await.unwrap();
        for outcome in [ann.confirm("a", "w").await, ann.cancel("a", "w").await] {
            match finished.name().parse() {
                Ok(status) => refused(&outcome, status, true),
                Err(_) => assert_eq!(outcome.unwrap().id.as_str(), "w"),
            }
            has(&ann, EXPECTED[0].open, finished.name());
        }
        assert_eq!(ann.control.withdraw("a", "w").unwrap().state, "confirmed");
    }
}

/// A withdraw of 1 USD was asked for whose identifier is taken by one of 10.01 USD: whether another one was created.
#[track_caller]
fn is_a_duplicate(duplicate: DuplicateId, outcome: &Result<Withdraw, Error>) -> bool {
    if let Ok(status) = duplicate.name().parse() {
        refused(outcome, status, false);
        return false;
    }
    // The answer speaks of another withdraw than the one that was sent; the client does not let that pass.
    let error = outcome.as_ref().unwrap_err();
    assert_eq!(error.delivery(), Delivery::Done, "{error:?}");
    if duplicate == DuplicateId::Replay {
        assert!(error.mismatched_fields().contains(&"amount"), "{error:?}");
        return false;
    }
    assert_eq!(error.mismatched_fields(), ["id"], "{error:?}");
    assert_ne!(error.answered_withdraw_id().unwrap().as_str(), "w");
    true
}

/// What two requests with one identifier come to, on one account, on two of a user, and on those of two users.
async fn use_an_identifier_again(switches: &Switches) {
    let (scope, duplicate) = (switches.id_scope, switches.duplicate_id);
    let sandbox = open(switches.clone(), SEED).await;
    let (ann, bob) = (Payer::ann(&sandbox), Payer::bob(&sandbox));
    // How many withdraws there are, and how much is reserved for them.
    let has = |account: &str, wanted: &[&str]| {
        let withdraws = ann.control.withdraws();
        let there = withdraws.iter().filter(|one| one.account_id == account);
        let wanted: Vec<Amount> = wanted.iter().map(|text| amount(text)).collect();
        assert_eq!(there.map(|one| one.amount).collect::<Vec<_>>(), wanted);
        let add = |sum: Amount, one: &Amount| sum.checked_add(*one).unwrap();
        let sum = wanted.iter().fold(Amount::default(), add);
        let [available, reserved, ..] = money(&ann.control, account);
        if switches.reserve == Reserve::AtCreate {
            assert_eq!(reserved, sum, "{scope:?} {duplicate:?} {account}");
        }
        assert_eq!(available.checked_add(reserved), Some(amount("100")));
    };
    ann.create("a", "w", "10.01").await.unwrap();
    match is_a_duplicate(duplicate, &ann.create("a", "w", "1").await) {
        true => has("a", &["10.01", "1"]),
        false => has("a", &["10.01"]),
    }
    let elsewhere = ann.create("a2", "w", "1").await;
    let created = match scope {
        IdScope::Account => elsewhere.unwrap().id.as_str() == "w",
        IdScope::User | IdScope::Global => is_a_duplicate(duplicate, &elsewhere),
    };
    has("a2", if created { &["1"] } else { &[] });
    let of_another = bob.create("b", "w", "1").await;
    let created = match (scope, duplicate) {
        (IdScope::Account | IdScope::User, _) => of_another.unwrap().id.as_str() == "w",
        // What is another user's is shown to nobody.
        (_, DuplicateId::Replay) => is_a_duplicate(DuplicateId::Conflict, &of_another),
        _ => is_a_duplicate(duplicate, &of_another),
    };
    has("b", if created { &["1"] } else { &[] });
}

#[tokio::test]
async fn an_identifier_is_used_once_in_its_scope_and_freely_outside_of_it() {
    for expected in &EXPECTED {
        let preset = Switches::preset(expected.preset).unwrap();
        assert_eq!(preset.duplicate_id.name(), expected.duplicate.to_string());
        for scope in IdScope::ALL {
            use_an_identifier_again(&preset.clone().with(*scope)).await;
        }
    }
    for duplicate in DuplicateId::ALL {
        for scope in IdScope::ALL {
            let switches = Switches::plain().with(*scope).with(*duplicate);
            use_an_identifier_again(&switches).await;
        }
    }
}

#[tokio::test]
async fn nothing_of_another_user_is_seen_or_moved() {
    for expected in &EXPECTED {
        let (sandbox, ann) = with(expected).await;
        let bob = Payer::bob(&sandbox);
        ann.create("a", "w", "10.01").await.unwrap();
        let before = serde_json::to_value(sandbox.control().dump()).unwrap();
        refused(&bob.create("a", "mine", "1").await, expected.foreign, false);
        refused(&bob.confirm("a", "w").await, expected.foreign, true);
        refused(&bob.cancel("a", "w").await, expected.foreign, true);
        let (users, accounts) = (bob.client.users(), bob.client.accounts());
        refused(&users.get(&ann.user).await, expected.foreign, false);
        refused(&accounts.list(&ann.user).await, expected.foreign, false);
        let account = accounts.get(&ann.user, &on("a")).await;
        refused(&account, expected.foreign, false);
        // By way of one's own user.
        let account = accounts.get(&bob.user, &on("a")).await;
        refused(&account, expected.foreign, false);
        let new = NewAccount::new("USD".into());
        refused(
            &accounts.create(&ann.user, &new).await,
            expected.foreign,
            false,
        );
        let to_hers = NewWithdraw::new(amount("1")).with_beneficiary_id(7.into());
        let outcome = bob.client.withdraws().create(&on("b"), &to_hers).await;
        refused(&outcome, expected.beneficiary, false);
        let mut after = serde_json::to_value(sandbox.control().dump()).unwrap();
        after["time"] = before["time"].clone();
        assert_eq!(before, after, "{}", expected.preset);
        has(&ann, expected.open, expected.preset);
        // What does not exist looks the same where that is asked for, and only there.
        let nobody = bob.create("nobody", "mine", "1").await;
        refused(&nobody, 404, false);
        let preset = Switches::preset(expected.preset).unwrap();
        assert_eq!(preset.foreign == Foreign::NotFound, expected.foreign == 404);
    }
}
