//! Rules about paths, operations, parameters, requests and responses.

use std::collections::HashMap;

use super::{
    Hit,
    shape::Kind,
    walk::{Place, Walk},
};
use crate::{
    document::METHODS,
    node::{Entry, Node},
    pointer::Pointer,
};

/// The operations with their path, found by their pointer `/paths/{path}/{method}`.
pub(super) fn operations<'w, 'd>(
    walk: &'w Walk<'d>,
) -> impl Iterator<Item = (&'w str, &'w Place<'d>)> {
    walk.of(Kind::Operation).filter_map(|place| {
        let [_, path, _] = place.pointer.tokens() else {
            return None;
        };
        Some((path.as_str(), place))
    })
}

pub(super) fn missing_retry(walk: &Walk<'_>) -> Vec<Hit> {
    operations(walk)
        .filter(|(_, place)| place.node.get("x-retry").is_none())
        .map(|(path, place)| {
            let method = place.pointer.tokens().last().map(String::as_str);
            let method = method.unwrap_or_default().to_uppercase();
            let message = format!("`{method} {path}` does not say whether it may be repeated");
            Hit::new(&place.pointer, place.position, message)
        })
        .collect()
}

fn method<'p>(place: &'p Place<'_>) -> &'p str {
    place.pointer.tokens().last().map_or("", String::as_str)
}

/// HTTP itself says which methods change nothing (RFC 9110, section 9.2.1).
fn is_safe_by_method(place: &Place<'_>) -> bool {
    ["get", "head", "options", "trace"].contains(&method(place))
}

/// A repeated request of a method that changes something may pay twice; who calls it safe has to say why.
pub(super) fn retry_method(walk: &Walk<'_>) -> Vec<Hit> {
    operations(walk)
        .filter(|(_, place)| place.node.str("x-retry") == Some("safe"))
        .filter(|(_, place)| !is_safe_by_method(place))
        .filter(|(_, place)| place.node.get("x-retry-evidence").is_none())
        .map(|(path, place)| {
            let method = method(place).to_uppercase();
            let message = format!("`{method} {path}` is called safe to repeat");
            Hit::new(&place.pointer.key("x-retry"), place.position, message)
        })
        .collect()
}

/// Evidence for a class that HTTP gives already, or that claims nothing, would hide where it is needed.
pub(super) fn retry_evidence(walk: &Walk<'_>) -> Vec<Hit> {
    operations(walk)
        .filter_map(|(_, place)| {
            let entry = place.node.entry("x-retry-evidence")?;
            let is_needed = place.node.str("x-retry") == Some("safe") && !is_safe_by_method(place);
            let pointer = place.pointer.key("x-retry-evidence");
            let message = "`x-retry-evidence` where nothing has to be shown";
            (!is_needed).then(|| Hit::new(&pointer, entry.key_position, message))
        })
        .collect()
}

pub(super) fn operation_id(walk: &Walk<'_>) -> Vec<Hit> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut hits = Vec::new();
    for (_, place) in operations(walk) {
        let Some(node) = place.node.get("operationId") else {
            continue;
        };
        let id = node.as_str().unwrap_or_default();
        let form = id.starts_with(|c: char| c.is_ascii_lowercase())
            && id.chars().all(|c| c.is_ascii_alphanumeric());
        let message = match seen.insert(id, node.position.line) {
            Some(line) => format!("`{id}` is the operation of line {line}, too"),
            None if !form => format!("`{id}` is not in camelCase"),
            None => continue,
        };
        hits.push(Hit::new(
            &place.pointer.key("operationId"),
            node.position,
            message,
        ));
    }
    hits
}

pub(super) fn operation_tag(walk: &Walk<'_>) -> Vec<Hit> {
    operations(walk)
        .filter(|(_, place)| place.node.get("tags").map_or(0, |tags| tags.items().len()) != 1)
        .map(|(_, place)| {
            let message = "an operation belongs to exactly one tag, its accessor in the client";
            Hit::new(&place.pointer, place.position, message)
        })
        .collect()
}

pub(super) fn undeclared_tag(walk: &Walk<'_>) -> Vec<Hit> {
    let tags = walk.root.get("tags").map(Node::items).unwrap_or_default();
    let declared = |name: &str| tags.iter().any(|tag| tag.str("name") == Some(name));
    let mut hits = Vec::new();
    for (_, place) in operations(walk) {
        for (index, tag) in place
            .node
            .get("tags")
            .map(Node::items)
            .unwrap_or_default()
            .iter()
            .enumerate()
        {
            if let Some(name) = tag.as_str().filter(|name| !declared(name)) {
                let pointer = place.pointer.key("tags").key(index);
                let message = format!("the tag `{name}` is not declared");
                hits.push(Hit::new(&pointer, tag.position, message));
            }
        }
    }
    hits
}

