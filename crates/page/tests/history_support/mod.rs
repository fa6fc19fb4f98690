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
