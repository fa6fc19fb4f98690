//! Rounding and fees, exact: whole numbers only, a tie goes to the even digit.

use pazemo::Amount;

use crate::switches::Switches;

/// The same value without zeros at the end, but with at least so many decimals, if it has them. What is kept short fits longer.
pub(super) fn shortened(amount: Amount, decimals: u32) -> Amount {
    (decimals..amount.decimals())
        .find_map(|fewer| {
            let units = amount.to_minor_units(fewer)?;
            Amount::from_minor_units(units, fewer).ok()
        })
        .unwrap_or(amount)
}

/// The nearest amount with at most so many decimals.
pub(super) fn rounded(amount: Amount, decimals: u32) -> Amount {
    share(amount, Amount::from(100), decimals)
        .filter(|_| amount.decimals() > decimals)
        .unwrap_or(amount)
}

/// The fee of a withdraw; `None` if it has more digits than an amount holds.
pub(super) fn fee(switches: &Switches, amount: Amount, decimals: u32) -> Option<Amount> {
    let percent = switches.fee_percent.amount();
    let flat = switches.fee_flat.amount();
    if percent.is_zero() {
        return Some(flat);
    }
    flat.checked_add(share(amount, percent, decimals)?)
}

/// So many percent of an amount, neither of them negative, rounded to the decimals.
fn share(amount: Amount, percent: Amount, decimals: u32) -> Option<Amount> {
    let factor = u64::try_from(percent.to_minor_units(percent.decimals())?).ok()?;
    let units = u128::try_from(amount.to_minor_units(amount.decimals())?).ok()?;
    // The product stands behind the point with the digits of both, and two more for the percent.
    let has = amount.decimals() + percent.decimals() + 2;
    let mut product = Product::of(units, factor);
    let mut dropped = 0;
    let mut rest = false;
    for _ in decimals..has {
        rest |= dropped != 0;
        dropped = product.drop_digit();
    }
    let even = product.low.is_multiple_of(2);
    let up = dropped > 5 || dropped == 5 && (rest || !even);
    let units = product.to_i128()?.checked_add(i128::from(up))?;
    Amount::from_minor_units(units, has.min(decimals)).ok()
}

/// A product of more than 128 bits: `high × 2^64 + low`.
struct Product {
    high: u128,
    low: u64,
}

impl Product {
    fn of(units: u128, factor: u64) -> Self {
        let (upper, lower) = (units >> 64, units & u128::from(u64::MAX));
        // Each factor is below 2^64: neither product overflows, nor does the sum, as an amount has 96 bits.
        let lower = lower * u128::from(factor);
        Self {
            high: upper * u128::from(factor) + (lower >> 64),
            low: (lower & u128::from(u64::MAX)) as u64,
        }
    }

    /// Divides by ten. The digit that falls off.
    fn drop_digit(&mut self) -> u8 {
        let low = (self.high % 10) << 64 | u128::from(self.low);
        self.high /= 10;
        self.low = (low / 10) as u64;
        (low % 10) as u8
    }

    fn to_i128(&self) -> Option<i128> {
        let high = u64::try_from(self.high).ok()?;
        i128::try_from(u128::from(high) << 64 | u128::from(self.low)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    #[test]
    fn ties_go_to_the_even_digit() {
        for (text, decimals, wanted) in [
            ("0.005", 2, "0.00"),
            ("0.015", 2, "0.02"),
            ("0.025", 2, "0.02"),
            ("0.0250000000000000000000000001", 2, "0.03"),
            ("0.02499999999999999999999999", 2, "0.02"),
            ("2.5", 0, "2"),
            ("3.5", 0, "4"),
            ("9.995", 2, "10.00"),
            ("1", 2, "1"),
            ("1.2", 2, "1.2"),
            (
                "79228162514264337593543950335",
                2,
                "79228162514264337593543950335",
            ),
            (
                "7922816251426433759354395033.5",
                0,
                "7922816251426433759354395034",
            ),
        ] {
            assert_eq!(
                rounded(amount(text), decimals).to_string(),
                wanted,
                "{text}"
            );
        }
    }

    #[test]
    fn a_percentage_of_the_largest_amount_is_exact() {
        for (text, percent, decimals, wanted) in [
            ("100", "1.5", 2, Some("1.50")),
            ("33.33", "1.5", 2, Some("0.50")),
            ("0.01", "50", 2, Some("0.00")),
            ("0.03", "50", 2, Some("0.02")),
            (
                "79228162514264337593543950335",
                "1",
                2,
                Some("792281625142643375935439503.35"),
            ),
            (
                "79228162514264337593543950335",
                "99.99999999",
                0,
                Some("79228162506341521342117516576"),
            ),
            ("79228162514264337593543950335", "100", 2, None),
            ("7", "100", 2, Some("7.00")),
        ] {
            let share = share(amount(text), amount(percent), decimals);
            assert_eq!(
                share.map(|share| share.to_string()).as_deref(),
                wanted,
                "{text} × {percent}"
            );
        }
    }

    #[test]
    fn zeros_at_the_end_are_dropped_down_to_the_currency() {
        for (text, wanted) in [
            ("1.5000", "1.50"),
            ("1.500100", "1.5001"),
            ("2", "2"),
            ("2.0", "2.0"),
        ] {
            assert_eq!(shortened(amount(text), 2).to_string(), wanted);
        }
    }
}
