//! Exit codes by verdict. 0 and 2 are those of the whole program.

use pazemo::{Delivery, Error, ErrorKind};

use crate::UNUSABLE;

/// Not sent, or not processed.
pub(super) const NOT_SENT: u8 = 3;
/// The server turned it down.
pub(super) const REFUSED: u8 = 4;
/// It may have been carried out.
pub(super) const UNKNOWN: u8 = 5;
/// It was carried out; what the answer says is lost, or about something else.
pub(super) const DONE: u8 = 6;

pub(super) fn code(error: &Error) -> u8 {
    match error.delivery() {
        Delivery::NotSent if error.kind() == ErrorKind::InvalidArgument => UNUSABLE,
        Delivery::NotSent => NOT_SENT,
        Delivery::Refused => REFUSED,
        Delivery::Done => DONE,
        // Later versions of the client may know more cases; none of them is certain to this program.
        _ => UNKNOWN,
    }
}
