//! Bugs that can be planted in the sandbox, so that checks can be seen to notice them.

/// A bug of a provider. A sandbox with one is of no use but to prove that a check notices it; see
/// [`SandboxBuilder::defect`](crate::SandboxBuilder::defect).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Defect {
    /// The amounts of an answer are texts where the document has numbers.
    WrongType,
    /// A required field is missing from answers.
    MissingField,
    /// What is done is answered with a status that the document does not list.
    UndocumentedStatus,
    /// Amounts are answered rounded to whole numbers.
    RoundedAmount,
    /// A withdraw is answered as created, and is not stored.
    LostCreate,
    /// A withdraw that is confirmed can be confirmed again, and pays again.
    DoubleConfirm,
}

impl Defect {
    /// Every defect.
    pub const ALL: &'static [Self] = &[
        Self::WrongType,
        Self::MissingField,
        Self::UndocumentedStatus,
        Self::RoundedAmount,
        Self::LostCreate,
        Self::DoubleConfirm,
    ];

    /// As it is written on the command line.
    ///
    /// ```
    /// assert_eq!(pazemo_sandbox::Defect::LostCreate.name(), "lost-create");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Self::WrongType => "wrong-type",
            Self::MissingField => "missing-field",
            Self::UndocumentedStatus => "undocumented-status",
            Self::RoundedAmount => "rounded-amount",
            Self::LostCreate => "lost-create",
            Self::DoubleConfirm => "double-confirm",
        }
    }
}
