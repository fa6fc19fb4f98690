//! What the client has to say, written down by hand from what was agreed on: neither the client nor its tables are asked.

use pazemo::{
    Basis::{self, Assumption, Http, Page, Wire},
    Delivery::{self, Done, NotSent, Refused, Unknown},
};

use crate::{faults::PRESETS, natural::Reason, operations::Shape, troubles::Trouble};

/// What one thing that goes wrong leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell {
    /// A success.
    Success,
    /// This verdict.
    Is(Delivery, Basis),
    /// This delivery, by the page if the body has one of its forms; otherwise it is a guess.
    ByBody(Delivery),
    /// A provider that may be believed does not do this: it refuses what it did, or claims what it did not do.
    Lie,
}

use Cell::{ByBody, Is, Lie, Success};

const REFUSED: Cell = ByBody(Refused);
const REFUSED_BY_HTTP: Cell = Is(Refused, Http);
const REFUSED_PERHAPS: Cell = Is(Refused, Assumption);
const FAILED: Cell = ByBody(Unknown);
const UNKNOWN: Cell = Is(Unknown, Assumption);
const LOST: Cell = Is(Unknown, Wire);
const DONE: Cell = Is(Done, Page);
const NOT_SENT: Cell = Is(NotSent, Wire);

/// One cell for each [`Shape`], in their order.
type Cells = [Cell; 5];

const fn all(cell: Cell) -> Cells {
    [cell; 5]
}

const fn kinds(read: Cell, create: Cell, authorize: Cell) -> Cells {
    [read, read, create, create, authorize]
}

/// A fault, what it leads to if it strikes before the request is carried out, and what if after.
#[rustfmt::skip]
const ROWS: &[(&str, Cells, Cells)] = &[
    // Successes: whoever was not asked claims nothing. A text is whatever stands there.
    ("status=200", all(Lie), all(Success)),
    ("status=202", [Lie, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN], [Success, Success, UNKNOWN, Success, Success]),
    ("status=204", all(UNKNOWN), all(UNKNOWN)),
    // What turns a request down, for what it says, for who sent it, or for how fast requests come.
    ("status=400", all(REFUSED), all(Lie)),
    ("status=401", all(REFUSED), all(Lie)),
    ("status=403", all(REFUSED), all(Lie)),
    ("status=404", all(REFUSED), all(Lie)),
    ("status=429", all(REFUSED), all(Lie)),
    // Whose meaning the standard fixes.
    ("status=405", all(REFUSED_BY_HTTP), all(Lie)),
    ("status=406", all(REFUSED_BY_HTTP), all(Lie)),
    ("status=411", all(REFUSED_BY_HTTP), all(Lie)),
    ("status=413", all(REFUSED_BY_HTTP), all(Lie)),
    ("status=414", all(REFUSED_BY_HTTP), all(Lie)),
    ("status=415", all(REFUSED_BY_HTTP), all(Lie)),
    ("status=417", all(REFUSED_BY_HTTP), all(Lie)),
    ("status=421", all(REFUSED_BY_HTTP), all(Lie)),
    ("status=425", all(REFUSED_BY_HTTP), all(Lie)),
    ("status=431", all(REFUSED_BY_HTTP), all(Lie)),
    ("status=422", all(REFUSED_PERHAPS), all(Lie)),
    // After an order to pay they may come from behind it.
    ("status=402", kinds(REFUSED_PERHAPS, REFUSED_PERHAPS, UNKNOWN), kinds(Lie, Lie, UNKNOWN)),
    ("status=410", kinds(REFUSED_PERHAPS, REFUSED_PERHAPS, UNKNOWN), kinds(Lie, Lie, UNKNOWN)),
    // What says nothing about what was done.
    ("status=302", all(UNKNOWN), all(UNKNOWN)),
    ("status=408", all(UNKNOWN), all(UNKNOWN)),
    ("status=409", all(UNKNOWN), all(UNKNOWN)),
    ("status=418", all(UNKNOWN), all(UNKNOWN)),
    ("status=499", all(UNKNOWN), all(UNKNOWN)),
    ("status=500", all(FAILED), all(FAILED)),
    ("status=502", all(UNKNOWN), all(UNKNOWN)),
    ("status=503", all(FAILED), all(FAILED)),
    ("status=504", all(UNKNOWN), all(UNKNOWN)),
    ("status=599", all(UNKNOWN), all(UNKNOWN)),
    // No status at all.
    ("drop", all(LOST), all(LOST)),
    ("reset", all(LOST), all(LOST)),
    ("hang", all(LOST), all(LOST)),
    ("delay=60", all(LOST), all(LOST)),
    // Late, but not too late. What is slow or broken before is an answer with 503.
    ("delay=0.02", all(Success), all(Success)),
    ("slow=0.1", all(FAILED), all(Success)),
    // A success that breaks off is one if it said that it is JSON.
    ("truncate", all(UNKNOWN), [UNKNOWN, DONE, DONE, DONE, DONE]),
    ("slow=60", all(UNKNOWN), [UNKNOWN, DONE, DONE, DONE, DONE]),
    // A gateway, which knows nothing of what is behind it.
    ("html=200", all(UNKNOWN), all(UNKNOWN)),
    ("html=403", all(REFUSED_PERHAPS), all(Lie)),
    ("html=502", all(UNKNOWN), all(UNKNOWN)),
    ("html=503", all(UNKNOWN), all(UNKNOWN)),
    // Another media type. A text may have any but HTML; the type of an error says nothing, its body does.
    ("content-type=text/html", all(FAILED), all(UNKNOWN)),
    ("content-type=application/octet-stream", all(FAILED), [Success, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]),
];

