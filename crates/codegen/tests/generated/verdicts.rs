//! What is wrong with a file of verdicts stops the generator, with line, column and advice; a sound one becomes tables and a page.

use std::{fs, path::Path};

use pazemo_codegen::{Generated, Sources};
use pazemo_openapi::Finding;

const DOCUMENT: &str = "openapi/pazemo.yaml";
const FILE: &str = "openapi/pazemo.verdicts.yaml";

fn read(file: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::read_to_string(root.join(file)).unwrap()
}

fn generate(verdicts: Option<&str>) -> Result<Generated, Vec<Finding>> {
    pazemo_codegen::generate(&Sources {
        document: (DOCUMENT, &read(DOCUMENT)),
        verdicts: verdicts.map(|text| (FILE, text)),
        module: pazemo_codegen::Module::new("", "pazemo"),
    })
}

/// What is found when `old` has been replaced by `new` once, and the line on which `new` begins.
fn planted(old: &str, new: &str) -> (Vec<Finding>, usize) {
    let text = read(FILE);
    assert!(text.contains(old), "{old:?} is not in the file");
    let at = text.find(old).unwrap();
    let line = text[..at].lines().count() + usize::from(text[..at].ends_with('\n'));
    let findings = generate(Some(&text.replacen(old, new, 1)));
    (findings.expect_err(&format!("{new:?} is taken")), line)
}

#[test]
fn each_defect_is_found_where_it_stands() {
    // The line of the finding is counted from the first line of the replacement.
    for (old, new, rule, line) in [
        ("    basis: wire\n", "    bassis: wire\n", "verdict-key", 0),
        ("attempts:\n", "attempt:\n", "verdict-key", 0),
        ("repeats:\n", "retries: 1\nrepeats:\n", "verdict-key", 0),
        (
            "  - id: lost\n    outcome: lost\n",
            "  - outcome: lost\n",
            "verdict-key",
            0,
        ),
        ("    not-sent: repeat\n", "", "verdict-key", -1),
        (
            "    outcome: status\n    statuses: [422]\n",
            "    outcome: status\n",
            "verdict-key",
            -1,
        ),
        (
            "    outcome: lost\n",
            "    outcome: lost\n    statuses: [400]\n",
            "verdict-key",
            1,
        ),
        (
            "    outcome: lost\n",
            "    outcome: lost\n    undocumented-body: wire\n",
            "verdict-key",
            1,
        ),
        (
            "  - id: lost\n",
            "  - lost\n  - id: lost\n",
            "verdict-type",
            0,
        ),
        (
            "    statuses: [422]\n",
            "    statuses: 422\n",
            "verdict-type",
            0,
        ),
        (
            "    statuses: [422]\n",
            "    statuses: []\n",
            "verdict-type",
            0,
        ),
        (
            "    text: Any other",
            "    text: ''\n    # Any other",
            "verdict-type",
            0,
        ),
        (
            "    outcome: lost\n",
            "    outcome: lots\n",
            "verdict-word",
            0,
        ),
        (
            "    operations: [authorize]\n",
            "    operations: [authorise]\n",
            "verdict-word",
            0,
        ),
        (
            "    operations: [read, create]\n",
            "    operations: [read, read]\n",
            "verdict-word",
            0,
        ),
        (
            "    delivery: refused\n",
            "    delivery: rejected\n",
            "verdict-word",
            0,
        ),
        (
            "    basis: http\n",
            "    basis: standard\n",
            "verdict-word",
            0,
        ),
        (
            "    undocumented-body: assumption\n",
            "    undocumented-body: guess\n",
            "verdict-word",
            0,
        ),
        ("  - class: keyed\n", "  - class: key\n", "verdict-word", 0),
        (
            "    not-sent: repeat\n",
            "    not-sent: renew\n",
            "verdict-word",
            0,
        ),
        (
            "    too-many-requests: repeat\n",
            "    too-many-requests: same-key\n",
            "verdict-word",
            0,
        ),
        (
            "    unauthorized: renew\n",
            "    unauthorized: repeat\n",
            "verdict-word",
            0,
        ),
        (
            "    lost: same-key\n",
            "    lost: false\n",
            "verdict-word",
            0,
        ),
        ("[422]", "[99]", "verdict-status", 0),
        ("[422]", "[1000]", "verdict-status", 0),
        ("[422]", "[422.0]", "verdict-status", 0),
        ("[422]", "[true]", "verdict-status", 0),
        ("[422]", "[4xx]", "verdict-status", 0),
        ("[422]", "['422']", "verdict-status", 0),
        ("405-406", "406-405", "verdict-status", 0),
        ("405-406", "405-406-407", "verdict-status", 0),
        ("405-406", "405 - 406", "verdict-status", 0),
        ("405-406, 411", "405-411, 411", "verdict-status", 0),
        ("  - id: lost\n", "  - id: Lost\n", "verdict-id", 0),
        ("  - id: lost\n", "  - id: not-begun\n", "verdict-id", 0),
        ("[422]", "[405]", "verdict-unreachable", -2),
        (
            "  - class: keyed\n",
            "  - class: safe\n",
            "verdict-unreachable",
            0,
        ),
    ] {
        let (findings, begins) = planted(old, new);
        let finding = findings.iter().find(|finding| finding.rule == rule);
        let finding = finding.unwrap_or_else(|| panic!("{new:?}: {rule} not in {findings:?}"));
        assert_eq!(&*finding.file, FILE);
        let expected = begins.checked_add_signed(line).unwrap();
        assert_eq!(finding.line, expected, "{new:?}: {finding}");
        assert!(finding.column >= 1, "{finding}");
        assert!(!finding.advice.is_empty(), "{finding}");
    }
}

