//! An amount is read or refused; what is read writes itself and reads back the same.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let parsed = text.parse::<pazemo::Amount>();
    let decoded = serde_json::from_str::<pazemo::Amount>(text);
    if let Ok(amount) = parsed {
        assert_eq!(decoded.unwrap(), amount);
        let written = amount.to_string();
        assert_eq!(
            written.parse::<pazemo::Amount>().unwrap().to_string(),
            written
        );
        let plain = !text.contains(['e', 'E']);
        assert!(
            !plain || written == text || amount.is_zero(),
            "{text} became {written}"
        );
    }
});
