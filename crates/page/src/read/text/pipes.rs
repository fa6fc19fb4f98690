//! Pipe tables, with or without outer pipes.

use super::{Taken, shape};
use crate::block::{BlockKind, Cell, Inline, Row, Table};

/// Whether the header of a table stands on a line.
pub(super) fn begins(lines: &[&str], at: usize) -> bool {
    lines.get(at).is_some_and(|line| line.contains('|'))
        && lines.get(at + 1).is_some_and(|line| is_rule(line))
}

/// The table whose header stands on a line.
pub(super) fn read(lines: &[&str], at: usize) -> Option<Taken> {
    if !begins(lines, at) {
        return None;
    }
    let header = cells(lines.get(at)?);
    let width = header.len().max(cells(lines.get(at + 1)?).len());
    let mut rows = Vec::new();
    let mut next = at + 2;
    while let Some(line) = lines.get(next) {
        if !line.contains('|') || next > at + 2 && begins(lines, next) {
            break;
        }
        let mut cells = cells(line);
        // A pipe behind the last cell is no cell.
        while cells.len() > width && cells.last().is_some_and(|cell| cell.text.text.is_empty()) {
            cells.pop();
        }
        rows.push(Row {
            line: next + 1,
            cells,
        });
        next += 1;
    }
    Some(Taken {
        kind: BlockKind::Table(Table { header, rows }),
        next,
    })
}

/// Whether a line is the one between header and rows.
pub(super) fn is_rule(line: &str) -> bool {
    line.contains('|')
        && line.contains("--")
        && line
            .bytes()
            .all(|byte| matches!(byte, b'|' | b'-' | b':' | b'+' | b' ' | b'\t'))
}

fn cells(line: &str) -> Vec<Cell> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').unwrap_or(line);
    line.split('|')
        .map(|cell| Cell {
            text: Inline::plain(shape::folded(cell)),
            tables: Vec::new(),
        })
        .collect()
}
