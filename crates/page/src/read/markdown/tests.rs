use super::blocks;
use crate::block::{Block, BlockKind, SpanKind};

/// What a text reads as, a line for each block: its line, what it is, and its text.
fn outline(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    outline_of(&blocks(text).0, "", &mut all);
    all
}

fn outline_of(blocks: &[Block], indent: &str, all: &mut Vec<String>) {
    for block in blocks {
        let line = block.line;
        match &block.kind {
            BlockKind::Front { title, languages } => {
                all.push(format!("{indent}{line} front {title:?} {languages:?}"))
            }
            BlockKind::Heading { level, text } => {
                all.push(format!(
                    "{indent}{line} h{} {}",
                    level.unwrap_or(0),
                    text.text
                ));
            }
            BlockKind::Paragraph(text) => all.push(format!("{indent}{line} p {}", text.text)),
            BlockKind::Code { language, text } => {
                all.push(format!(
                    "{indent}{line} code {} {text:?}",
                    language.as_deref().unwrap_or("-")
                ));
            }
            BlockKind::Table(table) => {
                let row = |cells: &[crate::Cell]| {
                    cells
                        .iter()
                        .map(|cell| cell.text.text.as_str())
                        .collect::<Vec<_>>()
                        .join("|")
                };
                all.push(format!("{indent}{line} table {}", row(&table.header)));
                for line in &table.rows {
                    all.push(format!("{indent}{} row {}", line.line, row(&line.cells)));
                }
            }
            BlockKind::Quote(inner) => {
                all.push(format!("{indent}{line} quote"));
                outline_of(inner, &format!("{indent}  "), all);
            }
            BlockKind::List(items) => {
                all.push(format!("{indent}{line} list of {}", items.len()));
                for item in items {
                    outline_of(item, &format!("{indent}  "), all);
                }
            }
        }
    }
}

fn warnings(text: &str) -> Vec<(&'static str, usize)> {
    blocks(text)
        .1
        .into_iter()
        .map(|warning| (warning.kind, warning.line))
        .collect()
}

#[test]
fn the_usual_blocks_have_their_lines() {
    let text = "\u{feff}---\r\ntitle: T\r\n---\r\n\r\n# One\r\n\r\nText\r\n`GET /x`\r\n\r\nTwo\r\n---\r\n\r\n> Label:\r\n\r\n```json\r\n{\r\n  \"a\": 1\r\n}\r\n```\r\n\r\n- a\r\n- b\r\n\r\n##Three\r\n";
    assert_eq!(
        outline(text),
        [
            "1 front Some(\"T\") []",
            "5 h1 One",
            "7 p Text",
            "8 p GET /x",
            "10 h2 Two",
            "13 quote",
            "  13 p Label:",
            "15 code json \"{\\n  \\\"a\\\": 1\\n}\"",
            "21 list of 2",
            "  21 p a",
            "  22 p b",
            "24 h2 Three",
        ]
    );
    assert!(warnings(text).is_empty());
}

#[test]
fn a_table_glued_to_text_is_recovered_with_a_warning() {
    let text = "Below:\nA | B |\n---|---|\na | 1 |\nb | 2 |\n";
    assert_eq!(
        outline(text),
        ["1 p Below:", "2 table A|B", "4 row a|1", "5 row b|2"]
    );
    assert_eq!(warnings(text), [("table-glued", 2)]);
}

#[test]
fn a_table_below_a_heading_is_not_glued() {
    assert!(warnings("### Below\nA | B\n---|---\na | 1\n").is_empty());
    assert!(warnings("Below\n-----\nA | B\n---|---\na | 1\n").is_empty());
    assert!(warnings("```\nx\n```\nA | B\n---|---\na | 1\n").is_empty());
}

#[test]
fn rows_have_the_cells_that_they_have() {
    let text = "| A | B | C |\n|---|---|---|\n| a | b |\n| `x|y` | \\| | c |\n| a | | c |\nbroken\n| a | b | c | d |\n";
    assert_eq!(
        outline(text),
        [
            "1 table A|B|C",
            "3 row a|b",
            "4 row x|y|||c",
            "5 row a||c",
            "6 row broken",
            "7 row a|b|c|d"
        ]
    );
}

#[test]
fn outer_pipes_are_no_cells_and_empty_cells_are() {
    assert_eq!(
        outline("A | B | C\n--|--|--\n | User | x\nemail | |\na | b | c |\n"),
        [
            "1 table A|B|C",
            "3 row |User|x",
            "4 row email||",
            "5 row a|b|c"
        ]
    );
    assert_eq!(
        outline("A | B |\n---|---|\n| x | y |\n"),
        ["1 table A|B", "3 row x|y"]
    );
}

#[test]
fn a_table_goes_on_behind_an_empty_line_with_a_warning() {
    let text = "A | B\n---|---\na | 1\n\nb | 2\n\nText | here\n---|---\nc | 3\n";
    assert_eq!(
        outline(text),
        [
            "1 table A|B",
            "3 row a|1",
            "5 row b|2",
            "7 table Text|here",
            "9 row c|3"
        ]
    );
    assert_eq!(warnings(text), [("table-split", 4)]);
}

