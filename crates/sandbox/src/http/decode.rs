//! Bodies of requests: from bytes to what the document has, or to everything that is wrong with them.

use std::fmt;

use pazemo::types::ValidationErrorEntry;
use pazemo_contract::{BodyFault, RequestCheck, parse_json};
use pazemo_openapi::{Node, Pointer, Position, Value as Tree};
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Map, Value};

use crate::{
    refusal::{Refusal, entry},
    switches::UnknownFields,
};

/// No more than this many things are said about one body.
const MOST: usize = 100;

/// Checks a body against the document: is it JSON, with every field once, of the form that the operation takes?
pub(crate) fn check(
    body: &[u8],
    check: &RequestCheck<'_>,
    unknown: UnknownFields,
    invalid: u16,
) -> Result<(), Refusal> {
    if check.plainly_fits(body) {
        return Ok(());
    }
    let Ok(value) = strict(body) else {
        return Err(unreadable(body));
    };
    let mut faults = Vec::new();
    if !check.fits(&value) {
        faults = check.faults(&value);
    }
    if unknown == UnknownFields::Refused
        && let Some(node) = std::str::from_utf8(body)
            .ok()
            .and_then(|text| parse_json(text).ok())
    {
        faults.extend(check.undocumented(&node));
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(Refusal {
        status: invalid,
        entries: faults.into_iter().take(MOST).map(told).collect(),
    })
}

/// A body as the type that the world takes, digit for digit.
pub(crate) fn typed<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    // UTF-8 is looked at as a whole once, and not text by text.
    let read = std::str::from_utf8(body)
        .ok()
        .and_then(|text| serde_json::from_str(text).ok());
    read.ok_or_else(|| unfit::<T>(body))
}

/// Which value of a body the world cannot take.
fn unfit<T: DeserializeOwned>(body: &[u8]) -> Refusal {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let read = serde_path_to_error::deserialize::<_, T>(&mut deserializer);
    // What the reader says may quote what was sent; the place does not.
    let place = match read {
        Err(error) => format!("/{}", error.path()).replace('.', "/"),
        Ok(_) => String::new(),
    };
    let message = format!("`{place}`: a value that the sandbox cannot hold exactly");
    let mut entry = entry("error.field.invalid", message);
    entry.arguments = Some(vec![place]);
    Refusal {
        status: 400,
        entries: vec![entry],
    }
}

/// A refusal with what the document says against a body.
fn told(fault: BodyFault) -> ValidationErrorEntry {
    let code = match fault.rule {
        "missing-required-field" => "error.field.missing",
        "wrong-type" => "error.field.type",
        "undocumented-field" => "error.field.unknown",
        _ => "error.field.invalid",
    };
    at(code, &fault.pointer, &fault.message)
}

fn at(code: &str, pointer: &Pointer, message: &str) -> ValidationErrorEntry {
    let place = pointer.to_string();
    let mut entry = if place.is_empty() {
        entry(code, format!("the body: {message}"))
    } else {
        entry(code, format!("`{place}`: {message}"))
    };
    entry.arguments = Some(vec![place]);
    entry
}

/// Why a body could not be read.
fn unreadable(body: &[u8]) -> Refusal {
    let Ok(text) = std::str::from_utf8(body) else {
        return Refusal::new(400, "error.body.encoding", "the body is not UTF-8");
    };
    let mut entries = Vec::new();
    match parse_json(text) {
        Err((Position { line, column, .. }, message)) => {
            let message = format!("the body is no JSON: line {line}, column {column}: {message}");
            entries.push(entry("error.body.json", message));
        }
        Ok(node) => faults_of_json(&node, &Pointer::root(), &mut entries),
    }
    if entries.is_empty() {
        entries.push(entry(
            "error.body.json",
            "the body is no JSON that can be read",
        ));
    }
    entries.truncate(MOST);
    Refusal {
        status: 400,
        entries,
    }
}

/// Fields that stand twice and numbers that no reader can hold.
fn faults_of_json(node: &Node, pointer: &Pointer, entries: &mut Vec<ValidationErrorEntry>) {
    if entries.len() >= MOST {
        return;
    }
    if let Tree::Number(digits) = &node.value
        && serde_json::from_str::<f64>(digits).is_err()
    {
        entries.push(at("error.number.range", pointer, "the number is too large"));
    }
    for (index, item) in node.items().iter().enumerate() {
        faults_of_json(item, &pointer.key(index), entries);
    }
    let mut seen = std::collections::HashSet::new();
    for field in node.entries() {
        if entries.len() >= MOST {
            return;
        }
        let below = pointer.key(&field.key);
        if !seen.insert(field.key.as_str()) {
            let Position { line, column, .. } = field.key_position;
            let message = format!("the field stands here again: line {line}, column {column}");
            entries.push(at("error.field.duplicate", &below, &message));
        }
        faults_of_json(&field.node, &below, entries);
    }
}

/// Reads JSON in which no field stands twice.
fn strict(body: &[u8]) -> Result<Value, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let value = Strict.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

#[derive(Clone, Copy)]
struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            let value = fields.next_value_seed(self)?;
            if object.insert(name, value).is_some() {
                return Err(de::Error::custom("a field stands here again"));
            }
        }
        Ok(Value::Object(object))
    }
}
