//! Pipe tables, with all the cells that a row has and no others.

use super::{inline, lines::Lines};
use crate::{
    block::{Block, BlockKind, Cell, Row, Table},
    model::Warning,
};

/// A table that was read.
pub(super) struct Read {
    pub(super) block: Block,
    pub(super) warnings: Vec<Warning>,
    pub(super) next: usize,
}

/// Whether a line is text that a table below it would be glued to.
pub(super) fn can_be_glued_to(line: &str) -> bool {
    let line = line.trim();
    let underline = line.chars().all(|character| matches!(character, '-' | '='));
    !(line.is_empty()
        || line.starts_with('#')
        || underline
        || line.ends_with('>') && line.starts_with('<'))
}

/// The table whose header stands on a line, if one does.
pub(super) fn read(lines: &Lines<'_>, at: usize) -> Option<Read> {
    let line = lines.get(at);
    if !line.contains('|') || !is_rule(lines.get(at + 1)) || line.trim_start().starts_with('>') {
        return None;
    }
    let header = cells(line, None);
    let width = header.len();
    if width < 2 && !line.trim_start().starts_with('|') {
        return None;
    }
    let outer = line.trim_start().starts_with('|');
    let mut rows = Vec::new();
    let mut warnings = Vec::new();
    let mut next = at + 2;
    loop {
        if is_row(lines, next, at + 2) {
            rows.push(Row {
                line: lines.number(next),
                cells: inlines(&cells(lines.get(next), Some((width, outer)))),
            });
            next += 1;
        } else if continues(lines, next, width) {
            warnings.push(Warning {
                kind: "table-split",
                message: "an empty line stands in a table: renderers show what follows as text"
                    .to_owned(),
                line: lines.number(next),
            });
            next += 1;
        } else {
            break;
        }
    }
    Some(Read {
        block: Block {
            line: lines.number(at),
            kind: BlockKind::Table(Table {
                header: inlines(&header),
                rows,
            }),
        },
        warnings,
        next,
    })
}

/// Whether a line is the one between header and rows.
fn is_rule(line: &str) -> bool {
    line.contains('|')
        && line.contains('-')
        && line
            .bytes()
            .all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t' | b'+'))
}

/// A row has a pipe; one without is a row that broke off, if a row follows it.
fn is_row(lines: &Lines<'_>, at: usize, first: usize) -> bool {
    let line = lines.get(at);
    if is_rule(lines.get(at + 1)) && at > first {
        return false;
    }
    if line.contains('|') {
        return !starts_another(line);
    }
    !line.trim().is_empty()
        && !starts_another(line)
        && line.split_whitespace().count() == 1
        && lines.get(at + 1).contains('|')
        && !is_rule(lines.get(at + 2))
}

fn starts_another(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("```")
        || line.starts_with("~~~")
        || line.starts_with("# ")
        || line.starts_with("##")
        || line.starts_with("> ")
}

/// Whether a table goes on behind one empty line: with a row of the same width that heads no other table.
fn continues(lines: &Lines<'_>, at: usize, width: usize) -> bool {
    let line = lines.get(at + 1);
    width >= 2
        && at + 1 < lines.len()
        && lines.is_empty(at)
        && line.contains('|')
        && !starts_another(line)
        && !is_rule(line)
        && !is_rule(lines.get(at + 2))
        && cells(line, None).len() == width
}

fn inlines(cells: &[String]) -> Vec<Cell> {
    cells.iter().map(|cell| inline::cell(cell)).collect()
}

/// The cells of a row. Pipes in code are text if the row has its width that way. What outer pipes mean depends on the header.
fn cells(line: &str, expected: Option<(usize, bool)>) -> Vec<String> {
    let aware = split(line, true);
    let parts = match expected {
        Some((width, outer)) if trimmed(&aware, outer, width).len() != width => {
            let plain = split(line, false);
            if trimmed(&plain, outer, width).len() == width {
                plain
            } else {
                aware
            }
        }
        _ => aware,
    };
    let (width, outer) = expected.unwrap_or((0, true));
    trimmed(&parts, outer, width).to_vec()
}

/// The parts less those that outer pipes make.
fn trimmed(parts: &[String], outer: bool, width: usize) -> &[String] {
    let mut kept = parts;
    let leads = kept.len() > 1 && kept.first().is_some_and(String::is_empty);
    if leads && (outer || kept.len() > width) {
        kept = &kept[1..];
    }
    let trails = kept.len() > 1 && kept.last().is_some_and(String::is_empty);
    if trails && (outer && leads || kept.len() != width) {
        kept = &kept[..kept.len() - 1];
    }
    kept
}

fn split(line: &str, code: bool) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut within = false;
    let mut ticks_left = line.matches('`').count();
    let mut characters = line.trim().chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if characters.peek() == Some(&'|') => {
                characters.next();
                push(&mut parts, '|');
            }
            '`' => {
                ticks_left -= 1;
                within = code && (!within && ticks_left > 0);
                push(&mut parts, '`');
            }
            '|' if !within => parts.push(String::new()),
            other => push(&mut parts, other),
        }
    }
    for part in &mut parts {
        *part = part.trim().to_owned();
    }
    parts
}

fn push(parts: &mut [String], character: char) {
    if let Some(last) = parts.last_mut() {
        last.push(character);
    }
}
