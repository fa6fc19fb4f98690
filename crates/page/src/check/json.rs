//! Examples value by value. Numbers stay the text they are.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// A value of an example, and where it stands in it.
#[derive(Debug, Clone)]
pub(super) struct Leaf<'a> {
    /// The keys that lead to it; items of lists have none of their own.
    pub(super) path: Vec<String>,
    /// The value as JSON.
    pub(super) raw: &'a str,
    /// Lines of the example before it.
    pub(super) lines_before: usize,
    /// Whether it is an item of a list.
    pub(super) item: bool,
}

impl Leaf<'_> {
    /// The key, if it has one.
    pub(super) fn name(&self) -> Option<&str> {
        self.path.last().map(String::as_str)
    }

    pub(super) fn kind(&self) -> Kind {
        Kind::of(self.raw)
    }

    /// The text of a string.
    pub(super) fn text(&self) -> Option<String> {
        serde_json::from_str(self.raw).ok()
    }

    /// Whether it is what documentation tools fill in: `string`, 0, an empty object.
    pub(super) fn is_filler(&self) -> bool {
        matches!(
            minified(self.raw).as_str(),
            "\"string\"" | "0" | "{}" | "[]" | "\"\""
        )
    }
}

/// What a JSON value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Integer,
    Decimal,
    Boolean,
    Null,
    Object,
    Array,
}

impl Kind {
    fn of(raw: &str) -> Self {
        match raw.as_bytes().first() {
            Some(b'"') => Self::Text,
            Some(b'{') => Self::Object,
            Some(b'[') => Self::Array,
            Some(b't' | b'f') => Self::Boolean,
            Some(b'n') => Self::Null,
            _ if raw.contains(['.', 'e', 'E']) => Self::Decimal,
            _ => Self::Integer,
        }
    }

    /// Its name among the types of JSON Schema.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Integer => "integer",
            Self::Decimal => "number",
            Self::Boolean => "boolean",
            Self::Null => "null",
            Self::Object => "object",
            Self::Array => "array",
        }
    }
}

/// All values of a JSON text, the whole one first; as deep as JSON is read at all.
pub(super) fn leaves(text: &str) -> Vec<Leaf<'_>> {
    let mut all = Vec::new();
    let Ok(whole) = serde_json::from_str::<&RawValue>(text) else {
        return all;
    };
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let mut open = vec![(Vec::new(), whole.get(), false, 0)];
    while let Some((path, raw, item, depth)) = open.pop() {
        let offset = (raw.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        all.push(Leaf {
            path: path.clone(),
            raw,
            lines_before: ends.partition_point(|end| *end < offset),
            item,
        });
        if depth > 32 || all.len() > 20_000 {
            continue;
        }
        match Kind::of(raw) {
            Kind::Object => {
                let members: BTreeMap<String, &RawValue> =
                    serde_json::from_str(raw).unwrap_or_default();
                for (key, value) in members.into_iter().rev() {
                    let mut path = path.clone();
                    path.push(key);
                    open.push((path, value.get(), false, depth + 1));
                }
            }
            Kind::Array => {
                let items: Vec<&RawValue> = serde_json::from_str(raw).unwrap_or_default();
                for value in items.into_iter().rev() {
                    open.push((path.clone(), value.get(), true, depth + 1));
                }
            }
            _ => {}
        }
    }
    all
}

/// JSON without white space between its parts.
pub(super) fn minified(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let (mut quoted, mut escaped) = (false, false);
    for character in raw.chars() {
        if quoted || !character.is_ascii_whitespace() {
            text.push(character);
        }
        if escaped {
            escaped = false;
        } else if character == '\\' {
            escaped = quoted;
        } else if character == '"' {
            quoted = !quoted;
        }
    }
    text
}
