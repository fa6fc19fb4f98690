//! Answers against the document.

use std::{fmt::Write as _, sync::OnceLock};

use pazemo_contract::{Contract, Recording};
use pazemo_openapi::Document;
use serde_json::json;

use super::Answer;

static DOCUMENT: OnceLock<Document> = OnceLock::new();
static CONTRACT: OnceLock<Contract<'static>> = OnceLock::new();

/// What the document says against an answer of an operation; undocumented fields included.
pub fn findings(method: &str, path: &str, answer: &Answer) -> Vec<String> {
    let contract = CONTRACT.get_or_init(|| {
        let document = DOCUMENT
            .get_or_init(|| Document::read("pazemo.yaml", pazemo::documents::DOCUMENT).unwrap());
        Contract::new(document).unwrap()
    });
    let operation = contract.operation(method, path).expect("an operation");
    let headers: serde_json::Map<_, _> = answer
        .headers
        .iter()
        .map(|(name, value)| (name.clone(), json!(value)))
        .collect();
    let recording = json!({
        "source": "sandbox",
        "operation": operation.id,
        "request": { "method": method, "path": path },
        "response": { "status": answer.status, "headers": headers, "body": answer.text() },
    });
    let recording = Recording::read("answer.yaml", &for_yaml(&recording.to_string())).unwrap();
    contract
        .check(&recording, &[])
        .into_iter()
        .filter(|found| found.finding.pointer.starts_with("/response"))
        .map(|found| format!("{}: {}", found.finding.rule, found.finding.message))
        .collect()
}

/// JSON without the characters that YAML does not have: they are written as escapes.
pub fn for_yaml(json: &str) -> String {
    let mut yaml = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '\u{7f}'..='\u{9f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(yaml, "\\u{:04x}", u32::from(character));
            }
            other => yaml.push(other),
        }
    }
    yaml
}
