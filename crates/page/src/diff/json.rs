//! JSON as an example shows it: keys and the text of values. No number is read as one, so that no digit of an amount is lost.

use std::collections::HashMap;

use serde_json::value::RawValue;

/// A value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// A text, number, truth value or null, with its text in JSON.
    Scalar(String),
    /// Keys in their order; of a key that stands there twice, the last.
    Object(Vec<(String, Node)>),
    /// Items.
    Array(Vec<Node>),
}

/// Deeper than this nothing is looked into.
const DEEPEST: usize = 64;

/// Reads a text, if it is JSON.
pub(super) fn read(text: &str) -> Option<Node> {
    let raw: &RawValue = serde_json::from_str(text).ok()?;
    Some(node(raw, 0))
}

fn node(raw: &RawValue, depth: usize) -> Node {
    let text = raw.get();
    let read = match text.as_bytes().first() {
        Some(b'{') if depth < DEEPEST => object(text, depth),
        Some(b'[') if depth < DEEPEST => {
            serde_json::from_str::<Vec<&RawValue>>(text)
                .ok()
                .map(|items| {
                    Node::Array(
                        items
                            .into_iter()
                            .map(|item| node(item, depth + 1))
                            .collect(),
                    )
                })
        }
        // `\u00e9` and `é` are one text.
        Some(b'"') => serde_json::from_str::<String>(text)
            .ok()
            .and_then(|value| serde_json::to_string(&value).ok())
            .map(Node::Scalar),
        _ => None,
    };
    read.unwrap_or_else(|| Node::Scalar(super::fold::space(text)))
}

fn object(text: &str, depth: usize) -> Option<Node> {
    let Entries(entries) = serde_json::from_str(text).ok()?;
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut members: Vec<(String, Node)> = Vec::new();
    for (key, value) in entries {
        let value = node(value, depth + 1);
        match places.get(&key) {
            Some(&place) => members[place].1 = value,
            None => {
                places.insert(key.clone(), members.len());
                members.push((key, value));
            }
        }
    }
    Some(Node::Object(members))
}

/// The members of an object, in their order.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de> serde::Deserialize<'de> for Entries<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Entries<'de>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

impl Node {
    /// The value as JSON, no longer than a line or two.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        super::fold::excerpt(&text)
    }

    fn write(&self, text: &mut String) {
        // A long example is cut anyway.
        if text.len() > 2000 {
            return;
        }
        match self {
            Self::Scalar(value) => text.push_str(value),
            Self::Object(members) => {
                text.push('{');
                for (place, (key, value)) in members.iter().enumerate() {
                    if place > 0 {
                        text.push(',');
                    }
                    text.push_str(&serde_json::Value::from(key.as_str()).to_string());
                    text.push(':');
                    value.write(text);
                }
                text.push('}');
            }
            Self::Array(items) => {
                text.push('[');
                for (place, item) in items.iter().enumerate() {
                    if place > 0 {
                        text.push(',');
                    }
                    item.write(text);
                }
                text.push(']');
            }
        }
    }
}

/// What differs between two values.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Difference<'a> {
    /// A key that only the new value has. Keys below it are not told.
    Added(String, &'a Node),
    /// A key that only the old value has. Keys below it are not told.
    Removed(String, &'a Node),
    /// Another value at a key.
    Changed(String, String, String),
}

/// Compares two values. Keys are dotted, `[]` stands for the items of an array: an item's key counts once, however many items have it.
pub(super) fn compare<'a>(old: &'a Node, new: &'a Node) -> Vec<Difference<'a>> {
    let mut differences = Vec::new();
    groups("", &[old], &[new], &mut differences);
    differences
}

/// Compares the values that stand at one key, of all items.
fn groups<'a>(at: &str, old: &[&'a Node], new: &[&'a Node], out: &mut Vec<Difference<'a>>) {
    let objects = |nodes: &[&Node]| nodes.iter().all(|node| matches!(node, Node::Object(_)));
    let arrays = |nodes: &[&Node]| {
        !nodes.is_empty() && nodes.iter().all(|node| matches!(node, Node::Array(_)))
    };
    let changed = |out: &mut Vec<Difference<'a>>| {
        let differing = old.iter().zip(new).find(|(one, other)| one != other);
        let (one, other) = match differing {
            Some((one, other)) => (one.text(), other.text()),
            None if old.len() == new.len() => return,
            None => (count(old.len()), count(new.len())),
        };
        out.push(Difference::Changed(at.to_owned(), one, other));
    };
    if objects(old) && objects(new) && !old.is_empty() && !new.is_empty() {
        members(at, old, new, out);
    } else if arrays(old) && arrays(new) {
        let items = |nodes: &[&'a Node]| -> Vec<&'a Node> {
            nodes
                .iter()
                .flat_map(|node| match node {
                    Node::Array(items) => items.iter(),
                    _ => [].iter(),
                })
                .collect()
        };
        let (old_items, new_items) = (items(old), items(new));
        let at = format!("{at}[]");
        let of_objects = |items: &[&Node]| !items.is_empty() && objects(items);
        if of_objects(&old_items) && of_objects(&new_items) {
            let before = out.len();
            members(&at, &old_items, &new_items, out);
            // Another number of items is told only where nothing else is.
            if out.len() == before && old_items.len() != new_items.len() {
                let (one, other) = (count(old_items.len()), count(new_items.len()));
                out.push(Difference::Changed(at, one, other));
            }
        } else if old_items.len() == new_items.len() && arrays(&old_items) && arrays(&new_items) {
            groups(&at, &old_items, &new_items, out);
        } else if old_items != new_items {
            let differing = old_items
                .iter()
                .zip(&new_items)
                .find(|(one, other)| one != other);
            let (one, other) = match differing {
                Some((one, other)) if old_items.len() == new_items.len() => {
                    (one.text(), other.text())
                }
                _ => (listed(&old_items), listed(&new_items)),
            };
            out.push(Difference::Changed(at, one, other));
        }
    } else {
        changed(out);
    }
}

