//! A document is read, linted, lowered and exported, or refused with a place; a sound one is generated from.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(document) = pazemo_openapi::Document::read("fuzz.yaml", text) else {
        return;
    };
    for finding in pazemo_openapi::lint("fuzz.yaml", document.root()) {
        assert!(finding.line >= 1 && finding.column >= 1);
    }
    if let Ok(hoisted) = pazemo_openapi::hoist(&document) {
        let _ = pazemo_openapi::lower(&hoisted);
    }
    let _ = pazemo_openapi::to_openapi_3_1(&document);
    let _ = pazemo_openapi::json_schemas(&document);
    let json = pazemo_openapi::to_json(&document);
    serde_json::from_str::<&serde_json::value::RawValue>(&json).unwrap();
});
