//! What users test with follows the document: a script for each operation, whatever it answers, and its examples.

use std::{fs, path::Path};

use pazemo_codegen::Sources;

const FILE: &str = "openapi/pazemo.yaml";

fn document() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(FILE);
    fs::read_to_string(path).unwrap()
}

/// The generated source of the curated document with these paths in front of its own, white space made one.
fn generated(paths: &str) -> String {
    generated_from(&document().replacen("paths:\n", &format!("paths:\n{paths}"), 1))
}

fn generated_from(text: &str) -> String {
    let generated = pazemo_codegen::generate(&Sources {
        document: (FILE, text),
        verdicts: None,
        module: pazemo_codegen::Module::new("", "pazemo"),
    });
    let source = generated
        .unwrap_or_else(|findings| panic!("{findings:?}"))
        .source;
    source.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn operation(path: &str, id: &str, responses: &str) -> String {
    format!(
        "  {path}:\n    post:\n      tags: [banks]\n      description: For a test.\n      operationId: {id}\n      \
         x-retry: never\n      responses:\n{responses}"
    )
}

#[track_caller]
fn assert_has(source: &str, parts: &[&str]) {
    for part in parts {
        assert!(source.contains(part), "{part}");
    }
}

#[test]
fn a_new_operation_has_a_script_and_its_example_keeps_every_digit() {
    let accounts = "        '201':\n          description: All.\n          x-evidence: inferred\n          content:\n            application/json:\n              \
        schema:\n                type: array\n                items:\n                  $ref: '#/components/schemas/Account'\n              examples:\n                \
        documented:\n                  value:\n                    - {id: a, createdTime: '2021-06-11', updatedTime: '2021-06-11', currencyId: USD, balance: 12345678901234567890.10}\n";
    let source = generated(&operation("/banks", "listBanks", accounts));
    assert_has(
        &source,
        &[
            "pub fn on_list_banks(&self) -> Script<'_, [types::Account]>",
            "status: 201u16",
            "pub fn list_banks() -> ::std::vec::Vec<types::Account>",
            "12345678901234567890.10",
            "pub fn on_ping(&self) -> Script<'_, str>",
            "impl crate::testing::ErrorForm for types::ValidationError {}",
        ],
    );
}

#[test]
fn an_operation_without_a_body_or_an_example_has_a_script_too() {
    let nothing =
        "        '204':\n          description: Nothing.\n          x-evidence: inferred\n";
    let source = generated(&operation("/banks", "closeBank", nothing));
    assert_has(
        &source,
        &[
            "pub fn on_close_bank(&self) -> Script<'_, ()>",
            "status: 204u16, content_type: \"\", example: Some(\"\"), encode: Success::nothing",
        ],
    );
    let no_example = "        '200':\n          description: One.\n          x-evidence: inferred\n          content:\n            application/json:\n              \
        schema:\n                $ref: '#/components/schemas/Account'\n";
    let source = generated(&operation("/banks", "readBank", no_example));
    assert_has(
        &source,
        &["content_type: \"application/json\", example: None, encode: Success::json"],
    );
    assert!(!source.contains("pub fn read_bank()"));
}

#[test]
fn a_success_takes_over_what_request_and_answer_have_in_common() {
    let source = generated("");
    assert_has(
        &source,
        &[
            "if let Ok(body) = request.decoded::<types::NewWithdraw>()",
            "answer.beneficiary_id = Some(sent);",
            "if extent == Extent::AmountsToo { answer.amount = body.amount; }",
        ],
    );
    let part = |from: &str, to: &str| {
        let (_, rest) = source.split_once(from).unwrap();
        rest.split_once(to).unwrap().0.to_owned()
    };
    let confirm = part("pub fn on_confirm_withdraw", "pub fn on_cancel_withdraw");
    assert_has(
        &confirm,
        &["request .path_parameter(\"id\")", "answer.id = sent;"],
    );
    assert!(!confirm.contains("decoded"), "{confirm}");
    let nothing = part("pub fn on_create_account", "pub fn on_list_accounts");
    assert_has(&nothing, &["take_over: None"]);
}

#[test]
fn an_identifier_that_is_sent_and_answered_in_different_types_is_taken_over_as_text() {
    let text = document();
    let (before, request) = text.split_once("\n    NewWithdraw:\n").unwrap();
    let old = "        beneficiaryId:\n          allOf:\n            - $ref: '#/components/schemas/BeneficiaryId'";
    assert!(request.contains(old));
    let request = request.replacen(old, &old.replace("BeneficiaryId'", "BankId'"), 1);
    let source = generated_from(&format!("{before}\n    NewWithdraw:\n{request}"));
    let source = source.replace(" .", ".");
    assert_has(
        &source,
        &[
            "if let Some(sent) = body.beneficiary_id.as_ref().and_then(|id| id.as_str().parse().ok()) \
             { answer.beneficiary_id = Some(sent); }",
        ],
    );
}
