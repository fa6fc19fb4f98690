use super::*;

const SCHEMA: &str = include_str!("../../seed.schema.json");

/// A file with one of everything.
const WHOLE: &str = "\
users:
  - id: alice
    email: alice@example.com
    name: Alice
    mobile: '62'
    status: active
    partnerId: p1
    roles: [payer]
    tokens:
      - { value: token-a, access: read-only, revoked: true, addresses: [192.0.2.0/24, '2001:db8::1'] }
    accounts:
      - id: a1
        currencyId: IDR
        number: '1'
        money: 123456789012345678.91
        withdraws:
          - { id: w1, amount: 0.10, beneficiaryId: 7, address: x, reference: r }
  - id: bob
    accounts: [{ id: b1, currencyId: USD }]
beneficiaries:
  - { id: 7, user: alice, accountId: a1, bankId: b, address: x, name: n, email: e, label: l, type: t, active: true }
rules:
  - { amount: 1.5, reference: r, address: x, beneficiaryId: 7, outcome: returned, after: 60 }
currencies: { IDR: 0 }
";

fn message(text: &str) -> String {
    Seed::read("s.yaml", text).unwrap_err().to_string()
}

/// What is said of the whole file with one place of it changed.
fn changed(old: &str, new: &str) -> String {
    assert!(WHOLE.contains(old), "{old:?}");
    message(&WHOLE.replacen(old, new, 1))
}

