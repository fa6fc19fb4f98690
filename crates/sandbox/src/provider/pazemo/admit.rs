//! Who may come in: token, rate, maintenance, permission, media type; and what is done then.

use std::time::{Duration, Instant, SystemTime};

use http::HeaderValue;

use super::{
    Pazemo,
    behaviour::{Arguments, Behaviour},
    defects,
};
use crate::{
    http::{Answer, Asked, bearer, decode, extra_fields, media},
    provider,
    refusal::Refusal,
    switches::{ExtraFields, InvalidStatus, RetryAfter, UnknownFields},
    world::Caller,
};

/// A request that may go on, and the switches that matter to it.
pub(super) struct Admitted<'r> {
    pazemo: &'r Pazemo,
    asked: &'r Asked<'r>,
    caller: Caller,
    unknown_fields: UnknownFields,
    extra_fields: ExtraFields,
    invalid_status: InvalidStatus,
}

impl provider::Admitted for Admitted<'_> {
    fn carry_out(&self, body: &[u8]) -> Result<Answer, Refusal> {
        let operation = self.asked.operation;
        if let Some(check) = &operation.body {
            if body.is_empty() && check.required() {
                let message = "the operation needs a body";
                return Err(Refusal::new(self.invalid(), "error.body.missing", message));
            }
            decode::check(body, check, self.unknown_fields, self.invalid())?;
        }
        let Some(behaviour) = Behaviour::of(operation.id) else {
            let message = "the sandbox does not know this operation of the document yet";
            return Err(Refusal::new(501, "error.sandbox.operation", message));
        };
        let arguments = Arguments {
            first: self.asked.first,
            second: self.asked.second,
        };
        let shared = &self.pazemo.shared;
        let success = behaviour.carry_out(shared, self.caller, &arguments, body)?;
        shared.count_carried_out();
        let answer = match self.extra_fields {
            ExtraFields::Absent => Answer::success(success),
            ExtraFields::Added => extra_fields::add(Answer::success(success), self.pazemo.api),
        };
        Ok(match shared.settings().defect {
            None => answer,
            Some(defect) => defects::plant(answer, defect, operation),
        })
    }
}

impl Admitted<'_> {
    /// The status of a request that does not fit the document.
    fn invalid(&self) -> u16 {
        match self.invalid_status {
            InvalidStatus::BadRequest => 400,
            InvalidStatus::Unprocessable => 422,
        }
    }
}

/// Checks everything that needs no body.
pub(super) fn admit<'r>(pazemo: &'r Pazemo, asked: &'r Asked<'r>) -> Result<Admitted<'r>, Refusal> {
    let shared = &pazemo.shared;
    let token = bearer::token(&asked.head.headers)?;
    let (admitted, limit) = {
        let world = shared.world();
        let caller = world.authenticate(token, asked.peer)?;
        let switches = world.switches();
        let admitted = Admitted {
            pazemo,
            asked,
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
    media::check(asked)?;
    Ok(admitted)
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
