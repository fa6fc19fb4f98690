//! Markdown to blocks.
//!
//! Fences, pipe tables and HTML that spans empty lines are taken out line by line, because pages have them in forms that no
//! parser of Markdown forgives; what stands between them is left to pulldown-cmark.

use crate::{
    block::{Block, BlockKind},
    model::Warning,
};

mod between;
mod fence;
pub(super) mod front;
pub(super) mod inline;
mod lines;
mod table;

use between::Definitions;
use lines::Lines;

/// The blocks of a page, with its front matter.
pub(super) fn blocks(text: &str) -> (Vec<Block>, Vec<Warning>) {
    let text = unix(text);
    let (front, rest, line) = front::split(&text);
    let (mut blocks, warnings) = blocks_at(rest, line);
    if let Some(front) = front {
        blocks.insert(
            0,
            Block {
                line: 1,
                kind: BlockKind::Front {
                    title: front.title,
                    languages: front.languages,
                },
            },
        );
    }
    (blocks, warnings)
}

/// The blocks of a part of a page that is Markdown, and begins on a line of the page.
pub(super) fn blocks_at(text: &str, first: usize) -> (Vec<Block>, Vec<Warning>) {
    let text = unix(text);
    let lines = Lines::new(&text, first);
    let definitions = Definitions::of(&lines);
    let mut page = Scan {
        lines: &lines,
        definitions: &definitions,
        blocks: Vec::new(),
        warnings: Vec::new(),
        begun: 0,
        unclosed: Vec::new(),
    };
    page.run();
    (page.blocks, page.warnings)
}

/// Line ends as everything here expects them, and no byte order mark.
fn unix(text: &str) -> std::borrow::Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n").into()
    } else {
        text.into()
    }
}

/// Elements that are one thing although empty lines may stand in them.
const ELEMENTS: [&str; 5] = ["table", "pre", "script", "style", "svg"];

struct Scan<'a> {
    lines: &'a Lines<'a>,
    definitions: &'a Definitions,
    blocks: Vec<Block>,
    warnings: Vec<Warning>,
    /// The first line that is in no block yet.
    begun: usize,
    /// Elements that are opened and never closed: looked for once, not again from every line.
    unclosed: Vec<&'static str>,
}

impl Scan<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.lines.len() {
            at = self.step(at);
        }
        self.flush(at);
    }

    /// Takes the block that begins on a line, if one does, and gives the line to go on with.
    fn step(&mut self, at: usize) -> usize {
        let line = self.lines.get(at);
        if let Some(opening) = fence::opening(line) {
            self.flush(at);
            let fence = fence::read(self.lines, at, &opening);
            self.warnings.extend(fence.warning);
            self.blocks.push(fence.block);
            self.begun = fence.next;
            return fence.next;
        }
        if line.trim_start().starts_with('<')
            && let Some(next) = self.element(at)
        {
            return next;
        }
        if let Some(table) = table::read(self.lines, at) {
            let glued = at > self.begun && table::can_be_glued_to(self.lines.get(at - 1));
            self.flush(at);
            if glued {
                self.warnings.push(Warning {
                    kind: "table-glued",
                    message:
                        "a table follows text without an empty line: renderers show it as text"
                            .to_owned(),
                    line: self.lines.number(at),
                });
            }
            self.warnings.extend(table.warnings);
            self.blocks.push(table.block);
            self.begun = table.next;
            return table.next;
        }
        at + 1
    }

    /// Takes a comment, or an element that spans empty lines.
    fn element(&mut self, at: usize) -> Option<usize> {
        let line = self.lines.get(at).trim_start();
        if line.starts_with("<!--") {
            let end = self.ending("<!--", at, |line, first| {
                line.get(if first { 4 } else { 0 }..)
                    .is_some_and(|rest| rest.contains("-->"))
            })?;
            self.flush(at);
            self.begun = end;
            return Some(end);
        }
        let name = ELEMENTS
            .into_iter()
            .find(|name| inline::opens(line, name))?;
        let mut depth = 0_usize;
        let end = self.ending(name, at, |line, _| {
            depth += inline::openings(line, name);
            depth = depth.saturating_sub(inline::closings(line, name));
            depth == 0
        })?;
        self.flush(at);
        self.blocks.extend(between::html(
            self.lines.slice(at, end),
            self.lines.number(at),
            &mut self.warnings,
        ));
        self.begun = end;
        Some(end)
    }

    fn ending(
        &mut self,
        what: &'static str,
        at: usize,
        mut ends: impl FnMut(&str, bool) -> bool,
    ) -> Option<usize> {
        if self.unclosed.contains(&what) {
            return None;
        }
        let last = (at..self.lines.len())
            .find(|line| ends(self.lines.get(*line).trim_start(), *line == at));
        if last.is_none() {
            self.unclosed.push(what);
        }
        Some(last? + 1)
    }

    /// Leaves the lines before this one that are in no block yet to the parser.
    fn flush(&mut self, end: usize) {
        if self.begun < end {
            between::read(
                self.lines,
                self.begun,
                end,
                self.definitions,
                &mut self.blocks,
                &mut self.warnings,
            );
        }
        self.begun = end;
    }
}

#[cfg(test)]
mod tests;
