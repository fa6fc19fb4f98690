//! Parameters and body, from the arguments and from --data.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;

use super::{
    assignment::{Assignment, Value, is_text_where_it_has_to_be, meant},
    json::has_key,
    shape::{Field, Shape},
};
use crate::Unusable;

/// An object in the order in which it was written, doubles included; numbers keep their text.
#[derive(Default)]
pub(super) struct Object(pub(super) Vec<(String, Box<RawValue>)>);

impl Object {
    /// A field's value; `null` is none, as the client takes it.
    pub(super) fn get(&self, name: &str) -> Option<&RawValue> {
        let mut entries = self.0.iter();
        let value = entries.find_map(|(key, value)| (key == name).then_some(&**value));
        value.filter(|value| value.get() != "null")
    }

    pub(super) fn set(&mut self, name: &str, text: &str) -> Result<(), Unusable> {
        let quoted = serde_json::to_string(text)
            .and_then(RawValue::from_string)
            .map_err(|_| Unusable(format!("{name} cannot be written as JSON")))?;
        self.0.retain(|(key, _)| key != name);
        self.0.push((name.to_owned(), quoted));
        Ok(())
    }

    pub(super) fn text(&self) -> String {
        let entries = self.0.iter().map(|(key, value)| {
            let key = serde_json::Value::from(key.as_str());
            format!("{key}:{}", value.get())
        });
        format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Object(entries))
            }
        }

        deserializer.deserialize_map(Entries)
    }
}

/// What is sent, but for secrets that are asked for.
#[derive(Default)]
pub(super) struct Input {
    pub(super) parameters: Vec<(String, String)>,
    pub(super) body: Object,
}

/// Where --data came from: a text that stands in an argument is seen by every user of the machine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    Argument,
    File,
}

pub(super) fn assemble(
    shape: &Shape,
    arguments: &[String],
    data: Option<(&str, Origin)>,
    allow_unknown: bool,
) -> Result<Input, Unusable> {
    let mut input = Input::default();
    if let Some((text, origin)) = data {
        input.body = read(shape, text, origin, allow_unknown)?;
    }
    let in_data: Vec<String> = input.body.0.iter().map(|(name, _)| name.clone()).collect();
    for argument in arguments {
        let assignment = Assignment::parse(argument)?;
        if let Some(field) = parameter(shape, assignment.name) {
            let Value::Text(value) = assignment.value else {
                return Err(Unusable(format!(
                    "{name} is a parameter of the path; right would be {name}=VALUE",
                    name = field.name
                )));
            };
            if input.parameters.iter().any(|(name, _)| name == field.name) {
                return Err(twice(field.name));
            }
            let given = (field.name.to_owned(), value.to_owned());
            input.parameters.push(given);
            continue;
        }
        let (name, value) = body_field(shape, &assignment, allow_unknown)?;
        if in_data.contains(&name) {
            return Err(Unusable(format!(
                "{name} is given twice, in --data and by name; right would be one of them"
            )));
        }
        if input.body.0.iter().any(|(other, _)| *other == name) {
            return Err(twice(&name));
        }
        input.body.0.push((name, value));
    }
    complete(shape, &input)?;
    Ok(input)
}

fn twice(name: &str) -> Unusable {
    Unusable(format!("{name} is given twice; right would be once"))
}

fn parameter<'s>(shape: &'s Shape, name: &str) -> Option<&'s Field> {
    shape.parameters.iter().find(|field| field.name == name)
}

/// The name and JSON of a field that stands in the arguments.
fn body_field(
    shape: &Shape,
    assignment: &Assignment<'_>,
    allow_unknown: bool,
) -> Result<(String, Box<RawValue>), Unusable> {
    let fields = shape.body.as_deref().unwrap_or_default();
    let name = assignment.name;
    let name = name.strip_prefix("body.").unwrap_or(name);
    match fields.iter().find(|field| field.name == name) {
        Some(field) if field.is_secret => Err(secret(field.name)),
        Some(field) => {
            let json = assignment.json(field)?;
            refuse_secrets(shape, json.get())?;
            Ok((name.to_owned(), json))
        }
        None if allow_unknown && shape.body.is_some() => match assignment.value {
            Value::Json(json) => {
                let raw = RawValue::from_string(json.to_owned());
                let raw = raw.map_err(|_| {
                    Unusable(format!(
                        "{name}: this is no JSON; right would be {name}:=JSON"
                    ))
                })?;
                refuse_secrets(shape, raw.get())?;
                Ok((name.to_owned(), raw))
            }
            Value::Text(_) => Err(Unusable(format!(
                "the document does not describe {name}, so its type is not known; right would be {name}:=JSON"
            ))),
        },
        None => Err(unknown(shape, name)),
    }
}

