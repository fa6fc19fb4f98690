//! What Paysera's pages leave open, as named switches.

use std::{fmt, str::FromStr};

use crate::switches::{
    InvalidSwitch, Preset, Seconds, Switch, SwitchDescription, SwitchSet, ValueDescription,
    define::switches,
};

/// The port of a request that names none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HostPort {
    /// 443 if the sandbox speaks TLS, otherwise 80.
    #[default]
    OfScheme,
    /// This one.
    Number(u16),
}

/// What is no port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidPort;

impl FromStr for HostPort {
    type Err = InvalidPort;

    fn from_str(text: &str) -> Result<Self, InvalidPort> {
        match text {
            "scheme" => Ok(Self::OfScheme),
            number => number.parse().map(Self::Number).map_err(|_| InvalidPort),
        }
    }
}

impl fmt::Display for HostPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OfScheme => f.write_str("scheme"),
            Self::Number(number) => number.fmt(f),
        }
    }
}

switches! {
    named {
        /// Whether a body has to be signed for, as `body_hash` in `ext`.
        body_hash BodyHash "body-hash" = Required {
            /// It has to; otherwise the request is refused with 401.
            Required "required",
            /// It need not. A `body_hash` that is sent has to be right all the same.
            Optional "optional",
        }
        /// What happens to a request that was signed with the same identifier, time and nonce before.
        replay Replay "replay" = Refused {
            /// It is refused with 401.
            Refused "refused",
            /// It is carried out again.
            Accepted "accepted",
        }
        /// What a client of several projects may read without saying for which one.
        missing_project MissingProject "missing-project" = Any {
            /// Whatever belongs to any of them.
            Any "any",
            /// Nothing: it is refused with 403.
            Refused "refused",
        }
        /// What is answered on paths that the pages do not have.
        other_paths OtherPaths "other-paths" = Missing {
            /// 404.
            Missing "missing",
            /// Requests with POST, PUT, PATCH and DELETE are noted down and answered with 200; all others get 404.
            Writes "writes",
            /// Every request is noted down and answered with 200.
            All "all",
        }
        /// Whether error objects have what is not always there.
        error_details ErrorDetails "error-details" = Description {
            /// A description.
            Description "description",
            /// A description and an address.
            Address "address",
            /// Neither.
            Absent "none",
        }
    }
    free {
        /// By how much the time of a signature may differ from the sandbox's clock, in either direction.
        clock_window "clock-window": Seconds = Seconds(300), "a whole number of seconds"
        /// The port that is signed for if `Host` names none.
        host_port "host-port": HostPort = HostPort::OfScheme, "`scheme` (443 with TLS, otherwise 80), or a port"
    }
}

impl Switch<Switches> for HostPort {
    fn set(self, switches: &mut Switches) {
        switches.host_port = self;
    }
}

/// All presets; the first is the default.
pub const PRESETS: &[Preset<Switches>] = &[
    Preset {
        name: "plain",
        meaning: "what the pages suggest; five minutes for clocks",
        make: Switches::default,
    },
    Preset {
        name: "harsh",
        meaning: "clocks have to agree within ten seconds, projects have to be named, and errors are not explained",
        make: || Switches {
            clock_window: Seconds(10),
            missing_project: MissingProject::Refused,
            error_details: ErrorDetails::Absent,
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
