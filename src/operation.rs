//! The operations of the API as data.

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
}

/// All operations, in the order of the document.
pub fn operations() -> &'static [Operation] {
    crate::generated::operations::ALL
}
