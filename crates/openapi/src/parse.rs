//! YAML (and JSON, its subset) to a located tree; strict where YAML is treacherous.

use granit_parser::{Event, Parser, ScalarStyle, Span};

use crate::{
    finding::Finding,
    node::{Entry, Node, Position, Value},
    pointer::Pointer,
};

/// Deeper nesting than this is refused: no API document needs it, and a stack has an end.
const MAX_DEPTH: usize = 96;

/// Reads a YAML 1.2 or JSON text into a located tree.
///
/// One document is read; anchors, aliases, tags, merge keys, nested keys and duplicate keys are refused; a key is its text.
/// A plain scalar is `null`, `true`, `false` or a number only in JSON's own spelling; everything else is a
/// string (`no`, `on` and `2024-01-01` are strings).
///
/// # Errors
///
/// The first thing that cannot be read, as a [`Finding`] with line and column.
///
/// ```
/// let node = pazemo_openapi::parse("a.yaml", "balance: 9.10").unwrap();
/// assert_eq!(serde_json::to_string(&node).unwrap(), r#"{"balance":9.10}"#);
/// ```
pub fn parse(file: &str, text: &str) -> Result<Node, Finding> {
    let mut composer = Composer {
        file,
        parser: Parser::new_from_str(text),
    };
    composer.document()
}

struct Composer<'t, I>
where
    I: Iterator,
{
    file: &'t str,
    parser: I,
}

type Item<'t> = Result<(Event<'t>, Span), granit_parser::ScanError>;

impl<'t, I: Iterator<Item = Item<'t>>> Composer<'t, I> {
    fn document(&mut self) -> Result<Node, Finding> {
        let mut root = None;
        while let Some((event, span)) = self.next()? {
            match event {
                Event::StreamStart | Event::DocumentStart(..) if root.is_none() => {}
                Event::StreamEnd | Event::DocumentEnd => {}
                Event::DocumentStart(..) => {
                    return Err(self.finding(
                        "yaml-syntax",
                        &Pointer::root(),
                        position(&span),
                        "a second YAML document begins here",
                        "one document a file",
                    ));
                }
                event => root = Some(self.node(event, &span, &Pointer::root())?),
            }
        }
        root.ok_or_else(|| {
            self.finding(
                "yaml-syntax",
                &Pointer::root(),
                Position { line: 1, column: 1 },
                "the file is empty",
                "an object at the top",
            )
        })
    }

    /// The next event that is content.
    fn next(&mut self) -> Result<Option<(Event<'t>, Span)>, Finding> {
        match self.parser.next() {
            None => Ok(None),
            Some(Ok(item)) => Ok(Some(item)),
            Some(Err(error)) => {
                let marker = error.marker();
                Err(self.finding(
                    "yaml-syntax",
                    &Pointer::root(),
                    Position {
                        line: marker.line().max(1),
                        column: marker.col() + 1,
                    },
                    &error.info(),
                    "YAML 1.2 or JSON",
                ))
            }
        }
    }

    fn node(&mut self, event: Event<'t>, span: &Span, at: &Pointer) -> Result<Node, Finding> {
        let position = position(span);
        if at.tokens().len() > MAX_DEPTH {
            return Err(self.finding(
                "yaml-depth",
                &Pointer::root(),
                position,
                &format!("nested deeper than {MAX_DEPTH} levels"),
                "a flatter document",
            ));
        }
        if event.anchor_id().is_some() || event.is_alias() {
            return Err(self.finding(
                "yaml-anchor",
                at,
                position,
                "an anchor or alias",
                "a `$ref` to a component, which every OpenAPI tool reads",
            ));
        }
        if event.tag().is_some() {
            return Err(self.finding(
                "yaml-tag",
                at,
                position,
                "a YAML tag",
                "the plain value; quote it if it must be a string",
            ));
        }
        let value = match event {
            Event::Scalar(text, style, ..) => scalar(&text, style),
            Event::SequenceStart(..) => self.sequence(at)?,
            Event::MappingStart(..) => self.mapping(at)?,
            other => {
                return Err(self.finding(
                    "yaml-syntax",
                    at,
                    position,
                    &format!("unexpected {other:?}"),
                    "a value",
                ));
            }
        };
        Ok(Node { value, position })
    }

    fn sequence(&mut self, at: &Pointer) -> Result<Value, Finding> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                None | Some((Event::SequenceEnd, _)) => return Ok(Value::Sequence(items)),
                Some((event, span)) => {
                    let item = self.node(event, &span, &at.key(items.len()))?;
                    items.push(item);
                }
            }
        }
    }

    fn mapping(&mut self, at: &Pointer) -> Result<Value, Finding> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen = std::collections::HashMap::new();
        loop {
            let (event, span) = match self.next()? {
                None | Some((Event::MappingEnd, _)) => return Ok(Value::Mapping(entries)),
                Some(item) => item,
            };
            let key_position = position(&span);
            let key = match event {
                Event::Scalar(text, style, 0, None)
                    if style != ScalarStyle::Plain || text != "<<" =>
                {
                    text.into_owned()
                }
                _ => {
                    return Err(self.finding(
                        "yaml-key",
                        at,
                        key_position,
                        "a key that is no plain string",
                        "a string as key; no merge keys, anchors, tags or nested keys",
                    ));
                }
            };
            let child = at.key(&key);
            if let Some(first) = seen.insert(key.clone(), key_position) {
                return Err(self.finding(
                    "duplicate-key",
                    &child,
                    key_position,
                    &format!(
                        "the key `{key}` stands here again; first on line {}",
                        first.line
                    ),
                    "each key once; remove or rename one",
                ));
            }
            let Some((event, span)) = self.next()? else {
                return Ok(Value::Mapping(entries));
            };
            let node = self.node(event, &span, &child)?;
            entries.push(Entry {
                key,
                key_position,
                node,
            });
        }
    }

    fn finding(
        &self,
        rule: &'static str,
        at: &Pointer,
        position: Position,
        message: &str,
        advice: &str,
    ) -> Finding {
        Finding::new(rule, self.file, message.to_owned(), advice.to_owned()).at(at, position)
    }
}

