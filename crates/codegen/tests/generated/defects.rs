//! Defects planted in a copy of the curated document stop the generator, with line, column and advice; additions to it reach the client.

use std::{fs, path::Path};

use pazemo_codegen::{Generated, Sources};
use pazemo_openapi::Finding;

const FILE: &str = "openapi/pazemo.yaml";

fn document() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(FILE);
    fs::read_to_string(path).unwrap()
}

/// The document with `old` replaced by `new` once, and the line at which `marker` stands in it then.
fn planted(old: &str, new: &str, marker: &str) -> (String, usize) {
    let text = document();
    assert!(text.contains(old), "{old:?} is not in the document");
    let text = text.replacen(old, new, 1);
    let line = text.lines().position(|line| line.contains(marker)).unwrap() + 1;
    (text, line)
}

fn generate(text: &str) -> Result<Generated, Vec<Finding>> {
    pazemo_codegen::generate(&Sources {
        document: (FILE, text),
        verdicts: None,
        module: pazemo_codegen::Module::new("", "pazemo"),
    })
}

fn findings(text: &str) -> Vec<Finding> {
    generate(text).expect_err("the generator should have stopped")
}

#[test]
fn each_defect_stops_the_build_with_its_place_and_advice() {
    for (old, new, marker, rule) in [
        (
            "      summary: Get the user of the token",
            "      sumary: Get the user of the token",
            "sumary:",
            "unknown-key",
        ),
        (
            "      x-method-name: me",
            "      x-metod-name: me",
            "x-metod-name",
            "unknown-extension",
        ),
        (
            "      operationId: getCurrentUser",
            "      operationId: getCurrentUser\n      operationId: again",
            "operationId: again",
            "duplicate-key",
        ),
        (
            "          $ref: '#/components/responses/Gone'",
            "          $ref: '#/components/responses/Gone'\n          description: sibling",
            "description: sibling",
            "ref-siblings",
        ),
        (
            "$ref: '#/components/responses/Gone'",
            "$ref: '#/components/responses/Goner'",
            "Goner",
            "ref-dangling",
        ),
        (
            "  summary: Get a user\n",
            "  summary: [\n",
            "operationId: getUser",
            "yaml-syntax",
        ),
    ] {
        let (text, line) = planted(old, new, marker);
        let found = findings(&text);
        let finding = found.iter().find(|finding| finding.rule == rule);
        let finding = finding.unwrap_or_else(|| panic!("{rule} not among {found:?}"));
        assert_eq!(&*finding.file, FILE);
        if rule != "yaml-syntax" {
            assert_eq!(finding.line, line, "{finding}");
        }
        assert!(finding.column > 1, "{finding}");
        assert!(!finding.advice.is_empty(), "{finding}");
    }
}

#[test]
fn whatever_lacks_an_extension_or_is_a_float_stops_the_build() {
    // The extension is removed from one place; the finding stands at the object that lacks it.
    for (old, new, holder, rule) in [
        (
            "      operationId: getUser\n      x-retry: safe\n",
            "      operationId: getUser\n",
            "/users/{userId}:",
            "missing-retry",
        ),
        (
            "          description: Profile of the user. That this status answers the call is inferred.\n          x-evidence: [table, example, inferred]\n",
            "          description: Profile of the user. That this status answers the call is inferred.\n",
            "description: Profile of the user.",
            "missing-evidence",
        ),
    ] {
        let (text, line) = planted(old, new, holder);
        let found = findings(&text);
        let finding = found.iter().find(|finding| finding.rule == rule).unwrap();
        // The key of the object stands just above what it contains, or the operation just below its path.
        assert!(
            finding.line.abs_diff(line) <= 1,
            "{finding}, not near line {line}"
        );
    }
    let mobile = "        mobile:\n          type: string\n";
    assert!(
        document().contains(mobile),
        "the document has another `mobile`"
    );
    let (text, line) = planted(
        mobile,
        "        mobile:\n          type: number\n          format: double\n",
        "format: double",
    );
    let found = findings(&text);
    let finding = found
        .iter()
        .find(|finding| finding.rule == "float")
        .unwrap();
    assert_eq!(finding.line, line - 2, "{finding}");
}

