//! What a piece of code is: JSON, a request, a response, a sample, or something else.

use serde_json::Value;

use super::{
    request_line,
    route::{METHODS, Target},
    samples, words,
};
use crate::model::{ExampleBody, Sample};

/// A part of a block of code.
pub(super) struct Piece {
    pub(super) line: usize,
    /// The comment before it.
    pub(super) label: Option<String>,
    pub(super) kind: PieceKind,
}

pub(super) enum PieceKind {
    /// A request line alone.
    Line(Target),
    Sample(Sample),
    /// A body, with the status of the response that it stands in.
    Body(ExampleBody, Option<u16>),
    /// Something else: an example if a label says so.
    Other {
        text: String,
        language: Option<String>,
    },
}

/// The parts of a block of code.
pub(super) fn pieces(language: Option<&str>, text: &str, line: usize) -> Vec<Piece> {
    let language = language.map(samples::canonical);
    if language.is_none_or(|language| language == "shell")
        && let Some(at) = text.find("\n<?php")
    {
        let (first, second) = text.split_at(at + 1);
        let lines = first.matches('\n').count();
        let mut all = pieces(language, first.trim_end(), line);
        all.extend(pieces(Some("php"), second, line + lines));
        return all;
    }
    let kind = if text.trim().is_empty() {
        return Vec::new();
    } else if let Some(status) = response_head(text) {
        return response(text, status, line);
    } else if let Some(kind) = request(language, text, line) {
        Some(kind)
    } else if let Some(values) = json(language, text, line) {
        return values;
    } else {
        program(language, text, line)
    };
    vec![Piece {
        line,
        label: None,
        kind: kind.unwrap_or_else(|| PieceKind::Other {
            text: text.trim().to_owned(),
            language: language.map(str::to_owned),
        }),
    }]
}

/// The status of a text that begins with `HTTP/1.1 200 OK`.
fn response_head(text: &str) -> Option<u16> {
    let first = text.trim_start().lines().next()?;
    let rest = first.strip_prefix("HTTP/")?;
    words::status(rest.split_once(' ')?.1)
}

fn response(text: &str, status: u16, line: usize) -> Vec<Piece> {
    let mut offset = 0;
    for (count, content) in text.split_inclusive('\n').enumerate() {
        let begins_body = content.trim().is_empty()
            && count > 0
            && text
                .get(..offset)
                .is_some_and(|head| !head.trim().is_empty())
            || content.trim_start().starts_with(['{', '[']);
        if begins_body {
            let body = text.get(offset..).unwrap_or("");
            let line = line + count;
            let mut all = json(None, body, line).unwrap_or_default();
            for piece in &mut all {
                if let PieceKind::Body(_, found) = &mut piece.kind {
                    *found = Some(status);
                }
            }
            if all.is_empty() && !body.trim().is_empty() {
                all.push(Piece {
                    line,
                    label: None,
                    kind: PieceKind::Body(ExampleBody::Text(body.trim().to_owned()), Some(status)),
                });
            }
            return all;
        }
        offset += content.len();
    }
    Vec::new()
}

/// A request line alone, or a request as it goes over the wire.
fn request(language: Option<&str>, text: &str, line: usize) -> Option<PieceKind> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next()?;
    if !METHODS.iter().any(|method| first.starts_with(method)) && !first.contains(' ') {
        return None;
    }
    let target = request_line::parse(first)?;
    let Some(second) = lines.next() else {
        return Some(PieceKind::Line(target));
    };
    let header = second
        .split_once(':')
        .is_some_and(|(name, _)| samples::is_header_name(name));
    if first.contains(" HTTP/")
        || header
        || second.starts_with(['{', '['])
        || language == Some("http") && request_line::parse(second).is_none()
    {
        return Some(PieceKind::Sample(samples::sample("http", text, line)));
    }
    None
}

fn program(language: Option<&str>, text: &str, line: usize) -> Option<PieceKind> {
    let language = match language {
        Some(language) if samples::is_program(language) => language,
        Some("text" | "plaintext" | "txt" | "plain") | None => samples::sniff(text)?,
        Some(_) => return None,
    };
    Some(PieceKind::Sample(samples::sample(language, text, line)))
}

/// The JSON values in a text; comments before them are labels. What looks like JSON and cannot be read is one piece.
fn json(language: Option<&str>, text: &str, line: usize) -> Option<Vec<Piece>> {
    let (plain, comments) = without_comments(text);
    if !plain.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let named = language.is_some_and(|language| language.starts_with("json"));
    let mut all = Vec::new();
    let mut values = serde_json::Deserializer::from_str(&plain).into_iter::<Value>();
    let mut end = 0;
    loop {
        let rest = plain.get(end..).unwrap_or("");
        let start = end + rest.len() - rest.trim_start().len();
        if start >= plain.len() {
            break;
        }
        let structured = rest.trim_start().starts_with(['{', '[']);
        match values.next() {
            Some(Ok(_)) if structured => {
                let value_end = values.byte_offset();
                let label = comments
                    .iter()
                    .rev()
                    .find(|(at, _)| *at >= end.saturating_sub(1) && *at < start)
                    .map(|(_, comment)| comment.clone());
                all.push(Piece {
                    line: line + plain.get(..start).unwrap_or("").matches('\n').count(),
                    label,
                    kind: PieceKind::Body(
                        ExampleBody::Json(plain.get(start..value_end).unwrap_or("").to_owned()),
                        None,
                    ),
                });
                end = value_end;
            }
            None => break,
            Some(problem) => {
                if !named && !looks_like_json(&plain) {
                    return None;
                }
                let why = problem.map_or_else(
                    |error| error.to_string(),
                    |_| "text behind the value".to_owned(),
                );
                return Some(vec![Piece {
                    line,
                    label: comments
                        .first()
                        .filter(|(at, _)| *at < start)
                        .map(|(_, comment)| comment.clone()),
                    kind: PieceKind::Body(
                        ExampleBody::Broken {
                            text: text.trim().to_owned(),
                            why,
                        },
                        None,
                    ),
                }]);
            }
        }
        if all.len() > 1000 {
            break;
        }
    }
    (!all.is_empty()).then_some(all)
}

