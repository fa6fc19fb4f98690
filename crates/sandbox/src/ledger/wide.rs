//! Sums of any number of amounts, exact. They share no arithmetic with [`Amount`], whose sums they check.

use std::fmt;

use pazemo::Amount;

/// One whole, in units of the fraction.
const ONE: i128 = 10_i128.pow(28);

/// A sum of amounts; 128 bits for the wholes are enough for billions of the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Wide {
    whole: i128,
    /// From 0 to below one, in units of 10^-28.
    fraction: i128,
}

impl Wide {
    pub(crate) fn of(amount: Amount) -> Self {
        let decimals = amount.decimals().min(28);
        let one = 10_i128.pow(decimals);
        // An amount is a whole number in units of its own last digit.
        let units = amount.to_minor_units(decimals).unwrap_or_default();
        Self {
            whole: units.div_euclid(one),
            fraction: units.rem_euclid(one) * 10_i128.pow(28 - decimals),
        }
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        let fraction = self.fraction + other.fraction;
        Self {
            whole: self.whole + other.whole + fraction.div_euclid(ONE),
            fraction: fraction.rem_euclid(ONE),
        }
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        let fraction = self.fraction - other.fraction;
        Self {
            whole: self.whole - other.whole + fraction.div_euclid(ONE),
            fraction: fraction.rem_euclid(ONE),
        }
    }

    pub(crate) fn is_negative(self) -> bool {
        self.whole < 0
    }
}

impl fmt::Display for Wide {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The fraction counts upwards from the whole below.
        let (sign, whole, fraction) = match (self.whole < 0, self.fraction) {
            (false, fraction) => ("", self.whole, fraction),
            (true, 0) => ("-", -self.whole, 0),
            (true, fraction) => ("-", -self.whole - 1, ONE - fraction),
        };
        let digits = format!("{fraction:028}");
        let digits = digits.trim_end_matches('0');
        let point = if digits.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{digits}")
    }
}
