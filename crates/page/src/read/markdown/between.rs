//! What stands between fences and tables: headings, text, lists, quotes and small pieces of HTML.

use std::{cell::Cell, collections::HashMap};

use pulldown_cmark::{
    BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd,
};

use super::{
    inline::{self, Builder},
    lines::Lines,
};
use crate::{
    block::{Block, BlockKind, Inline},
    model::Warning,
};

/// Where `[text][name]` leads. They stand anywhere in a page, so that they are gathered before it is cut into parts.
pub(super) struct Definitions(HashMap<String, String>);

impl Definitions {
    pub(super) fn of(lines: &Lines<'_>) -> Self {
        let mut all = HashMap::new();
        for at in 0..lines.len() {
            let Some(rest) = lines.get(at).trim_start().strip_prefix('[') else {
                continue;
            };
            if let Some((name, target)) = rest.split_once("]:")
                && !name.is_empty()
                && let Some(target) = target.split_whitespace().next()
            {
                all.entry(name.to_lowercase())
                    .or_insert_with(|| target.to_owned());
            }
        }
        Self(all)
    }

    fn target(&self, name: &str) -> Option<String> {
        self.0.get(&name.to_lowercase()).cloned()
    }
}

/// Deeper quotes and lists are read as if they were not as deep.
const MOST_DEPTH: usize = 16;

/// A longer heading is text above a rule.
const LONGEST_HEADING: usize = 200;

/// Reads some lines.
pub(super) fn read(
    lines: &Lines<'_>,
    from: usize,
    to: usize,
    definitions: &Definitions,
    blocks: &mut Vec<Block>,
    warnings: &mut Vec<Warning>,
) {
    let text = lines.slice(from, to);
    if text.trim().is_empty() {
        return;
    }
    let text = spaced_headings(text);
    let resolve = |link: BrokenLink<'_>| {
        definitions
            .target(&link.reference)
            .map(|target| (CowStr::from(target), CowStr::from("")))
    };
    let parser = Parser::new_with_broken_link_callback(
        &text.0,
        Options::ENABLE_STRIKETHROUGH,
        Some(resolve),
    );
    let mut tree = Tree::new(|offset| lines.number(lines.line_of(from, text.before(offset))));
    for (event, range) in parser.into_offset_iter() {
        tree.event(&event, range.start);
    }
    let (found, html_warnings) = tree.finish();
    blocks.extend(found);
    warnings.extend(html_warnings);
}

/// The blocks of a piece of HTML that begins on a line.
pub(super) fn html(text: &str, line: usize, warnings: &mut Vec<Warning>) -> Vec<Block> {
    let (mut blocks, found) = fragment(text);
    for block in &mut blocks {
        shift(block, line.saturating_sub(1), 0);
    }
    warnings.extend(found.into_iter().map(|mut warning| {
        warning.line += line.saturating_sub(1);
        warning
    }));
    blocks.retain(|block| !matches!(block.kind, BlockKind::Front { .. }));
    blocks
}

/// Markdown in HTML in Markdown, and so on, is read to this depth.
const MOST_FORMS: usize = 8;

thread_local! {
    static FORMS: Cell<usize> = const { Cell::new(0) };
}

/// A piece of HTML, which may hold Markdown that was served as text, which may hold HTML.
pub(super) fn fragment(text: &str) -> (Vec<Block>, Vec<Warning>) {
    FORMS.with(|forms| {
        if forms.get() >= MOST_FORMS {
            return (Vec::new(), Vec::new());
        }
        forms.set(forms.get() + 1);
        let read = crate::read::html::blocks(text);
        forms.set(forms.get() - 1);
        read
    })
}

fn shift(block: &mut Block, by: usize, depth: usize) {
    block.line += by;
    if depth > 64 {
        return;
    }
    match &mut block.kind {
        BlockKind::Quote(inner) => inner
            .iter_mut()
            .for_each(|block| shift(block, by, depth + 1)),
        BlockKind::List(items) => items
            .iter_mut()
            .flatten()
            .for_each(|block| shift(block, by, depth + 1)),
        BlockKind::Table(table) => table.rows.iter_mut().for_each(|row| row.line += by),
        _ => {}
    }
}

