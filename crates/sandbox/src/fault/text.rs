//! Faults as text: on the command line, in headers and files.

use std::{fmt, str::FromStr, time::Duration};

use super::{Fault, FaultKind, InvalidFault, LONGEST, When};

const KINDS: &str = "`none`, `status=NNN`, `drop`, `reset`, `delay=SECONDS`, `truncate`, `slow=SECONDS`, `html=NNN`, \
                     `content-type=VALUE`, `duplicate` or `hang`";

/// How long a slow body takes, if nobody says.
const SLOW: Duration = Duration::from_secs(2);

impl FromStr for Fault {
    type Err = InvalidFault;

    fn from_str(text: &str) -> Result<Self, InvalidFault> {
        // The media type of `content-type` may have parameters of its own, so `when` is looked for at the end.
        let (kind, when) = match text.rsplit_once(';') {
            Some((kind, when)) if when.trim_start().starts_with("when=") => (kind, Some(when)),
            _ => (text, None),
        };
        let fault = Self::new(kind.trim().parse()?);
        match when.map(|when| when.trim().trim_start_matches("when=")) {
            None => Ok(fault),
            Some("before") => Ok(fault.before()),
            Some("after") => Ok(fault.after()),
            Some(_) => Err(InvalidFault::new("`when` is `before` or `after`")),
        }
    }
}

impl FromStr for FaultKind {
    type Err = InvalidFault;

    fn from_str(text: &str) -> Result<Self, InvalidFault> {
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name.trim(), Some(value.trim())),
            None => (text, None),
        };
        match (name, value) {
            ("none", None) => Ok(Self::None),
            ("drop", None) => Ok(Self::Drop),
            ("reset", None) => Ok(Self::Reset),
            ("truncate", None) => Ok(Self::Truncate),
            ("duplicate", None) => Ok(Self::Duplicate),
            ("hang", None) => Ok(Self::Hang),
            ("slow", None) => Ok(Self::Slow(SLOW)),
            ("slow", Some(value)) => seconds(value).map(Self::Slow),
            ("delay", Some(value)) => seconds(value).map(Self::Delay),
            ("status", Some(value)) => number(value).and_then(status).map(Self::Status),
            ("html", Some(value)) => number(value).and_then(status).map(Self::Html),
            ("content-type", Some(value)) => content_type(value).map(Self::ContentType),
            ("status" | "html", None) => Err(InvalidFault::new(format!(
                "`{name}` needs a status, as in `{name}=502`"
            ))),
            ("delay", None) => Err(InvalidFault::new("`delay` needs a time, as in `delay=2`")),
            ("content-type", None) => Err(InvalidFault::new(
                "`content-type` needs a value, as in `content-type=text/html`",
            )),
            ("none" | "drop" | "reset" | "truncate" | "duplicate" | "hang", Some(_)) => Err(
                InvalidFault::new(format!("`{name}` stands alone, without a value")),
            ),
            _ => Err(InvalidFault::new(format!(
                "a fault is {KINDS}, with `;when=before` or `;when=after` behind it if need be"
            ))),
        }
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Status(status) => write!(f, "status={status}"),
            Self::Drop => f.write_str("drop"),
            Self::Reset => f.write_str("reset"),
            Self::Delay(time) => write!(f, "delay={}", Seconds(*time)),
            Self::Truncate => f.write_str("truncate"),
            Self::Slow(time) => write!(f, "slow={}", Seconds(*time)),
            Self::Html(status) => write!(f, "html={status}"),
            Self::ContentType(value) => write!(f, "content-type={value}"),
            Self::Duplicate => f.write_str("duplicate"),
            Self::Hang => f.write_str("hang"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
        if self.when == Self::usual(&self.kind) {
            return Ok(());
        }
        f.write_str(match self.when {
            When::Before => ";when=before",
            When::After => ";when=after",
        })
    }
}

/// Seconds with as many decimals as are needed, three at most.
struct Seconds(Duration);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = self.0.subsec_millis();
        write!(f, "{}", self.0.as_secs())?;
        if millis > 0 {
            let digits = format!("{millis:03}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        Ok(())
    }
}

