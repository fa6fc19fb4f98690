//! An identifier that is accepted from a person contains nothing that leads a path elsewhere.
#![no_main]

use pazemo::types::{BeneficiaryId, UserId};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(id) = text.parse::<UserId>() {
        assert_eq!(id.as_str(), text);
        assert!(
            !text.is_empty()
                && text != "."
                && text != ".."
                && !text.contains(['/', '\\', '?', '#', '%'])
        );
    }
    if let Ok(id) = serde_json::from_str::<BeneficiaryId>(text) {
        let written = serde_json::to_string(&id).unwrap();
        assert_eq!(serde_json::from_str::<BeneficiaryId>(&written).unwrap(), id);
    }
});
