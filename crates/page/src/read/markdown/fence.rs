//! Fences, also those that nobody closed: one bad fence must not swallow the rest of a page.

use super::lines::Lines;
use crate::{
    block::{Block, BlockKind},
    model::Warning,
};

/// The line that opens a fence.
pub(super) struct Opening {
    mark: char,
    /// How many marks; more than a few are as good as a few.
    count: usize,
    indent: usize,
    language: Option<String>,
}

/// A fence that was read.
pub(super) struct Fence {
    pub(super) block: Block,
    pub(super) warning: Option<Warning>,
    pub(super) next: usize,
}

/// No page has longer fences. The bound keeps recovery from looking through the rest of the page for every length there is.
const MOST_MARKS: usize = 16;

/// Whether a line opens a fence; a list's mark may stand before it.
pub(super) fn opening(line: &str) -> Option<Opening> {
    let mut content = line.trim_start();
    if !content.starts_with(['`', '~']) {
        content = without_list_mark(content)?;
    }
    // Two marks and a language are a slip of the hand.
    if let Some(info) = content.strip_prefix("``").map(str::trim)
        && is_language(&info.to_lowercase())
    {
        return Some(Opening {
            mark: '`',
            count: 2,
            indent: line.len() - content.len(),
            language: language(info),
        });
    }
    let (mark, count, info) = marks(content)?;
    if mark == '`' && info.contains('`') {
        return None;
    }
    Some(Opening {
        mark,
        count,
        indent: line.len() - content.len(),
        language: language(info),
    })
}

fn marks(content: &str) -> Option<(char, usize, &str)> {
    let mark = content
        .chars()
        .next()
        .filter(|mark| matches!(mark, '`' | '~'))?;
    let info = content.trim_start_matches(mark);
    let count = content.len() - info.len();
    (count >= 3).then(|| (mark, count.min(MOST_MARKS), info.trim()))
}

fn without_list_mark(content: &str) -> Option<&str> {
    let rest = content.strip_prefix(['-', '*', '+']).or_else(|| {
        content
            .trim_start_matches(|character: char| character.is_ascii_digit())
            .strip_prefix(['.', ')'])
            .filter(|_| content.starts_with(|character: char| character.is_ascii_digit()))
    })?;
    let fence = rest.trim_start();
    (fence.len() < rest.len() && fence.starts_with(['`', '~'])).then_some(fence)
}

/// `json`, ` json`, `{.json}`, `json title="x"` and Slate's `shell--curl` name a language.
fn language(info: &str) -> Option<String> {
    let word = info
        .trim_start_matches(['{', '.'])
        .split([' ', '\t', '}', ',', '{'])
        .next()?;
    let word = word.split("--").next()?.trim_matches(['.', ':', '"', '\'']);
    (!word.is_empty()).then(|| word.to_lowercase())
}

/// How a line within a fence ends it.
enum End {
    /// As it should be.
    Closed,
    /// Marks behind the last line of the text.
    ClosedBehindText,
    /// Marks with text behind them.
    ClosedWithText,
    /// One mark too few.
    ClosedShort,
    /// The next fence, or what no code has in it.
    Open,
}

/// Reads the fence that opens on a line.
pub(super) fn read(lines: &Lines<'_>, at: usize, opening: &Opening) -> Fence {
    let (mut last, mut end) = regular_end(lines, at, opening);
    if !matches!(end, End::Closed) || !is_markdown(opening) {
        let within = structure(lines, at + 1, last, opening);
        if let Some(earlier) = within {
            (last, end) = (earlier, End::Open);
        }
    }
    let (content_end, next, problem) = match end {
        End::Closed => (last, last + 1, None),
        End::ClosedBehindText => (
            last + 1,
            last + 1,
            Some("the closing marks of a fence stand behind its text"),
        ),
        End::ClosedWithText => (
            last,
            last + 1,
            Some("the closing marks of a fence have text behind them"),
        ),
        End::ClosedShort => (last, last + 1, Some("a fence is closed by too few marks")),
        End::Open => (last, last, Some("a fence is not closed")),
    };
    let problem = problem.or((opening.count < 3).then_some("a fence is opened by too few marks"));
    let mut text = content(lines, at + 1, content_end, opening);
    if matches!(end, End::ClosedBehindText) {
        let kept = text.trim_end().trim_end_matches(opening.mark).len();
        text.truncate(kept);
    }
    Fence {
        block: Block {
            line: lines.number(at),
            kind: BlockKind::Code {
                language: opening.language.clone(),
                text,
            },
        },
        warning: problem.map(|problem| Warning {
            kind: "fence-malformed",
            message: problem.to_owned(),
            line: lines.number(at),
        }),
        next,
    }
}

