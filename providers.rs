// The providers: whose documents stand in `openapi/`, and where in the crate their clients are. Included by the build and by xtask.

/// A provider with a document of its own.
pub(crate) struct Provider {
    /// The name of its document, without ending.
    pub(crate) name: &'static str,
    /// The module of its client; empty for the root of the crate.
    pub(crate) module: &'static str,
    /// The feature that brings it; none for what is always there.
    #[allow(dead_code)] // xtask has all of them
    pub(crate) feature: Option<&'static str>,
    /// The folder of its recorded exchanges. There is none where the page shows none.
    #[allow(dead_code)] // xtask has no use for it
    pub(crate) recordings: &'static str,
}

pub(crate) const PROVIDERS: &[Provider] = &[
    Provider {
        name: "pazemo",
        module: "",
        feature: None,
        recordings: "tests/recordings",
    },
    Provider {
        name: "paysera-wallet",
        module: "paysera",
        feature: Some("paysera"),
        recordings: "tests/recordings/paysera-wallet",
    },
    Provider {
        name: "qolo",
        module: "qolo",
        feature: Some("qolo"),
        recordings: "tests/recordings/qolo",
    },
];