/// The names in the braces of a path template; `None` if the braces do not match.
fn template_names(path: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    for segment in path.split('/') {
        match (
            segment.strip_prefix('{').and_then(|s| s.strip_suffix('}')),
            segment,
        ) {
            (Some(name), _) if !name.is_empty() && !name.contains(['{', '}']) => names.push(name),
            (None, literal) if !literal.contains(['{', '}']) => {}
            _ => return None,
        }
    }
    Some(names)
}

pub(super) fn path_form(walk: &Walk<'_>) -> Vec<Hit> {
    let mut seen: HashMap<String, &str> = HashMap::new();
    let mut hits = Vec::new();
    for entry in walk
        .root
        .get("paths")
        .map(Node::entries)
        .unwrap_or_default()
    {
        let path = entry.key.as_str();
        if path.starts_with("x-") {
            continue;
        }
        let shape = path
            .split('/')
            .map(|s| if s.starts_with('{') { "{}" } else { s });
        let shape = shape.collect::<Vec<_>>().join("/");
        let literal = |c: char| c.is_ascii_alphanumeric() || "/{}-_.~".contains(c);
        let message = if !path.starts_with('/') || (path.len() > 1 && path.ends_with('/')) {
            format!("the path `{path}` does not begin with a slash, or ends with one")
        } else if template_names(path).is_none() || !path.chars().all(literal) {
            format!("the path `{path}` has a segment that is neither a plain word nor a parameter")
        } else if let Some(other) = seen.insert(shape, path) {
            format!("the path `{path}` cannot be told from `{other}`")
        } else {
            continue;
        };
        let pointer = Pointer::root().key("paths").key(path);
        hits.push(Hit::new(&pointer, entry.key_position, message));
    }
    hits
}

/// The parameters of an operation and of its path, references resolved.
pub(super) fn parameters<'d>(walk: &Walk<'d>, path: &str, operation: &'d Node) -> Vec<&'d Node> {
    let item = walk.root.get("paths").and_then(|paths| paths.get(path));
    [item, Some(operation)]
        .into_iter()
        .flatten()
        .filter_map(|node| node.get("parameters"))
        .flat_map(Node::items)
        .map(|node| walk.resolve(node))
        .collect()
}

pub(super) fn path_parameters(walk: &Walk<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (path, place) in operations(walk) {
        let wanted = template_names(path).unwrap_or_default();
        let parameters = parameters(walk, path, place.node);
        let declared = parameters.iter().filter(|p| p.str("in") == Some("path"));
        let declared: Vec<&str> = declared.filter_map(|p| p.str("name")).collect();
        let lacking = wanted.iter().filter(|name| !declared.contains(name));
        let surplus = declared.iter().filter(|name| !wanted.contains(name));
        let messages = lacking
            .map(|name| format!("`{{{name}}}` of the path has no parameter"))
            .chain(surplus.map(|name| format!("the path has no `{{{name}}}` for this parameter")));
        for message in messages {
            hits.push(Hit::new(&place.pointer, place.position, message));
        }
    }
    hits
}

pub(super) fn parameter_place(walk: &Walk<'_>) -> Vec<Hit> {
    walk.of(Kind::Parameter)
        .filter_map(|place| {
            let found = place.node.get("in")?;
            let name = found.as_str().unwrap_or_default();
            let required = place.node.bool("required") == Some(true);
            let message = match name {
                "query" | "header" => return None,
                "path" if required => return None,
                "path" => "a path parameter without `required: true`".to_owned(),
                other => format!("a parameter in `{other}` cannot be generated"),
            };
            Some(Hit::new(&place.pointer.key("in"), found.position, message))
        })
        .collect()
}

pub(super) fn request_body(walk: &Walk<'_>) -> Vec<Hit> {
    walk.of(Kind::RequestBody)
        .filter_map(|place| {
            let media = place
                .node
                .get("content")
                .map(Node::entries)
                .unwrap_or_default();
            let message = if place.node.bool("required") != Some(true) {
                "a request body without `required: true`".to_owned()
            } else if media.len() != 1 {
                format!("a request body in {} media types", media.len())
            } else if media.iter().any(|m| m.node.get("encoding").is_some()) {
                "a request body with `encoding`".to_owned()
            } else if media
                .iter()
                .filter_map(|m| m.node.get("schema"))
                .any(|schema| {
                    let schema = walk.resolve(schema);
                    !matches!(schema.str("type"), Some("object" | "array"))
                })
            {
                "a request body that is neither an object nor a list".to_owned()
            } else {
                return None;
            };
            Some(Hit::new(&place.pointer, place.position, message))
        })
        .collect()
}

fn responses<'d>(place: &Place<'d>) -> &'d [Entry] {
    place
        .node
        .get("responses")
        .map(Node::entries)
        .unwrap_or_default()
}

