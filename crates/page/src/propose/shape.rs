//! What a body is, as far as tables and examples tell.

use serde_json::Value;

use super::words::words;
use crate::model::Field;

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Unknown,
    Text,
    Moment,
    Integer,
    Number,
    Boolean,
    List(Box<Shape>),
    Object(Vec<Member>),
}

/// A field of an object.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) shape: Shape,
    pub(super) required: bool,
    pub(super) description: String,
    pub(super) line: usize,
    /// `table` or `example`.
    pub(super) source: &'static str,
}

impl Member {
    pub(super) fn of_field(name: &str, field: &Field) -> Self {
        Self {
            name: name.to_owned(),
            shape: field
                .r#type
                .as_deref()
                .map_or(Shape::Unknown, Shape::of_type),
            required: field.required == Some(true),
            description: field.description.clone(),
            line: field.line,
            source: "table",
        }
    }
}

impl Shape {
    /// What a table calls it.
    pub(super) fn of_type(words_of_it: &str) -> Self {
        let lower = words_of_it.to_ascii_lowercase();
        let names = words(words_of_it);
        let is = |list: &str| names.iter().any(|name| crate::one_of(name, list));
        if is("array list collection") || lower.contains("[]") {
            let item = names
                .iter()
                .find(|name| !crate::one_of(name, "array list collection of"));
            return Self::List(Box::new(item.map_or(Self::Unknown, |item| {
                Self::of_type(item.strip_suffix('s').unwrap_or(item))
            })));
        }
        if is("int integer long int32 int64 bigint") {
            Self::Integer
        } else if is("number decimal float double numeric money") {
            Self::Number
        } else if is("bool boolean") {
            Self::Boolean
        } else if is("object json map hash dictionary") {
            Self::Object(Vec::new())
        } else if is("date datetime timestamp time iso8601") {
            Self::Moment
        } else if is("string text uuid char varchar email url enum str guid") {
            Self::Text
        } else {
            Self::Unknown
        }
    }

    /// What an example shows.
    pub(super) fn of_value(value: &Value, line: usize) -> Self {
        match value {
            Value::Null => Self::Unknown,
            Value::Bool(_) => Self::Boolean,
            Value::Number(number) if number.is_f64() => Self::Number,
            Value::Number(_) => Self::Integer,
            Value::String(text) if is_moment(text) => Self::Moment,
            Value::String(_) => Self::Text,
            Value::Array(items) => {
                let mut item = Self::Unknown;
                for value in items {
                    item = item.with(Self::of_value(value, line));
                }
                Self::List(Box::new(item))
            }
            Value::Object(map) => Self::Object(
                map.iter()
                    .map(|(name, value)| Member {
                        name: name.clone(),
                        shape: Self::of_value(value, line),
                        required: false,
                        description: String::new(),
                        line,
                        source: "example",
                    })
                    .collect(),
            ),
        }
    }

    /// This, and what another source knows beyond it. Structure is told by either, a name of a type by the first.
    pub(super) fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Object(mut members), Self::Object(others)) => {
                for other in others {
                    match members.iter_mut().find(|member| member.name == other.name) {
                        Some(member) => {
                            let shape = std::mem::replace(&mut member.shape, Self::Unknown);
                            member.shape = shape.with(other.shape);
                        }
                        None => members.push(other),
                    }
                }
                Self::Object(members)
            }
            (Self::List(item), Self::List(other)) => Self::List(Box::new(item.with(*other))),
            (Self::Integer, Self::Number) => Self::Number,
            (_, other @ (Self::List(_) | Self::Object(_))) => other,
            // An example of a text may be anything.
            (Self::Unknown | Self::Text, other @ Self::Moment) => other,
            (Self::Unknown, other) => other,
            (this, _) => this,
        }
    }

    /// The members, of an object or of the objects in a list.
    pub(super) fn members(&self) -> Option<&[Member]> {
        match self {
            Self::Object(members) => Some(members),
            Self::List(item) => item.members(),
            _ => None,
        }
    }
}

/// The fields of tables as an object: dotted names are objects within.
pub(super) fn of_fields<'f>(fields: impl Iterator<Item = &'f Field>) -> Vec<Member> {
    let mut members = Vec::new();
    for field in fields {
        let mut parts: Vec<&str> = field
            .name
            .split('.')
            .filter(|part| !part.is_empty())
            .collect();
        if parts.is_empty() {
            continue;
        }
        // Nobody nests as deep as this; a name of dots alone would.
        parts.truncate(8);
        place(&mut members, &parts, field);
    }
    members
}

fn place(members: &mut Vec<Member>, parts: &[&str], field: &Field) {
    let Some((first, rest)) = parts.split_first() else {
        return;
    };
    let name = first.trim_end_matches("[]");
    let is_list = name.len() < first.len();
    let at = members
        .iter()
        .position(|member| member.name == name)
        .unwrap_or_else(|| {
            let mut member = Member::of_field(name, field);
            if !rest.is_empty() {
                member.shape = Shape::Unknown;
                member.description = String::new();
            }
            members.push(member);
            members.len() - 1
        });
    if rest.is_empty() {
        return;
    }
    let member = &mut members[at];
    let shape = std::mem::replace(&mut member.shape, Shape::Unknown);
    member.shape = match shape {
        Shape::List(item) => Shape::List(Box::new(within(*item, rest, field))),
        Shape::Unknown if is_list => Shape::List(Box::new(within(Shape::Unknown, rest, field))),
        other => within(other, rest, field),
    };
}

fn within(shape: Shape, rest: &[&str], field: &Field) -> Shape {
    let mut members = match shape {
        Shape::Object(members) => members,
        _ => Vec::new(),
    };
    place(&mut members, rest, field);
    Shape::Object(members)
}

/// `2021-06-11`, or that with a time behind it.
fn is_moment(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is_date = (0..4).all(is_digit)
        && bytes.get(4) == Some(&b'-')
        && (5..7).all(is_digit)
        && bytes.get(7) == Some(&b'-')
        && (8..10).all(is_digit);
    is_date && (bytes.len() == 10 || bytes.get(10) == Some(&b'T'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_examples_are_put_together() {
        let table = Shape::Object(vec![Member {
            name: "items".to_owned(),
            shape: Shape::of_type("array of objects"),
            required: false,
            description: String::new(),
            line: 3,
            source: "table",
        }]);
        let example =
            serde_json::json!({"items": [{"at": "2021-06-11", "n": 1}, {"n": 1.5}], "ok": true});
        let Shape::Object(members) = table.with(Shape::of_value(&example, 9)) else {
            panic!()
        };
        assert_eq!(members[0].line, 3);
        let inner = members[0].shape.members().unwrap();
        assert_eq!(inner[0].shape, Shape::Moment);
        assert_eq!(inner[1].shape, Shape::Number);
        assert_eq!(
            (members[1].source, &members[1].shape),
            ("example", &Shape::Boolean)
        );
    }
}
