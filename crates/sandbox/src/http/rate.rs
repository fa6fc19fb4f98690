//! How many requests a second a token may make.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

/// Requests of the second that is running, by token.
#[derive(Debug)]
pub(crate) struct RateLimiter {
    began: Instant,
    made: HashMap<u32, u32>,
}

impl Default for RateLimiter {
    fn default() -> Self {
        Self {
            began: Instant::now(),
            made: HashMap::new(),
        }
    }
}

const SECOND: Duration = Duration::from_secs(1);

impl RateLimiter {
    /// Counts a request; if it is one too many, says when the next second begins.
    pub(crate) fn admit(&mut self, token: u32, limit: u32, now: Instant) -> Result<(), Duration> {
        let passed = now.saturating_duration_since(self.began);
        if passed >= SECOND {
            self.began = now;
            self.made.clear();
        }
        let made = self.made.entry(token).or_default();
        if *made >= limit {
            return Err(SECOND.saturating_sub(passed));
        }
        *made += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_token_has_its_requests_a_second() {
        let mut limiter = RateLimiter::default();
        let start = Instant::now();
        assert!(limiter.admit(1, 2, start).is_ok());
        assert!(limiter.admit(1, 2, start).is_ok());
        assert!(limiter.admit(1, 2, start).is_err());
        assert!(limiter.admit(2, 2, start).is_ok());
        assert!(limiter.admit(1, 2, start + 2 * SECOND).is_ok());
    }
}
