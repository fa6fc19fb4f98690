//! Rules about names: what they become in Rust must exist there, once.

use std::collections::HashMap;

use heck::{ToPascalCase, ToSnakeCase};

use super::{
    Hit,
    shape::Kind,
    walk::{Place, Walk},
};
use crate::{
    document::Document,
    node::{Entry, Node},
    pointer::Pointer,
};

/// Types that generated code uses by these names.
const TYPES: &[&str] = &[
    "Self",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "String",
    "Vec",
    "Box",
    "From",
    "Into",
    "TryFrom",
    "TryInto",
    "FromStr",
    "Default",
    "Clone",
    "Copy",
    "PartialEq",
    "Eq",
    "PartialOrd",
    "Ord",
    "Hash",
    "Debug",
    "Display",
    "Iterator",
    "IntoIterator",
    "Extend",
    "Drop",
    "Fn",
    "FnMut",
    "FnOnce",
    "Send",
    "Sync",
    "Sized",
    "Unpin",
    "AsRef",
    "AsMut",
    "ToString",
    "ToOwned",
    "Calls",
];

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// What the client, or a call of it, already has under these names.
const ACCESSORS: &[&str] = &[
    "builder", "from_env", "runtime", "clone", "fmt", "calls", "types",
];
const CALLS: &[&str] = &[
    "all",
    "new",
    "exec",
    "pre",
    "post",
    "from",
    "into",
    "client",
    "runtime",
    "check_path_argument",
];
const ARGUMENTS: &[&str] = &[
    "body",
    "options",
    "call",
    "client",
    "url",
    "request",
    "result",
    "response",
    "header_map",
    "info",
    "query",
    "value",
    "types",
];

/// A component's name is its type's.
pub(super) fn schema_name(walk: &Walk<'_>) -> Vec<Hit> {
    let schemas = walk
        .root
        .get("components")
        .and_then(|components| components.get("schemas"));
    let schemas = schemas.map(Node::entries).unwrap_or_default();
    named(schemas, |entry| {
        let name = entry.key.as_str();
        if name.to_pascal_case() != name
            || !name.starts_with(|c: char| c.is_ascii_uppercase())
            || !name.is_ascii()
        {
            return Some(format!(
                "`{name}` is no type name; as such it would be `{}`",
                name.to_pascal_case()
            ));
        }
        let owner = name
            .strip_suffix("Required")
            .filter(|owner| schemas.iter().any(|e| e.key == *owner));
        if TYPES.contains(&name) {
            Some(format!(
                "`{name}` is a name that Rust or the client has already"
            ))
        } else {
            owner.map(|owner| {
                format!("`{name}` is what the client calls the required fields of `{owner}`")
            })
        }
    })
    .into_iter()
    .map(|(entry, message)| {
        let at = Pointer::root()
            .key("components")
            .key("schemas")
            .key(&entry.key);
        Hit::new(&at, entry.key_position, message)
    })
    .collect()
}

/// The entries that `refuse` speaks against.
fn named(entries: &[Entry], refuse: impl Fn(&Entry) -> Option<String>) -> Vec<(&Entry, String)> {
    entries
        .iter()
        .filter_map(|entry| Some((entry, refuse(entry)?)))
        .collect()
}

/// The properties of an object become fields of a struct.
pub(super) fn field_name(walk: &Walk<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for place in walk.of(Kind::Schema) {
        let mut seen: HashMap<String, &str> = HashMap::from([("extra_fields".to_owned(), "")]);
        for entry in place
            .node
            .get("properties")
            .map(Node::entries)
            .unwrap_or_default()
        {
            let name = entry.key.to_snake_case();
            if let Some(other) = seen.insert(name.clone(), &entry.key) {
                let other = match name.as_str() {
                    "extra_fields" => "what keeps undocumented fields".to_owned(),
                    _ => format!("`{other}`"),
                };
                let message = format!(
                    "`{}` would be the field `{name}`, and so is {other}",
                    entry.key
                );
                let at = place.pointer.key("properties").key(&entry.key);
                hits.push(Hit::new(&at, entry.key_position, message));
            }
        }
    }
    hits
}

