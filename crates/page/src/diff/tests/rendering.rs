//! What people and tools get to read.

use super::{
    build::{add_operation, field, numbered, operation, shop, warn},
    diff,
};
use crate::diff::Changes;

fn changes() -> Changes {
    let old = shop();
    let mut new = old.clone();
    add_operation(&mut new, operation("Refund", "POST", "/refunds"));
    new.operations[1].request[0]
        .fields
        .push(field("gift\n::error::`x`", "boolean"));
    new.operations[1].response[0].fields[1].r#type = Some("string".to_owned());
    new.title = Some("Shop, 100 %".to_owned());
    numbered(&mut new);
    warn(&mut new, "row-short", 7);
    diff(&old, &new)
}

#[test]
fn json_has_every_key_and_null_for_what_does_not_apply() {
    let json: serde_json::Value =
        serde_json::from_str(&changes().json().expect("JSON")).expect("JSON");
    let first = json["changes"][0].as_object().expect("a change");
    let mut keys: Vec<_> = first.keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(
        keys,
        [
            "field",
            "kind",
            "level",
            "new",
            "new_line",
            "old",
            "old_line",
            "operation",
            "side",
            "source"
        ]
    );
    assert_eq!(first["kind"], "request_field_added");
    assert_eq!(first["level"], "api");
    assert_eq!(first["side"], "request");
    assert_eq!(first["source"], "table");
    assert!(first["old"].is_null() && first["old_line"].is_null());
    assert_eq!(json["warnings"][0]["kind"], "row-short");
}

#[test]
fn people_read_lines_by_level_and_operation() {
    let text = changes().human();
    assert!(
        text.contains("API (3)\n  POST /orders\n    request field added"),
        "{text}"
    );
    assert!(
        text.contains("    response type changed total: number → string"),
        "{text}"
    );
    assert!(
        text.contains("Documentation (1)\n  the page\n    title changed: Shop API → Shop, 100 %\n"),
        "{text}"
    );
    assert!(
        text.ends_with("4 changes: 3 API, 0 Examples, 1 Documentation.\n"),
        "{text}"
    );
    assert!(!text.contains("\n::error"), "a page cannot begin a line");
    assert_eq!(diff(&shop(), &shop()).human(), "Nothing changed.\n");
}

#[test]
fn markdown_keeps_a_page_in_its_code_spans() {
    let text = changes().markdown();
    assert!(
        text.starts_with(
            "## API (3)\n\n### `POST /orders`\n\n- request field added ``gift\\n::error::`x` ``"
        ) || text.contains("gift\\n::error::`x`"),
        "{text}"
    );
    assert!(
        text.contains("- response type changed `total`: `number` → `string` (line "),
        "{text}"
    );
}

#[test]
fn annotations_are_a_line_each_and_escaped() {
    let text = changes().github("old,1.md", "new.md");
    assert_eq!(
        text.lines()
            .filter(|line| line.starts_with("::warning "))
            .count(),
        3,
        "{text}"
    );
    assert_eq!(
        text.lines()
            .filter(|line| line.starts_with("::notice "))
            .count(),
        1
    );
    assert!(text.lines().all(|line| line.starts_with("::")));
    assert!(
        text.contains("title=title_changed::title changed: Shop API → Shop, 100 %25"),
        "{text}"
    );
    let gone = diff(&changes_page(), &shop()).github("old,1.md", "new.md");
    assert!(gone.contains("::warning file=old%2C1.md,line="), "{gone}");
}

fn changes_page() -> crate::Page {
    let mut page = shop();
    add_operation(&mut page, operation("Refund", "POST", "/refunds"));
    numbered(&mut page);
    page
}

#[test]
fn the_exit_status_is_of_level_api_alone() {
    assert!(changes().has_api());
    assert_eq!(changes().exit_status(), 1);
    let mut page = shop();
    page.title = None;
    let changes = diff(&shop(), &page);
    assert!(!changes.has_api() && !changes.changes.is_empty());
    assert_eq!(changes.exit_status(), 0);
}
