//! The words of a command, as a shell would cut them, but forgiving what pages get wrong.

/// A word of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    /// Whether it stands on a new line that nothing continues.
    pub(super) after_break: bool,
    /// Whether it begins with a quote.
    pub(super) quoted: bool,
    /// Where it begins.
    pub(super) start: usize,
}

/// The words of a text from an offset on.
pub(super) fn words(text: &str, from: usize) -> Words<'_> {
    Words {
        text,
        at: from,
        after_break: false,
    }
}

pub(super) struct Words<'a> {
    text: &'a str,
    at: usize,
    after_break: bool,
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at)? {
                b'\n' => self.after_break = true,
                b' ' | b'\t' | b'\r' => {}
                b'\\' if self.continues_line() => {
                    let rest = self.text.get(self.at..)?;
                    self.at += rest.find('\n').unwrap_or(rest.len());
                }
                _ => break,
            }
            self.at += 1;
        }
        let start = self.at;
        let mut word = String::new();
        let quoted = matches!(bytes.get(start), Some(b'"' | b'\''));
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' => break,
                b'\\' if self.continues_line() => break,
                b'\\' => {
                    self.at += 1;
                    self.take(&mut word);
                }
                b'"' | b'\'' => self.quoted(*byte, &mut word),
                b'<' => self.placeholder(&mut word),
                _ => self.take(&mut word),
            }
        }
        Some(Word {
            text: word,
            after_break: std::mem::take(&mut self.after_break),
            quoted,
            start,
        })
    }
}

impl Words<'_> {
    /// Whether the backslash here is the last of its line.
    fn continues_line(&self) -> bool {
        self.text.get(self.at + 1..).is_some_and(|rest| {
            rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n') || rest.trim().is_empty()
        })
    }

    fn take(&mut self, word: &mut String) {
        if let Some(character) = self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
        {
            word.push(character);
            self.at += character.len_utf8();
        } else {
            self.at += 1;
        }
    }

    /// `<your token>` is one word although no shell takes it for one.
    fn placeholder(&mut self, word: &mut String) {
        let rest = self.text.get(self.at..).unwrap_or("");
        let line = rest.split('\n').next().unwrap_or("");
        match line.find('>') {
            Some(end) if end < 60 => {
                word.push_str(line.get(..=end).unwrap_or(""));
                self.at += end + 1;
            }
            _ => self.take(word),
        }
    }

    fn quoted(&mut self, quote: u8, word: &mut String) {
        let inner = self.text.get(self.at + 1..).unwrap_or("");
        if let Some(length) = json_before(inner, quote) {
            word.push_str(inner.get(..length).unwrap_or("").trim());
            let close = inner.get(length..).unwrap_or("");
            self.at += 1 + length + close.find(quote as char).map_or(0, |at| at + 1);
            return;
        }
        self.at += 1;
        while let Some(byte) = self.text.as_bytes().get(self.at) {
            if *byte == quote {
                self.at += 1;
                return;
            }
            if *byte == b'\\' && quote == b'"' {
                self.at += 1;
                match self.text.as_bytes().get(self.at) {
                    Some(b'"' | b'\\' | b'$' | b'`') => {}
                    Some(b'\n') => {
                        self.at += 1;
                        continue;
                    }
                    _ => word.push('\\'),
                }
                if self.at >= self.text.len() {
                    return;
                }
            }
            self.take(word);
        }
    }
}

/// How long the JSON text is that stands before a quote. Pages write `-d "{"a": 1}"`, in which a shell sees something else.
fn json_before(text: &str, quote: u8) -> Option<usize> {
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
    values.next()?.ok()?;
    let length = values.byte_offset();
    text.get(length..)?
        .trim_start()
        .as_bytes()
        .first()
        .is_some_and(|byte| *byte == quote)
        .then_some(length)
}
