//! Blocks in one line, as a person reads them: quotes and lists opened, each text with the place that it stood in.

use crate::block::{Block, BlockKind, Inline, Table};

/// What stands next.
pub(super) struct Item<'a> {
    pub(super) line: usize,
    pub(super) kind: ItemKind<'a>,
}

pub(super) enum ItemKind<'a> {
    Heading {
        level: Option<u8>,
        text: &'a Inline,
    },
    Text {
        text: &'a Inline,
        place: Place,
    },
    Code {
        language: Option<&'a str>,
        text: &'a str,
    },
    Table(&'a Table),
}

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Paragraph,
    Quote,
    /// In a list of so many items.
    List(usize),
}

/// Deeper blocks are not looked at.
const MOST_DEPTH: usize = 64;

pub(super) fn items(blocks: &[Block]) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    add(blocks, Place::Paragraph, 0, &mut items);
    items
}

fn add<'a>(blocks: &'a [Block], place: Place, depth: usize, items: &mut Vec<Item<'a>>) {
    if depth > MOST_DEPTH {
        return;
    }
    for block in blocks {
        let kind = match &block.kind {
            BlockKind::Heading { level, text } => ItemKind::Heading {
                level: *level,
                text,
            },
            BlockKind::Paragraph(text) => ItemKind::Text { text, place },
            BlockKind::Code { language, text } => ItemKind::Code {
                language: language.as_deref(),
                text,
            },
            BlockKind::Table(table) => ItemKind::Table(table),
            BlockKind::Quote(inner) => {
                add(inner, Place::Quote, depth + 1, items);
                continue;
            }
            BlockKind::List(list) => {
                for item in list {
                    add(item, Place::List(list.len()), depth + 1, items);
                }
                continue;
            }
            BlockKind::Front { .. } => continue,
        };
        items.push(Item {
            line: block.line,
            kind,
        });
    }
}
