//! The server is asked for its time: once for all who need it.

use std::time::Duration;

use tokio::{
    sync::Mutex,
    time::{Instant, timeout_at},
};

use super::{
    clock::{Clock, LONGEST_ROUND_TRIP, Sample, Stamp},
    generated::operations::GET_SERVER,
};
use crate::{
    CallOptions, RetryPolicy,
    runtime::{Runtime, generated_support::Calls},
};

/// After a 401 for which the server's time was asked in vain, another 401 does not make the client ask again for this long: what is wrong is not the time.
const PAUSE_AFTER_SAME_TIME: Duration = Duration::from_secs(30);

/// The same if the server did not tell its time.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(2);

/// Far more than the server's time needs.
const LONGEST_ANSWER: usize = 64 * 1024;

/// The server's time, as all clones of a client know it.
pub(super) struct ServerTime {
    clock: Clock,
    /// Held by the one who asks. Until when a 401 is no reason to ask.
    asking: Mutex<Option<Instant>>,
}

impl ServerTime {
    pub(super) fn new(clock: Clock) -> Self {
        Self {
            clock,
            asking: Mutex::default(),
        }
    }

    /// A time to sign with.
    pub(super) fn stamp(&self) -> Stamp {
        self.clock.stamp()
    }

    /// Asks if the time is not known. If nothing comes of it, what was known before has to do.
    pub(super) async fn make_ready(&self, runtime: &Runtime, deadline: Instant) {
        if !self.clock.is_in_doubt() {
            return;
        }
        let until = half_way_to(deadline);
        let Ok(_asking) = timeout_at(until, self.asking.lock()).await else {
            return;
        };
        // Whoever had to wait finds that it has been asked for.
        if self.clock.is_in_doubt() {
            self.ask(runtime, until).await;
        }
    }

    /// Asks after a 401, unless somebody has asked since that attempt was signed. Whether the time is another one now.
    pub(super) async fn refused(&self, runtime: &Runtime, version: u64, deadline: Instant) -> bool {
        if self.clock.can_be_measured() && self.clock.version() == version {
            self.ask_again(runtime, version, half_way_to(deadline))
                .await;
        }
        self.clock.has_moved_since(version)
    }

    async fn ask_again(&self, runtime: &Runtime, version: u64, until: Instant) {
        let Ok(mut asking) = timeout_at(until, self.asking.lock()).await else {
            return;
        };
        let is_pausing = asking.is_some_and(|pause| Instant::now() < pause);
        if is_pausing || self.clock.version() != version {
            return;
        }
        let has_answered = self.ask(runtime, until).await;
        let pause = match (has_answered, self.clock.has_moved_since(version)) {
            (_, true) => Duration::ZERO,
            (true, false) => PAUSE_AFTER_SAME_TIME,
            (false, false) => PAUSE_AFTER_FAILURE,
        };
        *asking = Some(Instant::now() + pause);
    }

    /// Whether the server told its time.
    async fn ask(&self, runtime: &Runtime, until: Instant) -> bool {
        let sample = ask(runtime, until).await;
        self.clock.measured(sample);
        sample.is_some()
    }
}

/// The call that waits for this needs time for itself; and what takes too long is of no use.
fn half_way_to(deadline: Instant) -> Instant {
    let now = Instant::now();
    let half = deadline.saturating_duration_since(now) / 2;
    now + half.min(LONGEST_ROUND_TRIP)
}

async fn ask(runtime: &Runtime, until: Instant) -> Option<Sample> {
    let time = until.saturating_duration_since(Instant::now());
    let options = CallOptions::new()
        .with_total_timeout(time)
        .with_response_limit(LONGEST_ANSWER)
        .with_retry_policy(RetryPolicy::never());
    let call = Calls::new(runtime, &GET_SERVER, &options).in_place_of_another();
    let answer = call.get_server().await;
    let round_trip = call.since_sending();
    let information = call.conclude(answer).ok()?;
    Some(Sample {
        round_trip: round_trip?,
        server_time: u64::try_from(information.time).ok()?,
    })
}
