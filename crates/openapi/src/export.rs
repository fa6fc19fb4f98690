//! Other forms of the document, for readers that want them: JSON, OpenAPI 3.1, JSON Schemas.

use crate::{
    document::Document,
    node::{Entry, Node, Value},
};

/// The document as JSON, indented, every number as the document writes it.
pub fn to_json(document: &Document) -> String {
    pretty(document.root())
}

/// The document as OpenAPI 3.1 in JSON: the version, `nullable` as a type, single `example`s of schemas as `examples`.
pub fn to_openapi_3_1(document: &Document) -> String {
    let mut root = convert(document.root());
    if let Value::Mapping(entries) = &mut root.value
        && let Some(version) = entries.iter_mut().find(|entry| entry.key == "openapi")
    {
        version.node.value = Value::String("3.1.1".to_owned());
    }
    pretty(&root)
}

/// A JSON Schema (draft 2020-12) of each component, by name; self-contained: what it refers to stands in `$defs`.
pub fn json_schemas(document: &Document) -> Vec<(String, String)> {
    let schemas: Vec<(&str, Node)> = document
        .schemas()
        .map(|(name, node)| (name, relocate(&convert(node))))
        .collect();
    schemas
        .iter()
        .map(|(name, node)| {
            let mut root = node.clone();
            let needed = closure(node, &schemas);
            if let Value::Mapping(entries) = &mut root.value {
                let text = |text: &str| Node {
                    value: Value::String(text.to_owned()),
                    position: node.position,
                };
                let dialect = text("https://json-schema.org/draft/2020-12/schema");
                entries.insert(0, entry("$schema", dialect));
                entries.insert(1, entry("title", text(name)));
                if !needed.is_empty() {
                    let definitions = needed
                        .into_iter()
                        .map(|(name, node)| entry(name, node.clone()))
                        .collect();
                    entries.push(entry(
                        "$defs",
                        Node {
                            value: Value::Mapping(definitions),
                            position: node.position,
                        },
                    ));
                }
            }
            ((*name).to_owned(), pretty(&root))
        })
        .collect()
}

fn pretty(node: &Node) -> String {
    // A tree of strings and numbers that were parsed serialises: there is nothing in it that could fail.
    let mut text = serde_json::to_string_pretty(node).unwrap_or_default();
    text.push('\n');
    text
}

fn entry(key: &str, node: Node) -> Entry {
    Entry {
        key: key.to_owned(),
        key_position: node.position,
        node,
    }
}

/// The 3.1 form of a tree. `nullable` stands on schemas only, and no example of ours has a key of that name.
fn convert(node: &Node) -> Node {
    let value = match &node.value {
        Value::Sequence(items) => Value::Sequence(items.iter().map(convert).collect()),
        Value::Mapping(entries) => {
            let nullable = node.bool("nullable") == Some(true);
            let converted = entries
                .iter()
                .filter(|entry| entry.key != "nullable")
                .map(|entry| match (entry.key.as_str(), &entry.node.value) {
                    ("value" | "example" | "default", _) => entry.clone(),
                    ("type", Value::String(_)) if nullable => {
                        let null = Node {
                            value: Value::String("null".to_owned()),
                            position: entry.node.position,
                        };
                        let types = Node {
                            value: Value::Sequence(vec![entry.node.clone(), null]),
                            position: entry.node.position,
                        };
                        self::entry("type", types)
                    }
                    _ => self::entry(&entry.key, convert(&entry.node)),
                });
            Value::Mapping(converted.collect())
        }
        other => other.clone(),
    };
    Node {
        value,
        position: node.position,
    }
}

/// The same schema with its references led into `$defs`.
fn relocate(node: &Node) -> Node {
    let value = match &node.value {
        Value::Sequence(items) => Value::Sequence(items.iter().map(relocate).collect()),
        Value::Mapping(entries) => Value::Mapping(
            entries
                .iter()
                .map(|entry| match (entry.key.as_str(), entry.node.as_str()) {
                    ("$ref", Some(target)) => {
                        let moved = target.replace("#/components/schemas/", "#/$defs/");
                        let node = Node {
                            value: Value::String(moved),
                            position: entry.node.position,
                        };
                        self::entry("$ref", node)
                    }
                    _ => self::entry(&entry.key, relocate(&entry.node)),
                })
                .collect(),
        ),
        other => other.clone(),
    };
    Node {
        value,
        position: node.position,
    }
}

/// The schemas that a schema needs, directly or through others, in the order of the document.
fn closure<'s>(node: &Node, schemas: &'s [(&'s str, Node)]) -> Vec<(&'s str, &'s Node)> {
    let mut needed = vec![false; schemas.len()];
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        open.extend(node.items());
        open.extend(node.entries().iter().map(|entry| &entry.node));
        let target = node
            .str("$ref")
            .and_then(|target| target.strip_prefix("#/$defs/"));
        if let Some(index) =
            target.and_then(|target| schemas.iter().position(|(n, _)| *n == target))
            && !std::mem::replace(&mut needed[index], true)
        {
            open.push(&schemas[index].1);
        }
    }
    schemas
        .iter()
        .zip(needed)
        .filter_map(|((name, node), needed)| needed.then_some((*name, node)))
        .collect()
}
