//! The blocking client.

#[path = "../support/mod.rs"]
mod support;

mod calls;
mod context;
