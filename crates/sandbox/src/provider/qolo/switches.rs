//! What Qolo's page leaves open, as named switches.

use std::{convert::Infallible, fmt, str::FromStr};

use crate::switches::{
    InvalidSwitch, Preset, RequestsPerSecond, Seconds, Switch, SwitchDescription, SwitchSet,
    ValueDescription, define::switches,
};

/// The name of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldName(pub String);

impl FromStr for FieldName {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for FieldName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where the token stands in the answer to a login: the names of objects within each other, as a JSON pointer (RFC 6901).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenPlace(pub String);

/// What is no such place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidPlace;

impl FromStr for TokenPlace {
    type Err = InvalidPlace;

    fn from_str(text: &str) -> Result<Self, InvalidPlace> {
        if text.is_empty() || text.starts_with('/') {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidPlace)
        }
    }
}

impl fmt::Display for TokenPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

switches! {
    named {
        /// The status of a login that succeeds.
        login_status LoginStatus "login-status" = Ok {
            /// 200.
            Ok "200",
            /// 201, as if the token were a thing that was created.
            Created "201",
        }
        /// What becomes of the tokens of earlier logins.
        earlier_tokens EarlierTokens "earlier-tokens" = Kept {
            /// They are good until they expire.
            Kept "kept",
            /// They are refused as soon as there is a new one.
            Ended "ended",
        }
        /// The status of a create whose key was seen before, with the stored answer.
        replay_status ReplayStatus "replay-status" = Ok {
            /// 200: nothing was created now.
            Ok "200",
            /// 201, as the first time.
            Created "201",
        }
        /// What happens to a create whose key was seen with another body.
        changed_body ChangedBody "changed-body" = Refused {
            /// It is refused with 400.
            Refused "refused",
            /// The stored answer is given all the same.
            Replayed "replayed",
        }
        /// Whether a create needs a key.
        missing_key MissingKey "missing-key" = Accepted {
            /// It does not; without one there is a new card each time.
            Accepted "accepted",
            /// It is refused with 400.
            Refused "refused",
        }
        /// What is answered on paths that the page does not have.
        other_paths OtherPaths "other-paths" = Cards {
            /// A card can be read at /api/v1/cards/{id}, by whoever created it; all else is 404.
            Cards "cards",
            /// 404.
            Missing "missing",
            /// Every request is answered with 200, and an object with its method and path.
            All "all",
        }
        /// The bodies of errors.
        error_body ErrorBody "error-body" = Empty {
            /// There are none.
            Empty "empty",
            /// An object of our own in JSON, with `status` and `message`.
            Json "json",
        }
        /// Whether 429 and 503 say when to come back.
        retry_after ComeBack "retry-after" = Absent {
            /// They do not.
            Absent "absent",
            /// After a second.
            Seconds "seconds",
        }
        /// Whether the answers of cards have fields that nobody asked for.
        unknown_fields CardFields "unknown-fields" = Absent {
            /// They have none.
            Absent "none",
            /// They have one more.
            Added "added",
        }
    }
    free {
        /// How long a token is good.
        token_lifetime "token-lifetime": Seconds = Seconds(12 * 60 * 60), "a whole number of seconds"
        /// How long a key is remembered: the page says no more than that it is, for a time.
        key_window "key-window": Seconds = Seconds(24 * 60 * 60), "a whole number of seconds"
        /// The field of a login that says who it is.
        login_field "login-field": FieldName = FieldName("loginid".to_owned()), "the name of a field"
        /// The field of a login that has the key.
        key_field "key-field": FieldName = FieldName("apikey".to_owned()), "the name of a field"
        /// Where the token stands in the answer to a login.
        token_place "token-place": TokenPlace = TokenPlace("/token".to_owned()), "a JSON pointer into objects, such as /data/token; empty: the answer is the token"
        /// How many requests a second a token may make; 0 is no limit.
        rate_limit "rate-limit": RequestsPerSecond = RequestsPerSecond(0), "a whole number; 0 is no limit"
    }
}

impl Switch<Switches> for TokenPlace {
    fn set(self, switches: &mut Switches) {
        switches.token_place = self;
    }
}

/// All presets; the first is the default.
pub const PRESETS: &[Preset<Switches>] = &[
    Preset {
        name: "plain",
        meaning: "what the page suggests; keys are remembered for a day",
        make: Switches::default,
    },
    Preset {
        name: "harsh",
        meaning: "keys are demanded and remembered for a minute, a login ends the tokens before it, and answers have more than they should",
        make: || Switches {
            earlier_tokens: EarlierTokens::Ended,
            missing_key: MissingKey::Refused,
            key_window: Seconds(60),
            unknown_fields: CardFields::Added,
            ..Switches::default()
        },
    },
];

impl Switches {
    /// Sets a switch by its name.
    ///
    /// # Errors
    ///
    /// What is wrong, and what would be right: an unknown switch, or a value it does not have.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), InvalidSwitch> {
        self.assign(name, value)
    }

    /// The same with one switch set otherwise.
    #[must_use]
    pub fn with(mut self, value: impl Switch<Self>) -> Self {
        value.set(&mut self);
        self
    }
}

impl SwitchSet for Switches {
    const PRESETS: &'static [Preset<Self>] = PRESETS;
    const SWITCHES: &'static [SwitchDescription] = SWITCHES;
    const SECRET: &'static [&'static str] = &[];

    fn value(&self, name: &str) -> Option<String> {
        self.get(name)
    }

    fn set_value(&mut self, name: &str, value: &str) -> Result<(), InvalidSwitch> {
        self.set(name, value)
    }
}
