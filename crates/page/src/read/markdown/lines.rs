//! A text by its lines.

/// A text by its lines, which count from 0 here and from somewhere in the page.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    first: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str, first: usize) -> Self {
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        if starts.last() == Some(&text.len()) {
            starts.pop();
        }
        Self {
            text,
            starts,
            first,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// A line without its end; nothing behind the last.
    pub(super) fn get(&self, at: usize) -> &'a str {
        let text = self.slice(at, at + 1);
        text.strip_suffix('\n').unwrap_or(text)
    }

    pub(super) fn is_empty(&self, at: usize) -> bool {
        self.get(at).trim().is_empty()
    }

    /// Some lines, with their ends.
    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        let offset = |at: usize| self.starts.get(at).copied().unwrap_or(self.text.len());
        self.text.get(offset(from)..offset(to)).unwrap_or("")
    }

    /// What a line is called in the page.
    pub(super) fn number(&self, at: usize) -> usize {
        self.first + at
    }

    /// The line's place, for an offset into a slice that begins on another line.
    pub(super) fn line_of(&self, from: usize, offset: usize) -> usize {
        let begin = self.starts.get(from).copied().unwrap_or(self.text.len());
        self.starts
            .partition_point(|start| *start <= begin + offset)
            .saturating_sub(1)
    }
}
