//! JSON to a type, with errors that name the place and repeat nothing of the body.

use serde::de::DeserializeOwned;

use crate::AmountError;

/// Decodes JSON.
pub(crate) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    serde_json::from_slice(bytes).map_err(|_| explain::<T>(bytes))
}

/// Decodes once more, with the path, which costs allocations that a success need not pay.
fn explain<T: DeserializeOwned>(bytes: &[u8]) -> String {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let result: Result<T, _> = serde_path_to_error::deserialize(&mut deserializer);
    match result {
        Err(error) => {
            let path = documented(error.path());
            let error = error.into_inner();
            let place = format!("line {}, column {}", error.line(), error.column());
            // Where the JSON itself breaks, the path would be that of a name the server chose.
            if path.is_empty() || !error.is_data() {
                format!("{} ({place})", harmless(&error))
            } else {
                format!("{} at `{path}` ({place})", harmless(&error))
            }
        }
        Ok(_) => "something stands behind the JSON value".to_owned(),
    }
}

/// A path of documented names and indices; any other name came from the server and is left out.
fn documented(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut text = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => text.push_str(&format!("[{index}]")),
            Segment::Map { key } => {
                let known = crate::api::is_field_name(key);
                let dot = if text.is_empty() { "" } else { "." };
                text.push_str(&format!("{dot}{}", if known { key } else { "…" }));
            }
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    text
}

/// serde's messages quote what they found; only those parts are kept that are ours.
fn harmless(error: &serde_json::Error) -> String {
    use serde_json::error::Category;
    let message = error.to_string();
    match error.classify() {
        Category::Eof => "the JSON ends early".to_owned(),
        Category::Syntax => "no JSON".to_owned(),
        Category::Io => "it cannot be read".to_owned(),
        Category::Data => {
            for known in ["missing field `", "duplicate field `"] {
                if let Some(rest) = message.strip_prefix(known)
                    && let Some((field, _)) = rest.split_once('`')
                {
                    return format!("{known}{field}`");
                }
            }
            let own = [
                AmountError::Syntax.to_string(),
                AmountError::TooManyDigits.to_string(),
            ];
            if let Some(own) = own
                .into_iter()
                .find(|own| message.starts_with(own.as_str()))
            {
                return own;
            }
            match message
                .strip_prefix("invalid type: ")
                .and_then(|rest| rest.split([' ', '`', '"', ',']).next())
            {
                Some(found) => format!("a {found} where it does not belong"),
                None => "a value that does not fit".to_owned(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Account, CurrentUser};

    #[test]
    fn reasons_name_the_place_and_quote_nothing() {
        for (json, reason) in [
            (
                r#"{"id": "canary", "email": "canary"}"#,
                "missing field `name` (line 1, column 35)",
            ),
            (
                r#"{"id": "x", "email": {"a": "canary"}, "name": "n"}"#,
                "a map where it does not belong at `email` (line 1, column 21)",
            ),
            (
                r#"{"id": "x", "id": "canary"}"#,
                "duplicate field `id` (line 1, column 16)",
            ),
            (
                r#"{"id": "canary", "em"#,
                "the JSON ends early (line 1, column 20)",
            ),
            ("canary", "no JSON (line 1, column 1)"),
            (
                r#"{"id":"1","email":"e","name":"n"} canary"#,
                "something stands behind the JSON value",
            ),
            (
                "{\"id\": \"x\", \"canary\\n\": canary}",
                "no JSON (line 1, column 25)",
            ),
            (
                r#"["canary"]"#,
                "a sequence where it does not belong (line 1, column 0)",
            ),
        ] {
            let found = decode::<CurrentUser>(json.as_bytes()).unwrap_err();
            assert_eq!(found, reason, "{json}");
        }
        let list = br#"[{"id":"1","createdTime":"c","updatedTime":"u","currencyId":"x","balance":"canary"}]"#;
        let found = decode::<Vec<Account>>(list).unwrap_err();
        assert_eq!(
            found,
            "not a decimal number such as 948775.42 at `[0].balance` (line 1, column 83)"
        );
    }
}
