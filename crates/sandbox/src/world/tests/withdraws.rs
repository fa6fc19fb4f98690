//! Withdraws: created once, moved once.

use std::time::Duration;

use pazemo::types::NewWithdraw;

use super::support::{CODE, amount, id, plain, status, withdraw, world};
use crate::{
    clock::date_time,
    switches::{
        AuthorizationCode, DuplicateId, FinishedWithdraw, Foreign, FundsCheck, IdScope, Reserve,
        States, Switches,
    },
    world::answers::verbatim,
};

#[test]
fn an_answer_echoes_what_was_sent() {
    let mut world = plain();
    let new = withdraw("w", "9.10")
        .with_account_id(verbatim("a"))
        .with_beneficiary_id(verbatim("0"))
        .with_address("address")
        .with_address_name("name")
        .with_notes("notes")
        .with_prefix("prefix")
        .with_reference("reference")
        .with_reference_data(r#"{"n": 1.10}"#.parse().unwrap());
    let created = world.create(new).unwrap();
    let json = serde_json::to_string(&created).unwrap();
    assert_eq!(
        json,
        concat!(
            r#"{"id":"w","createdTime":"2021-06-11T03:56:25.871Z","updatedTime":"2021-06-11T03:56:25.871Z","accountId":"a","#,
            r#""status":"pending","address":"address","addressName":"name","amount":9.10,"feeAmount":0,"notes":"notes","prefix":"prefix","#,
            r#""beneficiaryId":"0","reference":"reference","referenceData":{"n": 1.10}}"#
        )
    );
    world.advance(std::time::Duration::from_millis(1)).unwrap();
    let confirmed = world.confirm("w").unwrap();
    assert_eq!(confirmed.created_time, created.created_time);
    assert_eq!(confirmed.updated_time.as_str(), "2021-06-11T03:56:25.872Z");
    assert_eq!(confirmed.reference_data, created.reference_data);
    assert!(confirmed.transaction_id.is_some());
}

#[test]
fn a_withdraw_moves_once_whatever_is_repeated() {
    for finished in FinishedWithdraw::ALL {
        let mut world = world(Switches::plain().with(*finished));
        for id in ["confirmed", "cancelled"] {
            world.create(withdraw(id, "10")).unwrap();
        }
        world.confirm("confirmed").unwrap();
        world.cancel("cancelled").unwrap();
        let before = (world.money("a"), world.ledger.journal().len());
        for _ in 0..3 {
            for id in ["confirmed", "cancelled"] {
                let answers = [world.confirm(id), world.cancel(id)];
                let replays = *finished == FinishedWithdraw::Replay;
                assert!(answers.iter().all(|answer| answer.is_ok() == replays));
            }
        }
        assert_eq!((world.money("a"), world.ledger.journal().len()), before);
        assert_eq!(world.state("confirmed"), "confirmed");
        assert_eq!(world.state("cancelled"), "cancelled");
        world.settle("a", "confirmed").unwrap();
        assert!(world.settle("a", "confirmed").is_err());
        assert_eq!(world.money("a"), ["90", "0", "10", "0"]);
    }
}

#[test]
fn the_code_is_asked_for_before_the_state_and_the_state_before_the_money() {
    let late = Switches::plain()
        .with(FundsCheck::AtConfirm)
        .with(Reserve::AtConfirm);
    let mut world = world(late);
    world.create(withdraw("w", "101")).unwrap();
    let ann = world.ann();
    let mut confirm = |id: &str, code: &str| status(&world.confirm_withdraw(ann, "a", id, code));
    assert_eq!(confirm("nothing", "wrong"), 404);
    assert_eq!(confirm("w", "wrong"), 400);
    assert_eq!(confirm("w", CODE), 402);
    world.cancel("w").unwrap();
    let mut confirm = |id: &str, code: &str| status(&world.confirm_withdraw(ann, "a", id, code));
    assert_eq!(confirm("w", "wrong"), 400);
    assert_eq!(confirm("w", CODE), 409);
}

#[test]
fn withdraws_together_never_exceed_the_balance() {
    for reserve in Reserve::ALL {
        for check in FundsCheck::ALL {
            let mut world = world(Switches::plain().with(*reserve).with(*check));
            let mut settled = 0;
            for number in 0..30 {
                let id = number.to_string();
                let created = world.create(withdraw(&id, "7"));
                if created.is_ok() && world.confirm(&id).is_ok() {
                    world.settle("a", &id).unwrap();
                    settled += u32::from(world.state(&id) == "completed");
                }
            }
            assert_eq!(settled, 14, "{reserve:?} {check:?}");
            assert_eq!(world.money("a"), ["2", "0", "98", "0"]);
        }
    }
}

#[test]
fn what_could_not_be_reserved_at_first_is_reserved_by_the_confirmation() {
    let mut world = world(Switches::plain().with(FundsCheck::AtConfirm));
    world.create(withdraw("w", "101")).unwrap();
    assert_eq!(world.money("a"), ["100", "0", "0", "0"]);
    assert_eq!(status(&world.confirm("w")), 402);
    assert_eq!(world.state("w"), "pending");
    world.deposit("a", amount("1")).unwrap();
    world.confirm("w").unwrap();
    assert_eq!(world.money("a"), ["0", "101", "0", "0"]);
}

#[test]
fn a_refused_withdraw_leaves_nothing_behind() {
    let mut world = plain();
    for new in [
        withdraw("w", "-0.01"),
        withdraw("w", "100.01"),
        withdraw("w", "1").with_account_id(verbatim("a2")),
        withdraw("w", "1").with_beneficiary_id(verbatim("nobody")),
    ] {
        assert!(world.create(new).is_err());
    }
    assert!(world.withdraws().is_empty());
    assert_eq!(world.money("a"), ["100", "0", "0", "0"]);
    world.create(withdraw("w", "1")).unwrap();
}

#[test]
fn nobody_touches_or_sees_the_withdraws_of_another() {
    for foreign in Foreign::ALL {
        let switches = Switches::plain()
            .with(*foreign)
            .with(IdScope::Global)
            .with(DuplicateId::Replay);
        let mut world = world(switches);
        let (ann, bob) = (world.ann(), world.caller("bob-full"));
        let refused = if *foreign == Foreign::Forbidden {
            403
        } else {
            404
        };
        world.create(withdraw("w", "10")).unwrap();
        let answers = [
            world.create_withdraw(bob, "a", withdraw("x", "1")),
            world.confirm_withdraw(bob, "a", "w", CODE),
            world.cancel_withdraw(bob, "a", "w", CODE),
        ];
        assert!(answers.iter().all(|answer| status(answer) == refused));
        // On an account of his own it does not exist, and the identifier is taken.
        assert_eq!(status(&world.confirm_withdraw(bob, "b", "w", CODE)), 404);
        assert_eq!(
            status(&world.create_withdraw(bob, "b", withdraw("w", "10"))),
            409
        );
        assert_eq!(world.money("a"), ["90", "10", "0", "0"]);
        assert_eq!(world.money("b"), ["100", "0", "0", "0"]);
        world.confirm_withdraw(ann, "a", "w", CODE).unwrap();
    }
}

#[test]
fn a_replay_is_the_same_answer_and_finds_the_first_on_another_account() {
    let switches = Switches::plain()
        .with(DuplicateId::Replay)
        .with(IdScope::User);
    let mut world = world(switches);
    let first = world.create(withdraw("w", "100")).unwrap();
    // Nothing is left, and a replay needs nothing.
    assert_eq!(world.create(withdraw("w", "100")), Ok(first.clone()));
    let ann = world.ann();
    assert_eq!(
        world.create_withdraw(ann, "a2", withdraw("w", "1")),
        Ok(first)
    );
    assert_eq!(world.money("a"), ["0", "100", "0", "0"]);
    assert_eq!(world.money("a2"), ["50", "0", "0", "0"]);
}

#[test]
fn each_field_of_a_changed_replay_counts() {
    let mut switches = Switches::plain().with(DuplicateId::Replay);
    switches.set("changed-replay", "409").unwrap();
    switches.set("scale", "rounded").unwrap();
    let mut world = world(switches);
    let new = || {
        withdraw("w", "1.001")
            .with_address("address")
            .with_notes("notes")
            .with_beneficiary_id(verbatim("0"))
    };
    let created = world.create(new()).unwrap();
    assert_eq!(created.amount.to_string(), "1.00");
    assert_eq!(world.create(new()), Ok(created));
    let changed: [fn(NewWithdraw) -> NewWithdraw; 9] = [
        // It would be rounded to the same.
        |mut new| {
            new.amount = amount("1.002");
            new
        },
        |new| new.with_address("another"),
        |new| new.with_address_name("another"),
        |new| new.with_notes("another"),
        |new| new.with_prefix("another"),
        |new| new.with_reference("another"),
        |new| new.with_beneficiary_id(verbatim("pending")),
        |new| new.with_reference_data("{}".parse().unwrap()),
        |new| new.with_updated_time("2021-06-11".parse().unwrap()),
    ];
    for change in changed {
        assert_eq!(status(&world.create(change(new()))), 409);
    }
    assert_eq!(world.withdraws().len(), 1);
}

#[test]
fn any_text_is_an_identifier() {
    let planes = (0_u32..=16).filter_map(|plane| char::from_u32(plane << 16 | 0xf900));
    let every_plane: String = planes.collect();
    let long = "ü".repeat(100_000);
    let texts = [
        "",
        "\0",
        "a\0b",
        "..",
        "a/b",
        " ",
        "A",
        "a",
        "é",
        "e\u{301}",
        &every_plane,
        &long,
    ];
    let mut world = plain();
    for text in texts {
        assert_eq!(world.create(withdraw(text, "1")).unwrap().id, id(text));
    }
    for text in texts {
        assert_eq!(status(&world.create(withdraw(text, "1"))), 409);
        assert_eq!(world.confirm(text).unwrap().id.as_str(), text);
    }
    assert_eq!(world.withdraws().len(), texts.len());
}

#[test]
fn a_one_time_code_is_used_up_by_a_wrong_try() {
    let mut world = world(Switches::plain().with(AuthorizationCode::OneTime));
    world.create(withdraw("w", "10")).unwrap();
    let code = world.reveal_code("a", "w").unwrap();
    assert_eq!(code.expose().len(), 6);
    assert_eq!(world.reveal_code("a", "w").unwrap(), code);
    let ann = world.ann();
    assert_eq!(status(&world.confirm_withdraw(ann, "a", "w", "wrong")), 400);
    assert_eq!(
        status(&world.confirm_withdraw(ann, "a", "w", code.expose())),
        400
    );
    let fresh = world.reveal_code("a", "w").unwrap();
    assert_ne!(fresh, code);
    world
        .confirm_withdraw(ann, "a", "w", fresh.expose())
        .unwrap();
}

#[test]
fn switches_that_change_on_the_way_strand_no_withdraw() {
    let mut world = plain();
    world.create(withdraw("held", "10")).unwrap();
    world.set_switches(
        Switches::plain()
            .with(Reserve::Never)
            .with(AuthorizationCode::Expiring),
    );
    world.create(withdraw("free", "10")).unwrap();
    world.confirm("held").unwrap();
    world.confirm("free").unwrap();
    assert_eq!(world.money("a"), ["90", "10", "0", "0"]);
    world.set_switches(Switches::plain());
    world.settle("a", "held").unwrap();
    world.settle("a", "free").unwrap();
    assert_eq!(world.money("a"), ["80", "0", "20", "0"]);
}

#[test]
fn the_same_seed_makes_the_same_world() {
    let play = || {
        let mut world = world(Switches::harsh());
        let ann = world.ann();
        let new = NewWithdraw::new(amount("10")).with_beneficiary_id(verbatim("0"));
        let id = world.create_withdraw(ann, "a", new).unwrap().id;
        world.confirm(id.as_str()).unwrap();
        world.settle("a", id.as_str()).unwrap();
        let code = world.reveal_code("a", id.as_str()).unwrap();
        (serde_json::to_string(&world.dump()).unwrap(), code)
    };
    assert_eq!(play(), play());
    assert_eq!(plain().now(), date_time(super::support::MOMENT));
}

#[test]
fn of_two_withdraws_of_one_identifier_the_first_is_replayed() {
    let mut world = plain();
    let ann = world.ann();
    let first = world.create(withdraw("w", "10")).unwrap();
    world
        .create_withdraw(ann, "a2", withdraw("w", "20"))
        .unwrap();
    world.set_switches(
        Switches::plain()
            .with(DuplicateId::Replay)
            .with(IdScope::User),
    );
    for account in ["a", "a2"] {
        let again = world.create_withdraw(ann, account, withdraw("w", "10"));
        assert_eq!(again, Ok(first.clone()));
    }
}

#[test]
fn what_is_written_of_a_withdraw_is_what_its_type_has() {
    for states in [States::Documented, States::Extended] {
        let mut world = world(Switches {
            states,
            ..Switches::default()
        });
        world.create(withdraw("w", "9.10")).unwrap();
        world
            .create(withdraw("é\"\n", "1").with_notes("a \" note"))
            .unwrap();
        world.advance(Duration::from_millis(1)).unwrap();
        world.confirm("w").unwrap();
        world.assert_written_alike(0);
        world.settle("a", "w").unwrap();
        world.assert_written_alike(0);
        world.assert_written_alike(1);
    }
}
