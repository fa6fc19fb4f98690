//! The server's clock, as far as it is known.
//!
//! The server's time is that of the last good sample plus what has passed since on a clock of this machine that nobody sets. Before the first sample, the
//! system's clock takes the sample's place; it is read once, so that setting it later changes nothing.
//!
//! What is signed with never goes back, with one exception. If a sample shows that times were signed with which lie further ahead of the server than the
//! threshold, then the server refused them, and would go on refusing for as long as they lie ahead: the next time begins anew from the sample.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant, SystemTime},
};

/// A sample whose round trip took longer says too little.
pub(super) const LONGEST_ROUND_TRIP: Duration = Duration::from_secs(5);

/// How far off a time may be without being refused, as far as is known.
pub(super) const DEFAULT_THRESHOLD: Duration = Duration::from_secs(30);

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

/// A clock of the server.
pub(super) struct Clock {
    machine: Box<dyn Machine>,
    /// No sample is ever taken: the system's clock counts, whatever it says.
    follows_system: bool,
    threshold: Duration,
    state: Mutex<State>,
}

struct State {
    /// What is added to the monotonic time.
    offset: Offset,
    /// The latest time that was signed with.
    floor: u64,
    /// How many measurements have ended, well or not.
    measurements: u64,
    /// What the system's clock was ahead of the monotonic one when the last of them ended.
    system: Option<Offset>,
    /// What the offset was when it last counted as moved, and which measurement moved it.
    moved: (Offset, u64),
}

/// What is added to this machine's monotonic time, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Offset(i64);

/// A time to sign with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Seconds since 1970.
    pub(super) timestamp: u64,
    /// How many measurements had ended.
    pub(super) version: u64,
}

/// The server's answer to the question for its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sample {
    /// How long ago the question was sent.
    pub(super) round_trip: Duration,
    /// Seconds since 1970.
    pub(super) server_time: u64,
}

impl Clock {
    /// A clock that is set by samples. What is further off than the threshold is taken to be refused.
    pub(super) fn new(machine: impl Machine + 'static, threshold: Duration) -> Self {
        let offset = Offset::between(machine.monotonic(), machine.wall());
        Self {
            machine: Box::new(machine),
            follows_system: false,
            threshold,
            state: Mutex::new(State {
                offset,
                floor: 0,
                measurements: 0,
                system: None,
                moved: (offset, 0),
            }),
        }
    }

    /// A clock for a server that cannot be asked.
    pub(super) fn following_system(machine: impl Machine + 'static, threshold: Duration) -> Self {
        Self {
            follows_system: true,
            ..Self::new(machine, threshold)
        }
    }

    /// A time to sign with.
    pub(super) fn stamp(&self) -> Stamp {
        let mut state = self.lock();
        // Read under the lock: else a call that waited for it would be behind the one it waited for.
        let now = self.machine.monotonic();
        if self.follows_system {
            self.set(&mut state, Offset::between(now, self.machine.wall()), now);
        }
        let timestamp = state.offset.applied_to(now).max(state.floor);
        state.floor = timestamp;
        Stamp {
            timestamp,
            version: state.measurements,
        }
    }

    /// How many measurements have ended.
    pub(super) fn version(&self) -> u64 {
        self.lock().measurements
    }

    /// Whether the server can be asked for its time at all.
    pub(super) fn can_be_measured(&self) -> bool {
        !self.follows_system
    }

    /// Whether the server should be asked for its time: it never was, or the two clocks of this machine have since gone apart. Then somebody set the one,
    /// which does no harm, or the machine slept and the other stood still.
    pub(super) fn is_in_doubt(&self) -> bool {
        if self.follows_system {
            return false;
        }
        let state = self.lock();
        let system = Offset::between(self.machine.monotonic(), self.machine.wall());
        state
            .system
            .is_none_or(|then| then.distance(system) > self.threshold)
    }

    /// A measurement has ended. Without a sample, or with one that is discarded, everything stays as it was.
    pub(super) fn measured(&self, sample: Option<Sample>) {
        let mut state = self.lock();
        let now = self.machine.monotonic();
        state.measurements += 1;
        state.system = Some(Offset::between(now, self.machine.wall()));
        let Some(sample) = sample.filter(Sample::is_good) else {
            return;
        };
        // The server gave its time in the middle, as far as anybody knows.
        let midpoint = now.saturating_sub(sample.round_trip / 2);
        let offset = Offset::between(midpoint, Duration::from_secs(sample.server_time));
        self.set(&mut state, offset, now);
        if offset.distance(state.moved.0) > self.threshold {
            state.moved = (offset, state.measurements);
        }
    }

    /// Whether the server's time was found to be another by more than the threshold after this version: then a signature may have been refused for its time,
    /// and another one may be accepted.
    pub(super) fn has_moved_since(&self, version: u64) -> bool {
        self.lock().moved.1 > version
    }

    fn set(&self, state: &mut State, offset: Offset, now: Duration) {
        state.offset = offset;
        let latest = offset
            .applied_to(now)
            .saturating_add(self.threshold.as_secs());
        if state.floor > latest {
            state.floor = 0;
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sample {
    fn is_good(&self) -> bool {
        self.round_trip <= LONGEST_ROUND_TRIP && self.server_time <= LAST_SECOND
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
