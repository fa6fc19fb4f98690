//! Bodies that plainly fit their schema. A validator needs the body as a tree, and making that costs more than the rest of the check; most bodies
//! are flat objects of texts and numbers, of which it can be said while they are read. Whatever is not plain is left to the validator.

#[cfg(test)]
mod tests;

use std::fmt;

use pazemo_openapi::{Document, Node, Pointer};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

/// The fields of an object, and what each plainly takes.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    fields: Vec<Field>,
    /// A bit for each field that has to be there.
    required: u64,
}

#[derive(Debug)]
struct Field {
    name: String,
    takes: Takes,
}

/// What a field plainly takes, as bits. It may take more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Takes(u8);

impl Takes {
    const TEXT: Self = Self(1);
    /// Text like `2019-08-24T14:15:22Z`.
    const MOMENT: Self = Self(2);
    const INTEGER: Self = Self(4);
    /// An integer as well.
    const NUMBER: Self = Self(8 | 4);
    /// An object without fields.
    const EMPTY: Self = Self(16);

    fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether no value can be taken by both.
    fn excludes(self, other: Self) -> bool {
        let with_text = |takes: Self| takes.0 & 3 != 0;
        self.0 & other.0 == 0 && !(with_text(self) && with_text(other))
    }
}

impl Shape {
    /// The shape of a schema; `None` if it says more of an object than which fields it has.
    pub(crate) fn of(document: &Document, schema: &Node) -> Option<Self> {
        let (schema, _) = document.resolve(schema, Pointer::root());
        let is_object = schema.str("type") == Some("object");
        if !is_object || !has_only(schema, &["type", "required", "properties"]) {
            return None;
        }
        let properties = schema.get("properties").map(Node::entries);
        let fields: Vec<Field> = properties
            .unwrap_or_default()
            .iter()
            .map(|property| Field {
                name: property.key.clone(),
                takes: takes(document, &property.node),
            })
            .collect();
        let mut required = 0;
        for name in schema.get("required").map(Node::items).unwrap_or_default() {
            let name = name.as_str()?;
            let place = fields.iter().position(|field| field.name == name)?;
            required |= bit(place)?;
        }
        Some(Self { fields, required })
    }

    /// Whether a body is JSON that fits, with no field twice and none that is not described. If not, nothing is known of it.
    pub(crate) fn plainly_fits(&self, body: &[u8]) -> bool {
        // Looked at as a whole once, and not text by text.
        let Ok(text) = std::str::from_utf8(body) else {
            return false;
        };
        let mut reader = serde_json::Deserializer::from_str(text);
        reader.deserialize_map(self).is_ok() && reader.end().is_ok()
    }
}

fn bit(place: usize) -> Option<u64> {
    1_u64.checked_shl(u32::try_from(place).ok()?)
}

/// Whether a schema has these keys alone, and such as say nothing against any value.
fn has_only(schema: &Node, keys: &[&str]) -> bool {
    let remarks = ["description", "title", "example", "deprecated"];
    schema.entries().iter().all(|entry| {
        let key = entry.key.as_str();
        keys.contains(&key) || remarks.contains(&key) || key.starts_with("x-")
    })
}

fn takes(document: &Document, schema: &Node) -> Takes {
    let (schema, _) = document.resolve(schema, Pointer::root());
    let parts = |key: &str| schema.get(key).map(Node::items).unwrap_or_default();
    if has_only(schema, &["allOf"]) {
        return match parts("allOf") {
            [part] => takes(document, part),
            _ => Takes::default(),
        };
    }
    if has_only(schema, &["anyOf"]) {
        let parts = parts("anyOf").iter().map(|part| takes(document, part));
        return parts.fold(Takes::default(), Takes::or);
    }
    if has_only(schema, &["oneOf"])
        && let [one, other] = parts("oneOf")
    {
        let (one, other) = (takes(document, one), takes(document, other));
        let known = one != Takes::default() && other != Takes::default();
        return match known && one.excludes(other) {
            true => one.or(other),
            false => Takes::default(),
        };
    }
    let plain = has_only(schema, &["type"]);
    match (schema.str("type"), schema.str("format")) {
        (Some("string"), None) if plain => Takes::TEXT,
        (Some("string"), Some("date-time")) if has_only(schema, &["type", "format"]) => {
            Takes::MOMENT
        }
        (Some("integer"), None) if plain => Takes::INTEGER,
        (Some("number"), None) if plain => Takes::NUMBER,
        (Some("object"), None) if has_only(schema, &["type", "additionalProperties"]) => {
            Takes::EMPTY
        }
        _ => Takes::default(),
    }
}

/// Whether a text is a moment as everybody writes it, which is a date with time by every standard.
fn is_moment(text: &str) -> bool {
    let form = "dddd-dd-ddTdd:dd:ddZ";
    let in_form = text.len() == form.len()
        && text
            .bytes()
            .zip(form.bytes())
            .all(|(byte, form)| match form {
                b'd' => byte.is_ascii_digit(),
                _ => byte == form,
            });
    let part = |from: usize| text.get(from..from + 2).unwrap_or_default();
    let within = |from: usize, least: &str, most: &str| (least..=most).contains(&part(from));
    // Whether the month has more days, the validator knows.
    in_form
        && within(5, "01", "12")
        && within(8, "01", "28")
        && within(11, "00", "23")
        && within(14, "00", "59")
        && within(17, "00", "59")
}

/// Reads an object.
impl<'de> Visitor<'de> for &Shape {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object that plainly fits")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = 0;
        while let Some(place) = map.next_key_seed(Name(&self.fields))? {
            let bit = bit(place).filter(|bit| seen & bit == 0);
            seen |= bit.ok_or_else(|| A::Error::custom("twice"))?;
            map.next_value_seed(Plain(self.fields[place].takes))?;
        }
        match seen & self.required == self.required {
            true => Ok(()),
            false => Err(A::Error::custom("missing")),
        }
    }
}

/// Reads the name of a field; gives its place.
struct Name<'s>(&'s [Field]);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        let place = self.0.iter().position(|field| field.name == name);
        place.ok_or_else(|| E::custom("unknown"))
    }
}

/// Reads a value that is plainly taken; anything else is an error.
struct Plain(Takes);

impl Plain {
    fn takes<E: Error>(&self, one: Takes) -> Result<(), E> {
        match self.0.has(one) {
            true => Ok(()),
            false => Err(E::custom("not plain")),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Plain {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Plain {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a plain value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if self.0.has(Takes::MOMENT) && is_moment(text) {
            return Ok(());
        }
        self.takes(Takes::TEXT)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.takes(Takes::INTEGER)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.takes(Takes::INTEGER)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.takes(Takes::NUMBER)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        match map.next_key::<&str>() {
            Ok(None) => self.takes(Takes::EMPTY),
            _ => Err(A::Error::custom("not empty")),
        }
    }
}
