//! Any `Retry-After`, with any `Date`, is a time that a clock can hold, or nothing.
#![no_main]

use std::time::Instant;

libfuzzer_sys::fuzz_target!(|values: (String, Option<String>)| {
    let (value, date) = values;
    if let Some(wait) = pazemo::fuzzing::read_retry_after(&value, date.as_deref()) {
        assert!(!wait.is_zero());
        assert!(Instant::now().checked_add(wait).is_some());
    }
});
