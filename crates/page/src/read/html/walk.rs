//! The tree, from its root to its leaves, as blocks.

use ego_tree::NodeRef;
use scraper::{Node, node::Element};

use super::{
    Made, code, definitions, element, has_class, is_skipped, parse::Document, raw, table,
    text::Text,
};
use crate::{
    block::{Block, BlockKind, Inline},
    model::Warning,
};

/// Quotes and lists that are deeper are text.
const MOST_DEPTH: usize = 16;

/// The parser keeps depths below this, but for what it adds itself.
const MOST_NODES_DEEP: usize = 400;

/// How many nodes of a table are looked at to tell whether it is there for its looks.
const MOST_LOOKED_AT: usize = 400;

pub(super) struct Walk<'a> {
    document: &'a Document,
    made: Made,
    text: Text,
    /// Where the text that is being gathered begins.
    line: usize,
    /// The line of the last element that was entered.
    here: usize,
    quotes: usize,
    depth: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self {
            document,
            made: Made::default(),
            text: Text::default(),
            line: 1,
            here: 1,
            quotes: 0,
            depth: 0,
        }
    }

    pub(super) fn finish(mut self) -> (Vec<Block>, Vec<Warning>) {
        self.flush();
        (self.made.blocks, self.made.warnings)
    }

    pub(super) fn children(&mut self, node: NodeRef<'a, Node>) {
        if self.depth > MOST_NODES_DEEP {
            return;
        }
        self.depth += 1;
        for child in node.children() {
            self.node(child);
        }
        self.depth -= 1;
    }

    fn node(&mut self, node: NodeRef<'a, Node>) {
        let Some(found) = element(&node) else {
            if let Node::Text(text) = node.value() {
                if self.text.is_empty() {
                    self.line = self.here;
                }
                self.text.add(text);
            }
            return;
        };
        if is_skipped(found) {
            return;
        }
        let line = self.document.line(node.id());
        self.here = line;
        if is_inline(found.name()) && !self.has_blocks(node, found) {
            if self.text.is_empty() {
                self.text = Text::default();
                self.line = line;
            }
            self.text.node(node, 0);
            return;
        }
        self.flush();
        self.line = line;
        self.block(node, found, line);
        self.flush();
        self.here = line;
    }

    /// Whether an element that should be within text has blocks in it.
    fn has_blocks(&self, node: NodeRef<'a, Node>, element: &Element) -> bool {
        !matches!(element.name(), "br" | "img" | "x-code")
            && node
                .descendants()
                .skip(1)
                .take(MOST_LOOKED_AT)
                .any(|inner| {
                    super::element(&inner)
                        .is_some_and(|inner| !is_inline(inner.name()) && !is_skipped(inner))
                })
    }

    fn block(&mut self, node: NodeRef<'a, Node>, found: &Element, line: usize) {
        match found.name() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.heading(node, found, line);
            }
            "pre" => self.code(node, line),
            "table" => self.table(node, found, line),
            "ul" | "ol" => self.list(node, line),
            "dl" => {
                if let Some(block) = definitions::block(self.document, node) {
                    self.made.push(line, block);
                }
            }
            "blockquote" | "aside" => self.quote(node, line),
            "hr" => {}
            _ if is_note(found) => self.quote(node, line),
            _ => self.children(node),
        }
    }

    /// A heading that was not closed ends before the first block in it.
    fn heading(&mut self, node: NodeRef<'a, Node>, found: &Element, line: usize) {
        let level = found.name().as_bytes().get(1).map(|digit| digit - b'0');
        let mut text = Text::default();
        let mut rest = Vec::new();
        for child in node.children() {
            let is_block = element(&child)
                .is_some_and(|element| !is_inline(element.name()) && element.name() != "div");
            if rest.is_empty() && !is_block {
                text.node(child, 0);
            } else {
                rest.push(child);
            }
        }
        let text = text.one();
        if !text.text.is_empty() {
            self.made.push(line, BlockKind::Heading { level, text });
        }
        if self.depth < MOST_NODES_DEEP {
            self.depth += 1;
            rest.into_iter().for_each(|child| self.node(child));
            self.depth -= 1;
        }
    }

    fn code(&mut self, pre: NodeRef<'a, Node>, line: usize) {
        let Some(block) = code::block(pre) else {
            return;
        };
        if let BlockKind::Code { language, text } = &block
            && language
                .as_deref()
                .is_none_or(|language| matches!(language, "markdown" | "md" | "text" | "html"))
            && let Some(markdown) = raw::blocks(text, line, true)
        {
            self.markdown(markdown);
            return;
        }
        self.made.push(line, block);
    }

    fn table(&mut self, node: NodeRef<'a, Node>, found: &Element, line: usize) {
        if is_for_looks(node, found) {
            self.children(node);
            return;
        }
        for caption in node
            .children()
            .filter(|child| element(child).is_some_and(|element| element.name() == "caption"))
        {
            let mut text = Text::default();
            text.node(caption, 0);
            self.paragraph(line, text.one());
        }
        let table = table::read(self.document, node, 0);
        if !(table.header.is_empty() && table.rows.is_empty()) {
            self.made.push(line, BlockKind::Table(table));
        }
    }

    fn paragraph(&mut self, line: usize, text: Inline) {
        if !text.text.is_empty() {
            self.made.push(line, BlockKind::Paragraph(text));
        }
    }

    /// The blocks of an element, apart from those before it.
    fn apart(&mut self, node: NodeRef<'a, Node>) -> Vec<Block> {
        let outer = std::mem::take(&mut self.made.blocks);
        self.quotes += 1;
        self.children(node);
        self.flush();
        self.quotes -= 1;
        std::mem::replace(&mut self.made.blocks, outer)
    }

    fn quote(&mut self, node: NodeRef<'a, Node>, line: usize) {
        if self.quotes >= MOST_DEPTH {
            self.children(node);
            return;
        }
        let blocks = self.apart(node);
        if !blocks.is_empty() {
            self.made.push(line, BlockKind::Quote(blocks));
        }
    }

    fn list(&mut self, node: NodeRef<'a, Node>, line: usize) {
        if self.quotes >= MOST_DEPTH {
            self.children(node);
            return;
        }
        let mut items = Vec::new();
        for child in node.children() {
            let Some(found) = element(&child).filter(|found| !is_skipped(found)) else {
                continue;
            };
            self.here = self.document.line(child.id());
            self.line = self.here;
            let blocks = if found.name() == "li" {
                self.apart(child)
            } else {
                // Lists right within lists, which no item holds.
                let outer = std::mem::take(&mut self.made.blocks);
                self.quotes += 1;
                self.depth += 1;
                if self.depth < MOST_NODES_DEEP {
                    self.node(child);
                }
                self.depth -= 1;
                self.flush();
                self.quotes -= 1;
                std::mem::replace(&mut self.made.blocks, outer)
            };
            if !blocks.is_empty() {
                items.push(blocks);
            }
        }
        if !items.is_empty() {
            self.made.push(line, BlockKind::List(items));
        }
    }

    fn markdown(&mut self, (blocks, warnings): super::Markdown) {
        self.made.blocks.extend(blocks);
        self.made.warnings.extend(warnings);
    }

    /// Ends the text that is being gathered.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.is_empty() {
            return;
        }
        let raw = text.raw();
        if raw.contains(['|', '#', '`'])
            && let Some(markdown) = raw::blocks(raw, self.line, false)
        {
            self.markdown(markdown);
            return;
        }
        let line = self.line;
        for (offset, text) in text.paragraphs() {
            self.paragraph(line + offset, text);
        }
    }
}

