//! Amounts and fees of many digits, held against whole numbers that share nothing with the sandbox's arithmetic.

use crate::support::payer::{Payer, amount, money, open, refused};
use pazemo::{Amount, Delivery};
use pazemo_sandbox::{Fee, Scale, Settlement, Switches};

/// A number in units of its last decimal, and how many decimals there are.
fn units(text: &str) -> (i128, u32) {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{fraction}");
    let decimals = u32::try_from(fraction.len()).unwrap();
    (digits.parse().unwrap(), decimals)
}

/// With other decimals; those that are too many are rounded, a tie to the even digit.
fn at((units, has): (i128, u32), wanted: u32) -> i128 {
    if has <= wanted {
        return units * 10_i128.pow(wanted - has);
    }
    let one = 10_i128.pow(has - wanted);
    let (whole, rest) = (units / one, units % one);
    let up = rest * 2 > one || rest * 2 == one && whole % 2 == 1;
    whole + i128::from(up)
}

/// What an account has, in units of a decimal that is fine enough for all of it.
struct Books {
    /// The decimals of the currency, and those of the books.
    currency: u32,
    fine: u32,
    available: i128,
    paid_out: i128,
    fees: i128,
}

/// What is to become of an amount: how much is paid, and the fee.
type Due = Option<(i128, i128)>;

impl Books {
    /// An amount as it is taken, and what is due for it; `None` if it is refused.
    fn due(&self, switches: &Switches, text: &str) -> (i128, Due) {
        let sent = units(text);
        let exact = at(sent, self.fine);
        let short = at((at(sent, self.currency), self.currency), self.fine);
        let taken = match switches.scale {
            Scale::Kept => exact,
            Scale::Rounded => short,
            Scale::Refused if exact == short => exact,
            Scale::Refused => return (exact, None),
        };
        let percent = units(&switches.fee_percent.to_string());
        let (taken_units, taken_decimals) = match switches.scale {
            Scale::Rounded => (at(sent, self.currency), self.currency),
            _ => sent,
        };
        let product = (taken_units * percent.0, taken_decimals + percent.1 + 2);
        let share = at((at(product, self.currency), self.currency), self.fine);
        let fee = share + at(units(&switches.fee_flat.to_string()), self.fine);
        let paid = match switches.fee {
            Fee::OnTop => taken,
            Fee::Deducted => taken - fee,
        };
        (taken, (paid >= 0).then_some((paid, fee)))
    }

    fn has(&self, payer: &Payer, account: &str, when: &str) {
        let fine = |amount: Amount| at(units(&amount.to_string()), self.fine);
        let found = money(&payer.control, account).map(fine);
        let wanted = [self.available, 0, self.paid_out, self.fees];
        assert_eq!(found, wanted, "{when}");
    }
}

/// Pays these amounts one after another. How many were accepted.
async fn pay(
    switches: &Switches,
    start: &str,
    (currency, fine): (u32, u32),
    texts: &[String],
) -> usize {
    let seed = format!(
        "
users:
  - id: ann
    tokens: [{{value: ann-token}}]
    accounts: [{{id: a, currencyId: XTS, money: {start}}}]
currencies: {{XTS: {currency}}}
"
    );
    let sandbox = open(switches.clone(), &seed).await;
    let ann = Payer::ann(&sandbox);
    let mut books = Books {
        currency,
        fine,
        available: at(units(start), fine),
        paid_out: 0,
        fees: 0,
    };
    let mut accepted = 0;
    for (number, text) in texts.iter().enumerate() {
        let id = format!("w{number}");
        let when = format!("{text} under {:?} {:?}", switches.scale, switches.fee);
        let created = ann.create("a", &id, text).await;
        let (taken, due) = books.due(switches, text);
        let Some((paid, fee)) = due else {
            refused(&created, 400, false);
            books.has(&ann, "a", &when);
            continue;
        };
        accepted += 1;
        match created {
            Ok(answer) => {
                assert_eq!(at(units(&answer.amount.to_string()), fine), taken, "{when}");
                assert_eq!(
                    at(units(&answer.fee_amount.to_string()), fine),
                    fee,
                    "{when}"
                );
                assert_eq!(answer.amount, amount(text), "{when}");
            }
            Err(error) => {
                // It was rounded, and the client sees that another amount is paid than was sent.
                assert_ne!(at(units(text), fine), taken, "{when}: {error:?}");
                assert_eq!(error.delivery(), Delivery::Done, "{when}");
                assert_eq!(error.mismatched_fields(), ["amount"], "{when}");
            }
        }
        let stored = ann.control.withdraw("a", &id).unwrap();
        assert_eq!(at(units(&stored.amount.to_string()), fine), taken, "{when}");
        assert_eq!(
            at(units(&stored.fee_amount.to_string()), fine),
            fee,
            "{when}"
        );
        ann.confirm("a", &id).await.unwrap();
        books.available -= paid + fee;
        books.paid_out += paid;
        books.fees += fee;
        books.has(&ann, "a", &when);
        let [balance, locked] = ann.shown("a").await;
        assert_eq!(
            at(units(&balance.to_string()), fine),
            books.available,
            "{when}"
        );
        assert!(locked.is_zero());
    }
    accepted
}

