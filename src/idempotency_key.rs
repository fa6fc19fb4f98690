//! The key by which a server recognises a repeated request.

use std::{
    fmt,
    hash::{Hash, Hasher},
    time::{Duration, Instant, SystemTime},
};

use crate::{Error, ErrorKind};

/// The longest key that is sent, in characters.
const LONGEST: usize = 255;

/// So far ahead of this machine's clock the first use may lie: by the clock of another machine, or after a small correction.
const SKEW: Duration = Duration::from_secs(120);

/// A key that is sent with a request of retry class [`Keyed`](crate::Retry::Keyed), so that the server carries it out once, however often it comes.
///
/// The client makes one for each call that is given none, and sends the same one with each attempt. Whoever wants to make the *call* again
/// later, in the same process or after it ended, keeps the key and gives it to the later call: [`Error::idempotency_key`] has it.
///
/// For how long the server remembers keys is the server's matter. A key that was first used longer ago than the client's limit (an hour by default) is not
/// sent unless the caller [consents](Self::with_consent_to_late_reuse): a server that has forgotten the key would carry the request out once more.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use pazemo::IdempotencyKey;
///
/// let key = IdempotencyKey::new("card-for-employee-17")?;
/// assert_eq!(key.as_str(), "card-for-employee-17");
///
/// // Restored from a journal, with the time of its first use:
/// let first_used = SystemTime::now() - Duration::from_secs(600);
/// let key = IdempotencyKey::new("card-for-employee-17")?.first_used_at(first_used);
/// assert!(key.age() >= Duration::from_secs(600));
/// # Ok::<(), pazemo::Error>(())
/// ```
#[derive(Clone)]
pub struct IdempotencyKey {
    text: String,
    first_used: SystemTime,
    /// By the clock that does not jump, if this process used it first.
    made: Option<Instant>,
    may_be_late: bool,
}

impl IdempotencyKey {
    /// A key that nobody else has: a random UUID.
    ///
    /// ```
    /// use pazemo::IdempotencyKey;
    ///
    /// assert_ne!(IdempotencyKey::random(), IdempotencyKey::random());
    /// ```
    #[must_use]
    pub fn random() -> Self {
        Self::used_now(uuid::Uuid::new_v4().to_string())
    }

    /// A key of one's own, first used now: 1 to 255 visible ASCII characters.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`] for every other text.
    pub fn new(text: impl Into<String>) -> Result<Self, Error> {
        let text = text.into();
        let is_visible = text.bytes().all(|byte| byte.is_ascii_graphic());
        if text.is_empty() || text.len() > LONGEST || !is_visible {
            let message =
                "an idempotency key has 1 to 255 visible ASCII characters, without white space";
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        Ok(Self::used_now(text))
    }

    fn used_now(text: String) -> Self {
        Self {
            text,
            first_used: SystemTime::now(),
            made: Some(Instant::now()),
            may_be_late: false,
        }
    }

    /// When the key was first sent, for one that comes from an earlier call.
    #[must_use]
    pub fn first_used_at(mut self, time: SystemTime) -> Self {
        self.first_used = time;
        self.made = None;
        self
    }

    /// Sends the key also when it is old: the caller knows that the server still remembers it, or that nothing was created with it.
    #[must_use]
    pub fn with_consent_to_late_reuse(mut self) -> Self {
        self.may_be_late = true;
        self
    }

    /// Its text, as it is sent.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// When it was first used.
    pub fn first_used(&self) -> SystemTime {
        self.first_used
    }

    /// How long ago it was first used, by the system's clock or the one that does not jump, whichever says more; zero if that is in the future.
    pub fn age(&self) -> Duration {
        let by_day = self.first_used.elapsed().unwrap_or_default();
        // That clock may stand still while the machine sleeps.
        let steady = self.made.map(|made| made.elapsed());
        by_day.max(steady.unwrap_or_default())
    }

    /// Refuses a key that is older than this, or of which that is not known, unless the caller consented.
    pub(crate) fn check_age(&self, limit: Duration) -> Result<(), Error> {
        let ahead = self.first_used.duration_since(SystemTime::now());
        let ahead = ahead.unwrap_or_default();
        let is_known = self.made.is_some() || ahead <= SKEW;
        if self.may_be_late || (is_known && self.age() <= limit) {
            return Ok(());
        }
        let message = "the idempotency key was first used longer ago than the client's limit, or at a time that has not come yet; the server may have \
             forgotten it and would carry the request out once more. `IdempotencyKey::with_consent_to_late_reuse` sends it all the same";
        Err(Error::new(ErrorKind::InvalidArgument, message))
    }
}

/// Two keys are the same to a server if their texts are.
impl PartialEq for IdempotencyKey {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for IdempotencyKey {}

impl Hash for IdempotencyKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdempotencyKey({:?})", self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_stand_in_a_header_is_no_key() {
        for text in ["", " ", "a b", "a\n", "ä", "a\0", &"k".repeat(256)] {
            let error = IdempotencyKey::new(text).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{text:?}");
        }
        for text in ["k", "a:b/c", &"k".repeat(255)] {
            assert_eq!(IdempotencyKey::new(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn an_old_key_needs_consent() {
        let hour = Duration::from_secs(3600);
        let key = |age: u64| {
            let first_used = SystemTime::now() - Duration::from_secs(age);
            IdempotencyKey::random().first_used_at(first_used)
        };
        assert!(key(3500).check_age(hour).is_ok());
        let error = key(3700).check_age(hour).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
        let consented = key(3700).with_consent_to_late_reuse();
        assert!(consented.check_age(hour).is_ok());
    }

    #[test]
    fn a_first_use_that_has_not_come_yet_says_nothing_about_the_age() {
        let hour = Duration::from_secs(3600);
        let ahead = |by: Duration| {
            let first_used = SystemTime::now() + by;
            IdempotencyKey::random().first_used_at(first_used)
        };
        assert!(ahead(SKEW / 2).check_age(hour).is_ok());
        assert!(ahead(24 * hour).check_age(hour).is_err());
        let consented = ahead(24 * hour).with_consent_to_late_reuse();
        assert!(consented.check_age(hour).is_ok());
    }

    #[test]
    fn a_key_of_this_process_is_as_old_as_the_clock_says_that_shows_more() {
        let hour = Duration::from_secs(3600);
        // The system's clock was set back by a day since.
        let set_back = IdempotencyKey {
            first_used: SystemTime::now() + 24 * hour,
            ..IdempotencyKey::random()
        };
        assert!(set_back.check_age(hour).is_ok());
        if let Some(made) = Instant::now().checked_sub(2 * hour) {
            let made = Some(made);
            assert!(IdempotencyKey { made, ..set_back }.check_age(hour).is_err());
        }
        // Or the machine slept for a day.
        let slept = IdempotencyKey {
            first_used: SystemTime::now() - 24 * hour,
            ..IdempotencyKey::random()
        };
        assert!(slept.check_age(hour).is_err());
    }

    #[test]
    fn a_key_is_its_text() {
        let key = IdempotencyKey::random();
        let restored = IdempotencyKey::new(key.as_str()).unwrap();
        assert_eq!(restored.first_used_at(key.first_used()), key);
    }
}
