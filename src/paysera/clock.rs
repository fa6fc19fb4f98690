//! The server's clock, as far as it is known.
//!
//! The server's time is that of the last good sample plus what has passed since on a clock of this machine that nobody sets. Before the first sample, the
//! system's clock takes the sample's place; it is read once, so that setting it later changes nothing.
//!
//! What is signed with never goes back, with one exception. If a sample shows that times were signed with which lie further ahead of the server than the
//! threshold, then the server refused them, and would go on refusing for as long as they lie ahead: the next time begins anew from the sample.

use std::{
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant, SystemTime},
};

/// A sample whose round trip took longer says too little.
const LONGEST_ROUND_TRIP: Duration = Duration::from_secs(5);

/// The end of the year 9999: what lies beyond is no time, but milliseconds perhaps.
const LAST_SECOND: u64 = 253_402_300_799;

/// The two clocks of this machine.
pub(super) trait Machine: Send + Sync {
    /// The time since some moment, which never goes back.
    fn monotonic(&self) -> Duration;

    /// What the system holds for the time since 1970.
    fn wall(&self) -> Duration;
}

/// This machine.
pub(super) struct ThisMachine {
    begin: Instant,
}

impl ThisMachine {
    pub(super) fn new() -> Self {
        Self {
            begin: Instant::now(),
        }
    }
}

impl Machine for ThisMachine {
    fn monotonic(&self) -> Duration {
        self.begin.elapsed()
    }

    fn wall(&self) -> Duration {
        let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        since_1970.unwrap_or_default()
    }
}

/// The server's clock, shared by all clones of a client.
pub(super) struct Clock {
    machine: Box<dyn Machine>,
    threshold: Duration,
    state: Mutex<State>,
}

struct State {
    /// What is added to the monotonic time.
    offset: Offset,
    /// The latest time that was signed with.
    floor: u64,
}

/// What lies between this machine's monotonic time and a server's, in milliseconds. Differences of less than a second mean nothing: the server gives whole
/// seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Offset(i64);

/// A time to sign with, and where it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Seconds since 1970.
    pub(super) timestamp: u64,
    /// What the server's time was taken for.
    offset: Offset,
}

/// Why a sample was discarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Discarded {
    RoundTripTooLong,
    NoTime,
}

impl Clock {
    pub(super) fn new(machine: impl Machine + 'static, threshold: Duration) -> Self {
        let offset = Offset::between(machine.monotonic(), machine.wall());
        Self {
            machine: Box::new(machine),
            threshold,
            state: Mutex::new(State { offset, floor: 0 }),
        }
    }

    /// The monotonic time, from which round trips are counted.
    pub(super) fn monotonic(&self) -> Duration {
        self.machine.monotonic()
    }

    /// A time to sign with.
    pub(super) fn stamp(&self) -> Stamp {
        let mut state = self.lock();
        // Read under the lock: else a call that waited for it would be behind the one it waited for.
        let now = state.offset.applied_to(self.machine.monotonic());
        let timestamp = now.max(state.floor);
        state.floor = timestamp;
        Stamp {
            timestamp,
            offset: state.offset,
        }
    }

    /// Takes the time that the server gave in answer to a question asked at `asked`, which has just been answered.
    pub(super) fn take(&self, asked: Duration, server_time: u64) -> Result<(), Discarded> {
        if server_time > LAST_SECOND {
            return Err(Discarded::NoTime);
        }
        let mut state = self.lock();
        let now = self.machine.monotonic();
        let round_trip = now.saturating_sub(asked);
        if round_trip > LONGEST_ROUND_TRIP {
            return Err(Discarded::RoundTripTooLong);
        }
        let midpoint = asked + round_trip / 2;
        state.offset = Offset::between(midpoint, Duration::from_secs(server_time));
        let server_now = state.offset.applied_to(now);
        if state.floor > server_now.saturating_add(self.threshold.as_secs()) {
            state.floor = 0;
        }
        Ok(())
    }

    /// Whether the server's time is known to be another by more than the threshold than it was taken for when this was signed: then the signature may have
    /// been refused for its time, and another one may be accepted.
    pub(super) fn has_moved_since(&self, stamp: Stamp) -> bool {
        let moved = self.lock().offset.distance(stamp.offset);
        moved > self.threshold
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock")
            .field("threshold", &self.threshold)
            .finish_non_exhaustive()
    }
}

impl Offset {
    fn between(monotonic: Duration, time: Duration) -> Self {
        Self(milliseconds(time) - milliseconds(monotonic))
    }

    /// The time in whole seconds; nothing lies before 1970.
    fn applied_to(self, monotonic: Duration) -> u64 {
        let time = milliseconds(monotonic).saturating_add(self.0);
        u64::try_from(time).unwrap_or(0) / 1000
    }

    fn distance(self, other: Self) -> Duration {
        Duration::from_millis(self.0.abs_diff(other.0))
    }
}

/// At most half of what the number could hold, so that no difference overflows.
fn milliseconds(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).map_or(i64::MAX / 2, |time| time.min(i64::MAX / 2))
}

#[cfg(test)]
mod tests;
