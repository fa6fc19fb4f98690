//! Every value of every switch does what it says.

use std::{collections::BTreeSet, time::Duration};

use pazemo::types::{CurrencyId, NewAccount, NewBeneficiary, NewWithdraw};

use super::support::{amount, id, status, withdraw, world};
use crate::{
    switches::{SWITCHES, Switches},
    world::{World, answers::verbatim},
};

/// Those that the layer of HTTP obeys.
const OF_HTTP: &[&str] = &[
    "unknown-fields",
    "created-status",
    "invalid-status",
    "error-form",
    "retry-after",
    "rate-limit",
];

/// Switch, value, and what is then seen by [`observe`].
const TABLE: &[(&str, &str, &str)] = &[
    ("sent-id", "honoured", "id kept"),
    ("sent-id", "ignored", "id of 36 characters"),
    ("missing-id", "generated", "200"),
    ("missing-id", "refused", "400"),
    ("duplicate-id", "409", "409, 1 withdraws"),
    ("duplicate-id", "500", "500, 1 withdraws"),
    ("duplicate-id", "400", "400, 1 withdraws"),
    ("duplicate-id", "replay", "id w of 10, 1 withdraws"),
    ("duplicate-id", "second-withdraw", "another id, 2 withdraws"),
    ("changed-replay", "replayed", "200 200"),
    ("changed-replay", "409", "200 409"),
    (
        "id-scope",
        "account",
        "same account 409, same user 200, everywhere 200",
    ),
    (
        "id-scope",
        "user",
        "same account 409, same user 409, everywhere 200",
    ),
    (
        "id-scope",
        "global",
        "same account 409, same user 409, everywhere 409",
    ),
    ("finished-withdraw", "409", "409 409 409 409"),
    ("finished-withdraw", "410", "410 410 410 410"),
    ("finished-withdraw", "400", "400 400 400 400"),
    ("finished-withdraw", "404", "404 404 404 404"),
    ("finished-withdraw", "replay", "200 200 200 200"),
    (
        "cancellable",
        "until-confirmed",
        "409, reserved 10; settled 409",
    ),
    (
        "cancellable",
        "until-settled",
        "200, reserved 0; settled 409",
    ),
    ("insufficient-funds", "402", "402"),
    ("insufficient-funds", "400", "400"),
    ("funds-check", "create", "create 402"),
    ("funds-check", "confirm", "create 200, confirm 402"),
    ("reserve", "create", "10 10"),
    ("reserve", "confirm", "0 10"),
    ("reserve", "never", "0 0"),
    ("balance", "gross", "100"),
    ("balance", "net", "90"),
    ("locked", "negative", "-10"),
    ("locked", "positive", "10"),
    ("fee", "on-top", "amount 10 fee 3 paid out 10 left 87"),
    ("fee", "deducted", "amount 10 fee 3 paid out 7 left 90"),
    ("returned-fee", "kept", "fees 3 available 97"),
    ("returned-fee", "refunded", "fees 0 available 100"),
    ("scale", "kept", "1.005 1.000"),
    ("scale", "refused", "400 1.000"),
    ("scale", "rounded", "1.00 1.00"),
    ("zero-amount", "accepted", "200"),
    ("zero-amount", "refused", "400"),
    ("body-account", "refused", "400"),
    ("body-account", "path", "paid by a"),
    (
        "receiver",
        "unchecked",
        "none 200, address 200, beneficiary 200",
    ),
    (
        "receiver",
        "required",
        "none 400, address 200, beneficiary 200",
    ),
    (
        "receiver",
        "beneficiary",
        "none 400, address 400, beneficiary 200",
    ),
    ("unknown-beneficiary", "400", "400"),
    ("unknown-beneficiary", "404", "404"),
    ("unknown-beneficiary", "accepted", "200"),
    ("pending-beneficiary", "allowed", "200"),
    ("pending-beneficiary", "refused", "400, then active 200"),
    (
        "beneficiary-account",
        "unchecked",
        "missing 200, foreign 200, own 200",
    ),
    (
        "beneficiary-account",
        "checked",
        "missing 404, foreign 403, own 200",
    ),
    (
        "unknown-currency",
        "accepted",
        "XXX 200, IDR 200, of the seed 200",
    ),
    (
        "unknown-currency",
        "refused",
        "XXX 400, IDR 200, of the seed 200",
    ),
    ("account-number", "generated", "12 digits"),
    ("account-number", "absent", "none"),
    (
        "foreign",
        "403",
        "user 403, account 403, withdraw 403, beneficiary 403; missing 404",
    ),
    (
        "foreign",
        "404",
        "user 404, account 404, withdraw 404, beneficiary 400; missing 404",
    ),
    (
        "authorization-code",
        "static",
        "once 200, again 200, late 200",
    ),
    (
        "authorization-code",
        "one-time",
        "once 200, again 400, late 200",
    ),
    (
        "authorization-code",
        "expiring",
        "once 200, again 200, late 400",
    ),
    ("wrong-code", "400", "400"),
    ("wrong-code", "401", "401"),
    ("wrong-code", "403", "403"),
    ("settlement", "manual", "confirmed confirmed"),
    ("settlement", "at-once", "completed completed"),
    ("settlement", "delayed", "confirmed completed"),
    ("states", "documented", "pending pending pending pending"),
    (
        "states",
        "extended",
        "pending confirmed completed cancelled",
    ),
    ("transaction", "confirm", "create none, confirm flip"),
    ("transaction", "create", "create flip, confirm flip"),
    ("fee-flat", "2.5", "2.5"),
    ("fee-percent", "1.5", "0.15"),
    ("static-code", "open", "400 200"),
    ("code-lifetime", "10", "9 s 200, 10 s 400"),
    ("settle-after", "10", "9 s confirmed, 10 s completed"),
];

