//! Where JSON ends that may be broken, and that may have lost its indentation.

/// Counts brackets outside of strings, line by line: no string of JSON goes over a line's end.
#[derive(Default)]
pub(super) struct Balance {
    depth: usize,
    begun: bool,
}

impl Balance {
    /// Takes a line; gives the offset behind the bracket that closes the first one, if it stands there.
    pub(super) fn line(&mut self, line: &str) -> Option<usize> {
        let mut within = false;
        let mut escaped = false;
        for (at, byte) in line.bytes().enumerate() {
            if within {
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' => escaped = true,
                    b'"' => within = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => within = true,
                b'{' | b'[' => {
                    self.depth += 1;
                    self.begun = true;
                }
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 && self.begun {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

/// Whether a line can begin JSON: a bracket, and behind it nothing or what JSON has there.
pub(super) fn begins(line: &str, next: &str) -> bool {
    let Some(inner) = line.strip_prefix(['{', '[']) else {
        return false;
    };
    let inner = inner.trim_start();
    if inner.is_empty() {
        return next.starts_with(['"', '{', '[', '}', ']', '\'', '.', '/', '…', '-'])
            || next.starts_with(|first: char| first.is_ascii_digit())
            || is_literal(next)
            || next
                .split_once(':')
                .is_some_and(|(key, _)| !key.contains(' '));
    }
    let quoted = inner.starts_with('"')
        && (inner.contains(':') || line.starts_with('[') || inner.ends_with(','));
    quoted
        || inner.starts_with(['{', '['])
        || matches!(inner, "}" | "]")
        || line.starts_with('[')
            && inner.starts_with(|first: char| first.is_ascii_digit())
            && inner.ends_with([']', ','])
}

fn is_literal(line: &str) -> bool {
    ["true", "false", "null"]
        .iter()
        .any(|literal| line.starts_with(literal))
}

/// Whether a line can stand within JSON. Broken JSON ends before the first that cannot.
pub(super) fn is_within(line: &str) -> bool {
    let line = line.trim();
    line.is_empty()
        || line.starts_with(['"', '{', '}', '[', ']', ',', '…'])
        || line.starts_with("//")
        || line.starts_with("/*")
        || line.starts_with("...")
        || line.starts_with(|first: char| first.is_ascii_digit() || first == '-')
            && line.ends_with([
                ',', ']', '}', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
            ])
            && !line.contains(' ')
        || is_literal(line) && !line.contains(' ')
        || line.split_once(':').is_some_and(|(key, value)| {
            !key.trim().contains(' ')
                && !value.is_empty()
                && line.ends_with([',', '{', '[', '"', '}', ']'])
        })
}

/// Whether a text begins as JSON does.
pub(super) fn is_json(text: &str) -> bool {
    text.starts_with(['{', '['])
}

/// Whether JSON over several lines has no indentation.
pub(super) fn is_flat(text: &str) -> bool {
    let mut lines = text.lines();
    lines.next();
    let mut inner = lines
        .filter(|line| !line.starts_with(['}', ']']))
        .peekable();
    inner.peek().is_some() && inner.all(|line| !line.starts_with([' ', '\t']))
}