#[test]
fn fences_of_every_spelling_are_read() {
    for (text, language) in [
        ("```json\n{}\n```\n", "json"),
        ("``` json\n{}\n```\n", "json"),
        ("~~~json\n{}\n~~~\n", "json"),
        ("````json\n{}\n````\n", "json"),
        ("  ```JSON\n  {}\n  ```\n", "json"),
        ("```{.json}\n{}\n```\n", "json"),
        ("```json title=\"x\"\n{}\n```\n", "json"),
        ("```shell--curl\n{}\n```\n", "shell"),
        ("- ```json\n  {}\n  ```\n", "json"),
    ] {
        let text = format!("{text}\n# Next\n");
        let outline = outline(&text);
        assert_eq!(outline[0], format!("1 code {language} \"{{}}\""), "{text}");
        assert_eq!(
            outline.last().map(String::as_str),
            Some("5 h1 Next"),
            "{text}"
        );
        assert!(warnings(&text).is_empty(), "{text}");
    }
}

#[test]
fn a_longer_fence_holds_a_shorter_one() {
    assert_eq!(
        outline("````\n```json\n{}\n```\n````\n"),
        ["1 code - \"```json\\n{}\\n```\""]
    );
}

#[test]
fn a_bad_fence_does_not_swallow_the_rest() {
    let rest = "\n## Next\n\nText\n\n```json\n{}\n```\n\n### After\n";
    for (bad, problems) in [
        ("```json\n{\n  \"a\": 1\n}\n", 1),
        ("```json\n{}\n``` and that is all\n", 1),
        ("```json\n{ \"a\": 1 }```\n", 1),
        ("```shell\ncurl x\n", 1),
        ("```json\n{}\n```json\n{}\n```\n", 1),
        ("``json\n{}\n```\n", 1),
        ("```json\n{}\n``\n", 1),
    ] {
        let text = format!("{bad}{rest}");
        let all = outline(&text);
        let has = |end: &str| all.iter().any(|line| line.ends_with(end));
        assert!(
            has(" h2 Next") && has(" h3 After") && has(" p Text") && has(" code json \"{}\""),
            "{all:?}"
        );
        assert_eq!(warnings(&text).len(), problems, "{text}");
        assert!(
            warnings(&text)
                .iter()
                .all(|(kind, _)| *kind == "fence-malformed")
        );
    }
}

#[test]
fn comments_in_code_are_no_headings() {
    let text = "```shell\n# first\ncurl x\n\n# second\ncurl y\n```\n\n## Next\n";
    assert_eq!(
        outline(text),
        [
            "1 code shell \"# first\\ncurl x\\n\\n# second\\ncurl y\"",
            "9 h2 Next"
        ]
    );
}

#[test]
fn comments_of_the_page_are_not_read() {
    assert_eq!(
        outline("<!--\n## Old\n\n```json\n{}\n-->\n\n## New\n"),
        ["8 h2 New"]
    );
}

#[test]
fn marks_become_spans_and_placeholders_stay_text() {
    let (blocks, _) = blocks(
        "**GET** `/ships/<id>` of <ship id> and <b>bold</b><br>[here][h]\n\n[h]: https://x.example\n",
    );
    let BlockKind::Paragraph(text) = &blocks[0].kind else {
        panic!("no paragraph");
    };
    assert_eq!(text.text, "GET /ships/<id> of <ship id> and bold");
    let kinds: Vec<_> = text
        .spans
        .iter()
        .map(|span| (&text.text[span.start..span.end], &span.kind))
        .collect();
    assert_eq!(
        kinds,
        [
            ("GET", &SpanKind::Strong),
            ("/ships/<id>", &SpanKind::Code),
            ("bold", &SpanKind::Strong)
        ]
    );
    let BlockKind::Paragraph(link) = &blocks[1].kind else {
        panic!("no paragraph");
    };
    assert_eq!(
        link.spans[0].kind,
        SpanKind::Link("https://x.example".to_owned())
    );
}

#[test]
fn deep_quotes_and_lists_do_not_overflow() {
    for mark in [">", "- ", "1. "] {
        let text = format!("{}x\n", mark.repeat(20_000));
        let _ = blocks(&text);
    }
}

#[test]
fn html_within_markdown_is_read_with_its_lines() {
    let text = "# A\n\n<aside class=\"notice\">\nTake <code>care</code>\n</aside>\n\n<h3>B</h3>\n\n<table>\n<tr><th>Field</th><th>Type</th></tr>\n\n<tr><td>id</td><td>string</td></tr>\n</table>\n\nAfter\n";
    let all = outline(text);
    let has = |line: &str| all.iter().any(|other| other.trim() == line);
    for line in [
        "3 p Take care",
        "7 h3 B",
        "9 table Field|Type",
        "12 row id|string",
        "15 p After",
    ] {
        assert!(
            has(line) || line.starts_with('3') && has("4 p Take care"),
            "{line} in {all:?}"
        );
    }
}

#[test]
fn a_table_within_a_cell_is_kept() {
    let (blocks, _) = blocks(
        "Field | Type\n---|---\na | object <table><tr><th>Field</th></tr><tr><td>b</td></tr></table>\n",
    );
    let BlockKind::Table(table) = &blocks[0].kind else {
        panic!("no table");
    };
    let cell = &table.rows[0].cells[1];
    assert_eq!(cell.text.text, "object");
    assert_eq!(cell.tables[0].rows[0].cells[0].text.text, "b");
}

#[test]
fn forms_within_forms_do_not_overflow() {
    let mut text = "x".to_owned();
    for _ in 0..400 {
        let inner = text.replace('&', "&amp;").replace('<', "&lt;");
        text = format!("# A\n\n## B\n\n<div># C\n\n## D\n\n{inner}</div>");
        if text.len() > 300_000 {
            break;
        }
    }
    let _ = blocks(&text);
}
