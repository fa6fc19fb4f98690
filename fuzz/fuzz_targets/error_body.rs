//! Any bytes pass through the types of every operation and status, or are refused.
#![no_main]

libfuzzer_sys::fuzz_target!(|body: &[u8]| {
    for types in pazemo::contract::exchange_types() {
        let responses = types
            .responses
            .iter()
            .flat_map(|(_, trips)| trips.iter().copied());
        for round_trip in types.request.into_iter().chain(responses) {
            if let Ok(written) = round_trip(body) {
                // What was written once is written the same again.
                assert_eq!(round_trip(&written).unwrap(), written);
            }
        }
    }
});
