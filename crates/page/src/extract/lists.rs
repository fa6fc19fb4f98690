//! Lists of fields: what some pages write instead of a table.
//!
//! ``- `name` (string, required): text`` is a row. A list of values looks alike, so types or required marks have to be there, or a label that says that
//! parameters follow.

use std::borrow::Cow;

use super::{
    tables::{is_identifier, is_type},
    words::words,
};
use crate::block::{Block, BlockKind, Cell, Inline, Row, SpanKind, Table};

/// An item that is about a field.
struct Item {
    line: usize,
    name: String,
    r#type: String,
    required: Option<bool>,
    text: String,
}

/// The blocks with tables in the place of lists of fields.
pub(super) fn as_tables(blocks: &[Block]) -> Cow<'_, [Block]> {
    let mut found: Vec<(usize, Table)> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if let BlockKind::List(items) = &block.kind
            && let Some(table) = table(items, announced(&blocks[..at]))
        {
            found.push((at, table));
        }
    }
    if found.is_empty() {
        return Cow::Borrowed(blocks);
    }
    let mut blocks = blocks.to_vec();
    for (at, table) in found {
        blocks[at].kind = BlockKind::Table(table);
    }
    Cow::Owned(blocks)
}

/// Whether what stands right before a list says that fields follow.
fn announced(before: &[Block]) -> bool {
    let text = match before.last().map(|block| &block.kind) {
        Some(BlockKind::Heading { text, .. }) => text,
        Some(BlockKind::Paragraph(text)) if text.text.len() < 80 => text,
        _ => return false,
    };
    words(&text.text).iter().any(|word| {
        crate::one_of(
            word,
            "parameter parameters params arguments attributes fields properties",
        )
    })
}

fn table(list: &[Vec<Block>], announced: bool) -> Option<Table> {
    let mut items = Vec::new();
    add(list, "", 0, announced, &mut items)?;
    let marked = items
        .iter()
        .filter(|item| !item.r#type.is_empty() || item.required.is_some())
        .count();
    if !announced && marked * 2 < items.len() || items.is_empty() {
        return None;
    }
    let says_required = items.iter().any(|item| item.required.is_some());
    let says_type = items.iter().any(|item| !item.r#type.is_empty());
    let cell = |text: &str| Cell {
        text: Inline::plain(text),
        tables: Vec::new(),
    };
    let cells = |name: &str, r#type: &str, required: &str, text: &str| {
        let mut cells = vec![cell(name)];
        if says_type {
            cells.push(cell(r#type));
        }
        if says_required {
            cells.push(cell(required));
        }
        cells.push(cell(text));
        cells
    };
    Some(Table {
        header: cells("Field", "Type", "Required", "Description"),
        rows: items
            .iter()
            .map(|item| Row {
                line: item.line,
                cells: cells(
                    &item.name,
                    &item.r#type,
                    match item.required {
                        Some(true) => "yes",
                        Some(false) => "no",
                        None => "",
                    },
                    &item.text,
                ),
            })
            .collect(),
    })
}

/// Adds the items of a list and of those within; nothing if one of them is about no field.
fn add(
    list: &[Vec<Block>],
    above: &str,
    depth: usize,
    announced: bool,
    items: &mut Vec<Item>,
) -> Option<()> {
    for blocks in list {
        let (first, rest) = blocks.split_first()?;
        let BlockKind::Paragraph(text) = &first.kind else {
            return None;
        };
        let mut item = item(text, first.line, announced || depth > 0)?;
        if !above.is_empty() {
            item.name = format!("{above}.{}", item.name);
        }
        let name = item.name.clone();
        items.push(item);
        for block in rest {
            if let BlockKind::List(inner) = &block.kind
                && depth < 8
            {
                let count = items.len();
                let typed = |items: &[Item]| {
                    items
                        .iter()
                        .any(|item| !item.r#type.is_empty() || item.required.is_some())
                };
                // A list of values within an item is a part of its text.
                if add(inner, &name, depth + 1, false, items).is_none()
                    || !typed(items.get(count..).unwrap_or(&[]))
                {
                    items.truncate(count);
                }
            }
        }
    }
    Some(())
}

const SEPARATORS: [char; 6] = [' ', ':', '-', '–', '—', ','];

fn item(text: &Inline, line: usize, announced: bool) -> Option<Item> {
    let whole = text.text.as_str();
    let set_apart = text
        .spans
        .first()
        .filter(|span| span.start == 0 && matches!(span.kind, SpanKind::Code | SpanKind::Strong))
        .map(|span| span.end);
    let end = match set_apart {
        Some(end) => end,
        None => whole.find([' ', ':'])?,
    };
    let (name, rest) = (whole.get(..end)?, whole.get(end..)?);
    let name = name
        .trim_matches(['`', '*', '"', ' '])
        .trim_end_matches(':');
    if !is_identifier(name) || name.parse::<f64>().is_ok() {
        return None;
    }
    let mut item = Item {
        line,
        name: name.to_owned(),
        r#type: String::new(),
        required: None,
        text: String::new(),
    };
    item.text = marks(rest, &mut item).to_owned();
    let is_marked = !item.r#type.is_empty() || item.required.is_some();
    let is_parted = rest.is_empty() || rest.trim_start().starts_with(SEPARATORS) || is_marked;
    let fits = match set_apart {
        Some(_) => is_parted,
        None => {
            is_marked && rest.trim_start().starts_with('(')
                || announced && rest.trim_start().starts_with([':', '-', '–', '—'])
        }
    };
    (fits && !name.contains('/')).then_some(item)
}

/// Takes types and required marks off the beginning of a text; what is left is the description.
fn marks<'a>(text: &'a str, item: &mut Item) -> &'a str {
    let mut rest = text;
    for _ in 0..4 {
        let bare = rest.trim_start_matches(SEPARATORS);
        let bracketed = bare
            .strip_prefix(['(', '['])
            .and_then(|inner| inner.split_once([')', ']']));
        if let Some((inner, behind)) = bracketed {
            let said = inner
                .split([',', ';', '|'])
                .filter(|part| mark(part, item))
                .count();
            if said == 0 {
                return bare;
            }
            rest = behind;
            continue;
        }
        let length = bare
            .find([',', '–', '—', ':', '.', '('])
            .into_iter()
            .chain(bare.find(" - "))
            .min()
            .unwrap_or(bare.len());
        match bare.get(..length) {
            Some(part) if part.split_whitespace().count() <= 3 && mark(part, item) => {
                rest = bare.get(length..).unwrap_or("");
            }
            _ => return bare,
        }
    }
    rest.trim_start_matches(SEPARATORS)
}

/// Whether a few words are a type, or say whether something has to be there.
fn mark(part: &str, item: &mut Item) -> bool {
    let words = words(part);
    let required = match words
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["required" | "mandatory"] => Some(true),
        ["optional"] | ["not", "required"] => Some(false),
        _ => None,
    };
    if let Some(required) = required {
        item.required = Some(required);
        return true;
    }
    if is_type(part) && item.r#type.is_empty() {
        part.trim().clone_into(&mut item.r#type);
        return true;
    }
    if let [first, second] = words.as_slice()
        && matches!(first.as_str(), "optional" | "required")
        && is_type(second)
    {
        item.required = Some(first == "required");
        item.r#type.clone_from(second);
        return true;
    }
    if let [first, second] = words.as_slice()
        && matches!(second.as_str(), "optional" | "required")
        && is_type(first)
    {
        item.required = Some(second == "required");
        item.r#type.clone_from(first);
        return true;
    }
    false
}