/// What the second of two deliveries of a request leads to: that depends on what a provider makes of a withdraw whose identifier is taken, or
/// that is confirmed already. `harsh` answers 400, or 401 because the code is used up: it refuses what it did.
const DELIVERED_TWICE: [(&str, Cells); 3] = [
    ("plain", [Success, Success, Success, UNKNOWN, UNKNOWN]),
    ("harsh", [Success, Success, Success, Lie, Lie]),
    ("loopback", [Success, Success, Success, FAILED, UNKNOWN]),
];

const TROUBLES: [(Trouble, Cells); 11] = [
    (Trouble::BadIdentifier, all(NOT_SENT)),
    (Trouble::NoToken, all(NOT_SENT)),
    (Trouble::NoCode, all(NOT_SENT)),
    (Trouble::Limited, all(NOT_SENT)),
    (Trouble::NoTime, all(NOT_SENT)),
    (Trouble::Gone, all(NOT_SENT)),
    (Trouble::NoTls, all(NOT_SENT)),
    (Trouble::NoConnection, all(NOT_SENT)),
    (Trouble::TooLarge, [UNKNOWN, DONE, DONE, DONE, DONE]),
    (Trouble::Undecodable, all(DONE)),
    (Trouble::OtherId, all(DONE)),
];

/// What a reason leads to with `plain`, `harsh` and `loopback`.
const REASONS: [(Reason, [Cell; 3]); 21] = [
    (Reason::RevokedToken, [REFUSED; 3]),
    (Reason::ReadOnlyToken, [REFUSED; 3]),
    (Reason::TooManyRequests, [REFUSED; 3]),
    (Reason::Maintenance, [FAILED; 3]),
    (Reason::LargeBody, [REFUSED_BY_HTTP; 3]),
    (Reason::UnknownField, [Success, REFUSED, Success]),
    (Reason::UnknownUser, [REFUSED; 3]),
    (Reason::ForeignUser, [REFUSED; 3]),
    (Reason::UnknownAccount, [REFUSED; 3]),
    (Reason::ForeignAccount, [REFUSED; 3]),
    (Reason::UnknownWithdraw, [REFUSED; 3]),
    (Reason::UnknownBeneficiary, [REFUSED; 3]),
    (Reason::PendingBeneficiary, [Success, REFUSED, Success]),
    (Reason::NegativeAmount, [REFUSED; 3]),
    (Reason::ContradictedAccount, [REFUSED; 3]),
    // 409, 400 and 500.
    (Reason::TakenIdentifier, [UNKNOWN, REFUSED, FAILED]),
    (
        Reason::InsufficientFunds,
        [REFUSED_PERHAPS, Success, REFUSED_PERHAPS],
    ),
    // 402, which after an order to pay may come from behind it.
    (Reason::InsufficientFundsLater, [UNKNOWN; 3]),
    (Reason::WrongCode, [REFUSED; 3]),
    // 409 and 410: it is over, perhaps because it was paid.
    (Reason::Confirmed, [UNKNOWN; 3]),
    (Reason::Cancelled, [UNKNOWN; 3]),
];

fn column(cells: Cells, shape: Shape) -> Cell {
    cells[match shape {
        Shape::ReadsText => 0,
        Shape::Reads => 1,
        Shape::Creates => 2,
        Shape::CreatesWithdraw => 3,
        Shape::Authorizes => 4,
    }]
}

/// What a fault leads to.
pub(crate) fn of(fault: &str, after: bool, preset: &str, shape: Shape) -> Cell {
    if fault == "duplicate" {
        let mut found = DELIVERED_TWICE.iter();
        let found = found.find(|(name, _)| *name == preset);
        return column(found.expect("a preset").1, shape);
    }
    let mut found = ROWS.iter().filter(|(name, ..)| *name == fault);
    let (_, before, behind) = found.next().expect(fault);
    assert!(found.next().is_none(), "{fault} is there twice");
    column(if after { *behind } else { *before }, shape)
}

/// What another trouble leads to.
pub(crate) fn of_trouble(trouble: Trouble, shape: Shape) -> Cell {
    let found = TROUBLES.iter().find(|(one, _)| *one == trouble);
    column(found.expect("a trouble").1, shape)
}

/// What a reason leads to.
pub(crate) fn of_reason(reason: Reason, preset: &str) -> Cell {
    let found = REASONS.iter().find(|(one, _)| *one == reason);
    let by_preset = found.expect("a reason").1;
    let mut presets = PRESETS.iter();
    by_preset[presets.position(|one| *one == preset).expect("a preset")]
}

/// Whether the error bodies of a preset are those of the document.
pub(crate) fn has_documented_bodies(preset: &str) -> bool {
    preset != "loopback"
}

impl Cell {
    /// The verdict; `None` is a success.
    pub(crate) fn verdict(self, documented_body: bool) -> Option<(Delivery, Basis)> {
        match self {
            Success => None,
            Is(delivery, basis) => Some((delivery, basis)),
            ByBody(delivery) if documented_body => Some((delivery, Page)),
            ByBody(delivery) => Some((delivery, Assumption)),
            Lie => panic!("nothing is agreed on about lies"),
        }
    }
}

#[test]
fn every_fault_has_a_row_and_every_row_a_fault() {
    let mut rows: Vec<&str> = ROWS.iter().map(|(name, ..)| *name).collect();
    rows.push("duplicate");
    rows.sort_unstable();
    let mut faults = crate::faults::FAULTS.to_vec();
    faults.sort_unstable();
    assert_eq!(rows, faults);
}
