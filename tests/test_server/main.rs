//! The server for tests of code that uses the client (feature `testing`).

#[path = "../support/mod.rs"]
mod support;

mod agreement;
mod messages;
mod scripts;
mod wire;
