//! Which column of a table says what.

use super::cells::{is_identifier, is_type, truth};
use crate::{
    block::{Cell, Table},
    extract::words::words,
};

/// Which column says what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::extract) struct Columns {
    pub(super) name: usize,
    pub(super) r#type: Option<usize>,
    pub(super) format: Option<usize>,
    pub(super) required: Option<(usize, Sense)>,
    pub(super) width: usize,
    /// Whether the heading of the first column says that these are fields, and not just names of something.
    pub(in crate::extract) strong: bool,
    /// Whether what the name's column is called says which side it is on.
    pub(in crate::extract) is_parameter: bool,
    /// Whether the first row is the header.
    pub(super) first_row_is_header: bool,
}

/// What `yes` in a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    Required,
    Optional,
}

impl Columns {
    pub(in crate::extract) fn has_type(&self) -> bool {
        self.r#type.is_some()
    }

    pub(in crate::extract) fn has_required(&self) -> bool {
        self.required.is_some()
    }
}

/// The columns of a table of fields; nothing if it is none.
pub(in crate::extract) fn columns(table: &Table) -> Option<Columns> {
    if table.header.iter().any(|cell| !cell.text.text.is_empty()) {
        return named(&table.header).or_else(|| by_content(table));
    }
    let first = table.rows.first()?;
    named(&first.cells)
        .map(|columns| Columns {
            first_row_is_header: true,
            ..columns
        })
        .or_else(|| by_content(table))
}

fn named(header: &[Cell]) -> Option<Columns> {
    let titles: Vec<Vec<String>> = header.iter().map(|cell| words(&cell.text.text)).collect();
    let position = |is: &dyn Fn(&[String]) -> bool| titles.iter().position(|title| is(title));
    let strong = position(&|title| is_field_title(title));
    let name = strong.or_else(|| {
        position(&|title| matches!(title, [one] if crate::one_of(one.as_str(), "name key element option header headers item member variable keys names")))
    })?;
    let other = |is: &dyn Fn(&[String]) -> bool| {
        position(&|title| is(title)).filter(|column| *column != name)
    };
    let r#type = other(&|title| {
        title.len() <= 3
            && title
                .iter()
                .any(|word| matches!(word.as_str(), "type" | "types" | "datatype"))
    });
    let format = other(&|title| {
        title.len() <= 2
            && title
                .iter()
                .any(|word| matches!(word.as_str(), "format" | "formats"))
    })
    .filter(|column| Some(*column) != r#type);
    let required = titles
        .iter()
        .enumerate()
        .filter(|(column, _)| *column != name)
        .find_map(|(column, title)| Some((column, sense(title)?)));
    Some(Columns {
        name,
        r#type: r#type.or(format),
        format: r#type.and(format),
        required,
        width: header.len(),
        strong: strong.is_some(),
        is_parameter: titles.get(name).is_some_and(|title| {
            title.iter().any(|word| {
                matches!(
                    word.as_str(),
                    "parameter"
                        | "parameters"
                        | "param"
                        | "params"
                        | "argument"
                        | "arguments"
                        | "request"
                        | "query"
                )
            })
        }),
        first_row_is_header: false,
    })
}

fn is_field_title(title: &[String]) -> bool {
    let Some(last) = title.last() else {
        return false;
    };
    let noun = |word: &str| {
        crate::one_of(
            word,
            "field fields parameter parameters param params attribute attributes attr property properties \
         argument arguments",
        )
    };
    title.len() <= 3
        && (noun(last)
            || matches!(last.as_str(), "name" | "names" | "key")
                && title.iter().any(|word| noun(word) || word == "json"))
}

fn sense(title: &[String]) -> Option<Sense> {
    if title.len() > 3 {
        return None;
    }
    title.iter().find_map(|word| match word.as_str() {
        "required" | "mandatory" | "req" | "obligatory" | "presence" | "requirement"
        | "necessity" | "compulsory" => Some(Sense::Required),
        "optional" | "nullable" | "null" | "optionality" => Some(Sense::Optional),
        _ => None,
    })
}

/// A table whose titles say nothing here, in another language say: names in the first column, types in another.
fn by_content(table: &Table) -> Option<Columns> {
    let width = table.header.len().max(table.rows.first()?.cells.len());
    let share = |column: usize, is: &dyn Fn(&str) -> bool| {
        let fitting = table
            .rows
            .iter()
            .filter(|row| {
                row.cells
                    .get(column)
                    .is_some_and(|cell| is(&cell.text.text))
            })
            .count();
        fitting * 10 >= table.rows.len() * 8
    };
    let r#type = (1..width.min(6)).find(|column| share(*column, &|text| is_type(text)))?;
    if !share(0, &is_identifier) {
        return None;
    }
    let required = (1..width.min(6))
        .find(|column| *column != r#type && share(*column, &|text| truth(text).is_some()))
        .map(|column| (column, Sense::Required));
    Some(Columns {
        name: 0,
        r#type: Some(r#type),
        required,
        width,
        strong: true,
        ..Columns::default()
    })
}
