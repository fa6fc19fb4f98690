//! A build with serde_json's `arbitrary_precision`.

#[cfg(test)]
mod tests {
    use pazemo::types::{Account, NewWithdraw};

    const AMOUNTS: [&str; 7] = [
        "948775.42",
        "-84311",
        "9.10",
        "0.1",
        "0.00",
        "12345678901234567.89",
        "123456789012345678.91",
    ];

    #[test]
    fn amounts_are_exact_in_both_directions() {
        for amount in AMOUNTS {
            let sent = serde_json::to_string(&NewWithdraw::new(amount.parse().unwrap())).unwrap();
            assert_eq!(sent, format!("{{\"amount\":{amount}}}"));
            let text = format!(
                "{{\"id\":\"1\",\"createdTime\":\"c\",\"updatedTime\":\"u\",\"currencyId\":\"x\",\"balance\":{amount},\"new\":{amount}}}"
            );
            let account: Account = serde_json::from_str(&text).unwrap();
            assert_eq!(account.balance.to_string(), amount);
            assert_eq!(serde_json::to_string(&account).unwrap(), text);
        }
    }

    #[test]
    fn the_feature_is_on() {
        let value: serde_json::Value = serde_json::from_str("123456789012345678.91").unwrap();
        assert_eq!(value.to_string(), "123456789012345678.91");
    }
}
