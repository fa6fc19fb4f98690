//! Plain text that was extracted from a page to blocks.
//!
//! Such a text has lost the marks of its blocks; what a line is, is told from what stands in it and around it. Some texts part blocks by empty lines, others
//! put each block on lines of its own and lose indentation too.

use crate::{
    block::{Block, BlockKind, Inline, Span, SpanKind},
    model::Warning,
};

mod balance;
mod code;
mod columns;
mod list;
mod pipes;
mod program;
mod shape;
mod table;

/// The blocks of a text.
pub(super) fn blocks(text: &str) -> (Vec<Block>, Vec<Warning>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines: Vec<&str> = text
        .split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
        .collect();
    let mut reader = Reader::new(&lines);
    reader.run();
    reader.finish()
}

/// A block that was read, and the line behind it.
struct Taken {
    kind: BlockKind,
    next: usize,
}

struct Reader<'a> {
    lines: &'a [&'a str],
    /// Whether empty lines part the blocks.
    spaced: bool,
    blocks: Vec<Block>,
    warnings: Vec<Warning>,
    /// Lines that were examples, to be known when they come again.
    examples: std::collections::HashSet<&'a str>,
    /// Lines that end in a colon, with nothing behind them that they could speak of.
    dangling: Vec<usize>,
    has_list: bool,
}

