//! Paysera's Wallet API and its project API (feature `paysera`).

mod clock;
mod mac;
