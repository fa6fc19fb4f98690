//! Pages of a fictitious provider against its document: every rule, what deviations account for, and what has been decided on and is no longer so.

use std::collections::BTreeSet;

use pazemo_openapi::Document;
use pazemo_page::{
    Page, Source,
    check::{Deviations, Level, RULES, Report, check, write_claims},
};

const GOOD: &str = include_str!("check/good.md");
const BAD: &str = include_str!("check/bad.md");
const ODD: &str = include_str!("check/odd.md");
const DOCUMENT: &str = include_str!("check/lagoon.yaml");

fn page(text: &str) -> Page {
    pazemo_page::read(&Source::new("page.md", text)).unwrap()
}

fn document() -> Document {
    Document::read("lagoon.yaml", DOCUMENT).unwrap()
}

fn report(text: &str, deviations: &str) -> Report {
    let deviations = Deviations::read("lagoon.deviations.yaml", deviations).unwrap();
    check(&[page(text)], &document(), Some(&deviations))
}

fn rules(report: &Report) -> BTreeSet<&'static str> {
    report.findings.iter().map(|finding| finding.rule).collect()
}

#[test]
fn a_good_page_breaks_no_rule() {
    let report = check(&[page(GOOD)], &document(), None);
    assert_eq!(report.findings, []);
    assert!(!report.failed());
}

#[test]
fn each_rule_is_broken_by_a_bad_page() {
    let mut found = rules(&check(&[page(BAD)], &document(), None));
    found.extend(rules(&check(&[page(ODD)], &document(), None)));
    let of_deviations = ["deviation-stale", "deviation-claim-changed"];
    let missed: Vec<_> = RULES
        .iter()
        .map(|rule| rule.id)
        .filter(|id| !found.contains(id) && !of_deviations.contains(id))
        .collect();
    assert_eq!(missed, [""; 0]);
}

#[test]
fn rules_have_names_of_their_own_and_advice() {
    let ids: BTreeSet<_> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!((RULES.len(), ids.len()), (103, 103));
    for rule in RULES {
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(
            rule.id.chars().all(kebab) && !rule.advice.is_empty(),
            "{rule:?}"
        );
    }
}

/// The good page with one edit.
fn edited(old: &str, new: &str) -> String {
    assert_eq!(GOOD.matches(old).count(), 1, "{old} is to stand there once");
    GOOD.replace(old, new)
}

/// A page on which one field of an answer is missing from the tables.
fn without_row() -> String {
    let row = "builtAt | date-time | Yes | When it was built\n";
    let at = GOOD.rfind(row).unwrap();
    format!("{}{}", &GOOD[..at], &GOOD[at + row.len()..])
}

const MISSING_ROW: &str = "\
deviations:
  - id: built-in-no-table
    visible_on_page: true
    seen_by: [example-field-not-in-table]
    places:
      - {operation: 'PUT /boats/{boatId}', side: response, source: example, field: builtAt}
      - {operation: 'PUT /boats/{boatId}', side: response, source: table, field: null}
";

#[test]
fn a_disagreement_has_its_rule_its_place_and_that_of_the_document() {
    let text = edited("404 | There is no such lagoon", "410 | It sank");
    let report = check(&[page(&text)], &document(), None);
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.rule == "status-not-in-document")
        .unwrap();
    let place = &finding.places[0];
    assert_eq!(
        (place.operation.as_str(), place.side, place.source),
        ("POST /boats", "response", "table")
    );
    assert_eq!(place.field.as_deref(), Some("410"));
    assert_eq!(text.lines().nth(place.line - 1), Some("410 | It sank"));
    let missing = report
        .findings
        .iter()
        .find(|finding| finding.rule == "status-not-on-page")
        .unwrap();
    let document = missing.document.as_ref().unwrap();
    assert_eq!(document.pointer, "/components/responses/Missing");
    assert_eq!(
        DOCUMENT.lines().nth(document.line - 1).map(str::trim),
        Some("description: There is no such thing.")
    );
    assert!(report.failed());
}

#[test]
fn a_deviation_accepts_what_its_rule_finds_at_its_places() {
    let report = report(&without_row(), MISSING_ROW);
    assert_eq!(report.findings, []);
    assert_eq!((report.visible, report.matched), (1, 1));
    assert_eq!(report.accepted[0].by, ["built-in-no-table"]);
}

