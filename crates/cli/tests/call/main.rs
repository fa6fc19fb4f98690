//! `pazemo call` as a user runs it, against a server on this machine.

mod exit_codes;
mod help;
mod input;
mod money;
mod output;
mod secrets;
mod support;
#[cfg(unix)]
mod terminal;
