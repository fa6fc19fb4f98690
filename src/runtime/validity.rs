//! Until when a token is used.

use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use crate::wall_clock::WallClock;

/// When a token's time is over: by the monotonic clock, by the time of day, or by whichever of them comes first.
///
/// The monotonic clock may stand still while the machine sleeps; the time of day may jump. A jump forward ends the token early, a jump
/// backward changes nothing, because the other clock still ends it.
#[derive(Clone, Default)]
pub(crate) struct Validity {
    until: Option<Instant>,
    until_by_day: Option<(SystemTime, WallClock)>,
}

impl Validity {
    /// From now on, for so long, if there is any limit.
    pub(super) fn of(time: Option<Duration>) -> Self {
        Self {
            until: time.and_then(|time| Instant::now().checked_add(time)),
            until_by_day: None,
        }
    }

    /// For so long from a moment that is known by both clocks.
    #[cfg(feature = "qolo")]
    pub(crate) fn by_both(
        (moment, day): (Instant, SystemTime),
        time: Duration,
        clock: &WallClock,
    ) -> Self {
        let until_by_day = day.checked_add(time);
        Self {
            until: moment.checked_add(time),
            until_by_day: until_by_day.map(|until| (until, clock.clone())),
        }
    }

    pub(crate) fn is_over(&self) -> bool {
        self.until.is_some_and(|until| until <= Instant::now())
            || self
                .until_by_day
                .as_ref()
                .is_some_and(|(until, clock)| *until <= clock.now())
    }
}
