//! Paysera's clients on the wire, against a server that checks signatures with code of its own.

#[path = "../support/mod.rs"]
mod support;

mod canary;
mod certificates;
mod clock;
mod errors;
mod hmac_sha256;
mod parameters;
mod project;
mod requests;
mod signatures;
mod wallet;
