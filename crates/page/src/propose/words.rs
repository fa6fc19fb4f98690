//! Names and texts as the document writes them.

use crate::diff::printable;

/// The lower-case words of a name or a title in any spelling, ASCII alone.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut begins = true;
    let mut was_lower = false;
    for character in text.chars() {
        if !character.is_ascii_alphanumeric() {
            // An apostrophe stands within a word.
            begins |= character != '\'' && character != '’';
            was_lower = false;
            continue;
        }
        if begins || character.is_ascii_uppercase() && was_lower {
            words.push(String::new());
            begins = false;
        }
        if let Some(word) = words.last_mut() {
            word.push(character.to_ascii_lowercase());
        }
        was_lower = character.is_ascii_lowercase() || character.is_ascii_digit();
    }
    words
}

/// `LampId` of `lampID`.
pub(super) fn pascal(text: &str) -> String {
    let capital = |word: &String| {
        let (first, rest) = word.split_at(1);
        first.to_ascii_uppercase() + rest
    };
    words(text).iter().map(capital).collect()
}

/// `lampId` of `Lamp ID`.
pub(super) fn camel(text: &str) -> String {
    let pascal = pascal(text);
    if pascal.is_empty() {
        return pascal;
    }
    let (first, rest) = pascal.split_at(1);
    first.to_ascii_lowercase() + rest
}

/// `beneficiary` of `beneficiaries`.
pub(super) fn singular(word: &str) -> String {
    match (word.strip_suffix("ies"), word.strip_suffix('s')) {
        (Some(stem), _) if stem.len() > 1 => format!("{stem}y"),
        (_, Some(stem)) if stem.len() > 1 && !stem.ends_with('s') => stem.to_owned(),
        _ => word.to_owned(),
    }
}

/// What some YAML reads as something else than text.
const READ_OTHERWISE: &str = "true false null yes no on off y n";

/// A text in YAML, on one line, such that it is read as this text.
pub(super) fn scalar(text: &str) -> String {
    let text = printable(text);
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || " _-./,()".contains(c))
        && !text.ends_with(' ')
        && !crate::one_of(&text.to_ascii_lowercase(), READ_OTHERWISE);
    if is_plain {
        text
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// A text as a sentence: it begins with a capital, and ends.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim();
    let mut characters = text.chars();
    let mut sentence: String = match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => return String::new(),
    };
    if !sentence.ends_with(['.', '!', '?', ':']) {
        sentence.push('.');
    }
    sentence
}

/// A path with `{}` in the place of each parameter, whatever its notation.
pub(super) fn shape(path: &str) -> String {
    let shapes: Vec<&str> = segments(path)
        .iter()
        .map(|segment| match segment {
            Segment::Word(word) => *word,
            Segment::Parameter(_) => "{}",
        })
        .collect();
    format!("/{}", shapes.join("/"))
}

/// A part of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Segment<'p> {
    Word(&'p str),
    Parameter(&'p str),
}

/// The parts of a path, without query.
pub(super) fn segments(path: &str) -> Vec<Segment<'_>> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.split('/')
        .filter(|segment| !segment.is_empty())
        .map(|segment| {
            let within = |open: char, close: char| {
                segment
                    .strip_prefix(open)
                    .and_then(|rest| rest.strip_suffix(close))
            };
            within('{', '}')
                .or_else(|| within('<', '>'))
                .or_else(|| within('[', ']'))
                .or_else(|| segment.strip_prefix(':'))
                .map_or(Segment::Word(segment), Segment::Parameter)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_of_words() {
        assert_eq!(
            words("lampID of the user's"),
            ["lamp", "id", "of", "the", "users"]
        );
        assert_eq!(pascal("lamp_id"), "LampId");
        assert_eq!(camel("Get a Lamp"), "getALamp");
        assert_eq!(singular("beneficiaries"), "beneficiary");
        assert_eq!(singular("address"), "address");
        assert_eq!(shape("/a/:b/<c>/{d}/e?f=1"), "/a/{}/{}/{}/e");
    }

    #[test]
    fn every_text_is_read_as_it_was_written() {
        for text in [
            "",
            "yes",
            "12",
            "It's: a #text",
            "a\u{7}b",
            "- x",
            "Plain words",
            "null",
            "{a}",
            "ends ",
        ] {
            let yaml = format!("key: {}\n", scalar(text));
            let root = pazemo_openapi::parse("t", &yaml).unwrap();
            assert_eq!(root.str("key"), Some(printable(text).as_str()), "{yaml}");
        }
    }
}