#[test]
fn a_deviation_accepts_nothing_of_another_rule_or_place() {
    let elsewhere = MISSING_ROW.replace("PUT /boats/{boatId}", "POST /boats");
    assert!(rules(&report(&without_row(), &elsewhere)).contains("example-field-not-in-table"));
    let other = MISSING_ROW.replace("example-field-not-in-table", "plain-http");
    assert!(rules(&report(&without_row(), &other)).contains("example-field-not-in-table"));
    let hidden = MISSING_ROW.replace("visible_on_page: true", "visible_on_page: false");
    let hidden = hidden.replace("    seen_by: [example-field-not-in-table]\n", "");
    assert!(rules(&report(&without_row(), &hidden)).contains("example-field-not-in-table"));
}

#[test]
fn places_that_are_new_are_shown_without_those_that_are_known() {
    let text = without_row();
    let at = text.rfind("length | number | No | In metres\n").unwrap();
    let text = format!(
        "{}{}",
        &text[..at],
        &text[at + "length | number | No | In metres\n".len()..]
    );
    let report = report(&text, MISSING_ROW);
    let shown: Vec<_> = report
        .findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(
        shown,
        ["PUT /boats/{boatId}: an example of the response has length, the table has not"]
    );
}

#[test]
fn a_deviation_whose_evidence_is_gone_is_stale() {
    let report = report(GOOD, MISSING_ROW);
    assert_eq!(rules(&report), BTreeSet::from(["deviation-stale"]));
    assert_eq!(report.findings[0].deviations, ["built-in-no-table"]);
    assert_eq!(report.findings[0].level, Level::Error);
    assert_eq!((report.visible, report.matched), (1, 0));
}

#[test]
fn words_show_what_no_rule_sees_and_a_form_may_have_lost_them() {
    let words = "deviations:\n  - {id: w, visible_on_page: true, words: ['Retry-after', lagoon], needs: lists, places: []}\n";
    assert_eq!(report(GOOD, words).matched, 1);
    let gone = words.replace("Retry-after", "Brine-after");
    // Markdown has lost no lists.
    assert_eq!(
        rules(&report(GOOD, &gone)),
        BTreeSet::from(["deviation-stale"])
    );
    let text = "Boats\n\nList boats\n\nGET /boats\n\nAnswers with boats.\n";
    let lost = report(text, &gone);
    assert_eq!(
        (lost.lost.as_slice(), lost.matched),
        (["w".to_owned()].as_slice(), 0)
    );
}

#[test]
fn a_claim_that_changed_under_a_deviation_is_reported_once_a_place() {
    let known = Deviations::read("d.yaml", MISSING_ROW).unwrap();
    let pages = [page(&without_row())];
    let written = write_claims(&pages, &document(), &known, MISSING_ROW);
    assert_eq!(report(&without_row(), &written).findings, []);
    let text = without_row().replace(
        "\"builtAt\": \"2020-05-01T10:00:00Z\"}\n",
        "\"builtAt\": \"2020-07-01T10:00:00Z\"}\n",
    );
    let changed = report(&text, &written);
    assert_eq!(rules(&changed), BTreeSet::from(["deviation-claim-changed"]));
    assert_eq!(changed.findings.len(), 1);
    assert_eq!(changed.findings[0].deviations, ["built-in-no-table"]);
    assert!(changed.findings[0].message.contains("builtAt"));
    // Written again, it holds again, and the rest of the file is as it was.
    let known = Deviations::read("d.yaml", &written).unwrap();
    let again = write_claims(&[page(&text)], &document(), &known, &written);
    assert!(again.starts_with(MISSING_ROW) && again != written);
    assert_eq!(report(&text, &again).findings, []);
}

#[test]
fn layout_changes_no_claim() {
    let written = |text: &str| {
        let known = Deviations::read("d.yaml", MISSING_ROW).unwrap();
        write_claims(&[page(text)], &document(), &known, MISSING_ROW)
    };
    let text = without_row();
    assert_eq!(
        written(&text),
        written(&text.replace("{\"boatId\": ", "{  \"boatId\":  "))
    );
}