fn seconds(text: &str) -> Result<Duration, InvalidFault> {
    let refused = || {
        InvalidFault::new("a time is seconds from 0 to 3600, such as 2 or 0.25, precise to 0.001")
    };
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(decimals) || decimals.len() > 3 {
        return Err(refused());
    }
    let whole: u64 = whole.parse().map_err(|_| refused())?;
    let millis: u64 = format!("{decimals:0<3}").parse().map_err(|_| refused())?;
    let time = Duration::from_secs(whole).saturating_add(Duration::from_millis(millis));
    if time > LONGEST {
        return Err(refused());
    }
    Ok(time)
}

fn number(text: &str) -> Result<u16, InvalidFault> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return status(0);
    }
    status(text.parse().unwrap_or(0))
}

pub(super) fn status(status: u16) -> Result<u16, InvalidFault> {
    if (200..=999).contains(&status) {
        Ok(status)
    } else {
        Err(InvalidFault::new("a status is a number from 200 to 999"))
    }
}

/// As precise as it can be written, and no longer than is allowed.
pub(super) fn duration(time: Duration) -> Duration {
    let time = time.min(LONGEST);
    time - Duration::from_nanos(u64::from(time.subsec_nanos() % 1_000_000))
}

pub(super) fn content_type(value: &str) -> Result<String, InvalidFault> {
    let value = value.trim();
    if value.is_empty() || !value.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        let message = "a content type is visible ASCII, such as text/html";
        return Err(InvalidFault::new(message));
    }
    let last = value.rsplit(';').next().unwrap_or_default();
    if value.contains(';') && last.trim_start().starts_with("when=") {
        let message = "a content type has no parameter `when` at its end";
        return Err(InvalidFault::new(message));
    }
    Ok(value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_read_as_it_is_written() {
        for text in [
            "none",
            "status=200",
            "status=503;when=after",
            "status=999",
            "drop",
            "drop;when=after",
            "reset;when=after",
            "delay=2",
            "delay=0.25;when=after",
            "delay=3600",
            "delay=0.001",
            "truncate",
            "truncate;when=before",
            "slow=2",
            "slow=0.5;when=before",
            "html=502",
            "html=502;when=after",
            "content-type=text/html; charset=utf-8",
            "content-type=text/html;a=b;when=before",
            "duplicate",
            "hang;when=after",
        ] {
            let fault: Fault = text.parse().unwrap();
            assert_eq!(fault.to_string(), text);
        }
    }

    #[test]
    fn what_can_be_left_out_may_be_written() {
        let same = |a: &str, b: &str| {
            assert_eq!(a.parse::<Fault>().unwrap(), b.parse::<Fault>().unwrap());
        };
        same("drop", " drop ; when=before");
        same("slow", "slow=2;when=after");
        same("delay=1.50", "delay=1.5");
        same("duplicate", "duplicate;when=before");
        same("status = 503", "status=503");
    }

    #[test]
    fn what_is_no_fault_is_refused_with_what_would_be_right() {
        for (text, right) in [
            ("", "`drop`"),
            ("explode", "`drop`"),
            ("status", "status=502"),
            ("status=", "200 to 999"),
            ("status=199", "200 to 999"),
            ("status=1000", "200 to 999"),
            ("status=+503", "200 to 999"),
            ("status=70000", "200 to 999"),
            ("html=x", "200 to 999"),
            ("delay", "delay=2"),
            ("delay=-1", "0 to 3600"),
            ("delay=3600.001", "0 to 3600"),
            ("delay=1e3", "0 to 3600"),
            ("delay=.5", "0 to 3600"),
            ("delay=99999999999999999999", "0 to 3600"),
            ("drop=1", "stands alone"),
            ("drop;when=soon", "`before` or `after`"),
            ("drop;now", "`drop`"),
            ("content-type=", "visible ASCII"),
            ("content-type=a\nb", "visible ASCII"),
        ] {
            let error = text.parse::<Fault>().unwrap_err().to_string();
            assert!(error.contains(right), "{text}: {error}");
        }
    }
}
