//! What a failed call may have done, and on what grounds: the verdicts and how they are looked up.

use std::fmt;

use crate::{OperationKind, Retry, api::Api};

/// What a failed call may have done at the server.
///
/// The API moves money and offers no way to read a withdraw back. So an error does not only say what went wrong, it says
/// whether the request may have been carried out. A call may take several attempts; this speaks of all of them together.
/// On what grounds is the [`Basis`]; all cases stand in [`verdicts`](crate::verdicts), and what to do about each in
/// [the guide](crate::guide::errors).
///
/// ```
/// use pazemo::{Basis, Delivery};
///
/// fn next_step(delivery: Delivery, basis: Basis) -> &'static str {
///     match delivery {
///         // A guess is nothing to pay on.
///         Delivery::Refused if basis == Basis::Assumption => "let a person decide",
///         // The server did nothing: mend the cause, then the payment may be made anew.
///         Delivery::NotSent | Delivery::Refused => "pay again once the cause is mended",
///         // The server did it, and its answer is unreadable or speaks of other data: it must not be done again.
///         Delivery::Done => "take it as done, and keep what the error has of the answer",
///         // Whatever is not known for certain, values of later versions included, may have moved money.
///         _ => "find out before paying again",
///     }
/// }
/// assert_eq!(next_step(Delivery::Unknown, Basis::Wire), "find out before paying again");
/// assert_eq!(next_step(Delivery::Refused, Basis::Assumption), "let a person decide");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Delivery {
    /// The request was not processed, so nothing happened. Making the call again is safe.
    ///
    /// It was never sent in full or, with [`Basis::Http`], the server said that it did not process it.
    NotSent,
    /// The server got the request and turned it down: this call changed nothing.
    ///
    /// With [`Basis::Assumption`] this is a guess: the status means so elsewhere, but an HTML page of a gateway, say, knows nothing of the
    /// payment. Let a person decide then.
    ///
    /// It speaks of this call alone. If an earlier call ended as [`Unknown`](Self::Unknown), that one may still have been
    /// carried out; a 404, say, proves nothing about it.
    Refused,
    /// The request may have been carried out, or not.
    ///
    /// Do not pay again on the strength of this error. Find out first, by the account's balance or by asking the
    /// provider, or let a person decide.
    Unknown,
    /// The server carried the request out; the answer is unreadable, or speaks of other data than was sent.
    ///
    /// Making the call again would do it twice. Where a withdraw is confirmed, this means accepted, not settled.
    Done,
}

impl Delivery {
    /// The label for metrics and log fields.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::Done => "done",
        }
    }
}

impl fmt::Display for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotSent => "not sent",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::Done => "done",
        })
    }
}

/// What a [`Delivery`] rests on, from the firmest ground to the weakest.
///
/// The provider documents little about failures, so some verdicts are guesses. Whoever automates a second payment may
/// want to do so on firm ground only:
///
/// ```
/// use pazemo::{Basis, Delivery};
///
/// fn may_pay_again(delivery: Delivery, basis: Basis) -> bool {
///     let nothing_happened = matches!(delivery, Delivery::NotSent | Delivery::Refused);
///     nothing_happened && matches!(basis, Basis::Wire | Basis::Http)
/// }
/// assert!(may_pay_again(Delivery::NotSent, Basis::Wire));
/// assert!(!may_pay_again(Delivery::Refused, Basis::Assumption));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Basis {
    /// A fact on our side of the connection: what was and was not given to it.
    Wire,
    /// The HTTP or TLS standard, which servers may break.
    Http,
    /// The words of the provider's page.
    Page,
    /// A guess about this provider: the page is silent, or its words are another vendor's.
    Assumption,
}

impl Basis {
    /// The label for metrics and log fields.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Wire => "wire",
            Self::Http => "http",
            Self::Page => "page",
            Self::Assumption => "assumption",
        }
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What came of one attempt, as the file of verdicts names it in kebab-case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Outcome {
    /// Builder, identifier, token or code provider, observer, limiter, or a deadline reached before sending.
    NotAttempted,
    /// Name, TCP, TLS handshake, CONNECT of a proxy.
    NotConnected,
    /// A timeout while the request's body was never polled.
    NotBegun,
    /// HTTP/2 REFUSED_STREAM, or GOAWAY below our stream.
    StreamRefused,
    /// A TLS alert before any byte of an answer: the server wants a certificate of the client, or another one.
    ClientCertificateRefused,
    /// The body was polled, then came a timeout, a reset or the end before a status.
    Lost,
    /// The future was dropped after the body was polled.
    Dropped,
    /// The documented success in JSON, then truncated, too large, timed out or undecodable.
    Unreadable,
    /// The documented success, decoded, with another id or other data than was sent.
    Differs,
    /// The documented success with HTML, nothing, another media type or an error.
    UnexpectedContent,
    /// Another 2xx that decodes and has our id.
    OtherSuccessDecoded,
    /// Another 2xx.
    OtherSuccess,
    /// Any other status.
    Status,
}

