//! The documents this client was made from and is held against, as text (feature `documents`).
//!
//! ```
//! assert!(pazemo::documents::DOCUMENT.starts_with("openapi: 3.0.3"));
//! assert!(pazemo::documents::VERDICTS.contains("\nattempts:\n"));
//! assert!(pazemo::documents::RECORDINGS.iter().any(|(name, _)| *name == "list-accounts.yaml"));
//! ```

/// The curated OpenAPI document of Pazemo, in YAML.
pub const DOCUMENT: &str = PAZEMO.document;

/// The deviations of Pazemo: every place where the provider's page contradicts itself or the document.
pub const DEVIATIONS: &str = PAZEMO.deviations;

/// The verdicts of Pazemo: what a failed call may have done, and what is repeated. [`verdicts`](crate::verdicts) shows them as tables.
pub const VERDICTS: &str = PAZEMO.verdicts;

/// The recorded exchanges with Pazemo: file name and YAML.
pub const RECORDINGS: &[(&str, &str)] = PAZEMO.recordings;

/// What is written down of a provider.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ProviderDocuments {
    /// The name of the document, without ending.
    pub name: &'static str,
    /// The curated OpenAPI document, in YAML.
    pub document: &'static str,
    /// Every place where the provider's page contradicts itself or the document.
    pub deviations: &'static str,
    /// What a failed call may have done, and what is repeated.
    pub verdicts: &'static str,
    /// The folder of the recorded exchanges in the repository.
    pub recordings_folder: &'static str,
    /// The recorded exchanges, file name and YAML. There are none where the page shows none.
    pub recordings: &'static [(&'static str, &'static str)],
}

macro_rules! documents {
    ($name:literal, $folder:literal) => {
        ProviderDocuments {
            name: $name,
            document: include_str!(concat!("../openapi/", $name, ".yaml")),
            deviations: include_str!(concat!("../openapi/", $name, ".deviations.yaml")),
            verdicts: include_str!(concat!("../openapi/", $name, ".verdicts.yaml")),
            recordings_folder: $folder,
            recordings: include!(concat!(env!("OUT_DIR"), "/", $name, "-recordings.rs")),
        }
    };
}

const PAZEMO: ProviderDocuments = documents!("pazemo", "tests/recordings");

/// The providers of this build, Pazemo first; the others come with their features.
///
/// ```
/// let names: Vec<&str> = pazemo::documents::PROVIDERS.iter().map(|provider| provider.name).collect();
/// assert_eq!(names[0], "pazemo");
/// ```
pub const PROVIDERS: &[ProviderDocuments] = &[
    PAZEMO,
    #[cfg(feature = "paysera")]
    documents!("paysera-wallet", "tests/recordings/paysera-wallet"),
    #[cfg(feature = "qolo")]
    documents!("qolo", "tests/recordings/qolo"),
];
