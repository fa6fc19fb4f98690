//! The text of a page as it stands there, block by block: for rules over wording, which no claim about the API holds.

use crate::{
    block::{Block, BlockKind, Table},
    model::{Passage, PassageKind},
};

pub(super) fn all(blocks: &[Block]) -> Vec<Passage> {
    let mut passages = Vec::new();
    collect(blocks, PassageKind::Text, &mut passages);
    passages
}

fn collect(blocks: &[Block], running: PassageKind, passages: &mut Vec<Passage>) {
    for block in blocks {
        let mut add = |kind, text: &str| {
            passages.push(Passage {
                line: block.line,
                kind,
                text: text.to_owned(),
            });
        };
        match &block.kind {
            BlockKind::Front { languages, .. } if !languages.is_empty() => {
                add(PassageKind::Front, &languages.join(" "))
            }
            BlockKind::Front { .. } => {}
            BlockKind::Heading { text, .. } => add(PassageKind::Heading, &text.text),
            BlockKind::Paragraph(text) => add(running, &text.text),
            BlockKind::Code { text, .. } => add(PassageKind::Code, text),
            BlockKind::Quote(inner) => collect(inner, running, passages),
            BlockKind::List(items) => {
                for item in items {
                    collect(item, PassageKind::Item, passages);
                }
            }
            BlockKind::Table(table) => rows(table, block.line, passages),
        }
    }
}

fn rows(table: &Table, line: usize, passages: &mut Vec<Passage>) {
    let header = (!table.header.is_empty()).then_some((line, &table.header));
    let body = table.rows.iter().map(|row| (row.line, &row.cells));
    for (line, cells) in header.into_iter().chain(body) {
        let texts: Vec<&str> = cells.iter().map(|cell| cell.text.text.as_str()).collect();
        passages.push(Passage {
            line,
            kind: PassageKind::Row,
            text: texts.join(" | "),
        });
        for table in cells.iter().flat_map(|cell| &cell.tables) {
            rows(table, line, passages);
        }
    }
}
