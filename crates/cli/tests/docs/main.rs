//! `pazemo docs`.

mod check;
mod diff;
mod help;
mod model;
mod propose;
mod support;
mod unusable;
