//! Qolo's client against scripted servers.

#[path = "../support/mod.rs"]
mod support;

mod canary;
mod cards;
mod clocks;
mod desk;
mod failing_logins;
mod login;
mod renewal;
mod requests;
mod store;
