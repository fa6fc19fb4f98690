//! What the document's schemas say about a field.

use pazemo_openapi::{Body, Document, Node, Operation, Pointer};

/// A property, and where it stands.
#[derive(Clone)]
pub(super) struct Property<'d> {
    pub(super) name: String,
    pub(super) node: &'d Node,
    pub(super) pointer: Pointer,
    pub(super) required: bool,
}

/// The properties of a schema: those of an array are those of its items, those of a choice are those of all its branches.
pub(super) fn properties<'d>(
    document: &'d Document,
    schema: &'d Node,
    pointer: &Pointer,
) -> Vec<Property<'d>> {
    let mut all = Vec::new();
    collect(document, schema, pointer.clone(), 0, &mut all);
    all
}

fn collect<'d>(
    document: &'d Document,
    schema: &'d Node,
    pointer: Pointer,
    depth: usize,
    all: &mut Vec<Property<'d>>,
) {
    if depth > 12 {
        return;
    }
    let (node, pointer) = document.resolve(schema, pointer);
    let required = node.get("required").map(Node::items).unwrap_or_default();
    for entry in node
        .get("properties")
        .map(Node::entries)
        .unwrap_or_default()
    {
        if !all.iter().any(|known| known.name == entry.key) {
            all.push(Property {
                name: entry.key.clone(),
                node: &entry.node,
                pointer: pointer.key("properties").key(&entry.key),
                required: required
                    .iter()
                    .any(|name| name.as_str() == Some(&entry.key)),
            });
        }
    }
    for word in ["allOf", "anyOf", "oneOf"] {
        let branches = node.get(word).map(Node::items).unwrap_or_default();
        for (at, branch) in branches.iter().enumerate() {
            collect(document, branch, pointer.key(word).key(at), depth + 1, all);
        }
    }
    if let Some(items) = node.get("items") {
        collect(document, items, pointer.key("items"), depth + 1, all);
    }
}

/// The property at the end of a path of keys.
pub(super) fn at<'d>(
    document: &'d Document,
    schema: &'d Node,
    pointer: &Pointer,
    path: &[String],
) -> Option<Property<'d>> {
    let (first, rest) = path.split_first()?;
    let found = properties(document, schema, pointer)
        .into_iter()
        .find(|property| property.name == *first)?;
    if rest.is_empty() {
        return Some(found);
    }
    at(document, found.node, &found.pointer, rest)
}

/// The types a schema allows, and its formats; nothing if it allows everything.
pub(super) fn types(document: &Document, schema: &Node) -> (Vec<String>, Vec<String>) {
    let (mut types, mut formats) = (Vec::new(), Vec::new());
    gather(document, schema, 0, &mut types, &mut formats);
    (types, formats)
}

fn gather(
    document: &Document,
    schema: &Node,
    depth: usize,
    types: &mut Vec<String>,
    formats: &mut Vec<String>,
) {
    if depth > 12 {
        return;
    }
    let (node, _) = document.resolve(schema, Pointer::root());
    types.extend(node.str("type").map(str::to_owned));
    formats.extend(node.str("format").map(str::to_owned));
    if node.str("type").is_none() && node.get("properties").is_some() {
        types.push("object".to_owned());
    }
    for word in ["allOf", "anyOf", "oneOf"] {
        for branch in node.get(word).map(Node::items).unwrap_or_default() {
            gather(document, branch, depth + 1, types, formats);
        }
    }
}

/// Whether a schema is open for keys it does not list.
pub(super) fn is_free(document: &Document, schema: &Node) -> bool {
    let (node, _) = document.resolve(schema, Pointer::root());
    let choices = ["allOf", "anyOf", "oneOf"].into_iter();
    let free = |node: &Node| {
        node.get("additionalProperties")
            .is_some_and(|more| more.bool_value() != Some(false))
    };
    free(node)
        || choices
            .flat_map(|word| node.get(word).map(Node::items).unwrap_or_default())
            .any(|branch| is_free(document, branch))
}

/// The bodies of one side: what is sent, or what the successes answer.
pub(super) fn bodies<'o, 'd>(
    operation: &'o Operation<'d>,
    side: &str,
    status: Option<u16>,
) -> Vec<&'o Body<'d>> {
    if side == "request" {
        return operation.request.iter().collect();
    }
    let wanted = |code: u16| status.map_or(code / 100 == 2, |status| status == code);
    let responses = operation.responses.iter();
    let responses = responses.filter(|response| wanted(response.status));
    responses.flat_map(|response| &response.bodies).collect()
}

/// A value's own truth, for a node that is `true` or `false`.
trait Truth {
    fn bool_value(&self) -> Option<bool>;
}

impl Truth for Node {
    fn bool_value(&self) -> Option<bool> {
        match self.value {
            pazemo_openapi::Value::Bool(value) => Some(value),
            _ => None,
        }
    }
}
