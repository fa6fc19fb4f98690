//! What is written down of each provider, read.

use std::sync::OnceLock;

use pazemo::contract::ExchangeTypes;
use pazemo_openapi::{Document, Node};

/// A provider's document, deviations and recordings, and the client's types for its bodies.
pub(crate) struct Provider {
    pub(crate) name: &'static str,
    pub(crate) document: Document,
    pub(crate) deviations: Node,
    /// By file name.
    pub(crate) recordings: Vec<(&'static str, Node)>,
    pub(crate) types: &'static [ExchangeTypes],
}

/// All providers, Pazemo first.
pub(crate) fn providers() -> &'static [Provider] {
    static PROVIDERS: OnceLock<Vec<Provider>> = OnceLock::new();
    PROVIDERS.get_or_init(|| {
        let all = pazemo::documents::PROVIDERS.iter().map(|provider| {
            let name = provider.name;
            let parse = |file: &str, text| {
                pazemo_openapi::parse(file, text).unwrap_or_else(|finding| panic!("{finding}"))
            };
            let recordings = provider.recordings.iter();
            Provider {
                name,
                document: Document::read(&format!("openapi/{name}.yaml"), provider.document)
                    .unwrap_or_else(|finding| panic!("{finding}")),
                deviations: parse(
                    &format!("openapi/{name}.deviations.yaml"),
                    provider.deviations,
                ),
                recordings: recordings
                    .map(|(file, text)| (*file, parse(file, text)))
                    .collect(),
                types: pazemo::contract::exchange_types_of(name).expect("types of each provider"),
            }
        });
        all.collect()
    })
}
