//! Tables whose cells are parted by tabs, by wide spaces, or by nothing but what stands in them.

use super::{
    Taken,
    columns::{self, Column},
    shape,
};
use crate::{
    block::{BlockKind, Cell, Inline, Row, Table},
    model::Warning,
};

/// The table whose header stands on a line.
pub(super) fn read(lines: &[&str], at: usize, warnings: &mut Vec<Warning>) -> Option<Taken> {
    let line = lines.get(at)?;
    parted(lines, at).or_else(|| {
        let columns = columns::header(line.trim())?;
        of_words(lines, at, &columns, warnings)
    })
}

fn cell(text: &str) -> Cell {
    Cell {
        text: Inline::plain(shape::folded(text)),
        tables: Vec::new(),
    }
}

/// A table whose cells are parted by tabs.
fn parted(lines: &[&str], at: usize) -> Option<Taken> {
    let cells = |line: &str| -> Vec<Cell> { line.trim_end().split('\t').map(cell).collect() };
    let line = lines.get(at)?;
    let header = cells(line);
    let titles = header
        .iter()
        .filter(|cell| !cell.text.text.is_empty())
        .count();
    if header.len() < 2
        || titles != header.len()
        || columns::header(line.trim()).is_none() && titles < 3
        || !lines
            .get(at + 1)
            .is_some_and(|next| next.trim().contains('\t'))
    {
        return None;
    }
    let mut next = at + 1;
    let mut rows = Vec::new();
    while let Some(line) = lines.get(next).filter(|line| line.trim().contains('\t')) {
        rows.push(Row {
            line: next + 1,
            cells: cells(line),
        });
        next += 1;
    }
    Some(Taken {
        kind: BlockKind::Table(Table { header, rows }),
        next,
    })
}

/// A table whose cells are parted by nothing.
fn of_words(
    lines: &[&str],
    at: usize,
    columns: &[(String, Column)],
    warnings: &mut Vec<Warning>,
) -> Option<Taken> {
    let kinds: Vec<Column> = columns.iter().map(|(_, column)| *column).collect();
    let mut next = at + 1;
    let mut split: Vec<(usize, Vec<&str>)> = Vec::new();
    while let Some(line) = lines.get(next).map(|line| line.trim()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        if !is_row(&kinds, &words, line) {
            break;
        }
        split.push((next, words));
        next += 1;
    }
    if !is_plausible(&kinds, &split) {
        return None;
    }
    let known = Formats::of(&kinds, &split);
    let mut rows = Vec::new();
    for (row, words) in split {
        let mut parts = Split {
            kinds: &kinds,
            known: &known,
            words: &words,
        }
        .cells();
        if parts.len() < kinds.len() {
            warnings.push(Warning {
                kind: "cells-uncertain",
                message: format!("a row has not what its {} columns need", kinds.len()),
                line: row + 1,
            });
        }
        parts.truncate(kinds.len());
        rows.push(Row {
            line: row + 1,
            cells: parts.iter().map(|part| cell(part)).collect(),
        });
    }
    Some(Taken {
        kind: BlockKind::Table(Table {
            header: columns.iter().map(|(title, _)| cell(title)).collect(),
            rows,
        }),
        next,
    })
}

/// Whether a line can be a row.
fn is_row(kinds: &[Column], words: &[&str], line: &str) -> bool {
    let Some(first) = words.first() else {
        return false;
    };
    let fits = match kinds.first() {
        Some(Column::Code) => {
            let code = first.trim_matches(['`', ':']);
            code.len() >= 3 && code.bytes().all(|byte| byte.is_ascii_digit())
        }
        Some(Column::Name) => is_name(first),
        _ => words.iter().any(|word| is_address(word)),
    };
    fits && columns::header(line).is_none() && !line.ends_with(':') && !shape::is_request_line(line)
}

fn is_name(word: &str) -> bool {
    word.len() <= 80
        && word.starts_with(|first: char| {
            first.is_alphanumeric() || matches!(first, '_' | '$' | '@' | '{' | '<' | ':')
        })
        && !word.ends_with(['.', ',', ':', ';'])
        && word.chars().all(|character| {
            character.is_alphanumeric()
                || matches!(
                    character,
                    '_' | '-'
                        | '.'
                        | '['
                        | ']'
                        | '{'
                        | '}'
                        | '$'
                        | '@'
                        | '/'
                        | '*'
                        | '?'
                        | '<'
                        | '>'
                        | ':'
                )
        })
}

fn is_address(word: &str) -> bool {
    word.contains("://")
        || word
            .split('/')
            .next()
            .is_some_and(|host| host.split('.').count() >= 3 && !host.contains(".."))
}

/// Whether the rows speak for a table: there are some, and not all of them are single words or sentences.
fn is_plausible(kinds: &[Column], rows: &[(usize, Vec<&str>)]) -> bool {
    if rows.is_empty() {
        return false;
    }
    if kinds.first() != Some(&Column::Name) {
        return true;
    }
    let technical = rows
        .iter()
        .filter(|(_, words)| {
            words.first().is_some_and(|name| {
                name.starts_with(|first: char| !first.is_uppercase())
                    || name.chars().skip(1).any(|character| {
                        character.is_uppercase() || character == '_' || character == '-'
                    })
            })
        })
        .count();
    let typed = rows
        .iter()
        .filter(|(_, words)| {
            kinds.contains(&Column::Type)
                && words.iter().skip(1).any(|word| columns::is_format(word))
        })
        .count();
    let single = rows.iter().filter(|(_, words)| words.len() == 1).count();
    (technical * 2 >= rows.len() || typed * 2 >= rows.len()) && single * 2 <= rows.len()
}

