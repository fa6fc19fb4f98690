//! Changes of a text by its lines: what is not changed stays as it is, comments and layout included.

use pazemo_openapi::Entry;

/// One change of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Edit {
    /// These lines behind a line, which counts from 1.
    After(usize, Vec<String>),
    /// These lines in the place of a line.
    Instead(usize, Vec<String>),
}

impl Edit {
    fn line(&self) -> usize {
        match self {
            Self::After(line, _) | Self::Instead(line, _) => *line,
        }
    }
}

/// The text with all changes, whose lines are those of the text as it was. Of several behind one line the first comes first.
pub(super) fn apply(text: &str, edits: &[Edit]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut ordered: Vec<&Edit> = edits.iter().rev().collect();
    ordered.sort_by_key(|edit| std::cmp::Reverse(edit.line()));
    for edit in ordered {
        let end = lines.len();
        match edit {
            Edit::After(line, new) => {
                let at = (*line).min(end);
                lines.splice(at..at, new.iter().cloned());
            }
            Edit::Instead(line, new) if (1..=end).contains(line) => {
                lines.splice(line - 1..*line, new.iter().cloned());
            }
            Edit::Instead(..) => {}
        }
    }
    lines.join("\n") + "\n"
}

/// The last line of a mapping's entry in block style, or nothing if its value is written in one line with others.
pub(super) fn end_of(text: &str, entry: &Entry) -> usize {
    let first = entry.key_position.line;
    let depth = entry.key_position.column - 1;
    let mut last = first;
    for (index, line) in text.lines().enumerate().skip(first) {
        let trimmed = line.trim_start();
        if trimmed.is_empty() {
            continue;
        }
        let indentation = line.len() - trimmed.len();
        // A list may stand as deep as its key.
        let is_item = indentation == depth && (trimmed.starts_with("- ") || trimmed == "-");
        if indentation > depth || is_item {
            last = index + 1;
        } else if !trimmed.starts_with('#') {
            break;
        }
    }
    last
}

/// Whether an entry's value stands in lines of its own, so that lines can be added to it.
pub(super) fn is_block(entry: &Entry) -> bool {
    entry.node.position.line > entry.key_position.line
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a:\n  b: 1 # one\n\n  # of c\n  c: |\n    text\n    # text, too\n\n# of d\nd:\n- x\n- y\ne: {f: 1}\n";

    fn entry(key: &str) -> (Entry, usize) {
        let root = pazemo_openapi::parse("t", TEXT).unwrap();
        let entry = root.entry(key).unwrap().clone();
        let end = end_of(TEXT, &entry);
        (entry, end)
    }

    #[test]
    fn an_entry_ends_before_the_next_and_before_its_comments() {
        assert_eq!(entry("a").1, 7);
        assert_eq!(entry("d").1, 12);
        assert_eq!(entry("e").1, 13);
        assert!(is_block(&entry("a").0) && is_block(&entry("d").0) && !is_block(&entry("e").0));
    }

    #[test]
    fn edits_keep_every_other_line() {
        let edits = [
            Edit::After(2, vec!["  one".to_owned()]),
            Edit::After(2, vec!["  two".to_owned()]),
            Edit::Instead(13, vec!["e: 2".to_owned()]),
        ];
        let expected = "a:\n  b: 1 # one\n  one\n  two\n\n  # of c\n  c: |\n    text\n    # text, too\n\n# of d\nd:\n- x\n- y\ne: 2\n";
        assert_eq!(apply(TEXT, &edits), expected);
        assert_eq!(apply(TEXT, &[]), TEXT);
    }
}
