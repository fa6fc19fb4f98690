//! Lists whose marks are there.

use super::{Taken, shape};
use crate::block::{Block, BlockKind, Inline};

/// What stands behind a list's mark.
pub(super) fn marker(line: &str) -> Option<&str> {
    for mark in ["- ", "* ", "• ", "– ", "◦ ", "· "] {
        if let Some(rest) = line.strip_prefix(mark) {
            return Some(rest.trim());
        }
    }
    let digits = line.len()
        - line
            .trim_start_matches(|digit: char| digit.is_ascii_digit())
            .len();
    ((1..=2).contains(&digits))
        .then(|| line.get(digits..))
        .flatten()
        .and_then(|rest| rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") ")))
        .map(str::trim)
}

/// The list that begins on a line.
pub(super) fn read(lines: &[&str], at: usize) -> Option<Taken> {
    let mut items: Vec<Vec<Block>> = Vec::new();
    let mut next = at;
    let mut end = at;
    while let Some(line) = lines.get(next).map(|line| line.trim()) {
        if let Some(text) = marker(line) {
            items.push(vec![Block {
                line: next + 1,
                kind: BlockKind::Paragraph(Inline::plain(shape::folded(text))),
            }]);
            end = next + 1;
        } else if !(line.is_empty() && next == end && end > at) {
            break;
        }
        next += 1;
    }
    (!items.is_empty()).then_some(Taken {
        kind: BlockKind::List(items),
        next: end,
    })
}
