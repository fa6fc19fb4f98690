//! `curl`.

use super::{Call, is_address, is_header_name, shell};
use crate::extract::route;

/// Options with a value that says nothing of the request.
const WITH_VALUE: [&str; 24] = [
    "-o",
    "--output",
    "-A",
    "--user-agent",
    "-e",
    "--referer",
    "-b",
    "--cookie",
    "-c",
    "--cookie-jar",
    "--cacert",
    "--cert",
    "--key",
    "-E",
    "-w",
    "--write-out",
    "-m",
    "--max-time",
    "--connect-timeout",
    "-x",
    "--proxy",
    "--resolve",
    "--retry",
    "--pass",
];

/// The call that the first `curl` of a text makes.
pub(super) fn call(text: &str) -> Option<Call> {
    let from = command(text, "curl")?;
    let mut call = Call::default();
    let mut data: Vec<String> = Vec::new();
    let mut get = false;
    let mut head = false;
    let mut words = shell::words(text, from);
    let mut next = words.next();
    while let Some(word) = next.take() {
        if ends(&word, call.url.is_some()) {
            break;
        }
        let (option, value) = split(&word);
        let mut value = value;
        let mut argument = || {
            value
                .take()
                .or_else(|| words.next().map(|word| word.text))
                .unwrap_or_default()
        };
        match option.as_str() {
            "-X" | "--request" => {
                let method = argument().to_uppercase();
                if route::METHODS.contains(&method.as_str()) {
                    call.method = Some(method);
                }
            }
            "-H" | "--header" => {
                let header = argument();
                if let Some((name, value)) = header.split_once(':')
                    && is_header_name(name.trim())
                {
                    call.headers
                        .push((name.trim().to_owned(), value.trim().to_owned()));
                }
            }
            "-d" | "--data" | "--data-raw" | "--data-binary" | "--data-urlencode"
            | "--data-ascii" | "--json" | "-F" | "--form" | "--form-string" => {
                data.push(argument())
            }
            "-u" | "--user" => call
                .headers
                .push(("Authorization".to_owned(), format!("Basic {}", argument()))),
            "-G" | "--get" => get = true,
            "-I" | "--head" => head = true,
            "--url" => call.url = Some(argument()),
            _ if (word.quoted || !word.text.starts_with('-'))
                && call.url.is_none()
                && is_address(&word.text) =>
            {
                call.url = Some(word.text.trim().to_owned());
            }
            option if WITH_VALUE.contains(&option) => {
                argument();
            }
            _ => {}
        }
        next = words.next();
    }
    if !data.is_empty() && !get {
        call.body = Some(data.join("&"));
    }
    if call.method.is_none() {
        call.method = Some(
            match (head, call.body.is_some()) {
                (true, _) => "HEAD",
                (false, true) => "POST",
                (false, false) => "GET",
            }
            .to_owned(),
        );
    }
    Some(call)
}

/// Where the words behind a command begin. The command begins a line, but for a prompt.
pub(super) fn command(text: &str, name: &str) -> Option<usize> {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '\t', '$', '>', '%']);
        if let Some(rest) = content.strip_prefix(name)
            && rest.starts_with([' ', '\t', '\\', '\n'])
        {
            return Some(offset + line.len() - rest.len());
        }
        offset += line.len();
    }
    None
}

/// Whether a word is no longer of the command: a new line that begins no option, or what separates commands.
pub(super) fn ends(word: &shell::Word, has_address: bool) -> bool {
    if word.quoted {
        return false;
    }
    matches!(
        word.text.as_str(),
        "|" | ";" | "&&" | "||" | ">" | "<?php" | "#" | "//"
    ) || word.after_break
        && has_address
        && !word.text.starts_with('-')
        && !word.text.starts_with("http")
}

/// An option, and the value that stands in one word with it.
fn split(word: &shell::Word) -> (String, Option<String>) {
    let text = word.text.as_str();
    if word.quoted || !text.starts_with('-') {
        return (String::new(), None);
    }
    if text.starts_with("--") {
        return match text.split_once('=') {
            Some((option, value)) => (option.to_owned(), Some(value.to_owned())),
            None => (text.to_owned(), None),
        };
    }
    // `-XPOST`, `-sX`, `-sXPOST`
    let mut flags = text.char_indices().skip(1).peekable();
    while let Some((at, flag)) = flags.next() {
        if "XHduF".contains(flag) {
            let value = text.get(at + 1..).filter(|value| !value.is_empty());
            return (format!("-{flag}"), value.map(str::to_owned));
        }
        if flags.peek().is_none() && "GI".contains(flag) {
            return (format!("-{flag}"), None);
        }
        if !"sSikLvfgG".contains(flag) {
            break;
        }
    }
    (text.to_owned(), None)
}
