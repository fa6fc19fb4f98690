//! Qolo's platform API (feature `qolo`).
//!
//! [`Client`] logs in by itself, creates cards once by an [`IdempotencyKey`](crate::IdempotencyKey), and calls any other path by [`Client::raw`]. Several processes
//! share a token by a [`TokenStore`]. How it is used, and what is assumed where Qolo's page is silent: [the guide](crate::guide::qolo).

mod client;
mod client_builder;
mod environment;
mod file_token_store;
mod login;
pub(crate) mod login_answer;
mod session;
mod statuses;
mod token_store;
#[cfg(feature = "webhooks")]
pub mod webhooks;

/// What the generator makes of `openapi/qolo.yaml` and its verdicts.
#[allow(clippy::all, dead_code, unused_imports, unused_mut, unused_variables)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/qolo.rs"));
}

#[cfg(feature = "contract")]
pub(crate) use generated::EXCHANGES;
pub(crate) use generated::FIELD_NAMES;
#[cfg(feature = "schemars")]
pub(crate) use generated::SCHEMAS;
pub(crate) use statuses::status_meaning;

pub use client::Client;
pub use client_builder::ClientBuilder;
pub use environment::Environment;
pub use file_token_store::FileTokenStore;
pub use generated::{resources, types, verdicts};
pub use login::Login;
pub use token_store::{MemoryTokenStore, StoredToken, TokenStore};

/// All operations of the document, in its order.
///
/// ```
/// assert!(pazemo::qolo::operations().iter().any(|o| o.id() == "createCard"));
/// ```
pub fn operations() -> &'static [crate::Operation] {
    generated::operations::ALL
}
