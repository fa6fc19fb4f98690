//! Text of one line: what pulldown-cmark finds in it, white space folded.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::block::{Block, BlockKind, Cell, Inline, Span, SpanKind};

/// Puts a text together from events.
#[derive(Default)]
pub(in crate::read) struct Builder {
    inline: Inline,
    open: Vec<(usize, SpanKind)>,
}

impl Builder {
    /// Adds text, white space folded.
    pub(in crate::read) fn text(&mut self, text: &str) {
        for character in text.chars() {
            if character.is_whitespace() {
                if !self.inline.text.is_empty() && !self.inline.text.ends_with(' ') {
                    self.inline.text.push(' ');
                }
            } else {
                self.inline.text.push(character);
            }
        }
    }

    pub(super) fn code(&mut self, text: &str) {
        self.start(SpanKind::Code);
        self.text(text);
        self.end(|kind| matches!(kind, SpanKind::Code));
    }

    pub(in crate::read) fn start(&mut self, kind: SpanKind) {
        if self.open.len() < 64 {
            self.open.push((self.inline.text.len(), kind));
        }
    }

    pub(in crate::read) fn end(&mut self, is: impl Fn(&SpanKind) -> bool) {
        let Some(place) = self.open.iter().rposition(|(_, kind)| is(kind)) else {
            return;
        };
        let (start, kind) = self.open.remove(place);
        let end = self.inline.text.len();
        if start < end {
            self.inline.spans.push(Span { start, end, kind });
        }
    }

    /// Whether bold text, say, goes on.
    pub(in crate::read) fn has_open(&self) -> bool {
        !self.open.is_empty()
    }

    pub(super) fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) => self.text(text),
            Event::Code(text) => self.code(text),
            Event::InlineHtml(html) | Event::Html(html) => self.html(html),
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            Event::Start(Tag::Strong) => self.start(SpanKind::Strong),
            Event::End(TagEnd::Strong) => self.end(|kind| matches!(kind, SpanKind::Strong)),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.start(SpanKind::Link(dest_url.to_string()));
            }
            Event::End(TagEnd::Link) => self.end(|kind| matches!(kind, SpanKind::Link(_))),
            _ => {}
        }
    }

    /// Tags that HTML has are marks; any other is a placeholder that the page means as text.
    fn html(&mut self, html: &str) {
        let tag = html.trim();
        if tag.starts_with("<!") || tag.starts_with("<?") {
            return;
        }
        let closing = tag.starts_with("</");
        let name: String = tag
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        match (name.as_str(), closing) {
            ("br" | "p" | "div" | "li" | "tr" | "td", _) => self.text(" "),
            ("code" | "tt" | "kbd" | "samp", false) => self.start(SpanKind::Code),
            ("code" | "tt" | "kbd" | "samp", true) => {
                self.end(|kind| matches!(kind, SpanKind::Code));
            }
            ("b" | "strong", false) => self.start(SpanKind::Strong),
            ("b" | "strong", true) => self.end(|kind| matches!(kind, SpanKind::Strong)),
            (name, _) if TAGS.contains(&name) => {}
            _ => self.text(html),
        }
    }

    /// The text, without white space at its ends.
    pub(in crate::read) fn finish(mut self) -> Inline {
        while let Some((_, kind)) = self.open.last() {
            let kind = kind.clone();
            self.end(|other| *other == kind);
        }
        let mut inline = self.inline;
        let end = inline.text.trim_end().len();
        inline.text.truncate(end);
        let text = inline.text.as_str();
        inline.spans.retain_mut(|span| {
            span.end = span.end.min(end);
            let part = text.get(span.start..span.end).unwrap_or("");
            span.start += part.len() - part.trim_start().len();
            span.end = span.start + part.trim().len();
            span.start < span.end
        });
        inline.spans.sort_by_key(|span| (span.start, span.end));
        inline
    }
}

