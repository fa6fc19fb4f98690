//! What a page has lost, by line: a row that cannot be read is a warning and not a removed field.

use crate::model::{Field, FieldTable, Page};

/// Whether the rows of a table that is gone stand in the running text of the other page: its header or its line of dashes broke, and it is a table no longer.
/// That is no change of the API.
pub(super) fn stands_in_text<'a>(
    mut prose: impl Iterator<Item = &'a str> + Clone,
    rows: impl Iterator<Item = (String, String)>,
) -> bool {
    const MOST: usize = 8;
    let (mut all, mut found) = (0, 0);
    for (name, rest) in rows.take(MOST) {
        all += 1;
        let shows = |text: &str| shows_row(text, &name, &rest);
        found += usize::from(prose.clone().any(shows));
    }
    all > 0 && found * 3 >= all * 2 && prose.next().is_some()
}

/// Whether a name stands in a text and, not far behind it, what its row says. Cells for types and the like may stand between.
fn shows_row(text: &str, name: &str, rest: &str) -> bool {
    const FARTHEST: usize = 60;
    let last = name.rsplit('.').next().unwrap_or(name);
    let rest: Vec<&str> = rest.split(' ').filter(|word| *word != "|").collect();
    let tail = rest
        .get(rest.len().saturating_sub(4)..)
        .unwrap_or(&[])
        .join(" ");
    let reach = FARTHEST + rest.iter().map(|word| word.len() + 3).sum::<usize>();
    let parted =
        |next: Option<char>| next.is_none_or(|next| !next.is_alphanumeric() && next != '_');
    text.match_indices(last).take(64).any(|(at, _)| {
        let behind = text.get(at + last.len()..).unwrap_or("");
        if !parted(behind.chars().next())
            || !parted(text.get(..at).and_then(|before| before.chars().next_back()))
        {
            return false;
        }
        let near = behind
            .get(..behind.floor_char_boundary(reach))
            .unwrap_or(behind);
        if tail.is_empty() {
            near.trim_start_matches(['`', '*', ' ']).starts_with('|')
        } else {
            near.contains(&tail)
        }
    })
}

/// Whether an address stands in the running text of a page as a cell does: its table broke.
pub(super) fn shows_address(page: &Page, address: &str) -> bool {
    prose_of(page, None).any(|text| {
        text.match_indices(address).any(|(at, _)| {
            let before = text
                .get(..at)
                .unwrap_or("")
                .trim_end_matches(['`', '*', '<', ' ']);
            let behind = text.get(at + address.len()..).unwrap_or("");
            before.ends_with('|')
                || behind
                    .trim_start_matches(['`', '*', '>', ' '])
                    .starts_with('|')
        })
    })
}

/// The running text of a page, of one of its operations or as a whole.
pub(super) fn prose_of(
    page: &Page,
    operation: Option<usize>,
) -> impl Iterator<Item = &str> + Clone {
    page.sections
        .iter()
        .filter(move |section| operation.is_none() || section.operation == operation)
        .map(|section| section.prose.as_str())
        .filter(|prose| !prose.is_empty())
}

/// The warnings of a page, by line.
#[derive(Debug, Default)]
pub(super) struct Lost(Vec<(usize, &'static str)>);

impl Lost {
    pub(super) fn of(page: &Page) -> Self {
        let mut lines: Vec<_> = page
            .warnings
            .iter()
            .map(|warning| (warning.line, warning.kind))
            .collect();
        lines.sort_unstable();
        Self(lines)
    }

    /// Whether there is a warning at a line.
    pub(super) fn at(&self, line: usize) -> bool {
        self.within(line, line).next().is_some()
    }

    /// Whether a table was lost between two lines: a warning of one, where none of `tables` stands, for those were recovered.
    pub(super) fn has_table<'a>(
        &self,
        (first, last): (usize, usize),
        tables: impl Iterator<Item = &'a FieldTable> + Clone,
    ) -> bool {
        self.within(first, last).any(|(line, kind)| {
            let stands = tables.clone().any(|table| {
                let end = table.fields.last().map_or(table.line, |row| row.line);
                (table.line.saturating_sub(2)..=end).contains(&line)
            });
            kind.starts_with("table") && !stands
        })
    }

    /// Whether the form has lost lists.
    pub(super) fn has_list(&self) -> bool {
        self.0.iter().any(|(_, kind)| kind.starts_with("list"))
    }

    fn within(&self, first: usize, last: usize) -> impl Iterator<Item = (usize, &'static str)> {
        let start = self.0.partition_point(|(line, _)| *line < first);
        self.0[start..]
            .iter()
            .copied()
            .take_while(move |(line, _)| *line <= last)
    }

    /// The names that cannot be said to be missing from `table`, because a row that cannot be read stands where they stood in `fuller`.
    pub(super) fn unread<'a>(
        &self,
        missing: &[&'a Field],
        fuller: &'a [Field],
        table: &[Field],
        line_of_table: usize,
    ) -> Vec<&'a str> {
        let end = table.last().map_or(line_of_table + 2, |row| row.line);
        let mut unread: Vec<usize> = self
            .within(line_of_table + 1, end + 2)
            .map(|(line, _)| line)
            .filter(|line| table.iter().all(|row| row.line != *line))
            .collect();
        unread.dedup();
        let line_in_table = |field: &Field| {
            let row = table.iter().find(|row| row.name == field.name);
            row.map(|row| row.line)
        };
        let mut excused = Vec::new();
        for field in missing {
            let Some(place) = fuller.iter().position(|row| std::ptr::eq(row, *field)) else {
                continue;
            };
            let above = fuller[..place].iter().rev().find_map(line_in_table);
            let below = fuller[place + 1..].iter().find_map(line_in_table);
            let stands = unread.iter().position(|line| {
                above.is_none_or(|above| above < *line) && below.is_none_or(|below| *line < below)
            });
            if let Some(stands) = stands {
                unread.remove(stands);
                excused.push(field.name.as_str());
            }
        }
        excused
    }
}
