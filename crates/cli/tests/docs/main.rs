//! `pazemo docs`.

mod diff;
mod help;
mod model;
mod support;
mod unusable;
