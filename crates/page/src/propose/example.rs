//! An example of the page as the document has it: every digit as it was written.

use pazemo_openapi::{Node, Value, parse};

use super::words::scalar;
use crate::diff::printable;

/// The lines below `examples:` of a body; none if the text cannot be kept as it is.
pub(super) fn documented(text: &str, line: usize) -> Option<Vec<String>> {
    let root = parse("example", text).ok()?;
    let mut value = Vec::new();
    block(&root, 4, &mut value)?;
    let mut lines = vec![
        "documented:".to_owned(),
        format!("  # from the page, line {line}"),
    ];
    match &root.value {
        Value::Mapping(entries) if !entries.is_empty() => lines.push("  value:".to_owned()),
        Value::Sequence(items) if !items.is_empty() => lines.push("  value:".to_owned()),
        _ => {
            lines.push(format!("  value: {}", in_line(&root)?));
            return Some(lines);
        }
    }
    lines.extend(value);
    Some(lines)
}

/// The lines of an object or a list that is not empty.
fn block(node: &Node, depth: usize, lines: &mut Vec<String>) -> Option<()> {
    let margin = " ".repeat(depth);
    match &node.value {
        Value::Mapping(entries) => {
            for entry in entries {
                let key = text(&entry.key)?;
                match in_line(&entry.node) {
                    Some(value) => lines.push(format!("{margin}{key}: {value}")),
                    None => {
                        lines.push(format!("{margin}{key}:"));
                        block(&entry.node, depth + 2, lines)?;
                    }
                }
            }
        }
        Value::Sequence(items) => {
            for item in items {
                match in_line(item) {
                    Some(value) => lines.push(format!("{margin}- {value}")),
                    None => {
                        let first = lines.len();
                        block(item, depth + 2, lines)?;
                        // The dash stands in the margin of the first line.
                        lines.get_mut(first)?.replace_range(depth..=depth, "-");
                    }
                }
            }
        }
        // The rest is no block; what has no form in one line is not kept.
        _ => {
            in_line(node)?;
        }
    }
    Some(())
}

/// What stands in one line; nothing for objects and lists that are not empty.
fn in_line(node: &Node) -> Option<String> {
    Some(match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(digits) => digits.clone(),
        Value::String(value) => text(value)?,
        Value::Sequence(items) if items.is_empty() => "[]".to_owned(),
        Value::Mapping(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Sequence(_) | Value::Mapping(_) => return None,
    })
}

/// A text that is the same once it is read again.
fn text(text: &str) -> Option<String> {
    (printable(text) == text).then(|| scalar(text))
}

#[cfg(test)]
mod tests {
    use super::documented;

    #[test]
    fn an_example_is_read_back_as_it_was() {
        let json =
            r#"{"a": 9.10, "b": [[1, {"c": "yes"}], [], {"d: e": {}, "f": null}], "g": "12"}"#;
        let yaml = documented(json, 3).unwrap().join("\n");
        let read = pazemo_openapi::parse("t", &yaml).unwrap();
        let value = read.get("documented").unwrap().get("value").unwrap();
        let text = serde_json::to_string(value).unwrap();
        assert_eq!(
            text,
            json.replace(": ", ":")
                .replace(", ", ",")
                .replace("d:e", "d: e")
        );
        assert_eq!(documented(r#"{"a": "b\u0007"}"#, 3), None);
        assert!(
            documented("[]", 3)
                .unwrap()
                .contains(&"  value: []".to_owned())
        );
    }
}