/// The words that stand where the column of types or formats is.
struct Formats {
    /// Whether most rows have a format that is known.
    mostly_known: bool,
    /// Words that end several rows.
    repeated: std::collections::HashSet<String>,
}

impl Formats {
    fn of(kinds: &[Column], rows: &[(usize, Vec<&str>)]) -> Self {
        let mut counts = std::collections::HashMap::<&str, usize>::new();
        let mut known = 0;
        let last = kinds.last() == Some(&Column::Type);
        for (_, words) in rows {
            let word = if last {
                words.get(2.min(words.len())..).and_then(<[&str]>::last)
            } else {
                words.get(1)
            };
            if let Some(word) = word {
                *counts.entry(word).or_default() += 1;
                known += usize::from(columns::is_format(word));
            }
        }
        Self {
            mostly_known: known * 2 > rows.len(),
            repeated: counts
                .into_iter()
                .filter(|(_, count)| *count > 1)
                .map(|(word, _)| word.to_owned())
                .collect(),
        }
    }

    fn has(&self, word: &str) -> bool {
        columns::is_format(word) || self.repeated.contains(word) || !self.mostly_known
    }
}

/// A row whose cells are to be told apart.
struct Split<'a> {
    kinds: &'a [Column],
    known: &'a Formats,
    words: &'a [&'a str],
}

impl Split<'_> {
    /// The cells; those that are not there at the end are left out.
    fn cells(&self) -> Vec<String> {
        let mut cells = vec![None; self.kinds.len()];
        let mut from = 0;
        let mut to = self.words.len();
        let mut first = 0;
        while let Some(kind) = self.kinds.get(first) {
            if *kind == Column::Text || first > 0 && *kind == Column::Address {
                break;
            }
            if let Some(length) = self.prefix(*kind, from, to, first) {
                set(&mut cells, first, self.join(from, from + length));
                from += length;
            } else if *kind != Column::Word {
                set(&mut cells, first, String::new());
            }
            first += 1;
        }
        let mut last = self.kinds.len();
        while last > first + 1 {
            let Some(kind) = self.kinds.get(last - 1) else {
                break;
            };
            if *kind == Column::Text {
                break;
            }
            if let Some(length) = self.suffix(*kind, from, to) {
                set(&mut cells, last - 1, self.join(to - length, to));
                to -= length;
            }
            last -= 1;
        }
        if first < self.kinds.len() {
            let rest = self.join(from, to);
            if !rest.is_empty() || last < self.kinds.len() {
                set(&mut cells, first, rest);
            }
        }
        let filled = cells
            .iter()
            .rposition(Option::is_some)
            .map_or(0, |last| last + 1);
        cells.truncate(filled);
        cells.into_iter().map(Option::unwrap_or_default).collect()
    }

    fn join(&self, from: usize, to: usize) -> String {
        self.words.get(from..to).unwrap_or(&[]).join(" ")
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).copied().unwrap_or("")
    }

    /// How many words a cell has that begins here.
    fn prefix(&self, kind: Column, from: usize, to: usize, column: usize) -> Option<usize> {
        if from >= to {
            return None;
        }
        let word = self.word(from);
        match kind {
            Column::Type => self
                .before_truth(from, to, column)
                .or_else(|| self.known.has(word).then(|| self.type_length(from, to))),
            Column::Required => columns::is_truth(word).then_some(1),
            Column::Address if column == 0 => is_address(word).then_some(1),
            Column::Word => Some(self.quoted(from, to)),
            _ => Some(1),
        }
    }

    /// `array of strings` are three words.
    fn type_length(&self, from: usize, to: usize) -> usize {
        let mut length = 1;
        while from + length + 1 < to
            && matches!(self.word(from + length), "of" | "or")
            && (columns::is_format(self.word(from + length + 1))
                || self.word(from + length) == "of"
                    && matches!(self.word(from).to_lowercase().as_str(), "array" | "list"))
        {
            length += 2;
        }
        length
    }

    /// All that stands before `yes` or `no` is the type, whatever it is called.
    fn before_truth(&self, from: usize, to: usize, column: usize) -> Option<usize> {
        if self.kinds.get(column + 1) != Some(&Column::Required) {
            return None;
        }
        (1..5.min(to - from)).find(|length| columns::is_truth(self.word(from + length)))
    }

    fn quoted(&self, from: usize, to: usize) -> usize {
        if !self.word(from).starts_with('"') {
            return 1;
        }
        (from..to)
            .find(|at| self.word(*at).trim_end_matches('.').ends_with('"'))
            .map_or(1, |end| end + 1 - from)
    }

    /// How many words a cell has that ends here.
    fn suffix(&self, kind: Column, from: usize, to: usize) -> Option<usize> {
        if from >= to {
            return None;
        }
        let word = self.word(to - 1);
        match kind {
            Column::Type => {
                // A description stands before it, unless the word can be nothing else.
                if !(self.known.has(word) && (to - from > 1 || columns::is_format(word))) {
                    return None;
                }
                let mut length = 1;
                while to - length >= from + 2
                    && matches!(self.word(to - length - 1), "of" | "or")
                    && columns::is_format(self.word(to - length - 2))
                {
                    length += 2;
                }
                Some(length)
            }
            Column::Required => columns::is_truth(word).then_some(1),
            Column::Address => is_address(word).then_some(1),
            _ => (to - from > 1).then_some(1),
        }
    }
}

fn set(cells: &mut [Option<String>], at: usize, text: String) {
    if let Some(cell) = cells.get_mut(at) {
        *cell = Some(text);
    }
}
