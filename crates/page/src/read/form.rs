//! Which form a text has.

use crate::source::Form;

/// The form that a text looks like.
pub(crate) fn form_of(text: &str) -> Form {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.is_empty() {
        return Form::Text;
    }
    let start = first_markup(text);
    if ["<!doctype", "<html", "<head", "<body"]
        .iter()
        .any(|opening| begins_with(start, opening))
    {
        return Form::Html;
    }
    let marks = Marks::of(text);
    if has_front_matter(text) {
        return Form::Markdown;
    }
    if marks.is_html() {
        Form::Html
    } else if marks.is_markdown() {
        Form::Markdown
    } else {
        Form::Text
    }
}

/// What stands behind comments and an XML declaration.
fn first_markup(text: &str) -> &str {
    let mut rest = text;
    loop {
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?xml") {
            "?>"
        } else {
            return rest;
        };
        match rest.find(end) {
            Some(at) => rest = rest.get(at + end.len()..).unwrap_or("").trim_start(),
            None => return rest,
        }
    }
}

fn begins_with(text: &str, opening: &str) -> bool {
    text.get(..opening.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(opening))
}

/// `---`, keys, `---`.
fn has_front_matter(text: &str) -> bool {
    let mut lines = text.lines();
    lines.next().is_some_and(|line| line.trim_end() == "---")
        && lines
            .clone()
            .next()
            .is_some_and(|line| line.contains(':') || line.starts_with('#'))
        && lines
            .take(200)
            .any(|line| matches!(line.trim_end(), "---" | "..."))
}

/// Marks of the forms, counted by lines outside of fences.
#[derive(Default)]
struct Marks {
    headings: usize,
    fences: usize,
    outer_pipes: usize,
    labels: usize,
    spans: usize,
    links: usize,
    bold: usize,
    tags: usize,
    text: usize,
}

impl Marks {
    fn of(text: &str) -> Self {
        let mut marks = Self::default();
        let mut fenced = false;
        let mut command = false;
        for line in text.lines() {
            let trimmed = line.trim_start();
            if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
                fenced = !fenced;
                marks.fences += 1;
                continue;
            }
            if fenced {
                continue;
            }
            // A comment of a shell looks like a heading, but a command follows it.
            let heading = is_heading(line);
            if command && trimmed.starts_with("curl") {
                marks.headings -= 1;
            }
            command = heading;
            marks.headings += usize::from(heading);
            marks.outer_pipes += usize::from(
                trimmed.starts_with('|') && trimmed.len() > 2 && trimmed.trim_end().ends_with('|'),
            );
            marks.labels += usize::from(trimmed.starts_with("> ") && trimmed.len() > 4);
            marks.spans += usize::from(trimmed.matches('`').count() >= 2);
            marks.links += usize::from(trimmed.contains("]("));
            marks.bold += usize::from(trimmed.matches("**").count() >= 2);
            marks.tags += tags(line);
            marks.text += usize::from(!trimmed.is_empty());
        }
        marks
    }

    /// HTML has its tags everywhere, Markdown at most here and there.
    fn is_html(&self) -> bool {
        let markdown = 2 * self.headings + 2 * self.fences + self.labels;
        self.tags >= 2 && self.tags * 3 >= self.text && self.tags > markdown * 2
    }

    fn is_markdown(&self) -> bool {
        const FEW_LINES: usize = 40;
        let all = self.headings
            + self.fences
            + self.labels
            + self.outer_pipes
            + self.spans
            + self.links
            + self.bold;
        // A long text with a mark or two is none: a comment of a shell looks like a heading.
        all > 0 && (self.text <= FEW_LINES || all * 100 >= self.text)
    }
}

fn is_heading(line: &str) -> bool {
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    (1..=6).contains(&level)
        && (title.starts_with(' ') && !title.trim().is_empty()
            || level >= 2 && title.starts_with(char::is_alphabetic))
}

/// How many tags a line has of elements that make up pages.
fn tags(line: &str) -> usize {
    line.match_indices('<')
        .filter(|(at, _)| {
            let rest = line.get(at + 1..).unwrap_or("");
            let rest = rest.strip_prefix('/').unwrap_or(rest);
            let length = rest
                .bytes()
                .take(12)
                .take_while(u8::is_ascii_alphanumeric)
                .count();
            let name = rest.get(..length).unwrap_or("").to_ascii_lowercase();
            let closed = rest.get(length..).is_some_and(|behind| {
                behind.starts_with(['>', ' ', '/', '\t']) || behind.is_empty()
            });
            closed && ELEMENTS.contains(&name.as_str())
        })
        .count()
}

const ELEMENTS: [&str; 39] = [
    "html",
    "head",
    "body",
    "div",
    "p",
    "span",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "ul",
    "ol",
    "li",
    "pre",
    "code",
    "a",
    "section",
    "article",
    "main",
    "nav",
    "aside",
    "blockquote",
    "dl",
    "dt",
    "dd",
    "script",
    "style",
    "meta",
    "link",
    "br",
    "strong",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn is(form: Form, text: &str) {
        assert_eq!(form_of(text), form, "{text:?}");
    }

    #[test]
    fn documents_and_fragments_are_html() {
        is(Form::Html, "<!DOCTYPE html>\n<html><body># x</body></html>");
        is(Form::Html, "\u{feff}  <!-- a comment -->\n<!doctype HTML>");
        is(
            Form::Html,
            "<h1 id='a'>Ships</h1>\n<p>All of them</p>\n<table><tr><td>a</td></tr></table>",
        );
        is(
            Form::Html,
            "<div class=\"content\">\n<pre><code># not a heading\n</code></pre>\n</div>\n",
        );
    }

    #[test]
    fn markdown_may_have_tags() {
        is(
            Form::Markdown,
            "---\ntitle: Ships\n---\n<h1>Ships</h1><p>x</p>",
        );
        is(
            Form::Markdown,
            "# Ships\n\n<aside class=\"notice\">\nText\n</aside>\n",
        );
        is(Form::Markdown, "Text\n\n```json\n{}\n```\n");
        is(Form::Markdown, "##Ships\nText `GET /ships`\n");
        is(Form::Markdown, "| a | b |\n|---|---|\n| 1 | 2 |\n");
        is(Form::Markdown, "Ships\n=====\n\nCall `GET /ships`.\n");
    }

    #[test]
    fn extracted_text_has_no_marks() {
        is(Form::Text, "");
        is(
            Form::Text,
            "Ships\nGET /ships/<id>\nField | Type |\n---|---|\nid | string |\n",
        );
        is(
            Form::Text,
            "To authorize:\n\n# With shell, pass the header\ncurl \"x\"\n  -H \"Authorization: Bearer <your api token>\"\n",
        );
    }
}