fn all(percent: &str, flat: &str) -> Vec<Switches> {
    let mut all = Vec::new();
    for scale in Scale::ALL {
        for fee in Fee::ALL {
            let mut switches = Switches::plain().with(*scale).with(*fee);
            switches = switches.with(Settlement::AtOnce);
            switches.set("fee-percent", percent).unwrap();
            switches.set("fee-flat", flat).unwrap();
            all.push(switches);
        }
    }
    all
}

/// Amounts of up to so many digits before and behind the point.
fn some(random: &mut fastrand::Rng, whole: u32, decimals: u32) -> String {
    let number = random.u64(0..10_u64.pow(whole));
    let decimals = random.u32(0..=decimals);
    let mut text = number.to_string();
    if decimals > 0 {
        text.push('.');
        text.extend((0..decimals).map(|_| random.digit(10)));
    }
    text
}

#[tokio::test]
async fn amounts_of_every_length_are_exact_to_the_last_digit() {
    let mut random = fastrand::Rng::with_seed(4);
    for (currency, percent, flat) in [
        (2, "1.5", "0"),
        (2, "33.33333333", "0.123456"),
        (0, "0.00000001", "1"),
        (3, "50", "0.0005"),
        (8, "99.99999999", "0"),
    ] {
        let mut texts: Vec<String> = (0..8).map(|_| some(&mut random, 7, 18)).collect();
        // Those that lie between two digits, for some of the currencies and percentages.
        let ties = ["0.005", "0.015", "1.5", "2.5", "0.0125", "33.33", "0.01"];
        texts.extend(ties.map(str::to_owned));
        for switches in all(percent, flat) {
            // In 28 digits there is room for five billion with 18 decimals.
            let accepted = pay(&switches, "5000000000", (currency, 18), &texts).await;
            assert!(accepted > 0, "{switches:?}");
        }
    }
}

#[tokio::test]
async fn amounts_of_28_decimals_are_exact_to_the_last_digit() {
    let texts = [
        "0.0000000000000000000000000001",
        "0.1234567890123456789012345678",
        "0.3333333333333333333333333333",
        "0.0050000000000000000000000000",
        "0.0050000000000000000000000001",
        "0.0049999999999999999999999999",
        "0.9999999999999999999999999999",
        "0.0150000000000000000000000000",
    ]
    .map(str::to_owned);
    let mut kept = 0;
    for (percent, flat) in [
        ("1.5", "0"),
        ("7", "0.01"),
        ("50", "0.0000000000000000000000000001"),
    ] {
        for switches in all(percent, flat) {
            kept += pay(&switches, "7", (2, 28), &texts).await;
        }
    }
    assert!(kept > 60, "{kept}");
}

#[tokio::test]
async fn whole_amounts_of_28_digits_are_exact_to_the_last_digit() {
    let texts = [
        "1234567890123456789012345678",
        "9999999999999999999999999999",
        "5555555555555555555555555555",
        "1000000000000000000000000001",
        "3333333333333333333333333333",
    ]
    .map(str::to_owned);
    let largest = "79228162514264337593543950335";
    for percent in ["1.5", "0.5", "33.33333333"] {
        for switches in all(percent, "1") {
            let accepted = pay(&switches, largest, (0, 0), &texts).await;
            assert_eq!(accepted, texts.len());
        }
    }
}

#[tokio::test]
async fn digits_for_which_there_is_no_room_are_refused_and_nothing_moves() {
    let seed = "
users:
  - id: ann
    tokens: [{value: ann-token}]
    accounts: [{id: a, currencyId: USD, money: 79228162514264337593543950335}]
";
    for mut switches in all("1.5", "0") {
        switches = switches.with(Scale::Kept);
        let sandbox = open(switches, seed).await;
        let ann = Payer::ann(&sandbox);
        for text in [
            "0.1",
            "1234567890123456789012345678.9",
            "0.0000000000000000000000000001",
        ] {
            refused(&ann.create("a", "w", text).await, 400, false);
            let [available, ..] = money(&ann.control, "a");
            assert_eq!(available.to_string(), "79228162514264337593543950335");
        }
        assert!(ann.control.withdraws().is_empty());
    }
}
