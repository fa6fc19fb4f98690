//! Identifiers: read as they come, refused where they would change a path.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Why a text cannot be an identifier that is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidIdentifier {
    /// Nothing at all.
    Empty,
    /// `.` or `..`, which a server reads as another path.
    DotSegment,
    /// A character that ends a path segment or means something in a URL: `/ \ ? # %`.
    Separator,
    /// A control or invisible character, or white space.
    Unprintable,
    /// Longer than 256 bytes.
    TooLong,
    /// Not a whole number, where the API has whole numbers.
    NotANumber,
}

impl fmt::Display for InvalidIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "an identifier is not empty",
            Self::DotSegment => "an identifier is not `.` or `..`",
            Self::Separator => "an identifier has none of `/ \\ ? # %`",
            Self::Unprintable => "an identifier has no control characters and no white space",
            Self::TooLong => "an identifier has at most 256 bytes",
            Self::NotANumber => "this identifier is a whole number",
        })
    }
}

impl std::error::Error for InvalidIdentifier {}

/// Whether a text can stand in a path without leading anywhere else.
pub(crate) fn check(text: &str) -> Result<(), InvalidIdentifier> {
    if text.is_empty() {
        return Err(InvalidIdentifier::Empty);
    }
    // Some servers cut parameters such as `;a` off a segment before they look at it.
    if matches!(text.split(';').next(), Some("." | "..")) {
        return Err(InvalidIdentifier::DotSegment);
    }
    if text.len() > 256 {
        return Err(InvalidIdentifier::TooLong);
    }
    for c in text.chars() {
        if "/\\?#%".contains(c) {
            return Err(InvalidIdentifier::Separator);
        }
        if c.is_control() || c.is_whitespace() || is_ignorable(c) {
            return Err(InvalidIdentifier::Unprintable);
        }
    }
    Ok(())
}

/// Unicode's characters that leave no trace on a screen: `Default_Ignorable_Code_Point` and the direction marks.
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// The form in which the API has an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(non_camel_case_types)]
pub(crate) enum Form {
    /// A JSON string.
    text,
    /// A JSON number.
    number,
    /// Either; a text that is a whole number is sent as one.
    text_or_number,
}

/// An identifier's text and whether JSON has it as a number. Two are equal if their texts are.
#[derive(Clone)]
pub(crate) struct Identifier {
    text: Box<str>,
    is_number: bool,
}

impl Identifier {
    pub(crate) fn parse(text: &str, form: Form) -> Result<Self, InvalidIdentifier> {
        check(text)?;
        // Only the spelling that a number would have in JSON: `007` is a text.
        let canonical = text
            .parse::<u64>()
            .is_ok_and(|number| number.to_string() == text)
            || text
                .parse::<i64>()
                .is_ok_and(|number| number.to_string() == text);
        if form == Form::number && !canonical {
            return Err(InvalidIdentifier::NotANumber);
        }
        Ok(Self {
            text: text.into(),
            is_number: canonical && form != Form::text,
        })
    }

    pub(crate) fn from_number(number: u64) -> Self {
        Self {
            text: number.to_string().into(),
            is_number: true,
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }
}

impl PartialEq for Identifier {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Identifier {}

impl PartialOrd for Identifier {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Identifier {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.text.cmp(&other.text)
    }
}

impl std::hash::Hash for Identifier {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Serialize for Identifier {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_number && serializer.is_human_readable() {
            if let Ok(number) = self.text.parse::<u64>() {
                return serializer.serialize_u64(number);
            }
            if let Ok(number) = self.text.parse::<i64>() {
                return serializer.serialize_i64(number);
            }
        }
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Identifier {
    /// Reads whatever the server calls an identifier, also what could not be sent.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = Identifier;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an identifier: a string or a whole number of 64 bits")
            }

            fn visit_str<E>(self, text: &str) -> Result<Identifier, E> {
                Ok(Identifier {
                    text: text.into(),
                    is_number: false,
                })
            }

            fn visit_u64<E>(self, number: u64) -> Result<Identifier, E> {
                Ok(Identifier::from_number(number))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Identifier, E> {
                Ok(Identifier {
                    text: number.to_string().into(),
                    is_number: true,
                })
            }
        }