fn is_inline(name: &str) -> bool {
    !matches!(
        name,
        "html"
            | "body"
            | "head"
            | "p"
            | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "blockquote"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "pre"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "details"
            | "summary"
            | "figure"
            | "figcaption"
            | "center"
            | "address"
            | "fieldset"
            | "legend"
            | "form"
            | "hgroup"
            | "dialog"
            | "menu"
    )
}

/// A box that is set apart from the text.
fn is_note(element: &Element) -> bool {
    has_class(
        element,
        &[
            "notice",
            "warning",
            "success",
            "alert",
            "note",
            "admonition",
            "callout",
            "tip",
            "info-box",
            "important",
            "danger",
        ],
    ) && matches!(element.name(), "div" | "section" | "p")
}

/// A table that has the parts of a page, or code with its line numbers, in it.
fn is_for_looks(table: NodeRef<'_, Node>, found: &Element) -> bool {
    has_class(
        found,
        &["rouge-table", "highlighttable", "lntable", "hljs-ln"],
    ) || table.descendants().take(MOST_LOOKED_AT).any(|inner| {
        element(&inner).is_some_and(|inner| {
            matches!(inner.name(), "h1" | "h2" | "h3" | "h4")
                || inner.name() == "td" && has_class(inner, &["gutter", "code"])
        })
    })
}
