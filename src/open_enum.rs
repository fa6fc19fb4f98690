//! Open enums: the known values by name, every other value kept.

use std::fmt;

/// A value that this version of the client has no name for, as it came.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// For `open_enum!` alone, so that a known value is never hidden in an unknown one.
    pub(crate) fn new(value: &str) -> Self {
        Self(value.into())
    }

    /// The value's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// Defines an open enum, in the module whose public path stands in front.
macro_rules! open_enum {
    ($module:literal, $(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $value:literal,)* }) => {
        $(#[$meta])*
        ///
        /// The list of values is open: one that is not in it is kept as `Unknown` and sent back as it came.
        ///
        /// ```
        #[doc = concat!("use ", $module, "::", stringify!($name), ";")]
        ///
        #[doc = concat!("let value = ", stringify!($name), "::from(\"something new\");")]
        #[doc = concat!("assert!(matches!(value, ", stringify!($name), "::Unknown(_)));")]
        /// assert_eq!(value.as_str(), "something new");
        /// ```
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)*
            /// A value without a name here.
            Unknown(crate::UnknownValue),
        }

        impl $name {
            /// The values that have a name.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant,)*];

            /// The value as the API writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    other => Self::Unknown(crate::UnknownValue::new(other)),
                }
            }
        }

        impl From<String> for $name {
            fn from(value: String) -> Self {
                value.as_str().into()
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(value: &str) -> Result<Self, Self::Err> {
                Ok(value.into())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                Ok(value.as_ref().into())
            }
        }

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "x-extensible-enum": [$($value),*] })
            }
        }
    };
}

pub(crate) use open_enum;

#[cfg(test)]
mod tests {
    use crate::types::CurrencyId;

    #[test]
    fn known_and_unknown_values_pass_through() {
        for value in ["IDR", "USD", "CNY", "idr", "", "🪙"] {
            let json = serde_json::to_string(value).unwrap();
            let currency: CurrencyId = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&currency).unwrap(), json);
            assert_eq!(currency.to_string(), value);
        }
        assert_eq!(CurrencyId::from("USD"), CurrencyId::Usd);
        assert!(serde_json::from_str::<CurrencyId>("5").is_err());
        assert!(
            CurrencyId::KNOWN
                .iter()
                .all(|known| CurrencyId::from(known.as_str()) == *known)
        );
    }
}
