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
    assert_eq!(RULES.len(), 53);
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
