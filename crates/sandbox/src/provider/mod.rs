//! What makes a sandbox that of one provider. Connections, limits, faults, logs and the administration belong to all of them.

pub(crate) mod pazemo;

use bytes::Bytes;

use crate::{
    common::Common,
    http::{Answer, Api, ApiOperation, Asked},
    refusal::Refusal,
};

/// A provider's API, as the server needs it.
pub(crate) trait Provider: Send + Sync {
    /// What every sandbox has.
    fn common(&self) -> &Common;

    /// The document.
    fn api(&self) -> &'static Api;

    /// Judges all of a request that needs no body: who makes it, whether it may, whether its body is of the right kind.
    fn admit<'r>(&'r self, asked: &'r Asked<'r>) -> Result<Box<dyn Admitted + 'r>, Refusal>;

    /// A refusal as an answer, in the form of the provider. `path` is that of the request.
    fn refuse(&self, operation: Option<&ApiOperation>, path: &str, refusal: &Refusal) -> Answer;

    /// The body of an answer to something that is no HTTP, and so reaches nobody else; `None`: the answer has none.
    fn malformed(&self, code: &'static str, message: &'static str) -> Option<Bytes>;
}

/// A request that may be carried out, as often as it is delivered.
pub(crate) trait Admitted: Send {
    /// The step itself, once everything of the request is there.
    fn carry_out(&self, body: &[u8]) -> Result<Answer, Refusal>;
}

/// The operations of all providers.
pub(crate) fn all_operations() -> Vec<&'static str> {
    let operations = ::pazemo::operations();
    operations.iter().map(|operation| operation.id()).collect()
}
