//! Types as pages write them.

/// What a page means by a type: its name in JSON Schema, and a format of dates and addresses.
pub(super) struct Said {
    pub(super) kind: &'static str,
    pub(super) format: Option<&'static str>,
}

/// Reads a type; nothing if it is not one that is known.
pub(super) fn said(written: &str) -> Option<Said> {
    let word = written
        .trim_matches(|c: char| !c.is_alphanumeric() && c != ']')
        .to_lowercase();
    let (kind, format) = match word.as_str() {
        "string" | "text" | "str" | "char" | "varchar" | "uuid" | "uri" | "url" => ("string", None),
        "email" => ("string", Some("email")),
        "date-time" | "datetime" | "timestamp" => ("string", Some("date-time")),
        "date" | "yyyy-mm-dd" => ("string", Some("date")),
        "integer" | "int" | "int32" | "int64" | "long" => ("integer", None),
        "number" | "float" | "double" | "decimal" => ("number", None),
        "boolean" | "bool" => ("boolean", None),
        "object" | "json" | "hash" | "map" => ("object", None),
        "array" | "list" => ("array", None),
        _ if word.starts_with("array of")
            || word.ends_with("[]")
            || word.starts_with("list of") =>
        {
            ("array", None)
        }
        _ => return None,
    };
    Some(Said { kind, format })
}

/// Whether a text is a date with time by RFC 3339.
pub(super) fn is_date_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes
            .get(range)
            .is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let zone = text
        .get(19..)
        .unwrap_or_default()
        .trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    bytes.len() >= 20
        && looks_dated(text)
        && digits(11..13)
        && digits(14..16)
        && digits(17..19)
        && (zone == "Z"
            || (zone.len() == 6 && zone.starts_with(['+', '-']) && zone.get(3..4) == Some(":")))
}

/// Whether a text begins with a date.
pub(super) fn looks_dated(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 10
        && bytes
            .iter()
            .take(10)
            .enumerate()
            .all(|(at, byte)| match at {
                4 | 7 => *byte == b'-',
                _ => byte.is_ascii_digit(),
            })
}
