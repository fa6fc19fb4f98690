//! A stateful Pazemo on loopback.

mod admin;
mod builder;
mod clock;
mod control;
mod defect;
mod exchange;
mod fault;
mod http;
mod identifiers;
mod ledger;
mod profiles;
mod refusal;
mod sandbox;
mod seed;
mod settings;
mod shared;
mod switches;
mod world;

pub use builder::{SandboxBuilder, StartError};
pub use control::{Clock, Control, IssuedToken, Refused, WaitingFault};
pub use defect::Defect;
pub use exchange::Exchange;
pub use fault::{Fault, FaultKind, FaultSequence, InvalidFault, When};
pub use ipnet::IpNet;
pub use ledger::Bucket;
pub use profiles::{PresetProfile, Profiles, SwitchProfile, ValueProfile};
pub use sandbox::Sandbox;
pub use seed::{Access, InvalidSeed, Outcome, Seed};
pub use switches::*;
pub use world::dump::{
    AccountState, BeneficiaryState, EntryState, State, TokenState, UserState, WithdrawState,
};
