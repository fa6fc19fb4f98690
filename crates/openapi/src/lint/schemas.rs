//! Rules about schemas: evidence, sensitivity, money, enums, and what the generator cannot express.

use super::{
    Hit,
    shape::Kind,
    suggestion,
    walk::{Place, Walk},
};
use crate::{
    node::{Node, Value},
    pointer::Pointer,
};

pub(super) fn missing_evidence(walk: &Walk<'_>) -> Vec<Hit> {
    walk.places
        .iter()
        .filter(|place| place.is_property || place.kind == Kind::Response)
        .filter(|place| place.node.get("$ref").is_none() && place.node.get("x-evidence").is_none())
        .map(|place| {
            let name = place.pointer.tokens().last().map(String::as_str);
            let what = if place.is_property {
                "property"
            } else {
                "response"
            };
            let message = format!("the {what} `{}` has no evidence", name.unwrap_or_default());
            Hit::new(&place.pointer, place.position, message)
        })
        .collect()
}

fn schemas<'w, 'd>(walk: &'w Walk<'d>) -> impl Iterator<Item = &'w Place<'d>> {
    walk.of(Kind::Schema)
}

fn is_component(place: &Place<'_>) -> bool {
    matches!(place.pointer.tokens(), [c, s, _] if c == "components" && s == "schemas")
}

/// A free-form object may hold anything, a person's data as well.
fn is_free_form(node: &Node) -> bool {
    node.str("type") == Some("object")
        && node.get("properties").is_none()
        && !matches!(
            node.get("additionalProperties").map(|n| &n.value),
            Some(Value::Mapping(_) | Value::Bool(false))
        )
}

pub(super) fn missing_sensitive(walk: &Walk<'_>) -> Vec<Hit> {
    schemas(walk)
        .filter(|place| {
            let node = place.node;
            let value = node.get("x-value").is_some() && node.str("type").is_none();
            node.str("type") == Some("string") || is_free_form(node) || value
        })
        .filter(|place| place.node.get("x-sensitive").is_none())
        .map(|place| {
            let name = place
                .pointer
                .tokens()
                .last()
                .map(String::as_str)
                .unwrap_or_default();
            let message = format!("`{name}` does not say how sensitive it is");
            Hit::new(&place.pointer, place.position, message)
        })
        .collect()
}

/// A number that is no amount would become a float in some language.
pub(super) fn float(walk: &Walk<'_>) -> Vec<Hit> {
    schemas(walk)
        .filter_map(|place| {
            let format = place
                .node
                .str("format")
                .filter(|f| ["float", "double"].contains(f));
            let number = place.node.str("type") == Some("number")
                && !(place.node.str("x-value") == Some("amount") && is_component(place));
            let message = match (format, number) {
                (Some(format), _) => format!("`format: {format}` loses digits of money"),
                (None, true) => "a number that is no amount would become a float".to_owned(),
                (None, false) => return None,
            };
            Some(Hit::new(&place.pointer, place.position, message))
        })
        .collect()
}

pub(super) fn closed_enum(walk: &Walk<'_>) -> Vec<Hit> {
    schemas(walk)
        .filter_map(|place| {
            let entry = place.node.entry("enum")?;
            let message = "a closed enum: a value that is not in it would fail a whole response";
            Some(Hit::new(
                &place.pointer.key("enum"),
                entry.key_position,
                message,
            ))
        })
        .collect()
}

pub(super) fn extensible_enum(walk: &Walk<'_>) -> Vec<Hit> {
    schemas(walk)
        .filter_map(|place| {
            let entry = place.node.entry("x-extensible-enum")?;
            let values: Vec<Option<&str>> = entry.node.items().iter().map(Node::as_str).collect();
            let mut unique = values.clone();
            unique.sort_unstable();
            unique.dedup();
            let message = if !is_component(place) || place.node.str("type") != Some("string") {
                "an open enum that is not a component of `type: string`"
            } else if values.is_empty() || values.contains(&None) || values.contains(&Some("")) {
                "an open enum whose values are not a list of strings; quote what YAML reads otherwise"
            } else if unique.len() != values.len() {
                "an open enum with the same value twice"
            } else {
                return None;
            };
            let pointer = place.pointer.key("x-extensible-enum");
            Some(Hit::new(&pointer, entry.key_position, message))
        })
        .collect()
}

/// The value types of the client stand on components of a form that fits them.
pub(super) fn value_type(walk: &Walk<'_>) -> Vec<Hit> {
    schemas(walk)
        .filter_map(|place| {
            let entry = place.node.entry("x-value")?;
            let kind = place.node.str("type");
            let fits = match entry.node.as_str()? {
                "amount" => kind == Some("number"),
                "identifier" => kind.is_none_or(|kind| ["string", "integer"].contains(&kind)),
                "timestamp" => kind.is_none_or(|kind| kind == "string"),
                "secret" => {
                    kind == Some("string") && place.node.str("x-sensitive") == Some("secret")
                }
                "json-object" => kind == Some("object"),
                "idempotency-key" => kind == Some("string"),
                _ => return None, // `extension-value` speaks of it
            };
            let message = if !is_component(place) {
                "`x-value` stands on a schema that is no component"
            } else if !fits {
                "`x-value` does not fit the schema it stands on"
            } else {
                return None;
            };
            Some(Hit::new(
                &place.pointer.key("x-value"),
                entry.key_position,
                message,
            ))
        })
        .collect()
}

