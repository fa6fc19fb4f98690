//! JSON as text: laid out for people or machines without touching a number, and with its secrets hidden.

use super::hidden::{Hidden, MARK};

/// How JSON is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    Indented,
    OneLine,
}

/// A piece of JSON text.
#[derive(Clone, Copy)]
enum Token<'t> {
    Open(char),
    Close(char),
    Comma,
    Colon,
    /// With its quotes.
    Text(&'t str),
    /// A number, `true`, `false`, `null`.
    Word(&'t str),
}

/// The pieces of a text that is known to be JSON.
struct Tokens<'t>(&'t str);

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        let text = self.0.trim_start_matches([' ', '\t', '\n', '\r']);
        let first = text.chars().next()?;
        let length = match first {
            '"' => end_of_text(text),
            '{' | '[' | '}' | ']' | ',' | ':' => 1,
            _ => text
                .find(|c: char| ",:{}[]\" \t\n\r".contains(c))
                .unwrap_or(text.len()),
        };
        let (token, rest) = text.split_at(length.max(1).min(text.len()));
        self.0 = rest;
        Some(match first {
            '{' | '[' => Token::Open(first),
            '}' | ']' => Token::Close(first),
            ',' => Token::Comma,
            ':' => Token::Colon,
            '"' => Token::Text(token),
            _ => Token::Word(token),
        })
    }
}

