//! What to do after a call that failed: the line `next:`. It agrees with the exit codes.

use pazemo::{Basis, Delivery, Error, ErrorKind, OperationKind};

use super::output::seconds;

const NOTHING_HAPPENED: &str = "nothing happened; it may be made again";
const CHANGES_NOTHING: &str = "it changes nothing and may be made again";
const FIND_OUT: &str = "keep the identifier and find out what happened before anything else; do not make the call again";

pub(super) fn after_failure(kind: OperationKind, error: &Error) -> String {
    let wait = error
        .retry_after()
        .map_or(String::new(), |time| format!(", after {} s", seconds(time)));
    let is_read = kind == OperationKind::Read;
    match (error.delivery(), error.basis()) {
        (Delivery::NotSent, _) => match error.kind() {
            ErrorKind::UnexpectedUser => format!(
                "nothing was changed; give a working token of the user that --expect-user names, or name another one, then make it again{wait}"
            ),
            ErrorKind::InvalidArgument | ErrorKind::Configuration => {
                "nothing was sent; mend what was given, then make it again".to_owned()
            }
            _ => format!("{NOTHING_HAPPENED}{wait}"),
        },
        (Delivery::Refused, Basis::Assumption) if !is_read => {
            let mend = mend(error.status()).map_or(String::new(), |mend| format!("; {mend}"));
            format!("this is probably a refusal; find out before you make the call again{mend}")
        }
        (Delivery::Refused, _) => {
            let mend = mend(error.status()).unwrap_or("mend what the server says");
            format!("this call changed nothing; {mend}, then make it again{wait}")
        }
        _ if is_read => format!("{CHANGES_NOTHING}{wait}"),
        (Delivery::Done, _) => {
            "it was carried out; keep the identifier and do not make the call again".to_owned()
        }
        _ => FIND_OUT.to_owned(),
    }
}

/// After a call that the caller ended or did not begin.
pub(super) fn after_an_end(kind: OperationKind, delivery: Delivery) -> &'static str {
    match (delivery, kind) {
        (Delivery::NotSent, _) => NOTHING_HAPPENED,
        (_, OperationKind::Read) => CHANGES_NOTHING,
        _ => FIND_OUT,
    }
}

/// What is wrong by the status alone, whatever the body says.
fn mend(status: Option<u16>) -> Option<&'static str> {
    match status? {
        401 => Some("give a token that is valid here"),
        403 => Some("give a token that is permitted to do this, or have it permitted"),
        429 => Some("wait"),
        _ => None,
    }
}
