//! Points in time, as the API writes them.

use std::{fmt, str::FromStr, time::SystemTime};

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize};

/// A date, or a date with time. It keeps its text: what came is what is sent back.
///
/// The tables of the page say `yyyy-mm-dd`, its examples show RFC 3339 with and without milliseconds; both are
/// read. A text that is neither is kept, too, and has neither [`date`](Self::date) nor [`system_time`](Self::system_time). Made from a text,
/// it must be one of the two. Two timestamps are equal if their texts are.
///
/// ```
/// use pazemo::Timestamp;
///
/// let created: Timestamp = "2021-06-11T03:56:25.871Z".parse()?;
/// assert_eq!(created.as_str(), "2021-06-11T03:56:25.871Z");
/// assert_eq!(created.date(), Some((2021, 6, 11)));
/// # Ok::<(), pazemo::InvalidTimestamp>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Timestamp(Box<str>);

/// The text is neither an RFC 3339 date-time nor a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidTimestamp;

impl fmt::Display for InvalidTimestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "neither a date such as 2021-06-11 nor a date-time such as 2021-06-11T03:56:25.871Z",
        )
    }
}

impl std::error::Error for InvalidTimestamp {}

impl Timestamp {
    /// The text, as it came or was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The instant, if the text is an RFC 3339 date-time; a date alone is no instant.
    pub fn system_time(&self) -> Option<SystemTime> {
        date_time(&self.0).map(SystemTime::from)
    }

    /// Year, month and day as written, without regard to the offset.
    pub fn date(&self) -> Option<(i32, u32, u32)> {
        use chrono::Datelike;
        let date = match date_time(&self.0) {
            Some(time) => time.date_naive(),
            None => plain_date(&self.0)?,
        };
        Some((date.year(), date.month(), date.day()))
    }
}

/// RFC 3339; chrono alone would also take a space for the `T` and a typographic minus.
fn date_time(text: &str) -> Option<DateTime<FixedOffset>> {
    let has_t = matches!(text.as_bytes().get(10), Some(b'T' | b't'));
    if has_t && text.is_ascii() {
        DateTime::parse_from_rfc3339(text).ok()
    } else {
        None
    }
}

/// `yyyy-mm-dd` and nothing else; chrono alone would also take `+2021-6-1`.
fn plain_date(text: &str) -> Option<NaiveDate> {
    let form = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| {
            if i == 4 || i == 7 {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        });
    if form {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
    } else {
        None
    }
}

impl FromStr for Timestamp {
    type Err = InvalidTimestamp;

    fn from_str(text: &str) -> Result<Self, InvalidTimestamp> {
        let valid = date_time(text).is_some() || plain_date(text).is_some();
        if valid {
            Ok(Self(text.into()))
        } else {
            Err(InvalidTimestamp)
        }
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = InvalidTimestamp;

    /// RFC 3339 in UTC with milliseconds, as most examples of the page have it; years 0 to 9999.
    fn try_from(time: SystemTime) -> Result<Self, InvalidTimestamp> {
        let (seconds, nanos) = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => (i64::try_from(after.as_secs()).ok(), after.subsec_nanos()),
            // Before the epoch the part below a second counts upwards from the second before.
            Err(error) => {
                let before = error.duration();
                let whole = i64::try_from(before.as_secs()).ok();
                match before.subsec_nanos() {
                    0 => (whole.map(|seconds| -seconds), 0),
                    nanos => (whole.map(|seconds| -seconds - 1), 1_000_000_000 - nanos),
                }
            }
        };
        let time = seconds.and_then(|seconds| DateTime::<Utc>::from_timestamp(seconds, nanos));
        let text = time
            .ok_or(InvalidTimestamp)?
            .to_rfc3339_opts(SecondsFormat::Millis, true);
        text.parse()
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<str>::deserialize(deserializer).map(Self)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Timestamp({:?})", self.0)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Timestamp {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "anyOf": [{ "type": "string", "format": "date-time" }, { "type": "string", "format": "date" }]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_date_times_keep_their_text() {
        for text in [
            "1970-01-01T00:00:00.000Z",
            "2019-08-24T14:15:22Z",
            "2021-06-11",
            "2021-06-11T03:56:25.871+07:00",
            "2016-12-31T23:59:60Z",
        ] {
            let json = format!("\"{text}\"");
            let stamp: Timestamp = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&stamp).unwrap(), json);
            assert_eq!(text.parse::<Timestamp>().unwrap(), stamp);
            assert!(stamp.date().is_some(), "{text}");
        }
    }

    #[test]
    fn what_is_neither_is_read_but_not_made() {
        for text in [
            "",
            "yesterday",
            "2017-02-02T13:07:39.644+0000",
            "2021-13-01",
            "2021-6-1",
            "+2021-06-1",
            "2021-06-11 03:56:25Z",
            "2021-06-11T03:56:25\u{2212}07:00",
            "2021-06-11 ",
        ] {
            assert_eq!(text.parse::<Timestamp>(), Err(InvalidTimestamp), "{text}");
            let stamp: Timestamp = serde_json::from_str(&format!("\"{text}\"")).unwrap();
            assert_eq!(
                (stamp.as_str(), stamp.date(), stamp.system_time()),
                (text, None, None)
            );
        }
        assert!(serde_json::from_str::<Timestamp>("5").is_err());
    }

    #[test]
    fn a_system_time_is_written_in_utc() {
        let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_millis(1_623_383_785_871);
        let stamp = Timestamp::try_from(time).unwrap();
        assert_eq!(stamp.as_str(), "2021-06-11T03:56:25.871Z");
        assert_eq!(stamp.system_time(), Some(time));
        let before = SystemTime::UNIX_EPOCH - std::time::Duration::from_millis(1);
        assert_eq!(
            Timestamp::try_from(before).unwrap().as_str(),
            "1969-12-31T23:59:59.999Z"
        );
        for seconds in [400_000_000_000, 10_000_000_000_000, u64::MAX / 4] {
            if let Some(far) =
                SystemTime::UNIX_EPOCH.checked_add(std::time::Duration::from_secs(seconds))
            {
                assert_eq!(Timestamp::try_from(far), Err(InvalidTimestamp));
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[-0-9TZ:.+ ]{0,30}") {
            if let Ok(stamp) = text.parse::<Timestamp>() {
                proptest::prop_assert!(stamp.date().is_some());
            }
        }
    }
}