fn count(items: usize) -> String {
    format!("{items} item{}", if items == 1 { "" } else { "s" })
}

fn listed(items: &[&Node]) -> String {
    let mut text = String::from("[");
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        item.write(&mut text);
    }
    text.push(']');
    super::fold::excerpt(&text)
}

/// Compares objects key by key.
fn members<'a>(at: &str, old: &[&'a Node], new: &[&'a Node], out: &mut Vec<Difference<'a>>) {
    let (old_values, new_values) = (by_key(old), by_key(new));
    let path = |key: &str| match at {
        "" => key.to_owned(),
        _ => format!("{at}.{key}"),
    };
    for (key, values) in &old_values.0 {
        match new_values.get(key) {
            // Objects of unlike lists are compared item by item as far as both go.
            Some(others) if old.len() != new.len() => {
                let both = values.len().min(others.len());
                groups(&path(key), &values[..both], &others[..both], out);
            }
            Some(others) => groups(&path(key), values, others, out),
            None => out.push(Difference::Removed(path(key), values[0])),
        }
    }
    for (key, values) in &new_values.0 {
        if old_values.get(key).is_none() {
            out.push(Difference::Added(path(key), values[0]));
        }
    }
}

/// The values of each key, in the order of the keys.
struct ByKey<'a>(Vec<(&'a str, Vec<&'a Node>)>, HashMap<&'a str, usize>);

impl<'a> ByKey<'a> {
    fn get(&self, key: &str) -> Option<&[&'a Node]> {
        self.1.get(key).map(|&place| self.0[place].1.as_slice())
    }
}

fn by_key<'a>(nodes: &[&'a Node]) -> ByKey<'a> {
    let mut keys = ByKey(Vec::new(), HashMap::new());
    for node in nodes {
        let Node::Object(members) = node else {
            continue;
        };
        for (key, value) in members {
            let place = *keys.1.entry(key).or_insert_with(|| {
                keys.0.push((key, Vec::new()));
                keys.0.len() - 1
            });
            keys.0[place].1.push(value);
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> Vec<String> {
        let (old, new) = (read(old).expect("JSON"), read(new).expect("JSON"));
        compare(&old, &new)
            .into_iter()
            .map(|difference| match difference {
                Difference::Added(key, _) => format!("+{key}"),
                Difference::Removed(key, _) => format!("-{key}"),
                Difference::Changed(key, old, new) => format!("{key}: {old} > {new}"),
            })
            .collect()
    }

    #[test]
    fn keys_are_dotted_and_items_are_one() {
        assert_eq!(told(r#"{"a":{"b":1}}"#, r#"{"a":{"b":1,"c":2}}"#), ["+a.c"]);
        assert_eq!(
            told(
                r#"[{"id":1},{"id":2}]"#,
                r#"[{"id":1,"x":0},{"id":2,"x":0}]"#
            ),
            ["+[].x"]
        );
        assert_eq!(
            told(r#"{"rows":[{"id":1,"x":2}]}"#, r#"{"rows":[{"id":1}]}"#),
            ["-rows[].x"]
        );
    }

    #[test]
    fn a_whole_object_that_goes_is_one_key() {
        assert_eq!(
            told(r#"{"a":{"b":1,"c":{"d":2}},"e":1}"#, r#"{"e":1}"#),
            ["-a"]
        );
    }

    #[test]
    fn formatting_and_the_order_of_keys_are_silent() {
        assert_eq!(
            told("{\"a\":1,\"b\":[1,2]}", "{ \"b\" : [ 1,\n2 ],\n \"a\":1 }"),
            [""; 0]
        );
        assert_eq!(told(r#"["\u00e9"]"#, "[\"é\"]"), [""; 0]);
    }

    #[test]
    fn values_are_compared_by_their_digits() {
        assert_eq!(
            told(
                r#"{"a":0.10000000000000000001}"#,
                r#"{"a":0.10000000000000000002}"#
            ),
            ["a: 0.10000000000000000001 > 0.10000000000000000002"]
        );
        assert_eq!(
            told(r#"{"a":1}"#, r#"{"a":{"b":1}}"#),
            [r#"a: 1 > {"b":1}"#]
        );
        assert_eq!(
            told(r#"{"a":1}"#, r#"[{"a":1}]"#),
            [r#": {"a":1} > [{"a":1}]"#]
        );
        assert_eq!(
            told(r#"["x"]"#, r#"["x","y"]"#),
            [r#"[]: ["x"] > ["x","y"]"#]
        );
        assert_eq!(
            told(r#"[{"a":1}]"#, r#"[{"a":1},{"a":2}]"#),
            ["[]: 1 item > 2 items"]
        );
        assert_eq!(told("[]", r#"[{"a":1}]"#), [r#"[]: [] > [{"a":1}]"#]);
    }

    #[test]
    fn deep_values_are_no_danger() {
        let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
        assert!(read(&deep).is_some());
        let _ = read(&"[".repeat(100_000));
    }
}
