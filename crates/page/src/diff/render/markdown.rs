//! Markdown, as for the text of an issue.

use std::fmt::Write as _;

use super::{Changes, LEVELS, grouped, heading, lines, printable, sentence};

pub(super) fn render(changes: &Changes) -> String {
    let mut text = String::new();
    if changes.changes.is_empty() {
        text.push_str("Nothing changed.\n");
    }
    for level in LEVELS {
        let groups = grouped(&changes.changes, level);
        if groups.is_empty() {
            continue;
        }
        let count: usize = groups.iter().map(|group| group.1.len()).sum();
        if !text.is_empty() {
            text.push('\n');
        }
        let _ = writeln!(text, "## {} ({count})", heading(level));
        for (operation, group) in groups {
            match operation {
                Some(operation) => {
                    let _ = writeln!(text, "\n### {}\n", code(operation));
                }
                None => text.push_str("\n### The page\n\n"),
            }
            for change in group {
                let _ = write!(text, "- {}", sentence(change, &code));
                if let Some(lines) = lines(change) {
                    let _ = write!(text, " ({lines})");
                }
                text.push('\n');
            }
        }
    }
    if !changes.warnings.is_empty() {
        let _ = writeln!(text, "\n## Warnings ({})\n", changes.warnings.len());
        for warning in &changes.warnings {
            let message = code(&warning.message);
            let _ = writeln!(
                text,
                "- {}: {message} (line {})",
                warning.kind, warning.line
            );
        }
    }
    text
}

/// A code span, fenced by more backticks than stand in it.
fn code(text: &str) -> String {
    let text = printable(text);
    let mut longest = 0;
    let mut run = 0;
    for character in text.chars() {
        run = if character == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let is_padded = text.is_empty() || text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let pad = if is_padded { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn nothing_of_a_page_leaves_its_code_span() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`a"), "`` `a ``");
        assert_eq!(code("a\n# b"), "`a\\n# b`");
    }
}
