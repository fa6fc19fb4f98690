//! JSON to a located tree, numbers as they were written.

use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::{ObjectPropName, Value as Ast},
    parse_to_ast,
};
use pazemo_openapi::{Entry, Node, Position, Value};

/// Reads a JSON text (RFC 8259). Keys that stand twice are kept twice.
///
/// # Errors
///
/// Where it is no JSON and why; nothing of the text is quoted.
///
/// ```
/// let node = pazemo_contract::parse_json("{\n  \"balance\": 9.10\n}").unwrap();
/// assert_eq!(node.get("balance").unwrap().position.line, 2);
/// assert_eq!(serde_json::to_string(&node).unwrap(), r#"{"balance":9.10}"#);
/// let (position, _) = pazemo_contract::parse_json("{\n  balance: 9.10\n}").unwrap_err();
/// assert_eq!((position.line, position.column), (2, 3));
/// ```
pub fn parse_json(text: &str) -> Result<Node, (Position, String)> {
    // serde_json is the judge of what is JSON, and of how deep; the second reader only adds the places.
    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(text) {
        let position = Position {
            line: error.line().max(1),
            column: error.column().max(1),
        };
        let message = match error.classify() {
            serde_json::error::Category::Eof => "the JSON ends early",
            _ => "no JSON from here on",
        };
        return Err((position, message.to_owned()));
    }
    let options = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let lines = Lines::new(text);
    let refused = || (Position { line: 1, column: 1 }, "no JSON".to_owned());
    let ast = parse_to_ast(text, &CollectOptions::default(), &options).map_err(|error| {
        (
            lines.position(error.range().start),
            "no JSON from here on".to_owned(),
        )
    })?;
    Ok(lines.node(&ast.value.ok_or_else(refused)?))
}

/// Where the lines of a text begin, and how many characters come before each block of it: a text of one line with a million values is
/// not counted from its beginning for each of them.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    before: Vec<usize>,
}

/// The bytes of a block.
const BLOCK: usize = 256;

fn characters(bytes: &[u8]) -> usize {
    // All bytes of UTF-8 but those that continue a character.
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self {
            text,
            starts: std::iter::once(0)
                .chain(newlines.map(|(at, _)| at + 1))
                .collect(),
            before: text
                .as_bytes()
                .chunks(BLOCK)
                .scan(0, |count, block| {
                    let before = *count;
                    *count += characters(block);
                    Some(before)
                })
                .collect(),
        }
    }

    /// How many characters begin before this byte.
    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        let rest = self.text.as_bytes().get(block * BLOCK..offset);
        // The end of a text of whole blocks has no block of its own.
        match self.before.get(block) {
            Some(before) => before + rest.map_or(0, characters),
            None => characters(self.text.as_bytes()),
        }
    }

    fn position(&self, offset: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        Position {
            line,
            column: self.characters_before(offset) - self.characters_before(start) + 1,
        }
    }

    fn node(&self, ast: &Ast<'_>) -> Node {
        let (value, start) = match ast {
            Ast::NullKeyword(null) => (Value::Null, null.range.start),
            Ast::BooleanLit(literal) => (Value::Bool(literal.value), literal.range.start),
            Ast::NumberLit(literal) => {
                (Value::Number(literal.value.to_owned()), literal.range.start)
            }
            Ast::StringLit(literal) => (
                Value::String(literal.value.to_string()),
                literal.range.start,
            ),
            Ast::Array(array) => {
                let items = array.elements.iter().map(|item| self.node(item)).collect();
                (Value::Sequence(items), array.range.start)
            }
            Ast::Object(object) => {
                let entries = object.properties.iter().map(|property| {
                    let key = match &property.name {
                        ObjectPropName::String(name) => name.value.to_string(),
                        ObjectPropName::Word(name) => name.value.to_owned(),
                    };
                    Entry {
                        key,
                        key_position: self.position(property.range.start),
                        node: self.node(&property.value),
                    }
                });
                (Value::Mapping(entries.collect()), object.range.start)
            }
        };
        Node {
            value,
            position: self.position(start),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_what_serde_json_reads() {
        let text =
            "{\"a\": [1, -2.50, 1e3, \"\\ud83e\\ude99 \\u0041\\/\\n\", null, true], \"\": {}}";
        let node = parse_json(text).unwrap();
        assert_eq!(
            node.to_value(),
            serde_json::from_str::<serde_json::Value>(text).unwrap()
        );
    }

    #[test]
    fn places_are_counted_in_characters_across_blocks() {
        let filler = "\u{e9}\u{1fa99}".repeat(BLOCK);
        let text = format!("[\"{filler}\", 1,\n \"{filler}\", 2]");
        let node = parse_json(&text).unwrap();
        let at = |index: usize| {
            let position = node.items()[index].position;
            (position.line, position.column)
        };
        let after = 2 * BLOCK + 6;
        assert_eq!(
            (at(0), at(1), at(2), at(3)),
            ((1, 2), (1, after), (2, 2), (2, after))
        );
    }

    #[test]
    fn a_million_values_in_one_line_take_no_time_each() {
        let text = format!("[{}1]", "1,".repeat(1_000_000));
        let began = std::time::Instant::now();
        assert_eq!(parse_json(&text).unwrap().items().len(), 1_000_001);
        // Counting from the beginning of the line for each of them takes minutes.
        assert!(began.elapsed() < std::time::Duration::from_secs(20));
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in [
            "",
            "{",
            "{'a': 1}",
            "[1,]",
            "// x\n1",
            "01",
            "+1",
            ".5",
            "NaN",
            "{\"a\" 1}",
            "1 2",
            "\"\t\"",
            &"[".repeat(5000),
        ] {
            assert!(parse_json(text).is_err(), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_as_serde_json_reads_it(text in "[-0-9.eE\\[\\]{}:,\" \\n\\\\a-zü]{0,40}") {
            let strict = serde_json::from_str::<serde_json::Value>(&text);
            match parse_json(&text) {
                Ok(node) => proptest::prop_assert_eq!(node.to_value(), strict.unwrap()),
                // `1e999` is JSON, but no `f64`; both readers may differ on such numbers only.
                Err(_) => proptest::prop_assert!(strict.is_err()),
            }
        }
    }
}
