#![doc = include_str!("../README.md")]

mod amount;
mod client;
mod environment;
mod error;
mod id;
mod json_number;
mod json_object;
mod open_enum;
mod operation;
mod runtime;
mod secret;
mod timestamp;
mod wire_object;

#[cfg(feature = "contract")]
pub mod contract;
#[cfg(feature = "documents")]
pub mod documents;
#[cfg(feature = "schemars")]
pub mod schema;
#[cfg(feature = "testing")]
pub mod testing;

/// What the generator makes of `openapi/pazemo.yaml`; `generated/client.rs` shows it.
#[allow(clippy::all, unused_mut, unused_variables)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/pazemo.rs"));
}

pub use amount::{Amount, AmountError, amount_as_text};
pub use client::{Client, ClientBuilder};
pub use environment::{BaseUrl, Environment};
pub use error::{Error, ErrorKind};
pub use generated::{ErrorBody, resources, types};
pub use id::InvalidIdentifier;
pub use json_object::{ExtraFields, InvalidJsonObject, JsonObject};
pub use open_enum::UnknownValue;
pub use operation::{Operation, Retry, operations};
pub use secret::Secret;
pub use timestamp::{InvalidTimestamp, Timestamp};