#[test]
fn every_property_needs_evidence_and_every_string_its_sensitivity() {
    let text = document();
    for (extension, rule) in [
        ("x-evidence: ", "missing-evidence"),
        ("x-sensitive: ", "missing-sensitive"),
    ] {
        let schemas = text.find("\n  schemas:\n").unwrap();
        let lines: Vec<&str> = text[schemas..].lines().collect();
        let holders = lines
            .iter()
            .filter(|line| line.trim_start().starts_with(extension))
            .count();
        assert!(holders > 20, "{extension}: {holders}");
        for nth in [0, holders / 2, holders - 1] {
            let mut seen = 0;
            let without: Vec<&str> = lines
                .iter()
                .filter(|line| {
                    let is_holder = line.trim_start().starts_with(extension);
                    seen += usize::from(is_holder);
                    !(is_holder && seen == nth + 1)
                })
                .copied()
                .collect();
            let broken = format!("{}{}\n", &text[..schemas], without.join("\n"));
            let found = findings(&broken);
            assert!(
                found.iter().any(|finding| finding.rule == rule),
                "{rule} for holder {nth}: {found:?}"
            );
        }
    }
}

#[test]
fn a_new_operation_reaches_facade_tables_and_types() {
    let operation = "paths:\n  /banks:\n    get:\n      tags: [banks]\n      description: Answers with all banks.\n      operationId: listBanks\n      x-retry: safe\n      \
        responses:\n        '200':\n          description: All banks.\n          x-evidence: inferred\n          content:\n            application/json:\n              schema:\n                \
        type: array\n                items:\n                  $ref: '#/components/schemas/CurrentUser'\n";
    let text = document().replacen("paths:\n", operation, 1);
    let source = generate(&text).unwrap().source;
    for part in [
        "pub fn banks(&self) -> Banks<'_>",
        "client.banks().list().await?",
        "LIST_BANKS",
        "\"listBanks\"",
    ] {
        assert!(source.contains(part), "{part}");
    }
}

#[test]
fn the_same_document_gives_the_same_source() {
    let text = document();
    let first = generate(&text).unwrap();
    let second = generate(&text).unwrap();
    assert_eq!(first.source, second.source);
    assert!(first.warnings.is_empty(), "{:?}", first.warnings);
}

#[test]
fn optional_parameters_become_options() {
    let text = document().replacen(
        "      operationId: listAccounts\n      x-retry: safe\n      parameters:\n",
        "      operationId: listAccounts\n      x-retry: safe\n      parameters:\n        - name: pageSize\n          in: query\n          description: How many.\n          schema:\n            type: integer\n",
        1,
    );
    let source = generate(&text).unwrap().source;
    for part in [
        "pub struct ListAccountsOptions",
        "pub fn with_page_size(",
        "pub async fn list_with(",
        "\"pageSize\"",
    ] {
        assert!(source.contains(part), "{part}");
    }
}

#[test]
fn the_documented_success_and_the_kind_reach_the_table() {
    let text = document().replacen("        '200':\n", "        '202':\n", 1);
    let flat = |text: &str| {
        let source = generate(text).unwrap().source;
        source.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let source = flat(&text);
    assert!(source.contains("kind: crate::OperationKind::Read, successes: &[202u16],"));
    assert!(source.contains("kind: crate::OperationKind::Authorize, successes: &[200u16],"));
    // Without the secret in its request, an operation authorizes nothing.
    let plain = "      x-value: secret\n";
    assert!(text.contains(plain), "the document has no secret");
    let source = flat(&text.replacen(plain, "      x-value: identifier\n", 1));
    assert!(!source.contains("OperationKind::Authorize"));
}
