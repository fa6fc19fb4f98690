//! Numbers by JSON's grammar (RFC 8259, section 6), without rounding.

/// The parts of a number by JSON's grammar.
pub(crate) struct JsonNumber<'t> {
    minus: bool,
    whole: &'t str,
    fraction: &'t str,
    exponent: i64,
}

impl<'t> JsonNumber<'t> {
    pub(crate) fn parse(text: &'t str) -> Option<Self> {
        let (minus, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, Some(exponent)),
            None => (rest, None),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (mantissa, ""),
        };
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(fraction) {
            return None;
        }
        if whole.len() > 1 && whole.starts_with('0') {
            return None;
        }
        let exponent = match exponent {
            None => 0,
            Some(text) => {
                let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
                if unsigned.is_empty() || !digits(unsigned) {
                    return None;
                }
                // An exponent beyond `i64` is too many digits for anything but zero.
                text.parse().unwrap_or(if text.starts_with('-') {
                    i64::MIN
                } else {
                    i64::MAX
                })
            }
        };
        Some(Self {
            minus,
            whole,
            fraction,
            exponent,
        })
    }

    /// The same number without exponent; `None` if that takes more digits than could fit.
    pub(crate) fn plain(&self) -> Option<String> {
        const MOST: i64 = 64;
        let sign = if self.minus { "-" } else { "" };
        if self.exponent == 0 {
            return Some(format!(
                "{sign}{}{}{}",
                self.whole,
                if self.fraction.is_empty() { "" } else { "." },
                self.fraction
            ));
        }
        let digits = format!("{}{}", self.whole, self.fraction);
        if digits.bytes().all(|byte| byte == b'0') {
            return Some(format!("{sign}0"));
        }
        let point = i64::try_from(self.whole.len())
            .ok()?
            .checked_add(self.exponent)?;
        if !(-MOST..=MOST).contains(&point) {
            return None;
        }
        let (before, behind) = match usize::try_from(point) {
            Err(_) | Ok(0) => (
                "0".to_owned(),
                format!(
                    "{}{digits}",
                    "0".repeat(usize::try_from(-point).unwrap_or(0))
                ),
            ),
            Ok(point) if point >= digits.len() => (
                format!("{digits}{}", "0".repeat(point - digits.len())),
                String::new(),
            ),
            Ok(point) => (digits[..point].to_owned(), digits[point..].to_owned()),
        };
        let before = before.trim_start_matches('0');
        let before = if before.is_empty() { "0" } else { before };
        // Zeros at the end are kept while they fit; an exponent may have brought more than an amount can hold.
        let behind = if before.len() + behind.len() > 28 {
            behind.trim_end_matches('0')
        } else {
            &behind
        };
        let dot = if behind.is_empty() { "" } else { "." };
        Some(format!("{sign}{before}{dot}{behind}"))
    }
}
