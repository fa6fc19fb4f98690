//! How bodies pass through the types of this crate, for contract checks (feature `contract`).
//!
//! ```
//! let types = pazemo::contract::exchange_types();
//! let create = types.iter().find(|types| types.operation == "createAccount").unwrap();
//! let round_trip = create.request.unwrap();
//! assert_eq!(round_trip(br#"{"currencyId": "USD"}"#).unwrap(), br#"{"currencyId":"USD"}"#);
//! assert!(round_trip(b"{}").is_err());
//! ```

use serde::{Serialize, de::DeserializeOwned};

use crate::runtime::decode::decode;

/// Decodes a body into a type and encodes the value again. The error says where it does not fit and quotes nothing of the body.
pub type RoundTrip = fn(&[u8]) -> Result<Vec<u8>, String>;

/// The types of an operation's bodies.
#[derive(Debug)]
#[non_exhaustive]
pub struct ExchangeTypes {
    /// `operationId`.
    pub operation: &'static str,
    /// The request's body, if it has one.
    pub request: Option<RoundTrip>,
    /// For each documented status the types its body may have; none if the document gives it no body.
    pub responses: &'static [(u16, &'static [RoundTrip])],
}

impl ExchangeTypes {
    pub(crate) const fn new(
        operation: &'static str,
        request: Option<RoundTrip>,
        responses: &'static [(u16, &'static [RoundTrip])],
    ) -> Self {
        Self {
            operation,
            request,
            responses,
        }
    }
}

/// The types of every operation of Pazemo, in the order of the document.
pub fn exchange_types() -> &'static [ExchangeTypes] {
    crate::generated::EXCHANGES
}

/// The types of every operation of a provider, by the name of its document: `pazemo`, and `paysera-wallet` and `qolo` with the features that bring them.
///
/// ```
/// let types = pazemo::contract::exchange_types_of("qolo").ok_or("the feature `qolo` is off")?;
/// assert!(types.iter().any(|types| types.operation == "createCard"));
/// assert!(pazemo::contract::exchange_types_of("nobody").is_none());
/// # Ok::<(), &str>(())
/// ```
pub fn exchange_types_of(provider: &str) -> Option<&'static [ExchangeTypes]> {
    Some(match provider {
        "pazemo" => crate::generated::EXCHANGES,
        #[cfg(feature = "paysera")]
        "paysera-wallet" => crate::paysera::EXCHANGES,
        #[cfg(feature = "qolo")]
        "qolo" => crate::qolo::EXCHANGES,
        _ => return None,
    })
}

pub(crate) fn round_trip<T: Serialize + DeserializeOwned>(body: &[u8]) -> Result<Vec<u8>, String> {
    let value: T = decode(body)?;
    serde_json::to_vec(&value).map_err(|_| "the value cannot be written again".to_owned())
}

pub(crate) fn round_trip_text(body: &[u8]) -> Result<Vec<u8>, String> {
    match std::str::from_utf8(body) {
        Ok(_) => Ok(body.to_vec()),
        Err(error) => Err(format!("not UTF-8 from byte {} on", error.valid_up_to())),
    }
}
