//! Workflow commands, as GitHub reads them from the output of a job.

use std::fmt::Write as _;

use super::{Changes, Level, printable, sentence};

pub(super) fn render(changes: &Changes, old: &str, new: &str) -> String {
    let mut text = String::new();
    for change in &changes.changes {
        let command = match change.level {
            Level::Api => "warning",
            _ => "notice",
        };
        let (file, line) = match (change.new_line, change.old_line) {
            (Some(line), _) => (new, line),
            (None, Some(line)) => (old, line),
            (None, None) => (new, 1),
        };
        let mut message = sentence(change, &printable);
        if let Some(operation) = &change.operation {
            message.insert_str(0, ": ");
            message.insert_str(0, &printable(operation));
        }
        text.push_str(&annotation(command, file, line, change.kind, &message));
    }
    for warning in &changes.warnings {
        let message = format!("{}: {}", warning.kind, printable(&warning.message));
        let _ = writeln!(text, "::debug::{}", data(&message));
    }
    text
}

/// A line that GitHub shows at a line of a file: `command` is `error`, `warning` or `notice`. What would begin a command of its own is escaped.
///
/// ```
/// let line = pazemo_page::diff::annotation("error", "a,b.md", 3, "a-rule", "100 %\n::error::x");
/// assert_eq!(line, "::error file=a%2Cb.md,line=3,title=a-rule::100 %25%0A::error::x\n");
/// ```
pub fn annotation(command: &str, file: &str, line: usize, title: &str, message: &str) -> String {
    let (file, title, message) = (property(file), property(title), data(message));
    format!("::{command} file={file},line={line},title={title}::{message}\n")
}

/// The text of a command: what would end its line is escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property of a command: what would end it is escaped as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn nothing_of_a_page_begins_a_command_of_its_own() {
        assert_eq!(data("100 %\r\n::error::x"), "100 %25%0D%0A::error::x");
        assert_eq!(property("a,b:c%"), "a%2Cb%3Ac%25");
    }
}
