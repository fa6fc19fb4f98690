//! The page against itself.

pub(super) mod addresses;
pub(super) mod answers;
pub(super) mod errors;
pub(super) mod examples;
pub(super) mod names;
pub(super) mod samples;
pub(super) mod shell;
pub(super) mod silence;
pub(super) mod tables;
pub(super) mod tables_examples;
pub(super) mod titles;
pub(super) mod wording;
