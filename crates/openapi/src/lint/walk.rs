//! Every OpenAPI object of a document with its kind and place, found by walking along the shapes.

use super::shape::{Child, Kind, keys};
use crate::{
    node::{Entry, Node, Position, Value},
    pointer::Pointer,
};

/// An OpenAPI object in the document.
pub(super) struct Place<'d> {
    pub(super) kind: Kind,
    pub(super) node: &'d Node,
    pub(super) pointer: Pointer,
    /// Where the object's key stands, or the object itself in a list.
    pub(super) position: Position,
    /// Whether it stands under `properties` of a schema.
    pub(super) is_property: bool,
}

/// A place that is not of the type its shape asks for.
pub(super) struct Mismatch {
    pub(super) pointer: Pointer,
    pub(super) position: Position,
    pub(super) message: String,
}

/// All places of a document, and what stands where something of another type belongs.
pub(super) struct Walk<'d> {
    pub(super) root: &'d Node,
    pub(super) places: Vec<Place<'d>>,
    pub(super) mismatches: Vec<Mismatch>,
}

impl<'d> Walk<'d> {
    pub(super) fn new(root: &'d Node) -> Self {
        let mut walk = Self {
            root,
            places: Vec::new(),
            mismatches: Vec::new(),
        };
        walk.object(Kind::OpenApi, root, Pointer::root(), root.position, false);
        walk
    }

    /// The places of one kind, references left out.
    pub(super) fn of(&self, kind: Kind) -> impl Iterator<Item = &Place<'d>> {
        self.places
            .iter()
            .filter(move |place| place.kind == kind && place.node.get("$ref").is_none())
    }

    /// The node a reference leads to, directly or by an `allOf` of one; the node itself if it is none.
    pub(super) fn resolve(&self, node: &'d Node) -> &'d Node {
        let all_of = node.get("allOf").and_then(|all| all.items().first());
        let node = all_of.unwrap_or(node);
        node.str("$ref")
            .and_then(|target| Pointer::parse(target.strip_prefix('#')?)?.resolve(self.root))
            .unwrap_or(node)
    }

    fn object(
        &mut self,
        kind: Kind,
        node: &'d Node,
        pointer: Pointer,
        position: Position,
        is_property: bool,
    ) {
        if !matches!(node.value, Value::Mapping(_)) {
            self.mismatch(node, pointer, "an object");
            return;
        }
        self.places.push(Place {
            kind,
            node,
            pointer: pointer.clone(),
            position,
            is_property,
        });
        if node.get("$ref").is_some() {
            return;
        }
        for entry in node.entries() {
            if let Some((_, child, _)) = keys(kind).iter().find(|(name, ..)| *name == entry.key) {
                self.child(*child, entry, &pointer.key(&entry.key));
            }
        }
    }

    fn child(&mut self, child: Child, entry: &'d Entry, pointer: &Pointer) {
        let node = &entry.node;
        match child {
            Child::Any => {}
            Child::Opaque => {
                if !matches!(node.value, Value::Sequence(_) | Value::Mapping(_)) {
                    self.mismatch(node, pointer.clone(), "a list or an object");
                }
            }
            Child::Text if node.as_str().is_none() => {
                self.mismatch(node, pointer.clone(), "a string");
            }
            Child::Bool if !matches!(node.value, Value::Bool(_)) => {
                self.mismatch(node, pointer.clone(), "true or false");
            }
            Child::Number if !matches!(node.value, Value::Number(_)) => {
                self.mismatch(node, pointer.clone(), "a number");
            }
            Child::Text | Child::Bool | Child::Number => {}
            Child::Texts => {
                let texts = node.items().iter().all(|item| item.as_str().is_some());
                if !matches!(node.value, Value::Sequence(_)) || !texts {
                    self.mismatch(node, pointer.clone(), "a list of strings");
                }
            }
            Child::One(kind) => {
                self.object(kind, node, pointer.clone(), entry.key_position, false);
            }
            Child::BoolOr(kind) => {
                if !matches!(node.value, Value::Bool(_)) {
                    self.object(kind, node, pointer.clone(), entry.key_position, false);
                }
            }
            Child::List(kind) => {
                if !matches!(node.value, Value::Sequence(_)) {
                    self.mismatch(node, pointer.clone(), "a list of objects");
                }
                for (index, item) in node.items().iter().enumerate() {
                    self.object(kind, item, pointer.key(index), item.position, false);
                }
            }
            Child::Map(kind) => {
                if !matches!(node.value, Value::Mapping(_)) {
                    self.mismatch(node, pointer.clone(), "an object of objects");
                }
                let is_property = kind == Kind::Schema && entry.key == "properties";
                for item in node.entries() {
                    // `paths` and `components` may carry extensions beside their entries.
                    if item.key.starts_with("x-") && kind == Kind::PathItem {
                        continue;
                    }
                    let at = pointer.key(&item.key);
                    self.object(kind, &item.node, at, item.key_position, is_property);
                }
            }
        }
    }

    fn mismatch(&mut self, node: &Node, pointer: Pointer, wanted: &str) {
        self.mismatches.push(Mismatch {
            pointer,
            position: node.position,
            message: format!("{} stands where {wanted} belongs", node.kind()),
        });
    }
}
