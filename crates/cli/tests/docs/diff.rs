//! What changed between two pages.

use serde_json::json;

use crate::support::{changed, docs, docs_with_input, page};

const HARBOUR: &str = "history/harbour.md";
/// A field more in a table.
const ROW: (&str, &str) = (
    "length | Length in metres | Number.",
    "length | Length in metres | Number.\ndraught | Draught in metres | Number.",
);

#[test]
fn a_page_and_itself_differ_in_nothing() {
    let said = docs(&["diff", HARBOUR, HARBOUR]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    assert_eq!(said.out, "Nothing changed.\n");
}

#[test]
fn a_field_in_a_table_makes_the_exit_code_1() {
    let (_folder, new) = changed(HARBOUR, ROW.0, ROW.1);
    let said = docs(&["diff", HARBOUR, &new, "--format", "json"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert_eq!(
        said.json(),
        json!({
            "changes": [{
                "level": "api",
                "kind": "response_field_added",
                "operation": "GET /ports/{portId}/berths",
                "side": "response",
                "source": "table",
                "field": "draught",
                "old": null,
                "new": "draught",
                "old_line": null,
                "new_line": 113,
            }],
            "warnings": [],
        })
    );
}

#[test]
fn prose_alone_leaves_the_exit_code_at_0() {
    let (_folder, new) = changed(HARBOUR, "# Pilots\n\nPilots", "# Pilots\n\nAll pilots");
    let said = docs(&["diff", HARBOUR, &new, "--format", "json"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(said.json()["changes"][0]["kind"], "prose_changed");
}

#[test]
fn changes_are_told_to_people_and_to_issues() {
    let (_folder, new) = changed(HARBOUR, ROW.0, ROW.1);
    insta::assert_snapshot!(docs(&["diff", HARBOUR, &new]).out);
    insta::assert_snapshot!(docs(&["diff", HARBOUR, &new, "--format", "markdown"]).out);
}

#[test]
fn annotations_point_to_the_file_that_was_named() {
    let (_folder, new) = changed(HARBOUR, ROW.0, ROW.1);
    let annotations = |old: &str, new: &str| docs(&["diff", old, new, "--format", "github"]).out;
    let place = new.replace(':', "%3A").replace(',', "%2C");
    let added = annotations(HARBOUR, &new);
    assert!(
        added.starts_with(&format!(
            "::warning file={place},line=113,title=response_field_added::"
        )),
        "{added}"
    );
    let removed = annotations(&new, HARBOUR);
    assert!(removed.contains(&format!(
        "file={place},line=113,title=response_field_removed"
    )));
}

#[test]
fn either_page_may_come_by_standard_input() {
    let (_folder, new) = changed(HARBOUR, ROW.0, ROW.1);
    let old = page(HARBOUR);
    let said = docs_with_input(&["diff", "-", &new, "--format", "json"], old.as_bytes());
    assert_eq!(said.json()["changes"][0]["kind"], "response_field_added");
    let said = docs_with_input(&["diff", &new, "-", "--format", "json"], old.as_bytes());
    assert_eq!(said.json()["changes"][0]["kind"], "response_field_removed");
}

/// The forms of one page say the same.
#[test]
fn forms_of_one_page_do_not_differ_in_the_api() {
    for other in ["page.html", "spaced.txt", "flat.txt"] {
        let other = format!("pages/lantern/{other}");
        let said = docs(&["diff", "pages/lantern/page.md", &other]);
        assert_eq!(said.code, Some(0), "{said:?}");
    }
}
