//! Values of the client's types, made without its checks of what may be sent: a server answers with whatever it has.

use pazemo::Timestamp;
use serde::{
    Deserialize,
    de::value::{Error, StrDeserializer},
};

use crate::clock::date_time;

/// An identifier or a timestamp of exactly this text.
pub(super) fn verbatim<T: for<'de> Deserialize<'de>>(text: &str) -> T {
    T::deserialize(StrDeserializer::<Error>::new(text))
        .unwrap_or_else(|error| unreachable!("a type that takes any text: {error}"))
}

/// A moment as the examples of the page have it: RFC 3339 in UTC with milliseconds.
pub(super) fn timestamp(moment: i64) -> Timestamp {
    let text = date_time(moment).to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
    verbatim(&text)
}

/// The place of the next thing in a list. Four billion things do not fit into memory.
pub(super) fn place(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
