//! What comes of calls, through the public interface, against scripted servers.

#[path = "../support/mod.rs"]
mod support;

mod attempts;
mod bounds;
mod busy_connection;
mod calls_as_values;
mod cut_answers;
mod dynamic;
mod errors;
mod folding;
mod goaway;
mod money;
mod options;
mod paths;
mod providers;
mod raw;
mod requests;
mod surprises;
mod tls;
mod transport;
mod what_errors_tell;
mod wire;
