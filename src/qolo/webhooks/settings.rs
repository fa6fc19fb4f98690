//! What an inbox keeps, and how often and when it hands over.

use std::time::Duration;

use super::InboxError;

/// How long handled notices are kept. Whichever bound is reached first removes the oldest; their space in the file is overwritten and used again.
///
/// A body that comes again after its first notice was removed is no duplicate any more.
///
/// ```
/// use std::time::Duration;
/// use pazemo::qolo::webhooks::Retention;
///
/// let retention = Retention::default().age(Duration::from_secs(24 * 3600)).count(10_000);
/// ```
#[derive(Debug, Clone)]
pub struct Retention {
    pub(super) age: Duration,
    pub(super) count: u64,
}

impl Default for Retention {
    /// 7 days and 100,000 notices.
    fn default() -> Self {
        Self {
            age: Duration::from_secs(7 * 24 * 3600),
            count: 100_000,
        }
    }
}

impl Retention {
    /// How long after it was handled a notice is kept.
    #[must_use]
    pub fn age(mut self, age: Duration) -> Self {
        self.age = age;
        self
    }

    /// How many handled notices are kept at most.
    #[must_use]
    pub fn count(mut self, count: u64) -> Self {
        self.count = count;
        self
    }
}

/// How often a notice is handed over until it is a dead letter, and when.
///
/// The pause after attempt *n* is `first_pause` × 2ⁿ⁻¹, at most `longest_pause`, of which a random half is taken off.
///
/// ```
/// use std::time::Duration;
/// use pazemo::qolo::webhooks::HandlingPolicy;
///
/// let policy = HandlingPolicy::default()
///     .max_attempts(5)
///     .first_pause(Duration::from_secs(2))
///     .longest_pause(Duration::from_secs(60))
///     .time_limit(Duration::from_secs(30));
/// ```
#[derive(Debug, Clone)]
pub struct HandlingPolicy {
    pub(super) max_attempts: u32,
    pub(super) first_pause: Duration,
    pub(super) longest_pause: Duration,
    pub(super) time_limit: Duration,
}

impl Default for HandlingPolicy {
    /// 16 attempts over one to two hours: a pause of 1 s after the first, of 15 minutes at most, 60 s for each attempt.
    fn default() -> Self {
        Self {
            max_attempts: 16,
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(15 * 60),
            time_limit: Duration::from_secs(60),
        }
    }
}

impl HandlingPolicy {
    /// How often a notice is handed over at most; at least 1.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// The pause after the first attempt that failed.
    #[must_use]
    pub fn first_pause(mut self, pause: Duration) -> Self {
        self.first_pause = pause;
        self
    }

    /// The longest pause between two attempts.
    #[must_use]
    pub fn longest_pause(mut self, pause: Duration) -> Self {
        self.longest_pause = pause;
        self
    }

    /// How long the handler may take for one notice. Then its future is dropped, and the attempt has failed.
    #[must_use]
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = limit;
        self
    }

    pub(super) fn check(&self) -> Result<(), InboxError> {
        // A month is beyond any use and far from where adding up times overflows.
        const MONTH: Duration = Duration::from_secs(31 * 24 * 3600);
        if self.max_attempts == 0 {
            return Err(InboxError::setting("there must be at least one attempt"));
        }
        if self.first_pause > MONTH || self.longest_pause > MONTH {
            return Err(InboxError::setting(
                "a pause between attempts may be a month at most",
            ));
        }
        Ok(())
    }

    /// The pause after this attempt; `random` is from 0 to 1.
    pub(super) fn pause(&self, attempt: u32, random: f64) -> Duration {
        let doublings = attempt.saturating_sub(1).min(31);
        let full = self.first_pause.saturating_mul(1 << doublings);
        let full = full.min(self.longest_pause);
        full.mul_f64(1.0 - random.clamp(0.0, 1.0) / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_pause_doubles_up_to_the_longest() {
        let policy = HandlingPolicy::default();
        let full = |attempt| policy.pause(attempt, 0.0).as_secs();
        assert_eq!([1, 2, 3, 4].map(full), [1, 2, 4, 8]);
        assert_eq!([10, 11, 12, u32::MAX].map(full), [512, 900, 900, 900]);
    }

    proptest! {
        #[test]
        fn a_random_half_of_the_pause_is_taken_off(attempt: u32, random in 0.0..=1.0f64) {
            let policy = HandlingPolicy::default();
            let (full, half) = (policy.pause(attempt, 0.0), policy.pause(attempt, 1.0));
            let pause = policy.pause(attempt, random);
            prop_assert!(half <= pause && pause <= full && full == half * 2, "{pause:?}");
        }
    }
}
