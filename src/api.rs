//! What the runtime has to know of a provider's API. The generator makes it of the provider's documents.

use std::{
    any::Any,
    fmt,
    hash::{Hash, Hasher},
};

use crate::delivery::{AttemptRow, RepeatRow};

/// A body of an error in one of the forms that a document describes; its type is the provider's `ErrorBody`.
pub(crate) type DocumentedBody = Box<dyn Any + Send + Sync>;

/// An API. Every operation belongs to one.
pub(crate) struct Api {
    /// The provider's name, as its document has it.
    pub(crate) provider: &'static str,
    /// What an attempt may have done; the first row that matches wins.
    pub(crate) attempts: &'static [AttemptRow],
    /// What is repeated; the first row that matches wins.
    pub(crate) repeats: &'static [RepeatRow],
    /// The statuses that its document describes.
    pub(crate) statuses: &'static [u16],
    /// A status in words a person can act on.
    pub(crate) status_meaning: fn(u16) -> Option<&'static str>,
    /// Reads the body of an error.
    pub(crate) read_error: fn(&[u8]) -> Option<DocumentedBody>,
}

/// The names of all fields of the documents, sorted each: the only ones that an error may show.
const FIELD_NAMES: &[&[&str]] = &[
    crate::generated::FIELD_NAMES,
    #[cfg(feature = "paysera")]
    crate::paysera::FIELD_NAMES,
    #[cfg(feature = "qolo")]
    crate::qolo::FIELD_NAMES,
];

/// Whether a field has this name in any document.
pub(crate) fn is_field_name(name: &str) -> bool {
    FIELD_NAMES
        .iter()
        .any(|names| names.binary_search(&name).is_ok())
}

impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.provider)
    }
}

impl PartialEq for Api {
    fn eq(&self, other: &Self) -> bool {
        self.provider == other.provider
    }
}

impl Eq for Api {}

impl Hash for Api {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.provider.hash(state);
    }
}
