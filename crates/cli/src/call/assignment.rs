//! `name=value` and `name:=JSON`.

use serde_json::value::RawValue;

use super::shape::{Field, Kind};
use crate::Unusable;

/// What an argument gives a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Assignment<'a> {
    pub(super) name: &'a str,
    pub(super) value: Value<'a>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value<'a> {
    /// Text, typed by the document.
    Text(&'a str),
    /// JSON.
    Json(&'a str),
}

impl<'a> Assignment<'a> {
    /// Splits at the first `=`. Nothing of a value is repeated in a message: it may be a secret in the wrong place.
    pub(super) fn parse(argument: &'a str) -> Result<Self, Unusable> {
        let Some((left, value)) = argument.split_once('=') else {
            return Err(Unusable(
                "an argument has no `=`; right would be name=value, or name:=JSON".to_owned(),
            ));
        };
        let (name, value) = match left.strip_suffix(':') {
            Some(name) => (name, Value::Json(value)),
            None => (left, Value::Text(value)),
        };
        if name.is_empty() {
            return Err(Unusable(
                "an argument has no name before its `=`; right would be name=value".to_owned(),
            ));
        }
        Ok(Self { name, value })
    }

    /// The value in JSON.
    pub(super) fn json(&self, field: &Field) -> Result<Box<RawValue>, Unusable> {
        let wrong = |right: &str| {
            Unusable(format!(
                "{}: this value does not fit; right would be {right}",
                self.name
            ))
        };
        let raw = |text: &str, right: &str| {
            RawValue::from_string(text.to_owned()).map_err(|_| wrong(right))
        };
        let text = match self.value {
            Value::Json(json) => {
                let json = raw(json, "JSON behind `:=`, with texts in quotes")?;
                is_text_where_it_has_to_be(field, &json)?;
                return Ok(json);
            }
            Value::Text(text) => text,
        };
        let is_number = text.bytes().all(|byte| b"0123456789+-.eE".contains(&byte));
        match field.kind {
            Kind::Number if is_number => raw(text, "a number such as 150000.00"),
            Kind::Number => Err(wrong("a number such as 150000.00")),
            Kind::Integer if is_integer(text) => raw(text, "a whole number such as 17"),
            Kind::Integer => Err(wrong("a whole number such as 17")),
            Kind::IntegerOrText if is_integer(text) => raw(text, "a whole number"),
            Kind::Boolean if matches!(text, "true" | "false") => raw(text, "true or false"),
            Kind::Boolean => Err(wrong("true or false")),
            Kind::Json => Err(wrong(&format!("{}:=JSON", self.name))),
            Kind::Text | Kind::IntegerOrText => {
                let quoted = serde_json::to_string(text).map_err(|_| wrong("a text"))?;
                raw(&quoted, "a text")
            }
        }
    }
}

/// Refuses what is no text in the place of one. The client would send it as it is: it reads identifiers as tolerantly as those of an answer.
pub(super) fn is_text_where_it_has_to_be(field: &Field, json: &RawValue) -> Result<(), Unusable> {
    let json = json.get().trim();
    if field.kind != Kind::Text || json.starts_with('"') || json == "null" {
        return Ok(());
    }
    Err(Unusable(format!(
        "{}: this value does not fit; right would be a text (in JSON, in quotes)",
        field.name
    )))
}

/// A whole number in the spelling that JSON has for it, within 64 bits: `007` is none.
fn is_integer(text: &str) -> bool {
    let is_same = |number: Option<String>| number.as_deref() == Some(text);
    is_same(text.parse::<u64>().ok().map(|number| number.to_string()))
        || is_same(text.parse::<i64>().ok().map(|number| number.to_string()))
}

/// The name among `known` that was perhaps meant.
pub(super) fn meant<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let close = known
        .iter()
        .map(|known| {
            let distance = strsim::jaro_winkler(&name.to_lowercase(), &known.to_lowercase());
            (distance, *known)
        })
        .filter(|(distance, _)| *distance > 0.8);
    close
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::shape::Shape;
    use super::*;

    fn field(operation: &str, name: &str) -> Field {
        let mut operations = pazemo::operations().iter();
        let operation = operations.find(|found| found.id() == operation).unwrap();
        let shape = Shape::of(operation).unwrap();
        let mut fields = shape.body.unwrap().into_iter();
        fields.find(|field| field.name == name).unwrap()
    }

    fn json(operation: &str, argument: &str) -> Option<String> {
        let assignment = Assignment::parse(argument).ok()?;
        let json = assignment.json(&field(operation, assignment.name)).ok()?;
        Some(json.get().to_owned())
    }

    #[test]
    fn values_are_typed_by_the_document() {
        for (argument, expected) in [
            ("amount=150000.00", Some("150000.00")),
            (
                "amount=12345678901234567890.12",
                Some("12345678901234567890.12"),
            ),
            ("amount=-1e2", Some("-1e2")),
            ("amount=1,5", None),
            ("amount=", None),
            ("amount=01", None),
            ("amount= 1", None),
            ("amount=\"1\"", None),
            ("amount:=1.50", Some("1.50")),
            ("reference=150000.00", Some("\"150000.00\"")),
            ("reference=a=b:=c", Some("\"a=b:=c\"")),
            ("reference=", Some("\"\"")),
            ("reference:=null", Some("null")),
            ("beneficiaryId=4711", Some("4711")),
            ("beneficiaryId=0042", Some("\"0042\"")),
            ("beneficiaryId=b-1", Some("\"b-1\"")),
            ("updatedTime=2019-08-24", Some("\"2019-08-24\"")),
            ("referenceData={}", None),
            ("referenceData:={\"a\": 1.10}", Some("{\"a\": 1.10}")),
            ("referenceData:={\"a\": 1.10", None),
        ] {
            let found = json("createWithdraw", argument);
            assert_eq!(found.as_deref(), expected, "{argument}");
        }
    }

    proptest! {
        #[test]
        fn a_text_arrives_as_it_was_given(value in any::<String>()) {
            let argument = format!("reference={value}");
            let found = json("createWithdraw", &argument).unwrap();
            prop_assert_eq!(serde_json::from_str::<String>(&found).unwrap(), value);
        }

        #[test]
        fn an_amount_keeps_every_digit(value in "-?(0|[1-9][0-9]{0,18})(\\.[0-9]{1,9})?") {
            let found = json("createWithdraw", &format!("amount={value}"));
            prop_assert_eq!(found, Some(value));
        }

        #[test]
        fn the_name_ends_at_the_first_sign(name in "[a-zA-Z.]{1,12}", value in any::<String>()) {
            let text = format!("{name}={value}");
            let raw = format!("{name}:={value}");
            let text = Assignment::parse(&text).unwrap();
            prop_assert_eq!((text.name, text.value), (name.as_str(), Value::Text(&value)));
            let raw = Assignment::parse(&raw).unwrap();
            prop_assert_eq!((raw.name, raw.value), (name.as_str(), Value::Json(&value)));
        }

        #[test]
        fn whatever_is_given_is_json_or_refused(argument in any::<String>()) {
            if let Ok(assignment) = Assignment::parse(&argument) {
                for name in ["amount", "reference", "beneficiaryId", "referenceData"] {
                    if let Ok(json) = assignment.json(&field("createWithdraw", name)) {
                        prop_assert!(serde_json::from_str::<serde::de::IgnoredAny>(json.get()).is_ok());
                    }
                }
            }
        }
    }
}
