//! The rules of the flow, beside those of `pazemo_contract`.

use pazemo_contract::Rule;
use pazemo_openapi::Severity::Error;

/// A call ended otherwise than it has to.
pub(super) const OUTCOME: Rule = Rule::new(
    "flow-outcome",
    Error,
    "the outcome that this step of the flow names",
);
/// A call was refused as it has to be, and the client says something else about the money.
pub(super) const VERDICT: Rule = Rule::new(
    "flow-verdict",
    Error,
    "delivery and basis as `openapi/pazemo.verdicts.yaml` has them for this status",
);
/// An answer says something else than was sent.
pub(super) const VALUE: Rule =
    Rule::new("flow-value", Error, "the value that was sent, to the digit");
/// What was created is not there afterwards, or something else is.
pub(super) const STATE: Rule = Rule::new(
    "flow-state",
    Error,
    "what earlier answers said was done, and nothing else",
);
/// The money of an account is not what the flow has left there.
pub(super) const LEDGER: Rule = Rule::new(
    "flow-ledger",
    Error,
    "what was there, less what was paid and its fee, to the digit",
);
/// Calls and exchanges are not one to one.
pub(super) const EXCHANGES: Rule = Rule::new(
    "flow-exchanges",
    Error,
    "one exchange for each call of the flow, and no other",
);
/// A body that cannot be looked at.
pub(super) const TEXT: Rule = Rule::new("body-not-text", Error, "text in UTF-8");

/// All of them.
#[cfg(test)]
pub(super) const ALL: &[Rule] = &[OUTCOME, VERDICT, VALUE, STATE, LEDGER, EXCHANGES, TEXT];
