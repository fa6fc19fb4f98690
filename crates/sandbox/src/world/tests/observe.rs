//! Small scenes, one for each switch, in which its values can be told apart.

use std::time::Duration;

use pazemo::types::{CurrencyId, NewAccount, NewBeneficiary, NewWithdraw};

use super::support::{amount, id, status, withdraw, world};
use crate::{
    switches::Switches,
    world::{World, answers::verbatim},
};

/// The switches beside it that a switch needs to be seen.
pub(super) fn surroundings(name: &str) -> Switches {
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

/// What is seen of a switch in a world with these switches.
pub(super) fn observe(name: &str, switches: Switches) -> String {
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
