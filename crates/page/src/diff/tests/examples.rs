//! Examples and samples.

use super::{
    SILENT, between,
    build::{example, sample},
    edited,
};
use crate::model::{ExampleBody, ExampleRole};

fn body(text: &str) -> ExampleBody {
    example(ExampleRole::Response, None, text).body
}

#[test]
fn keys_and_values_of_examples_are_told() {
    assert_eq!(
        edited(|page| page.operations[0].examples[0].body = body(
            r#"{"id": "o-1", "total": 12.50, "lines": [{"sku": "a", "count": 1, "tax": 0}, {"sku": "b", "count": 2, "tax": 0}]}"#
        )),
        ["example example_key_added GET /orders lines[].tax: - > 0"]
    );
    assert_eq!(
        edited(
            |page| page.operations[0].examples[0].body = body(r#"{"id": "o-1", "total": 12.50}"#)
        ),
        [
            r#"example example_key_removed GET /orders lines: [{"sku":"a","count":1},{"sku":"b","count":2}] > -"#
        ]
    );
    assert_eq!(
        edited(|page| page.operations[0].examples[0].body = body(
            r#"{"id": "o-1", "total": 12.49, "lines": [{"sku": "a", "count": 1}, {"sku": "b", "count": 2}]}"#
        )),
        ["example example_value_changed GET /orders total: 12.50 > 12.49"]
    );
}

#[test]
fn lists_without_items_are_the_same() {
    assert_eq!(
        between(
            |page| page.operations[0].examples[0].body = body(r#"{"lines": []}"#),
            |page| page.operations[0].examples[0].body = body(r#"{"lines": [], "more": 1}"#),
        ),
        ["example example_key_added GET /orders more: - > 1"]
    );
}

#[test]
fn formatting_and_order_of_keys_are_silent() {
    assert_eq!(
        edited(|page| page.operations[0].examples[0].body = body(
            "{\n  \"total\": 12.50,\n  \"lines\": [{\"count\": 1, \"sku\": \"a\"},\n {\"sku\": \"b\", \"count\": 2}], \"id\": \"o-1\"\n}"
        )),
        SILENT
    );
}

#[test]
fn an_example_that_cannot_be_read_is_one_change() {
    let broken = r#"{"id": "o-1", "total": 12.50, "lines": [{"sku": "a",}]}"#;
    let changes = edited(|page| page.operations[0].examples[0].body = body(broken));
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert!(changes[0].starts_with("example example_value_changed GET /orders -: "));
    let spaced = "{\"id\": \"o-1\",   \"total\": 12.50,\n \"lines\": [{\"sku\": \"a\",}]}";
    assert_eq!(
        between(
            |page| page.operations[0].examples[0].body = body(broken),
            |page| page.operations[0].examples[0].body = body(spaced),
        ),
        SILENT
    );
}

#[test]
fn an_example_on_one_page_only_is_one_change() {
    let changes = edited(|page| page.operations[0].examples.clear());
    assert_eq!(changes.len(), 1);
    assert!(
        changes[0].starts_with("example example_key_removed GET /orders -: "),
        "{changes:?}"
    );
}

#[test]
fn a_label_or_status_that_an_example_got_is_silent() {
    assert_eq!(
        edited(|page| {
            page.operations[0].examples[0].status = Some(200);
            page.operations[0].examples[0].label = Some("Example 200 Response".to_owned());
        }),
        SILENT
    );
}

#[test]
fn error_examples_come_go_and_move() {
    let denied = example(
        ExampleRole::Error,
        Some(403),
        r#"{"code": 7, "reason": "denied"}"#,
    );
    assert_eq!(
        edited(|page| page.error_examples.push(denied.clone())),
        [r#"example error_example_added - -: - > {"code":7,"reason":"denied"}"#]
    );
    assert_eq!(
        edited(|page| page.error_examples.clear()),
        [r#"example error_example_removed - -: {"error":"unauthorized"} > -"#]
    );
    assert_eq!(
        edited(|page| {
            let moved = page.error_examples.remove(0);
            page.operations[2].examples.push(moved);
        }),
        SILENT
    );
    assert_eq!(
        edited(|page| page.operations[2].examples.push(denied.clone())),
        [r#"example error_example_added GET /orders/{id} -: - > {"code":7,"reason":"denied"}"#]
    );
    assert_eq!(
        edited(|page| page.error_examples[0].body = body(r#"{"error": "expired"}"#)),
        [r#"example example_value_changed - error: "unauthorized" > "expired""#]
    );
}

#[test]
fn samples_are_told_by_language() {
    assert_eq!(
        edited(|page| page.operations[0].samples.push(sample(
            "ruby",
            "GET",
            "http://api.shop.example/orders",
            &[("X-New", "1")]
        ))),
        [
            r#"example code_sample_added GET /orders ruby: - > ruby GET "http://api.shop.example/orders" \ -H "X-New: 1" \"#
        ]
    );
    let removed = edited(|page| drop(page.operations[0].samples.remove(0)));
    assert_eq!(removed.len(), 1, "{removed:?}");
    assert!(removed[0].starts_with("example code_sample_removed GET /orders shell: "));
    assert_eq!(
        edited(|page| page.operations[0].samples[1].text.push_str(" --verbose")),
        [
            r#"example code_sample_changed GET /orders php: … -H "Authorization: Bearer <token>" > … -H "Authorization: Bearer <token>" --verbose"#
        ]
    );
    assert_eq!(
        edited(|page| {
            page.operations[0].samples[0].text =
                page.operations[0].samples[0].text.replace("  ", "\t");
            page.operations[0].samples.reverse();
        }),
        SILENT
    );
}

#[test]
fn a_header_is_told_once_and_explains_its_sample() {
    let url = "http://api.shop.example/orders";
    let (auth, accept) = (
        ("Authorization", "Bearer <token>"),
        ("Accept", "application/json"),
    );
    assert_eq!(
        edited(|page| page.operations[0].samples[0] =
            sample("shell", "GET", url, &[auth, accept, ("X-Trace", "1")])),
        ["example header_added GET /orders X-Trace: - > 1"]
    );
    assert_eq!(
        edited(|page| page.operations[0].samples[0] = sample("shell", "GET", url, &[auth])),
        ["example header_removed GET /orders Accept: application/json > -"]
    );
    assert_eq!(
        edited(|page| page.operations[0].samples[0].headers[1].0 = "ACCEPT".to_owned()),
        SILENT
    );
}
