//! Qolo's platform API (feature `qolo`).

mod login;
#[cfg(feature = "webhooks")]
pub mod webhooks;
