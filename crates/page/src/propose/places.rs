//! Where something of the page stands in the document.

use pazemo_openapi::{Document, Entry, Node, Operation, Pointer, Response};

use super::words::shape;
use crate::diff::Side;

/// The operation of `METHOD /path`, whatever its parameters are called.
pub(super) fn operation<'d>(document: &'d Document, label: &str) -> Option<Operation<'d>> {
    let (method, path) = label.split_once(' ')?;
    let wanted = shape(path);
    document
        .operations()
        .into_iter()
        .find(|operation| operation.method == method && shape(operation.path) == wanted)
}

/// The entry that a pointer leads to.
pub(super) fn entry<'d>(document: &'d Document, pointer: &Pointer) -> Option<&'d Entry> {
    let (last, parents) = pointer.tokens().split_last()?;
    let mut parent = Pointer::root();
    for token in parents {
        parent = parent.key(token);
    }
    parent.resolve(document.root())?.entry(last)
}

/// The object that a body is, or that its list is of: its schema, and where that stands.
pub(super) fn body<'d>(
    document: &'d Document,
    operation: &Operation<'d>,
    side: Side,
) -> Option<(&'d Node, Pointer)> {
    let body = match side {
        Side::Request => operation.request.first()?,
        Side::Response => {
            let success = |response: &&Response<'d>| response.status / 100 == 2;
            operation.responses.iter().find(success)?.bodies.first()?
        }
    };
    object(document, body.schema?, body.schema_pointer.clone())
}

/// The object behind references, lists and `allOf`.
pub(super) fn object<'d>(
    document: &'d Document,
    node: &'d Node,
    pointer: Pointer,
) -> Option<(&'d Node, Pointer)> {
    let (mut node, mut pointer) = document.resolve(node, pointer);
    for _ in 0..8 {
        if node.get("properties").is_some() {
            return Some((node, pointer));
        }
        if let Some(items) = node.get("items") {
            (node, pointer) = document.resolve(items, pointer.key("items"));
        } else if let Some(first) = node.get("allOf").and_then(|all| all.items().first()) {
            (node, pointer) = document.resolve(first, pointer.key("allOf").key(0));
        } else {
            return None;
        }
    }
    None
}

/// The object and the name in it that a dotted name leads to.
pub(super) fn member<'d, 'n>(
    document: &'d Document,
    from: (&'d Node, Pointer),
    name: &'n str,
) -> Option<((&'d Node, Pointer), &'n str)> {
    let (mut node, mut pointer) = from;
    let mut rest = name;
    while let Some((first, behind)) = rest.split_once('.') {
        let first = first.trim_end_matches("[]");
        let next = node.get("properties")?.get(first)?;
        let at = pointer.key("properties").key(first);
        (node, pointer) = object(document, next, at)?;
        rest = behind;
    }
    Some(((node, pointer), rest.trim_end_matches("[]")))
}

/// The operations, as `METHOD /path` in the document, whose bodies reach a component.
pub(super) fn users(document: &Document, component: &Pointer) -> Vec<String> {
    let mut users = Vec::new();
    for operation in document.operations() {
        let bodies = operation.request.iter().chain(
            operation
                .responses
                .iter()
                .flat_map(|response| &response.bodies),
        );
        let mut seen = Vec::new();
        let is_reached = bodies
            .filter_map(|body| Some((body.schema?, body.schema_pointer.clone())))
            .any(|(node, pointer)| reaches(document, node, pointer, component, &mut seen));
        if is_reached {
            users.push(format!("{} {}", operation.method, operation.path));
        }
    }
    users
}

fn reaches(
    document: &Document,
    node: &Node,
    pointer: Pointer,
    component: &Pointer,
    seen: &mut Vec<Pointer>,
) -> bool {
    let (node, pointer) = document.resolve(node, pointer);
    if pointer == *component {
        return true;
    }
    if seen.contains(&pointer) {
        return false;
    }
    seen.push(pointer.clone());
    let entries = node.entries().iter().any(|entry| {
        reaches(
            document,
            &entry.node,
            pointer.key(&entry.key),
            component,
            seen,
        )
    });
    entries
        || node
            .items()
            .iter()
            .enumerate()
            .any(|(index, item)| reaches(document, item, pointer.key(index), component, seen))
}
