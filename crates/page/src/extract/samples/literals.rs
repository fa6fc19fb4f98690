//! The string literals of a program, in whatever language: enough to find what it calls.

/// A literal, without its quotes, and where it stands with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Literal {
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The literals of a text, comments left out.
pub(super) fn literals(text: &str) -> Vec<Literal> {
    let bytes = text.as_bytes();
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'/' if bytes.get(at + 1) == Some(&b'/')
                && bytes.get(at.wrapping_sub(1)) != Some(&b':') =>
            {
                at = line_end(bytes, at);
            }
            b'#' if at == 0 || bytes.get(at - 1).is_some_and(u8::is_ascii_whitespace) => {
                at = line_end(bytes, at);
            }
            b'"' | b'\'' | b'`' => match literal(text, at, *byte) {
                Some(literal) => {
                    at = literal.end;
                    all.push(literal);
                }
                None => at += 1,
            },
            _ => at += 1,
        }
    }
    all
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes
        .get(at..)
        .and_then(|rest| rest.iter().position(|byte| *byte == b'\n'))
        .map_or(bytes.len(), |length| at + length)
}

/// The literal that begins here. One with line ends in it is a body, or no literal at all.
fn literal(text: &str, start: usize, quote: u8) -> Option<Literal> {
    let rest = text.get(start..)?;
    let triple = (quote as char).to_string().repeat(3);
    if quote != b'`' && rest.starts_with(&triple) {
        let inner = rest.get(3..)?;
        let length = inner.find(&triple)?;
        return Some(Literal {
            text: inner.get(..length)?.to_owned(),
            start,
            end: start + length + 6,
        });
    }
    let inner = rest.get(1..)?;
    let multi_line = quote == b'`' || inner.trim_start().starts_with(['{', '[']);
    let mut content = String::new();
    let mut characters = inner.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => match characters.next()?.1 {
                'n' => content.push('\n'),
                't' => content.push('\t'),
                '\n' => {}
                other => content.push(other),
            },
            '\n' if !multi_line => return None,
            other if other as u32 == u32::from(quote) => {
                return Some(Literal {
                    text: content,
                    start,
                    end: start + 1 + at + 1,
                });
            }
            other => content.push(other),
        }
        if at > 100_000 {
            return None;
        }
    }
    None
}
