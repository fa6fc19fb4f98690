//! Paysera's Wallet API and its project API (feature `paysera`).

mod clock;
mod ext;
mod mac;
mod nonce;

pub use ext::Ext;
pub use mac::{MacCredentials, MacRequest};
