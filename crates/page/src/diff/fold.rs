//! Texts without what does not matter when they are compared, and how near two texts are.

use std::collections::HashMap;

use similar::TextDiff;

/// Runs of white space as one space, none around.
pub(super) fn space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters and digits alone, in lower case, a space between words.
pub(super) fn words(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

/// A type without what is only its layout: `Text.`, `text` and `"Text"` are one, as are `array of string`, `array<string>` and `string[]`; `Text` and
/// `string` are two, for it is the page that says so. Nothing for a cell without a word in it.
pub(super) fn type_of(text: &str) -> Option<String> {
    const SMALL: &[&str] = &["of", "a", "an", "the", "or"];
    let lower = text.to_lowercase();
    let arrays = lower.matches("[]").count();
    let mut folded = "array".repeat(arrays);
    for word in lower.split(|character: char| !character.is_alphanumeric() && character != '?') {
        if !SMALL.contains(&word) {
            folded.push_str(word);
        }
    }
    (!folded.is_empty()).then_some(folded)
}

/// How near two texts are, in thousandths. Only the beginning of long texts is looked at.
pub(super) fn nearness(old: &str, new: &str) -> u32 {
    const MOST: usize = 200;
    if old == new {
        return 1000;
    }
    let (old, new) = (head(old, MOST), head(new, MOST));
    if upper_bound(old, new) < 500 {
        return 0;
    }
    thousandths(TextDiff::from_chars(old, new).ratio())
}

/// How near two texts are by their words, in thousandths, in whatever order they come; for prose.
pub(super) fn overlap(old: &str, new: &str) -> u32 {
    let mut counts: HashMap<&str, i64> = HashMap::new();
    let (mut shared, mut all) = (0_u64, 0_u64);
    for word in head(old, 4000).split_whitespace() {
        *counts.entry(word).or_default() += 1;
        all += 1;
    }
    for word in head(new, 4000).split_whitespace() {
        all += 1;
        if let Some(count) = counts.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            shared += 2;
        }
    }
    u32::try_from(shared * 1000 / all.max(1)).unwrap_or(1000)
}

/// No ratio is above what the lengths allow; this spares the comparison of most pairs.
fn upper_bound(old: &str, new: &str) -> usize {
    let (short, long) = (old.len().min(new.len()), old.len().max(new.len()));
    2000 * short / (short + long).max(1)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn thousandths(ratio: f32) -> u32 {
    (ratio.clamp(0.0, 1.0) * 1000.0) as u32
}

/// The beginning of a text, at most so many bytes.
pub(super) fn head(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most.min(text.len()))]
}

/// What differs of two texts, with a few words around it, none longer than a line or two.
pub(super) fn excerpts(old: &str, new: &str) -> (String, String) {
    const AROUND: usize = 4;
    let old: Vec<&str> = old.split_whitespace().collect();
    let new: Vec<&str> = new.split_whitespace().collect();
    let front = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let back = old[front..]
        .iter()
        .rev()
        .zip(new[front..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let cut = |words: &[&str]| {
        let start = front.saturating_sub(AROUND);
        let end = (words.len() - back + AROUND).min(words.len());
        let mut text = words[start..end].join(" ");
        if start > 0 {
            text.insert_str(0, "… ");
        }
        if end < words.len() {
            text.push_str(" …");
        }
        excerpt(&text)
    };
    (cut(&old), cut(&new))
}

/// A text of a line or two.
pub(super) fn excerpt(text: &str) -> String {
    const MOST: usize = 240;
    let text = space(text);
    if text.len() <= MOST {
        return text;
    }
    format!("{}…", head(&text, MOST).trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_what_it_says_and_not_how_it_is_set() {
        for (one, other) in [
            ("Text.", "text"),
            ("\"yyyy-mm-dd\".", "yyyy-mm-dd"),
            ("array of string", "string[]"),
            ("Array<String>", "array of string"),
            ("date-time", "date time"),
        ] {
            assert_eq!(type_of(one), type_of(other), "{one} and {other}");
        }
        for (one, other) in [
            ("Text", "string"),
            ("string", "string[]"),
            ("string", "string?"),
            ("int32", "int64"),
            ("date", "date-time"),
        ] {
            assert_ne!(type_of(one), type_of(other), "{one} and {other}");
        }
        assert_eq!(type_of(" - "), None);
    }

    #[test]
    fn an_excerpt_shows_what_differs_and_little_more() {
        let (old, new) = excerpts(
            "one two three four five six seven eight nine ten",
            "one two three four five 6 seven eight nine ten",
        );
        assert_eq!(old, "… two three four five six seven eight nine ten");
        assert_eq!(new, "… two three four five 6 seven eight nine ten");
        assert_eq!(excerpts("", "a b"), (String::new(), "a b".to_owned()));
        assert_eq!(excerpts("a", "a a"), ("a".to_owned(), "a a".to_owned()));
    }

    #[test]
    fn near_texts_are_nearer_than_others() {
        assert!(nearness("create account", "create accounts") > 900);
        assert!(nearness("create account", "ping") < 500);
        assert!(overlap("a b c d", "a b c e") > 700);
        assert_eq!(overlap("a b", "c d"), 0);
    }
}
