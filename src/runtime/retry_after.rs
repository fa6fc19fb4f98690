//! `Retry-After` (RFC 9110, section 10.2.3): seconds or a date.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderName, header::DATE, header::RETRY_AFTER};

/// How long the server asks to wait. `None` if it does not ask, or not in a way that can be used: malformed, in the past, beyond what a clock holds.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    parse(text(headers, RETRY_AFTER)?, text(headers, DATE))
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// The header's value, with the answer's own `Date`: a date counts from there, because the clocks of server and client may differ.
pub(crate) fn parse(value: &str, date: Option<&str>) -> Option<Duration> {
    let wait = if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        Duration::from_secs(value.parse().ok()?)
    } else {
        let until = httpdate::parse_http_date(value).ok()?;
        let now = date
            .and_then(|date| httpdate::parse_http_date(date).ok())
            .unwrap_or_else(SystemTime::now);
        until.duration_since(now).ok()?
    };
    // What no clock of this machine could hold is no time to wait for.
    let is_possible = std::time::Instant::now().checked_add(wait).is_some();
    (is_possible && !wait.is_zero()).then_some(wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATE: Option<&str> = Some("Fri, 20 Nov 2026 10:00:00 GMT");

    fn seconds(value: &str) -> Option<u64> {
        parse(value, DATE).map(|wait| wait.as_secs())
    }

    #[test]
    fn seconds_and_dates_are_understood() {
        assert_eq!(seconds("1"), Some(1));
        assert_eq!(seconds("0120"), Some(120));
        assert_eq!(seconds("Fri, 20 Nov 2026 10:00:30 GMT"), Some(30));
        assert_eq!(seconds("Friday, 20-Nov-26 10:01:00 GMT"), Some(60));
    }

    #[test]
    fn a_date_counts_from_the_answers_own() {
        let long_ago = Some("Mon, 01 Jan 2001 00:00:00 GMT");
        assert_eq!(
            parse("Mon, 01 Jan 2001 00:00:10 GMT", long_ago),
            Some(Duration::from_secs(10))
        );
        // Without one, from this machine's clock.
        assert_eq!(parse("Mon, 01 Jan 2001 00:00:10 GMT", None), None);
        assert!(parse("Fri, 01 Jan 2100 00:00:10 GMT", Some("x")).is_some());
    }

    #[test]
    fn what_cannot_be_used_is_nothing() {
        for value in [
            "",
            "0",
            "-1",
            "+1",
            "1.5",
            "1e3",
            "soon",
            "1 2",
            "Fri, 20 Nov 2026 09:59:59 GMT",
            "Fri, 20 Nov 2026 10:00:00 GMT",
            "18446744073709551615",
            "18446744073709551616",
            "99999999999999999999999999999999",
            "٣",
        ] {
            assert_eq!(seconds(value), None, "{value}");
        }
    }
}