fn validator() -> jsonschema::Validator {
    let schema: serde_json::Value = serde_json::from_str(SCHEMA).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn value(text: &str) -> serde_json::Value {
    pazemo_openapi::parse("s.yaml", text).unwrap().to_value()
}

#[test]
fn everything_in_a_file_is_read_and_no_digit_is_lost() {
    let seed = Seed::read("s.yaml", WHOLE).unwrap();
    let [alice, bob] = &seed.users[..] else {
        panic!("{seed:?}")
    };
    assert_eq!((alice.name.as_str(), bob.name.as_str()), ("Alice", "bob"));
    let token = &alice.tokens[0];
    assert_eq!((token.access, token.revoked), (Access::ReadOnly, true));
    let ranges: Vec<String> = token.addresses.iter().map(ToString::to_string).collect();
    assert_eq!(ranges, ["192.0.2.0/24", "2001:db8::1/128"]);
    let account = &alice.accounts[0];
    assert_eq!(account.money.to_string(), "123456789012345678.91");
    assert_eq!(account.withdraws[0].amount.to_string(), "0.10");
    assert_eq!(account.withdraws[0].beneficiary_id.as_deref(), Some("7"));
    assert!(bob.accounts[0].money.is_zero());
    assert!(seed.beneficiaries[0].active);
    assert_eq!(seed.rules[0].outcome, Outcome::Returned);
    assert_eq!(seed.rules[0].after, 60);
    assert_eq!(seed.currencies["IDR"], 0);
    let json = serde_json::to_string(&pazemo_openapi::parse("s", WHOLE).unwrap()).unwrap();
    let from_json = Seed::read("s.json", &json).unwrap();
    assert_eq!(format!("{seed:?}"), format!("{from_json:?}"));
}

#[test]
fn every_mistake_is_named_with_its_place_and_what_would_be_right() {
    for (old, new, expected) in [
        (
            "name: Alice",
            "nmae: Alice",
            "s.yaml:4:5: error [seed]: unknown key `nmae`",
        ),
        (
            "id: alice",
            "id: a/b",
            "s.yaml:2:9: error [seed]: an identifier has none of",
        ),
        (
            "id: alice",
            "id: [1]",
            "s.yaml:2:9: error [seed]: a list stands here",
        ),
        (
            "id: bob",
            "id: alice",
            "s.yaml:18:9: error [seed]: this user stands in the file before",
        ),
        (
            "id: b1",
            "id: a1",
            "s.yaml:19:22: error [seed]: this account stands",
        ),
        ("id: b1,", "", "s.yaml:19:16: error [seed]: `id` is missing"),
        (
            "roles: [payer]",
            "roles: payer",
            "s.yaml:8:12: error [seed]: a string stands here",
        ),
        (
            "email: alice@example.com",
            "email: 1",
            "s.yaml:3:12: error [seed]: a number stands here",
        ),
        ("access: read-only", "access: root", "`root` is no access"),
        (
            "revoked: true",
            "revoked: yes",
            "right would be: true or false",
        ),
        (
            "192.0.2.0/24",
            "192.0.2.1/24",
            "right would be: 192.0.2.0/24",
        ),
        ("192.0.2.0/24", "192.0.2.0/33", "`192.0.2.0/33` is no range"),
        ("192.0.2.0/24", "localhost", "`localhost` is no range"),
        (
            "123456789012345678.91",
            "-0.01",
            "s.yaml:15:16: error [seed]: money is not negative",
        ),
        ("123456789012345678.91", "'5'", "a string stands here"),
        ("123456789012345678.91", "1e99", "s.yaml:15:16"),
        ("amount: 0.10", "amount: -1", "money is not negative"),
        (
            "amount: 0.10, beneficiaryId: 7",
            "amount: 1, beneficiaryId: 8",
            "s.yaml:17:49: error [seed]: there is no beneficiary `8`",
        ),
        (
            "beneficiaryId: 7, outcome",
            "beneficiaryId: 8, outcome",
            "there is no beneficiary `8`",
        ),
        ("user: alice", "user: carol", "there is no user `carol`"),
        ("user: alice", "user: bob", "user `bob` has no account `a1`"),
        (
            "accountId: a1",
            "accountId: a2",
            "user `alice` has no account `a2`",
        ),
        (
            "outcome: returned",
            "outcome: lost",
            "settled, failed or returned",
        ),
        ("after: 60", "after: 1.5", "a whole number of seconds"),
        (
            "after: 60",
            "after: 4294967296",
            "a whole number of seconds",
        ),
        ("IDR: 0 }", "IDR: 9 }", "how many decimals it has, 0 to 8"),
        (
            "value: token-a",
            "value: 'with space'",
            "cannot be sent as a token",
        ),
        ("value: token-a", "value: ''", "cannot be sent as a token"),
        ("users:", "people:", "unknown key `people`"),
    ] {
        let message = changed(old, new);
        assert!(message.contains(expected), "{old:?} -> {new:?}: {message}");
        assert!(message.starts_with("s.yaml:"), "{message}");
        assert!(message.contains("right would be: "), "{message}");
    }
    let foreign = WHOLE.replace("user: alice, accountId: a1", "user: bob");
    assert!(message(&foreign).contains("there is no beneficiary `7`"));
    assert!(message("rules: []").contains("`users` is missing"));
    assert!(message("users: [").starts_with("s.yaml:"));
    assert!(message("users: []\nusers: []").contains("duplicate-key"));
    assert!(message(&" ".repeat(5 * 1024 * 1024)).contains("more than"));
}

#[test]
fn a_user_has_up_to_five_tokens_and_none_of_them_is_quoted() {
    let tokens = |number: usize| -> String {
        let tokens: Vec<String> = (0..number)
            .map(|n| format!("{{value: canary-{n}}}"))
            .collect();
        format!("users: [{{id: a, tokens: [{}]}}]", tokens.join(", "))
    };
    assert!(Seed::read("s.yaml", &tokens(5)).is_ok());
    assert!(message(&tokens(6)).contains("6 tokens stand here"));
    let twice = message("users: [{id: a, tokens: [{value: canary}, {value: canary}]}]");
    assert!(twice.contains("this token stands"), "{twice}");
    assert!(!twice.contains("canary"), "{twice}");
    let seed = Seed::read("s.yaml", &tokens(2)).unwrap();
    assert!(!format!("{seed:?}").contains("canary"));
}

#[test]
fn the_default_has_what_the_examples_of_the_document_speak_of() {
    let seed = Seed::read("default.yaml", Seed::DEFAULT_FILE).unwrap();
    assert_eq!(format!("{seed:?}"), format!("{:?}", Seed::default()));
    let user = &seed.users[0];
    let account = &user.accounts[0];
    assert_eq!(
        (user.id.as_str(), account.id.as_str()),
        ("string", "string")
    );
    assert_eq!(account.withdraws[0].id, "string");
    assert_eq!(seed.beneficiaries[0].id, "0");
    assert_eq!(seed.token().unwrap().expose(), "sandbox-full-token");
    let tokens = &user.tokens;
    assert!(tokens.iter().any(|token| token.access == Access::ReadOnly));
    assert!(tokens.iter().any(|token| token.revoked));
    assert!(tokens.iter().any(|token| !token.addresses.is_empty()));
}

#[test]
fn the_schema_accepts_what_is_accepted_and_refuses_what_is_refused_without_looking_elsewhere() {
    let validator = validator();
    for text in [Seed::DEFAULT_FILE, WHOLE] {
        let errors: Vec<String> = validator
            .iter_errors(&value(text))
            .map(|error| format!("{} at {}", error, error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
    for (old, new) in [
        ("name: Alice", "nmae: Alice"),
        ("id: alice", "id: a/b"),
        ("id: alice", "id: ''"),
        ("id: b1,", ""),
        ("roles: [payer]", "roles: payer"),
        ("access: read-only", "access: root"),
        ("revoked: true", "revoked: yes"),
        ("192.0.2.0/24", "localhost"),
        ("123456789012345678.91", "-0.01"),
        ("123456789012345678.91", "'5'"),
        ("outcome: returned", "outcome: lost"),
        ("after: 60", "after: 1.5"),
        ("IDR: 0 }", "IDR: 9 }"),
        ("value: token-a", "value: 'with space'"),
        ("users:", "people:"),
    ] {
        let text = WHOLE.replacen(old, new, 1);
        assert!(!validator.is_valid(&value(&text)), "{new:?}");
        assert!(Seed::read("s.yaml", &text).is_err(), "{new:?}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused_with_a_place(
        text in "(users|id|tokens|money|rules|a1|-1|7|[-:,\\[\\]{}'\"\\n #~]){0,60}",
        at in 0..WHOLE.len(),
        with in "\\PC{0,4}",
    ) {
        let mut cut = WHOLE.to_owned();
        cut.replace_range(at..at + 1, &with);
        for text in [text, cut] {
            if let Err(error) = Seed::read("s.yaml", &text) {
                let message = error.to_string();
                proptest::prop_assert!(message.starts_with("s.yaml:"), "{}", message);
            }
        }
    }
}
