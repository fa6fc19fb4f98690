//! Where a page and the document disagree.

use crate::support::{docs_with_input, file};

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Boats, version: '1'}
paths:
  /boats:
    get:
      tags: [boats]
      operationId: listBoats
      responses:
        '200':
          description: All boats.
          x-evidence: table
          content:
            application/json:
              schema:
                type: object
                properties:
                  name: {type: string, description: Its name., x-evidence: table, x-sensitive: 'no'}
";
const PAGE: &str = "# Boats\n\n## List boats\n\n`GET /boats`\n\n### Response\n\nField | Type | Description\n---|---|---\nname | string | Its name\n";

#[test]
fn a_page_that_agrees_makes_the_exit_code_0() {
    let (_document, document) = file(DOCUMENT.as_bytes());
    let said = docs_with_input(&["check", "-", "--document", &document], PAGE.as_bytes());
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{said:?}");
    insta::assert_snapshot!(said.out);
}

#[test]
fn an_operation_that_the_document_lacks_makes_the_exit_code_1() {
    let (_document, document) = file(DOCUMENT.as_bytes());
    let page = format!("{PAGE}\n## Sink a boat\n\n`DELETE /boats/{{id}}`\n");
    let arguments =
        |format| ["check", "-", "--document", &document, "--format", format].map(str::to_owned);
    let run = |format| {
        let arguments = arguments(format);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let said = docs_with_input(&arguments, page.as_bytes());
        assert_eq!(said.code, Some(1), "{said:?}");
        said
    };
    let report = run("json").json();
    let findings = report["findings"].as_array().unwrap();
    let found = findings
        .iter()
        .find(|finding| finding["rule"] == "operation-not-in-document")
        .unwrap();
    assert_eq!(found["places"][0]["line"], 15);
    assert_eq!(report["pages"][0], "standard input");
    assert!(run("human").out.contains("[operation-not-in-document]"));
    let github = run("github").out;
    assert!(
        github.contains("::error file=standard input,line=15,title=operation-not-in-document::"),
        "{github}"
    );
}

#[test]
fn what_cannot_be_held_against_each_other_is_refused() {
    let (_document, document) = file(b"openapi: 3.0.3\npaths: {}\n");
    let said = docs_with_input(&["check", "-", "--document", &document], PAGE.as_bytes());
    assert!(said.unusable().contains("has no operations"), "{said:?}");
    let said = docs_with_input(&["check", "-"], b"# Recipes\n\nTwo eggs.\n");
    assert!(
        said.unusable().contains("says nothing of an API"),
        "{said:?}"
    );
    let (_deviations, deviations) = file(b"nothing: here\n");
    let said = docs_with_input(
        &["check", "-", "--deviations", &deviations],
        PAGE.as_bytes(),
    );
    assert!(said.unusable().contains("has no deviations"), "{said:?}");
    let said = docs_with_input(&["check", "-", "-"], PAGE.as_bytes());
    assert!(
        said.unusable().contains("two pages are standard input"),
        "{said:?}"
    );
}

#[test]
fn a_claim_that_changed_under_its_deviation_is_found_until_it_is_written_down() {
    let (_document, document) = file(DOCUMENT.as_bytes());
    let deviations = "document: boats.yaml
deviations:
  - id: name-is-short
    kind: type
    visible_on_page: true
    places:
      - {operation: GET /boats, side: response, source: table, field: name}
    page_says: A text.
    decision: A string.
    reason: They are the same.
";
    let (_deviations, deviations) = file(deviations.as_bytes());
    let run = |page: &str, more: &[&str]| {
        let names = [
            "--document",
            &document,
            "--deviations",
            &deviations,
            "--format",
            "json",
        ];
        docs_with_input(
            &[&["check", "-"], &names[..], more].concat(),
            page.as_bytes(),
        )
    };
    let changed = |page: &str, more: &[&str]| {
        let report = run(page, more).json();
        let findings = report["findings"].as_array().unwrap().iter();
        findings
            .filter(|one| one["rule"] == "deviation-claim-changed")
            .count()
    };
    assert_eq!(changed(PAGE, &["--write-claims"]), 0);
    assert!(
        std::fs::read_to_string(&deviations)
            .unwrap()
            .contains("claims:")
    );
    assert_eq!(changed(PAGE, &[]), 0);
    let page = PAGE.replace("name | string", "name | text");
    assert_eq!(changed(&page, &[]), 1, "{:?}", run(&page, &[]));
    assert_eq!(changed(&page, &["--write-claims"]), 0);
    assert_eq!(changed(&page, &[]), 0);
}
