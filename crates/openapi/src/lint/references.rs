//! Rules about `$ref`.

use super::{
    Hit,
    shape::{Kind, component_key},
    suggestion,
    walk::Walk,
};
use crate::{node::Node, pointer::Pointer};

pub(super) fn ref_siblings(walk: &Walk<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for place in walk.places.iter().filter(|p| p.node.get("$ref").is_some()) {
        for entry in place.node.entries().iter().filter(|e| e.key != "$ref") {
            hits.push(Hit::new(
                &place.pointer.key(&entry.key),
                entry.key_position,
                format!("`{}` beside `$ref` is lost on every reader", entry.key),
            ));
        }
    }
    hits
}

pub(super) fn ref_dangling(walk: &Walk<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for place in &walk.places {
        let Some(reference) = place.node.get("$ref") else {
            continue;
        };
        let pointer = place.pointer.key("$ref");
        let target = reference.as_str().unwrap_or_default();
        let Some(section) = component_key(place.kind) else {
            let message = format!("a {:?} object cannot be a reference", place.kind);
            hits.push(Hit::new(&pointer, reference.position, message));
            continue;
        };
        let wanted = format!("#/components/{section}/");
        let components = walk.root.get("components").and_then(|c| c.get(section));
        let message = match target.strip_prefix(&wanted) {
            None => format!("`{target}` does not lead to `{wanted}…`"),
            Some(name) if components.is_none_or(|c| c.get(name).is_none()) => {
                let known = components.map(Node::entries).unwrap_or_default();
                let hint = suggestion(name, known.iter().map(|entry| entry.key.as_str()));
                format!("`{target}` does not exist{hint}")
            }
            Some(_) => continue,
        };
        hits.push(Hit::new(&pointer, reference.position, message));
    }
    hits
}

/// A component that is, without a property in between, made of itself.
pub(super) fn ref_cycle(walk: &Walk<'_>) -> Vec<Hit> {
    let schemas = walk.root.get("components").and_then(|c| c.get("schemas"));
    let schemas = schemas.map(Node::entries).unwrap_or_default();
    let parts = |node: &Node| -> Vec<String> {
        let mut open = vec![node];
        let mut found = Vec::new();
        while let Some(node) = open.pop() {
            found.extend(
                node.str("$ref")
                    .map(|r| r.rsplit('/').next().unwrap_or(r).to_owned()),
            );
            for key in ["allOf", "oneOf", "anyOf"] {
                open.extend(node.get(key).into_iter().flat_map(Node::items));
            }
        }
        found
    };
    let mut hits = Vec::new();
    for entry in schemas {
        let mut open = parts(&entry.node);
        let mut seen = std::collections::HashSet::new();
        while let Some(name) = open.pop() {
            if name == entry.key {
                let at = Pointer::root().key("components").key("schemas").key(&name);
                let message = format!("`{name}` is made of itself");
                hits.push(Hit::new(&at, entry.key_position, message));
                break;
            }
            if seen.insert(name.clone()) {
                let next = schemas.iter().find(|schema| schema.key == name);
                open.extend(next.map(|schema| parts(&schema.node)).unwrap_or_default());
            }
        }
    }
    hits
}

/// A property refers by `allOf`, so that it can carry its own description and evidence.
pub(super) fn bare_property_ref(walk: &Walk<'_>) -> Vec<Hit> {
    walk.places
        .iter()
        .filter(|place| place.kind == Kind::Schema && place.is_property)
        .filter(|place| place.node.entries().iter().all(|entry| entry.key == "$ref"))
        .filter(|place| place.node.get("$ref").is_some())
        .map(|place| {
            Hit::new(
                &place.pointer,
                place.position,
                "a property that is a bare `$ref` has neither evidence nor description",
            )
        })
        .collect()
}
