//! Strict reading of a located tree: what is not expected is refused, with its place and what would be right.

use std::{collections::HashSet, fmt, hash::Hash};

use pazemo_openapi::{Finding, Node, Pointer, Position, Value};

use super::InvalidSeed;

/// A value of the file, with its place.
#[derive(Clone)]
pub(super) struct Place<'n> {
    file: &'n str,
    pointer: Pointer,
    node: &'n Node,
}

impl<'n> Place<'n> {
    pub(super) fn root(file: &'n str, node: &'n Node) -> Self {
        Self {
            file,
            pointer: Pointer::root(),
            node,
        }
    }

    pub(super) fn refuse(&self, message: impl fmt::Display, advice: &str) -> InvalidSeed {
        self.refuse_at(self.node.position, &self.pointer, message, advice)
    }

    fn refuse_at(
        &self,
        position: Position,
        pointer: &Pointer,
        message: impl fmt::Display,
        advice: &str,
    ) -> InvalidSeed {
        let finding = Finding::new("seed", self.file, message.to_string(), advice.to_owned());
        InvalidSeed(finding.at(pointer, position).to_string())
    }

    fn wrong_type(&self, advice: &str) -> InvalidSeed {
        self.refuse(format!("{} stands here", self.node.kind()), advice)
    }

    /// What stands there stood in the file before. It is not quoted: it may be a token.
    pub(super) fn twice(&self, what: &str) -> InvalidSeed {
        self.refuse(
            format!("this {what} stands in the file before"),
            "each of them once, also among different users",
        )
    }

    /// An object that has no other keys than these.
    pub(super) fn object(self, known: &[&str]) -> Result<Object<'n>, InvalidSeed> {
        let Value::Mapping(entries) = &self.node.value else {
            return Err(self.wrong_type(&format!("an object with {}", known.join(", "))));
        };
        match entries
            .iter()
            .find(|entry| !known.contains(&entry.key.as_str()))
        {
            Some(entry) => Err(self.refuse_at(
                entry.key_position,
                &self.pointer.key(&entry.key),
                format!("unknown key `{}`", entry.key),
                &known.join(", "),
            )),
            None => Ok(Object(self)),
        }
    }

    /// The keys and values of an object whose keys are names.
    pub(super) fn named(self) -> Result<Vec<(&'n str, Place<'n>)>, InvalidSeed> {
        let Value::Mapping(entries) = &self.node.value else {
            return Err(self.wrong_type("an object"));
        };
        let place = |entry: &'n pazemo_openapi::Entry| {
            let place = Place {
                file: self.file,
                pointer: self.pointer.key(&entry.key),
                node: &entry.node,
            };
            (entry.key.as_str(), place)
        };
        Ok(entries.iter().map(place).collect())
    }

    pub(super) fn items(self) -> Result<Vec<Place<'n>>, InvalidSeed> {
        let Value::Sequence(items) = &self.node.value else {
            return Err(self.wrong_type("a list"));
        };
        let place = |(index, node)| Place {
            file: self.file,
            pointer: self.pointer.key(index),
            node,
        };
        Ok(items.iter().enumerate().map(place).collect())
    }

    pub(super) fn text(&self) -> Result<&'n str, InvalidSeed> {
        self.node
            .as_str()
            .ok_or_else(|| self.wrong_type("a string; quote what YAML reads otherwise"))
    }

    pub(super) fn boolean(&self) -> Result<bool, InvalidSeed> {
        match self.node.value {
            Value::Bool(value) => Ok(value),
            _ => Err(self.wrong_type("true or false")),
        }
    }

    /// The digits of a number, as they stand there.
    pub(super) fn number(&self, advice: &str) -> Result<&'n str, InvalidSeed> {
        match &self.node.value {
            Value::Number(digits) => Ok(digits),
            _ => Err(self.wrong_type(advice)),
        }
    }

    /// A text, or the digits of a number.
    pub(super) fn text_or_number(&self) -> Result<&'n str, InvalidSeed> {
        match &self.node.value {
            Value::Number(text) | Value::String(text) => Ok(text),
            _ => Err(self.wrong_type("a string or a number")),
        }
    }
}

/// An object all of whose keys are known.
pub(super) struct Object<'n>(Place<'n>);

impl<'n> Object<'n> {
    pub(super) fn optional(&self, key: &str) -> Option<Place<'n>> {
        let node = self.0.node.get(key)?;
        Some(Place {
            file: self.0.file,
            pointer: self.0.pointer.key(key),
            node,
        })
    }

    pub(super) fn required(&self, key: &str) -> Result<Place<'n>, InvalidSeed> {
        self.optional(key).ok_or_else(|| {
            self.0.refuse(
                format!("`{key}` is missing"),
                &format!("an object with `{key}`"),
            )
        })
    }

    /// The value of a key that may be left out.
    pub(super) fn read<T>(
        &self,
        key: &str,
        read: impl FnOnce(&Place<'n>) -> Result<T, InvalidSeed>,
    ) -> Result<Option<T>, InvalidSeed> {
        self.optional(key).as_ref().map(read).transpose()
    }

    /// The items of a list that may be left out.
    pub(super) fn list<T>(
        &self,
        key: &str,
        read: impl FnMut(Place<'n>) -> Result<T, InvalidSeed>,
    ) -> Result<Vec<T>, InvalidSeed> {
        let items = self.optional(key).map(Place::items).transpose()?;
        items.unwrap_or_default().into_iter().map(read).collect()
    }
}

/// What has to be different everywhere in the file.
pub(super) struct Unique<T>(HashSet<T>, &'static str);

impl<T: Eq + Hash> Unique<T> {
    pub(super) fn new(what: &'static str) -> Self {
        Self(HashSet::new(), what)
    }

    pub(super) fn has(&self, value: &T) -> bool {
        self.0.contains(value)
    }

    /// Refuses what stood there before.
    pub(super) fn add(&mut self, value: T, place: &Place<'_>) -> Result<(), InvalidSeed> {
        if self.0.insert(value) {
            return Ok(());
        }
        Err(place.twice(self.1))
    }
}
