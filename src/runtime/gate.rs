//! What an attempt waits for before it may go out: a pause that the server asked for, and the client's own limiter.

use std::{
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter, clock::Clock};
use tokio::{
    sync::{Mutex as AsyncMutex, OwnedSemaphorePermit, Semaphore},
    time::{Instant, sleep, sleep_until, timeout_at},
};

use crate::{Error, ErrorKind};

/// No pause is kept longer, and no call waits longer before an attempt: who has to wait for minutes should know it.
pub(super) const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// A client-side limit on what goes out.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Limits {
    /// Attempts per second, and how many may go at once after a silence.
    pub(crate) rate: Option<(NonZeroU32, NonZeroU32)>,
    /// Attempts on the wire at the same time.
    pub(crate) concurrency: Option<usize>,
}

/// Shared by all clones of a client.
pub(super) struct Gate {
    paused_until: Mutex<Option<Instant>>,
    rate: Option<(DefaultDirectRateLimiter, AsyncMutex<()>)>,
    concurrency: Option<Arc<Semaphore>>,
}

impl Gate {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            paused_until: Mutex::default(),
            rate: limits.rate.map(|(rate, burst)| {
                let quota = Quota::per_second(rate).allow_burst(burst);
                (RateLimiter::direct(quota), AsyncMutex::default())
            }),
            concurrency: limits
                .concurrency
                .map(|most| Arc::new(Semaphore::new(most.clamp(1, Semaphore::MAX_PERMITS)))),
        }
    }

    /// The server refused a request because there were too many: no clone sends anything for this long.
    pub(super) fn pause(&self, wait: Duration) {
        let until = Instant::now() + wait.min(LONGEST_WAIT);
        let mut paused = self
            .paused_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *paused = Some(paused.map_or(until, |already| already.max(until)));
    }

    fn paused_until(&self) -> Option<Instant> {
        *self
            .paused_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn is_paused(&self) -> bool {
        self.paused_until()
            .is_some_and(|until| until > Instant::now())
    }

    /// Waits until no pause is left.
    pub(super) async fn pause_over(&self, deadline: Instant) -> Result<(), Error> {
        while let Some(until) = self.paused_until().filter(|until| *until > Instant::now()) {
            if until > deadline {
                let rest = until.saturating_duration_since(Instant::now());
                return Err(limited("a pause after a 429", Some(rest)));
            }
            sleep_until(until).await;
        }
        Ok(())
    }

    /// Waits for a place among the attempts on the wire; it is held until what is returned is dropped.
    pub(super) async fn permit(
        &self,
        deadline: Instant,
    ) -> Result<Option<OwnedSemaphorePermit>, Error> {
        let Some(semaphore) = &self.concurrency else {
            return Ok(None);
        };
        let entering = timeout_at(deadline, Arc::clone(semaphore).acquire_owned());
        match entering.await {
            Ok(permit) => Ok(permit.ok()),
            Err(_) => Err(limited("the limit of attempts at the same time", None)),
        }
    }

    /// Waits until it is this call's turn by the rate.
    pub(super) async fn turn(&self, deadline: Instant) -> Result<(), Error> {
        let Some((limiter, turn)) = &self.rate else {
            return Ok(());
        };
        let too_long = || limited("the limit of attempts per second", None);
        // One waits for the limiter, the others in their order for him.
        let _turn = timeout_at(deadline, turn.lock())
            .await
            .map_err(|_| too_long())?;
        while let Err(not_yet) = limiter.check() {
            let wait = not_yet.wait_time_from(limiter.clock().now());
            if Instant::now() + wait > deadline {
                return Err(too_long());
            }
            sleep(wait).await;
        }
        Ok(())
    }
}

fn limited(what: &str, retry_after: Option<Duration>) -> Error {
    let message = format!("{what} lasts longer than this call may");
    Error::new(ErrorKind::Limited, message).with_retry_after(retry_after)
}
