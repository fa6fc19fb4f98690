//! Sandboxes of the other providers, by requests that this test writes itself.

mod administration;
mod certificates;
mod clients;
mod common_ground;
mod first_steps;
mod guide;
mod http;
mod paysera;
mod paysera_projects;
mod qolo;
mod qolo_keys;
mod secrets;
mod signer;
