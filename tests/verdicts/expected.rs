//! The two tables as they were agreed on, written down by hand: neither the client nor the document is asked.

use pazemo::{
    Basis::{self, Assumption, Http, Page, Wire},
    Delivery::{self, Done, NotSent, Refused, Unknown},
    OperationKind::{self, Authorize, Create, Read},
};

/// A row of the first table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) id: &'static str,
    pub(crate) kinds: &'static [OperationKind],
    /// `None` is a success.
    pub(crate) delivery: Option<Delivery>,
    pub(crate) basis: Basis,
    /// The basis if a refusal's body has none of the documented forms.
    pub(crate) undocumented: Basis,
}

const ALL: &[OperationKind] = &[Read, Create, Authorize];
const READ_AND_CREATE: &[OperationKind] = &[Read, Create];
const AUTHORIZE: &[OperationKind] = &[Authorize];

const fn row(
    id: &'static str,
    kinds: &'static [OperationKind],
    delivery: Option<Delivery>,
    basis: Basis,
) -> Row {
    or_by_body(id, kinds, delivery, basis, basis)
}

const fn or_by_body(
    id: &'static str,
    kinds: &'static [OperationKind],
    delivery: Option<Delivery>,
    basis: Basis,
    undocumented: Basis,
) -> Row {
    Row {
        id,
        kinds,
        delivery,
        basis,
        undocumented,
    }
}

pub(crate) const ROWS: &[Row] = &[
    row("not-attempted", ALL, Some(NotSent), Wire),
    row("not-connected", ALL, Some(NotSent), Wire),
    row("not-begun", ALL, Some(NotSent), Wire),
    row("stream-refused", ALL, Some(NotSent), Http),
    row("client-certificate-refused", ALL, Some(NotSent), Http),
    row("lost", ALL, Some(Unknown), Wire),
    row("dropped", ALL, Some(Unknown), Wire),
    row("unreadable", ALL, Some(Done), Page),
    row("differs", READ_AND_CREATE, Some(Done), Page),
    row("authorized-differs", AUTHORIZE, Some(Unknown), Assumption),
    row("unexpected-content", ALL, Some(Unknown), Assumption),
    row("other-success-decoded", ALL, None, Assumption),
    row("other-success", ALL, Some(Unknown), Assumption),
    or_by_body("rejected", ALL, Some(Refused), Page, Assumption),
    or_by_body("not-found", ALL, Some(Refused), Page, Assumption),
    row("not-accepted", ALL, Some(Refused), Http),
    row("unprocessable", ALL, Some(Refused), Assumption),
    row("failed", READ_AND_CREATE, Some(Refused), Assumption),
    row("authorized-failed", AUTHORIZE, Some(Unknown), Assumption),
    row("conflict", ALL, Some(Unknown), Assumption),
    row("gone", READ_AND_CREATE, Some(Refused), Assumption),
    row("authorized-gone", AUTHORIZE, Some(Unknown), Assumption),
    or_by_body("server-failed", ALL, Some(Unknown), Page, Assumption),
    row("other-status", ALL, Some(Unknown), Assumption),
];

/// No scenario shows these rows for these kinds.
pub(crate) const NOT_ON_THE_WIRE: &[(&str, OperationKind, &str)] = &[(
    "differs",
    Read,
    "the answer of a read is compared with nothing",
)];

pub(crate) fn of(id: &str) -> &'static Row {
    let found = ROWS.iter().find(|row| row.id == id);
    found.unwrap_or_else(|| panic!("there is no row `{id}`"))
}

/// The row of a status that is no success.
pub(crate) fn of_status(status: u16, kind: OperationKind) -> &'static Row {
    let authorizes = kind == Authorize;
    of(match status {
        400 | 401 | 403 | 429 => "rejected",
        404 => "not-found",
        405 | 406 | 411 | 413 | 414 | 415 | 417 | 421 | 425 | 431 => "not-accepted",
        422 => "unprocessable",
        402 if authorizes => "authorized-failed",
        402 => "failed",
        409 => "conflict",
        410 if authorizes => "authorized-gone",
        410 => "gone",
        500 | 503 => "server-failed",
        _ => "other-status",
    })
}
