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

/// The findings of the example with one piece of it changed.
fn with(old: &str, new: &str) -> Vec<&'static str> {
    assert_eq!(EXAMPLE.matches(old).count(), 1, "{old}");
    found(&EXAMPLE.replacen(old, new, 1))
}

#[test]
fn a_key_belongs_to_keyed_operations_and_to_a_header() {
    let parameter = "        - name: ReplaceKey
          in: header
          description: What the replacement is told apart by.
          schema:
            $ref: '#/components/schemas/ReplaceKey'
";
    let another = parameter.replace("name: ReplaceKey", "name: OtherKey");
    let in_query = parameter.replace("in: header", "in: query");
    for (changed, wanted) in [
        (String::new(), vec!["keyed-header"]),
        (format!("{parameter}{another}"), vec!["keyed-header"]),
        (
            in_query,
            vec!["keyed-header", "idempotency-key-place", "parameter-schema"],
        ),
        (
            parameter.replace("ReplaceKey'", "OwnerId'"),
            vec!["keyed-header"],
        ),
    ] {
        let rest = "      parameters:\n".to_owned();
        let changed = if changed.is_empty() {
            changed
        } else {
            format!("{rest}{changed}")
        };
        let mut found = with(&format!("{rest}{parameter}"), &changed);
        // Without its only reference, the component is not used either.
        found.retain(|rule| *rule != "unused-component");
        found.sort_unstable();
        let mut wanted = wanted;
        wanted.sort_unstable();
        assert_eq!(found, wanted, "{changed}");
    }
    let on_never = with(
        "      description: Creates a thing.\n",
        &format!("      description: Creates a thing.\n      parameters:\n{parameter}"),
    );
    assert_eq!(on_never, ["keyed-header"]);
}

#[test]
fn statuses_of_success_have_one_body() {
    let created = "        '201':
          description: It is replaced.
          x-evidence: example
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Thing'
";
    let other = created.replace("schemas/Thing", "schemas/Details");
    assert_eq!(with(created, &other), ["success-response"]);
    let empty =
        "        '204':\n          description: It is replaced.\n          x-evidence: example\n";
    assert_eq!(with(created, empty), ["success-response"]);
    assert_eq!(with(created, ""), [""; 0]);
}

#[test]
fn an_error_has_a_body_of_components_or_none() {
    let reference = "            $ref: '#/components/schemas/Problem'\n";
    let any_of = |one: &str| format!("            anyOf:\n              - {one}\n");
    let component = any_of("$ref: '#/components/schemas/Problem'");
    assert_eq!(with(reference, &component), [""; 0]);
    let inline = any_of("{type: object, properties: {}}");
    let mut found = with(reference, &inline);
    found.retain(|rule| *rule != "unused-component");
    assert_eq!(found, ["error-body"]);
    let value = "            $ref: '#/components/schemas/Details'\n";
    let mut found = with(reference, value);
    found.retain(|rule| *rule != "unused-component");
    assert_eq!(
        found,
        ["error-body"],
        "an object without fields tells nothing"
    );
    // A success under `components` is none of this rule's.
    let answer = "        '201':
          description: It is replaced.
          x-evidence: example
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Thing'
";
    let shared = with(
        answer,
        "        '201':\n          $ref: '#/components/responses/Taken'\n",
    );
    assert_eq!(shared, ["success-response"]);
}

#[test]
fn what_is_safe_to_repeat_in_spite_of_its_method_says_why() {
    let evidence = "      x-retry-evidence: [prose, inferred]\n";
    assert_eq!(with(evidence, ""), ["retry-method"]);
    assert_eq!(
        with(evidence, "      x-retry-evidence: [rumour]\n"),
        ["extension-value"]
    );
}

#[test]
fn an_operation_for_everybody_says_so() {
    let all = "security:\n  - bearerAuth: []\n";
    let mut found = with(all, "");
    found.sort_unstable();
    // Each of the three that say nothing; the fourth has a list of its own, which is empty.
    let mut wanted = vec!["missing-security"; 3];
    wanted.push("unused-security-scheme");
    assert_eq!(found, wanted);
    for (kind, is_whole) in [
        ("type: apiKey\n      name: Key\n      in: header\n", true),
        ("type: apiKey\n      name: Key\n", false),
        ("type: mutualTLS\n", false),
    ] {
        let found = with("type: http\n      scheme: bearer\n", kind);
        assert_eq!(found.is_empty(), is_whole, "{kind}: {found:?}");
    }
}
