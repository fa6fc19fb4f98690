//! How the generated object types are read, written and shown.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Deserializer, de::Visitor};

/// A key of a JSON object, borrowed if it needs no unescaping.
pub(crate) struct Key<'de>(pub(crate) Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;

        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a field name")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(KeyVisitor)
    }
}

/// What `Debug` shows of a sensitive field.
pub(crate) struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Implements serde and `Debug` for a generated object: fields the document does not describe are kept beside the known ones
/// (serde's `flatten` would buffer, and a buffered number loses digits), and what is sensitive is hidden.
macro_rules! wire_object {
    ($type:ident { $($kind:ident $field:ident : $name:literal $debug:ident,)* }) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let mut map = serializer.serialize_map(None)?;
                $(crate::wire_object::wire_object!(@write $kind map, $name, self.$field);)*
                for (name, value) in self.extra_fields.raw() {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct ObjectVisitor;

                impl<'de> serde::de::Visitor<'de> for ObjectVisitor {
                    type Value = $type;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("an object: ", stringify!($type)))
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$type, A::Error> {
                        $(let mut $field = None;)*
                        let mut extra_fields = crate::ExtraFields::default();
                        while let Some(crate::wire_object::Key(key)) = map.next_key()? {
                            match &*key {
                                $($name => {
                                    if $field.is_some() {
                                        return Err(serde::de::Error::duplicate_field($name));
                                    }
                                    $field = Some(map.next_value()?);
                                })*
                                other => extra_fields.push(other, map.next_value()?),
                            }
                        }
                        Ok($type {
                            $($field: crate::wire_object::wire_object!(@read $kind $field, $name),)*
                            extra_fields,
                        })
                    }
                }

                deserializer.deserialize_map(ObjectVisitor)
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut shown = f.debug_struct(stringify!($type));
                $(crate::wire_object::wire_object!(@show $debug $kind shown, self.$field, stringify!($field));)*
                if !self.extra_fields.is_empty() {
                    shown.field("extra_fields", &self.extra_fields);
                }
                shown.finish()
            }
        }
    };
    (@write required $map:ident, $name:literal, $value:expr) => {
        $map.serialize_entry($name, &$value)?
    };
    (@write optional $map:ident, $name:literal, $value:expr) => {
        if let Some(value) = &$value {
            $map.serialize_entry($name, value)?;
        }
    };
    (@read required $field:ident, $name:literal) => {
        $field.ok_or_else(|| serde::de::Error::missing_field($name))?
    };
    (@read optional $field:ident, $name:literal) => { $field.flatten() };
    (@show show $kind:ident $shown:ident, $value:expr, $label:expr) => {
        $shown.field($label, &$value)
    };
    (@show hide required $shown:ident, $value:expr, $label:expr) => {
        $shown.field($label, &crate::wire_object::Redacted)
    };
    (@show hide optional $shown:ident, $value:expr, $label:expr) => {
        $shown.field($label, &$value.as_ref().map(|_| crate::wire_object::Redacted))
    };
}
pub(crate) use wire_object;
