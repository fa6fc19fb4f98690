//! Construction of a client of the Wallet API.

use std::{env, fmt, sync::Arc, time::Duration};

use super::{
    Client, ClientType, Environment, MacCredentials,
    clock::{Clock, DEFAULT_THRESHOLD, ThisMachine},
    parameters::Parameters,
    server_time::ServerTime,
    signature::{Proof, Signature},
};
use crate::{
    ClientIdentity, Error, ErrorKind,
    runtime::{Runtime, Server},
    settings::Settings,
};

/// Builds a [`Client`].
///
/// Three time limits hold: for connecting, for one attempt from the request to the last byte of the answer, and for the whole call with its waits and
/// repeats.
///
/// ```
/// use std::time::Duration;
/// use pazemo::paysera::{Client, ClientType, Environment, MacCredentials};
///
/// let credentials = MacCredentials::new("wkVd93h2uS", "a-key")?;
/// let client = Client::with_mac(Environment::Live, credentials)
///     .project("3")
///     .location("7")
///     .client_type(ClientType::PrivateClient)
///     .clock_threshold(Duration::from_secs(60))
///     .attempt_timeout(Duration::from_secs(10))
///     .application("accounting/2.1")
///     .build()?;
/// # Ok::<(), pazemo::Error>(())
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    environment: Environment,
    /// `None`: the certificate in the settings.
    credentials: Option<MacCredentials>,
    parameters: Parameters,
    client_type: Option<ClientType>,
    clock_threshold: Duration,
    settings: Settings,
}

impl ClientBuilder {
    pub(super) fn with_mac(environment: Environment, credentials: MacCredentials) -> Self {
        Self {
            environment,
            credentials: Some(credentials),
            parameters: Parameters::none(),
            client_type: None,
            clock_threshold: DEFAULT_THRESHOLD,
            settings: Settings::new(),
        }
    }

    pub(super) fn with_certificate(environment: Environment, identity: ClientIdentity) -> Self {
        let mut settings = Settings::new();
        settings.network.identity = Some(identity);
        Self {
            environment,
            credentials: None,
            parameters: Parameters::none(),
            client_type: None,
            clock_threshold: DEFAULT_THRESHOLD,
            settings,
        }
    }

    /// A builder as the process's environment says; see [`Client::from_env`].
    ///
    /// # Errors
    ///
    /// As [`Client::from_env`].
    pub fn from_env() -> Result<Self, Error> {
        Self::from_variables(|name| env::var(name).ok())
    }

    fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let get = |name: &str| variable(name).filter(|value| !value.is_empty());
        let required = |name: &str, what: &str| {
            get(name).ok_or_else(|| {
                let message = format!("{name} is not set; it {what}");
                Error::new(ErrorKind::Configuration, message)
            })
        };
        let about = |name: &str, error: Error| {
            Error::new(ErrorKind::Configuration, format!("{name}: {error}"))
        };
        let environment = required(
            "PAYSERA_ENVIRONMENT",
            "is `live` or `custom`, and there is no default",
        )?;
        let (environment, id, key) = match environment.as_str() {
            "live" => (
                Environment::Live,
                "PAYSERA_LIVE_MAC_ID",
                "PAYSERA_LIVE_MAC_KEY",
            ),
            "custom" => {
                let url = required("PAYSERA_CUSTOM_URL", "is the address of the server")?;
                let environment =
                    Environment::custom(&url).map_err(|e| about("PAYSERA_CUSTOM_URL", e))?;
                (
                    environment,
                    "PAYSERA_CUSTOM_MAC_ID",
                    "PAYSERA_CUSTOM_MAC_KEY",
                )
            }
            _ => {
                let message = "PAYSERA_ENVIRONMENT has another value than `live` or `custom`";
                return Err(Error::new(ErrorKind::Configuration, message));
            }
        };
        let key = required(key, "holds the key with which requests are signed")?;
        let credentials = MacCredentials::new(required(id, "names the client")?, key)
            .map_err(|error| about(id, error))?;
        let mut builder = Self::with_mac(environment, credentials);
        if let Some(project) = get("PAYSERA_PROJECT_ID") {
            builder = builder.project(&project);
        }
        if let Some(location) = get("PAYSERA_LOCATION_ID") {
            builder = builder.location(&location);
        }
        Ok(builder)
    }

    /// The project that calls are made for. Default: none, which is right for a client that has one project only. A single call may be made for
    /// another one; see [`Client::with_project`].
    pub fn project(mut self, id: &str) -> Self {
        self.parameters.set_project(id);
        self
    }

    /// The location that calls are made from; a single call may be made from another one. Default: none.
    pub fn location(mut self, id: &str) -> Self {
        self.parameters.set_location(id);
        self
    }

    /// The type of this client at the provider, for errors that tell what it may not do. Default: not known.
    pub fn client_type(mut self, client_type: ClientType) -> Self {
        self.client_type = Some(client_type);
        self
    }

    super::clock_methods!();
    crate::settings::settings_methods!();

    /// The client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`] if a setting cannot be used.
    pub fn build(self) -> Result<Client, Error> {
        self.parameters.check(ErrorKind::Configuration)?;
        let server = Server {
            environment: self.environment.name(),
            base_url: self.environment.base_url()?,
        };
        let proof = match self.credentials {
            Some(credentials) => {
                let clock = Clock::new(ThisMachine::new(), self.clock_threshold);
                Proof::Mac(Arc::new(credentials), Arc::new(ServerTime::new(clock)))
            }
            None => Proof::Certificate,
        };
        Ok(Client {
            runtime: Arc::new(Runtime::new(server, self.settings, None)?),
            signature: Arc::new(Signature {
                proof,
                parameters: self.parameters,
                client_type: self.client_type,
                follows_system: false,
            }),
        })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("environment", &self.environment)
            .field("client_type", &self.client_type)
            .field("clock_threshold", &self.clock_threshold)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIVE: [(&str, &str); 3] = [
        ("PAYSERA_ENVIRONMENT", "live"),
        ("PAYSERA_LIVE_MAC_ID", "the-id"),
        ("PAYSERA_LIVE_MAC_KEY", "the-key"),
    ];
    const CUSTOM: [(&str, &str); 4] = [
        ("PAYSERA_ENVIRONMENT", "custom"),
        ("PAYSERA_CUSTOM_URL", "http://127.0.0.1:1"),
        ("PAYSERA_CUSTOM_MAC_ID", "the-id"),
        ("PAYSERA_CUSTOM_MAC_KEY", "the-key"),
    ];

    fn from(variables: &[(&str, &str)]) -> Result<Client, Error> {
        let value = |name: &str| {
            let found = variables.iter().find(|(n, _)| *n == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        ClientBuilder::from_variables(value)?.build()
    }

    #[test]
    fn every_environment_has_credentials_of_its_own() {
        assert!(from(&LIVE).is_ok());
        assert!(from(&CUSTOM).is_ok());
        let of_live = [CUSTOM[0], CUSTOM[1], LIVE[1], LIVE[2]];
        let error = from(&of_live).unwrap_err();
        assert!(
            error.to_string().starts_with("PAYSERA_CUSTOM_MAC_"),
            "{error}"
        );
    }

    #[test]
    fn what_is_missing_empty_or_wrong_is_named_without_its_value() {
        for complete in [&LIVE[..], &CUSTOM[..]] {
            for (number, (name, value)) in complete.iter().enumerate() {
                let mut without = complete.to_vec();
                without.remove(number);
                let mut empty = complete.to_vec();
                empty[number].1 = "";
                for variables in [without, empty] {
                    let error = from(&variables).unwrap_err();
                    assert_eq!(error.kind(), ErrorKind::Configuration);
                    let message = error.to_string();
                    assert!(message.starts_with(name), "{message}");
                    assert!(!message.contains("the-key"), "{message}");
                    assert!(name.ends_with("ENVIRONMENT") || !message.contains(value));
                }
            }
        }
        for (number, wrong) in [(0, "sandbox"), (1, "http://example.com"), (2, "a\"b")] {
            let mut variables = CUSTOM.to_vec();
            variables[number].1 = wrong;
            let error = from(&variables).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration, "{wrong}");
            assert!(!error.to_string().contains(wrong), "{error}");
        }
    }

    #[test]
    fn a_project_or_location_that_cannot_be_sent_is_a_wrong_setting() {
        for wrong in ["", " 3", "3\n", "ä"] {
            for name in ["PAYSERA_PROJECT_ID", "PAYSERA_LOCATION_ID"] {
                let mut variables = CUSTOM.to_vec();
                variables.push((name, wrong));
                // An empty variable is as good as none.
                assert_eq!(from(&variables).is_ok(), wrong.is_empty(), "{wrong:?}");
            }
            let credentials = MacCredentials::new("id", "key").unwrap();
            let builder = Client::with_mac(Environment::Live, credentials);
            for builder in [builder.clone().project(wrong), builder.location(wrong)] {
                let error = builder.build().unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Configuration, "{wrong:?}");
            }
        }
    }
}
