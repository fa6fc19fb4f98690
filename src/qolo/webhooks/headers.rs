//! Which headers of a notice are stored, and their form in the file.

use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::InboxError;

/// What is stored of the headers of one notice at most, names and values together.
const LARGEST: usize = 16 << 10;

/// Headers that carry credentials: they are not stored, whatever the settings say.
const NEVER: [HeaderName; 4] = [
    header::AUTHORIZATION,
    header::COOKIE,
    header::PROXY_AUTHORIZATION,
    header::SET_COOKIE,
];

/// The names of the headers that are stored.
#[derive(Debug, Clone)]
pub(super) struct Selection(Vec<HeaderName>);

impl Selection {
    /// Without these two a body cannot be read later.
    pub(super) fn least() -> Self {
        Self(vec![header::CONTENT_TYPE, header::CONTENT_ENCODING])
    }

    pub(super) fn usual() -> Self {
        let mut selection = Self::least();
        selection.0.extend([header::DATE, header::USER_AGENT]);
        selection
    }

    pub(super) fn add(&mut self, name: &str) -> Result<(), InboxError> {
        let Ok(name) = HeaderName::try_from(name) else {
            return Err(InboxError::setting(
                "a header to be stored has no valid name",
            ));
        };
        if NEVER.contains(&name) {
            let reason = format!("the header `{name}` carries credentials and is never stored");
            return Err(InboxError::setting(reason));
        }
        if !self.0.contains(&name) {
            self.0.push(name);
        }
        Ok(())
    }

    /// The selected headers, and whether all of them had room.
    pub(super) fn of(&self, headers: &HeaderMap) -> (HeaderMap, bool) {
        let mut selected = HeaderMap::new();
        let mut room = LARGEST;
        for name in &self.0 {
            for value in headers.get_all(name) {
                let length = name.as_str().len() + value.len();
                let Some(rest) = room.checked_sub(length) else {
                    return (selected, false);
                };
                room = rest;
                selected.append(name.clone(), value.clone());
            }
        }
        (selected, true)
    }
}

/// A line each, `name:value`. A value has no line break: `HeaderValue` sees to it.
pub(super) fn to_bytes(headers: &HeaderMap) -> Vec<u8> {
    let mut lines = Vec::new();
    for (name, value) in headers {
        lines.extend_from_slice(name.as_str().as_bytes());
        lines.push(b':');
        lines.extend_from_slice(value.as_bytes());
        lines.push(b'\n');
    }
    lines
}

pub(super) fn from_bytes(lines: &[u8]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for line in lines.split(|byte| *byte == b'\n') {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            continue;
        };
        let name = HeaderName::from_bytes(&line[..colon]);
        let value = HeaderValue::from_bytes(&line[colon + 1..]);
        if let (Ok(name), Ok(value)) = (name, value) {
            headers.append(name, value);
        }
    }
    headers
}
