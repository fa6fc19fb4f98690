//! Fields that no schema describes.

use pazemo_openapi::{Document, Node, Pointer, Value};

/// The fields of an instance that its schema does not describe. A schema that says what undescribed fields look like describes them all.
pub(crate) fn undocumented(document: &Document, schema: &Node, instance: &Node) -> Vec<Pointer> {
    let mut found = Vec::new();
    walk(document, &[schema], instance, &Pointer::root(), &mut found);
    found
}

/// All schemas that speak of one instance together: of `allOf` all, of `oneOf` and `anyOf` every alternative.
pub(crate) fn spread<'d>(document: &'d Document, schemas: &[&'d Node]) -> Vec<&'d Node> {
    let mut open: Vec<(&Node, usize)> = schemas.iter().map(|schema| (*schema, 0)).collect();
    let mut spread = Vec::new();
    while let Some((schema, depth)) = open.pop() {
        let (schema, _) = document.resolve(schema, Pointer::root());
        spread.push(schema);
        if depth < 16 {
            for key in ["allOf", "oneOf", "anyOf"] {
                let parts = schema.get(key).map(Node::items).unwrap_or_default();
                open.extend(parts.iter().map(|part| (part, depth + 1)));
            }
        }
    }
    spread
}

fn walk(
    document: &Document,
    schemas: &[&Node],
    instance: &Node,
    at: &Pointer,
    found: &mut Vec<Pointer>,
) {
    let schemas = spread(document, schemas);
    match &instance.value {
        Value::Sequence(items) => {
            let below: Vec<&Node> = schemas
                .iter()
                .filter_map(|schema| schema.get("items"))
                .collect();
            for (index, item) in items.iter().enumerate() {
                walk(document, &below, item, &at.key(index), found);
            }
        }
        Value::Mapping(entries) => {
            let is_object = schemas
                .iter()
                .any(|schema| schema.get("properties").is_some());
            for entry in entries {
                let below: Vec<&Node> = schemas
                    .iter()
                    .filter_map(|schema| {
                        let own = schema.get("properties").and_then(|p| p.get(&entry.key));
                        own.or_else(|| schema.get("additionalProperties"))
                    })
                    .collect();
                if below.is_empty() && is_object {
                    found.push(at.key(&entry.key));
                } else {
                    walk(document, &below, &entry.node, &at.key(&entry.key), found);
                }
            }
        }
        _ => {}
    }
}
