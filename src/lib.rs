//! [guide]: crate::guide
//! [timed-out]: crate::guide::errors#my-confirm-timed-out-what-now
//! [errors]: crate::guide::errors
//! [retries]: crate::guide::retries
//! [tokens]: crate::guide::tokens
//! [testing]: crate::guide::testing
//! [verdicts]: crate::verdicts
// The chapters on other providers are there with their features.
#![cfg_attr(feature = "paysera", doc = "[paysera]: crate::guide::paysera")]
#![cfg_attr(
    not(feature = "paysera"),
    doc = "[paysera]: https://docs.rs/pazemo/latest/pazemo/guide/paysera/"
)]
#![cfg_attr(feature = "qolo", doc = "[qolo]: crate::guide::qolo")]
#![cfg_attr(
    not(feature = "qolo"),
    doc = "[qolo]: https://docs.rs/pazemo/latest/pazemo/guide/qolo/"
)]
#![cfg_attr(feature = "webhooks", doc = "[webhooks]: crate::guide::webhooks")]
#![cfg_attr(
    not(feature = "webhooks"),
    doc = "[webhooks]: https://docs.rs/pazemo/latest/pazemo/guide/webhooks/"
)]
#![doc = include_str!("../README.md")]

mod amount;
mod api;
mod client;
mod client_builder;
#[cfg(feature = "paysera")]
mod client_identity;
mod delivery;
mod environment;
mod error;
mod error_kind;
mod id;
mod idempotency_key;
mod json_number;
mod json_object;
mod observer;
mod open_enum;
mod operation;
mod options;
mod provider;
mod raw;
mod runtime;
mod secret;
mod settings;
mod timestamp;
mod wall_clock;
mod wire_object;

#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(feature = "contract")]
pub mod contract;
#[cfg(feature = "documents")]
pub mod documents;
#[cfg(feature = "dynamic")]
pub mod dynamic;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
// Some of its chapters speak of what only a feature brings; without that feature their links lead nowhere.
#[cfg_attr(
    not(all(
        feature = "blocking",
        feature = "paysera",
        feature = "testing",
        feature = "webhooks"
    )),
    allow(rustdoc::broken_intra_doc_links)
)]
pub mod guide;
#[cfg(feature = "paysera")]
pub mod paysera;
#[cfg(feature = "qolo")]
pub mod qolo;
#[cfg(feature = "schemars")]
pub mod schema;
#[cfg(feature = "testing")]
pub mod testing;

/// What the generator makes of `openapi/pazemo.yaml` and `openapi/pazemo.verdicts.yaml`; `generated/client.rs` shows it.
#[allow(clippy::all, unused_mut, unused_variables)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/pazemo.rs"));
}

pub(crate) use error::status_meaning;

pub use amount::{Amount, AmountError, amount_as_text};
pub use client::Client;
pub use client_builder::ClientBuilder;
#[cfg(feature = "paysera")]
pub use client_identity::ClientIdentity;
pub use delivery::{Basis, Delivery};
pub use environment::{BaseUrl, Environment};
pub use error::Error;
pub use error_kind::ErrorKind;
pub use generated::{ErrorBody, resources, types, verdicts};
pub use id::InvalidIdentifier;
pub use idempotency_key::IdempotencyKey;
pub use json_object::{ExtraFields, InvalidJsonObject, JsonObject};
pub use observer::{Attempt, AttemptObserver};
pub use open_enum::UnknownValue;
pub use operation::{Operation, OperationKind, Retry, operations};
pub use options::{CallOptions, RetryPolicy};
pub use provider::{BoxError, CodeProvider, CodeRequest, Token, TokenProvider};
pub use raw::{RawAnswer, RawRequest};
pub use secret::Secret;
pub use timestamp::{InvalidTimestamp, Timestamp};