/// Whether a text that no parser of JSON takes is meant to be JSON: `{` or `[`, and a member or an item in quotes.
pub(super) fn looks_like_json(text: &str) -> bool {
    let Some(inner) = text.trim_start().strip_prefix(['{', '[']) else {
        return false;
    };
    let inner = inner.trim_start();
    inner.starts_with(['"', '{', '[', '}', ']', '.', '…'])
}

/// A text with spaces in the place of comments, and the comments, with their offsets.
fn without_comments(text: &str) -> (String, Vec<(usize, String)>) {
    let bytes = text.as_bytes();
    let mut plain = String::with_capacity(text.len());
    let mut comments = Vec::new();
    let mut within = false;
    let mut at = 0;
    let mut line_is_empty = true;
    while let Some(byte) = bytes.get(at) {
        let comment = match (byte, bytes.get(at + 1)) {
            _ if within => None,
            (b'/', Some(b'/')) => Some(2),
            (b'#', _) if line_is_empty => Some(1),
            (b'/', Some(b'*')) => {
                let rest = text.get(at + 2..).unwrap_or("");
                let length = rest.find("*/").map_or(rest.len(), |length| length + 2);
                comments.push((
                    at,
                    rest.get(..length)
                        .unwrap_or("")
                        .trim_end_matches("*/")
                        .trim()
                        .to_owned(),
                ));
                blank(&mut plain, text.get(at..at + 2 + length).unwrap_or(""));
                at += 2 + length;
                continue;
            }
            _ => None,
        };
        if let Some(mark) = comment {
            let rest = text.get(at..).unwrap_or("");
            let length = rest.find('\n').unwrap_or(rest.len());
            comments.push((
                at,
                rest.get(mark..length)
                    .unwrap_or("")
                    .trim_matches(['#', '/', ' ', '\t'])
                    .to_owned(),
            ));
            blank(&mut plain, rest.get(..length).unwrap_or(""));
            at += length;
            continue;
        }
        match byte {
            b'"' => within = !within,
            b'\\' if within => {
                plain.push('\\');
                at += 1;
            }
            b'\n' => {
                // No string of JSON has a line end in it.
                within = false;
                line_is_empty = true;
            }
            _ => {}
        }
        let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else {
            break;
        };
        line_is_empty = character == '\n' || line_is_empty && character.is_whitespace();
        plain.push(character);
        at += character.len_utf8();
    }
    (plain, comments)
}

fn blank(plain: &mut String, text: &str) {
    plain.extend(
        text.bytes()
            .map(|byte| if byte == b'\n' { '\n' } else { ' ' }),
    );
}

/// A body that is sent or answered, told apart by what it looks like.
pub(super) fn body(text: &str) -> ExampleBody {
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(_) | Value::Array(_)) => ExampleBody::Json(text.trim().to_owned()),
        Err(error) if looks_like_json(text) => ExampleBody::Broken {
            text: text.trim().to_owned(),
            why: error.to_string(),
        },
        _ => ExampleBody::Text(text.trim().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(language: Option<&str>, text: &str) -> Vec<(Option<String>, ExampleBody)> {
        pieces(language, text, 1)
            .into_iter()
            .map(|piece| match piece.kind {
                PieceKind::Body(body, _) => (piece.label, body),
                _ => panic!("no body"),
            })
            .collect()
    }

    #[test]
    fn comments_are_labels_and_part_values() {
        let found = bodies(
            Some("json"),
            "// Request\n{ \"a\": 1 } // one\n// Response 200\n[\n  2\n]\n",
        );
        assert_eq!(
            found,
            [
                (
                    Some("Request".to_owned()),
                    ExampleBody::Json("{ \"a\": 1 }".to_owned())
                ),
                (
                    Some("Response 200".to_owned()),
                    ExampleBody::Json("[\n  2\n]".to_owned())
                ),
            ]
        );
    }

    #[test]
    fn a_trailing_comma_breaks_the_whole_example_once() {
        let found = bodies(Some("json"), "{\n  \"a\": 1,\n}");
        assert!(
            matches!(&found[..], [(None, ExampleBody::Broken { why, .. })] if why.contains("line 3")),
            "{found:?}"
        );
    }

    #[test]
    fn what_is_not_json_is_other() {
        assert!(matches!(
            pieces(Some("json"), "Return value of check", 1)[0].kind,
            PieceKind::Other { .. }
        ));
        assert!(matches!(
            pieces(None, "{userId}", 1)[0].kind,
            PieceKind::Other { .. }
        ));
    }

    #[test]
    fn a_response_over_the_wire_has_a_status() {
        let found = pieces(
            None,
            "HTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n{\"a\": 1}",
            1,
        );
        assert!(matches!(
            &found[0].kind,
            PieceKind::Body(ExampleBody::Json(_), Some(403))
        ));
    }

    #[test]
    fn two_languages_in_one_block_are_two_samples() {
        let found = pieces(
            None,
            "curl \"http://x.example/a\" \\\n<?php\n$curl = curl_init('http://x.example/a');",
            7,
        );
        let languages: Vec<_> = found
            .iter()
            .map(|piece| match &piece.kind {
                PieceKind::Sample(sample) => (sample.language.as_str(), piece.line),
                _ => panic!("no sample"),
            })
            .collect();
        assert_eq!(languages, [("shell", 7), ("php", 8)]);
    }
}
