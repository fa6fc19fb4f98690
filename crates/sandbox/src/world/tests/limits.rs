//! Numbers at every limit: exact, or refused before anything moves.

use pazemo::types::NewWithdraw;

use super::support::{
    account, amount, plain, seed, settings, status, user, withdraw, world, world_of,
};
use crate::{
    seed::Seed,
    switches::{Fee, Scale, Switches},
    world::World,
};

const LARGEST: &str = "79228162514264337593543950335";
const SMALLEST: &str = "0.0000000000000000000000000001";

fn rich() -> World {
    let seed = Seed {
        users: vec![user(
            "ann",
            vec![account("a", "USD", LARGEST), account("a2", "USD", "0")],
        )],
        ..Seed::empty()
    };
    world_of(Switches::plain(), seed)
}

#[test]
fn the_largest_amount_goes_all_the_way() {
    let mut world = rich();
    let created = world.create(withdraw("w", LARGEST)).unwrap();
    assert_eq!(created.amount.to_string(), LARGEST);
    let shown = world.account(world.ann(), "ann", "a").unwrap();
    assert_eq!(shown.balance.to_string(), LARGEST);
    assert_eq!(shown.locked.unwrap().to_string(), format!("-{LARGEST}"));
    world.confirm("w").unwrap();
    world.settle("a", "w").unwrap();
    assert_eq!(world.money("a"), ["0", "0", LARGEST, "0"]);
    world.give_back("a", "w").unwrap();
    assert_eq!(world.money("a"), [LARGEST, "0", "0", "0"]);
}

#[test]
fn digits_beyond_an_amount_are_refused_before_anything_moves() {
    let mut world = rich();
    for text in ["0.1", SMALLEST, "7922816251426433759354395033.5"] {
        assert_eq!(status(&world.create(withdraw("w", text))), 400, "{text}");
    }
    for text in ["1", "0.01", LARGEST, "-1"] {
        assert_eq!(status(&world.deposit("a", amount(text))), 400, "{text}");
    }
    assert!(world.withdraws().is_empty());
    assert_eq!(world.money("a"), [LARGEST, "0", "0", "0"]);
}

#[test]
fn zeros_behind_the_decimals_of_the_currency_are_no_digits_that_count() {
    let mut world = plain();
    let long = "1.0000000000000000000000000000";
    let answer = world.create(withdraw("w", long)).unwrap();
    assert_eq!(answer.amount.to_string(), long);
    assert_eq!(world.money("a")[1], "1");
}

#[test]
fn the_smallest_amount_goes_all_the_way() {
    let seed = Seed {
        users: vec![user("ann", vec![account("a", "USD", "1")])],
        ..Seed::empty()
    };
    let mut world = world_of(Switches::plain(), seed);
    world.create(withdraw("w", SMALLEST)).unwrap();
    assert_eq!(
        world.money("a"),
        ["0.9999999999999999999999999999", SMALLEST, "0", "0"]
    );
    world.confirm("w").unwrap();
    world.settle("a", "w").unwrap();
    assert_eq!(world.money("a")[2], SMALLEST);
}

#[test]
fn many_digits_are_rounded_to_the_even_digit_or_kept() {
    for (text, wanted) in [
        ("0.125", "0.12"),
        ("0.135", "0.14"),
        ("0.12500000000000000000000001", "0.13"),
        ("12.34499999999999999999999999", "12.34"),
        ("99.995", "100.00"),
    ] {
        let mut rounding = world(Switches::plain().with(Scale::Rounded));
        let answer = rounding.create(NewWithdraw::new(amount(text))).unwrap();
        assert_eq!(answer.amount.to_string(), wanted);
        assert_eq!(amount(&rounding.money("a")[1]), amount(wanted));
        let answer = plain().create(NewWithdraw::new(amount(text))).unwrap();
        assert_eq!(answer.amount.to_string(), text);
    }
}

#[test]
fn a_currency_has_the_decimals_of_the_seed() {
    let mut seed = seed();
    seed.currencies.insert("JPY".to_owned(), 0);
    seed.currencies.insert("KWD".to_owned(), 3);
    seed.users[0].accounts.push(account("jpy", "JPY", "1000"));
    seed.users[0].accounts.push(account("kwd", "KWD", "1000"));
    let mut world = world_of(Switches::plain().with(Scale::Rounded), seed);
    let ann = world.ann();
    for (account, wanted) in [("jpy", "2"), ("kwd", "2.500"), ("a", "2.50")] {
        let new = NewWithdraw::new(amount("2.5000"));
        let answer = world.create_withdraw(ann, account, new).unwrap();
        assert_eq!(answer.amount.to_string(), wanted, "{account}");
    }
}

#[test]
fn a_fee_of_many_digits_is_paid_from_what_was_reserved() {
    for fee in Fee::ALL {
        let mut switches = Switches::plain().with(*fee);
        switches
            .set("fee-flat", "0.0000000000000000000000001")
            .unwrap();
        switches.set("fee-percent", "33.33333333").unwrap();
        let mut world = world(switches);
        world.create(withdraw("w", "10")).unwrap();
        world.confirm("w").unwrap();
        world.settle("a", "w").unwrap();
        let [.., fees] = world.money("a");
        assert_eq!(fees, "3.3300000000000000000000001");
        world.give_back("a", "w").unwrap();
        assert_eq!(world.money("a")[3], fees);
    }
}

#[test]
fn what_is_reserved_can_always_be_paid() {
    // Taken from the amount, this fee brings decimals that the amount itself does not have.
    let mut switches = Switches::plain().with(Fee::Deducted);
    switches
        .set("fee-flat", "0.0000000000000000000000000001")
        .unwrap();
    let mut world = world(switches);
    for amount in ["100", "5"] {
        assert_eq!(status(&world.create(withdraw("w", amount))), 400);
    }
    assert_eq!(world.money("a"), ["100", "0", "0", "0"]);
}

#[test]
fn a_fee_that_is_more_than_the_amount_is_not_taken_from_it() {
    let mut switches = Switches::plain().with(Fee::Deducted);
    switches.set("fee-flat", "3").unwrap();
    let mut world = world(switches);
    let refusal = world.create(withdraw("w", "2.99")).unwrap_err();
    assert_eq!(refusal.entries[0].code, "error.amount.below-fee");
    world.create(withdraw("w", "3")).unwrap();
    world.confirm("w").unwrap();
    world.settle("a", "w").unwrap();
    assert_eq!(world.money("a"), ["97", "0", "0", "3"]);
}

#[test]
fn a_fee_below_nothing_is_no_fee() {
    assert!(Switches::plain().set("fee-flat", "-0.01").is_err());
}

#[test]
fn seed_money_that_does_not_fit_is_an_error_not_a_panic() {
    for money in ["-1", "7922816251426433759354395033.5"] {
        let mut seed = seed();
        seed.users[0].accounts[0].money = amount(money);
        seed.users[0].accounts[0]
            .withdraws
            .push(crate::seed::WithdrawSeed {
                id: "w".to_owned(),
                amount: amount(SMALLEST),
                beneficiary_id: None,
                address: None,
                reference: None,
            });
        let error = World::new(settings(Switches::plain(), seed)).err().unwrap();
        assert!(error.0.contains("account \"a\""), "{}", error.0);
    }
}
