//! Switches that take a number or a text.

use std::{fmt, num::ParseIntError, str::FromStr};

use pazemo::Amount;

/// A percentage from 0 to 100, exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Percent(Amount);

impl Percent {
    /// The number before the sign.
    pub fn amount(self) -> Amount {
        self.0
    }
}

/// What is no percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidPercent;

impl fmt::Display for InvalidPercent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a percentage is a number from 0 to 100 with up to eight decimals")
    }
}

impl std::error::Error for InvalidPercent {}

impl FromStr for Percent {
    type Err = InvalidPercent;

    fn from_str(text: &str) -> Result<Self, InvalidPercent> {
        let amount: Amount = text.parse().map_err(|_| InvalidPercent)?;
        let all = Amount::from_minor_units(100, 0).map_err(|_| InvalidPercent)?;
        if amount.is_negative() || amount > all || amount.decimals() > 8 {
            return Err(InvalidPercent);
        }
        Ok(Self(amount))
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A fee that does not depend on the amount; not negative, exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FlatFee(Amount);

impl FlatFee {
    /// What it is, in the currency of the account.
    pub fn amount(self) -> Amount {
        self.0
    }
}

/// What is no fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidFee;

impl FromStr for FlatFee {
    type Err = InvalidFee;

    fn from_str(text: &str) -> Result<Self, InvalidFee> {
        let amount: Amount = text.parse().map_err(|_| InvalidFee)?;
        if amount.is_negative() {
            return Err(InvalidFee);
        }
        Ok(Self(amount))
    }
}

impl fmt::Display for FlatFee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A time in whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seconds(pub u32);

/// How many requests a second; 0 is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestsPerSecond(pub u32);

/// The authorization code that is good for everything. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct StaticCode(pub String);

impl fmt::Debug for StaticCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StaticCode([redacted])")
    }
}

/// That of the document's example.
impl Default for StaticCode {
    fn default() -> Self {
        Self("string".to_owned())
    }
}

/// What is no code: nothing at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmptyCode;

impl FromStr for StaticCode {
    type Err = EmptyCode;

    fn from_str(text: &str) -> Result<Self, EmptyCode> {
        if text.is_empty() {
            return Err(EmptyCode);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for StaticCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The number, as it is written.
macro_rules! number {
    ($type:ident) => {
        impl FromStr for $type {
            type Err = ParseIntError;

            fn from_str(text: &str) -> Result<Self, ParseIntError> {
                text.parse().map(Self)
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number!(Seconds);
number!(RequestsPerSecond);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_does_not_show_the_code() {
        let switches = crate::Switches {
            static_code: StaticCode("481516".to_owned()),
            ..crate::Switches::plain()
        };
        let shown = format!("{switches:?} {:?}", switches.static_code);
        assert!(!shown.contains("481516"), "{shown}");
    }
}
