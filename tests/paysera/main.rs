//! Paysera: the Wallet API and the project API, through the public interface and on the wire.

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
