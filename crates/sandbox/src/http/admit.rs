//! Who may come in: token, rate, maintenance, permission, media type.

use std::time::{Duration, Instant, SystemTime};

use http::{HeaderMap, HeaderValue, header};

use super::server::Asked;
use crate::{
    refusal::Refusal,
    shared::Shared,
    switches::{ExtraFields, InvalidStatus, RetryAfter, UnknownFields},
    world::Caller,
};

/// A request that may go on, and the switches that matter to it.
pub(super) struct Admitted {
    pub(super) caller: Caller,
    pub(super) unknown_fields: UnknownFields,
    pub(super) extra_fields: ExtraFields,
    pub(super) invalid_status: InvalidStatus,
}

impl Admitted {
    /// The status of a request that does not fit the document.
    pub(super) fn invalid(&self) -> u16 {
        match self.invalid_status {
            InvalidStatus::BadRequest => 400,
            InvalidStatus::Unprocessable => 422,
        }
    }
}

/// Checks everything that needs no body.
pub(super) fn admit(shared: &Shared, asked: &Asked<'_>) -> Result<Admitted, Refusal> {
    let token = token(&asked.head.headers)?;
    let (admitted, limit) = {
        let world = shared.world();
        let caller = world.authenticate(token, asked.peer)?;
        let switches = world.switches();
        let admitted = Admitted {
            caller,
            unknown_fields: switches.unknown_fields,
            extra_fields: switches.extra_fields,
            invalid_status: switches.invalid_status,
        };
        (admitted, switches.rate_limit.0)
    };
    if limit > 0
        && shared
            .rates()
            .admit(admitted.caller.token(), limit, Instant::now())
            .is_err()
    {
        let message = format!("the token may make {limit} requests a second");
        return Err(Refusal::new(429, "error.rate", message));
    }
    if shared.maintenance() {
        let message = "the sandbox is closed for maintenance";
        return Err(Refusal::new(503, "error.maintenance", message));
    }
    if !asked.operation.safe && !admitted.caller.may_write() {
        let message = "the token may only read";
        return Err(Refusal::new(403, "error.token.read-only", message));
    }
    Ok(admitted)
}

/// Whether the body says that it is what the operation takes. A body that is missing is spoken of later.
pub(super) fn media(asked: &Asked<'_>, empty: bool) -> Result<(), Refusal> {
    let Some(check) = &asked.operation.body else {
        return Ok(());
    };
    let sent = asked.head.headers.get(header::CONTENT_TYPE);
    let sent = sent.and_then(|value| value.to_str().ok());
    let fits = match sent {
        None => empty,
        Some(sent) => {
            let mut parts = sent.split(';').map(str::trim);
            let essence = parts.next().unwrap_or_default();
            let utf8 = parts.all(|part| match part.split_once('=') {
                Some((name, value)) if name.eq_ignore_ascii_case("charset") => {
                    value.trim_matches('"').eq_ignore_ascii_case("utf-8")
                }
                _ => true,
            });
            essence.eq_ignore_ascii_case(check.media_type()) && utf8
        }
    };
    if fits {
        return Ok(());
    }
    let message = format!(
        "the operation takes `{}` in UTF-8, as `Content-Type` has to say",
        check.media_type()
    );
    Err(Refusal::new(415, "error.body.media-type", message))
}

/// The bearer token of a request that has exactly one.
fn token(headers: &HeaderMap) -> Result<&str, Refusal> {
    let refused = |message: &str| Refusal::new(401, "unauthorized", message);
    let mut all = headers.get_all(header::AUTHORIZATION).iter();
    let Some(first) = all.next().filter(|value| !value.is_empty()) else {
        let message = "the request has no token; right would be `Authorization: Bearer TOKEN`";
        return Err(refused(message));
    };
    if all.next().is_some() {
        return Err(refused("there is more than one `Authorization` header"));
    }
    let parts = first.to_str().ok().and_then(|text| text.split_once(' '));
    match parts {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(token.trim()),
        _ => Err(refused(
            "the `Authorization` header does not begin with `Bearer `; right would be `Authorization: Bearer TOKEN`",
        )),
    }
}

/// When to come back: a second later, when the next second has begun.
pub(super) fn retry_after(form: RetryAfter) -> Option<HeaderValue> {
    match form {
        RetryAfter::Absent => None,
        RetryAfter::Seconds => Some(HeaderValue::from_static("1")),
        RetryAfter::Date => {
            // A date has no fractions of seconds: with one more it is never too early.
            let when = SystemTime::now() + Duration::from_secs(2);
            HeaderValue::from_str(&httpdate::fmt_http_date(when)).ok()
        }
    }
}
