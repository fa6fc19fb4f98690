//! A recording is read and checked, or refused with a place; a JSON text is read as serde_json reads it.
#![no_main]

use std::sync::LazyLock;

use pazemo_contract::{Contract, Recording, parse_json};
use pazemo_openapi::Document;

static DOCUMENT: LazyLock<Document> = LazyLock::new(|| {
    Document::read("pazemo.yaml", include_str!("../../openapi/pazemo.yaml")).unwrap()
});
static CONTRACT: LazyLock<Contract<'static>> = LazyLock::new(|| Contract::new(&DOCUMENT).unwrap());

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(recording) = Recording::read("fuzz.yaml", text) {
        for finding in CONTRACT.check(&recording, &[]) {
            assert!(finding.finding.line >= 1);
        }
    }
    let strict = serde_json::from_str::<serde_json::Value>(text);
    if let (Ok(node), Ok(strict)) = (parse_json(text), strict) {
        assert_eq!(node.to_value(), strict);
    }
});
