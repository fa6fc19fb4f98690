//! Money, exact to the digit.

use std::{fmt, str::FromStr};

use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use serde_json::value::RawValue;

use crate::json_number::JsonNumber;

/// An amount of money, exact to the digit. Its currency is that of the account it belongs to.
///
/// It holds up to 28 significant digits (more precisely, 96 bits and a scale of at most 28) and keeps trailing zeros: `9.10` is sent as
/// `9.10`. Two amounts are equal if their values are: `9.10 == 9.1`. Zero has no sign: `-0` is read as `0`. There is no way
/// to or from floats.
///
/// Arithmetic is checked: it returns `None` instead of rounding or wrapping.
///
/// ```
/// use pazemo::Amount;
///
/// let price: Amount = "123456789012345678.91".parse()?;
/// let fee: Amount = "0.10".parse()?;
/// assert_eq!(price.checked_add(fee).unwrap().to_string(), "123456789012345679.01");
/// # Ok::<(), pazemo::AmountError>(())
/// ```
///
/// # Which serialisers are safe
///
/// In JSON text an amount is a number, written and read digit by digit: `serde_json::to_string`, `to_vec`, `to_writer`, `from_str`, `from_slice` and
/// `from_reader` are exact, whether or not some crate of the build has switched on serde_json's `arbitrary_precision`.
///
/// **Unsafe** is whatever puts a value between the type and the text:
///
/// * `serde_json::Value` (`to_value`, `from_value`, `json!`) holds a number as `f64` and silently drops digits.
/// * `#[serde(flatten)]`, `#[serde(untagged)]` and internally or adjacently tagged enums buffer in the same way; reading an amount
///   through them is an error.
/// * Other formats (YAML, TOML, CBOR, bincode, …) have no place for the digits of a JSON number. There, and in
///   your own types, use [`amount_as_text`] with `#[serde(with = "pazemo::amount_as_text")]`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(Decimal);

/// Why a text is no [`Amount`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AmountError {
    /// Not a number by JSON's grammar: an optional minus, digits, an optional fraction, an optional exponent.
    Syntax,
    /// A number with more digits than an amount holds. Nothing was rounded.
    TooManyDigits,
}

impl fmt::Display for AmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Syntax => "not a decimal number such as 948775.42",
            Self::TooManyDigits => {
                "more digits than an amount holds (28 significant, 28 behind the point); nothing was rounded"
            }
        })
    }
}

impl std::error::Error for AmountError {}

impl Amount {
    /// Zero, without decimals.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// `units × 10^-decimals`: `from_minor_units(910, 2)` is `9.10`.
    ///
    /// # Errors
    ///
    /// [`AmountError::TooManyDigits`] beyond 28 decimals or 96 bits.
    ///
    /// ```
    /// assert_eq!(pazemo::Amount::from_minor_units(910, 2)?.to_string(), "9.10");
    /// # Ok::<(), pazemo::AmountError>(())
    /// ```
    pub fn from_minor_units(units: i128, decimals: u32) -> Result<Self, AmountError> {
        Decimal::try_from_i128_with_scale(units, decimals)
            .map(Self)
            .map_err(|_| AmountError::TooManyDigits)
    }

    /// The amount in units of `10^-decimals`; `None` if that is no whole number.
    ///
    /// ```
    /// let amount: pazemo::Amount = "9.1".parse()?;
    /// assert_eq!(amount.to_minor_units(2), Some(910));
    /// assert_eq!(amount.to_minor_units(0), None);
    /// # Ok::<(), pazemo::AmountError>(())
    /// ```
    pub fn to_minor_units(self, decimals: u32) -> Option<i128> {
        let normal = self.0.normalize();
        let missing = decimals.checked_sub(normal.scale())?;
        normal.mantissa().checked_mul(10_i128.checked_pow(missing)?)
    }

    /// How many digits stand behind the point.
    pub fn decimals(self) -> u32 {
        self.0.scale()
    }

    /// Whether it is zero, however many decimals it has.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// The sum, with the decimals of whichever has more; `None` if it has more digits than an amount holds.
    ///
    /// ```
    /// let (a, b): (pazemo::Amount, pazemo::Amount) = ("0.1".parse()?, "0.20".parse()?);
    /// assert_eq!(a.checked_add(b).unwrap().to_string(), "0.30");
    /// # Ok::<(), pazemo::AmountError>(())
    /// ```
    pub fn checked_add(self, other: Self) -> Option<Self> {
        // In whole units of the smaller one; `Decimal` itself would round a sum that needs more than 96 bits.
        let decimals = self.decimals().max(other.decimals());
        let units = |amount: Self| {
            let factor = 10_i128.checked_pow(decimals - amount.decimals())?;
            amount.0.mantissa().checked_mul(factor)
        };
        let sum = units(self)?.checked_add(units(other)?)?;
        Self::from_minor_units(sum, decimals).ok()
    }

