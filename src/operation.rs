//! The operations of the API as data.

use crate::api::Api;

/// Whether and how a call may be repeated by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Retry {
    /// It changes nothing.
    Safe,
    /// It changes something once per key.
    Keyed,
    /// It may move money or create something, and the API offers no way to tell a repetition.
    Never,
}

/// What an operation does, as far as it matters to what a failure of it may mean.
///
/// ```
/// use pazemo::OperationKind::{Authorize, Create, Read};
/// for (id, kind) in [("getAccount", Read), ("createWithdraw", Create), ("confirmWithdraw", Authorize)] {
///     let operation = pazemo::operations().iter().find(|o| o.id() == id).unwrap();
///     assert_eq!(operation.kind(), kind);
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OperationKind {
    /// It changes nothing: its retry class is [`Retry::Safe`].
    Read,
    /// It creates or changes something, and needs no authorization code.
    Create,
    /// It carries an authorization code, as confirming and cancelling a withdraw do. This is where money moves, and where the
    /// failure of another party, a bank say, may come back as an error.
    Authorize,
}

/// An operation of the API, as the document describes it.
///
/// ```
/// let withdraw = pazemo::operations().iter().find(|o| o.id() == "createWithdraw").unwrap();
/// assert_eq!(withdraw.method(), "POST");
/// assert_eq!(withdraw.path(), "/accounts/{accountId}/withdraw");
/// assert_eq!(withdraw.retry(), pazemo::Retry::Never);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Operation {
    pub(crate) id: &'static str,
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) tag: &'static str,
    pub(crate) retry: Retry,
    pub(crate) kind: OperationKind,
    /// The documented statuses of success.
    pub(crate) successes: &'static [u16],
    pub(crate) api: &'static Api,
    /// Whether it is sent with a token or a signature.
    pub(crate) authenticated: bool,
}

impl Operation {
    /// `operationId`.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// HTTP method, in capitals.
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// Path template.
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// Tag: the resource it belongs to.
    pub const fn tag(&self) -> &'static str {
        self.tag
    }

    /// Retry class.
    pub const fn retry(&self) -> Retry {
        self.retry
    }

    /// What it does: reads, creates, or carries out what an authorization code allows.
    pub const fn kind(&self) -> OperationKind {
        self.kind
    }

    /// The provider whose API it belongs to, by the name of its document: `pazemo`, `paysera-wallet`, `qolo`.
    ///
    /// ```
    /// assert_eq!(pazemo::operations()[0].provider(), "pazemo");
    /// ```
    pub const fn provider(&self) -> &'static str {
        self.api.provider
    }

    /// What the runtime has to know of its API.
    pub(crate) const fn api(&self) -> &'static Api {
        self.api
    }

    /// The documented statuses of success, the first one first.
    pub(crate) const fn successes(&self) -> &'static [u16] {
        self.successes
    }
}

/// All operations of the Pazemo API, in the order of the document.
pub fn operations() -> &'static [Operation] {
    crate::generated::operations::ALL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_carries_an_authorization_code_authorizes_and_only_the_safe_reads() {
        for operation in operations() {
            let kind = match (operation.id(), operation.method()) {
                ("confirmWithdraw" | "cancelWithdraw", _) => OperationKind::Authorize,
                (_, "GET") => OperationKind::Read,
                _ => OperationKind::Create,
            };
            assert_eq!(operation.kind(), kind, "{}", operation.id());
            assert_eq!(operation.successes(), [200], "{}", operation.id());
        }
    }
}
