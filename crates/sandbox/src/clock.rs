//! The clock of the sandbox: it runs or stands still, and can be moved forward.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

/// The first moment that RFC 3339 can write: the year 0.
const FIRST: i64 = -62_167_219_200_000;
/// The last one: the end of the year 9999.
const LAST: i64 = 253_402_300_799_999;

/// Why the clock cannot be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InvalidMoment {
    /// It would go back; what has happened has happened.
    Backwards,
    /// Outside of the years 0 to 9999.
    OutOfRange,
}

/// Moments are milliseconds since 1970. While it runs it follows the machine's monotonic clock, so it never goes back.
#[derive(Debug, Clone)]
pub(crate) struct Clock {
    base: i64,
    /// From when on it runs; `None` if it stands still.
    running_since: Option<Instant>,
}

impl Clock {
    /// A clock that stands still at a moment, or one that runs from now.
    pub(crate) fn new(fixed: Option<DateTime<Utc>>) -> Self {
        match fixed {
            Some(moment) => Self {
                base: moment.timestamp_millis().clamp(FIRST, LAST),
                running_since: None,
            },
            None => Self {
                base: Utc::now().timestamp_millis(),
                running_since: Some(Instant::now()),
            },
        }
    }

    pub(crate) fn now(&self) -> i64 {
        let passed = self.running_since.map(|since| since.elapsed());
        let passed = passed.map_or(0, milliseconds);
        self.base.saturating_add(passed).min(LAST)
    }

    pub(crate) fn runs(&self) -> bool {
        self.running_since.is_some()
    }

    /// From here on it stands still.
    pub(crate) fn stop(&mut self) {
        self.base = self.now();
        self.running_since = None;
    }

    /// From here on it runs.
    pub(crate) fn run(&mut self) {
        self.base = self.now();
        self.running_since = Some(Instant::now());
    }

    /// Moves it to a moment that is not before now; it runs on from there, or stands still there.
    pub(crate) fn set(&mut self, moment: DateTime<Utc>) -> Result<(), InvalidMoment> {
        let moment = moment.timestamp_millis();
        if moment > LAST {
            return Err(InvalidMoment::OutOfRange);
        }
        if moment < self.now() {
            return Err(InvalidMoment::Backwards);
        }
        self.base = moment;
        self.running_since = self.running_since.map(|_| Instant::now());
        Ok(())
    }

    /// Moves it forward.
    pub(crate) fn advance(&mut self, by: Duration) -> Result<(), InvalidMoment> {
        let moment = self.now().saturating_add(milliseconds(by));
        let moment = DateTime::from_timestamp_millis(moment).ok_or(InvalidMoment::OutOfRange)?;
        self.set(moment)
    }
}

fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// A moment as a date with time; the clock has no others.
pub(crate) fn date_time(moment: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(moment).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed() -> Clock {
        Clock::new(Some(date_time(1_000_000)))
    }

    #[test]
    fn a_fixed_clock_stands_still_until_it_is_moved() {
        let mut clock = fixed();
        std::thread::sleep(Duration::from_millis(5));
        assert_eq!((clock.now(), clock.runs()), (1_000_000, false));
        clock.advance(Duration::from_millis(1500)).unwrap();
        assert_eq!(clock.now(), 1_001_500);
        clock.set(date_time(2_000_000)).unwrap();
        assert_eq!(clock.now(), 2_000_000);
    }

    #[test]
    fn it_never_goes_back_and_never_beyond_what_can_be_written() {
        let mut clock = fixed();
        assert_eq!(clock.set(date_time(999_999)), Err(InvalidMoment::Backwards));
        assert_eq!(
            clock.set(date_time(LAST + 1)),
            Err(InvalidMoment::OutOfRange)
        );
        assert_eq!(clock.advance(Duration::MAX), Err(InvalidMoment::OutOfRange));
        assert_eq!(clock.now(), 1_000_000);
    }

    #[test]
    fn it_runs_and_stops() {
        let mut clock = fixed();
        clock.run();
        std::thread::sleep(Duration::from_millis(5));
        assert!(clock.now() >= 1_000_005);
        clock.stop();
        let stopped = clock.now();
        std::thread::sleep(Duration::from_millis(5));
        assert_eq!(clock.now(), stopped);
    }
}
