//! What the rows of a table say.

use super::{
    cells::{
        is_identifier, required_in_description, required_in_type, spans_all, split_name, truth,
        truth_in,
    },
    columns::{Columns, Sense, columns},
};
use crate::{
    block::{Row, Table},
    model::{Field, Warning},
};

/// A row that does not say what it is about.
pub(in crate::extract) struct Lost {
    pub(in crate::extract) line: usize,
    /// Its place among the fields that were read.
    pub(in crate::extract) before: usize,
    /// What is left of it.
    pub(in crate::extract) rest: Vec<String>,
}

/// What the rows of a table say.
#[derive(Default)]
pub(in crate::extract) struct Rows {
    pub(in crate::extract) fields: Vec<Field>,
    pub(in crate::extract) lost: Vec<Lost>,
    pub(in crate::extract) warnings: Vec<Warning>,
}

pub(in crate::extract) fn rows(table: &Table, columns: &Columns) -> Rows {
    let mut all = Rows::default();
    let mut parents: Vec<(usize, String)> = Vec::new();
    let rows = table
        .rows
        .get(usize::from(columns.first_row_is_header)..)
        .unwrap_or(&[]);
    let identifiers = rows
        .iter()
        .filter(|row| is_identifier(&name_text(row, columns)))
        .count();
    let technical = identifiers * 2 >= rows.len();
    let says_required = columns.required.is_some_and(|(column, _)| {
        rows.iter().any(|row| {
            row.cells
                .get(column)
                .is_some_and(|cell| truth(&cell.text.text) == Some(true))
        })
    });
    for row in rows {
        if is_rule(row) || is_header_again(table, row) {
            continue;
        }
        read(
            row,
            columns,
            technical,
            says_required,
            &mut parents,
            &mut all,
            0,
        );
    }
    all
}

/// Whether a row is the line of dashes below a header, once more.
fn is_rule(row: &Row) -> bool {
    let mut cells = row.cells.iter().map(|cell| cell.text.text.as_str());
    row.cells.len() > 1
        && cells
            .clone()
            .any(|text| text.contains("--") || text.contains('—'))
        && cells.all(|text| {
            text.chars()
                .all(|character| matches!(character, '-' | ':' | '=' | ' ' | '—' | '–'))
        })
}

fn is_header_again(table: &Table, row: &Row) -> bool {
    row.cells.len() > 1
        && row.cells.len() == table.header.len()
        && row
            .cells
            .iter()
            .zip(&table.header)
            .all(|(cell, title)| cell.text.text == title.text.text)
}

fn name_text(row: &Row, columns: &Columns) -> String {
    row.cells
        .get(columns.name)
        .map(|cell| split_name(cell).name)
        .unwrap_or_default()
}

fn read(
    row: &Row,
    columns: &Columns,
    technical: bool,
    says_required: bool,
    parents: &mut Vec<(usize, String)>,
    all: &mut Rows,
    depth: usize,
) {
    let text = |column: usize| {
        row.cells
            .get(column)
            .map(|cell| cell.text.text.trim())
            .filter(|text| !text.is_empty())
    };
    if row
        .cells
        .iter()
        .all(|cell| cell.text.text.is_empty() && cell.tables.is_empty())
    {
        return;
    }
    let Some(cell) = row.cells.get(columns.name) else {
        all.warnings.push(unreadable(row));
        return;
    };
    let named = split_name(cell);
    let filled = row
        .cells
        .iter()
        .filter(|cell| !cell.text.text.is_empty())
        .count();
    let short = row.cells.len() < columns.width;
    // `User email` in a row with nothing else is a description: the table has a column for types.
    let is_left_over =
        named.r#type.is_some() && filled == 1 && columns.r#type.is_some() && columns.width > 2;
    let suspicious = named.name.is_empty()
        || is_left_over
        || technical
            && !is_identifier(&named.name)
            && (short || filled < columns.width.min(2).max(columns.width - 1));
    if suspicious {
        let is_divider = filled == 1 && !cell.text.spans.is_empty() && spans_all(cell);
        if !is_divider {
            all.lost.push(Lost {
                line: row.line,
                before: all.fields.len(),
                rest: row
                    .cells
                    .iter()
                    .map(|cell| cell.text.text.clone())
                    .filter(|text| !text.is_empty())
                    .collect(),
            });
        }
        return;
    }
    if short {
        all.warnings.push(Warning {
            kind: "row-short",
            message: format!(
                "the row of {:?} has {} of {} cells",
                named.name,
                row.cells.len(),
                columns.width
            ),
            line: row.line,
        });
    }
    while parents
        .last()
        .is_some_and(|(level, _)| *level >= named.level)
    {
        parents.pop();
    }
    let name = match parents.last() {
        Some((_, parent)) if named.level > 0 => format!("{parent}.{}", named.name),
        _ => named.name.clone(),
    };
    parents.push((named.level, name.clone()));
    let mut r#type = columns
        .r#type
        .and_then(text)
        .map(str::to_owned)
        .or(named.r#type);
    if let Some(format) = columns.format.and_then(text) {
        r#type = Some(match r#type {
            Some(r#type) => format!("{type} ({format})"),
            None => format.to_owned(),
        });
    }
    let description = row
        .cells
        .iter()
        .enumerate()
        .filter(|(column, _)| {
            *column != columns.name
                && Some(*column) != columns.r#type
                && Some(*column) != columns.format
                && columns
                    .required
                    .is_none_or(|(required, _)| required != *column)
        })
        .map(|(_, cell)| cell.text.text.as_str())
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let required = match columns.required {
        Some((column, sense)) => match text(column) {
            Some(text) => truth_in(text, sense),
            None if row.cells.len() > column && says_required => Some(sense == Sense::Optional),
            None => None,
        },
        None => named
            .required
            .or_else(|| r#type.as_deref().and_then(required_in_type))
            .or_else(|| required_in_description(&description)),
    };
    all.fields.push(Field {
        name: name.clone(),
        r#type,
        required,
        description,
        line: row.line,
    });
    if depth > 8 {
        return;
    }
    for table in row.cells.iter().flat_map(|cell| &cell.tables) {
        nested(table, &name, all, depth + 1);
    }
}

/// A table within a row is about the parts of the row's field.
fn nested(table: &Table, name: &str, all: &mut Rows, depth: usize) {
    let Some(columns) = columns(table) else {
        return;
    };
    let mut inner = Rows::default();
    let mut parents = Vec::new();
    for row in table
        .rows
        .get(usize::from(columns.first_row_is_header)..)
        .unwrap_or(&[])
    {
        read(row, &columns, true, false, &mut parents, &mut inner, depth);
    }
    for mut field in inner.fields {
        field.name = format!("{name}.{}", field.name);
        all.fields.push(field);
    }
    all.warnings.extend(inner.warnings);
    all.warnings.extend(inner.lost.iter().map(|lost| Warning {
        kind: "row-unreadable",
        message: format!("a row of the table within {name:?} does not name its field"),
        line: lost.line,
    }));
}

fn unreadable(row: &Row) -> Warning {
    Warning {
        kind: "row-unreadable",
        message: "a row of a table does not name its field".to_owned(),
        line: row.line,
    }
}