fn is_markdown(opening: &Opening) -> bool {
    matches!(opening.language.as_deref(), Some("markdown" | "md"))
}

/// The line that ends a fence if only fences are looked at.
fn regular_end(lines: &Lines<'_>, at: usize, opening: &Opening) -> (usize, End) {
    for line in at + 1..lines.len() {
        let content = lines.get(line).trim();
        if content == "``" && opening.mark == '`' && opening.count <= 3 && !is_markdown(opening) {
            return (line, End::ClosedShort);
        }
        let Some((mark, count, info)) = marks(content) else {
            let ticks = content.len() - content.trim_end_matches(opening.mark).len();
            let inner = content.len() - ticks;
            if ticks >= opening.count
                && !is_markdown(opening)
                && content.get(..inner).is_some_and(|text| {
                    !text.contains(opening.mark)
                        && text.ends_with(['}', ']', ';', ')', '>', '"', '\''])
                })
            {
                return (line, End::ClosedBehindText);
            }
            continue;
        };
        if mark != opening.mark || count < opening.count {
            continue;
        }
        if info.is_empty() {
            return (line, End::Closed);
        }
        if is_markdown(opening) || info.contains(mark) {
            continue;
        }
        if opens_another(lines, line, info, opening) {
            return (line, End::Open);
        }
        return (line, End::ClosedWithText);
    }
    (lines.len(), End::Open)
}

/// Whether marks with text behind them, within a fence, open another one: a language does, a sentence does not. A word that is
/// neither does if something closes it before the next one opens.
fn opens_another(lines: &Lines<'_>, at: usize, info: &str, opening: &Opening) -> bool {
    if info.split_whitespace().count() > 1 && !info.starts_with('{') {
        return language(info).is_some_and(|word| is_language(&word));
    }
    if language(info).is_some_and(|word| is_language(&word)) {
        return true;
    }
    (at + 1..lines.len())
        .find_map(|line| {
            let (mark, count, info) = marks(lines.get(line).trim())?;
            (mark == opening.mark && count >= opening.count).then_some(info.is_empty())
        })
        .unwrap_or(false)
}

/// Names that fences of such pages have.
fn is_language(word: &str) -> bool {
    crate::one_of(
        word,
        "json json5 jsonc xml html yaml yml text txt plaintext plain shell sh bash zsh console curl cli \
         powershell php javascript js typescript ts node nodejs python py ruby rb java kotlin swift scala \
         groovy go golang rust c cpp csharp cs c# objc objective_c perl elixir clojure dart r sql graphql \
         http diff ini toml markdown md csv",
    )
}

/// The first line that no code has in it but a page has, if there is one before the end: a heading behind an empty line, or what
/// follows a JSON text that is complete.
fn structure(lines: &Lines<'_>, from: usize, to: usize, opening: &Opening) -> Option<usize> {
    let json = matches!(
        opening.language.as_deref(),
        Some("json" | "json5" | "jsonc")
    );
    let heading = |line: usize| {
        let text = lines.get(line);
        let level = text.len() - text.trim_start_matches('#').len();
        let title = text.trim_start_matches('#');
        (if json { 1 } else { 2 }..=6).contains(&level)
            && title.starts_with(' ')
            && title
                .trim()
                .starts_with(|first: char| first.is_alphanumeric())
    };
    (from..to).find(|line| {
        *line > from
            && lines.is_empty(line - 1)
            && (heading(*line) && lines.is_empty(line + 1)
                || json && lines.get(*line).starts_with("> ")
                || lines.get(*line).starts_with("<aside"))
    })
}

/// The text of a fence, less the indentation of its opening line.
fn content(lines: &Lines<'_>, from: usize, to: usize, opening: &Opening) -> String {
    let mut text = String::with_capacity(lines.slice(from, to).len());
    for line in from..to {
        let line = lines.get(line);
        let indent = line
            .bytes()
            .take(opening.indent)
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
        text.push_str(line.get(indent..).unwrap_or(line));
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text
}