fn end_of_text(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn unquoted(text: &str) -> String {
    serde_json::from_str(text).unwrap_or_default()
}

/// The first of the names that is a key somewhere in the text, which has to be JSON.
pub(super) fn has_key(json: &str, names: &[&'static str]) -> Option<&'static str> {
    let mut tokens = Tokens(json).peekable();
    while let Some(token) = tokens.next() {
        if let (Token::Text(text), Some(Token::Colon)) = (token, tokens.peek()) {
            let key = unquoted(text);
            if let Some(name) = names.iter().find(|name| **name == key) {
                return Some(name);
            }
        }
    }
    None
}

/// The text anew, which has to be JSON. Numbers, and texts without a secret, stay byte for byte.
pub(super) fn render(json: &str, layout: Layout, hidden: &Hidden) -> String {
    // Deeper than this nobody reads, and the spaces would be more than the text.
    const DEEPEST: usize = 32;
    let mut out = String::with_capacity(json.len() + json.len() / 2);
    let mut depth = 0_usize;
    let mut tokens = Tokens(json).peekable();
    let line = |out: &mut String, depth: usize, levels: usize| {
        if layout == Layout::Indented && levels <= DEEPEST {
            out.push('\n');
            out.push_str(&"  ".repeat(depth));
        }
    };
    while let Some(token) = tokens.next() {
        match token {
            Token::Open(open) => {
                out.push(open);
                if let Some(Token::Close(close)) = tokens.peek().copied() {
                    tokens.next();
                    out.push(close);
                } else {
                    depth += 1;
                    line(&mut out, depth, depth);
                }
            }
            Token::Close(close) => {
                let levels = depth;
                depth = depth.saturating_sub(1);
                line(&mut out, depth, levels);
                out.push(close);
            }
            Token::Comma => {
                out.push(',');
                line(&mut out, depth, depth);
            }
            Token::Colon => {
                out.push(':');
                if layout == Layout::Indented {
                    out.push(' ');
                }
            }
            Token::Word(word) => out.push_str(word),
            Token::Text(text) => {
                let plain = unquoted(text);
                let is_key = matches!(tokens.peek(), Some(Token::Colon));
                let shown = if is_key {
                    hidden.part(&plain)
                } else {
                    hidden.text(&plain)
                };
                if shown == plain {
                    out.push_str(text);
                } else {
                    out.push_str(&serde_json::Value::from(shown).to_string());
                }
                if is_key && hidden.fields.contains(&plain.as_str()) {
                    tokens.next();
                    skip_value(&mut tokens);
                    out.push_str(if layout == Layout::Indented {
                        ": "
                    } else {
                        ":"
                    });
                    out.push('"');
                    out.push_str(MARK);
                    out.push('"');
                }
            }
        }
    }
    out
}

fn skip_value<'t>(tokens: &mut impl Iterator<Item = Token<'t>>) {
    let mut depth = 0_usize;
    for token in tokens {
        match token {
            Token::Open(_) => depth += 1,
            Token::Close(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hidden(secret: &str) -> Hidden {
        Hidden {
            codes: vec![secret.into()],
            fields: vec!["headers"],
            ..Hidden::default()
        }
    }

    #[test]
    fn numbers_and_texts_stay_as_they_came() {
        let json = r#" {"a":[1.10 , 12345678901234567890.120,-0,1E+2],"b":{},"c":[ ],"d":"\u0041 \"x\" ,:{}","e":{"f":null}} "#;
        let none = Hidden::default();
        let line = r#"{"a":[1.10,12345678901234567890.120,-0,1E+2],"b":{},"c":[],"d":"\u0041 \"x\" ,:{}","e":{"f":null}}"#;
        assert_eq!(render(json, Layout::OneLine, &none), line);
        let lines = "{\n  \"a\": [\n    1.10,\n    12345678901234567890.120,\n    -0,\n    1E+2\n  ],\n  \"b\": {},\n  \"c\": [],\n  \
                     \"d\": \"\\u0041 \\\"x\\\" ,:{}\",\n  \"e\": {\n    \"f\": null\n  }\n}";
        assert_eq!(render(json, Layout::Indented, &none), lines);
        assert_eq!(render(lines, Layout::OneLine, &none), line);
    }

    #[test]
    fn secrets_are_hidden_however_they_are_written() {
        let json = r#"{"a":"x t0ken-1 y","t0ken-1":["t0ken\u002d1"],"headers":{"Authorization":["Bearer other"]},"n":1}"#;
        let shown = render(json, Layout::OneLine, &hidden("t0ken-1"));
        assert_eq!(
            shown,
            r#"{"a":"x [redacted] y","[redacted]":["[redacted]"],"headers":"[redacted]","n":1}"#
        );
    }

    #[test]
    fn a_short_secret_is_no_part_of_a_number_or_word() {
        let json = r#"{"amount":493021,"id":"14930215","code":"493021","message":"code 493021."}"#;
        let shown = render(json, Layout::OneLine, &hidden("493021"));
        assert_eq!(
            shown,
            r#"{"amount":493021,"id":"14930215","code":"[redacted]","message":"code [redacted]."}"#
        );
        let long = "a-token-of-many-letters";
        assert_eq!(hidden(long).text(&format!("x{long}y")), "x[redacted]y");
        assert_eq!(hidden("a1").text("a1a1 a1"), "a1a1 [redacted]");
    }

    #[test]
    fn a_code_that_is_a_word_is_hidden_as_a_value_and_left_in_a_sentence() {
        let json = r#"{"code":"string","message":"not a string"}"#;
        assert_eq!(
            render(json, Layout::OneLine, &hidden("string")),
            r#"{"code":"[redacted]","message":"not a string"}"#
        );
        let json = r#"{"code":"code"}"#;
        assert_eq!(
            render(json, Layout::OneLine, &hidden("code")),
            r#"{"code":"[redacted]"}"#
        );
        for code in ["493021", "QXJKWZ", "abc-1", "ofletters", "x1"] {
            let told = format!("the code {code} is wrong");
            let shown = hidden(code).text(&told);
            assert_eq!(shown, "the code [redacted] is wrong");
        }
        let token = Hidden {
            tokens: vec!["any".into()],
            ..Hidden::default()
        };
        assert_eq!(token.text("Bearer any"), "Bearer [redacted]");
    }

    #[test]
    fn keys_are_found_at_any_depth_and_in_any_spelling() {
        let names = ["authorizationCode"];
        for json in [
            r#"{"authorizationCode":1}"#,
            r#"{"a":[{"b":{"authorization\u0043ode" : ""}}]}"#,
        ] {
            assert_eq!(has_key(json, &names), Some("authorizationCode"), "{json}");
        }
        for json in [
            r#"{"a":"authorizationCode"}"#,
            r#"{"a":"\"authorizationCode\":1"}"#,
            r#"["authorizationCode"]"#,
        ] {
            assert_eq!(has_key(json, &names), None, "{json}");
        }
    }

    #[test]
    fn what_is_nested_deeply_takes_neither_stack_nor_space() {
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        let shown = render(&deep, Layout::Indented, &Hidden::default());
        assert!(shown.len() < 300_000);
    }

    fn any_json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            any::<String>().prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 32, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
                prop::collection::btree_map(any::<String>(), inner, 0..5)
                    .prop_map(|map| { serde_json::Value::Object(map.into_iter().collect()) }),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_layout_changes_nothing_but_white_space(value in any_json()) {
            let none = Hidden::default();
            let line = render(&value.to_string(), Layout::OneLine, &none);
            prop_assert_eq!(&line, &value.to_string());
            let lines = render(&line, Layout::Indented, &none);
            prop_assert_eq!(&lines, &serde_json::to_string_pretty(&value).unwrap());
        }
    }
}