/// A row of the table of attempts.
#[derive(Debug)]
pub(crate) struct AttemptRow {
    #[allow(dead_code)] // names the row in failures of tests
    pub(crate) id: &'static str,
    pub(crate) outcome: Outcome,
    pub(crate) operations: &'static [OperationKind],
    /// Inclusive ranges; empty if the outcome is not [`Outcome::Status`].
    pub(crate) statuses: &'static [(u16, u16)],
    /// `None`: no error.
    pub(crate) delivery: Option<Delivery>,
    pub(crate) basis: Basis,
    /// The basis when the body has none of the documented forms.
    pub(crate) undocumented_body: Basis,
}

impl AttemptRow {
    fn matches(&self, outcome: Outcome, kind: OperationKind, status: Option<u16>) -> bool {
        let in_range = |status| {
            let mut ranges = self.statuses.iter();
            ranges.any(|&(from, to)| (from..=to).contains(&status))
        };
        self.outcome == outcome
            && self.operations.contains(&kind)
            && (outcome != Outcome::Status || status.is_some_and(in_range))
    }
}

/// Whether an attempt is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// It is not.
    No,
    /// It is.
    Always,
    /// If the caller opted in.
    OptIn,
    /// Once, with a renewed token.
    Renewed,
    /// With the same key and the same bytes.
    SameKey,
}

/// A row of the table of repeats.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RepeatRow {
    pub(crate) class: Retry,
    pub(crate) operations: &'static [OperationKind],
    /// Whatever is [`Delivery::NotSent`].
    pub(crate) not_sent: Repeat,
    /// 429.
    pub(crate) too_many_requests: Repeat,
    /// 401.
    pub(crate) unauthorized: Repeat,
    /// 500, 502 to 504, and a lost answer.
    pub(crate) lost: Repeat,
}

/// For a class that no row speaks of. The generator refuses such a table, so that nothing comes here.
static NO_REPEATS: RepeatRow = RepeatRow {
    class: Retry::Never,
    operations: &[],
    not_sent: Repeat::No,
    too_many_requests: Repeat::No,
    unauthorized: Repeat::No,
    lost: Repeat::No,
};

/// What one attempt may have done: `None` is success. The status counts with [`Outcome::Status`] only, and so does whether
/// the body has one of the documented forms.
///
/// A lookup that finds nothing is the most careful verdict there is.
pub(crate) fn ruling(
    api: &Api,
    outcome: Outcome,
    kind: OperationKind,
    status: Option<u16>,
    documented_body: bool,
) -> (Option<Delivery>, Basis) {
    let mut rows = api.attempts.iter();
    match rows.find(|row| row.matches(outcome, kind, status)) {
        None => (Some(Delivery::Unknown), Basis::Assumption),
        Some(row) if outcome == Outcome::Status && !documented_body => {
            (row.delivery, row.undocumented_body)
        }
        Some(row) => (row.delivery, row.basis),
    }
}

/// What is repeated in calls of an operation.
pub(crate) fn repeats(api: &Api, class: Retry, kind: OperationKind) -> &'static RepeatRow {
    let mut rows = api.repeats.iter();
    rows.find(|row| row.class == class && row.operations.contains(&kind))
        .unwrap_or(&NO_REPEATS)
}

/// What the attempts of a call did together: what one of them did or may have done, no later one undoes. The basis is that of
/// the last attempt with this delivery; nothing if there was no attempt.
pub(crate) fn fold(
    attempts: impl IntoIterator<Item = (Delivery, Basis)>,
) -> Option<(Delivery, Basis)> {
    let weight = |delivery| match delivery {
        Delivery::NotSent => 0,
        Delivery::Refused => 1,
        Delivery::Unknown => 2,
        Delivery::Done => 3,
    };
    // Of equals, `max_by_key` gives the last.
    attempts
        .into_iter()
        .max_by_key(|(delivery, _)| weight(*delivery))
}

#[cfg(all(test, feature = "paysera", feature = "qolo"))]
mod provider_tests;
#[cfg(test)]
mod tests;
