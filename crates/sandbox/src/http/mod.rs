//! The server around a provider: connections, routing, bodies, faults, what is written down.

mod answer;
mod api;
pub(crate) mod bearer;
pub(crate) mod decode;
pub(crate) mod extra_fields;
mod listener;
mod log;
pub(crate) mod media;
mod payload;
mod rate;
mod record;
mod request_body;
mod segments;
mod server;
mod socket;
mod stream;
mod watch;
mod wire_fault;

pub(crate) use answer::{Answer, Media, Success};
pub(crate) use api::{Api, ApiOperation, Elsewhere, Served};
pub(crate) use listener::{Listening, bind};
pub(crate) use rate::RateLimiter;
pub(crate) use server::Asked;