        if deserializer.is_human_readable() {
            deserializer.deserialize_any(Visitor)
        } else {
            let text = Cow::<str>::deserialize(deserializer)?;
            Ok(Self {
                text: text.into(),
                is_number: false,
            })
        }
    }
}

/// Defines an identifier type, in the module whose public path stands in front.
macro_rules! identifier {
    ($module:literal, $(#[$meta:meta])* $name:ident, $form:ident) => {
        $(#[$meta])*
        ///
        /// Read from an answer, it keeps what came, be it text or number. Made from a text, it is checked:
        /// nothing that would lead a path elsewhere is accepted. Used in a path, it is checked again. Two are
        /// equal if their texts are.
        ///
        #[doc = crate::id::identifier!(@sent $form)]
        ///
        /// ```
        #[doc = concat!("use ", $module, "::", stringify!($name), ";")]
        ///
        #[doc = concat!("let id: ", stringify!($name), " = \"4711\".parse()?;")]
        /// assert_eq!(id.as_str(), "4711");
        #[doc = concat!("assert!(\"..\".parse::<", stringify!($name), ">().is_err());")]
        /// # Ok::<(), pazemo::InvalidIdentifier>(())
        /// ```
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(crate::id::Identifier);

        impl $name {
            /// The identifier's text.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::InvalidIdentifier;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                crate::id::Identifier::parse(text, crate::id::Form::$form).map(Self)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = crate::InvalidIdentifier;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({:?})"), self.as_str())
            }
        }

        crate::id::identifier!(@number $name, $form);

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                crate::id::identifier!(@schema $form)
            }
        }
    };
    (@number $name:ident, text) => {};
    (@number $name:ident, $form:ident) => {
        impl From<u64> for $name {
            fn from(number: u64) -> Self {
                Self(crate::id::Identifier::from_number(number))
            }
        }
    };
    (@sent text) => { "It is sent as text." };
    (@sent number) => { "It is sent as a number." };
    (@sent text_or_number) => {
        "Made from a text that is a whole number in its usual form (`4711`, not `007`), it is sent as a number, else as text."
    };
    (@schema text) => { schemars::json_schema!({ "type": "string" }) };
    (@schema number) => { schemars::json_schema!({ "type": "integer" }) };
    (@schema text_or_number) => {
        schemars::json_schema!({ "oneOf": [{ "type": "integer" }, { "type": "string" }] })
    };
}

pub(crate) use identifier;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{BeneficiaryId, TransactionId, UserId};

    #[test]
    fn what_would_change_a_path_is_refused() {
        use InvalidIdentifier::{DotSegment, Empty, Separator, TooLong, Unprintable};
        for (text, reason) in [
            ("", Empty),
            (".", DotSegment),
            ("..", DotSegment),
            ("..;", DotSegment),
            (".;a", DotSegment),
            ("a\u{2060}b", Unprintable),
            ("\u{e0041}", Unprintable),
            ("a\u{ad}", Unprintable),
            ("a/b", Separator),
            ("a\\b", Separator),
            ("a%2fb", Separator),
            ("%2e%2e", Separator),
            ("a?b", Separator),
            ("a#b", Separator),
            ("a\nb", Unprintable),
            ("a\0", Unprintable),
            ("a b", Unprintable),
            ("\u{7f}", Unprintable),
            ("a\u{85}", Unprintable),
            ("a\u{202e}b", Unprintable),
            ("\u{feff}a", Unprintable),
        ] {
            assert_eq!(text.parse::<UserId>(), Err(reason), "{text:?}");
        }
        assert_eq!("x".repeat(257).parse::<UserId>(), Err(TooLong));
        for text in [
            "a",
            "...",
            "a..b",
            "0b63b0cb-2041-4bc4-b3fc-1e51a1454a1b",
            "ünï",
            "a:b@c;d,e",
            "string",
        ] {
            assert_eq!(text.parse::<UserId>().unwrap().as_str(), text);
        }
    }

    #[test]
    fn identifiers_are_read_and_written_as_they_came() {
        for json in [
            "0",
            "\"0\"",
            "18446744073709551615",
            "-5",
            "\"..\"",
            "\"\"",
            "\"007\"",
            "\"a/b\"",
        ] {
            let id: BeneficiaryId = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&id).unwrap(), json);
            let id: UserId = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&id).unwrap(), json);
        }
        for json in [
            "1.5",
            "1e3",
            "null",
            "true",
            "[]",
            "{}",
            "99999999999999999999999",
        ] {
            assert!(
                serde_json::from_str::<BeneficiaryId>(json).is_err(),
                "{json}"
            );
        }
    }

    #[test]
    fn a_text_becomes_a_number_only_where_the_api_has_numbers() {
        let json = |id: BeneficiaryId| serde_json::to_string(&id).unwrap();
        assert_eq!(json("42".parse().unwrap()), "42");
        assert_eq!(json("042".parse().unwrap()), "\"042\"");
        assert_eq!(json(BeneficiaryId::from(42)), "42");
        assert_eq!(
            serde_json::to_string(&"42".parse::<UserId>().unwrap()).unwrap(),
            "\"42\""
        );
        assert_eq!(
            "x".parse::<TransactionId>(),
            Err(InvalidIdentifier::NotANumber)
        );
    }

    proptest::proptest! {
        #[test]
        fn what_is_accepted_is_one_path_segment(text in "\\PC{0,12}|[./\\\\%?#a ]{0,6}") {
            if text.parse::<UserId>().is_ok() {
                let encoded = crate::runtime::generated_support::encode_path(&text).to_string();
                let url = url::Url::parse(&format!("https://h/users/{encoded}/accounts")).unwrap();
                let segments: Vec<_> = url.path_segments().unwrap().collect();
                proptest::prop_assert_eq!(segments.len(), 3);
                let decoded = percent_encoding::percent_decode_str(segments[1]).decode_utf8().unwrap();
                proptest::prop_assert_eq!(decoded, text);
            }
        }
    }
}
