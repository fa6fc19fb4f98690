//! Code that is recognised by what it is: JSON, commands, programs, sessions, messages of HTTP.

use super::{
    Taken,
    balance::{self, Balance},
    program, shape,
};
use crate::block::BlockKind;

/// No piece of code has more lines.
const MOST_LINES: usize = 20_000;

fn trimmed<'a>(lines: &[&'a str], at: usize) -> &'a str {
    lines.get(at).map_or("", |line| line.trim())
}

/// Whether code begins on a line.
pub(super) fn begins(lines: &[&str], at: usize) -> bool {
    let line = trimmed(lines, at);
    balance::begins(line, next_filled(lines, at))
        || is_command(line)
        || is_session(line)
        || is_comment_before_command(lines, at)
        || program::begins(line)
        || is_message(lines, at)
        || is_markup(line)
}

/// What stands on the next line that is not empty, if it is near.
fn next_filled<'a>(lines: &[&'a str], at: usize) -> &'a str {
    (at + 1..at + 4)
        .map(|next| trimmed(lines, next))
        .find(|line| !line.is_empty())
        .unwrap_or("")
}

/// The code that begins on a line.
pub(super) fn read(lines: &[&str], at: usize) -> Option<Taken> {
    let line = trimmed(lines, at);
    let (language, next) = if balance::begins(line, next_filled(lines, at)) {
        (Some("json"), json(lines, at))
    } else if is_command(line) {
        (Some("shell"), command(lines, at))
    } else if is_comment_before_command(lines, at) {
        (Some("shell"), command(lines, behind_comments(lines, at)))
    } else if is_session(line) {
        (Some("shell"), session(lines, at))
    } else if program::begins(line) {
        (program::language(line), program::end(lines, at))
    } else if is_message(lines, at) {
        (Some("http"), message(lines, at))
    } else if is_markup(line) {
        (Some("xml"), markup(lines, at))
    } else {
        return None;
    };
    let next = next.clamp(at + 1, lines.len());
    Some(Taken {
        kind: BlockKind::Code {
            language: language.map(str::to_owned),
            text: joined(lines.get(at..next).unwrap_or(&[])),
        },
        next,
    })
}

/// Lines as one text, less the indentation that all of them have.
fn joined(lines: &[&str]) -> String {
    let common = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches([' ', '\t']).len())
        .min()
        .unwrap_or(0);
    let mut text = String::new();
    for line in lines {
        text.push_str(line.get(common..).unwrap_or("").trim_end());
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text
}

/// The line behind JSON: behind the bracket that closes it, or before the first line that cannot be part of it.
fn json(lines: &[&str], at: usize) -> usize {
    let mut balance = Balance::default();
    let mut last = at;
    for next in at..lines.len().min(at + MOST_LINES) {
        let line = trimmed(lines, next);
        if next > at && !balance::is_within(line) {
            break;
        }
        if !line.is_empty() {
            last = next;
        }
        if balance.line(line).is_some() {
            return behind_value(lines, next + 1);
        }
    }
    last + 1
}

/// A bracket too many belongs to the value before it.
fn behind_value(lines: &[&str], mut next: usize) -> usize {
    while !trimmed(lines, next).is_empty()
        && trimmed(lines, next)
            .chars()
            .all(|character| matches!(character, '}' | ']' | ',' | ';'))
    {
        next += 1;
    }
    next
}

fn is_command(line: &str) -> bool {
    let line = line.strip_prefix("$ ").unwrap_or(line);
    let Some((program, rest)) = line.split_once(char::is_whitespace) else {
        return line == "curl";
    };
    let rest = rest.trim_start();
    match program {
        "curl" => {
            rest.starts_with(['-', '"', '\'', '\\', '$', '{', '<'])
                || rest.contains("://")
                || rest
                    .split('/')
                    .next()
                    .is_some_and(|host| host.contains('.') && !host.contains(' '))
        }
        "http" | "https" => {
            let first = rest.split_whitespace().next().unwrap_or("");
            matches!(
                first,
                "GET"
                    | "POST"
                    | "PUT"
                    | "PATCH"
                    | "DELETE"
                    | "--json"
                    | "--form"
                    | "-f"
                    | "-j"
                    | "-v"
            ) || first.starts_with(':')
                || first.contains("://")
        }
        "wget" => rest.contains("://"),
        _ => false,
    }
}

fn is_comment_before_command(lines: &[&str], at: usize) -> bool {
    trimmed(lines, at).starts_with("# ") && is_command(trimmed(lines, behind_comments(lines, at)))
}

fn behind_comments(lines: &[&str], at: usize) -> usize {
    (at..lines.len().min(at + 6))
        .find(|next| !trimmed(lines, *next).starts_with('#'))
        .unwrap_or(at)
}

/// The line behind a command: it goes on behind a `\`, with options, and with a body up to its quote.
fn command(lines: &[&str], at: usize) -> usize {
    let mut next = at;
    while next < lines.len().min(at + MOST_LINES) {
        let line = trimmed(lines, next);
        if next > at && !continues(line, trimmed(lines, next - 1)) {
            break;
        }
        next = match open_body(line) {
            Some(open) => body(lines, next, open),
            None => next + 1,
        };
    }
    next
}

