//! Lists of definitions: fields or statuses with what they mean, or text.

use ego_tree::NodeRef;
use scraper::Node;

use super::{element, parse::Document, text::Text};
use crate::block::{Block, BlockKind, Cell, Inline, Row, Table};

/// A term with its definitions.
struct Entry<'a> {
    line: usize,
    term: Inline,
    definitions: Vec<NodeRef<'a, Node>>,
}

/// The block that a `dl` is.
pub(super) fn block(document: &Document, list: NodeRef<'_, Node>) -> Option<BlockKind> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    gather(document, list, &mut entries, 0);
    if entries.is_empty() {
        return None;
    }
    let word = |entry: &Entry<'_>| {
        let text = entry.term.text.as_str();
        !text.is_empty() && !text.contains(' ')
    };
    let status = |entry: &Entry<'_>| {
        let code: String = entry
            .term
            .text
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        code.len() == 3
    };
    let header = if entries.iter().all(status) {
        ["Status", "Meaning"]
    } else if entries.iter().all(word) {
        ["Field", "Description"]
    } else {
        return Some(BlockKind::List(entries.into_iter().map(item).collect()));
    };
    Some(BlockKind::Table(Table {
        header: header
            .iter()
            .map(|title| Cell {
                text: Inline::plain(*title),
                tables: Vec::new(),
            })
            .collect(),
        rows: entries
            .into_iter()
            .map(|entry| Row {
                line: entry.line,
                cells: vec![
                    Cell {
                        text: entry.term.clone(),
                        tables: Vec::new(),
                    },
                    Cell {
                        text: definition(&entry),
                        tables: Vec::new(),
                    },
                ],
            })
            .collect(),
    }))
}

fn gather<'a>(
    document: &Document,
    list: NodeRef<'a, Node>,
    entries: &mut Vec<Entry<'a>>,
    depth: usize,
) {
    for child in list.children() {
        match element(&child).map(|element| element.name()) {
            Some("dt") => {
                let mut text = Text::default();
                text.node(child, 0);
                entries.push(Entry {
                    line: document.line(child.id()),
                    term: text.one(),
                    definitions: Vec::new(),
                });
            }
            Some("dd") => {
                if let Some(entry) = entries.last_mut() {
                    entry.definitions.push(child);
                }
            }
            Some("div") if depth < 4 => gather(document, child, entries, depth + 1),
            _ => {}
        }
    }
}

fn definition(entry: &Entry<'_>) -> Inline {
    let mut text = Text::default();
    for node in &entry.definitions {
        text.node(*node, 0);
        text.add(" ");
    }
    text.one()
}

fn item(entry: Entry<'_>) -> Vec<Block> {
    let definition = definition(&entry);
    let line = entry.line;
    [entry.term, definition]
        .into_iter()
        .filter(|text| !text.text.is_empty())
        .map(|text| Block {
            line,
            kind: BlockKind::Paragraph(text),
        })
        .collect()
}
