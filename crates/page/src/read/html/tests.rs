use super::*;
use crate::block::{SpanKind, Table};

fn read(text: &str) -> Vec<Block> {
    blocks(text).0
}

/// The blocks in short: one word for what each is, and its text.
fn short(blocks: &[Block]) -> Vec<String> {
    blocks
        .iter()
        .map(|block| match &block.kind {
            BlockKind::Front { title, languages } => format!("front {title:?} {languages:?}"),
            BlockKind::Heading { level, text } => format!("h{} {}", level.unwrap_or(0), text.text),
            BlockKind::Paragraph(text) => format!("p {}", text.text),
            BlockKind::Quote(inner) => format!("quote {}", short(inner).join(", ")),
            BlockKind::Code { language, text } => {
                format!("code {} {text}", language.as_deref().unwrap_or("-"))
            }
            BlockKind::Table(table) => format!("table {}", grid(table)),
            BlockKind::List(items) => format!(
                "list {}",
                items
                    .iter()
                    .map(|item| short(item).join(" "))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        })
        .collect()
}

fn grid(table: &Table) -> String {
    let cells = |cells: &[crate::block::Cell]| {
        cells
            .iter()
            .map(|cell| {
                let inner: Vec<String> = cell
                    .tables
                    .iter()
                    .map(|table| format!("[{}]", grid(table)))
                    .collect();
                format!("{}{}", cell.text.text, inner.concat())
            })
            .collect::<Vec<_>>()
            .join("|")
    };
    std::iter::once(cells(&table.header))
        .chain(table.rows.iter().map(|row| cells(&row.cells)))
        .collect::<Vec<_>>()
        .join(" / ")
}

fn kinds(text: &str) -> Vec<&'static str> {
    blocks(text).1.iter().map(|warning| warning.kind).collect()
}

#[test]
fn navigation_search_and_scripts_are_left_out() {
    let text = "<!doctype html><html><head><title>Ships &amp; Docks</title><script>GET /a</script></head><body data-languages='[\"shell\",\"PHP\"]'>\
        <a href='#' id='nav-button'>NAV</a><div class='toc-wrapper'><ul><li>Ships</li></ul></div><nav>Home</nav>\
        <div class='search'><input><ul class='search-results'></ul></div><noscript>No</noscript><style>p{}</style>\
        <div class='dark-box'><div class='lang-selector'><a data-language-name='shell'>cURL</a></div></div>\
        <div class='content'><h1 id='ships'>Ships</h1></div></body></html>";
    assert_eq!(
        short(&read(text)),
        [
            "front Some(\"Ships & Docks\") [\"shell\", \"php\"]",
            "h1 Ships"
        ]
    );
}

#[test]
fn spans_that_colour_code_are_joined() {
    let text = "<div class=\"highlight\"><pre class=\"highlight json tab-json\"><code><span class=\"p\">{</span>\n  <span class=\"nt\">\"a\"</span><span class=\"p\">:</span> <span class=\"mi\">1</span>\n<span class=\"p\">}</span>\n</code></pre></div>";
    assert_eq!(short(&read(text)), ["code json {\n  \"a\": 1\n}"]);
}

#[test]
fn a_language_is_read_from_each_habit() {
    for (text, language) in [
        ("<pre><code class=\"language-php\">x</code></pre>", "php"),
        ("<pre class='highlight shell tab-shell'>x</pre>", "shell"),
        (
            "<div class='language-json highlighter-rouge'><div class='highlight'><pre class='highlight'><code>x</code></pre></div></div>",
            "json",
        ),
        (
            "<div class='highlight highlight-source-shell'><pre>x</pre></div>",
            "shell",
        ),
        ("<pre data-lang='JavaScript'>x</pre>", "javascript"),
        ("<pre><code class='lang-go'>x</code></pre>", "go"),
        ("<pre class='highlight plaintext'>x</pre>", "-"),
        ("<pre>x</pre>", "-"),
    ] {
        assert_eq!(short(&read(text)), [format!("code {language} x")], "{text}");
    }
}

#[test]
fn the_language_of_one_block_is_not_that_of_its_neighbour() {
    let text = "<div class='php'><pre class='json'>x</pre><pre>y</pre></div>";
    assert_eq!(short(&read(text)), ["code json x", "code - y"]);
}

