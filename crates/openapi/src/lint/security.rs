//! Rules about security: schemes, and what of them each operation asks for.

use super::{Hit, operations::operations, shape::Kind, suggestion, walk::Walk};
use crate::{
    node::{Node, Value},
    pointer::Pointer,
};

/// Security requirements name schemes that exist.
pub(super) fn security(walk: &Walk<'_>) -> Vec<Hit> {
    let components = walk.root.get("components");
    let schemes = components.and_then(|components| components.get("securitySchemes"));
    let mut hits = Vec::new();
    let holders = walk
        .places
        .iter()
        .filter(|place| matches!(place.kind, Kind::OpenApi | Kind::Operation));
    for place in holders {
        let Some(security) = place.node.entry("security") else {
            continue;
        };
        let at = place.pointer.key("security");
        if !matches!(security.node.value, Value::Sequence(_)) {
            hits.push(Hit::new(
                &at,
                security.key_position,
                "security is a list of requirements",
            ));
        }
        for (index, requirement) in security.node.items().iter().enumerate() {
            for entry in requirement.entries() {
                let message = if schemes.is_none_or(|schemes| schemes.get(&entry.key).is_none()) {
                    let known = schemes.map(Node::entries).unwrap_or_default();
                    let hint =
                        suggestion(&entry.key, known.iter().map(|scheme| scheme.key.as_str()));
                    format!("there is no security scheme `{}`{hint}", entry.key)
                } else if !matches!(entry.node.value, Value::Sequence(_)) {
                    format!("`{}` needs a list of scopes, which may be empty", entry.key)
                } else {
                    continue;
                };
                hits.push(Hit::new(
                    &at.key(index).key(&entry.key),
                    entry.key_position,
                    message,
                ));
            }
        }
    }
    hits
}

/// What a scheme of each type needs beside it. OpenAPI 3.0.3, section 4.7.23.
const SCHEMES: &[(&str, &[&str])] = &[
    ("apiKey", &["name", "in"]),
    ("http", &["scheme"]),
    ("oauth2", &["flows"]),
    ("openIdConnect", &["openIdConnectUrl"]),
];

/// A scheme is of one of the types of OpenAPI, and has what that type needs.
pub(super) fn security_scheme(walk: &Walk<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for place in walk.of(Kind::SecurityScheme) {
        let kind = place.node.str("type").unwrap_or_default();
        let message = match SCHEMES.iter().find(|(name, _)| *name == kind) {
            None => {
                let hint = suggestion(kind, SCHEMES.iter().map(|(name, _)| *name));
                format!("`{kind}` is no type of a security scheme{hint}")
            }
            Some((_, needed)) => match needed.iter().find(|key| place.node.get(key).is_none()) {
                Some(key) => format!("a security scheme of type `{kind}` without `{key}`"),
                None => continue,
            },
        };
        hits.push(Hit::new(&place.pointer, place.position, message));
    }
    hits
}

/// Silence about security reads like an operation for everybody; that is said by an empty list.
pub(super) fn missing_security(walk: &Walk<'_>) -> Vec<Hit> {
    if walk.root.get("security").is_some() {
        return Vec::new();
    }
    operations(walk)
        .filter(|(_, place)| place.node.get("security").is_none())
        .map(|(path, place)| {
            let message = format!("nothing says whether `{path}` needs authentication");
            Hit::new(&place.pointer, place.position, message)
        })
        .collect()
}

/// A scheme that no requirement names protects nothing.
pub(super) fn unused_scheme(walk: &Walk<'_>) -> Vec<Hit> {
    let holders = walk
        .places
        .iter()
        .filter(|place| matches!(place.kind, Kind::OpenApi | Kind::Operation));
    let named: Vec<&str> = holders
        .filter_map(|place| place.node.get("security"))
        .flat_map(Node::items)
        .flat_map(Node::entries)
        .map(|requirement| requirement.key.as_str())
        .collect();
    let components = walk.root.get("components");
    let schemes = components.and_then(|components| components.get("securitySchemes"));
    let schemes = schemes.map(Node::entries).unwrap_or_default().iter();
    schemes
        .filter(|scheme| !named.contains(&scheme.key.as_str()))
        .map(|scheme| {
            let pointer = Pointer::root().key("components").key("securitySchemes");
            let message = format!("no operation asks for `{}`", scheme.key);
            Hit::new(&pointer.key(&scheme.key), scheme.key_position, message)
        })
        .collect()
}
