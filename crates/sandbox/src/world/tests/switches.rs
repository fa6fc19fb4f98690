//! Every value of every switch does what it says.

use std::collections::BTreeSet;

use super::observe::{observe, surroundings};
use crate::switches::SWITCHES;

/// Those that the layer of HTTP obeys.
const OF_HTTP: &[&str] = &[
    "unknown-fields",
    "extra-fields",
    "created-status",
    "invalid-status",
    "error-form",
    "retry-after",
    "rate-limit",
];

/// Switch, value, and what is then seen by [`observe`].
const TABLE: &[(&str, &str, &str)] = &[
    ("sent-id", "honoured", "id kept"),
    ("sent-id", "ignored", "id of 36 characters"),
    ("missing-id", "generated", "200"),
    ("missing-id", "refused", "400"),
    ("duplicate-id", "409", "409, 1 withdraws"),
    ("duplicate-id", "500", "500, 1 withdraws"),
    ("duplicate-id", "400", "400, 1 withdraws"),
    ("duplicate-id", "replay", "id w of 10, 1 withdraws"),
    ("duplicate-id", "second-withdraw", "another id, 2 withdraws"),
    ("changed-replay", "replayed", "200 200"),
    ("changed-replay", "409", "200 409"),
    (
        "id-scope",
        "account",
        "same account 409, same user 200, everywhere 200",
    ),
    (
        "id-scope",
        "user",
        "same account 409, same user 409, everywhere 200",
    ),
    (
        "id-scope",
        "global",
        "same account 409, same user 409, everywhere 409",
    ),
    ("finished-withdraw", "409", "409 409 409 409"),
    ("finished-withdraw", "410", "410 410 410 410"),
    ("finished-withdraw", "400", "400 400 400 400"),
    ("finished-withdraw", "404", "404 404 404 404"),
    ("finished-withdraw", "replay", "200 200 200 200"),
    (
        "cancellable",
        "until-confirmed",
        "409, reserved 10; settled 409",
    ),
    (
        "cancellable",
        "until-settled",
        "200, reserved 0; settled 409",
    ),
    ("insufficient-funds", "402", "402"),
    ("insufficient-funds", "400", "400"),
    ("funds-check", "create", "create 402"),
    ("funds-check", "confirm", "create 200, confirm 402"),
    ("reserve", "create", "10 10"),
    ("reserve", "confirm", "0 10"),
    ("reserve", "never", "0 0"),
    ("balance", "gross", "100"),
    ("balance", "net", "90"),
    ("locked", "negative", "-10"),
    ("locked", "positive", "10"),
    ("fee", "on-top", "amount 10 fee 3 paid out 10 left 87"),
    ("fee", "deducted", "amount 10 fee 3 paid out 7 left 90"),
    ("returned-fee", "kept", "fees 3 available 97"),
    ("returned-fee", "refunded", "fees 0 available 100"),
    ("scale", "kept", "1.005 1.000"),
    ("scale", "refused", "400 1.000"),
    ("scale", "rounded", "1.00 1.00"),
    ("zero-amount", "accepted", "200"),
    ("zero-amount", "refused", "400"),
    ("body-account", "refused", "400"),
    ("body-account", "path", "paid by a"),
    (
        "receiver",
        "unchecked",
        "none 200, address 200, beneficiary 200",
    ),
    (
        "receiver",
        "required",
        "none 400, address 200, beneficiary 200",
    ),
    (
        "receiver",
        "beneficiary",
        "none 400, address 400, beneficiary 200",
    ),
    ("unknown-beneficiary", "400", "400"),
    ("unknown-beneficiary", "404", "404"),
    ("unknown-beneficiary", "accepted", "200"),
    ("pending-beneficiary", "allowed", "200"),
    ("pending-beneficiary", "refused", "400, then active 200"),
    (
        "beneficiary-account",
        "unchecked",
        "missing 200, foreign 200, own 200",
    ),
    (
        "beneficiary-account",
        "checked",
        "missing 404, foreign 403, own 200",
    ),
    (
        "unknown-currency",
        "accepted",
        "XXX 200, IDR 200, of the seed 200",
    ),
    (
        "unknown-currency",
        "refused",
        "XXX 400, IDR 200, of the seed 200",
    ),
    ("account-number", "generated", "12 digits"),
    ("account-number", "absent", "none"),
    (
        "foreign",
        "403",
        "user 403, account 403, withdraw 403, beneficiary 403; missing 404",
    ),
    (
        "foreign",
        "404",
        "user 404, account 404, withdraw 404, beneficiary 400; missing 404",
    ),
    (
        "authorization-code",
        "static",
        "once 200, again 200, late 200",
    ),
    (
        "authorization-code",
        "one-time",
        "once 200, again 400, late 200",
    ),
    (
        "authorization-code",
        "expiring",
        "once 200, again 200, late 400",
    ),
    ("wrong-code", "400", "400"),
    ("wrong-code", "401", "401"),
    ("wrong-code", "403", "403"),
    ("settlement", "manual", "confirmed confirmed"),
    ("settlement", "at-once", "completed completed"),
    ("settlement", "delayed", "confirmed completed"),
    ("states", "documented", "pending pending pending pending"),
    (
        "states",
        "extended",
        "pending confirmed completed cancelled",
    ),
    ("transaction", "confirm", "create none, confirm flip"),
    ("transaction", "create", "create flip, confirm flip"),
    ("fee-flat", "2.5", "2.5"),
    ("fee-percent", "1.5", "0.15"),
    ("static-code", "open", "400 200"),
    ("code-lifetime", "10", "9 s 200, 10 s 400"),
    ("settle-after", "10", "9 s confirmed, 10 s completed"),
];

#[test]
fn every_value_of_every_switch_changes_what_it_names() {
    for (name, value, wanted) in TABLE {
        let mut switches = surroundings(name);
        switches.set(name, value).unwrap();
        assert_eq!(observe(name, switches), *wanted, "{name} = {value}");
    }
}

#[test]
fn the_table_has_every_switch_with_every_value() {
    let tested: BTreeSet<_> = TABLE
        .iter()
        .map(|(name, value, _)| (*name, *value))
        .collect();
    for switch in SWITCHES.iter().filter(|one| !OF_HTTP.contains(&one.name)) {
        for value in switch.values {
            let pair = (switch.name, value.name);
            assert!(tested.contains(&pair), "{pair:?}");
        }
        assert!(
            TABLE.iter().any(|(name, ..)| *name == switch.name),
            "{}",
            switch.name
        );
    }
    // Two values that cannot be told apart by their observation would prove nothing.
    let seen: BTreeSet<_> = TABLE.iter().map(|(name, _, seen)| (*name, *seen)).collect();
    assert_eq!(seen.len(), TABLE.len());
}