#[test]
fn every_value_of_every_switch_changes_what_it_names() {
    for (name, value, wanted) in TABLE {
        let mut switches = surroundings(name);
        switches.set(name, value).unwrap();
        assert_eq!(observe(name, switches), *wanted, "{name} = {value}");
    }
}

#[test]
fn the_table_has_every_switch_with_every_value() {
    let tested: BTreeSet<_> = TABLE
        .iter()
        .map(|(name, value, _)| (*name, *value))
        .collect();
    for switch in SWITCHES.iter().filter(|one| !OF_HTTP.contains(&one.name)) {
        for value in switch.values {
            let pair = (switch.name, value.name);
            assert!(tested.contains(&pair), "{pair:?}");
        }
        assert!(
            TABLE.iter().any(|(name, ..)| *name == switch.name),
            "{}",
            switch.name
        );
    }
    // Two values that cannot be told apart by their observation would prove nothing.
    let seen: BTreeSet<_> = TABLE.iter().map(|(name, _, seen)| (*name, *seen)).collect();
    assert_eq!(seen.len(), TABLE.len());
}

/// The switches beside it that a switch needs to be seen.
fn surroundings(name: &str) -> Switches {
    let needed: &[(&str, &str)] = match name {
        "changed-replay" => &[("duplicate-id", "replay")],
        "fee" | "returned-fee" => &[("fee-flat", "3")],
        "funds-check" => &[("reserve", "never")],
        "code-lifetime" => &[("authorization-code", "expiring")],
        "settle-after" => &[("settlement", "delayed")],
        _ => &[],
    };
    let mut switches = Switches::plain();
    for (name, value) in needed {
        switches.set(name, value).unwrap();
    }
    switches
}

fn observe(name: &str, switches: Switches) -> String {
    let world = world(switches);
    match name {
        "sent-id" | "missing-id" | "duplicate-id" | "changed-replay" | "id-scope" => {
            identifiers(name, world)
        }
        "finished-withdraw" | "cancellable" | "states" | "transaction" => states(name, world),
        "insufficient-funds" | "funds-check" | "reserve" | "balance" | "locked" | "fee"
        | "returned-fee" | "scale" | "zero-amount" | "fee-flat" | "fee-percent" => {
            money(name, world)
        }
        "authorization-code" | "wrong-code" | "static-code" | "code-lifetime" => codes(name, world),
        "settlement" | "settle-after" => settlement(name, world),
        _ => parties(name, world),
    }
}

fn identifiers(name: &str, mut world: World) -> String {
    let first = world.create(withdraw("w", "10"));
    match name {
        "sent-id" => match first.unwrap().id.as_str() {
            "w" => "id kept".to_owned(),
            other => format!("id of {} characters", other.len()),
        },
        "missing-id" => status(&world.create(NewWithdraw::new(amount("1")))).to_string(),
        "duplicate-id" => {
            let seen = match world.create(withdraw("w", "10")) {
                Err(refusal) => refusal.status.to_string(),
                Ok(again) if again == first.unwrap() => {
                    format!("id {} of {}", again.id, again.amount)
                }
                Ok(_) => "another id".to_owned(),
            };
            format!("{seen}, {} withdraws", world.withdraws().len())
        }
        "changed-replay" => {
            let same = status(&world.create(withdraw("w", "10")));
            let changed = status(&world.create(withdraw("w", "10").with_notes("new")));
            format!("{same} {changed}")
        }
        _ => {
            let account = status(&world.create(withdraw("w", "10")));
            let ann = world.ann();
            let user = status(&world.create_withdraw(ann, "a2", withdraw("w", "10")));
            let bob = world.caller("bob-full");
            let everywhere = status(&world.create_withdraw(bob, "b", withdraw("w", "10")));
            format!("same account {account}, same user {user}, everywhere {everywhere}")
        }
    }
}

