//! What may differ from call to call: time limits, the size limit of the answer, the policy of repeats.

use std::time::Duration;

/// When and how often a call is repeated by itself.
///
/// *Whether* it may be repeated at all is not a matter of policy: the operation's [retry class](crate::Retry) in the document and what came
/// of the attempt decide; see [`verdicts`](crate::verdicts). Reads are repeated, whatever was not sent, and after a 429 also what creates something.
/// The one thing to opt in to is repeating confirm and cancel after a 429:
/// [`assume_429_leaves_withdraw_and_code_untouched`](Self::assume_429_leaves_withdraw_and_code_untouched).
///
/// By default three attempts are made, with a random wait of up to
/// 0.5 s, then 1 s, never more than 8 s (full jitter), or as long as the server's `Retry-After` asks for, if that is longer.
///
/// ```
/// use std::time::Duration;
/// use pazemo::RetryPolicy;
///
/// let patient = RetryPolicy::new().with_attempts(5).with_backoff(Duration::from_secs(1), Duration::from_secs(30));
/// let once = RetryPolicy::never();
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    pub(crate) attempts: u32,
    pub(crate) first_backoff: Duration,
    pub(crate) longest_backoff: Duration,
    pub(crate) repeats_authorized_after_429: bool,
}

impl RetryPolicy {
    /// The default: three attempts, full jitter from 0.5 s to 8 s.
    #[must_use]
    pub fn new() -> Self {
        Self {
            attempts: 3,
            first_backoff: Duration::from_millis(500),
            longest_backoff: Duration::from_secs(8),
            repeats_authorized_after_429: false,
        }
    }

    /// One attempt, whatever comes of it.
    #[must_use]
    pub fn never() -> Self {
        Self::new().with_attempts(1)
    }

    /// How many attempts a call may have in all; 0 counts as 1.
    #[must_use]
    pub fn with_attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The upper bound of the random wait before the second attempt, which doubles with each further attempt, and where the doubling ends.
    #[must_use]
    pub fn with_backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.first_backoff = first;
        self.longest_backoff = longest;
        self
    }

    /// Repeats confirm and cancel after a 429, too.
    ///
    /// This assumes that the server answers 429 before it looks at the request, so that neither the withdraw nor the authorization code has been
    /// touched. The page does not say so.
    #[must_use]
    pub fn assume_429_leaves_withdraw_and_code_untouched(mut self) -> Self {
        self.repeats_authorized_after_429 = true;
        self
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// What a single call does differently from its client. What is not set here is as the client was built.
///
/// ```
/// use std::time::Duration;
/// use pazemo::{CallOptions, RetryPolicy};
///
/// # async fn example(client: pazemo::Client) -> Result<(), pazemo::Error> {
/// let quick = CallOptions::new()
///     .with_total_timeout(Duration::from_secs(5))
///     .with_retry_policy(RetryPolicy::never());
/// let user = client.users().with(quick).me().await?;
/// # Ok(())
/// # }
/// ```
///
/// Set a total timeout here instead of wrapping a call in `tokio::time::timeout` or `select!`: a call that runs into its own limit returns an
/// [`Error`](crate::Error) that says what may have happened; a call that is dropped from outside can only leave an event in the log. See
/// [the guide](crate::guide::cancellation).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallOptions {
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) total_timeout: Option<Duration>,
    pub(crate) response_limit: Option<usize>,
    pub(crate) retry_policy: Option<RetryPolicy>,
}

impl CallOptions {
    /// As the client was built.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How long one attempt may take, from connecting to the last byte of the answer.
    #[must_use]
    pub fn with_attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = Some(limit);
        self
    }

    /// How long the call may take in all, waits and repeats included. A call that changes something begins no attempt with less than a quarter of
    /// this left, or the attempt's limit or 5 s, if that is less.
    #[must_use]
    pub fn with_total_timeout(mut self, limit: Duration) -> Self {
        self.total_timeout = Some(limit);
        self
    }

    /// How many bytes the answer may have, after decompression.
    #[must_use]
    pub fn with_response_limit(mut self, bytes: usize) -> Self {
        self.response_limit = Some(bytes);
        self
    }

    /// When and how often the call is repeated.
    #[must_use]
    pub fn with_retry_policy(mut self, policy: RetryPolicy) -> Self {
        self.retry_policy = Some(policy);
        self
    }
}