#[test]
fn numbers_of_lines_are_no_code() {
    let text = "<table class='rouge-table'><tbody><tr><td class='gutter gl'><pre class='lineno'>1\n2</pre></td><td class='code'><pre>a\nb</pre></td></tr></tbody></table>";
    assert_eq!(short(&read(text)), ["code - a\nb"]);
}

#[test]
fn quotes_and_asides_are_set_apart() {
    let text = "<blockquote>\n<p>Example Response:</p>\n</blockquote><aside class='notice'>Take <code>care</code></aside><div class='alert alert-info'><p>Or not</p></div>";
    assert_eq!(
        short(&read(text)),
        [
            "quote p Example Response:",
            "quote p Take care",
            "quote p Or not"
        ]
    );
}

#[test]
fn tables_need_no_head() {
    assert_eq!(
        short(&read(
            "<table><tr><th>Field</th><th>Type</th></tr><tr><td>id<td>string</table>"
        )),
        ["table Field|Type / id|string"]
    );
    assert_eq!(
        short(&read("<table><tr><td>id</td><td>string</td></tr></table>")),
        ["table  / id|string"]
    );
}

#[test]
fn tables_within_cells_are_kept_there() {
    let text = "<table><thead><tr><th>Field<th>About</thead><tr><td>dock<td>Where<table><tr><th>Field<tr><td>name</table></table>";
    assert_eq!(
        short(&read(text)),
        ["table Field|About / dock|Where[Field / name]"]
    );
}

#[test]
fn cells_that_reach_over_others_leave_their_places_empty() {
    let text = "<table><tr><th>A<th>B<th>C</tr><tr><td rowspan=2>1<td colspan=2>2</tr><tr><td>3<td>4</tr></table>";
    assert_eq!(short(&read(text)), ["table A|B|C / 1|2| / |3|4"]);
}

#[test]
fn lists_of_definitions_are_fields_or_statuses_or_text() {
    assert_eq!(
        short(&read("<dl><dt>id<dd>Its name<dt>size<dd>Its size</dl>")),
        ["table Field|Description / id|Its name / size|Its size"]
    );
    assert_eq!(
        short(&read("<dl><dt>404 Not Found<dd>No ship</dl>")),
        ["table Status|Meaning / 404 Not Found|No ship"]
    );
    assert_eq!(
        short(&read("<dl><dt>A big ship<dd>It floats</dl>")),
        ["list p A big ship p It floats"]
    );
}

#[test]
fn anchors_of_headings_are_left_out() {
    let text = "<h2 id='a'><a class='anchor' href='#a' aria-hidden='true'><svg></svg></a>Get a ship<a class='headerlink' href='#a'>¶</a></h2><h3><a href='#x'>Linked</a></h3>";
    assert_eq!(short(&read(text)), ["h2 Get a ship", "h3 Linked"]);
}

#[test]
fn lines_that_are_code_or_bold_stand_apart() {
    let text =
        "<p>Call it:\n<code>GET /ships/&lt;id&gt;</code>\nwhenever\nyou like<br><b>Body</b></p>";
    assert_eq!(
        short(&read(text)),
        [
            "p Call it:",
            "p GET /ships/<id>",
            "p whenever you like",
            "p Body"
        ]
    );
    let code = &read(text)[1];
    assert!(
        matches!(&code.kind, BlockKind::Paragraph(text) if text.spans[0].kind == SpanKind::Code && text.spans[0].end == text.text.len())
    );
    assert_eq!(code.line, 2);
}

#[test]
fn a_placeholder_that_was_not_escaped_is_text() {
    assert_eq!(
        short(&read("<p>GET /ships/<shipid>/dock</p>")),
        ["p GET /ships/<shipid>/dock"]
    );
}

#[test]
fn entities_and_emphasis_are_text() {
    assert_eq!(
        short(&read("<p>a &lt; <em>b</em>&nbsp;&amp; <i>c</i>&#39;s</p>")),
        ["p a < b & c's"]
    );
}

#[test]
fn lists_keep_their_blocks() {
    assert_eq!(
        short(&read(
            "<ul><li>One<ul><li>inner</ul><li><p>Two</p><pre>x</pre></ul>"
        )),
        ["list p One list p inner, p Two code - x"]
    );
}

