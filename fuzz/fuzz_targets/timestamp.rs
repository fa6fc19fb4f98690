//! A timestamp is read or refused, and keeps its text.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(stamp) = text.parse::<pazemo::Timestamp>() {
        assert_eq!(stamp.as_str(), text);
        assert!(stamp.date().is_some());
    }
    if let Ok(stamp) = serde_json::from_str::<pazemo::Timestamp>(text) {
        let _ = (stamp.date(), stamp.system_time());
    }
});
