//! Seed data is read or refused with a place, and what is read has no more tokens than a user may have.
#![no_main]

use pazemo_sandbox::Seed;

libfuzzer_sys::fuzz_target!(|text: &str| {
    match Seed::read("fuzz.yaml", text) {
        Ok(seed) => drop(seed.token()),
        Err(error) => assert!(error.to_string().starts_with("fuzz.yaml:")),
    }
});
