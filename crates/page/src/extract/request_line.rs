//! Lines that name an operation: `GET /ships/{id}`, with or without host, in code, bold or plain.

use super::route::{METHODS, Target};

/// A request found in a text, and what stands before and behind it.
pub(super) struct Found<'a> {
    pub(super) target: Target,
    pub(super) before: &'a str,
    pub(super) after: &'a str,
}

/// The request line that a text is, if it is one: nothing else but a label before it and a protocol behind it.
pub(super) fn parse(text: &str) -> Option<Target> {
    let found = find(text)?;
    let before = found
        .before
        .trim_end_matches([':', '-', '–', '—', ' ', '*']);
    let after = found.after.trim();
    let plain_before = before.is_empty()
        || before.split_whitespace().count() <= 3 && before.split_whitespace().all(is_label_word);
    let plain_after = after.is_empty()
        || after.starts_with("HTTP/") && !after.contains(' ')
        || after.starts_with('(') && after.ends_with(')') && after.len() < 60
        || matches!(after, "." | ":" | ";" | ",");
    (plain_before && plain_after).then_some(found.target)
}

/// The first request in a text.
pub(super) fn find(text: &str) -> Option<Found<'_>> {
    let mut from = 0;
    for word in text.split(' ') {
        let start = from;
        from += word.len() + 1;
        let bare = word.trim_matches(['*', '`', '[', ']', '(', ':', '"', '\'', '|']);
        let Some(method) = method(bare) else {
            continue;
        };
        if bare != method && !(start == 0 && bare.len() == method.len()) {
            continue;
        }
        let rest = text.get(from.min(text.len())..).unwrap_or("");
        let skipped = rest.trim_start_matches([' ', '-', ':', '|', '`', '*', '"', '–', '→']);
        let lead = rest.get(..rest.len() - skipped.len()).unwrap_or("");
        let Some(length) = address(skipped) else {
            continue;
        };
        // `:id` begins with a mark that was skipped.
        if lead.ends_with(':') && !lead.contains(' ') && bare != method {
            continue;
        }
        let address = skipped.get(..length).unwrap_or("");
        return Some(Found {
            target: Target {
                method: method.to_owned(),
                address: address
                    .trim_end_matches(['`', '*', '"', '\'', ',', ';', '.'])
                    .to_owned(),
            },
            before: text.get(..start).unwrap_or(""),
            after: skipped.get(length..).unwrap_or(""),
        });
    }
    None
}

/// The method that a text is.
pub(super) fn method(text: &str) -> Option<&'static str> {
    METHODS
        .into_iter()
        .find(|method| method.eq_ignore_ascii_case(text))
}

/// How long the address is that a text begins with. White space within a placeholder belongs to it.
fn address(text: &str) -> Option<usize> {
    let first = text.split(' ').next().unwrap_or("");
    let begins = text.starts_with('/')
        || text.starts_with("http://")
        || text.starts_with("https://")
        || first.starts_with(['{', '<', '$']) && first.contains('/')
        || first
            .split_once('/')
            .is_some_and(|(host, _)| super::route::is_host(host));
    if !begins || text.starts_with("//") {
        return None;
    }
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '{' | '<' => depth += 1,
            '}' | '>' => depth = depth.saturating_sub(1),
            ' ' | '\t' if depth == 0 => return Some(at),
            '\n' => return Some(at),
            '`' => return Some(at),
            _ => {}
        }
    }
    if depth > 0 {
        return Some(first.len());
    }
    Some(text.len())
}

/// The method that a text gives: `GET`, or `Method: GET`.
pub(super) fn method_only(text: &str) -> Option<&'static str> {
    let value = match text.split_once(':') {
        Some((label, value)) if label.split_whitespace().count() <= 3 => {
            let label = label.to_lowercase();
            (label.contains("method") || label.contains("verb")).then_some(value)?
        }
        _ => text,
    };
    let value = value.trim_matches([' ', '`', '*', '"', '.']);
    method(value).filter(|method| *method == value || text.contains(':'))
}

/// The address that a text gives: `/ships`, or `URL: /ships`.
pub(super) fn address_only(text: &str) -> Option<String> {
    let value = match text.split_once(": ") {
        Some((label, value)) if label.split_whitespace().count() <= 3 => {
            let known = label
                .split_whitespace()
                .all(|word| is_label_word(word.trim_matches('*')));
            known.then_some(value)?
        }
        _ => text,
    };
    let value = value.trim_matches([' ', '`', '*', '"']);
    let length = address(value)?;
    (length == value.len()).then(|| value.to_owned())
}

fn is_label_word(word: &str) -> bool {
    matches!(
        word.trim_matches([':', '*', '(', ')'])
            .to_lowercase()
            .as_str(),
        "endpoint"
            | "url"
            | "uri"
            | "request"
            | "http"
            | "https"
            | "method"
            | "path"
            | "route"
            | "resource"
            | "definition"
            | "api"
            | "call"
            | "rest"
            | "line"
            | "end"
            | "point"
            | "address"
            | "the"
            | "make"
            | "send"
            | "a"
            | ""
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Option<(String, String)> {
        parse(text).map(|target| (target.method, target.address))
    }

    #[test]
    fn lines_of_every_kind_are_read() {
        for (text, address) in [
            ("GET /ships/{id}", "/ships/{id}"),
            (
                "GET http://api.harbour.example/ships/<ship id> HTTP/1.1",
                "http://api.harbour.example/ships/<ship id>",
            ),
            ("Endpoint: GET /ships/:id", "/ships/:id"),
            ("HTTP Request GET /ships", "/ships"),
            ("GET {base}/ships", "{base}/ships"),
            ("GET api.harbour.example/ships", "api.harbour.example/ships"),
            ("get /ships", "/ships"),
            ("[GET] /ships", "/ships"),
        ] {
            assert_eq!(
                line(text),
                Some(("GET".to_owned(), address.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn sentences_are_no_lines() {
        for text in [
            "Call GET /ships to see all ships.",
            "GET requests are cached",
            "Get / set the tide",
            "POST is used here",
            "",
            "GET",
        ] {
            assert_eq!(line(text), None, "{text}");
        }
    }

    #[test]
    fn method_and_address_may_stand_apart() {
        assert_eq!(method_only("Method: POST"), Some("POST"));
        assert_eq!(method_only("DELETE"), Some("DELETE"));
        assert_eq!(method_only("Delete"), None);
        assert_eq!(
            address_only("URL: /ships/{id}").as_deref(),
            Some("/ships/{id}")
        );
        assert_eq!(address_only("see /ships"), None);
    }
}
