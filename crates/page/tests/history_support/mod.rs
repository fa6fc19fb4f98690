//! The other forms of a page in Markdown: the HTML that Slate renders from it, and what is left of that when it is extracted as plain text, in two ways.

use std::fmt::Write as _;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd, html};

/// Front matter's title, and the text behind it.
fn parts(markdown: &str) -> (Option<&str>, &str) {
    let Some((head, body)) = markdown
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
    else {
        return (None, markdown);
    };
    let title = head.lines().find_map(|line| line.strip_prefix("title: "));
    (title, body)
}

fn parser(body: &str) -> Parser<'_> {
    Parser::new_ext(body, Options::ENABLE_TABLES)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Code as a highlighter marks it: each text in quotes in a span of its own.
fn highlighted(code: &str) -> String {
    let mut html = String::new();
    for (place, part) in code.split('"').enumerate() {
        let text = escaped(part);
        match place % 2 {
            0 => html.push_str(&text),
            _ => {
                let _ = write!(html, "<span class=\"s2\">&quot;{text}&quot;</span>");
            }
        }
    }
    html
}

/// The page as Slate renders it: a list of contents at the side, code with its language, everything in one column.
pub(crate) fn rendered(markdown: &str) -> String {
    let (title, body) = parts(markdown);
    let title = title.unwrap_or("API Reference");
    let mut content = String::new();
    let mut contents = String::new();
    let mut code: Option<(String, String)> = None;
    let mut heading: Option<String> = None;
    let events = parser(body).filter_map(|event| match event {
        Event::Start(Tag::CodeBlock(kind)) => {
            let language = match kind {
                CodeBlockKind::Fenced(language) => language.to_string(),
                CodeBlockKind::Indented => String::new(),
            };
            code = Some((language, String::new()));
            None
        }
        Event::Text(text) if code.is_some() => {
            if let Some((_, code)) = &mut code {
                code.push_str(&text);
            }
            None
        }
        Event::End(TagEnd::CodeBlock) => code.take().map(|(language, code)| {
            let code = highlighted(&code);
            let class = match language.as_str() {
                "" => "highlight plaintext".to_owned(),
                language => format!("highlight {language} tab-{language}"),
            };
            Event::Html(
                format!("<div class=\"highlight\"><pre class=\"{class}\"><code>{code}</code></pre></div>\n")
                    .into(),
            )
        }),
        Event::Start(Tag::Heading { .. }) => {
            heading = Some(String::new());
            Some(event)
        }
        Event::End(TagEnd::Heading(_)) => {
            if let Some(text) = heading.take() {
                let _ = writeln!(
                    contents,
                    "<li><a href=\"#x\" class=\"toc-h1 toc-link\">{}</a></li>",
                    escaped(&text)
                );
            }
            Some(event)
        }
        Event::Text(ref text) => {
            if let Some(heading) = &mut heading {
                heading.push_str(text);
            }
            Some(event)
        }
        other => Some(other),
    });
    html::push_html(&mut content, events);
    format!(
        "<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>.highlight {{ color: #fff }}</style>\n<script>window.x = \"GET /not/an/operation\";</script>\n</head>\n<body class=\"index\">\n<div class=\"toc-wrapper\">\n<ul id=\"toc\" class=\"toc-list-h1\">\n{contents}</ul>\n</div>\n<div class=\"page-wrapper\">\n<div class=\"dark-box\"></div>\n<div class=\"content\">\n{content}</div>\n</div>\n</body>\n</html>\n",
        escaped(title)
    )
}

/// A table, row by row, its header first.
type Rows = Vec<Vec<String>>;

/// What a page is when only its text is left: lines, code and tables.
enum Piece {
    Line(String),
    Code(String),
    Table(Rows),
}

fn pieces(markdown: &str) -> Vec<Piece> {
    let (_, body) = parts(markdown);
    let mut pieces = Vec::new();
    let mut line = String::new();
    let mut is_code = false;
    let mut rows = Rows::new();
    for event in parser(body) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => {
                is_code = false;
                pieces.push(Piece::Code(std::mem::take(&mut line)));
            }
            Event::Text(text) | Event::Code(text) => line.push_str(&text),
            Event::SoftBreak | Event::HardBreak => line.push(' '),
            Event::InlineHtml(html) if html.starts_with("<br") => line.push(' '),
            Event::Html(html) | Event::InlineHtml(html) => line.push_str(&without_tags(&html)),
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Event::End(TagEnd::TableCell) => {
                if let Some(row) = rows.last_mut() {
                    row.push(std::mem::take(&mut line));
                }
            }
            Event::End(TagEnd::Table) => pieces.push(Piece::Table(std::mem::take(&mut rows))),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::HtmlBlock | TagEnd::Item,
            ) if !is_code && !line.trim().is_empty() => {
                pieces.push(Piece::Line(std::mem::take(&mut line).trim().to_owned()));
            }
            _ => {}
        }
    }
    pieces
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, behind)| behind);
    }
    text.push_str(rest);
    text.replace("&lt;", "<").replace("&gt;", ">")
}

/// Plain text with pipes between cells, without indentation and without empty lines.
pub(crate) fn text_with_pipes(markdown: &str) -> String {
    let mut text = String::new();
    for piece in pieces(markdown) {
        match piece {
            Piece::Line(line) => {
                let _ = writeln!(text, "{line}");
            }
            Piece::Code(code) => {
                for line in code.lines().map(str::trim).filter(|line| !line.is_empty()) {
                    let _ = writeln!(text, "{line}");
                }
            }
            Piece::Table(rows) => {
                for (place, row) in rows.iter().enumerate() {
                    let _ = writeln!(text, "{} |", row.join(" | "));
                    if place == 0 {
                        let _ = writeln!(text, "{}|", vec!["---"; row.len()].join("|"));
                    }
                }
            }
        }
    }
    text
}

/// Plain text with a space between cells, with indentation, and with an empty line between blocks.
pub(crate) fn text_with_words(markdown: &str) -> String {
    let mut text = String::new();
    let mut after_code = false;
    for piece in pieces(markdown) {
        let is_code = matches!(piece, Piece::Code(_));
        let joins = text.is_empty() || (is_code && after_code);
        if !joins {
            text.push('\n');
        }
        after_code = is_code;
        match piece {
            Piece::Line(line) => {
                let _ = writeln!(text, "{line}");
            }
            Piece::Code(code) => text.push_str(&code),
            Piece::Table(rows) => {
                for row in rows {
                    let cells: Vec<_> = row.into_iter().filter(|cell| !cell.is_empty()).collect();
                    let _ = writeln!(text, "{}", cells.join(" "));
                }
            }
        }
    }
    text
}
