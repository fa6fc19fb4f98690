//! The limits of one call: those of the client, with the call's own in their place.

use std::time::Duration;

use tokio::time::Instant;

use crate::{CallOptions, RetryPolicy};

/// What holds for calls that say nothing of their own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Defaults {
    pub(crate) attempt_timeout: Duration,
    pub(crate) total_timeout: Duration,
    pub(crate) response_limit: usize,
    pub(crate) retry_policy: RetryPolicy,
}

/// A time limit that no clock can hold is a limit of this many seconds, about thirty years.
const FOREVER: Duration = Duration::from_secs(1_000_000_000);

pub(super) struct Limits {
    attempt_timeout: Duration,
    /// When the whole call has to be over.
    pub(super) deadline: Instant,
    pub(super) response_limit: usize,
    pub(super) retry_policy: RetryPolicy,
}

impl Limits {
    pub(super) fn new(defaults: &Defaults, options: &CallOptions) -> Self {
        let total = options.total_timeout.unwrap_or(defaults.total_timeout);
        Self {
            attempt_timeout: options.attempt_timeout.unwrap_or(defaults.attempt_timeout),
            deadline: Instant::now() + total.min(FOREVER),
            response_limit: options.response_limit.unwrap_or(defaults.response_limit),
            retry_policy: options.retry_policy.unwrap_or(defaults.retry_policy),
        }
    }

    /// How long an attempt that begins at this time may take.
    pub(super) fn attempt_time(&self, begins: Instant) -> Duration {
        let rest = self.deadline.saturating_duration_since(begins);
        self.attempt_timeout.min(rest)
    }
}