pub(super) fn required_unknown(walk: &Walk<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for place in schemas(walk) {
        let properties = place
            .node
            .get("properties")
            .map(Node::entries)
            .unwrap_or_default();
        let required = place
            .node
            .get("required")
            .map(Node::items)
            .unwrap_or_default();
        for (index, item) in required.iter().enumerate() {
            let name = item.as_str().unwrap_or_default();
            if !properties.iter().any(|property| property.key == name) {
                let hint = suggestion(name, properties.iter().map(|p| p.key.as_str()));
                let pointer = place.pointer.key("required").key(index);
                let message = format!("`{name}` is required, but is no property{hint}");
                hits.push(Hit::new(&pointer, item.position, message));
            }
        }
    }
    hits
}

/// Whether a pointer lies inside a component that is a value type, or inside an error response.
fn is_replaced(walk: &Walk<'_>, pointer: &Pointer) -> bool {
    match pointer.tokens() {
        [components, schemas, name, ..] if components == "components" && schemas == "schemas" => {
            let at = Pointer::root().key("components").key("schemas").key(name);
            at.resolve(walk.root)
                .is_some_and(|node| node.get("x-value").is_some())
        }
        [components, responses, ..] => components == "components" && responses == "responses",
        _ => false,
    }
}

/// An error response never reaches the generator, so that its body may be one of several.
fn is_error_response(pointer: &Pointer) -> bool {
    matches!(pointer.tokens(), [paths, _, _, responses, status, ..]
        if paths == "paths" && responses == "responses" && !status.starts_with('2'))
}

pub(super) fn schema_type(walk: &Walk<'_>) -> Vec<Hit> {
    const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];
    schemas(walk)
        .filter_map(|place| {
            let node = place.node;
            let composed = ["allOf", "oneOf", "anyOf"]
                .iter()
                .any(|key| node.get(key).is_some());
            let message = match node.str("type") {
                None if composed => return None,
                None => "a schema without type".to_owned(),
                Some("array") if node.get("items").is_none() => "an array without items".to_owned(),
                Some(name) if TYPES.contains(&name) => return None,
                Some(name) => {
                    format!("`{name}` is no type{}", suggestion(name, TYPES.into_iter()))
                }
            };
            Some(Hit::new(&place.pointer, place.position, message))
        })
        .collect()
}

pub(super) fn composition(walk: &Walk<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for place in schemas(walk) {
        if is_replaced(walk, &place.pointer) || is_error_response(&place.pointer) {
            continue;
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(entry) = place.node.entry(key) {
                let message = format!("`{key}` would become an untagged enum, which loses digits");
                hits.push(Hit::new(
                    &place.pointer.key(key),
                    entry.key_position,
                    message,
                ));
            }
        }
        if let Some(entry) = place.node.entry("allOf") {
            let single = matches!(entry.node.items(), [one] if one.get("$ref").is_some());
            let alone = ["type", "properties", "required", "items", "nullable"];
            if !single || alone.iter().any(|key| place.node.get(key).is_some()) {
                let message = "`allOf` of anything but one reference";
                hits.push(Hit::new(
                    &place.pointer.key("allOf"),
                    entry.key_position,
                    message,
                ));
            }
        }
    }
    hits
}

/// A component is a type of its own: an object, a value or an open enum. Anything else is written where it is used.
pub(super) fn component_form(walk: &Walk<'_>) -> Vec<Hit> {
    // A component that only refers to another is no type of its own either.
    let all = walk
        .places
        .iter()
        .filter(|place| place.kind == Kind::Schema);
    all
        .filter(|place| is_component(place))
        .filter(|place| {
            let node = place.node;
            let is_object = node.str("type") == Some("object")
                && node.get("properties").is_some_and(|properties| !properties.entries().is_empty());
            !is_object && node.get("x-value").is_none() && node.get("x-extensible-enum").is_none()
        })
        .map(|place| {
            let message = "a component that is neither an object with properties, nor a value, nor an open enum";
            Hit::new(&place.pointer, place.position, message)
        })
        .collect()
}

/// `null` would be read as an absent field, which a required one cannot be.
pub(super) fn required_nullable(walk: &Walk<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for place in schemas(walk) {
        let required = place
            .node
            .get("required")
            .map(Node::items)
            .unwrap_or_default();
        for name in required.iter().filter_map(Node::as_str) {
            let property = place
                .node
                .get("properties")
                .and_then(|properties| properties.entry(name));
            if let Some(property) =
                property.filter(|property| property.node.bool("nullable") == Some(true))
            {
                let at = place.pointer.key("properties").key(name);
                let message = format!("`{name}` is required and may be null");
                hits.push(Hit::new(&at, property.key_position, message));
            }
        }
    }
    hits
}

pub(super) fn unsupported_key(walk: &Walk<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for place in schemas(walk) {
        for key in [
            "not",
            "discriminator",
            "xml",
            "readOnly",
            "writeOnly",
            "default",
        ] {
            if let Some(entry) = place.node.entry(key) {
                let message = format!("`{key}` is silently ignored by the generator");
                hits.push(Hit::new(
                    &place.pointer.key(key),
                    entry.key_position,
                    message,
                ));
            }
        }
    }
    hits
}

pub(super) fn open_object(walk: &Walk<'_>) -> Vec<Hit> {
    schemas(walk)
        .filter_map(|place| {
            let node = place.node;
            if node.str("x-value") == Some("json-object") {
                return None;
            }
            let message =
                if node.get("properties").is_some() && node.get("additionalProperties").is_some() {
                    "`additionalProperties` beside `properties`"
                } else if is_free_form(node) {
                    "a free-form object, whose numbers would lose digits"
                } else {
                    return None;
                };
            Some(Hit::new(&place.pointer, place.position, message))
        })
        .collect()
}
