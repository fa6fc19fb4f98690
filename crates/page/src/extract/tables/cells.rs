//! What single cells say: names, types, and whether something is required.

use super::columns::Sense;
use crate::{
    block::{Cell, SpanKind},
    extract::words::words,
};

/// What the cell of a name says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) name: String,
    pub(super) level: usize,
    pub(super) r#type: Option<String>,
    pub(super) required: Option<bool>,
}

/// `» street (string, required)` is the name `street`, one level deep.
pub(super) fn split_name(cell: &Cell) -> Name {
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
    if let Some(name) = path(text) {
        return Name {
            name,
            level,
            ..Name::default()
        };
    }
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

/// `data > id` is `data.id`.
fn path(text: &str) -> Option<String> {
    let mark = [" > ", " -> ", " → ", " › ", " » "]
        .into_iter()
        .find(|mark| text.contains(mark))?;
    let parts: Vec<&str> = text.split(mark).map(clean).collect();
    parts
        .iter()
        .all(|part| is_identifier(part))
        .then(|| parts.join("."))
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

pub(super) fn spans_all(cell: &Cell) -> bool {
    let covered: usize = cell
        .text
        .spans
        .iter()
        .map(|span| span.end - span.start)
        .sum();
    covered >= cell.text.text.trim_end_matches(':').len()
}

/// Whether a text can be the name of a field: one word, of letters and what joins them.
pub(in crate::extract) fn is_identifier(text: &str) -> bool {
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
pub(in crate::extract) fn is_type(text: &str) -> bool {
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
pub(super) fn truth(text: &str) -> Option<bool> {
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
        _ => crate::foreign::truth(first),
    }
}

/// In a column of what is optional, `optional` still means that it is.
pub(super) fn truth_in(text: &str, sense: Sense) -> Option<bool> {
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
pub(super) fn required_in_type(text: &str) -> Option<bool> {
    words(text).iter().find_map(|word| truth_word(word))
}

/// `Required. The name` and `(optional) The name`, but not `Required for ships`.
pub(super) fn required_in_description(text: &str) -> Option<bool> {
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