pub(super) fn response_status(walk: &Walk<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (_, place) in operations(walk) {
        for entry in responses(place) {
            let code = entry.key.parse::<u16>().ok();
            if entry.key.len() != 3 || !code.is_some_and(|code| (100..600).contains(&code)) {
                hits.push(Hit::new(
                    &place.pointer.key("responses").key(&entry.key),
                    entry.key_position,
                    format!("`{}` is no status code", entry.key),
                ));
            }
        }
    }
    hits
}

/// The media types of a response, references followed.
fn media_types<'d>(walk: &Walk<'d>, response: &'d Entry) -> &'d [Entry] {
    let content = walk.resolve(&response.node).get("content");
    content.map(Node::entries).unwrap_or_default()
}

/// The client reads one type on success, whichever of the documented statuses says so.
pub(super) fn success_response(walk: &Walk<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (_, place) in operations(walk) {
        let success: Vec<&Entry> = responses(place)
            .iter()
            .filter(|r| r.key.starts_with('2'))
            .collect();
        let body = |entry: &'_ Entry| {
            let schema = |media: &Entry| media.node.get("schema").map(Node::to_value);
            let media = media_types(walk, entry).iter();
            media
                .map(|media| (media.key.clone(), schema(media)))
                .collect::<Vec<_>>()
        };
        let message = if success.is_empty() {
            "no response means success".to_owned()
        } else if let Some(one) = success.iter().find(|one| media_types(walk, one).len() > 1) {
            format!(
                "status {} has {} media types",
                one.key,
                media_types(walk, one).len()
            )
        } else if let Some(other) = success.iter().find(|other| body(other) != body(success[0])) {
            format!(
                "{} and {} answer different bodies",
                success[0].key, other.key
            )
        } else {
            continue;
        };
        hits.push(Hit::new(
            &place.pointer.key("responses"),
            place.position,
            message,
        ));
    }
    hits
}

/// The client tells documented errors apart by their components.
pub(super) fn error_body(walk: &Walk<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let is_error = |place: &&Place<'_>| match place.pointer.tokens() {
        [.., responses, status] if responses == "responses" => !status.starts_with('2'),
        _ => false,
    };
    for place in walk.of(Kind::Response).filter(is_error) {
        // A success under `components` cannot be told from an error by its place.
        let is_component = place.pointer.tokens().first().map(String::as_str) == Some("components");
        if is_component && !is_used_by_errors_alone(walk, place) {
            continue;
        }
        let media = place.node.get("content").map(Node::entries);
        for media in media.unwrap_or_default() {
            let Some(schema) = media.node.get("schema") else {
                continue; // `missing-key` speaks of it
            };
            let one_of = ["anyOf", "oneOf"].iter().find_map(|key| schema.get(key));
            let bodies = one_of.map_or_else(|| std::slice::from_ref(schema), Node::items);
            let is_object = |node: &Node| {
                let target = node.get("$ref").map(|_| walk.resolve(node));
                target.is_some_and(|target| target.get("properties").is_some())
            };
            if bodies.is_empty() || !bodies.iter().all(is_object) {
                let pointer = place.pointer.key("content").key(&media.key).key("schema");
                let message = "an error whose body is no component";
                hits.push(Hit::new(&pointer, schema.position, message));
            }
        }
    }
    hits
}

/// Whether a response component stands under statuses of errors only.
fn is_used_by_errors_alone(walk: &Walk<'_>, component: &Place<'_>) -> bool {
    operations(walk)
        .flat_map(|(_, place)| responses(place))
        .filter(|entry| std::ptr::eq(walk.resolve(&entry.node), component.node))
        .all(|entry| !entry.key.starts_with('2'))
}

/// Two operations that would be the same method of the client.
pub(super) fn method_clash(walk: &Walk<'_>) -> Vec<Hit> {
    // The names are `Document`'s to make; here they are only compared.
    let document = crate::Document::from_root(walk.root.clone());
    let mut seen: HashMap<(String, String), String> = HashMap::new();
    let mut hits = Vec::new();
    for operation in document.operations() {
        let key = (operation.tag.to_lowercase(), operation.method_name.clone());
        if let Some(other) = seen.insert(key, operation.id.to_owned()) {
            let message = format!(
                "`{}` and `{other}` are both `{}().{}()`",
                operation.id, operation.tag, operation.method_name
            );
            hits.push(Hit::new(&operation.pointer, operation.position, message));
        }
    }
    hits
}

pub(super) fn path_item_key(walk: &Walk<'_>) -> Vec<Hit> {
    walk.of(Kind::PathItem)
        .filter(|place| {
            !place
                .node
                .entries()
                .iter()
                .any(|e| METHODS.contains(&e.key.as_str()))
        })
        .map(|place| Hit::new(&place.pointer, place.position, "a path without operations"))
        .collect()
}
