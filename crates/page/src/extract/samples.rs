//! Samples of requests: what they call, with which headers and body.

mod curl;
mod httpie;
mod literals;
mod program;
mod shell;

use super::route;
use crate::model::Sample;

/// What a sample does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Call {
    pub(super) method: Option<String>,
    pub(super) url: Option<String>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Option<String>,
}

/// A sample in a language; what it does as far as it can be read.
pub(super) fn sample(language: &str, text: &str, line: usize) -> Sample {
    let call = match language {
        "shell" | "powershell" => shell_call(text),
        "http" => http(text),
        _ => program::call(text),
    }
    .unwrap_or_default();
    Sample {
        language: language.to_owned(),
        method: call.method,
        url: call.url,
        headers: call.headers,
        body: call.body,
        text: text.to_owned(),
        line,
    }
}

fn shell_call(text: &str) -> Option<Call> {
    curl::call(text).or_else(|| httpie::call(text))
}

/// Whether a text has a command that sends a request.
pub(super) fn is_command(text: &str) -> bool {
    shell_call(text).is_some()
}

/// The language of a text that does not name one.
pub(super) fn sniff(text: &str) -> Option<&'static str> {
    let start = text.trim_start();
    let first = start.lines().next().unwrap_or("");
    if start.starts_with("<?php") || text.contains("curl_init(") || text.contains("CURLOPT_") {
        return Some("php");
    }
    if first.trim_start_matches(['$', ' ']).starts_with("curl ") || is_command(text) {
        return Some("shell");
    }
    let has = |any: &[&str]| any.iter().any(|mark| text.contains(mark));
    if has(&[
        "import requests",
        "requests.get(",
        "requests.post(",
        "requests.put(",
        "requests.request(",
        "http.client",
    ]) {
        return Some("python");
    }
    if has(&["RestClient", "HTTParty", "Net::HTTP", "require '"]) {
        return Some("ruby");
    }
    if has(&[
        "fetch(",
        "axios",
        "XMLHttpRequest",
        "$.ajax",
        "require(\"",
        "require('",
        "JSON.stringify(",
    ]) {
        return Some("javascript");
    }
    if has(&["http.NewRequest(", "func main()"]) {
        return Some("go");
    }
    if has(&["OkHttpClient", "HttpClient ", "HttpURLConnection"]) {
        return Some("java");
    }
    if start.starts_with("$ ") {
        return Some("shell");
    }
    None
}

/// One name for each language.
pub(super) fn canonical(language: &str) -> &str {
    match language {
        "bash" | "sh" | "zsh" | "console" | "curl" | "cli" | "shell-session" | "terminal"
        | "cmd" => "shell",
        "js" | "javascript_" => "javascript",
        "py" | "python3" => "python",
        "rb" => "ruby",
        "c#" | "cs" => "csharp",
        "golang" => "go",
        "ts" => "typescript",
        other => other,
    }
}

/// Whether a language is one that programs are written in.
pub(super) fn is_program(language: &str) -> bool {
    crate::one_of(
        language,
        "shell powershell php javascript typescript node nodejs python ruby java kotlin swift scala groovy go \
         rust c cpp csharp objc objective_c perl elixir clojure dart r vb http",
    )
}

/// A request as it goes over the wire; pages also put an empty line before the headers.
fn http(text: &str) -> Option<Call> {
    let mut lines = text.trim_start().lines();
    let target = super::request_line::parse(lines.next()?.trim())?;
    let mut headers = Vec::new();
    let mut body = Vec::new();
    for line in lines {
        match line.split_once(':') {
            _ if !body.is_empty() => body.push(line),
            Some((name, value)) if is_header_name(name.trim()) => {
                headers.push((name.trim().to_owned(), value.trim().to_owned()));
            }
            _ if line.trim().is_empty() => {}
            _ => body.push(line),
        }
    }
    let body = body.join("\n");
    Some(Call {
        method: Some(target.method),
        url: Some(target.address),
        headers,
        body: (!body.trim().is_empty()).then(|| body.trim().to_owned()),
    })
}

pub(super) fn is_header_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() < 80
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// Whether a text can be the address of a request.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && !text.contains(['\n', '"'])
        && (text.contains("://")
            || text.starts_with('/')
            || text.starts_with(['{', '<', '$']) && text.contains('/')
            || text
                .split_once('/')
                .is_some_and(|(host, _)| route::is_host(host)))
}

#[cfg(test)]
mod tests;
