//! Markdown that was served as text: a table that no renderer took for one, or a whole chapter.

use super::Markdown;
use crate::{block::BlockKind, model::Warning, read::markdown};

/// The blocks of a text that is Markdown; nothing if it is not.
pub(super) fn blocks(text: &str, line: usize, is_code: bool) -> Option<Markdown> {
    let trimmed = text.trim();
    let marks = Marks::of(trimmed);
    let is_markdown = marks.is_chapter() || !is_code && marks.rules > 0;
    if !is_markdown {
        return unglued(trimmed, is_code).map(|text| in_line(read(&text, line), line));
    }
    let before = text.len() - text.trim_start().len();
    let line = line + text.get(..before).unwrap_or("").matches('\n').count();
    Some(read(&plain_rules(trimmed), line))
}

/// Blocks that all stand on one line.
fn in_line((mut blocks, mut warnings): Markdown, line: usize) -> Markdown {
    for block in &mut blocks {
        block.line = line;
        if let BlockKind::Table(table) = &mut block.kind {
            table.rows.iter_mut().for_each(|row| row.line = line);
        }
    }
    warnings.iter_mut().for_each(|warning| warning.line = line);
    (blocks, warnings)
}

fn read(text: &str, line: usize) -> Markdown {
    let (blocks, mut warnings) = markdown::blocks_at(text, line);
    warnings.retain(|warning| warning.kind != "table-glued");
    warnings.push(Warning {
        kind: "markdown-raw",
        message: "Markdown was served as text: readers of the page see its marks".to_owned(),
        line,
    });
    (blocks, warnings)
}

/// What of Markdown a text shows, by lines.
#[derive(Default)]
struct Marks {
    rules: usize,
    headings: usize,
    deep_headings: usize,
    fences: usize,
    spans: usize,
}

impl Marks {
    fn of(text: &str) -> Self {
        let mut marks = Self::default();
        let mut pipe_before = false;
        let mut fenced = false;
        for line in text.lines() {
            let line = line.trim();
            if line.starts_with("```") {
                fenced = !fenced;
                marks.fences += 1;
            }
            if fenced {
                continue;
            }
            let title = line.trim_start_matches('#');
            let level = line.len() - title.len();
            if (1..=6).contains(&level) && title.starts_with(' ') {
                marks.headings += 1;
                marks.deep_headings += usize::from(level > 1);
            }
            marks.rules += usize::from(pipe_before && is_rule(line));
            marks.spans += usize::from(line.starts_with('`') && line.ends_with('`'));
            pipe_before = line.contains('|');
        }
        marks
    }

    fn is_chapter(&self) -> bool {
        let others = usize::from(self.rules > 0)
            + usize::from(self.fences > 1)
            + usize::from(self.spans > 0);
        self.deep_headings > 0 && (others > 0 || self.headings > 1)
            || self.headings > 0 && self.rules > 0
            || self.fences > 1 && self.rules > 0
    }
}

fn is_rule(line: &str) -> bool {
    line.contains('|')
        && line.contains(['-', '—', '–'])
        && line
            .chars()
            .all(|character| matches!(character, '|' | '-' | '—' | '–' | ':' | ' ' | '\t'))
}

/// A text whose rules have hyphens where typography has put dashes.
fn plain_rules(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if is_rule(line.trim()) {
            plain.push_str(&line.replace('—', "---").replace('–', "--"));
        } else {
            plain.push_str(line);
        }
    }
    plain
}

/// The lines of a table that stands in one line: `Field | Type ---|--- id | string name | string`.
fn unglued(text: &str, is_code: bool) -> Option<String> {
    if is_code || !text.contains('|') {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let (start, end, width) = rule(&words)?;
    let header = words.get(..start)?.join(" ");
    let body = words.get(end..)?.join(" ");
    if !header.contains('|') || !body.contains('|') {
        return None;
    }
    let outer = header.starts_with('|');
    let mut lines = vec![header, vec!["---"; width].join("|")];
    lines.extend(if outer {
        outer_rows(&body, width)
    } else {
        rows(&body, width)
    });
    Some(lines.join("\n"))
}

/// Where the rule stands among the words, which may be in several of them, and how many columns it has.
fn rule(words: &[&str]) -> Option<(usize, usize, usize)> {
    let mut at = 0;
    while at < words.len() {
        let length = words
            .get(at..)?
            .iter()
            .take_while(|word| is_rule_part(word))
            .count();
        let run = words.get(at..at + length)?.join(" ");
        let width = run
            .split('|')
            .filter(|part| part.contains("--") || part.contains('—'))
            .count();
        if width > 1 {
            return Some((at, at + length, width));
        }
        at += length.max(1);
    }
    None
}

fn is_rule_part(word: &str) -> bool {
    word.chars()
        .all(|character| matches!(character, '|' | '-' | '—' | '–' | ':'))
}

/// Rows that begin and end with a pipe.
fn outer_rows(body: &str, width: usize) -> Vec<String> {
    let cells: Vec<&str> = body
        .trim()
        .trim_matches('|')
        .split('|')
        .map(str::trim)
        .collect();
    // Between two rows stand two pipes, with nothing between them.
    cells
        .chunks(width + 1)
        .map(|row| row.get(..width.min(row.len())).unwrap_or(&[]).join(" | "))
        .collect()
}

/// Rows without outer pipes: the last cell of one and the first of the next stand together; the next begins with its last word.
fn rows(body: &str, width: usize) -> Vec<String> {
    let parts: Vec<&str> = body.split('|').map(str::trim).collect();
    let mut rows = Vec::new();
    let mut row: Vec<&str> = Vec::new();
    let last = parts.len().saturating_sub(1);
    for (at, part) in parts.into_iter().enumerate() {
        if row.len() + 1 < width || at == last {
            row.push(part);
            continue;
        }
        let (cell, next) = part.rsplit_once(' ').unwrap_or(("", part));
        row.push(cell);
        rows.push(row.join(" | "));
        row = vec![next];
    }
    if !row.is_empty() {
        rows.push(row.join(" | "));
    }
    rows
}
