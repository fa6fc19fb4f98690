//! What the client says of a call, held against what the server knows of it.

use std::{error::Error as _, time::Duration};

use pazemo::{Basis, Delivery, Error, ErrorKind, types};

use super::{
    Arrival,
    script::{Answer, Content, Ending, Fault},
};

use Basis::{Assumption, Http, Page};
use Delivery::{Done, NotSent, Refused, Unknown};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Create,
    Confirm,
    Cancel,
}

/// A call with its result.
pub(crate) struct Made {
    pub(crate) account: String,
    pub(crate) kind: Kind,
    pub(crate) policy: Policy,
    pub(crate) result: Result<types::Withdraw, Error>,
    pub(crate) took: Duration,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Policy {
    pub(crate) attempts: u32,
    pub(crate) repeats_authorized_after_429: bool,
    pub(crate) total: Duration,
}

/// Holds what the client said of a call against what the server knows of it.
pub(crate) fn judge(call: &Made, arrived: &[Arrival]) -> Result<(), String> {
    let ensure = |holds: bool, what: &str| if holds { Ok(()) } else { Err(what.to_owned()) };
    let is_429 = |arrival: &Arrival| matches!(&arrival.fault, Fault::Answer(a) if a.status == 429);
    let may_repeat_429 = call.kind == Kind::Create || call.policy.repeats_authorized_after_429;

    // What reached the server once is repeated after a 429 only, and only where the table says so.
    let (last, earlier) = match arrived.split_last() {
        Some((last, earlier)) => (Some(last), earlier),
        None => (None, &[][..]),
    };
    ensure(earlier.iter().all(is_429), "repeated after another end")?;
    ensure(earlier.is_empty() || may_repeat_429, "repeated after a 429")?;
    ensure(
        arrived.len() <= call.policy.attempts as usize,
        "more requests than attempts",
    )?;
    let ids: Vec<&str> = arrived
        .iter()
        .filter_map(|arrival| arrival.withdraw_id.as_deref())
        .collect();
    ensure(
        ids.windows(2).all(|pair| pair[0] == pair[1]),
        "another id in a repetition",
    )?;

    let error = match &call.result {
        Ok(withdraw) => {
            let answered = last.map(|last| (&last.fault, last.is_complete));
            let is_ours = matches!(answered, Some((Fault::Answer(answer), true))
                if (200..300).contains(&answer.status) && answer.content == Content::Ours);
            ensure(is_ours, "a success that the server did not give")?;
            return ensure(ids.last() == Some(&withdraw.id.as_str()), "another id");
        }
        Err(error) => error,
    };
    let sent_id = error.withdraw_id().map(types::WithdrawId::as_str);
    ensure(sent_id.is_some(), "an error without the withdraw's id")?;
    ensure(ids.iter().all(|id| Some(*id) == sent_id), "another id")?;
    ensure(
        error.attempts() as usize >= arrived.len(),
        "more requests than the error says",
    )?;

    // The one thing that must never happen: the server may have carried it out, and the client says that it did not.
    let may_be_carried_out = arrived.iter().any(|arrival| match &arrival.fault {
        Fault::Answer(answer) => expected(call.kind, answer).is_none_or(|v| v.0 != Refused),
        Fault::NoAnswer | Fault::ResetInBody => true,
        _ => arrival.is_complete,
    });
    let says_it_was_not = matches!(error.delivery(), NotSent | Refused);
    ensure(
        !(may_be_carried_out && says_it_was_not),
        "it may have happened",
    )?;
    ensure(
        error.delivery() != NotSent || arrived.is_empty(),
        "not sent, and yet it came",
    )?;

    match (error.status(), last) {
        (Some(status), Some(last)) => {
            let Fault::Answer(answer) = &last.fault else {
                return Err("a status without an answer".to_owned());
            };
            ensure(status == answer.status, "another status")?;
            agrees(call.kind, error, answer)?;
        }
        (Some(_), None) => return Err("a status out of nothing".to_owned()),
        (None, None) => ensure(
            matches!(error.delivery(), NotSent | Unknown),
            "a verdict on nothing",
        )?,
        // The last attempt was not sent, or lost, after a 429.
        (None, Some(last)) if is_429(last) => ensure(
            matches!(error.delivery(), Refused | Unknown),
            "the 429 is forgotten",
        )?,
        (None, Some(_)) => ensure(error.delivery() == Unknown, "lost, and yet a verdict")?,
    }
    repeats_as_often_as_it_may(call, error, may_repeat_429)
}

/// An error about an answer has the verdict of the table.
fn agrees(kind: Kind, error: &Error, answer: &Answer) -> Result<(), String> {
    let found = (error.delivery(), error.basis());
    // A status whose body did not come to its end has the cause of that as its source.
    let is_cut = error.is_timeout() || error.source().is_some() || answer.ending == Ending::Resets;
    let agrees = match expected(kind, answer) {
        // The last thing that an answer needs to be a success came too late.
        None if answer.status == 200 => is_cut && found == (Done, Page),
        None => is_cut && found == (Unknown, Assumption),
        Some(expected) if expected == found => true,
        // A body that was cut is none of the documented forms, or no HTML either.
        Some((Refused, Page)) => is_cut && found == (Refused, Assumption),
        Some((Unknown, Page)) => is_cut && found == (Unknown, Assumption),
        Some(_) if answer.status == 200 => is_cut && found == (Done, Page),
        Some(_) => false,
    };
    if agrees {
        Ok(())
    } else {
        Err(format!("{:?} was expected", expected(kind, answer)))
    }
}

/// The tables, written down once more: what an answer means that comes whole. `None` is success.
fn expected(kind: Kind, answer: &Answer) -> Option<(Delivery, Basis)> {
    let by_page = match answer.content {
        Content::ErrorBody => Page,
        _ => Assumption,
    };
    Some(match (answer.status, answer.content) {
        (200..=299, Content::Ours) => return None,
        (200, Content::OtherId) if kind == Kind::Create => (Done, Page),
        (200, Content::Undecodable | Content::Truncated | Content::Stalled) => (Done, Page),
        (200..=299, _) => (Unknown, Assumption),
        (400 | 401 | 403 | 404 | 429, _) => (Refused, by_page),
        (405 | 406 | 411 | 413 | 414 | 415 | 417 | 421 | 425 | 431, _) => (Refused, Http),
        (422, _) => (Refused, Assumption),
        (402 | 410, _) if kind == Kind::Create => (Refused, Assumption),
        (500 | 503, _) => (Unknown, by_page),
        _ => (Unknown, Assumption),
    })
}

/// What may be repeated is repeated until the policy's attempts are used up, unless there is no time.
fn repeats_as_often_as_it_may(
    call: &Made,
    error: &Error,
    may_repeat_429: bool,
) -> Result<(), String> {
    let has_time = call.took < call.policy.total / 2 && error.retry_after().is_none();
    let is_repeatable = match error.kind() {
        ErrorKind::Connect => true,
        ErrorKind::Status => error.is_too_many_requests() && may_repeat_429,
        ErrorKind::Timeout | ErrorKind::Interrupted => error.delivery() == NotSent,
        _ => false,
    };
    if has_time && is_repeatable && error.attempts() < call.policy.attempts {
        return Err("it gave up early".to_owned());
    }
    Ok(())
}