/// Tags that say nothing here. Names that pages like for placeholders (`<address>`, `<data>`, `<object>`) are not among them.
const TAGS: [&str; 34] = [
    "a",
    "abbr",
    "blockquote",
    "center",
    "dd",
    "del",
    "details",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "mark",
    "ol",
    "pre",
    "s",
    "section",
    "small",
    "span",
    "strike",
    "sub",
    "summary",
    "sup",
    "u",
    "ul",
];

/// The text of a cell.
pub(super) fn cell(text: &str) -> Cell {
    if inline_html_table(text) {
        let (blocks, _) = super::between::fragment(text);
        return cell_of(&blocks);
    }
    Cell {
        text: line(text),
        tables: Vec::new(),
    }
}

fn inline_html_table(text: &str) -> bool {
    openings(text, "table") > 0
}

fn cell_of(blocks: &[Block]) -> Cell {
    let mut builder = Builder::default();
    let mut tables = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } => {
                builder.text(&text.text);
                builder.text(" ");
            }
            BlockKind::Table(table) => tables.push(table.clone()),
            _ => {}
        }
    }
    Cell {
        text: builder.finish(),
        tables,
    }
}

/// The text of one line that is no block, whatever it begins with.
pub(super) fn line(text: &str) -> Inline {
    let mut builder = Builder::default();
    if !text.contains(['`', '*', '_', '[', '<', '&', '\\', '~', '!']) {
        builder.text(text);
        return builder.finish();
    }
    // The mark keeps `- street` or `1. step` from becoming a list.
    let marked = format!(".{text}");
    let mut first = true;
    for event in Parser::new_ext(&marked, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) if first => {
                first = false;
                builder.text(text.strip_prefix('.').unwrap_or(&text));
            }
            other => builder.event(&other),
        }
    }
    builder.finish()
}

/// Several lines as one.
pub(in crate::read) fn joined(lines: impl Iterator<Item = Inline>) -> Inline {
    let mut all = Inline::default();
    for line in lines {
        if !all.text.is_empty() && !line.text.is_empty() {
            all.text.push(' ');
        }
        let by = all.text.len();
        all.text.push_str(&line.text);
        all.spans.extend(line.spans.into_iter().map(|mut span| {
            span.start += by;
            span.end += by;
            span
        }));
    }
    all
}

/// Whether a line of a paragraph is meant as a line: all of it is code or bold, or it is a label or a request line.
pub(in crate::read) fn stands_apart(line: &Inline) -> bool {
    let text = line.text.as_str();
    let mut plain = text.to_owned();
    for span in line.spans.iter().rev() {
        if matches!(span.kind, SpanKind::Code | SpanKind::Strong) && span.end <= plain.len() {
            plain.replace_range(span.start..span.end, &" ".repeat(span.end - span.start));
        }
    }
    let marked = !line.spans.is_empty() && !plain.contains(char::is_alphanumeric);
    let label = text.ends_with(':') && text.split_whitespace().count() <= 4;
    let mut words = text.split(' ');
    let method = words.next().is_some_and(|word| {
        matches!(
            word,
            "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS"
        )
    });
    let request =
        method && words.next().is_some_and(|word| word.contains('/')) && words.count() <= 2;
    marked || label || request
}

/// Whether a line begins with the opening tag of an element.
pub(super) fn opens(line: &str, name: &str) -> bool {
    tag_at(line, name)
}

/// How many opening tags of an element a line has.
pub(super) fn openings(line: &str, name: &str) -> usize {
    line.match_indices('<')
        .filter(|(at, _)| line.get(*at..).is_some_and(|rest| tag_at(rest, name)))
        .count()
}

/// How many closing tags of an element a line has.
pub(super) fn closings(line: &str, name: &str) -> usize {
    line.match_indices("</")
        .filter(|(at, _)| {
            line.get(at + 2..at + 2 + name.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(name))
        })
        .count()
}

fn tag_at(text: &str, name: &str) -> bool {
    text.get(1..=name.len())
        .is_some_and(|found| found.eq_ignore_ascii_case(name))
        && text.starts_with('<')
        && text
            .get(1 + name.len()..)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '>', '/', '\t']))
}
