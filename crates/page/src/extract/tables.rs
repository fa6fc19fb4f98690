//! Tables of fields: which column says what, and what each row says.

use super::words::words;
use crate::{
    block::{Cell, Row, SpanKind, Table},
    model::{Field, Warning},
};

/// Which column says what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Columns {
    name: usize,
    r#type: Option<usize>,
    format: Option<usize>,
    required: Option<(usize, Sense)>,
    width: usize,
    /// Whether the heading of the first column says that these are fields, and not just names of something.
    pub(super) strong: bool,
    /// Whether what the name's column is called says which side it is on.
    pub(super) is_parameter: bool,
    /// Whether the first row is the header.
    first_row_is_header: bool,
}

/// What `yes` in a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Required,
    Optional,
}

impl Columns {
    pub(super) fn has_type(&self) -> bool {
        self.r#type.is_some()
    }

    pub(super) fn has_required(&self) -> bool {
        self.required.is_some()
    }
}

/// The columns of a table of fields; nothing if it is none.
pub(super) fn columns(table: &Table) -> Option<Columns> {
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

/// A row that does not say what it is about.
pub(super) struct Lost {
    pub(super) line: usize,
    /// Its place among the fields that were read.
    pub(super) before: usize,
    /// What is left of it.
    pub(super) rest: Vec<String>,
}

/// What the rows of a table say.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) fields: Vec<Field>,
    pub(super) lost: Vec<Lost>,
    pub(super) warnings: Vec<Warning>,
}

pub(super) fn rows(table: &Table, columns: &Columns) -> Rows {
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

/// What the cell of a name says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Name {
    name: String,
    level: usize,
    r#type: Option<String>,
    required: Option<bool>,
}

