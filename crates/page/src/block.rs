//! A page as a sequence of blocks: what readers of every form make, and all that extraction knows.

/// A block, and the line of the source on which it begins, from 1. In a folder of files the lines are those of the files put together in the order in
/// which they are included.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)]
pub struct Block {
    /// Its first line.
    pub line: usize,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum BlockKind {
    /// What the form says of the whole page, before its text: at most one, and the first.
    Front {
        /// The title, if there is one.
        title: Option<String>,
        /// The languages of the samples, in lower case.
        languages: Vec<String>,
    },
    /// A heading. Plain text does not tell levels.
    Heading {
        /// From 1, if the form has levels.
        level: Option<u8>,
        /// Its text.
        text: Inline,
    },
    /// Running text.
    Paragraph(Inline),
    /// A note set apart, such as the label before an example (`> Example Response:`) or an aside.
    Quote(Vec<Block>),
    /// Code or an example. Several languages in a row are several blocks.
    Code {
        /// The language as the page names it, in lower case; nothing if it does not, or the form does not show it.
        language: Option<String>,
        /// The text without fences, indentation as far as the form has it.
        text: String,
    },
    /// A table.
    Table(Table),
    /// A list; each item is a list of blocks.
    List(Vec<Vec<Block>>),
}

/// A table. Rows may be shorter or longer than the header: that is for extraction to judge.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(clippy::exhaustive_structs)]
pub struct Table {
    /// The cells of the header; empty if the table has none.
    pub header: Vec<Cell>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(clippy::exhaustive_structs)]
pub struct Row {
    /// Its line.
    pub line: usize,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(clippy::exhaustive_structs)]
pub struct Cell {
    /// Its text.
    pub text: Inline,
    /// Tables within it.
    pub tables: Vec<Table>,
}

/// Text of one line, white space folded, and what of it is set apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(clippy::exhaustive_structs)]
pub struct Inline {
    /// The text.
    pub text: String,
    /// Parts of it, in their order.
    pub spans: Vec<Span>,
}

/// A part of a text, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)]
pub struct Span {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// How it is set apart.
    pub kind: SpanKind,
}

/// How a part of a text is set apart.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SpanKind {
    /// A code span.
    Code,
    /// Bold.
    Strong,
    /// A link to somewhere.
    Link(String),
}

impl Inline {
    /// Plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            spans: Vec::new(),
        }
    }
}
