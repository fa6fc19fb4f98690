//! The limits of one call: those of the client, with the call's own in their place.

use std::time::Duration;

use tokio::time::Instant;

use crate::{CallOptions, Operation, Retry, RetryPolicy};

/// What holds for calls that say nothing of their own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Defaults {
    pub(crate) attempt_timeout: Duration,
    pub(crate) total_timeout: Duration,
    pub(crate) response_limit: usize,
    pub(crate) retry_policy: RetryPolicy,
    /// A key that was first used longer ago is not sent without consent.
    pub(crate) idempotency_key_age: Duration,
}

/// A time limit that no clock can hold is a limit of this many seconds, about thirty years.
const FOREVER: Duration = Duration::from_secs(1_000_000_000);

pub(super) struct Limits {
    attempt_timeout: Duration,
    /// When the whole call has to be over.
    pub(super) deadline: Instant,
    pub(super) response_limit: usize,
    pub(super) retry_policy: RetryPolicy,
    total: Duration,
}

/// No attempt needs more time than this to be worth beginning.
const ENOUGH: Duration = Duration::from_secs(5);

impl Limits {
    pub(super) fn new(defaults: &Defaults, options: &CallOptions) -> Self {
        let total = options.total_timeout.unwrap_or(defaults.total_timeout);
        Self {
            attempt_timeout: options.attempt_timeout.unwrap_or(defaults.attempt_timeout),
            deadline: Instant::now() + total.min(FOREVER),
            response_limit: options.response_limit.unwrap_or(defaults.response_limit),
            retry_policy: options.retry_policy.unwrap_or(defaults.retry_policy),
            total,
        }
    }

    /// How much of the call's time has to be left for an attempt to be begun: with a moment left, an attempt that changes something would most likely
    /// end as unknown, where now it is known that nothing was sent. A quarter of the call's time, and never more than what is enough for any.
    pub(super) fn least_time(&self, operation: &Operation) -> Duration {
        match operation.retry() {
            Retry::Safe => Duration::ZERO,
            Retry::Keyed | Retry::Never => (self.total / 4).min(self.attempt_timeout).min(ENOUGH),
        }
    }

    /// How long an attempt that begins at this time may take.
    pub(super) fn attempt_time(&self, begins: Instant) -> Duration {
        let rest = self.deadline.saturating_duration_since(begins);
        self.attempt_timeout.min(rest)
    }

    /// The limit that an attempt of this time came up against, as the caller gave it: the rest of the call's time is a number nobody chose.
    pub(super) fn told(&self, time: Duration) -> String {
        // A call within a call has a rest for its whole time, which would be told to the nanosecond.
        let whole = |time: Duration| {
            let milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
            Duration::from_millis(milliseconds)
        };
        if time < self.attempt_timeout {
            format!("the call's {:?}", whole(self.total))
        } else {
            format!("{:?}", whole(time))
        }
    }
}