impl<'a> Reader<'a> {
    fn new(lines: &'a [&'a str]) -> Self {
        let empty = lines.iter().filter(|line| line.trim().is_empty()).count();
        Self {
            lines,
            spaced: empty * 10 > lines.len() && empty > 1,
            blocks: Vec::new(),
            warnings: Vec::new(),
            examples: std::collections::HashSet::new(),
            dangling: Vec::new(),
            has_list: false,
        }
    }

    fn run(&mut self) {
        let mut at = self.navigation();
        while at < self.lines.len() {
            at = if self.line(at).is_empty() {
                at + 1
            } else {
                self.step(at)
            };
        }
    }

    fn line(&self, at: usize) -> &'a str {
        self.lines.get(at).map_or("", |line| line.trim())
    }

    /// The next line that is not empty.
    fn beyond(&self, at: usize) -> usize {
        (at + 1..self.lines.len())
            .find(|next| !self.line(*next).is_empty())
            .unwrap_or(self.lines.len())
    }

    /// A line, or the next one that is not empty.
    fn filled(&self, at: usize) -> usize {
        if self.line(at).is_empty() {
            self.beyond(at)
        } else {
            at
        }
    }

    fn push(&mut self, at: usize, kind: BlockKind) {
        self.blocks.push(Block { line: at + 1, kind });
    }

    fn warn(&mut self, at: usize, kind: &'static str, message: &str) {
        self.warnings.push(Warning {
            kind,
            message: message.to_owned(),
            line: at + 1,
        });
    }

    /// Skips what a page's navigation leaves at the top: `NAV`, and the names of the samples' languages.
    fn navigation(&mut self) -> usize {
        let mut at = 0;
        for _ in 0..3 {
            while at < self.lines.len() && self.line(at).is_empty() {
                at += 1;
            }
            let line = self.line(at);
            if line == "NAV" {
                at += 1;
            } else if let Some(languages) = shape::languages(line) {
                self.push(
                    at,
                    BlockKind::Front {
                        title: None,
                        languages,
                    },
                );
                return at + 1;
            } else {
                break;
            }
        }
        at
    }

    /// Takes the block that begins on a line, and gives the line to go on with.
    fn step(&mut self, at: usize) -> usize {
        let taken = code::read(self.lines, at)
            .or_else(|| pipes::read(self.lines, at))
            .or_else(|| table::read(self.lines, at, &mut self.warnings));
        if let Some(taken) = taken {
            self.push(at, taken.kind);
            return taken.next.max(at + 1);
        }
        if let Some(taken) = list::read(self.lines, at) {
            self.has_list = true;
            self.push(at, taken.kind);
            return taken.next.max(at + 1);
        }
        let line = self.line(at);
        if self.is_example(at) {
            self.examples.insert(line);
            self.push(
                at,
                BlockKind::Code {
                    language: None,
                    text: line.to_owned(),
                },
            );
            return at + 1;
        }
        if self.is_heading(at) {
            self.push(
                at,
                BlockKind::Heading {
                    level: None,
                    text: Inline::plain(shape::folded(line)),
                },
            );
            return at + 1;
        }
        self.paragraph(at)
    }

    /// Whether a line right behind a label of an example is that example, although it is neither JSON nor a program.
    fn is_example(&self, at: usize) -> bool {
        let line = self.line(at);
        if self.examples.contains(line) {
            return self.follows_label(at);
        }
        self.follows_label(at)
            && !line.ends_with(['.', ':', '!', '?'])
            && !shape::is_request_line(line)
            && !shape::is_header_line(line)
            && !shape::is_part(line)
    }

    fn follows_label(&self, at: usize) -> bool {
        self.blocks.last().is_some_and(|block| {
            matches!(&block.kind, BlockKind::Paragraph(text) if shape::is_example_label(&text.text))
                && self.beyond(block.line - 1) == at
        })
    }

    fn is_heading(&self, at: usize) -> bool {
        let line = self.line(at);
        if !shape::can_be_heading(line) || self.examples.contains(line) {
            return false;
        }
        if self.is_summary(line) {
            return false;
        }
        let next = self.line(at + 1);
        let goes_on = shape::goes_on(next) && !code::begins(self.lines, at + 1);
        if self.spaced {
            let alone = (at == 0 || self.line(at - 1).is_empty()) && next.is_empty();
            let titled = line.starts_with(|first: char| !first.is_lowercase());
            return alone && (titled || line.split_whitespace().count() <= 4)
                || titled && shape::is_part(line) && !goes_on;
        }
        line.starts_with(|first: char| !first.is_lowercase()) && !goes_on
    }

    /// Whether a line right behind a heading is the sentence that explains it, and has but lost its full stop: `Get Ship by ID`, `Get one ship of your fleet`.
    fn is_summary(&self, line: &str) -> bool {
        let lower = |text: &str| {
            text.split_whitespace()
                .filter(|word| word.starts_with(|first: char| first.is_lowercase()))
                .count()
        };
        let count = line.split_whitespace().count();
        matches!(self.blocks.last().map(|block| &block.kind), Some(BlockKind::Heading { text, .. }) if {
            let title = text.text.split_whitespace().count();
            title >= 2 && lower(&text.text) * 2 <= title
        }) && count >= 5
            && lower(line) * 3 >= count * 2
    }

    /// A paragraph: lines up to an empty one, or up to one that begins something else.
    fn paragraph(&mut self, at: usize) -> usize {
        let mut text = shape::folded(self.line(at));
        let mut next = at + 1;
        let alone = shape::stands_alone(&text);
        while !alone && next < self.lines.len() {
            let line = self.line(next);
            let joins = if self.spaced {
                !line.is_empty() && !self.begins_block(next)
            } else {
                shape::goes_on(line)
                    && !text.ends_with(['.', '!', '?', ':'])
                    && !self.begins_block(next)
            };
            if !joins {
                break;
            }
            if !line.starts_with([',', '.', ';', ')']) {
                text.push(' ');
            }
            text.push_str(&shape::folded(line));
            next += 1;
        }
        if text.ends_with(':') && !self.is_followed(next) {
            self.dangling.push(at);
        }
        let spans = if shape::is_header_line(&text) {
            vec![Span {
                start: 0,
                end: text.len(),
                kind: SpanKind::Code,
            }]
        } else {
            Vec::new()
        };
        // What announces the code right below it stands beside the text, not in it.
        let announces = text.ends_with(':') && code::begins(self.lines, self.filled(next));
        let paragraph = BlockKind::Paragraph(Inline { text, spans });
        let kind = if announces {
            BlockKind::Quote(vec![Block {
                line: at + 1,
                kind: paragraph,
            }])
        } else {
            paragraph
        };
        self.push(at, kind);
        next
    }

    fn begins_block(&self, at: usize) -> bool {
        let line = self.line(at);
        shape::stands_alone(line)
            || code::begins(self.lines, at)
            || list::marker(line).is_some()
            || pipes::begins(self.lines, at)
            || columns::header(line).is_some()
    }

    /// Whether something stands behind a line with a colon that the line could announce.
    fn is_followed(&self, next: usize) -> bool {
        let next = self.filled(next);
        let line = self.line(next);
        code::begins(self.lines, next)
            || list::marker(line).is_some()
            || pipes::begins(self.lines, next)
            || columns::header(line).is_some()
            || shape::stands_alone(line)
            || line.contains("://")
            || self.is_short(line)
    }

    /// A short line behind a label may be the example that it announces.
    fn is_short(&self, line: &str) -> bool {
        line.split_whitespace().count() <= 3 && !shape::is_part(line)
    }

    fn finish(mut self) -> (Vec<Block>, Vec<Warning>) {
        if !self.has_list {
            for at in std::mem::take(&mut self.dangling) {
                if !shape::is_example_label(self.line(at)) {
                    self.warn(
                        at,
                        "list-lost",
                        "the text announces something that does not follow: the form has lost a list",
                    );
                }
            }
        }
        let flat = self.blocks.iter().find(|block| {
            matches!(&block.kind, BlockKind::Code { text, .. } if balance::is_json(text) && balance::is_flat(text))
        });
        let indented = self.blocks.iter().any(|block| {
            matches!(&block.kind, BlockKind::Code { text, .. } if balance::is_json(text) && text.contains("\n "))
        });
        if let Some(flat) = flat
            && !indented
        {
            let at = flat.line - 1;
            self.warn(
                at,
                "indentation-lost",
                "the form has lost the indentation of its code",
            );
        }
        self.warnings.sort_by_key(|warning| warning.line);
        (self.blocks, self.warnings)
    }
}

#[cfg(test)]
mod tests;