fn position(span: &Span) -> Position {
    Position {
        line: span.start.line().max(1),
        column: span.start.col() + 1,
    }
}

/// A plain scalar is what JSON would call it; any quoted or block scalar is a string.
fn scalar(text: &str, style: ScalarStyle) -> Value {
    if style != ScalarStyle::Plain {
        return Value::String(text.to_owned());
    }
    match text {
        "" | "~" | "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        // `serde_json` knows the grammar of a JSON number; the text itself is what is kept.
        _ if text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
            && serde_json::from_str::<&serde_json::value::RawValue>(text)
                .is_ok_and(|raw| raw.get().len() == text.len()) =>
        {
            Value::Number(text.to_owned())
        }
        _ => Value::String(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str) -> (&'static str, usize, usize) {
        let finding = parse("t.yaml", text).unwrap_err();
        (finding.rule, finding.line, finding.column)
    }

    #[test]
    fn what_yaml_makes_treacherous_is_refused_with_its_place() {
        assert_eq!(rule("a: 1\nb: 2\na: 3\n"), ("duplicate-key", 3, 1));
        assert_eq!(rule("a: &x 1\nb: 2\n").0, "yaml-anchor");
        assert_eq!(rule("a: &x 1\nb: *x\n").0, "yaml-anchor");
        assert_eq!(rule("a: !!str 1\n").0, "yaml-tag");
        assert_eq!(rule("<<: {a: 1}\n").0, "yaml-key");
        assert_eq!(rule("? [a]\n: 1\n").0, "yaml-key");
        assert_eq!(rule("a: [1\n").0, "yaml-syntax");
        assert_eq!(rule("").0, "yaml-syntax");
        assert_eq!(rule("a: 1\n---\nb: 2\n").0, "yaml-syntax");
        assert_eq!(rule(&("[".repeat(120) + &"]".repeat(120))).0, "yaml-depth");
    }

    #[test]
    fn scalars_are_what_json_calls_them() {
        let node = parse(
            "t.yaml",
            "[9.10, -84311, 1e3, no, on, 0x10, 012, .5, +1, 2024-01-01, '1', true, ~, 1_000, 123456789012345678.91]",
        )
        .unwrap();
        assert_eq!(
            serde_json::to_string(&node).unwrap(),
            r#"[9.10,-84311,1e3,"no","on","0x10","012",".5","+1","2024-01-01","1",true,null,"1_000",123456789012345678.91]"#
        );
    }

    #[test]
    fn json_is_read_too() {
        let text = "{\n\t\"a\": [1, {\"b\\u0041\": \"\\n\"}]\n}";
        let node = parse("t.json", text).unwrap();
        assert_eq!(node.to_value(), serde_json::json!({"a": [1, {"bA": "\n"}]}));
        let place = Pointer::parse("/a/1/bA").unwrap();
        assert_eq!(place.resolve(&node).unwrap().position.line, 2);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[ -~\n\\t]{0,80}") {
            if let Err(finding) = parse("t.yaml", &text) {
                proptest::prop_assert!(finding.line >= 1 && finding.column >= 1);
            }
        }
    }
}
