//! Texts as YAML scalars that are read back as they were.

use std::fmt::Write as _;

/// A scalar on its line: as it is where nothing in it means something to YAML, else in double quotes.
pub(crate) fn plain_or_quoted(text: &str) -> String {
    let is_plain = |character: char| {
        character.is_ascii_alphanumeric() || " ._/;=+%,*?@~[]()-".contains(character)
    };
    // What begins so is no number and no indicator; what is shorter could be `~` or the like.
    let begins = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/');
    let is_word = !matches!(text, "true" | "false" | "null");
    if begins && is_word && !text.ends_with(' ') && text.chars().all(is_plain) {
        return text.to_owned();
    }
    quoted(text)
}

/// A text of several lines: as a literal block, indented by so many spaces, if one can hold it, else in double quotes.
pub(crate) fn block_or_quoted(text: &str, indent: usize) -> String {
    // The first line decides how far a block is indented, and the last line ends without a line feed.
    let begins = text.starts_with(|first: char| !first.is_whitespace());
    if !begins || text.ends_with('\n') || !text.chars().all(|c| c == '\n' || is_shown(c)) {
        return quoted(text);
    }
    let mut block = "|-".to_owned();
    for line in text.split('\n') {
        block.push('\n');
        if !line.is_empty() {
            block.extend(std::iter::repeat_n(' ', indent));
            block.push_str(line);
        }
    }
    block
}

/// Whether a character may stand in a file as itself: printable by YAML, no line end of any kind, no mark of byte order.
fn is_shown(character: char) -> bool {
    matches!(character,
        '\t' | ' '..='~' | '\u{a0}'..='\u{2027}' | '\u{202a}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}'
        | '\u{10000}'..='\u{10ffff}')
}

fn quoted(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for character in text.chars() {
        // Writing to a text does not fail.
        let _ = match character {
            '"' | '\\' => write!(quoted, "\\{character}"),
            '\n' => write!(quoted, "\\n"),
            '\t' => write!(quoted, "\\t"),
            shown if is_shown(shown) => write!(quoted, "{shown}"),
            other if u32::from(other) <= 0xffff => write!(quoted, "\\u{:04x}", u32::from(other)),
            other => write!(quoted, "\\U{:08x}", u32::from(other)),
        };
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(scalar: &str) -> Result<String, String> {
        let node = pazemo_openapi::parse("t.yaml", &format!("a:\n  b: {scalar}\n  c: 1\n"));
        let node = node.map_err(|finding| finding.to_string())?;
        let text = node.get("a").and_then(|a| a.str("b")).map(str::to_owned);
        text.ok_or_else(|| "no string".to_owned())
    }

    fn texts() -> impl Strategy<Value = String> {
        let treacherous = proptest::sample::select(vec![
            "\n",
            "\r",
            "\t",
            " ",
            "  ",
            ":",
            ": ",
            " #",
            "- ",
            "'",
            "\"",
            "\\",
            "|",
            "{",
            "}",
            "\0",
            "\u{7f}",
            "\u{85}",
            "\u{a0}",
            "\u{2028}",
            "\u{2029}",
            "\u{feff}",
            "\u{fffe}",
            "\u{ffff}",
            "\u{1f30d}",
            "\u{10ffff}",
            "a",
            "é",
            "1",
            "~",
            "true",
            "---",
            "...",
        ]);
        let pieces =
            proptest::collection::vec(treacherous, 0..12).prop_map(|pieces| pieces.concat());
        prop_oneof![
            pieces,
            any::<String>(),
            proptest::collection::vec(any::<char>(), 0..12)
                .prop_map(|all| all.into_iter().collect())
        ]
    }

    proptest! {
        #[test]
        fn every_text_is_read_back_as_it_was(text in texts()) {
            prop_assert_eq!(read(&plain_or_quoted(&text)), Ok(text.clone()));
            prop_assert_eq!(read(&block_or_quoted(&text, 4)), Ok(text));
        }
    }

    #[test]
    fn what_can_be_read_by_people_is_left_as_it_is() {
        assert_eq!(plain_or_quoted("application/json"), "application/json");
        assert_eq!(plain_or_quoted("12"), "\"12\"");
        assert_eq!(
            block_or_quoted("{\n  \"a\": 1\n}", 4),
            "|-\n    {\n      \"a\": 1\n    }"
        );
        assert_eq!(block_or_quoted("a\r\n", 4), "\"a\\u000d\\n\"");
    }
}
