//! Each rule on the example document, which keeps all of them.

use super::{RULES, lint};

const EXAMPLE: &str = include_str!("example.yaml");

fn found(text: &str) -> Vec<&'static str> {
    match crate::parse("example.yaml", text) {
        Err(finding) => vec![finding.rule],
        Ok(root) => lint("example.yaml", &root)
            .into_iter()
            .map(|finding| finding.rule)
            .collect(),
    }
}

#[test]
fn the_number_of_rules_is_known() {
    assert_eq!(RULES.len(), 63);
}

#[test]
fn rules_have_names_of_their_own_and_advice() {
    let mut ids: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), RULES.len());
    for rule in RULES {
        assert!(
            rule.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
            "{}",
            rule.id
        );
        assert!(!rule.advice.is_empty(), "{}", rule.id);
    }
}

#[test]
fn the_example_keeps_every_rule() {
    assert_eq!(found(EXAMPLE), Vec::<&str>::new());
}

#[test]
fn each_failing_example_breaks_its_rule() {
    for rule in RULES {
        assert!(
            EXAMPLE.contains(rule.passing),
            "{}: `passing` is not in the example",
            rule.id
        );
        let broken = EXAMPLE.replacen(rule.passing, rule.failing, 1);
        let found = found(&broken);
        assert!(found.contains(&rule.id), "{}: found {found:?}", rule.id);
    }
}

#[test]
fn only_an_identifier_that_a_request_sends_is_chosen_by_the_client() {
    let mark = "          x-client-id: true\n";
    assert!(EXAMPLE.contains(mark));
    // The description makes the place unambiguous; the mark is taken from there and set elsewhere.
    for (old, new) in [
        (mark, "          x-client-id: false\n"),
        (mark, "          x-client-id: 'true'\n"),
        (mark, "          x-client-id:\n"),
        // On the component itself, not on a property.
        (
            "    ThingId:\n      type: string\n",
            "    ThingId:\n      type: string\n      x-client-id: true\n",
        ),
        // No request sends a thing any more.
        (
            "        content:\n          application/json:\n            schema:\n              $ref: '#/components/schemas/Thing'\n      responses",
            "        content:\n          application/json:\n            schema:\n              $ref: '#/components/schemas/Details'\n      responses",
        ),
        // A value, but no identifier.
        (
            "          description: What it costs.\n",
            "          description: What it costs.\n          x-client-id: true\n",
        ),
    ] {
        assert!(EXAMPLE.contains(old), "{old}");
        let found = found(&EXAMPLE.replacen(old, new, 1));
        assert!(found.contains(&"client-id"), "{new}: {found:?}");
    }
    let on_operation =
        EXAMPLE.replacen("x-retry: safe", "x-retry: safe\n      x-client-id: true", 1);
    assert_eq!(found(&on_operation), ["unknown-extension"]);
}
