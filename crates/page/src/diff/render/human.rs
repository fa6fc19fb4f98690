//! Lines for a terminal.

use std::fmt::Write as _;

use super::{Changes, LEVELS, grouped, heading, lines, printable, sentence};

pub(super) fn render(changes: &Changes) -> String {
    let mut text = String::new();
    let mut counts = Vec::new();
    for level in LEVELS {
        let groups = grouped(&changes.changes, level);
        let count: usize = groups.iter().map(|group| group.1.len()).sum();
        counts.push(format!("{count} {}", heading(level)));
        if groups.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{} ({count})", heading(level));
        for (operation, group) in groups {
            let _ = writeln!(text, "  {}", printable(operation.unwrap_or("the page")));
            for change in group {
                let _ = write!(text, "    {}", sentence(change, &printable));
                if let Some(lines) = lines(change) {
                    let _ = write!(text, "  ({lines})");
                }
                text.push('\n');
            }
        }
        text.push('\n');
    }
    if !changes.warnings.is_empty() {
        let _ = writeln!(text, "Warnings ({})", changes.warnings.len());
        for warning in &changes.warnings {
            let _ = writeln!(
                text,
                "  {}: {}  (line {})",
                warning.kind,
                printable(&warning.message),
                warning.line
            );
        }
        text.push('\n');
    }
    if changes.changes.is_empty() {
        text.push_str("Nothing changed.\n");
    } else {
        let _ = writeln!(
            text,
            "{} changes: {}.",
            changes.changes.len(),
            counts.join(", ")
        );
    }
    text
}
