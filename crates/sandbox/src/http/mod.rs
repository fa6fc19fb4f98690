//! The server around the world: connections, routing, checks, error bodies, faults.

mod admit;
mod answer;
mod api;
mod behaviour;
mod decode;
mod defects;
mod error_body;
mod extra_fields;
mod listener;
mod log;
mod payload;
mod rate;
mod record;
mod request_body;
mod segments;
mod server;
mod socket;
mod watch;
mod wire_fault;

pub(crate) use listener::{Failure, listen};
pub(crate) use rate::RateLimiter;