    /// The difference; `None` if it has more digits than an amount holds.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(-other)
    }

    /// The amount a whole number of times; `None` if that has more digits than an amount holds.
    pub fn checked_mul(self, times: i64) -> Option<Self> {
        let mantissa = self.0.mantissa().checked_mul(i128::from(times))?;
        Self::from_minor_units(mantissa, self.0.scale()).ok()
    }

    /// The whole units, if there is no fraction and `i64` holds them.
    pub fn to_i64(self) -> Option<i64> {
        if self.0.is_integer() {
            self.0.to_i64()
        } else {
            None
        }
    }
}

impl std::ops::Neg for Amount {
    type Output = Self;

    /// Zero stays zero: there is no negative one.
    fn neg(self) -> Self {
        if self.is_zero() { self } else { Self(-self.0) }
    }
}

macro_rules! from_integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Amount {
            fn from(units: $integer) -> Self {
                Self(units.into())
            }
        }
    )*};
}
from_integers!(i8 i16 i32 i64 u8 u16 u32 u64);

impl FromStr for Amount {
    type Err = AmountError;

    /// Reads a number by JSON's grammar; an exponent is exact in value.
    fn from_str(text: &str) -> Result<Self, AmountError> {
        let number = JsonNumber::parse(text).ok_or(AmountError::Syntax)?;
        let plain = number.plain().ok_or(AmountError::TooManyDigits)?;
        Decimal::from_str_exact(&plain)
            .map(Self)
            .map_err(|_| AmountError::TooManyDigits)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Width, fill and sign are obeyed; a precision is not, because it would drop digits.
        let digits = self.0.abs().to_string();
        f.pad_integral(!self.is_negative(), "", &digits)
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Amount({})", self.0)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.to_string())
            .map_err(ser::Error::custom)?
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        raw.get().parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Amount {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Amount".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number" })
    }
}