fn states(name: &str, mut world: World) -> String {
    let created = world.create(withdraw("w", "10")).unwrap();
    let confirmed = world.confirm("w").unwrap();
    match name {
        "finished-withdraw" => {
            world.create(withdraw("c", "10")).unwrap();
            world.cancel("c").unwrap();
            let answers = [
                world.confirm("w"),
                world.cancel("w"),
                world.confirm("c"),
                world.cancel("c"),
            ];
            assert_eq!(world.money("a"), ["90", "10", "0", "0"]);
            answers.map(|answer| status(&answer).to_string()).join(" ")
        }
        "cancellable" => {
            let seen = status(&world.cancel("w"));
            let [_, reserved, ..] = world.money("a");
            world.create(withdraw("s", "10")).unwrap();
            world.confirm("s").unwrap();
            world.settle("a", "s").unwrap();
            let settled = status(&world.cancel("s"));
            format!("{seen}, reserved {reserved}; settled {settled}")
        }
        "states" => {
            world.create(withdraw("c", "10")).unwrap();
            let cancelled = world.cancel("c").unwrap();
            world.settle("a", "w").unwrap();
            let settled = world.withdraw_answer(0);
            [created, confirmed, settled, cancelled]
                .map(|answer| answer.status.to_string())
                .join(" ")
        }
        _ => {
            let network = |answer: &pazemo::types::Withdraw| {
                assert_eq!(answer.network.is_some(), answer.transaction_id.is_some());
                let network = answer.network.as_ref();
                network.map_or("none".to_owned(), ToString::to_string)
            };
            let (created, confirmed) = (network(&created), network(&confirmed));
            format!("create {created}, confirm {confirmed}")
        }
    }
}

fn money(name: &str, mut world: World) -> String {
    match name {
        "insufficient-funds" => return status(&world.create(withdraw("w", "101"))).to_string(),
        "funds-check" => {
            let created = world.create(withdraw("w", "101"));
            return match created {
                Ok(_) => format!("create 200, confirm {}", status(&world.confirm("w"))),
                Err(refusal) => format!("create {}", refusal.status),
            };
        }
        "scale" => {
            let seen = ["1.005", "1.000"].map(|text| {
                let answer = world.create(NewWithdraw::new(amount(text)));
                match answer {
                    Ok(answer) => answer.amount.to_string(),
                    Err(refusal) => refusal.status.to_string(),
                }
            });
            return seen.join(" ");
        }
        "zero-amount" => return status(&world.create(withdraw("w", "0.00"))).to_string(),
        _ => {}
    }
    let created = world.create(withdraw("w", "10")).unwrap();
    let shown = world.account(world.ann(), "ann", "a").unwrap();
    match name {
        "balance" => return shown.balance.to_string(),
        "locked" => return shown.locked.unwrap().to_string(),
        "fee-flat" | "fee-percent" => return created.fee_amount.to_string(),
        _ => {}
    }
    let [_, at_create, ..] = world.money("a");
    let confirmed = world.confirm("w").unwrap();
    let [_, at_confirm, ..] = world.money("a");
    world.settle("a", "w").unwrap();
    let [left, _, paid_out, _] = world.money("a");
    match name {
        "reserve" => format!("{at_create} {at_confirm}"),
        "fee" => {
            let (amount, fee) = (confirmed.amount, confirmed.fee_amount);
            format!("amount {amount} fee {fee} paid out {paid_out} left {left}")
        }
        _ => {
            world.give_back("a", "w").unwrap();
            let [available, _, _, fees] = world.money("a");
            format!("fees {fees} available {available}")
        }
    }
}

