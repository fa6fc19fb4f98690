//! Rules about the structure of the file: keys, extensions, types, version, servers, descriptions.

use super::{
    Hit,
    shape::{Child, EXTENSIONS, Kind, keys},
    suggestion,
    walk::Walk,
};
use crate::node::Value;

pub(super) fn unknown_key(walk: &Walk<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for place in &walk.places {
        if place.node.get("$ref").is_some() {
            continue; // `ref-siblings` speaks of these
        }
        for entry in place.node.entries() {
            let known = || keys(place.kind).iter().map(|(name, ..)| *name);
            if !entry.key.starts_with("x-") && !known().any(|name| name == entry.key) {
                let hint = suggestion(&entry.key, known());
                hits.push(Hit::new(
                    &place.pointer.key(&entry.key),
                    entry.key_position,
                    format!(
                        "unknown key `{}` in a {:?} object{hint}",
                        entry.key, place.kind
                    ),
                ));
            }
        }
    }
    hits
}

pub(super) fn unknown_extension(walk: &Walk<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for place in &walk.places {
        for entry in place.node.entries() {
            if !entry.key.starts_with("x-") {
                continue;
            }
            let message = match EXTENSIONS.iter().find(|(name, ..)| *name == entry.key) {
                None => format!(
                    "unknown extension `{}`{}",
                    entry.key,
                    suggestion(&entry.key, EXTENSIONS.iter().map(|(name, ..)| *name))
                ),
                Some((_, kinds, _)) if !kinds.contains(&place.kind) => format!(
                    "`{}` does not belong in a {:?} object; it stands in {kinds:?}",
                    entry.key, place.kind
                ),
                Some(_) => continue,
            };
            let pointer = place.pointer.key(&entry.key);
            hits.push(Hit::new(&pointer, entry.key_position, message));
        }
    }
    // Under `paths` OpenAPI allows extensions beside the paths; none of ours stands there.
    let paths = walk
        .root
        .get("paths")
        .map(crate::Node::entries)
        .unwrap_or_default();
    for entry in paths.iter().filter(|entry| entry.key.starts_with("x-")) {
        let pointer = crate::Pointer::root().key("paths").key(&entry.key);
        let message = format!("`{}` does not belong under `paths`", entry.key);
        hits.push(Hit::new(&pointer, entry.key_position, message));
    }
    hits
}

/// Values of the extensions that have a closed list of them.
pub(super) fn extension_value(walk: &Walk<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for place in &walk.places {
        for (name, _, values) in EXTENSIONS.iter().filter(|(.., values)| !values.is_empty()) {
            let Some(node) = place.node.get(name) else {
                continue;
            };
            // Evidence may be several things at once; every other extension is one word.
            let words = match &node.value {
                Value::Sequence(items) if name.ends_with("-evidence") && !items.is_empty() => {
                    items.iter().collect()
                }
                _ => vec![node],
            };
            for word in words {
                if !word.as_str().is_some_and(|text| values.contains(&text)) {
                    let found = word.as_str().unwrap_or(word.kind());
                    let hint = suggestion(found, values.iter().copied());
                    hits.push(Hit::new(
                        &place.pointer.key(name),
                        word.position,
                        format!(
                            "`{found}` is no value of `{name}` ({}){hint}",
                            values.join(", ")
                        ),
                    ));
                }
            }
        }
    }
    hits
}

pub(super) fn wrong_type(walk: &Walk<'_>) -> Vec<Hit> {
    walk.mismatches
        .iter()
        .map(|mismatch| Hit::new(&mismatch.pointer, mismatch.position, &*mismatch.message))
        .collect()
}

pub(super) fn missing_key(walk: &Walk<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for place in &walk.places {
        if place.node.get("$ref").is_some() {
            continue;
        }
        for (name, _, required) in keys(place.kind) {
            if *required && place.node.get(name).is_none() {
                hits.push(Hit::new(
                    &place.pointer,
                    place.position,
                    format!("a {:?} object without `{name}`", place.kind),
                ));
            }
        }
    }
    hits
}

pub(super) fn openapi_version(walk: &Walk<'_>) -> Vec<Hit> {
    walk.root
        .get("openapi")
        .filter(|node| !node.as_str().is_some_and(|text| text.starts_with("3.0.")))
        .map(|node| {
            let found = node.as_str().unwrap_or(node.kind());
            Hit::new(
                &crate::Pointer::root().key("openapi"),
                node.position,
                format!("version `{found}`"),
            )
        })
        .into_iter()
        .collect()
}

pub(super) fn server_url(walk: &Walk<'_>) -> Vec<Hit> {
    walk.of(Kind::Server)
        .filter_map(|place| {
            let url = place.node.get("url")?;
            let text = url.as_str()?;
            (!text.starts_with("https://") || text.ends_with('/') || text.contains(['?', '#', '{']))
                .then(|| {
                    let pointer = place.pointer.key("url");
                    Hit::new(&pointer, url.position, format!("server URL `{text}`"))
                })
        })
        .collect()
}

/// A client without an environment could be led nowhere by name.
pub(super) fn missing_server(walk: &Walk<'_>) -> Vec<Hit> {
    let servers = walk.root.get("servers").map(crate::Node::items);
    let message = "the document has no server";
    let hit = || Hit::new(&crate::Pointer::root(), walk.root.position, message);
    if servers.unwrap_or_default().is_empty() {
        vec![hit()]
    } else {
        Vec::new()
    }
}

/// Each server of the document is a named environment of the client.
pub(super) fn server_environment(walk: &Walk<'_>) -> Vec<Hit> {
    let mut seen = Vec::new();
    let mut hits = Vec::new();
    for place in walk.of(Kind::Server) {
        let name = place.node.str("x-environment").unwrap_or_default();
        let form = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !form || seen.contains(&name) {
            let message = format!("a server whose environment is `{name}`");
            hits.push(Hit::new(&place.pointer, place.position, message));
        }
        seen.push(name);
    }
    hits
}

pub(super) fn missing_description(walk: &Walk<'_>) -> Vec<Hit> {
    walk.places
        .iter()
        .filter(|place| place.node.get("$ref").is_none())
        .filter(|place| {
            place.is_property || matches!(place.kind, Kind::Parameter | Kind::Operation | Kind::Tag)
        })
        .filter(|place| place.node.str("description").is_none_or(str::is_empty))
        .map(|place| {
            Hit::new(
                &place.pointer,
                place.position,
                format!("a {:?} object without description", place.kind),
            )
        })
        .collect()
}

/// Every component is referred to from somewhere.
pub(super) fn unused_component(walk: &Walk<'_>) -> Vec<Hit> {
    let references: std::collections::HashSet<&str> = walk
        .places
        .iter()
        .filter_map(|place| place.node.str("$ref"))
        .collect();
    let mut hits = Vec::new();
    for (section, child, _) in keys(Kind::Components) {
        let map = walk.root.get("components").and_then(|c| c.get(section));
        // Security schemes are named by requirements, not by references.
        let Some(map) =
            map.filter(|_| matches!(child, Child::Map(_)) && *section != "securitySchemes")
        else {
            continue;
        };
        for entry in map.entries() {
            if !references.contains(format!("#/components/{section}/{}", entry.key).as_str()) {
                let pointer = crate::Pointer::root().key("components").key(section);
                hits.push(Hit::new(
                    &pointer.key(&entry.key),
                    entry.key_position,
                    format!("nothing refers to `{}`", entry.key),
                ));
            }
        }
    }
    hits
}
