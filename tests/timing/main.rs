//! What depends on time: limits, waits, tokens that end; and the scripted server itself.

#[path = "../support/mod.rs"]
mod support;

mod budget;
mod cancellation;
mod deadlines;
mod last_moments;
mod limits;
mod listener;
mod retry_after;
mod tokens;
