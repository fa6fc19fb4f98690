//! HTML to a tree whose elements know their lines, in time that grows with the text and no faster.

use std::{
    borrow::Cow,
    cell::{Cell, Ref, RefCell},
    collections::HashMap,
};

use ego_tree::NodeId;
use html5ever::{
    Attribute, LocalName, QualName, TokenizerResult,
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
    },
    tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeBuilder, TreeBuilderOpts, TreeSink},
};
use scraper::{Html, HtmlTreeSink};

/// A tree, and the lines on which its elements begin.
pub(super) struct Document {
    pub(super) html: Html,
    lines: HashMap<NodeId, Place>,
}

#[derive(Clone, Copy)]
struct Place {
    line: usize,
    depth: u32,
}

impl Document {
    pub(super) fn parse(text: &str) -> Self {
        let sink = Sink {
            html: HtmlTreeSink::new(Html::new_document()),
            places: RefCell::default(),
            line: Cell::new(1),
            depth: Cell::new(0),
        };
        let guard = Guard {
            builder: TreeBuilder::new(sink, TreeBuilderOpts::default()),
            dropped: Cell::new(0),
        };
        let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from_slice(&tamed(text)));
        // A script, or an encoding that the page names, only interrupts.
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        tokenizer.end();
        tokenizer.sink.builder.sink.finish()
    }

    /// The line on which an element begins.
    pub(super) fn line(&self, id: NodeId) -> usize {
        self.lines.get(&id).map_or(1, |place| place.line)
    }
}

/// Elements within more others are left out, their text is kept.
const MOST_DEPTH: u32 = 200;

/// A tag with more white space, or more bytes, is text.
const MOST_ATTRIBUTES: usize = 2_000;

/// A text whose monstrous tags are text: the parser compares each attribute with all others.
fn tamed(text: &str) -> Cow<'_, str> {
    let mut end = 0;
    let mut monsters = Vec::new();
    for (at, _) in text.match_indices('<') {
        if at < end
            || !text.get(at + 1..).is_some_and(|rest| {
                rest.starts_with(|next: char| next.is_ascii_alphabetic() || next == '/')
            })
        {
            continue;
        }
        let mut spaces = 0;
        let mut length = 0;
        for byte in text.get(at..).unwrap_or("").bytes() {
            length += 1;
            // Without spaces, slashes and quotes part attributes too.
            spaces += usize::from(matches!(
                byte,
                b' ' | b'\n' | b'\t' | b'/' | b'"' | b'\'' | b'\x0c' | b'\r'
            ));
            if byte == b'>' || spaces > MOST_ATTRIBUTES * 2 {
                break;
            }
        }
        end = at + length;
        if spaces > MOST_ATTRIBUTES * 2 {
            monsters.push(at);
        }
    }
    if monsters.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut tame = String::with_capacity(text.len() + monsters.len() * 4);
    let mut from = 0;
    for at in monsters {
        tame.push_str(text.get(from..at).unwrap_or(""));
        tame.push_str("&lt;");
        from = at + 1;
    }
    tame.push_str(text.get(from..).unwrap_or(""));
    Cow::Owned(tame)
}

/// Keeps from the builder what would make it slow: deep nesting, and elements that it opens again and again.
struct Guard {
    builder: TreeBuilder<NodeId, Sink>,
    /// Opening tags that were left out and not closed yet.
    dropped: Cell<usize>,
}

impl Guard {
    /// The tag as the builder gets it; nothing if it does not.
    fn admitted(&self, mut tag: Tag) -> Option<Tag> {
        let own = match &*tag.name {
            "b" | "strong" => Some("x-strong"),
            "code" | "tt" | "kbd" | "samp" => Some("x-code"),
            "a" => Some("x-a"),
            "i" | "em" | "u" | "s" | "small" | "big" | "font" | "strike" | "nobr" => return None,
            _ => None,
        };
        if let Some(own) = own {
            tag.name = LocalName::from(own);
        }
        if is_void(&tag.name) {
            return Some(tag);
        }
        match tag.kind {
            TagKind::StartTag if self.builder.sink.depth.get() >= MOST_DEPTH => {
                self.dropped.set(self.dropped.get() + 1);
                None
            }
            TagKind::EndTag if self.dropped.get() > 0 => {
                self.dropped.set(self.dropped.get() - 1);
                None
            }
            _ => Some(tag),
        }
    }
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

impl TokenSink for Guard {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        let token = match token {
            Token::TagToken(tag) => match self.admitted(tag) {
                Some(tag) => Token::TagToken(tag),
                None => return TokenSinkResult::Continue,
            },
            other => other,
        };
        // Text that opens elements by itself opens them where it begins; the tokenizer says where it ends.
        let within = match &token {
            Token::CharacterTokens(text) => text.bytes().filter(|byte| *byte == b'\n').count(),
            _ => 0,
        };
        let line = line.saturating_sub(within as u64).max(1);
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Scraper's sink, with lines and depths.
struct Sink {
    html: HtmlTreeSink,
    places: RefCell<HashMap<NodeId, Place>>,
    line: Cell<usize>,
    depth: Cell<u32>,
}

impl Sink {
    fn depth_of(&self, id: NodeId) -> u32 {
        self.places.borrow().get(&id).map_or(0, |place| place.depth)
    }

    fn enter(&self, parent: NodeId, child: &NodeOrText<NodeId>) {
        let depth = self.depth_of(parent);
        self.depth.set(depth);
        if let NodeOrText::AppendNode(id) = child {
            self.depth.set(depth + 1);
            if let Some(place) = self.places.borrow_mut().get_mut(id) {
                place.depth = depth + 1;
            }
        }
    }
}

impl TreeSink for Sink {
    type Output = Document;
    type Handle = NodeId;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Document {
        Document {
            html: self.html.finish(),
            lines: self.places.into_inner(),
        }
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(usize::try_from(line).unwrap_or(usize::MAX));
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> NodeId {
        let id = self.html.create_element(name, attributes, flags);
        let place = Place {
            line: self.line.get(),
            depth: self.depth.get() + 1,
        };
        self.places.borrow_mut().insert(id, place);
        id
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.enter(*parent, &child);
        self.html.append(parent, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        before: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        self.enter(*before, &child);
        self.html
            .append_based_on_parent_node(element, before, child);
    }

    fn pop(&self, node: &NodeId) {
        self.depth.set(self.depth_of(*node).saturating_sub(1));
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        self.html.parse_error(message);
    }

    fn get_document(&self) -> NodeId {
        self.html.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.html.elem_name(target)
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        self.html.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        self.html.create_pi(target, data)
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.html.append_doctype_to_document(name, public, system);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.html.get_template_contents(target)
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        self.html.same_node(one, other)
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.html.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &NodeId, new: NodeOrText<NodeId>) {
        self.html.append_before_sibling(sibling, new);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        self.html.add_attrs_if_missing(target, attributes);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.html.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, parent: &NodeId) {
        self.html.reparent_children(node, parent);
    }
}