/// A tag becomes an accessor of the client and a type.
pub(super) fn tag_name(walk: &Walk<'_>) -> Vec<Hit> {
    let document = Document::from_root(walk.root.clone());
    let mut seen: HashMap<String, String> = HashMap::new();
    let mut hits = Vec::new();
    for operation in document.operations() {
        let (accessor, resource) = (
            operation.tag.to_snake_case(),
            operation.tag.to_pascal_case(),
        );
        let other = seen
            .entry(accessor.clone())
            .or_insert_with(|| operation.tag.to_owned());
        let message =
            if accessor.is_empty() || !accessor.starts_with(|c: char| c.is_ascii_lowercase()) {
                format!("the tag `{}` has no Rust name", operation.tag)
            } else if ACCESSORS.contains(&accessor.as_str())
                || KEYWORDS.contains(&accessor.as_str())
                || TYPES.contains(&resource.as_str())
            {
                format!(
                    "the tag `{}` is a name that Rust or the client has already",
                    operation.tag
                )
            } else if *other != operation.tag {
                format!(
                    "the tags `{}` and `{other}` would be the same accessor",
                    operation.tag
                )
            } else {
                continue;
            };
        hits.push(Hit::new(
            &operation.pointer.key("tags"),
            operation.position,
            message,
        ));
    }
    hits
}

/// An operationId becomes a function and a constant, the method's name a method.
pub(super) fn operation_name(walk: &Walk<'_>) -> Vec<Hit> {
    walk.of(Kind::Operation)
        .filter_map(|place| {
            let id = place.node.str("operationId")?;
            let name = id.to_snake_case();
            let method = place.node.get("x-method-name");
            let is_name = |text: &str| {
                text.starts_with(|c: char| c.is_ascii_lowercase())
                    && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            };
            let message = if KEYWORDS.contains(&name.as_str()) || CALLS.contains(&name.as_str()) {
                format!("the operationId `{id}` is a name that Rust or the client has already")
            } else if method.is_some_and(|method| !method.as_str().is_some_and(is_name)) {
                "`x-method-name` is not a name in lower case".to_owned()
            } else {
                return None;
            };
            Some(Hit::new(&place.pointer, place.position, message))
        })
        .collect()
}

/// A parameter becomes an argument, beside those that generated code has itself.
pub(super) fn parameter_name(walk: &Walk<'_>) -> Vec<Hit> {
    walk.of(Kind::Parameter)
        .filter_map(|place| {
            let name = place.node.str("name")?;
            let argument = name.to_snake_case();
            let is_free = argument.starts_with(|c: char| c.is_ascii_lowercase())
                && !ARGUMENTS.contains(&argument.as_str())
                && !KEYWORDS.contains(&argument.as_str());
            let message = format!("the parameter `{name}` has no Rust name, or one that is taken");
            (!is_free).then(|| Hit::new(&place.pointer.key("name"), place.position, message))
        })
        .collect()
}

/// What a parameter is must fit where it travels.
pub(super) fn parameter_schema(walk: &Walk<'_>) -> Vec<Hit> {
    walk.of(Kind::Parameter)
        .filter_map(|place| {
            let schema = walk.resolve(place.node.get("schema")?);
            let is_array = schema.str("type") == Some("array");
            let item = if is_array {
                schema
                    .get("items")
                    .map_or(schema, |items| walk.resolve(items))
            } else {
                schema
            };
            let is_scalar = match item.str("x-value") {
                Some("idempotency-key") => place.node.str("in") == Some("header") && !is_array,
                Some(value) => ["identifier", "timestamp", "amount"].contains(&value),
                None => matches!(item.str("type"), Some("string" | "integer" | "boolean")),
            };
            let fits = is_scalar && (!is_array || place.node.str("in") == Some("query"));
            (!fits).then(|| {
                hit(
                    place,
                    "a parameter that is no single value; only a query may have a list of them",
                )
            })
        })
        .collect()
}

fn hit(place: &Place<'_>, message: &str) -> Hit {
    Hit::new(&place.pointer.key("schema"), place.position, message)
}
