//! How many calls ended how.

use std::{fmt, io::Write};

use pazemo::{Basis, Delivery};

/// Calls by what was said of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) calls: usize,
    pub(crate) not_sent: usize,
    pub(crate) refused: usize,
    pub(crate) unknown: usize,
    pub(crate) done: usize,
}

impl Tally {
    pub(crate) fn add(&mut self, verdict: Option<(Delivery, Basis)>) {
        self.calls += 1;
        match verdict.map(|(delivery, _)| delivery) {
            None => {}
            Some(Delivery::NotSent) => self.not_sent += 1,
            Some(Delivery::Refused) => self.refused += 1,
            Some(Delivery::Unknown) => self.unknown += 1,
            Some(Delivery::Done) => self.done += 1,
            Some(other) => panic!("{other:?} is new"),
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.calls += other.calls;
        self.not_sent += other.not_sent;
        self.refused += other.refused;
        self.unknown += other.unknown;
        self.done += other.done;
    }

    pub(crate) fn failed(&self) -> usize {
        self.not_sent + self.refused + self.unknown + self.done
    }

    /// Of a thousand failed calls, how many have another verdict than *unknown*.
    pub(crate) fn known_per_mille(&self) -> usize {
        (self.failed() - self.unknown) * 1000 / self.failed().max(1)
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = self.known_per_mille();
        write!(
            f,
            "{} calls, {} failed: {} not sent, {} refused, {} unknown, {} done; {}.{} % other than unknown",
            self.calls,
            self.failed(),
            self.not_sent,
            self.refused,
            self.unknown,
            self.done,
            share / 10,
            share % 10
        )
    }
}

/// A line on the terminal, also when the test passes.
pub(crate) fn tell(line: impl fmt::Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
