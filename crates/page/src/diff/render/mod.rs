//! Changes as people and their tools read them.

mod github;
mod human;
mod markdown;

pub use github::annotation;

use std::fmt::Write as _;

use super::{Change, Changes, Level, Side};

impl Changes {
    /// Whether any change is of level `api`.
    pub fn has_api(&self) -> bool {
        self.changes.iter().any(|change| change.level == Level::Api)
    }

    /// The exit status of `docs diff`: 0 if nothing is of level `api`, 1 otherwise.
    pub fn exit_status(&self) -> u8 {
        u8::from(self.has_api())
    }

    /// JSON with `changes` and `warnings`; what does not apply is `null`. It ends with a line feed.
    ///
    /// # Errors
    ///
    /// None is known; a writer of JSON may always have one.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        Ok(text)
    }

    /// Lines for a terminal, by level and operation. Control characters of the page are written as escapes.
    pub fn human(&self) -> String {
        human::render(self)
    }

    /// Markdown, as for the text of an issue. The page's own marks are written so that they are text.
    pub fn markdown(&self) -> String {
        markdown::render(self)
    }

    /// Annotations as GitHub's workflows print them, a line each: `warning` for level `api`, `notice` for the others. `old` and `new` are the files that
    /// they point to; what is gone points to the old one.
    pub fn github(&self, old: &str, new: &str) -> String {
        github::render(self, old, new)
    }
}

/// The changes of a level, those of the page first, then by operation, in the order of their first change.
fn grouped(changes: &[Change], level: Level) -> Vec<(Option<&str>, Vec<&Change>)> {
    let mut groups: Vec<(Option<&str>, Vec<&Change>)> = vec![(None, Vec::new())];
    let mut places = std::collections::HashMap::from([(None, 0)]);
    for change in changes.iter().filter(|change| change.level == level) {
        let place = *places
            .entry(change.operation.as_deref())
            .or_insert_with(|| {
                groups.push((change.operation.as_deref(), Vec::new()));
                groups.len() - 1
            });
        groups[place].1.push(change);
    }
    groups.retain(|(_, changes)| !changes.is_empty());
    groups
}

fn heading(level: Level) -> &'static str {
    match level {
        Level::Api => "API",
        Level::Example => "Examples",
        Level::Doc => "Documentation",
    }
}

const LEVELS: [Level; 3] = [Level::Api, Level::Example, Level::Doc];

/// What changed, in a few words, its operation aside. `quoted` writes what comes from the page.
fn sentence(change: &Change, quoted: &dyn Fn(&str) -> String) -> String {
    let mut text = String::new();
    let kind = change.kind.replace('_', " ");
    // The side is part of some kinds.
    match change.side {
        Some(side) if !kind.starts_with(name(side)) => {
            let _ = write!(text, "{} {kind}", name(side));
        }
        _ => text.push_str(&kind),
    }
    let is_said = |value: &Option<String>| {
        value.is_some() && (*value == change.field || *value == change.operation)
    };
    if let Some(field) = &change.field {
        let _ = write!(text, " {}", quoted(field));
    }
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => {
            let _ = write!(text, ": {} → {}", quoted(old), quoted(new));
        }
        (Some(old), None) if !is_said(&change.old) && !adds_nothing(change, old) => {
            let _ = write!(text, ": was {}", quoted(old));
        }
        (None, Some(new)) if !is_said(&change.new) && !adds_nothing(change, new) => {
            let _ = write!(text, ": {}", quoted(new));
        }
        _ => {}
    }
    text
}

/// Whether a value is the field's own name, as in `Object.field`.
fn adds_nothing(change: &Change, value: &str) -> bool {
    change
        .field
        .as_deref()
        .and_then(|field| field.strip_suffix(value))
        .is_some_and(|object| object.ends_with('.'))
}

fn name(side: Side) -> &'static str {
    match side {
        Side::Request => "request",
        Side::Response => "response",
    }
}

/// Text without control characters, so that nothing of a page can speak to a terminal or begin a line of its own: they are written as escapes.
///
/// ```
/// assert_eq!(pazemo_page::diff::printable("a\nb"), "a\\nb");
/// ```
pub fn printable(text: &str) -> String {
    let mut printable = String::with_capacity(text.len());
    for character in text.chars() {
        let is_direction = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if character.is_control() || is_direction {
            printable.extend(character.escape_default());
        } else {
            printable.push(character);
        }
    }
    printable
}

/// The lines of a change: `12 → 14`, `12`, or nothing.
fn lines(change: &Change) -> Option<String> {
    match (change.old_line, change.new_line) {
        (Some(old), Some(new)) if old == new => Some(format!("line {old}")),
        (Some(old), Some(new)) => Some(format!("line {old} → {new}")),
        (Some(old), None) => Some(format!("old line {old}")),
        (None, Some(new)) => Some(format!("new line {new}")),
        (None, None) => None,
    }
}
