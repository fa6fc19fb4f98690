//! A stateful Pazemo on loopback.

mod refusal;
mod seed;
mod settings;
mod switches;
mod world;

pub use seed::{Access, InvalidSeed, Outcome, Seed};
pub use switches::*;
