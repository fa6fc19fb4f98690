//! The page against the document.

pub(super) mod addresses;
pub(super) mod examples;
pub(super) mod fields;
pub(super) mod operations;
pub(super) mod statuses;
