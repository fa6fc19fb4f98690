//! What the benchmarks share: a server, both ways to call it, and the arithmetic of the comparison.

mod mode;
mod rivals;
mod server;
mod statistics;

pub(crate) use mode::Mode;
pub(crate) use rivals::{Failure, Operation, Rivals, Side, TimeLimit};

pub(crate) use statistics::Spread;
