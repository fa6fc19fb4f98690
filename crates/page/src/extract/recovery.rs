//! Names of fields that a form has lost, taken from the example of the same operation.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::tables::{self, Lost};
use crate::model::{Example, ExampleBody, Field, Warning};

/// Puts the fields of rows that lost their name back in their places, as far as an example tells which they are.
pub(super) fn recover(
    fields: &mut Vec<Field>,
    lost: &[Lost],
    examples: &[&Example],
) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for (done, row) in lost.iter().enumerate() {
        let at = (row.before + recovered(&warnings, done)).min(fields.len());
        let name = missing(fields, at, examples);
        let Some(name) = name else {
            warnings.push(Warning {
                kind: "row-unreadable",
                message: format!(
                    "a row does not name its field; left of it is {:?}",
                    row.rest.join(" | ")
                ),
                line: row.line,
            });
            continue;
        };
        let is_type = |text: &str| {
            tables::is_type(text)
                || fields
                    .iter()
                    .any(|field| field.r#type.as_deref() == Some(text))
        };
        // What lost the name lost each cell that is the same word: `email | User email | email`.
        let same = || {
            let typed = fields.iter().any(|field| field.r#type.is_some());
            (typed && tables::is_type(&name)).then(|| name.clone())
        };
        let found = row.rest.iter().find(|text| is_type(text)).cloned();
        let r#type = found.clone().or_else(same);
        let description = row
            .rest
            .iter()
            .filter(|text| Some(*text) != found.as_ref())
            .cloned()
            .collect::<Vec<_>>()
            .join(" ");
        warnings.push(Warning {
            kind: "cell-recovered",
            message: format!(
                "a row has lost the name of its field; the example shows that it is {name:?}"
            ),
            line: row.line,
        });
        fields.insert(
            at,
            Field {
                name,
                r#type,
                required: None,
                description,
                line: row.line,
            },
        );
    }
    warnings
}

fn recovered(warnings: &[Warning], done: usize) -> usize {
    warnings
        .iter()
        .take(done)
        .filter(|warning| warning.kind == "cell-recovered")
        .count()
}

/// The key that examples show and the table lacks: the only one, or the one between the neighbours of the lost row.
fn missing(fields: &[Field], at: usize, examples: &[&Example]) -> Option<String> {
    let has = |name: &str| {
        fields
            .iter()
            .any(|field| field.name.eq_ignore_ascii_case(name))
    };
    for example in examples {
        let ExampleBody::Json(text) = &example.body else {
            continue;
        };
        let Ok(tree) = serde_json::from_str::<Tree>(text) else {
            continue;
        };
        let Some(keys) = tree.nearest(&has, 0).map(|(_, keys)| keys) else {
            continue;
        };
        let unknown: Vec<&String> = keys.iter().filter(|key| !has(key)).collect();
        if let [only] = unknown.as_slice() {
            return Some((*only).clone());
        }
        let before = at.checked_sub(1).and_then(|before| fields.get(before));
        let after = fields.get(at);
        let place = |field: Option<&Field>| {
            field.and_then(|field| keys.iter().position(|key| *key == field.name))
        };
        let near = unknown.iter().find(|key| {
            let here = keys.iter().position(|other| other == **key);
            here.is_some_and(|here| {
                place(before).is_some_and(|before| here == before + 1)
                    || place(after).is_some_and(|after| here + 1 == after)
            })
        });
        if let Some(near) = near {
            return Some((*near).clone());
        }
    }
    None
}

/// JSON with its keys in their order.
enum Tree {
    Object(Vec<(String, Tree)>),
    Array(Vec<Tree>),
    Other,
}

impl Tree {
    /// The object that shares most names with a table, with how many it shares.
    fn nearest(&self, has: &impl Fn(&str) -> bool, depth: usize) -> Option<(usize, Vec<String>)> {
        if depth > 6 {
            return None;
        }
        match self {
            Self::Object(members) => {
                let shared = members.iter().filter(|(key, _)| has(key)).count();
                let own = (shared > 0)
                    .then(|| (shared, members.iter().map(|(key, _)| key.clone()).collect()));
                members
                    .iter()
                    .take(200)
                    .filter_map(|(_, value)| value.nearest(has, depth + 1))
                    .chain(own)
                    .max_by_key(|(shared, _)| *shared)
            }
            Self::Array(items) => items.first()?.nearest(has, depth + 1),
            Self::Other => None,
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Tree::Object(members))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut all = Vec::new();
        if let Some(first) = items.next_element()? {
            all.push(first);
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Tree::Array(all))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Tree, E> {
        Ok(Tree::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Tree, E> {
        Ok(Tree::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Tree, E> {
        Ok(Tree::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Tree, E> {
        Ok(Tree::Other)
    }

    fn visit_str<E>(self, _: &str) -> Result<Tree, E> {
        Ok(Tree::Other)
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Other)
    }
}
