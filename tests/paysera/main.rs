//! Paysera's Wallet API and its project API, through the public interface.

#[path = "../support/mod.rs"]
mod support;

mod certificates;
