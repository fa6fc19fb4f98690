//! HTML to blocks: pages as Slate and its relatives render them, whole or in parts, also broken ones.

use crate::{
    block::{Block, BlockKind},
    model::Warning,
};

mod code;
mod definitions;
mod front;
mod parse;
mod raw;
mod table;
mod text;
mod walk;

use ego_tree::NodeRef;
use scraper::{Node, node::Element};

/// The blocks of a document or a part of one.
pub(super) fn blocks(text: &str) -> (Vec<Block>, Vec<Warning>) {
    let document = parse::Document::parse(text);
    let root = document.html.tree.root();
    let mut walk = walk::Walk::new(&document);
    walk.children(root);
    let (mut blocks, warnings) = walk.finish();
    if let Some(front) = front::of(root) {
        blocks.insert(
            0,
            Block {
                line: 1,
                kind: front,
            },
        );
    }
    (blocks, warnings)
}

/// The element that a node is.
fn element<'a>(node: &NodeRef<'a, Node>) -> Option<&'a Element> {
    match node.value() {
        Node::Element(element) => Some(element),
        _ => None,
    }
}

fn has_class(element: &Element, any: &[&str]) -> bool {
    element.attr("class").is_some_and(|classes| {
        classes
            .split_ascii_whitespace()
            .any(|class| any.contains(&class))
    })
}

/// All text in a node, as it is.
fn text_of(node: NodeRef<'_, Node>) -> String {
    let mut text = String::new();
    for node in node.descendants() {
        match node.value() {
            Node::Text(part) => text.push_str(part),
            Node::Element(element) if element.name() == "br" => text.push('\n'),
            _ => {}
        }
    }
    text
}

/// What is not the page's text: navigation, search, scripts, and what only decorates.
fn is_skipped(element: &Element) -> bool {
    matches!(
        element.name(),
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "math"
            | "nav"
            | "head"
            | "title"
            | "button"
            | "select"
            | "textarea"
            | "iframe"
            | "form"
            | "input"
            | "object"
            | "canvas"
            | "audio"
            | "video"
            | "option"
    ) || element.attr("hidden").is_some()
        || matches!(element.attr("role"), Some("navigation" | "search"))
        || element.attr("class").is_some_and(|classes| {
            classes.split_ascii_whitespace().any(|class| {
                matches!(
                    class,
                    "toc-wrapper"
                        | "tocify-wrapper"
                        | "tocify"
                        | "toc"
                        | "table-of-contents"
                        | "search"
                        | "search-results"
                        | "lang-selector"
                        | "lang-selectors"
                        | "navbar"
                        | "nav"
                        | "navigation"
                        | "breadcrumb"
                        | "breadcrumbs"
                        | "pagination"
                        | "sidebar"
                        | "site-nav"
                        | "skip-link"
                        | "sr-only"
                        | "visually-hidden"
                        | "gutter"
                        | "lineno"
                        | "linenos"
                        | "line-numbers-rows"
                        | "copy-button"
                        | "headerlink"
                        | "header-anchor"
                        | "anchorjs-link"
                        | "heading-anchor"
                        | "page-footer"
                        | "site-footer"
                )
            })
        })
        || matches!(
            element.attr("id"),
            Some("toc" | "nav-button" | "sidebar" | "navigation" | "navbar" | "search")
        )
}

/// What Markdown in the page was read as.
type Markdown = (Vec<Block>, Vec<Warning>);

/// Blocks shared by the parts of this reader, and warnings.
#[derive(Default)]
struct Made {
    blocks: Vec<Block>,
    warnings: Vec<Warning>,
}

impl Made {
    fn push(&mut self, line: usize, kind: BlockKind) {
        self.blocks.push(Block { line, kind });
    }
}

/// The classes of an element and of those that hold it alone, and what their attributes say of a language.
fn classes_up(node: NodeRef<'_, Node>, levels: usize) -> Vec<String> {
    let mut all = Vec::new();
    let mut next = Some(node);
    for _ in 0..levels {
        let Some(node) = next else { break };
        if let Some(element) = element(&node) {
            for name in ["data-lang", "data-language", "lang"] {
                if let Some(value) = element.attr(name) {
                    all.push(format!("language-{value}"));
                }
            }
            if let Some(classes) = element.attr("class") {
                all.extend(classes.split_ascii_whitespace().map(str::to_owned));
            }
        }
        // An element that holds several pieces of code says nothing of one.
        next = node.parent();
        if next.is_some_and(|parent| parent.children().filter(element_is_block).take(2).count() > 1)
        {
            break;
        }
    }
    all
}

fn element_is_block(node: &NodeRef<'_, Node>) -> bool {
    element(node).is_some_and(|element| !matches!(element.name(), "button" | "br" | "span"))
}

#[cfg(test)]
mod tests;
