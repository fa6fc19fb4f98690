//! JSON that the document does not describe, kept digit by digit.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::value::RawValue;

/// A JSON object of any content, kept as its text: numbers lose no digit, keys keep their order.
///
/// `Debug` hides the content. Two are equal if their texts are.
///
/// ```
/// let data: pazemo::JsonObject = r#"{"invoice": 17.10}"#.parse()?;
/// assert_eq!(data.as_str(), r#"{"invoice": 17.10}"#);
/// # Ok::<(), pazemo::InvalidJsonObject>(())
/// ```
#[derive(Clone)]
pub struct JsonObject(Box<RawValue>);

/// The text is no JSON object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidJsonObject;

impl fmt::Display for InvalidJsonObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a JSON object such as {\"key\": 1}")
    }
}

impl std::error::Error for InvalidJsonObject {}

impl JsonObject {
    /// The object's JSON text, for any JSON reader.
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    fn from_raw(raw: Box<RawValue>) -> Result<Self, InvalidJsonObject> {
        if raw.get().starts_with('{') {
            Ok(Self(raw))
        } else {
            Err(InvalidJsonObject)
        }
    }
}

impl FromStr for JsonObject {
    type Err = InvalidJsonObject;

    fn from_str(text: &str) -> Result<Self, InvalidJsonObject> {
        let raw = RawValue::from_string(text.trim().to_owned()).map_err(|_| InvalidJsonObject)?;
        Self::from_raw(raw)
    }
}

impl PartialEq for JsonObject {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for JsonObject {}

impl fmt::Debug for JsonObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JsonObject([redacted], {} bytes)", self.as_str().len())
    }
}

impl Serialize for JsonObject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for JsonObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Self::from_raw(raw).map_err(de::Error::custom)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for JsonObject {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "JsonObject".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "object", "additionalProperties": true })
    }

    fn inline_schema() -> bool {
        true
    }
}

/// The fields of an answer that the document does not describe, as they came.
///
/// They are sent back when the object is serialised. `Debug` shows how many there are and nothing of them.
///
/// ```
/// let user: pazemo::types::CurrentUser =
///     serde_json::from_str(r#"{"id": "7", "email": "e", "name": "n", "limit": 10.50}"#)?;
/// assert_eq!(user.extra_fields().get("limit"), Some("10.50"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct ExtraFields(Vec<(Box<str>, Box<RawValue>)>);

impl ExtraFields {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The JSON text of a field's value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find_map(|(field, json)| (field == name).then_some(json))
    }

    /// Names and JSON texts in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, value.get()))
    }

    pub(crate) fn push(&mut self, name: &str, value: Box<RawValue>) {
        self.0.push((name.into(), value));
    }

    pub(crate) fn raw(&self) -> &[(Box<str>, Box<RawValue>)] {
        &self.0
    }
}

impl PartialEq for ExtraFields {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for ExtraFields {}

impl fmt::Debug for ExtraFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} extra fields", self.len())
    }
}
