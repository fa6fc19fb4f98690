//! What the document calls secret, taken out of bodies.

use pazemo_openapi::{Document, Entry, Node, Value};

use crate::{fields::spread, json::parse_json, recording::REDACTED};

/// A body with a mark in the place of every secret; `None` if it has none and may stay as it is.
///
/// A body that should be JSON and is none is secret as a whole if its schema knows of secrets: nobody can tell where they stand.
pub(crate) fn redacted(
    document: &Document,
    schemas: &[&Node],
    body: &str,
    is_json: bool,
) -> Option<String> {
    match parse_json(body) {
        Ok(node) => {
            let mut changed = false;
            let node = walk(document, schemas, &node, false, &mut changed);
            changed.then(|| serde_json::to_string(&node).unwrap_or_else(|_| REDACTED.to_owned()))
        }
        Err(_) => {
            let knows = is_json && has_secrets(document, schemas, 0);
            knows.then(|| REDACTED.to_owned())
        }
    }
}

fn walk(
    document: &Document,
    schemas: &[&Node],
    node: &Node,
    within: bool,
    changed: &mut bool,
) -> Node {
    let schemas = spread(document, schemas);
    let is_secret = within
        || schemas
            .iter()
            .any(|schema| schema.str("x-sensitive") == Some("secret"));
    let value = match &node.value {
        // The type stays, and that there is nothing: both are what checks look at.
        Value::String(text) if is_secret && !text.is_empty() && text != REDACTED => {
            *changed = true;
            Value::String(REDACTED.to_owned())
        }
        Value::Number(text) if is_secret && text != "0" => {
            *changed = true;
            Value::Number("0".to_owned())
        }
        Value::Sequence(items) => {
            let below: Vec<&Node> = schemas.iter().filter_map(|s| s.get("items")).collect();
            let items = items.iter();
            let items = items.map(|item| walk(document, &below, item, is_secret, changed));
            Value::Sequence(items.collect())
        }
        Value::Mapping(entries) => {
            let entries = entries.iter().map(|entry| {
                let below: Vec<&Node> = schemas
                    .iter()
                    .filter_map(|schema| {
                        let own = schema.get("properties").and_then(|p| p.get(&entry.key));
                        own.or_else(|| schema.get("additionalProperties"))
                    })
                    .collect();
                Entry {
                    node: walk(document, &below, &entry.node, is_secret, changed),
                    ..entry.clone()
                }
            });
            Value::Mapping(entries.collect())
        }
        other => other.clone(),
    };
    Node {
        value,
        position: node.position,
    }
}

fn has_secrets(document: &Document, schemas: &[&Node], depth: usize) -> bool {
    spread(document, schemas).into_iter().any(|schema| {
        schema.str("x-sensitive") == Some("secret")
            || depth < 16 && {
                let properties = schema.get("properties").map(Node::entries);
                let properties = properties.unwrap_or_default().iter().map(|e| &e.node);
                let below: Vec<&Node> = properties.chain(schema.get("items")).collect();
                !below.is_empty() && has_secrets(document, &below, depth + 1)
            }
    })
}
