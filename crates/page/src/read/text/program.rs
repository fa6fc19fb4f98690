//! Programs: where one begins, in which language, and where it ends.

/// The language of the program that begins on a line.
pub(super) fn language(line: &str) -> Option<&'static str> {
    let starts = |any: &[&str]| any.iter().any(|start| line.starts_with(start));
    if starts(&["<?php"])
        || line.starts_with('$') && line.contains(" = ") && line.ends_with([';', '(', '[', '{'])
    {
        return Some("php");
    }
    if starts(&[
        "import requests",
        "import json",
        "import http.client",
        "import urllib",
        "from requests import",
        "requests.",
    ]) || line.contains(" = requests.")
    {
        return Some("python");
    }
    if starts(&[
        "require 'net",
        "require \"net",
        "require 'rest",
        "require 'uri",
        "require 'json",
        "require \"json",
        "require \"uri",
        "require 'http",
    ]) {
        return Some("ruby");
    }
    let assigned = starts(&["const ", "let ", "var "]) && line.contains('=');
    if assigned
        || starts(&[
            "fetch(",
            "axios",
            "await ",
            "$.ajax(",
            "async function",
            "function ",
            "import axios",
            "request(",
            "xhr.",
        ]) && line.ends_with(['(', '{', ';', ',', ')', '\'', '"'])
    {
        return Some("javascript");
    }
    if starts(&[
        "OkHttpClient ",
        "HttpClient ",
        "HttpRequest ",
        "import java.",
        "Unirest.",
    ]) && line.ends_with([';', '(', ')'])
    {
        return Some("java");
    }
    if starts(&["package main", "import \"net/http\""]) {
        return Some("go");
    }
    None
}

/// Whether a program begins on a line.
pub(super) fn begins(line: &str) -> bool {
    language(line).is_some()
}

/// The line behind a program. Empty lines stand in it if code follows them.
pub(super) fn end(lines: &[&str], at: usize) -> usize {
    let mut last = at;
    let mut empty = 0_usize;
    for (next, line) in lines.iter().enumerate().skip(at + 1) {
        let line = line.trim();
        if line.is_empty() {
            empty += 1;
            if empty > 3 {
                break;
            }
            continue;
        }
        let is_code = if empty == 0 {
            is_code(line)
        } else {
            is_surely_code(line)
        };
        if !is_code || line.starts_with("<?php") {
            break;
        }
        empty = 0;
        last = next;
        if line == "?>" {
            break;
        }
    }
    last + 1
}

/// Whether a line right behind code is code.
fn is_code(line: &str) -> bool {
    is_surely_code(line)
        || line.ends_with([',', '(', '{', '[', ')'])
            && !line.contains(". ")
            && (line.split_whitespace().count() <= 8 || line.contains(['=', '"', '\'', '(']))
            && !line.ends_with("etc.)")
        || line.starts_with(['\'', '"', '.', '-', '&', '|', '?'])
        || line.starts_with(|first: char| first.is_ascii_lowercase())
            && line.contains(['=', '(', ':', '{'])
            && !line.contains(". ")
        || line.ends_with(':')
            && [
                "def ", "for ", "if ", "with ", "try:", "except", "else:", "while ", "class ",
            ]
            .iter()
            .any(|start| line.starts_with(start))
}

fn is_surely_code(line: &str) -> bool {
    line.ends_with([';', '{'])
        || line.starts_with(['$', ')', '}', ']', '\'', '"', '(', '#'])
        || [
            "//", "/*", "*/", "* ", "?>", "->", "=>", "CURLOPT_", "curl_", "echo ", "print(",
            "print ", "puts ", "return ", "console.", "import ", "from ", "const ", "let ", "var ",
            "await ", "});", "end",
        ]
        .iter()
        .any(|start| {
            line.starts_with(start)
                && (*start != "end" || line == "end")
                && (!matches!(
                    *start,
                    "from " | "return " | "print " | "puts " | "import " | "let "
                ) || !line.ends_with('.'))
        })
        || super::program::language(line).is_some()
        || line.split_once(" = ").is_some_and(|(name, _)| {
            !name.contains(' ') && name.starts_with(|first: char| first.is_ascii_lowercase())
        })
}
