//! Keys by which a server recognises a repetition.

use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

use http::HeaderValue;
use uuid::Uuid;

use crate::{Error, ErrorKind};

/// The key of one create: a server that has seen it does not create the same thing a second time.
///
/// The client makes one for every call that needs it, and sends it with each attempt. One of your own is for repeating a call later, after a restart
/// say: keep the text, the time of its first use and the body, and send all of it again. It is no secret; `Debug` shows it.
///
/// How long a server remembers a key is rarely documented. So a key that is older than an hour (a setting of the client's builder) is
/// refused as [`ErrorKind::InvalidArgument`], not sent, unless you [consent](Self::with_consent_to_late_reuse): a server that has forgotten it creates
/// the thing again.
///
/// ```
/// use std::time::SystemTime;
/// use pazemo::IdempotencyKey;
///
/// let key = IdempotencyKey::random();
/// // Kept by the program, and restored later:
/// let (text, first_used_at): (String, SystemTime) = (key.as_str().to_owned(), key.first_used_at());
/// let again = IdempotencyKey::restored(&text, first_used_at)?;
/// assert_eq!(again, key);
/// # Ok::<(), pazemo::InvalidIdempotencyKey>(())
/// ```
#[derive(Clone)]
pub struct IdempotencyKey {
    text: Arc<str>,
    first_used_at: SystemTime,
    /// By the other clock, which does not jump; only of keys that this process made.
    made: Option<Instant>,
    may_be_late: bool,
}

/// How many characters a key may have.
const LONGEST: usize = 255;

/// So far ahead of this machine's clock a time may lie: that of another machine, or before a small correction.
const SKEW: Duration = Duration::from_secs(120);

impl IdempotencyKey {
    /// A new key that nobody else chooses: a random UUID, first used now.
    #[must_use]
    pub fn random() -> Self {
        Self {
            text: Uuid::new_v4().to_string().into(),
            first_used_at: SystemTime::now(),
            made: Some(Instant::now()),
            may_be_late: false,
        }
    }

    /// A key of one's own choice, first used now: the number of an order, say. It has to be another one for each thing that is to be created.
    ///
    /// # Errors
    ///
    /// If it is empty, longer than 255 characters, or has others than visible ASCII ones.
    pub fn new(text: impl AsRef<str>) -> Result<Self, InvalidIdempotencyKey> {
        Ok(Self {
            made: Some(Instant::now()),
            ..Self::restored(text, SystemTime::now())?
        })
    }

    /// A key that was used before, at this time for the first time.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub fn restored(
        text: impl AsRef<str>,
        first_used_at: SystemTime,
    ) -> Result<Self, InvalidIdempotencyKey> {
        let text = text.as_ref();
        // White space at the ends would be lost on the way, and inside it is seldom meant.
        if text.is_empty() || text.len() > LONGEST || !text.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(InvalidIdempotencyKey(()));
        }
        Ok(Self {
            text: text.into(),
            first_used_at,
            made: None,
            may_be_late: false,
        })
    }

    /// Sends the key however old it is: you know that the server still remembers it, or that a second creation does no harm.
    #[must_use]
    pub fn with_consent_to_late_reuse(mut self) -> Self {
        self.may_be_late = true;
        self
    }

    /// The key as it is sent.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// When it was used for the first time, as far as this is known: when it was made, or as it was [restored](Self::restored).
    pub fn first_used_at(&self) -> SystemTime {
        self.first_used_at
    }

    pub(crate) fn header(&self) -> Result<HeaderValue, Error> {
        HeaderValue::from_str(&self.text).map_err(|_| refused("cannot stand in a header"))
    }

    /// Whether it may be used at this time of day, if it must not be older than that.
    pub(crate) fn check(&self, now: SystemTime, longest: Duration) -> Result<(), Error> {
        if self.may_be_late {
            return Ok(());
        }
        let by_day = now.duration_since(self.first_used_at);
        let age = match (by_day, self.made.map(|made| made.elapsed())) {
            // The monotonic clock may have stood still while the machine slept, the other one may have jumped back.
            (Ok(by_day), made) => made.map_or(by_day, |made| made.max(by_day)),
            (Err(_), Some(made)) => made,
            (Err(ahead), None) if ahead.duration() <= SKEW => Duration::ZERO,
            (Err(_), None) => {
                return Err(refused(
                    "was first used at a time that has not come yet, so its age is not known",
                ));
            }
        };
        if age > longest {
            let message = format!(
                "is older than {} s, so the server may have forgotten it and create the same thing again",
                longest.as_secs()
            );
            return Err(refused(&message));
        }
        Ok(())
    }
}

fn refused(why: &str) -> Error {
    Error::new(
        ErrorKind::InvalidArgument,
        format!(
            "the idempotency key {why}; `IdempotencyKey::with_consent_to_late_reuse` sends it all the same"
        ),
    )
}

/// Equal if the text is: that is all a server sees.
impl PartialEq for IdempotencyKey {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for IdempotencyKey {}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdempotencyKey({})", self.text)
    }
}

/// A text that cannot be an [`IdempotencyKey`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidIdempotencyKey(());

impl fmt::Display for InvalidIdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an idempotency key has 1 to 255 visible ASCII characters")
    }
}

impl std::error::Error for InvalidIdempotencyKey {}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);
    const DAY: Duration = Duration::from_secs(86_400);

    #[test]
    fn a_key_is_visible_ascii_of_up_to_255_characters() {
        let longest = "k".repeat(255);
        for text in ["k", "order-17/α".trim_end_matches("/α"), "!~", &longest] {
            assert_eq!(IdempotencyKey::new(text).unwrap().as_str(), text);
        }
        let too_long = "k".repeat(256);
        for text in ["", " ", "a b", "a\n", "\0", "ключ", &too_long] {
            assert!(IdempotencyKey::new(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn random_keys_differ_and_have_122_random_bits() {
        let (one, other) = (IdempotencyKey::random(), IdempotencyKey::random());
        assert_ne!(one, other);
        let uuid: Uuid = one.as_str().parse().unwrap();
        assert_eq!(uuid.get_version_num(), 4);
    }

    #[test]
    fn a_restored_key_is_refused_after_its_hour_unless_consented() {
        let now = SystemTime::now();
        let aged = |age: Duration| IdempotencyKey::restored("k", now - age).unwrap();
        let minute = Duration::from_secs(60);
        for age in [Duration::ZERO, minute, HOUR] {
            assert!(aged(age).check(now, HOUR).is_ok(), "{age:?}");
        }
        for age in [HOUR + minute, DAY] {
            let error = aged(age).check(now, HOUR).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidArgument);
            assert_eq!(error.delivery(), crate::Delivery::NotSent);
            let consented = aged(age).with_consent_to_late_reuse();
            assert!(consented.check(now, HOUR).is_ok(), "{age:?}");
        }
        let ahead = |by: Duration| IdempotencyKey::restored("k", now + by).unwrap();
        assert!(ahead(minute).check(now, HOUR).is_ok());
        assert!(ahead(DAY).check(now, HOUR).is_err());
    }

    #[test]
    fn a_key_of_this_process_survives_a_clock_that_jumps_back() {
        let key = IdempotencyKey::random();
        let now = SystemTime::now();
        assert!(key.check(now - DAY, HOUR).is_ok());
        // A jump forward cannot be told from a sleep, in which the server goes on.
        assert!(key.check(now + DAY, HOUR).is_err());
        let old = IdempotencyKey {
            made: Instant::now().checked_sub(2 * HOUR),
            ..key
        };
        assert!(old.made.is_none() || old.check(now - DAY, HOUR).is_err());
    }
}
