//! Paysera's Wallet API and its project API (feature `paysera`).
//!
//! [`Client`] calls the Wallet API, with a MAC key that signs every attempt anew, or with a client certificate; [`ProjectClient`] calls any path of the project API. The time of
//! signatures is the server's, which the client asks for by itself. How they are used, and what to do about a refused signature: [the guide](crate::guide::paysera).

mod client;
mod client_builder;
mod client_type;
mod clock;
mod environment;
mod error_codes;
mod ext;
mod mac;
mod nonce;
mod parameters;
mod project;
mod server_time;
mod shared;
mod signature;
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

use shared::{clock_methods, shared_client_methods};

pub use client::Client;
pub use client_builder::ClientBuilder;
pub use client_type::ClientType;
pub use environment::Environment;
pub use ext::Ext;
pub use generated::{ErrorBody, resources, types, verdicts};
pub use mac::{MacCredentials, MacRequest};
pub use project::{ProjectClient, ProjectClientBuilder};

/// All operations of the Wallet API, in the order of the document.
///
/// ```
/// assert!(pazemo::paysera::operations().iter().any(|o| o.id() == "getServer"));
/// ```
pub fn operations() -> &'static [crate::Operation] {
    generated::operations::ALL
}
