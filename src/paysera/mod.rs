//! Paysera's Wallet API and its project API (feature `paysera`).

mod client;
mod clock;
mod mac;
mod statuses;

/// What the generator makes of `openapi/paysera-wallet.yaml` and its verdicts.
#[allow(clippy::all, dead_code, unused_imports, unused_mut, unused_variables)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/paysera-wallet.rs"));
}

#[cfg(feature = "contract")]
pub(crate) use generated::EXCHANGES;
pub(crate) use generated::FIELD_NAMES;
#[cfg(feature = "schemars")]
pub(crate) use generated::SCHEMAS;
pub(crate) use statuses::status_meaning;

pub use client::Client;
pub use generated::{ErrorBody, resources, types, verdicts};

/// All operations of the Wallet API, in the order of the document.
///
/// ```
/// assert!(pazemo::paysera::operations().iter().any(|o| o.id() == "getServer"));
/// ```
pub fn operations() -> &'static [crate::Operation] {
    generated::operations::ALL
}
