//! What the documents of the other providers have that Pazemo's has not: keys, several statuses of success, errors without bodies,
//! operations for everybody.

use std::{fs, path::Path};

use pazemo_codegen::{Module, Sources};

/// The generated source of a provider's document after a change, white space made one.
fn generated(name: &str, module: &str, change: (&str, &str)) -> String {
    let read = |file: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        fs::read_to_string(path.join(file)).unwrap()
    };
    let (document, verdicts) = (
        format!("openapi/{name}.yaml"),
        format!("openapi/{name}.verdicts.yaml"),
    );
    let text = read(&document);
    assert!(text.contains(change.0), "{}", change.0);
    let text = text.replacen(change.0, change.1, 1);
    let generated = pazemo_codegen::generate(&Sources {
        document: (&document, &text),
        verdicts: Some((&verdicts, &read(&verdicts))),
        module: Module::new(module, name),
    });
    let generated = generated.unwrap_or_else(|findings| panic!("{findings:?}"));
    assert_eq!(generated.warnings, []);
    generated
        .source
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The row of an operation in the generated table.
fn row<'s>(source: &'s str, id: &str) -> &'s str {
    let (_, rest) = source
        .split_once(&format!("Operation {{ id: \"{id}\","))
        .unwrap_or_else(|| panic!("no operation {id}"));
    rest.split_once("};").unwrap().0
}

const AS_IT_IS: (&str, &str) = ("", "");

#[test]
fn every_documented_status_of_success_reaches_the_table() {
    let source = generated("qolo", "qolo", AS_IT_IS);
    for id in ["login", "createCard"] {
        let row = row(&source, id);
        assert!(row.contains("successes: &[200u16, 201u16]"), "{row}");
    }
}

#[test]
fn whether_an_operation_is_authenticated_reaches_the_table() {
    let is_authenticated = |source: &str, id| {
        let row = row(source, id);
        assert!(row.contains("authenticated: "), "{row}");
        row.contains("authenticated: true")
    };
    let qolo = generated("qolo", "qolo", AS_IT_IS);
    assert!(!is_authenticated(&qolo, "login"));
    assert!(is_authenticated(&qolo, "createCard"));
    let paysera = generated("paysera-wallet", "paysera", AS_IT_IS);
    for (id, expected) in [
        ("getServer", false),
        ("getConfiguration", false),
        ("getWalletBalance", true),
    ] {
        assert_eq!(is_authenticated(&paysera, id), expected, "{id}");
    }
    let changed = ("      security: []\n", "");
    let changed = generated("paysera-wallet", "paysera", changed);
    assert!(is_authenticated(&changed, "getServer"));
}

#[test]
fn a_keyed_operation_sends_a_key_also_when_none_is_given() {
    let source = generated("qolo", "qolo", AS_IT_IS);
    assert!(row(&source, "createCard").contains("retry: crate::Retry::Keyed"));
    assert!(row(&source, "login").contains("retry: crate::Retry::Safe"));
    for part in [
        "IdempotencyKey::random()",
        "\"IdempotencyKey\"",
        "call.keyed(",
    ] {
        assert!(source.contains(part), "{part}");
    }
    let paysera = generated("paysera-wallet", "paysera", AS_IT_IS);
    assert!(!paysera.contains("IdempotencyKey"));
}

#[test]
fn errors_have_a_type_only_where_their_bodies_are_documented() {
    let has_type = |source: &str| source.contains("pub enum ErrorBody");
    assert!(has_type(&generated("paysera-wallet", "paysera", AS_IT_IS)));
    assert!(!has_type(&generated("qolo", "qolo", AS_IT_IS)));
}