/// `» street (string, required)` is the name `street`, one level deep.
fn split_name(cell: &Cell) -> Name {
    let whole = cell.text.text.trim();
    let text = whole.trim_start_matches(|character: char| {
        matches!(
            character,
            '»' | '›'
                | '>'
                | '└'
                | '├'
                | '─'
                | '↳'
                | '→'
                | '∟'
                | '|'
                | ' '
                | '\u{a0}'
                | '–'
                | '—'
        ) || character == '-'
    });
    let marks = whole.get(..whole.len() - text.len()).unwrap_or("");
    let level = marks
        .chars()
        .filter(|mark| !matches!(mark, ' ' | '\u{a0}' | '|' | '─'))
        .count();
    let first = cell.text.spans.iter().find(|span| {
        matches!(span.kind, SpanKind::Code | SpanKind::Strong)
            && whole
                .get(..span.start)
                .is_some_and(|before| before.len() <= marks.len())
    });
    // What is set apart at the beginning is the name.
    let (name, rest) = match first {
        Some(span) if whole.get(span.start..span.end).is_some_and(is_identifier) => (
            whole.get(span.start..span.end).unwrap_or(""),
            whole.get(span.end..).unwrap_or(""),
        ),
        _ => text.split_once(' ').unwrap_or((text, "")),
    };
    let rest_words = words(rest);
    let all_known = !rest_words.is_empty()
        && rest_words
            .iter()
            .all(|word| is_type_word(word) || truth_word(word).is_some());
    if !is_identifier(clean(name))
        || !(rest.trim().is_empty() || all_known || rest.trim() == "*" || first.is_some())
    {
        return Name {
            name: dotted(clean(text)),
            level,
            required: text.ends_with('*').then_some(true),
            ..Name::default()
        };
    }
    let marked = name.ends_with('*') || rest.trim() == "*";
    let optional = name.ends_with('?');
    Name {
        name: dotted(clean(name)),
        level,
        r#type: all_known
            .then(|| {
                rest_words
                    .iter()
                    .filter(|word| truth_word(word).is_none())
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .filter(|r#type| !r#type.is_empty()),
        required: rest_words
            .iter()
            .filter(|_| all_known)
            .find_map(|word| truth_word(word))
            .or(marked.then_some(true))
            .or(optional.then_some(false)),
    }
}

fn clean(name: &str) -> &str {
    let name = name.trim_matches(['*', '`', '"', '\'', ' ', '?', ',', ';']);
    name.strip_suffix(':').unwrap_or(name)
}

/// `address[street]` is `address.street`; `items[]` stays.
fn dotted(name: &str) -> String {
    if !name.contains('[') || name.contains("[]") || name.starts_with('[') {
        return name.to_owned();
    }
    name.replace('[', ".").replace(']', "")
}

fn spans_all(cell: &Cell) -> bool {
    let covered: usize = cell
        .text
        .spans
        .iter()
        .map(|span| span.end - span.start)
        .sum();
    covered >= cell.text.text.trim_end_matches(':').len()
}

/// Whether a text can be the name of a field: one word, of letters and what joins them.
pub(super) fn is_identifier(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 120
        && !text.ends_with('.')
        && text.starts_with(|first: char| {
            first.is_alphanumeric()
                || matches!(first, '_' | '$' | '@' | '{' | '<' | ':' | '[' | '#' | '/')
        })
        && text.chars().all(|character| {
            character.is_alphanumeric()
                || matches!(
                    character,
                    '_' | '-'
                        | '.'
                        | '['
                        | ']'
                        | '$'
                        | '@'
                        | '{'
                        | '}'
                        | '<'
                        | '>'
                        | ':'
                        | '/'
                        | '*'
                        | '#'
                        | '+'
                        | '%'
                )
        })
}

/// Whether a text is a type.
pub(super) fn is_type(text: &str) -> bool {
    let words = words(text);
    !words.is_empty()
        && words.len() <= 4
        && words.iter().any(|word| is_type_word(word))
        && words.iter().all(|word| {
            is_type_word(word)
                || matches!(word.as_str(), "of" | "or" | "and" | "a" | "null")
                || word.bytes().all(|byte| byte.is_ascii_digit())
        })
}

fn is_type_word(word: &str) -> bool {
    crate::one_of(
        word,
        "string strings text str integer integers int int32 int64 long number numbers numeric decimal float \
         double boolean bool object objects array list hash map date datetime time timestamp uuid guid enum \
         email url uri json file binary char varchar money dictionary any base64 byte nullable",
    )
}

fn truth_word(word: &str) -> Option<bool> {
    match word {
        "required" | "mandatory" => Some(true),
        "optional" => Some(false),
        _ => None,
    }
}

/// `yes` and its like.
fn truth(text: &str) -> Option<bool> {
    let lower = text
        .trim()
        .trim_matches(['*', '`', '(', ')', '.', '!'])
        .to_lowercase();
    let first = lower.split([' ', ',', '.', ';', '(']).next().unwrap_or("");
    match first {
        "yes" | "y" | "true" | "required" | "mandatory" | "always" | "m" | "✓" | "✔" | "✔️"
        | "☑" | "✅" | "x" | "r" | "1" | "•" | "●" => Some(true),
        "no" | "n" | "false" | "optional" | "o" | "never" | "✗" | "✘" | "❌" | "✖" | "-" | "–"
        | "—" | "0" | "none" => Some(false),
        "not" => Some(false),
        _ => None,
    }
}

/// In a column of what is optional, `optional` still means that it is.
fn truth_in(text: &str, sense: Sense) -> Option<bool> {
    let says = truth(text)?;
    let lower = text.to_lowercase();
    if sense == Sense::Required
        || lower.contains("required")
        || lower.contains("mandatory")
        || lower.starts_with("optional")
    {
        Some(says)
    } else {
        Some(!says)
    }
}

/// `string, required`
fn required_in_type(text: &str) -> Option<bool> {
    words(text).iter().find_map(|word| truth_word(word))
}

/// `Required. The name` and `(optional) The name`, but not `Required for ships`.
fn required_in_description(text: &str) -> Option<bool> {
    let bare = text.trim_start_matches(['*', '(', '[', '_']);
    let word: String = bare
        .chars()
        .take_while(|character| character.is_alphabetic())
        .collect();
    let says = truth_word(&word.to_lowercase())?;
    let rest = bare.get(word.len()..).unwrap_or("");
    let ends = rest.is_empty()
        || rest.starts_with(['.', ',', ')', ']', ':', ';', '*', '_', '!'])
        || rest.starts_with(" -")
        || rest.starts_with(" –");
    ends.then_some(says)
}

#[cfg(test)]
mod tests;