/// An [`Amount`] as text, for serde's `with`: exact in every format and inside `flatten` and `untagged`.
///
/// ```
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Booking {
///     #[serde(with = "pazemo::amount_as_text")]
///     amount: pazemo::Amount,
/// }
///
/// let booking = Booking { amount: "9.10".parse()? };
/// let value = serde_json::to_value(&booking)?;
/// assert_eq!(value["amount"], "9.10");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub mod amount_as_text {
    use super::{Amount, Deserialize, Deserializer, Serializer, de};

    /// Writes the amount as a string.
    ///
    /// # Errors
    ///
    /// The serialiser's own.
    pub fn serialize<S: Serializer>(amount: &Amount, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(amount)
    }

    /// Reads the amount from a string.
    ///
    /// # Errors
    ///
    /// Whatever is no string or no amount.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_pass_through_byte_by_byte() {
        for text in [
            "948775.42",
            "-84311",
            "9.10",
            "0.1",
            "0.00",
            "12345678901234567.89",
            "123456789012345678.91",
            "0",
            "-0.01",
            "79228162514264337593543950335",
            "0.0000000000000000000000000001",
        ] {
            let amount: Amount = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&amount).unwrap(), text);
            assert_eq!(text.parse::<Amount>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn exponents_are_exact_in_value() {
        for (text, plain) in [
            ("1e3", "1000"),
            ("1.5E+3", "1500"),
            ("12345e-2", "123.45"),
            ("1e-28", "0.0000000000000000000000000001"),
            ("0e999999999999999999999", "0"),
            ("1.20e1", "12.0"),
            ("0.001e3", "1"),
            ("-25e-1", "-2.5"),
            ("10e-29", "0.0000000000000000000000000001"),
            (
                "12345678901234567890123456780e-2",
                "123456789012345678901234567.8",
            ),
        ] {
            let amount: Amount = serde_json::from_str(text).unwrap();
            assert_eq!(amount.to_string(), plain, "{text}");
        }
    }

    #[test]
    fn more_digits_than_fit_is_an_error() {
        for text in [
            "79228162514264337593543950336",
            "0.00000000000000000000000000001",
            "1e29",
            "1e-29",
            "1e99999999999999999999",
            "1234567890123456789012345678.95",
        ] {
            assert_eq!(
                text.parse::<Amount>(),
                Err(AmountError::TooManyDigits),
                "{text}"
            );
        }
    }

    #[test]
    fn what_json_does_not_call_a_number_is_refused() {
        for text in [
            "", "-", "+1", ".5", "5.", "01", "1_000", "1,5", "NaN", "1e", "0x1", " 1", "1 ",
            "\"1\"", "１", "--1", "1e5.0",
        ] {
            assert_eq!(text.parse::<Amount>(), Err(AmountError::Syntax), "{text}");
        }
        assert!(serde_json::from_str::<Amount>("\"9.10\"").is_err());
        assert!(serde_json::from_str::<Amount>("null").is_err());
    }

    #[test]
    fn arithmetic_is_exact_or_nothing() {
        let amount = |text: &str| text.parse::<Amount>().unwrap();
        let largest = amount("79228162514264337593543950335");
        assert_eq!(largest.checked_add(amount("1")), None);
        assert_eq!(largest.checked_add(amount("0.1")), None);
        assert_eq!(
            amount("0.3").checked_sub(amount("0.1")),
            Some(amount("0.2"))
        );
        assert_eq!(amount("0.10").checked_mul(3).unwrap().to_string(), "0.30");
        assert_eq!(largest.checked_mul(2), None);
        assert!(!amount("-0").is_negative());
        assert_eq!(amount("12.00").to_i64(), Some(12));
        for (a, b, sum) in [
            ("0.00", "1", "1.00"),
            ("1", "0.00", "1.00"),
            ("-0.00", "5", "5.00"),
            ("0.00", "0", "0.00"),
            ("1.5", "-1.50", "0.00"),
        ] {
            assert_eq!(
                amount(a).checked_add(amount(b)).unwrap().to_string(),
                sum,
                "{a} + {b}"
            );
        }
        assert_eq!((-Amount::ZERO).to_string(), "0");
    }

    #[test]
    fn formatting_never_drops_a_digit() {
        let amount: Amount = "-9.19".parse().unwrap();
        assert_eq!(format!("{amount:.1}"), "-9.19");
        assert_eq!(
            format!("{amount:>8}|{amount:<8}|{:+}", -amount),
            "   -9.19|-9.19   |+9.19"
        );
    }

    #[test]
    fn buffered_reading_is_an_error_never_a_rounded_amount() {
        #[derive(serde::Deserialize)]
        struct Flat {
            #[serde(flatten)]
            inner: Inner,
        }
        #[derive(serde::Deserialize)]
        struct Inner {
            amount: Amount,
        }
        let text = r#"{"amount": 123456789012345678.91}"#;
        if let Ok(flat) = serde_json::from_str::<Flat>(text) {
            assert_eq!(flat.inner.amount.to_string(), "123456789012345678.91");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_amount_survives_json(mantissa in -79228162514264337593543950335_i128..=79228162514264337593543950335, scale in 0_u32..=28) {
            let amount = Amount::from_minor_units(mantissa, scale).unwrap();
            let json = serde_json::to_string(&amount).unwrap();
            let back: Amount = serde_json::from_str(&json).unwrap();
            proptest::prop_assert_eq!(serde_json::to_string(&back).unwrap(), json);
            proptest::prop_assert_eq!(amount, back);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[-+0-9.eE]{0,40}") {
            if let Ok(amount) = text.parse::<Amount>() {
                // Whatever is read is a number for JSON, too, and equal to its own text.
                proptest::prop_assert!(serde_json::from_str::<&RawValue>(&text).is_ok());
                proptest::prop_assert_eq!(amount.to_string().parse::<Amount>(), Ok(amount));
            }
        }

        #[test]
        fn sums_of_any_scale_are_exact(a in -10_i128.pow(14)..10_i128.pow(14), b in -10_i128.pow(14)..10_i128.pow(14), x in 0_u32..12, y in 0_u32..12) {
            let sum = Amount::from_minor_units(a, x).unwrap().checked_add(Amount::from_minor_units(b, y).unwrap());
            let wanted = a * 10_i128.pow(12 - x) + b * 10_i128.pow(12 - y);
            proptest::prop_assert_eq!(sum.unwrap().to_minor_units(12), Some(wanted));
        }

        #[test]
        fn sums_are_exact(a in -10_i128.pow(20)..10_i128.pow(20), b in -10_i128.pow(20)..10_i128.pow(20), scale in 0_u32..6) {
            let sum = Amount::from_minor_units(a, scale).unwrap().checked_add(Amount::from_minor_units(b, scale).unwrap());
            proptest::prop_assert_eq!(sum.unwrap().to_minor_units(scale), Some(a + b));
        }
    }
}
