//! A stateful Pazemo on loopback.

mod admin;
mod builder;
mod clock;
mod defect;
mod exchange;
mod fault;
mod http;
mod identifiers;
mod ledger;
mod refusal;
mod sandbox;
mod seed;
mod settings;
mod shared;
mod switches;
mod world;

pub use builder::{SandboxBuilder, StartError};
pub use defect::Defect;
pub use exchange::Exchange;
pub use fault::{Fault, FaultKind, InvalidFault, When};
pub use sandbox::Sandbox;
pub use seed::{Access, InvalidSeed, Outcome, Seed};
pub use switches::*;
