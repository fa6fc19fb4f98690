//! The titles of columns, and where each ends in a line that has only words.

use crate::foreign;

/// What a column holds, as far as it tells where a cell ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// One word.
    Name,
    /// `string`, `array of strings`, `"yyyy-mm-dd".`
    Type,
    /// `yes`, `required`
    Required,
    /// One word, or one text in quotes.
    Word,
    /// A status.
    Code,
    /// An address.
    Address,
    /// Any text.
    Text,
}

const TITLES: [(&str, Column); 78] = [
    ("field name", Column::Name),
    ("parameter name", Column::Name),
    ("attribute name", Column::Name),
    ("property name", Column::Name),
    ("query parameter", Column::Name),
    ("query parameters", Column::Name),
    ("url parameter", Column::Name),
    ("path parameter", Column::Name),
    ("body parameter", Column::Name),
    ("field", Column::Name),
    ("fields", Column::Name),
    ("parameter", Column::Name),
    ("parameters", Column::Name),
    ("param", Column::Name),
    ("attribute", Column::Name),
    ("attributes", Column::Name),
    ("property", Column::Name),
    ("argument", Column::Name),
    ("name", Column::Name),
    ("key", Column::Name),
    ("header", Column::Name),
    ("data type", Column::Type),
    ("datatype", Column::Type),
    ("type", Column::Type),
    ("format", Column::Type),
    ("data format", Column::Type),
    ("required?", Column::Required),
    ("required", Column::Required),
    ("mandatory", Column::Required),
    ("mandatory?", Column::Required),
    ("optional", Column::Required),
    ("optional?", Column::Required),
    ("nullable", Column::Required),
    ("nullable?", Column::Required),
    ("default value", Column::Word),
    ("default", Column::Word),
    ("max length", Column::Word),
    ("length", Column::Word),
    ("location", Column::Word),
    ("in", Column::Word),
    ("since", Column::Word),
    ("http status code", Column::Code),
    ("http status", Column::Code),
    ("http code", Column::Code),
    ("http error code", Column::Code),
    ("response code", Column::Code),
    ("status code", Column::Code),
    ("error code", Column::Code),
    ("code", Column::Code),
    ("status", Column::Code),
    ("base url", Column::Address),
    ("base uri", Column::Address),
    ("base address", Column::Address),
    ("api url", Column::Address),
    ("url", Column::Address),
    ("host", Column::Address),
    ("endpoint", Column::Address),
    ("server", Column::Text),
    ("environment", Column::Text),
    ("env", Column::Text),
    ("possible values", Column::Text),
    ("allowed values", Column::Text),
    ("description", Column::Text),
    ("details", Column::Text),
    ("definition", Column::Text),
    ("meaning", Column::Text),
    ("explanation", Column::Text),
    ("purpose", Column::Text),
    ("notes", Column::Text),
    ("note", Column::Text),
    ("comment", Column::Text),
    ("comments", Column::Text),
    ("remarks", Column::Text),
    ("message", Column::Text),
    ("reason", Column::Text),
    ("text", Column::Text),
    ("example", Column::Word),
    ("value", Column::Text),
];

fn column(title: &str) -> Option<Column> {
    let title = english(&title.to_lowercase());
    TITLES
        .iter()
        .find(|(known, _)| *known == title)
        .map(|(_, column)| *column)
}

/// A title in English, as far as its words are known.
fn english(title: &str) -> String {
    let words = title.split(' ').map(|word| {
        foreign::english(word).map_or_else(
            || match foreign::parts(word) {
                Some(parts) if !word.is_ascii() => parts.join(" "),
                _ => word.to_owned(),
            },
            str::to_owned,
        )
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The columns that a line names, if it names columns and nothing else.
pub(super) fn header(line: &str) -> Option<Vec<(String, Column)>> {
    if line.len() > 120 || line.starts_with(char::is_lowercase) {
        return None;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    if !(2..=10).contains(&words.len()) {
        return None;
    }
    let mut columns = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (length, title, column) = (1..=3).rev().find_map(|length| {
            let title = words.get(at..at + length)?.join(" ");
            let column = column(&title)?;
            Some((length, title, column))
        })?;
        columns.push((title, column));
        at += length;
    }
    let told = matches!(columns.first()?.1, Column::Name | Column::Code)
        || columns.iter().any(|(_, column)| *column == Column::Address);
    let mut kinds: Vec<&String> = columns.iter().map(|(title, _)| title).collect();
    kinds.sort();
    kinds.dedup();
    (columns.len() >= 2 && kinds.len() == columns.len() && told).then_some(columns)
}

/// Whether one word is a type or a format by itself.
pub(super) fn is_format(word: &str) -> bool {
    let bare = word.trim_end_matches(['.', ',']);
    if bare.len() > 2 && bare.starts_with('"') && bare.ends_with('"') {
        return true;
    }
    let bare = bare
        .split(['(', '[', '<'])
        .next()
        .unwrap_or("")
        .to_lowercase();
    matches!(
        bare.as_str(),
        "string"
            | "strings"
            | "text"
            | "str"
            | "integer"
            | "int"
            | "int32"
            | "int64"
            | "long"
            | "number"
            | "numeric"
            | "decimal"
            | "float"
            | "double"
            | "boolean"
            | "bool"
            | "object"
            | "objects"
            | "array"
            | "list"
            | "hash"
            | "map"
            | "date"
            | "datetime"
            | "date-time"
            | "time"
            | "timestamp"
            | "uuid"
            | "guid"
            | "enum"
            | "email"
            | "url"
            | "uri"
            | "json"
            | "file"
            | "binary"
            | "char"
            | "varchar"
            | "integers"
            | "numbers"
            | "dates"
            | "uuids"
            | "any"
            | "null"
            | "iso8601"
            | "iso-8601"
            | "rfc3339"
            | "currency"
            | "phone"
            | "hex"
            | "base64"
            | "money"
    )
}

/// Whether one word answers `required?`.
pub(super) fn is_truth(word: &str) -> bool {
    let word = word.trim_matches(['(', ')', '.', '*']).to_lowercase();
    let known = matches!(
        word.as_str(),
        "yes"
            | "no"
            | "y"
            | "n"
            | "true"
            | "false"
            | "required"
            | "optional"
            | "mandatory"
            | "✓"
            | "✔"
            | "✗"
            | "✘"
            | "conditional"
    );
    known || foreign::truth(&word).is_some()
}
