//! Programs: PHP, JavaScript, Python, Ruby and others. What they call is told from their literals and what stands before those.

use super::{
    Call, is_address, is_header_name,
    literals::{Literal, literals},
};
use crate::extract::request_line;

/// Longer samples are read up to here.
const LONGEST: usize = 200_000;

/// What a program calls; nothing if it calls nothing.
pub(super) fn call(text: &str) -> Option<Call> {
    let text = text.get(..LONGEST).unwrap_or(text);
    let literals = literals(text);
    let before = |literal: &Literal| {
        let mut from = literal.start.saturating_sub(48);
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        text.get(from..literal.start).unwrap_or("").trim_end()
    };
    let url = literals
        .iter()
        .find(|literal| literal.text.contains("://") && is_address(&literal.text))
        .or_else(|| {
            literals
                .iter()
                .find(|literal| is_address(&literal.text) && names_address(before(literal)))
        });
    let headers = headers(text, &literals);
    let body = body(text, &literals, &before);
    let method = literals
        .iter()
        .find_map(|literal| named_method(literal, before(literal)))
        .or_else(|| called_method(text))
        .or_else(|| posts(text).then_some("POST"))
        .or_else(|| {
            let asks = [
                "fetch(",
                "curl_init(",
                "urlopen(",
                "open-uri",
                "file_get_contents(",
            ]
            .iter()
            .any(|call| text.contains(call));
            (asks && url.is_some()).then_some("GET")
        });
    if url.is_none() && method.is_none() && headers.is_empty() {
        return None;
    }
    Some(Call {
        method: method.map(str::to_owned),
        url: url.map(|literal| literal.text.trim().to_owned()),
        headers,
        body,
    })
}

/// Whether what stands before a literal says that it is an address.
fn names_address(before: &str) -> bool {
    let before = before
        .trim_end_matches([' ', ':', '=', '>', '"', '\'', '(', ',', '+', '.'])
        .to_lowercase();
    before.ends_with("url")
        || before.ends_with("uri")
        || before.ends_with("path")
        || before.ends_with("endpoint")
        || before.ends_with("fetch")
        || ["get", "post", "put", "patch", "delete", "head", "request"]
            .iter()
            .any(|call| before.ends_with(call))
}

/// The method that a literal names: alone in capitals, or in any case behind `method:`.
fn named_method(literal: &Literal, before: &str) -> Option<&'static str> {
    let method = request_line::method(&literal.text)?;
    let before = before
        .trim_end_matches([' ', ':', '=', '>', '"', '\'', '(', ','])
        .to_lowercase();
    (method == literal.text
        || ["method", "type", "verb", "request", "customrequest", "open"]
            .iter()
            .any(|name| before.ends_with(name)))
    .then_some(method)
}

/// The method of the first `.get(`, `Net::HTTP::Get`, `HttpPost(` and their like.
fn called_method(text: &str) -> Option<&'static str> {
    const CALLERS: [&str; 17] = [
        "requests.",
        "axios.",
        "RestClient.",
        "HTTParty.",
        "Faraday.",
        "Net::HTTP::",
        "Http.",
        "http.",
        "client.",
        "Client.",
        "$client->",
        "->",
        "$.",
        "Unirest.",
        "session.",
        "request.",
        "new Http",
    ];
    let mut found: Option<(usize, &'static str)> = None;
    for caller in CALLERS {
        for (at, _) in text.match_indices(caller) {
            if found.is_some_and(|(first, _)| first <= at) {
                break;
            }
            let word: String = text
                .get(at + caller.len()..)
                .unwrap_or("")
                .chars()
                .take(8)
                .take_while(char::is_ascii_alphabetic)
                .collect();
            if let Some(method) = request_line::method(&word) {
                found = Some((at, method));
                break;
            }
        }
    }
    found.map(|(_, method)| method)
}

fn posts(text: &str) -> bool {
    text.match_indices("CURLOPT_POST").any(|(at, name)| {
        let rest = text.get(at + name.len()..).unwrap_or("");
        let rest = rest.trim_start_matches([' ', '=', '>', ',']).to_lowercase();
        rest.starts_with("true") || rest.starts_with('1') || rest.starts_with("fields")
    })
}