fn continues(line: &str, before: &str) -> bool {
    let option = line.starts_with('-') && line.len() > 1 && !line.starts_with("- ");
    if option {
        return true;
    }
    before.ends_with('\\')
        && !line.is_empty()
        && !line.starts_with("<?php")
        && (line.starts_with(['"', '\'', '$', '{', '<', '/', ':', '@'])
            || line.starts_with("http")
            || line.contains('=') && !line.contains(". "))
        || before.ends_with(['|', '&']) && !line.is_empty() && !before.is_empty()
        || is_command(line) && !before.is_empty()
}

/// A body that is opened on a line and not closed there.
struct Open {
    quote: Option<char>,
    /// The text of the line from the body on.
    offset: usize,
}

fn open_body(line: &str) -> Option<Open> {
    for (at, quote) in line
        .char_indices()
        .filter(|(_, character)| matches!(character, '\'' | '"'))
    {
        // Only the option before the quote matters, and no option is long.
        let from = line.floor_char_boundary(at.saturating_sub(48));
        let before = line.get(from..at).unwrap_or("").trim_end();
        let option = before
            .rsplit(char::is_whitespace)
            .next()
            .is_some_and(|word| {
                word.starts_with("-d")
                    || word.starts_with("--data")
                    || word.starts_with("<<<")
                    || word == "--json"
                    || word.starts_with("-F")
            });
        let opens_line = at == 0
            && line
                .get(1..)
                .is_some_and(|rest| rest.trim_start().starts_with(['{', '[']));
        if !(option || opens_line) {
            continue;
        }
        let rest = line.get(at + 1..).unwrap_or("");
        // With JSON the brackets count: quotes within may be of the same kind.
        if rest.trim_start().starts_with(['{', '[']) || rest.trim().is_empty() {
            return Balance::default().line(rest).is_none().then_some(Open {
                quote: Some(quote),
                offset: at + 1,
            });
        }
        return (rest.matches(quote).count() % 2 == 0).then_some(Open {
            quote: Some(quote),
            offset: at + 1,
        });
    }
    let open = line.ends_with("<<EOF") || line.ends_with("<<'EOF'");
    open.then_some(Open {
        quote: None,
        offset: line.len(),
    })
}

/// The line behind a body that begins on a line.
fn body(lines: &[&str], at: usize, open: Open) -> usize {
    let mut balance = Balance::default();
    let mut last = at;
    for next in at..lines.len().min(at + MOST_LINES) {
        let line = trimmed(lines, next);
        let content = if next == at {
            line.get(open.offset..).unwrap_or("")
        } else {
            line
        };
        let Some(quote) = open.quote else {
            if next > at && line == "EOF" {
                return next + 1;
            }
            continue;
        };
        if balance.line(content).is_some() {
            let closed_here = content.trim_end_matches(['\\', ' ']).ends_with(quote);
            let closed_next = trimmed(lines, next + 1).starts_with(quote);
            return next + 1 + usize::from(!closed_here && closed_next);
        }
        if next > at {
            let without_continuation = content.trim_end_matches(['\\', ' ']);
            if without_continuation.len() == 1 && without_continuation.starts_with(quote) {
                return next + 1;
            }
            let foreign = !balance::is_within(line)
                && !without_continuation.ends_with(quote)
                && !line.contains('=');
            if foreign {
                return last + 1;
            }
        }
        last = next;
    }
    last + 1
}

fn is_session(line: &str) -> bool {
    line.strip_prefix("$ ").is_some_and(|command| {
        command.starts_with(|first: char| first.is_ascii_lowercase() || matches!(first, '.' | '/'))
    })
}

/// Commands, and what they print if it is JSON.
fn session(lines: &[&str], at: usize) -> usize {
    let mut next = at;
    while next < lines.len() {
        let line = trimmed(lines, next);
        if is_command(line) {
            next = command(lines, next);
        } else if is_session(line) {
            next += 1;
        } else if next > at && balance::begins(line, next_filled(lines, next)) {
            next = json(lines, next);
        } else {
            break;
        }
    }
    next
}

/// A message of HTTP: `HTTP/1.1 200 OK`, or a request line with its protocol or with headers below it.
fn is_message(lines: &[&str], at: usize) -> bool {
    let line = trimmed(lines, at);
    if line.starts_with("HTTP/") {
        return line.split_whitespace().nth(1).is_some_and(|status| {
            status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit())
        });
    }
    shape::is_request_line(line) && shape::is_header_line(trimmed(lines, at + 1))
}

fn message(lines: &[&str], at: usize) -> usize {
    let mut next = at + 1;
    while is_any_header(trimmed(lines, next)) {
        next += 1;
    }
    let body = next + usize::from(trimmed(lines, next).is_empty());
    if balance::begins(trimmed(lines, body), next_filled(lines, body)) {
        return json(lines, body);
    }
    next
}

fn is_any_header(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(name, _)| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

fn is_markup(line: &str) -> bool {
    line.starts_with("<?xml")
        || line.starts_with('<')
            && line.ends_with('>')
            && line
                .get(1..)
                .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_alphabetic()))
            && (line.contains("</") || line.contains("xmlns"))
}

fn markup(lines: &[&str], at: usize) -> usize {
    (at + 1..lines.len())
        .find(|next| !trimmed(lines, *next).starts_with('<'))
        .unwrap_or(lines.len())
}
