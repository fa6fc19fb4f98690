//! What statuses mean: tables and lists of codes.

use super::words::words;
use crate::{block::Table, model::StatusMeaning};

/// The column of codes, if a table is about statuses.
pub(super) fn column(table: &Table, heading: &str) -> Option<usize> {
    let of_headers = table
        .header
        .iter()
        .any(|cell| matches!(words(&cell.text.text).as_slice(), [one] if one == "header" || one == "field"));
    if table.rows.is_empty() || of_headers {
        return None;
    }
    let width = table
        .header
        .len()
        .max(table.rows.first().map_or(0, |row| row.cells.len()));
    (0..width.min(6)).find(|column| {
        let title = table
            .header
            .get(*column)
            .map(|cell| words(&cell.text.text))
            .unwrap_or_default();
        let has = |any: &[&str]| title.iter().any(|word| any.contains(&word.as_str()));
        let about = has(&["status", "http", "error", "response"]) || title.is_empty();
        let code = has(&["code", "codes", "status", "http", "error"]) || title.is_empty();
        if !code || has(&["country", "currency", "bank", "postal", "language", "swift"]) {
            return false;
        }
        if !about
            && !super::words::is_about_statuses(heading)
            && !others_are_meanings(table, *column)
        {
            return false;
        }
        let readable = table
            .rows
            .iter()
            .filter(|row| {
                row.cells
                    .get(*column)
                    .is_some_and(|cell| code_of(&cell.text.text, about).is_some())
            })
            .count();
        readable * 10 >= table.rows.len() * 6
    })
}

fn others_are_meanings(table: &Table, column: usize) -> bool {
    table.header.iter().enumerate().any(|(at, cell)| {
        at != column
            && words(&cell.text.text).iter().any(|word| {
                matches!(
                    word.as_str(),
                    "meaning" | "reason" | "status" | "message" | "explanation"
                )
            })
    })
}

/// A code and what stands behind it. Statuses of HTTP have three digits; codes of errors may have more.
fn code_of(text: &str, any: bool) -> Option<(u16, &str)> {
    let text = text.trim_matches([' ', '`', '*']);
    let text = text.strip_prefix("HTTP ").unwrap_or(text);
    let digits = text.len()
        - text
            .trim_start_matches(|character: char| character.is_ascii_digit())
            .len();
    let code: u16 = text.get(..digits)?.parse().ok()?;
    let rest = text.get(digits..).unwrap_or("");
    let fits = digits == 3 && (100..600).contains(&code) || any && (3..=5).contains(&digits);
    (fits
        && !rest.starts_with(|next: char| next.is_alphanumeric() || next == '.' && rest.len() > 1))
    .then_some((code, rest))
}

/// The statuses of a table.
pub(super) fn of_table(
    table: &Table,
    column: usize,
    operation: Option<usize>,
) -> Vec<StatusMeaning> {
    table
        .rows
        .iter()
        .filter_map(|row| {
            let (code, rest) = code_of(&row.cells.get(column)?.text.text, true)?;
            let rest = rest.trim_matches([' ', ':', '-', '–', '—', '`', '*', '(', ')']);
            let others = row
                .cells
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != column)
                .map(|(_, cell)| cell.text.text.as_str());
            let meaning: Vec<&str> = std::iter::once(rest)
                .chain(others)
                .filter(|text| !text.is_empty())
                .collect();
            Some(StatusMeaning {
                code,
                meaning: meaning.join(" -- "),
                operation,
                line: row.line,
            })
        })
        .collect()
}

/// The status that an item of a list or a line is about: `404 Not Found - …`, `not_found (status code 404) - …`.
pub(super) fn of_line(text: &str, line: usize, operation: Option<usize>) -> Option<StatusMeaning> {
    let text = text.trim();
    let (code, meaning) = match code_of(text, false) {
        Some((code, rest)) => {
            if !rest.starts_with([' ', ':', '-', '`', '*', '–', '—']) && !rest.is_empty() {
                return None;
            }
            let meaning = rest.trim_start_matches([' ', ':', '-', '–', '—', '`', '*']);
            // `200 requests a minute` is about no status.
            if meaning.starts_with(char::is_lowercase) {
                return None;
            }
            (code, meaning.to_owned())
        }
        None => {
            let at = text.find("(status code ").or_else(|| text.find("(HTTP "))?;
            let (before, rest) = text.split_at(at);
            if before.split_whitespace().count() > 4 {
                return None;
            }
            let (inner, after) = rest.split_once(')')?;
            let code = super::words::status(inner)?;
            let after = after.trim_start_matches([' ', '-', '–', '—', ':']);
            (code, format!("{} -- {after}", before.trim()))
        }
    };
    Some(StatusMeaning {
        code,
        meaning,
        operation,
        line,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::{Cell, Inline, Row};

    fn table(header: [&str; 2], rows: &[[&str; 2]]) -> Table {
        let cell = |text: &&str| Cell {
            text: Inline::plain(*text),
            tables: Vec::new(),
        };
        Table {
            header: header.iter().map(cell).collect(),
            rows: rows
                .iter()
                .map(|row| Row {
                    line: 1,
                    cells: row.iter().map(cell).collect(),
                })
                .collect(),
        }
    }

    #[test]
    fn name_and_meaning_are_kept() {
        let table = table(
            ["Error Code", "Meaning"],
            &[
                ["404", "Not Found -- No such ship."],
                ["`409` Conflict", "It is there."],
            ],
        );
        let column = column(&table, "").unwrap();
        let found = of_table(&table, column, None);
        assert_eq!(found[0].meaning, "Not Found -- No such ship.");
        assert_eq!(
            (found[1].code, found[1].meaning.as_str()),
            (409, "Conflict -- It is there.")
        );
    }

    #[test]
    fn other_codes_are_no_statuses() {
        assert_eq!(
            column(
                &table(["Currency Code", "Name"], &[["978", "Euro"]]),
                "Currencies"
            ),
            None
        );
        assert_eq!(
            column(
                &table(["Code", "Country"], &[["356", "Malta"]]),
                "Countries"
            ),
            None
        );
    }

    #[test]
    fn items_of_lists_are_read() {
        let meaning = |text| of_line(text, 1, None).map(|status| (status.code, status.meaning));
        assert_eq!(
            meaning("200 OK - It worked"),
            Some((200, "OK - It worked".to_owned()))
        );
        assert_eq!(
            meaning("415 Unsupported Media Type"),
            Some((415, "Unsupported Media Type".to_owned()))
        );
        assert_eq!(
            meaning("no_ship (status code 404) - No such ship"),
            Some((404, "no_ship -- No such ship".to_owned()))
        );
        assert_eq!(meaning("200 requests a minute"), None);
        assert_eq!(meaning("100.5 metres"), None);
    }
}
