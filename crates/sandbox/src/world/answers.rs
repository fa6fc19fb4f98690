//! Values of the client's types, made without its checks of what may be sent: a server answers with whatever it has.

use chrono::{Datelike, Timelike};
use pazemo::Timestamp;
use serde::{
    Deserialize, Serialize, Serializer,
    de::value::{Error, StrDeserializer},
};

use crate::clock::date_time;

/// An identifier or a timestamp of exactly this text.
pub(super) fn verbatim<T: for<'de> Deserialize<'de>>(text: &str) -> T {
    T::deserialize(StrDeserializer::<Error>::new(text))
        .unwrap_or_else(|error| unreachable!("a type that takes any text: {error}"))
}

/// A moment as the examples of the page have it: RFC 3339 in UTC with milliseconds.
#[derive(Clone, Copy)]
pub(super) struct Moment([u8; 24]);

impl Moment {
    pub(super) fn of(moment: i64) -> Self {
        let moment = date_time(moment);
        let mut text = *b"0000-00-00T00:00:00.000Z";
        // The clock has no other years.
        let year = moment.year().clamp(0, 9999).unsigned_abs();
        let parts = [
            (0..4, year),
            (5..7, moment.month()),
            (8..10, moment.day()),
            (11..13, moment.hour()),
            (14..16, moment.minute()),
            (17..19, moment.second()),
            (20..23, moment.timestamp_subsec_millis()),
        ];
        for (places, mut number) in parts {
            for digit in text[places].iter_mut().rev() {
                *digit = DIGITS[number as usize % 10];
                number /= 10;
            }
        }
        Self(text)
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

const DIGITS: &[u8; 10] = b"0123456789";

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

pub(super) fn timestamp(moment: i64) -> Timestamp {
    verbatim(Moment::of(moment).as_str())
}

/// The place of the next thing in a list. Four billion things do not fit into memory.
pub(super) fn place(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_as_chrono_writes_it() {
        for moment in [
            -62_167_219_200_000,
            -1,
            0,
            951_782_399_999,
            1_623_383_785_871,
            253_402_300_799_999,
        ] {
            let expected = date_time(moment).to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
            assert_eq!(Moment::of(moment).as_str(), expected);
        }
    }
}