/// Text in which `##Title` has got its space, and where spaces were put.
struct Spaced(String, Vec<usize>);

impl Spaced {
    /// The offset before spaces were put in.
    fn before(&self, offset: usize) -> usize {
        offset - self.1.partition_point(|added| *added < offset)
    }
}

/// Slate's renderer takes `##Title` for a heading; CommonMark does not.
fn spaced_headings(text: &str) -> Spaced {
    let mut spaced = String::with_capacity(text.len());
    let mut added = Vec::new();
    let mut empty_before = true;
    for line in text.split_inclusive('\n') {
        let title = line.trim_start_matches('#');
        let level = line.len() - title.len();
        let is_heading = (2..=6).contains(&level) || level == 1 && empty_before;
        if is_heading && title.starts_with(char::is_alphabetic) {
            spaced.push_str(&line[..level]);
            added.push(spaced.len());
            spaced.push(' ');
            spaced.push_str(title);
        } else {
            spaced.push_str(line);
        }
        empty_before = line.trim().is_empty();
    }
    Spaced(spaced, added)
}

/// What is open.
enum Open {
    Quote(usize, Vec<Block>),
    List(usize, Vec<Vec<Block>>),
    Item(Vec<Block>),
}

struct Tree<F> {
    line_of: F,
    done: Vec<Block>,
    open: Vec<Open>,
    /// How many quotes and lists are open beyond those that are kept.
    beyond: usize,
    /// The lines of a paragraph that are complete.
    lines: Vec<(usize, Inline)>,
    text: Option<(usize, Builder)>,
    heading: Option<u8>,
    code: Option<(usize, Option<String>, String)>,
    html: Option<(usize, String)>,
    warnings: Vec<Warning>,
}

impl<F: Fn(usize) -> usize> Tree<F> {
    fn new(line_of: F) -> Self {
        Self {
            line_of,
            done: Vec::new(),
            open: Vec::new(),
            beyond: 0,
            lines: Vec::new(),
            text: None,
            heading: None,
            code: None,
            html: None,
            warnings: Vec::new(),
        }
    }

    fn finish(mut self) -> (Vec<Block>, Vec<Warning>) {
        self.end_text();
        while !self.open.is_empty() {
            self.close();
        }
        (self.done, self.warnings)
    }

