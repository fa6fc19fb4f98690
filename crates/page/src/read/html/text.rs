//! Running text: what it says, what of it is set apart, and where its lines end.

use ego_tree::NodeRef;
use scraper::Node;

use super::{element, is_skipped};
use crate::{
    block::{Inline, SpanKind},
    read::markdown::inline::{self, Builder},
};

/// Text that is being gathered.
#[derive(Default)]
pub(super) struct Text {
    builder: Builder,
    lines: Vec<Inline>,
    /// Whether a hard break stands behind a line.
    hard: Vec<bool>,
    /// The text as Markdown would write it.
    raw: String,
}

impl Text {
    pub(super) fn is_empty(&self) -> bool {
        self.raw.trim().is_empty()
    }

    pub(super) fn add(&mut self, text: &str) {
        self.raw.push_str(text);
        for (count, line) in text.split('\n').enumerate() {
            if count > 0 {
                self.line_break(false);
            }
            self.builder.text(line);
        }
    }

    /// A line ends, unless something is set apart across it.
    pub(super) fn line_break(&mut self, hard: bool) {
        if hard {
            self.raw.push('\n');
        }
        if self.builder.has_open() {
            self.builder.text(" ");
            return;
        }
        self.lines.push(std::mem::take(&mut self.builder).finish());
        self.hard.push(hard);
    }

    /// Adds all that is in a node, which has no blocks in it.
    pub(super) fn node(&mut self, node: NodeRef<'_, Node>, depth: usize) {
        match node.value() {
            Node::Text(text) => self.add(text),
            Node::Element(element) => {
                if is_skipped(element) || is_anchor(node) {
                    return;
                }
                let span = match element.name() {
                    "br" => {
                        self.line_break(true);
                        return;
                    }
                    "x-strong" => Some(SpanKind::Strong),
                    "x-code" => Some(SpanKind::Code),
                    "x-a" => element
                        .attr("href")
                        .map(|target| SpanKind::Link(target.to_owned())),
                    "img" => return,
                    name => {
                        if is_placeholder(name, element) {
                            self.add(&format!("<{name}>"));
                        }
                        None
                    }
                };
                let mark = match span {
                    Some(SpanKind::Code) => "`",
                    Some(SpanKind::Strong) => "**",
                    _ => "",
                };
                self.raw.push_str(mark);
                if let Some(kind) = &span {
                    self.builder.start(kind.clone());
                }
                if depth < 250 {
                    for child in node.children() {
                        self.node(child, depth + 1);
                    }
                }
                if let Some(kind) = span {
                    self.builder.end(|open| *open == kind);
                }
                self.raw.push_str(mark);
                if matches!(
                    element.name(),
                    "p" | "div" | "li" | "td" | "tr" | "dt" | "dd"
                ) {
                    self.add(" ");
                }
            }
            _ => {}
        }
    }

    pub(super) fn raw(&self) -> &str {
        &self.raw
    }

    /// All of it as one line.
    pub(super) fn one(mut self) -> Inline {
        self.lines.push(self.builder.finish());
        inline::joined(self.lines.into_iter())
    }

    /// The paragraphs of it, with the line each begins on, from 0.
    pub(super) fn paragraphs(mut self) -> Vec<(usize, Inline)> {
        self.lines.push(self.builder.finish());
        self.hard.push(true);
        let mut all = Vec::new();
        let mut together: Vec<Inline> = Vec::new();
        let mut first = 0;
        let end = |together: &mut Vec<Inline>, first: usize, all: &mut Vec<(usize, Inline)>| {
            if !together.is_empty() {
                all.push((first, inline::joined(together.drain(..))));
            }
        };
        for (at, (line, hard)) in self.lines.into_iter().zip(self.hard).enumerate() {
            if inline::stands_apart(&line) {
                end(&mut together, first, &mut all);
                all.push((at, line));
                continue;
            }
            if !line.text.is_empty() {
                if together.is_empty() {
                    first = at;
                }
                together.push(line);
            }
            if hard {
                end(&mut together, first, &mut all);
            }
        }
        end(&mut together, first, &mut all);
        all
    }
}

/// The link beside a heading that leads to the heading: `#`, `¶`.
fn is_anchor(node: NodeRef<'_, Node>) -> bool {
    let Some(element) = element(&node) else {
        return false;
    };
    element.name() == "x-a"
        && (element.attr("aria-hidden") == Some("true")
            || element
                .attr("href")
                .is_some_and(|target| target.starts_with('#'))
                && node.children().count() <= 1
                && node.first_child().is_none_or(|child| {
                    child.value().as_text().is_some_and(|text| {
                        matches!(text.trim(), "" | "#" | "¶" | "§" | "🔗" | "link")
                    })
                }))
}

/// `<userId>` that was not escaped is no element of HTML, but a placeholder.
fn is_placeholder(name: &str, element: &scraper::node::Element) -> bool {
    element.attrs().next().is_none() && !name.contains(['-', ':']) && !KNOWN.contains(&name)
}

const KNOWN: [&str; 73] = [
    "html",
    "body",
    "head",
    "p",
    "div",
    "span",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "aside",
    "blockquote",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "caption",
    "colgroup",
    "col",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "br",
    "img",
    "sub",
    "sup",
    "mark",
    "del",
    "ins",
    "abbr",
    "q",
    "cite",
    "dfn",
    "var",
    "time",
    "label",
    "details",
    "summary",
    "figure",
    "figcaption",
    "center",
    "wbr",
    "picture",
    "source",
    "small",
    "address",
    "fieldset",
    "legend",
    "hgroup",
    "bdi",
    "bdo",
    "ruby",
    "data",
    "output",
    "meter",
    "progress",
    "dialog",
    "menu",
];
