//! Both tables of verdicts on the wire: for each row, each kind of operation and each protocol, what happens and what the client says of it.

#[path = "../support/mod.rs"]
mod support;

mod client_certificate;
mod connecting;
mod differs;
mod dropped;
mod expected;
mod lost;
mod not_sent;
mod repeats;
mod scenario;
mod server;
mod statuses;
mod subject;
mod successes;
mod tables;
mod waiting;
