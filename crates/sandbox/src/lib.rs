//! A stateful Pazemo on loopback.

mod admin;
mod defect;
mod exchange;
mod fault;
mod refusal;
mod seed;
mod settings;
mod shared;
mod switches;
mod world;

pub use defect::Defect;
pub use exchange::Exchange;
pub use fault::{Fault, FaultKind, InvalidFault, When};
pub use seed::{Access, InvalidSeed, Outcome, Seed};
pub use switches::*;
