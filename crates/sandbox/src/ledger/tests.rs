//! What the ledger promises, and what it refuses.

use super::*;

const LARGEST: &str = "79228162514264337593543950335";

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn transfer(from: Bucket, to: Bucket, text: &str) -> Transfer {
    Transfer {
        from,
        to,
        amount: amount(text),
        withdraw: None,
        reverses: None,
    }
}

fn deposit(text: &str) -> Transfer {
    transfer(Bucket::External, Bucket::Available, text)
}

fn reserve(text: &str) -> Transfer {
    transfer(Bucket::Available, Bucket::Reserved, text)
}

fn ledger() -> Ledger {
    let mut ledger = Ledger::default();
    ledger.open();
    ledger.open();
    ledger.post(0, &[deposit("100.50")], 1).unwrap();
    ledger
}

fn check(ledger: &Ledger) -> Result<(), String> {
    let names = |place| ["first", "second"][place as usize];
    ledger.check(names).map_err(|error| error.to_string())
}

#[test]
fn money_moves_between_buckets_to_the_digit() {
    let mut ledger = ledger();
    ledger.post(0, &[reserve("50.25")], 2).unwrap();
    let paid = [
        transfer(Bucket::Reserved, Bucket::PaidOut, "50"),
        transfer(Bucket::Reserved, Bucket::Fees, "0.25"),
    ];
    assert_eq!(ledger.post(0, &paid, 3), Ok(2));
    let balances = ledger.balances(0);
    assert_eq!(balances.available.to_string(), "50.25");
    assert_eq!(balances.reserved.to_string(), "0.00");
    assert_eq!(balances.paid_out.to_string(), "50");
    assert_eq!(balances.fees.to_string(), "0.25");
    assert_eq!(balances.total(), amount("50.25"));
    check(&ledger).unwrap();
}

#[test]
fn a_group_of_transfers_is_posted_whole_or_not_at_all() {
    let mut ledger = ledger();
    let before = ledger.balances(0);
    let group = [reserve("100"), reserve("0.51")];
    assert_eq!(ledger.post(0, &group, 2), Err(LedgerError::Insufficient));
    assert_eq!((ledger.balances(0), ledger.journal().len()), (before, 1));
    check(&ledger).unwrap();
}

#[test]
fn what_makes_no_sense_is_refused() {
    let mut ledger = ledger();
    for (account, wrong) in [
        (0, reserve("-1")),
        (0, deposit("-1")),
        (0, transfer(Bucket::Available, Bucket::External, "1")),
        (0, transfer(Bucket::Available, Bucket::Available, "1")),
        (7, deposit("1")),
    ] {
        assert_eq!(
            ledger.post(account, &[wrong], 2),
            Err(LedgerError::NotAllowed)
        );
    }
    assert_eq!(ledger.journal().len(), 1);
}

#[test]
fn digits_that_do_not_fit_are_refused_before_anything_moves() {
    let mut ledger = ledger();
    let largest = deposit(LARGEST);
    assert_eq!(
        ledger.post(0, &[largest], 2),
        Err(LedgerError::TooManyDigits)
    );
    ledger.post(1, &[largest], 2).unwrap();
    for wrong in [deposit("1"), deposit("0.1"), reserve("0.1"), reserve("1.0")] {
        assert_eq!(ledger.post(1, &[wrong], 3), Err(LedgerError::TooManyDigits));
    }
    // Exactly the limit is none.
    ledger.post(1, &[reserve(LARGEST)], 3).unwrap();
    ledger
        .post(0, &[reserve("0.00000000000000000000000001")], 3)
        .unwrap();
    check(&ledger).unwrap();
}

#[test]
fn no_later_movement_can_overflow() {
    let mut ledger = Ledger::default();
    ledger.open();
    ledger.post(0, &[deposit("4")], 1).unwrap();
    // From here on every sum of this account has 28 decimals, which leaves room for 7.9 and no more.
    ledger
        .post(0, &[reserve("0.0000000000000000000000000001")], 2)
        .unwrap();
    ledger.post(0, &[reserve("3.5")], 3).unwrap();
    // Each bucket would hold its part, but what is reserved could not come back.
    assert_eq!(
        ledger.post(0, &[deposit("4.5")], 4),
        Err(LedgerError::TooManyDigits)
    );
    ledger.post(0, &[deposit("3.9")], 4).unwrap();
    let back = transfer(Bucket::Reserved, Bucket::Available, "3.5");
    ledger.post(0, &[back], 5).unwrap();
    check(&ledger).unwrap();
}

#[test]
fn the_check_finds_every_kind_of_damage() {
    let sound = || {
        let mut ledger = ledger();
        ledger.post(0, &[reserve("50")], 2).unwrap();
        let back = Transfer {
            reverses: Some(1),
            ..transfer(Bucket::Reserved, Bucket::Available, "50")
        };
        ledger.post(0, &[back], 3).unwrap();
        ledger.post(1, &[deposit("7")], 4).unwrap();
        check(&ledger).unwrap();
        ledger
    };
    type Damage = fn(&mut Ledger);
    let damages: [(Damage, &str); 7] = [
        (
            |ledger| ledger.accounts[0].available = amount("100.51"),
            "account \"first\": the journal has money in 100.5, available 100.5, reserved 0, paid out 0, fees 0; the balances are money in 100.5, available 100.51",
        ),
        (
            |ledger| ledger.accounts[1].money_in = amount("8"),
            "account \"second\"",
        ),
        (
            |ledger| ledger.journal[1].transfer.amount = amount("200"),
            "account \"first\", entry 1: less than nothing in a bucket: money in 100.5, available -99.5",
        ),
        (
            |ledger| ledger.journal[2].transfer.reverses = Some(0),
            "account \"first\", entry 2: does not take back entry 0",
        ),
        (
            |ledger| ledger.journal[2].transfer.reverses = Some(2),
            "entry 2: does not take back entry 2",
        ),
        (
            |ledger| ledger.journal[3].account = 0,
            "account \"first\": the journal has money in 107.5",
        ),
        (
            |ledger| {
                ledger.journal.pop();
            },
            "account \"second\": the journal has money in 0",
        ),
    ];
    for (damage, wanted) in damages {
        let mut ledger = sound();
        damage(&mut ledger);
        let error = check(&ledger).unwrap_err();
        assert!(error.contains(wanted), "{error}\nshould contain {wanted}");
    }
}

#[test]
fn nothing_is_taken_back_twice() {
    let mut ledger = ledger();
    ledger.post(0, &[reserve("50"), reserve("50")], 2).unwrap();
    let back = Transfer {
        reverses: Some(1),
        ..transfer(Bucket::Reserved, Bucket::Available, "50")
    };
    ledger.post(0, &[back, back], 3).unwrap();
    let error = check(&ledger).unwrap_err();
    assert!(
        error.contains("entry 4: does not take back entry 1"),
        "{error}"
    );
}

#[test]
fn sums_beyond_an_amount_are_still_checked_exactly() {
    let mut sum = Wide::default();
    for _ in 0..1000 {
        sum = sum.plus(Wide::of(amount(LARGEST)));
    }
    sum = sum.plus(Wide::of(amount("0.0000000000000000000000000001")));
    assert_eq!(
        sum.to_string(),
        "79228162514264337593543950335000.0000000000000000000000000001"
    );
    let negative = Wide::default().minus(Wide::of(amount("1.25")));
    assert_eq!(
        (negative.to_string(), negative.is_negative()),
        ("-1.25".to_owned(), true)
    );
    assert_eq!(Wide::of(amount("-0.5")).to_string(), "-0.5");
}
