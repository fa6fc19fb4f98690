//! How requests are authenticated, as far as header lines say so.

use super::{
    samples::is_header_name,
    segments::{EventKind, Segment},
    words::words,
};
use crate::{block::SpanKind, model::Claim};

/// The claims of segments that belong to no operation, each once.
pub(super) fn claims<'a>(segments: impl Iterator<Item = &'a Segment<'a>>) -> Vec<Claim> {
    let mut all: Vec<Claim> = Vec::new();
    let mut schemes: Vec<Claim> = Vec::new();
    let mut add = |text: String, line: usize| {
        if all.len() < 64 && !all.iter().any(|known| known.text == text) {
            all.push(Claim { text, line });
        }
    };
    for segment in segments {
        let about = words(segment.title).iter().any(|word| {
            word.starts_with("authenticat")
                || word.starts_with("authoriz")
                || word == "auth"
                || word == "access"
        });
        for event in &segment.events {
            match &event.kind {
                EventKind::Sample(sample) => {
                    for (name, value) in sample
                        .headers
                        .iter()
                        .filter(|(name, _)| is_credential(name))
                    {
                        add(format!("{name}: {value}"), event.line);
                    }
                }
                EventKind::Other { text, .. } => {
                    for line in text.lines() {
                        if let Some(claim) = header(line) {
                            add(claim, event.line);
                        }
                    }
                }
                EventKind::Text { text, .. } => {
                    if let Some(claim) = header(&text.text) {
                        add(claim, event.line);
                        continue;
                    }
                    for span in text
                        .spans
                        .iter()
                        .filter(|span| matches!(span.kind, SpanKind::Code | SpanKind::Strong))
                    {
                        let part = text.text.get(span.start..span.end).unwrap_or("");
                        if let Some(claim) = header(part) {
                            add(claim, event.line);
                        } else if about && part.contains('-') && is_credential(part) {
                            add(part.to_owned(), event.line);
                        }
                    }
                    if about {
                        schemes.extend(scheme(&text.text).map(|text| Claim {
                            text: text.to_owned(),
                            line: event.line,
                        }));
                    }
                }
                EventKind::Label(label) => {
                    if let Some(claim) = header(&label.text) {
                        add(claim, event.line);
                    }
                }
                _ => {}
            }
        }
    }
    if all.is_empty() {
        schemes.dedup_by(|one, other| one.text == other.text);
        schemes.truncate(1);
        return schemes;
    }
    all
}

/// The header line that a text is.
fn header(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(['`', '"', '\'']);
    let text = text
        .strip_prefix("-H ")
        .unwrap_or(text)
        .trim_matches(['"', '\'', '\\', ' ']);
    let (name, value) = text.split_once(':')?;
    let value = value.trim();
    (text.len() <= 300 && !value.is_empty() && is_header_name(name) && is_credential(name))
        .then(|| format!("{name}: {value}"))
}

/// Whether a header carries what proves who asks.
fn is_credential(name: &str) -> bool {
    let name = name.to_lowercase();
    is_header_name(&name)
        && (matches!(
            name.as_str(),
            "authorization" | "api-key" | "apikey" | "api_key" | "token"
        ) || name.contains('-')
            && [
                "key",
                "token",
                "auth",
                "signature",
                "secret",
                "client-id",
                "nonce",
            ]
            .iter()
            .any(|word| name.contains(word))
            && !name.contains("idempot"))
}

/// The scheme that a text names, where no header line does.
fn scheme(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    [
        ("mac access authentication", "MAC"),
        ("bearer", "Bearer"),
        ("basic auth", "Basic"),
        ("http basic", "Basic"),
        ("oauth", "OAuth"),
        ("hmac", "HMAC"),
        ("api key", "API key"),
    ]
    .into_iter()
    .find(|(words, _)| lower.contains(words))
    .map(|(_, scheme)| scheme)
}
