//! Two JSON trees compared digit by digit.

use pazemo_openapi::{Node, Pointer, Value};

/// The places at which two trees differ, with what differs in words. Numbers are compared as text, the order of keys does not matter.
///
/// ```
/// let one = pazemo_contract::parse_json(r#"{"a": 9.10, "b": 1}"#).unwrap();
/// let other = pazemo_contract::parse_json(r#"{"b": 1, "a": 9.1}"#).unwrap();
/// let differences = pazemo_contract::differences(&one, &other);
/// assert_eq!(differences.len(), 1);
/// assert_eq!(differences[0].0.to_string(), "/a");
/// ```
pub fn differences(one: &Node, other: &Node) -> Vec<(Pointer, String)> {
    let mut found = Vec::new();
    compare(one, other, &Pointer::root(), &mut found);
    found
}

fn compare(one: &Node, other: &Node, at: &Pointer, found: &mut Vec<(Pointer, String)>) {
    let mut differ = |pointer: Pointer, what: String| found.push((pointer, what));
    match (&one.value, &other.value) {
        (Value::Null, Value::Null) => {}
        (Value::Bool(a), Value::Bool(b)) if a == b => {}
        (Value::Number(a), Value::Number(b)) if a == b => {}
        (Value::String(a), Value::String(b)) if a == b => {}
        (Value::Number(_), Value::Number(_)) => differ(at.clone(), "other digits".to_owned()),
        (Value::String(_), Value::String(_)) => differ(at.clone(), "another text".to_owned()),
        (Value::Bool(_), Value::Bool(_)) => differ(at.clone(), "the other truth value".to_owned()),
        (Value::Sequence(a), Value::Sequence(b)) => {
            if a.len() != b.len() {
                differ(at.clone(), format!("{} items against {}", a.len(), b.len()));
            }
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                compare(a, b, &at.key(index), found);
            }
        }
        (Value::Mapping(a), Value::Mapping(_)) => {
            for entry in a {
                match other.get(&entry.key) {
                    Some(node) => compare(&entry.node, node, &at.key(&entry.key), found),
                    None => found.push((
                        at.key(&entry.key),
                        "a field that the other lacks".to_owned(),
                    )),
                }
            }
            for entry in other.entries() {
                if one.get(&entry.key).is_none() {
                    found.push((at.clone(), format!("the field `{}` is lacking", entry.key)));
                }
            }
        }
        _ => differ(
            at.clone(),
            format!("{} against {}", one.kind(), other.kind()),
        ),
    }
}