    fn push(&mut self, block: Block) {
        match self.open.last_mut() {
            None => self.done.push(block),
            Some(Open::Quote(_, blocks) | Open::Item(blocks)) => blocks.push(block),
            Some(Open::List(_, items)) => items.push(vec![block]),
        }
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Quote(line, blocks)) => self.push(Block {
                line,
                kind: BlockKind::Quote(blocks),
            }),
            Some(Open::List(line, items)) => self.push(Block {
                line,
                kind: BlockKind::List(items),
            }),
            Some(Open::Item(blocks)) => match self.open.last_mut() {
                Some(Open::List(_, items)) => items.push(blocks),
                _ => blocks.into_iter().for_each(|block| self.push(block)),
            },
            None => {}
        }
    }

    /// Ends the text that is open.
    fn end_text(&mut self) {
        let level = self.heading.take();
        if let Some((line, builder)) = self.text.take() {
            self.lines.push((line, builder.finish()));
        }
        let lines = std::mem::take(&mut self.lines);
        if let Some(level) = level {
            let line = lines.first().map_or(0, |(line, _)| *line);
            let text = inline::joined(lines.into_iter().map(|(_, text)| text));
            if !text.text.is_empty() {
                let kind = if text.text.len() <= LONGEST_HEADING {
                    BlockKind::Heading {
                        level: Some(level),
                        text,
                    }
                } else {
                    BlockKind::Paragraph(text)
                };
                self.push(Block { line, kind });
            }
            return;
        }
        let mut together: Vec<(usize, Inline)> = Vec::new();
        for (line, text) in lines {
            if inline::stands_apart(&text) {
                self.paragraph(&mut together);
                self.push(Block {
                    line,
                    kind: BlockKind::Paragraph(text),
                });
            } else if !text.text.is_empty() {
                together.push((line, text));
            }
        }
        self.paragraph(&mut together);
    }

    fn paragraph(&mut self, lines: &mut Vec<(usize, Inline)>) {
        let Some((line, _)) = lines.first() else {
            return;
        };
        let line = *line;
        let text = inline::joined(lines.drain(..).map(|(_, text)| text));
        self.push(Block {
            line,
            kind: BlockKind::Paragraph(text),
        });
    }

    /// A line that is all code, all bold or a request line stands apart from its neighbours; so does what a hard break parts.
    fn line_break(&mut self, hard: bool, offset: usize) {
        let Some((line, mut builder)) = self.text.take() else {
            return;
        };
        if builder.has_open() {
            builder.text(" ");
            self.text = Some((line, builder));
            return;
        }
        self.lines.push((line, builder.finish()));
        let next = (self.line_of)(offset) + 1;
        if hard && self.heading.is_none() {
            self.end_text();
        }
        self.text = Some((next, Builder::default()));
    }

    fn begin_text(&mut self, offset: usize) -> &mut Builder {
        let line = (self.line_of)(offset);
        &mut self
            .text
            .get_or_insert_with(|| (line, Builder::default()))
            .1
    }

    fn event(&mut self, event: &Event<'_>, offset: usize) {
        if let Some((_, _, text)) = &mut self.code
            && let Event::Text(more) = event
        {
            text.push_str(more);
            return;
        }
        if let Some((_, text)) = &mut self.html
            && let Event::Html(more) | Event::Text(more) = event
        {
            text.push_str(more);
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, offset, event),
            Event::End(tag) => self.end(*tag, event),
            Event::HardBreak => self.line_break(true, offset),
            Event::SoftBreak => self.line_break(false, offset),
            Event::InlineHtml(html) if is_break(html) => self.line_break(true, offset),
            Event::Rule => self.end_text(),
            other => self.begin_text(offset).event(other),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, offset: usize, event: &Event<'_>) {
        let line = (self.line_of)(offset);
        match tag {
            Tag::Paragraph => {
                self.end_text();
                self.begin_text(offset);
            }
            Tag::Heading { level, .. } => {
                self.end_text();
                self.begin_text(offset);
                self.heading = Some(number(*level));
            }
            Tag::BlockQuote(_) | Tag::List(_) | Tag::Item => {
                self.end_text();
                if self.open.len() >= MOST_DEPTH {
                    self.beyond += 1;
                    return;
                }
                self.open.push(match tag {
                    Tag::BlockQuote(_) => Open::Quote(line, Vec::new()),
                    Tag::List(_) => Open::List(line, Vec::new()),
                    _ => Open::Item(Vec::new()),
                });
            }
            Tag::CodeBlock(kind) => {
                self.end_text();
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info
                        .split([' ', ','])
                        .next()
                        .filter(|word| !word.is_empty())
                        .map(str::to_lowercase),
                    CodeBlockKind::Indented => None,
                };
                self.code = Some((line, language, String::new()));
            }
            Tag::HtmlBlock => {
                self.end_text();
                self.html = Some((line, String::new()));
            }
            _ => self.begin_text(offset).event(event),
        }
    }

    fn end(&mut self, tag: TagEnd, event: &Event<'_>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.end_text(),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                self.end_text();
                if self.beyond > 0 {
                    self.beyond -= 1;
                } else {
                    self.close();
                }
            }
            TagEnd::CodeBlock => {
                if let Some((line, language, text)) = self.code.take() {
                    self.push(Block {
                        line,
                        kind: BlockKind::Code {
                            language,
                            text: text.trim_end().to_owned(),
                        },
                    });
                }
            }
            TagEnd::HtmlBlock => {
                if let Some((line, text)) = self.html.take() {
                    let blocks = html(&text, line, &mut self.warnings);
                    blocks.into_iter().for_each(|block| self.push(block));
                }
            }
            _ => {
                if let Some((_, builder)) = &mut self.text {
                    builder.event(event);
                }
            }
        }
    }
}

fn is_break(html: &str) -> bool {
    let tag = html.trim().to_ascii_lowercase();
    tag.starts_with("<br")
        && tag[3..]
            .chars()
            .all(|character| matches!(character, ' ' | '/' | '>'))
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