#[test]
fn a_case_that_no_row_covers_is_found_at_its_table() {
    for (old, new, missing) in [
        // An outcome without a row.
        (
            "    outcome: dropped\n",
            "    outcome: lost\n",
            "no row of `attempts` is for `dropped` of `read` operations",
        ),
        // One kind of an outcome.
        (
            "    operations: [read, create]\n    delivery: done\n",
            "    operations: [create]\n    delivery: done\n",
            "no row of `attempts` is for `differs` of `read` operations",
        ),
        // Statuses, at both ends and within.
        (
            "[100-999]",
            "[101-999]",
            "no row of `attempts` is for `status` with 100 of `read` operations",
        ),
        (
            "[100-999]",
            "[100-998]",
            "no row of `attempts` is for `status` with 999 of `authorize` operations",
        ),
        (
            "[100-999]",
            "[100-407, 409-999]",
            "no row of `attempts` is for `status` with 408 of `create` operations",
        ),
        // A class, and one kind of a class.
        (
            "  - class: keyed\n",
            "  - class: keyed\n    operations: [read, authorize]\n",
            "no row of `repeats` is for `keyed` of `create` operations",
        ),
    ] {
        let (findings, _) = planted(old, new);
        let mut messages = findings.iter().map(|finding| &*finding.message);
        assert!(messages.any(|message| message == missing), "{findings:?}");
        let finding = findings.iter().find(|f| *f.message == *missing).unwrap();
        assert_eq!(finding.rule, "verdict-missing");
        let table = if missing.contains("`attempts`") {
            "attempts:"
        } else {
            "repeats:"
        };
        let lines = read(FILE);
        let line = lines.lines().position(|line| line == table).unwrap() + 1;
        assert!(
            finding.line.abs_diff(line) <= 1,
            "{finding}, not line {line}"
        );
    }
}

#[test]
fn several_defects_are_told_at_once() {
    let text = read(FILE)
        .replacen("    basis: wire\n", "    basis: wier\n", 1)
        .replacen("    lost: same-key\n", "    lost: same\n", 1);
    let findings = generate(Some(&text)).unwrap_err();
    assert_eq!(findings.len(), 2, "{findings:?}");
}

#[test]
fn a_file_that_is_no_object_is_refused() {
    for text in ["", "[]", "attempts: {}\nrepeats: {}\n", "x: ["] {
        assert!(!generate(Some(text)).unwrap_err().is_empty(), "{text:?}");
    }
}

#[test]
fn without_verdicts_there_are_neither_tables_nor_a_page() {
    let source = generate(None).unwrap().source;
    assert!(!source.contains("verdict"), "something of verdicts is left");
    let source = generate(Some(&read(FILE))).unwrap().source;
    assert!(source.contains("pub(crate) mod verdict_tables"));
    assert!(source.contains("pub mod verdicts {}"));
}

#[test]
fn tables_and_page_say_what_the_file_says() {
    let source = generate(Some(&read(FILE))).unwrap().source;
    let flat: String = source.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        // `delivery: success` is no error; an own basis for undocumented bodies; ranges; kinds.
        "AttemptRow { id: \"other-success-decoded\", outcome: Outcome::OtherSuccessDecoded,",
        "delivery: None,",
        "statuses: &[(404u16, 404u16)], delivery: Some(Delivery::Refused), basis: Basis::Page, undocumented_body: Basis::Assumption, }",
        "statuses: &[ (405u16, 406u16), (411u16, 411u16), (413u16, 415u16),",
        "class: Retry::Never, operations: &[OperationKind::Authorize], not_sent: Repeat::Always, too_many_requests: Repeat::OptIn, unauthorized: Repeat::No, lost: Repeat::No,",
        "unauthorized: Repeat::Renewed, lost: Repeat::SameKey,",
    ] {
        assert!(flat.contains(part), "{part}");
    }
    for line in [
        "/// | The server found nothing there. This proves nothing about an earlier attempt. | all | 404 | [refused](crate::Delivery::Refused) | [page](crate::Basis::Page); [assumption](crate::Basis::Assumption) |",
        "/// | [`never`](crate::Retry::Never) | authorize | repeat | repeat, if the caller opts in | no | no |",
    ] {
        assert!(source.contains(line), "{line}");
    }
    assert!(source.contains("405–406, 411, 413–415"));
    // What Markdown would take for its own is escaped.
    assert!(
        source.contains("REFUSED\\_STREAM"),
        "underscores are not escaped"
    );
    let text = read(FILE).replacen("text: Any other status", "text: Any <b>|[other] status", 1);
    let source = generate(Some(&text)).unwrap().source;
    assert!(source.contains("| Any \\<b\\>\\|\\[other\\] status"));
}
