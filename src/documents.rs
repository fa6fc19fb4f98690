//! The documents this client was made from and is held against, as text (feature `documents`).
//!
//! ```
//! assert!(pazemo::documents::DOCUMENT.starts_with("openapi: 3.0.3"));
//! assert!(pazemo::documents::VERDICTS.contains("\nattempts:\n"));
//! assert!(pazemo::documents::RECORDINGS.iter().any(|(name, _)| *name == "list-accounts.yaml"));
//! ```

/// The curated OpenAPI document, in YAML.
pub const DOCUMENT: &str = include_str!("../openapi/pazemo.yaml");

/// The deviations: every place where the provider's page contradicts itself or the document.
pub const DEVIATIONS: &str = include_str!("../openapi/pazemo.deviations.yaml");

/// The verdicts: what a failed call may have done, and what is repeated. [`verdicts`](crate::verdicts) shows them as tables.
pub const VERDICTS: &str = include_str!("../openapi/pazemo.verdicts.yaml");

/// The recorded exchanges: file name and YAML.
pub const RECORDINGS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/recordings.rs"));