/// `'Name: value'`, and `'Name': 'value'`, `'Name' => 'value'`, `("Name", "value")`.
fn headers(text: &str, literals: &[Literal]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut taken = 0;
    for (place, literal) in literals.iter().enumerate() {
        if literal.start < taken {
            continue;
        }
        if let Some((name, value)) = literal.text.split_once(':')
            && is_header_name(name)
            && is_known_header(name)
        {
            let (more, end) = concatenated(text, literal.end);
            taken = end;
            all.push((
                name.to_owned(),
                format!("{}{more}", value.trim_start()).trim().to_owned(),
            ));
            continue;
        }
        let name = literal.text.as_str();
        if !is_header_name(name) || !is_known_header(name) {
            continue;
        }
        let rest = text.get(literal.end..).unwrap_or("");
        let gap = rest.trim_start_matches([' ', ':', '=', '>', ',', ']', '\t']);
        let begin = literal.end + rest.len() - gap.len();
        if begin == literal.end || gap.starts_with('\n') {
            continue;
        }
        let value = match literals.get(place + 1) {
            Some(value) if value.start == begin => {
                let (more, end) = concatenated(text, value.end);
                taken = end;
                format!("{}{more}", value.text)
            }
            _ => gap
                .split([',', '\n', '}', ')', ';'])
                .next()
                .unwrap_or("")
                .trim()
                .to_owned(),
        };
        all.push((name.to_owned(), value.trim().to_owned()));
    }
    all
}

fn is_known_header(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.starts_with("x-")
        || matches!(
            lower.as_str(),
            "authorization"
                | "accept"
                | "content-type"
                | "user-agent"
                | "host"
                | "cookie"
                | "date"
                | "signature"
        )
        || name.contains('-')
            && name
                .split('-')
                .all(|part| part.starts_with(|first: char| first.is_ascii_uppercase()))
}

/// What a program appends to a literal on its line: `'Bearer'.' '.$token`.
fn concatenated(text: &str, end: usize) -> (String, usize) {
    let line = text
        .get(end..)
        .unwrap_or("")
        .split('\n')
        .next()
        .unwrap_or("");
    let mut rest = line;
    let mut all = String::new();
    loop {
        let trimmed = rest.trim_start();
        let Some(next) = trimmed.strip_prefix(['.', '+']) else {
            break;
        };
        let next = next.trim_start();
        if let Some(quote) = next
            .chars()
            .next()
            .filter(|quote| matches!(quote, '"' | '\''))
            && let Some((literal, behind)) = next.get(1..).and_then(|inner| inner.split_once(quote))
        {
            all.push_str(literal);
            rest = behind;
            continue;
        }
        let depth_end = expression_end(next);
        all.push_str(next.get(..depth_end).unwrap_or("").trim());
        rest = next.get(depth_end..).unwrap_or("");
    }
    (all, end + line.len() - rest.len())
}

fn expression_end(text: &str) -> usize {
    let mut depth = 0_i32;
    for (at, character) in text.char_indices() {
        match character {
            '(' | '[' | '<' => depth += 1,
            ')' | ']' if depth == 0 => return at,
            ')' | ']' | '>' => depth -= 1,
            ',' | ';' | '}' | '.' | '+' if depth <= 0 => return at,
            _ => {}
        }
    }
    text.len()
}

/// What is sent, if it is JSON in a literal, or an object that is made JSON on the spot.
fn body<'a>(
    text: &str,
    literals: &[Literal],
    before: &dyn Fn(&Literal) -> &'a str,
) -> Option<String> {
    let literal = literals.iter().find(|literal| {
        literal.text.trim_start().starts_with(['{', '['])
            && literal.text.trim_end().ends_with(['}', ']'])
            && !before(literal).ends_with(['.', '+'])
    });
    if let Some(literal) = literal {
        return Some(literal.text.trim().to_owned());
    }
    let at = text.find("JSON.stringify(")? + "JSON.stringify(".len();
    let argument = text.get(at..)?;
    let mut depth = 0_i32;
    for (end, character) in argument.char_indices() {
        match character {
            '(' | '{' | '[' => depth += 1,
            ')' if depth == 0 => {
                let object = argument.get(..end)?.trim();
                return object.starts_with(['{', '[']).then(|| object.to_owned());
            }
            ')' | '}' | ']' => depth -= 1,
            _ => {}
        }
    }
    None
}