fn secret(name: &str) -> Unusable {
    Unusable(format!(
        "{name} is a secret and no argument, which every user of this machine could read; right would be --code-file FILE, \
         PAZEMO_AUTHORIZATION_CODE, a prompt, or a body from a file (--data @FILE) or from standard input (--data -)"
    ))
}

/// Nothing that is secret may stand in an argument, however deep.
fn refuse_secrets(shape: &Shape, json: &str) -> Result<(), Unusable> {
    match has_key(json, &shape.secrets_sent) {
        Some(name) => Err(secret(name)),
        None => Ok(()),
    }
}

fn unknown(shape: &Shape, name: &str) -> Unusable {
    let parameters = shape.parameters.iter().map(|field| field.name);
    let fields = shape.body.iter().flatten().filter(|field| !field.is_secret);
    let known: Vec<&str> = parameters.chain(fields.map(|field| field.name)).collect();
    let right = match (meant(name, &known), known.is_empty()) {
        (_, true) => "nothing, as the operation takes neither parameters nor fields".to_owned(),
        (Some(meant), _) => format!("{meant}? It takes {}", known.join(", ")),
        (None, _) => format!("one of {}", known.join(", ")),
    };
    // A value in the place of a name would be shown, so only what looks like a name is.
    let shown = if name.len() <= 64
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || "_-.".contains(c))
    {
        name
    } else {
        "a field"
    };
    let allowed = if shape.body.is_some() {
        " (--allow-unknown-fields sends it all the same)"
    } else {
        ""
    };
    Unusable(format!(
        "{shown} is unknown to this operation; right would be {right}{allowed}"
    ))
}

/// The object of --data.
fn read(
    shape: &Shape,
    text: &str,
    origin: Origin,
    allow_unknown: bool,
) -> Result<Object, Unusable> {
    let Some(fields) = &shape.body else {
        return Err(Unusable(
            "this operation takes no body; right would be no --data".to_owned(),
        ));
    };
    // serde_json's own message could repeat a value; the place is enough.
    let object: Object = serde_json::from_str(text).map_err(|error| {
        Unusable(format!(
            "--data is no JSON object (line {}, column {}); right would be {{\"name\": value}}",
            error.line(),
            error.column()
        ))
    })?;
    if origin == Origin::Argument {
        refuse_secrets(shape, text)?;
    }
    for (at, (name, value)) in object.0.iter().enumerate() {
        if object.0[..at].iter().any(|(other, _)| other == name) {
            return Err(Unusable(format!(
                "--data has a field twice, the second time as the {}. of its fields; right would be once",
                at + 1
            )));
        }
        match fields.iter().find(|field| field.name == name) {
            Some(field) => is_text_where_it_has_to_be(field, value)?,
            None if allow_unknown => {}
            None => return Err(unknown(shape, name)),
        }
    }
    Ok(object)
}

/// Whether everything is there that has to be, secrets aside.
fn complete(shape: &Shape, input: &Input) -> Result<(), Unusable> {
    let parameters = shape.parameters.iter().filter(|field| {
        let mut given = input.parameters.iter();
        field.is_required && !given.any(|(name, _)| name == field.name)
    });
    let fields = shape.body.iter().flatten().filter(|field| {
        field.is_required && !field.is_secret && input.body.get(field.name).is_none()
    });
    let missing: Vec<String> = parameters
        .chain(fields)
        .map(|field| format!("{}=…", field.name))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Unusable(format!(
            "something is missing; right would be to add {} (--describe shows what the operation takes)",
            missing.join(" ")
        )))
    }
}