fn codes(name: &str, mut world: World) -> String {
    world.create(withdraw("w", "10")).unwrap();
    world.create(withdraw("v", "10")).unwrap();
    let code = |world: &mut World, id| world.reveal_code("a", id).unwrap();
    let ann = world.ann();
    match name {
        "wrong-code" => status(&world.confirm_withdraw(ann, "a", "w", "wrong")).to_string(),
        "static-code" => {
            let old = status(&world.confirm_withdraw(ann, "a", "w", "string"));
            let new = status(&world.confirm_withdraw(ann, "a", "w", "open"));
            format!("{old} {new}")
        }
        "authorization-code" => {
            world.switches.finished_withdraw = crate::switches::FinishedWithdraw::Replay;
            let first = code(&mut world, "w");
            let once = status(&world.confirm_withdraw(ann, "a", "w", first.expose()));
            let again = status(&world.confirm_withdraw(ann, "a", "w", first.expose()));
            let other = code(&mut world, "v");
            world.advance(Duration::from_secs(300)).unwrap();
            let late = status(&world.confirm_withdraw(ann, "a", "v", other.expose()));
            format!("once {once}, again {again}, late {late}")
        }
        _ => {
            let (w, v) = (code(&mut world, "w"), code(&mut world, "v"));
            world.advance(Duration::from_secs(9)).unwrap();
            let early = status(&world.confirm_withdraw(ann, "a", "w", w.expose()));
            world.advance(Duration::from_secs(1)).unwrap();
            let late = status(&world.confirm_withdraw(ann, "a", "v", v.expose()));
            format!("9 s {early}, 10 s {late}")
        }
    }
}

fn settlement(name: &str, mut world: World) -> String {
    world.create(withdraw("w", "10")).unwrap();
    world.confirm("w").unwrap();
    if name == "settlement" {
        let first = world.state("w");
        world.advance(Duration::from_secs(5)).unwrap();
        return format!("{first} {}", world.state("w"));
    }
    world.advance(Duration::from_secs(9)).unwrap();
    let early = world.state("w");
    world.advance(Duration::from_secs(1)).unwrap();
    format!("9 s {early}, 10 s {}", world.state("w"))
}

fn parties(name: &str, mut world: World) -> String {
    let to = |id: &str| NewWithdraw::new(amount("1")).with_beneficiary_id(verbatim(id));
    let ann = world.ann();
    match name {
        "body-account" => {
            let new = withdraw("w", "1").with_account_id(verbatim("a2"));
            match world.create(new) {
                Ok(answer) => format!("paid by {}", answer.account_id),
                Err(refusal) => refusal.status.to_string(),
            }
        }
        "receiver" => {
            let none = status(&world.create(withdraw("1", "1")));
            let address = status(&world.create(withdraw("2", "1").with_address("12")));
            let beneficiary = status(&world.create(to("0")));
            format!("none {none}, address {address}, beneficiary {beneficiary}")
        }
        "unknown-beneficiary" => status(&world.create(to("nobody"))).to_string(),
        "pending-beneficiary" => match status(&world.create(to("pending"))) {
            200 => "200".to_owned(),
            refused => {
                world.activate_beneficiary("pending").unwrap();
                format!(
                    "{refused}, then active {}",
                    status(&world.create(to("pending")))
                )
            }
        },
        "beneficiary-account" => {
            let mut with = |account: &str| {
                let new = NewBeneficiary::new(verbatim("bank"), "12");
                status(&world.create_beneficiary(ann, new.with_account_id(verbatim(account))))
            };
            let (missing, foreign, own) = (with("nothing"), with("b"), with("a"));
            format!("missing {missing}, foreign {foreign}, own {own}")
        }
        "unknown-currency" => {
            world.currencies.insert("JPY".to_owned());
            let mut of = |currency: &str| {
                let new = NewAccount::new(CurrencyId::from(currency));
                status(&world.create_account(ann, "ann", new))
            };
            let (odd, known, seeded) = (of("XXX"), of("IDR"), of("JPY"));
            format!("XXX {odd}, IDR {known}, of the seed {seeded}")
        }
        "account-number" => {
            let new = NewAccount::new(CurrencyId::Idr);
            let answer = world.create_account(ann, "ann", new.clone()).unwrap();
            let given = world.create_account(ann, "ann", new.with_number("7"));
            assert_eq!(given.unwrap().number.as_deref(), Some("7"));
            let number = answer.number;
            number.map_or("none".to_owned(), |digits| {
                format!("{} digits", digits.len())
            })
        }
        "foreign" => {
            let user = status(&world.user(ann, "bob"));
            let account = status(&world.account(ann, "ann", "b"));
            let bob = world.caller("bob-full");
            world.create_withdraw(bob, "b", withdraw("w", "1")).unwrap();
            let withdraw = status(&world.confirm_withdraw(ann, "b", "w", "string"));
            let beneficiary = status(&world.create(to("of-bob")));
            let missing = status(&world.account(ann, "ann", id("nothing").as_str()));
            format!(
                "user {user}, account {account}, withdraw {withdraw}, beneficiary {beneficiary}; missing {missing}"
            )
        }
        other => unreachable!("{other} is in no room"),
    }
}