#[test]
fn blocks_have_the_lines_of_their_tags() {
    let found = read("<h1>A</h1>\n\n<p>b</p>\n<table>\n<tr><th>x\n<tr><td>y\n</table>");
    let lines: Vec<usize> = found.iter().map(|block| block.line).collect();
    assert_eq!(lines, [1, 3, 4]);
    assert!(matches!(&found[2].kind, BlockKind::Table(table) if table.rows[0].line == 6));
}

#[test]
fn text_without_tags_has_its_lines() {
    assert_eq!(
        read("a\n<!-- -->\n<p>b</p>")
            .iter()
            .map(|block| block.line)
            .collect::<Vec<_>>(),
        [1, 3]
    );
    assert_eq!(read("|\n|\n---|---<!--")[0].line, 1);
}

#[test]
fn a_table_that_was_served_as_text_is_read() {
    let text = "<h2>Ships</h2><p>Field | Description | Format\n---|---|---\nid | Ship ID | string\ndock | Where | string</p>";
    assert_eq!(
        short(&read(text))[1..],
        ["table Field|Description|Format / id|Ship ID|string / dock|Where|string"]
    );
    assert_eq!(kinds(text), ["markdown-raw"]);
}

#[test]
fn a_table_in_one_line_is_read() {
    for rule in ["---|---|---", "--- | --- | ---", "—|—|—", "|---|---|---|"] {
        let outer = rule.starts_with('|');
        let rows = if outer {
            "| id | Ship ID | string | | dock | Where it is | string |"
        } else {
            "id | Ship ID | string dock | Where it is | string"
        };
        let head = if outer {
            "| Field | Description | Format |"
        } else {
            "Field | Description | Format"
        };
        let text = format!("<p>{head} {rule} {rows}</p>");
        assert_eq!(
            short(&read(&text)),
            ["table Field|Description|Format / id|Ship ID|string / dock|Where it is|string"],
            "{text}"
        );
    }
}

#[test]
fn a_chapter_that_was_served_as_markdown_is_read() {
    let chapter = "# Errors\n\n## Codes\n\nCode | Meaning\n---|---\n404 | Not Found\n\n```json\n{\"a\": 1}\n```\n";
    for text in [
        format!("<div>{chapter}</div>"),
        format!("<pre>{chapter}</pre>"),
        format!("<p>{chapter}</p>"),
    ] {
        assert_eq!(
            short(&read(&text)),
            [
                "h1 Errors",
                "h2 Codes",
                "table Code|Meaning / 404|Not Found",
                "code json {\"a\": 1}"
            ],
            "{text}"
        );
        assert_eq!(kinds(&text), ["markdown-raw"]);
    }
}

#[test]
fn comments_of_a_shell_and_pipes_in_text_are_no_markdown() {
    assert_eq!(
        short(&read("<pre># first\ncurl x | jq\n# second\ncurl y</pre>")),
        ["code - # first\ncurl x | jq\n# second\ncurl y"]
    );
    assert_eq!(
        short(&read("<p>Either a | b | c</p>")),
        ["p Either a | b | c"]
    );
}

#[test]
fn broken_html_is_read_as_far_as_it_goes() {
    assert_eq!(
        short(&read("<h1>A<p>b<table><tr><td>c</table><p>d")),
        ["h1 A", "p b", "table  / c", "p d"]
    );
    assert_eq!(short(&read("</div></p>text<")), ["p text<"]);
    assert!(read("").is_empty());
}

#[test]
fn deep_nesting_keeps_its_text() {
    let text = format!(
        "{}deep{}<p>after</p>",
        "<div>".repeat(10_000),
        "</div>".repeat(10_000)
    );
    assert_eq!(short(&read(&text)), ["p deep", "p after"]);
}

proptest::proptest! {
    #[test]
    fn no_text_is_too_odd(text in "(<(/?)(div|p|table|tr|td|pre|ul|li|dl|dt|code|b|a|h1|blockquote|svg|select|x)( class='json')?>|[a-z|#`\n -]{0,6}|---\\|---|&lt;|<!--|é){0,60}") {
        let lines = text.matches('\n').count() + 1;
        for block in read(&text) {
            proptest::prop_assert!((1..=lines).contains(&block.line), "{} of {lines}", block.line);
        }
    }
}
