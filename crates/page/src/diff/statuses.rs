//! Statuses and what they mean. A meaning is its words: white space, punctuation and case aside.

use std::collections::BTreeMap;

use crate::model::{Page, StatusMeaning};

use super::{
    Change, ClaimSource,
    endpoints::Pair,
    fold,
    kind::{STATUS_ADDED, STATUS_MEANING_CHANGED, STATUS_REMOVED},
    lost,
    operations::label,
    report::Report,
};

/// The new page's operation, or `None` for the page as a whole; and the code.
type Key = (Option<usize>, u16);

/// The rows of each code.
type Rows<'a> = BTreeMap<Key, Vec<&'a StatusMeaning>>;

/// Rows of operations that are on both pages, and those of no operation.
fn rows(page: &Page, place_of: impl Fn(usize) -> Option<usize>) -> Rows<'_> {
    let mut rows = Rows::new();
    for status in &page.statuses {
        let place = match status.operation {
            Some(operation) => match place_of(operation) {
                Some(place) => Some(place),
                // It came or went with its operation.
                None => continue,
            },
            None => None,
        };
        rows.entry((place, status.code)).or_default().push(status);
    }
    rows
}

/// Reports what changed in the statuses.
pub(super) fn compare(pages: &Pair, report: &mut Report) {
    let mut old = rows(pages.old, |place| pages.partner_in_new(place));
    let mut new = rows(pages.new, |place| {
        pages.partner_in_old(place).map(|_| place)
    });
    let mut joined = Vec::new();
    let both: Vec<Key> = old
        .keys()
        .filter(|key| new.contains_key(key))
        .copied()
        .collect();
    for key in both {
        if let (Some(one), Some(other)) = (old.remove(&key), new.remove(&key)) {
            joined.push((key.0, one, other));
        }
    }
    // A table that belongs to an operation on one page and to the whole page on the other is one table.
    let gone: Vec<Key> = old.keys().copied().collect();
    for key in gone {
        let moved = new
            .keys()
            .find(|(place, code)| *code == key.1 && (place.is_none() || key.0.is_none()))
            .copied();
        let Some(moved) = moved else { continue };
        if let (Some(one), Some(other)) = (old.remove(&key), new.remove(&moved)) {
            joined.push((moved.0, one, other));
        }
    }
    let change = |kind, place: Option<usize>, code: u16| {
        Change::new(kind)
            .operation(place.map(|place| label(&pages.new.operations[place])))
            .source(ClaimSource::Table)
            .field(code.to_string())
    };
    for (place, one, other) in joined {
        let (before, after) = differing(&one, &other);
        // A row that lost its cells has no other meaning.
        let lost = before.iter().any(|row| pages.old_lost.at(row.line))
            || after.iter().any(|row| pages.new_lost.at(row.line));
        if lost || (before.is_empty() && after.is_empty()) {
            continue;
        }
        report.push(
            change(STATUS_MEANING_CHANGED, place, one[0].code)
                .values(text(&before), text(&after))
                .lines(
                    before.first().unwrap_or(&one[0]).line,
                    after.first().unwrap_or(&other[0]).line,
                ),
        );
    }
    for (rows, page) in [(&mut old, pages.new), (&mut new, pages.old)] {
        let texts = rows
            .values()
            .map(|rows| (rows[0].code.to_string(), rows[0].meaning.clone()));
        if rows.len() > 1 && lost::stands_in_text(lost::prose_of(page, None), texts) {
            let line = rows.values().next().map_or(0, |rows| rows[0].line);
            report.unread(line, "statuses");
            rows.clear();
        }
    }
    for ((place, code), rows) in old {
        report.push(
            change(STATUS_REMOVED, place, code)
                .values(text(&rows), None)
                .lines(rows[0].line, None),
        );
    }
    for ((place, code), rows) in new {
        report.push(
            change(STATUS_ADDED, place, code)
                .values(None, text(&rows))
                .lines(None, rows[0].line),
        );
    }
}

/// The rows whose meaning the other page does not have.
fn differing<'a>(
    old: &[&'a StatusMeaning],
    new: &[&'a StatusMeaning],
) -> (Vec<&'a StatusMeaning>, Vec<&'a StatusMeaning>) {
    let without =
        |rows: &[&'a StatusMeaning], others: &[&StatusMeaning]| -> Vec<&'a StatusMeaning> {
            let known: Vec<String> = others.iter().map(|row| fold::words(&row.meaning)).collect();
            rows.iter()
                .filter(|row| !known.contains(&fold::words(&row.meaning)))
                .copied()
                .collect()
        };
    (without(old, new), without(new, old))
}

fn text(rows: &[&StatusMeaning]) -> Option<String> {
    let texts: Vec<_> = rows.iter().map(|row| row.meaning.as_str()).collect();
    (!texts.is_empty()).then(|| texts.join("; "))
}