#[test]
fn what_one_page_has_none_of_the_others_needs_to_have() {
    let (boats, change) = GOOD.split_once("## Change a boat").unwrap();
    let change = format!("# Boats\n\n## Change a boat{change}");
    assert!(rules(&check(&[page(boats)], &document(), None)).contains("operation-not-on-page"));
    let both = check(&[page(boats), page(&change)], &document(), None);
    assert!(!rules(&both).contains("operation-not-on-page"));
    assert_eq!(both.coverage.operations, (3, 3));
}

#[test]
fn a_fact_of_the_whole_page_is_one_finding_with_all_its_lines() {
    let text = GOOD
        .replace("curl \"https:", "curl \"http:")
        .replace("-X POST \"https:", "-X POST \"http:")
        .replace("-X PUT \"https:", "-X PUT \"http:");
    let report = check(&[page(&text)], &document(), None);
    let all: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| finding.rule == "plain-http")
        .collect();
    assert_eq!(all.len(), 1);
    assert!(all[0].places.len() >= 3);
}

#[test]
fn coverage_counts_what_the_document_answers_and_lists_the_rest() {
    let good = check(&[page(GOOD)], &document(), None).coverage;
    assert_eq!(
        (good.operations, good.fields, good.statuses, good.examples),
        ((3, 3), (18, 18), (4, 4), (5, 5))
    );
    assert_eq!(good.unanswered, []);
    let bad = check(&[page(BAD)], &document(), None).coverage;
    let claims: Vec<_> = bad
        .unanswered
        .iter()
        .map(|one| (one.kind, one.claim.as_str()))
        .collect();
    for claim in [
        ("status", "418"),
        ("operation", "GET /names/{name}"),
        ("field", "POST /boats response: status"),
    ] {
        assert!(claims.contains(&claim), "{claims:?}");
    }
}

#[test]
fn one_unreadable_example_is_one_finding() {
    let text = edited(
        "\"Grebe\", \"length\": 7.5, \"builtAt\"",
        "\"Grebe\", , \"builtAt\"",
    );
    let report = check(&[page(&text)], &document(), None);
    assert_eq!(rules(&report), BTreeSet::from(["example-unreadable"]));
}

#[test]
fn the_names_of_rules_in_our_deviations_are_rules() {
    let text = include_str!("../../../openapi/pazemo.deviations.yaml");
    let deviations = Deviations::read("pazemo.deviations.yaml", text)
        .unwrap()
        .deviations;
    let known: BTreeSet<_> = RULES.iter().map(|rule| rule.id).collect();
    for deviation in deviations {
        assert!(
            deviation
                .seen_by
                .iter()
                .all(|rule| known.contains(rule.as_str())),
            "{}",
            deviation.id
        );
        let seen = !deviation.seen_by.is_empty() || !deviation.words.is_empty();
        assert_eq!(seen, deviation.visible, "{}", deviation.id);
    }
}

#[test]
fn an_operation_that_moved_is_two_findings_and_takes_its_deviations_along() {
    let text = without_row().replace("`PUT /boats/{boatId}`", "`PUT /ships/{boatId}`");
    let report = report(&text, MISSING_ROW);
    let found: Vec<_> = report
        .findings
        .iter()
        .map(|finding| (finding.rule, finding.deviations.as_slice()))
        .collect();
    let along = ["built-in-no-table".to_owned()];
    assert!(
        found.contains(&("operation-not-on-page", along.as_slice())),
        "{found:?}"
    );
    assert_eq!(
        rules(&report),
        BTreeSet::from([
            "operation-not-in-document",
            "operation-not-on-page",
            // Boats can no longer be changed: that is so.
            "resource-incomplete",
        ])
    );
}

#[test]
fn a_large_page_is_checked_in_the_time_of_a_page() {
    let boats = GOOD.split_once("## Create a boat").unwrap().1;
    let mut text = GOOD.to_owned();
    for number in 0..400 {
        let path = format!("/boats{number}");
        text.push_str(&format!(
            "\n## Create a boat {number}\n{}",
            boats.replace("/boats", &path)
        ));
    }
    let page = page(&text);
    let began = std::time::Instant::now();
    let report = check(&[page], &document(), None);
    assert!(report.coverage.operations.1 > 400);
    assert!(began.elapsed().as_secs() < 30, "{:?}", began.elapsed());
}
