//! What makes a sandbox that of one provider. Connections, limits, faults, logs and the administration belong to all of them.

pub mod paysera;
pub(crate) mod pazemo;
pub mod qolo;

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

    /// Whether the bodies of an operation are secrets as a whole.
    fn hides(&self, _operation: &str) -> bool {
        false
    }
}

/// A request that may be carried out, as often as it is delivered.
pub(crate) trait Admitted: Send {
    /// The step itself, once everything of the request is there.
    fn carry_out(&self, body: &[u8]) -> Result<Answer, Refusal>;
}

/// What a request is called whose path the document of a provider does not have. The client calls it the same.
pub(crate) const RAW: &str = "raw";

/// The document of a provider, as the client was made from it.
pub(crate) fn document(name: &str) -> &'static str {
    let mut all = ::pazemo::documents::PROVIDERS.iter();
    all.find(|provider| provider.name == name)
        .map_or("", |provider| provider.document)
}

/// The operations of all providers.
pub(crate) fn all_operations() -> Vec<&'static str> {
    let documents = [
        ::pazemo::operations(),
        ::pazemo::paysera::operations(),
        ::pazemo::qolo::operations(),
    ];
    let operations = documents.into_iter().flatten();
    operations
        .map(|operation| operation.id())
        .chain([RAW])
        .collect()
}
