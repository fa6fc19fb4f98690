//! Construction of a client.

use std::{env, fmt, sync::Arc};

use crate::{
    Client, Environment, Error, ErrorKind, Secret, TokenProvider,
    runtime::{Runtime, Server, TokenSource},
    settings::Settings,
    types::UserId,
};

/// Builds a [`Client`].
///
/// Three time limits hold: for connecting, for one attempt from the request to the last byte of the answer, and for the whole call with its waits and
/// repeats.
///
/// ```
/// use std::time::Duration;
/// use pazemo::{Client, Environment};
///
/// let client = Client::builder(Environment::Sandbox)
///     .token("a-token")
///     .attempt_timeout(Duration::from_secs(10))
///     .response_limit(1024 * 1024)
///     .application("accounting/2.1")
///     .build()?;
/// # Ok::<(), pazemo::Error>(())
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    pub(crate) environment: Environment,
    pub(crate) token: Option<TokenSource>,
    pub(crate) expected_user: Option<UserId>,
    pub(crate) settings: Settings,
}

impl ClientBuilder {
    pub(crate) fn new(environment: Environment) -> Self {
        Self {
            environment,
            token: None,
            expected_user: None,
            settings: Settings::new(),
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
        let missing = |message: String| Error::new(ErrorKind::Configuration, message);
        let name = get("PAZEMO_ENVIRONMENT").ok_or_else(|| {
            missing(
                "PAZEMO_ENVIRONMENT is not set; it is `live` or `sandbox`, and there is no default"
                    .to_owned(),
            )
        })?;
        let environment = Environment::from_name(&name).map_err(|_| {
            missing("PAZEMO_ENVIRONMENT has another value than `live` or `sandbox`".to_owned())
        })?;
        let token_variable = format!("PAZEMO_{}_TOKEN", environment.name().to_uppercase());
        let token = get(&token_variable).ok_or_else(|| {
            missing(format!(
                "{token_variable} is not set; it holds the token for the {} environment",
                environment.name()
            ))
        })?;
        Ok(Self::new(environment).token(token))
    }

    /// The API token, sent as bearer token with every call.
    ///
    /// The page says that the token, not the address, decides between live and test mode: see to it that it belongs to the environment.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.token = Some(TokenSource::Constant(token.into()));
        self
    }

    /// Asks for tokens instead of having one; see [`TokenProvider`].
    pub fn token_provider(mut self, provider: impl TokenProvider) -> Self {
        self.token = Some(TokenSource::Provider(Arc::new(provider)));
        self
    }

    /// The user that the token has to belong to. Before the first call that changes something, and again when the token has changed, the client asks
    /// `GET /users/me`; if the answer is another user, or there is none, the call fails with [`ErrorKind::UnexpectedUser`] and is not sent.
    ///
    /// The address does not tell live tokens from test tokens; the user may.
    pub fn expect_user(mut self, id: UserId) -> Self {
        self.expected_user = Some(id);
        self
    }

    crate::settings::settings_methods!();

    /// The client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`] without a token, with one that cannot stand in a header, or if a setting cannot be used.
    pub fn build(self) -> Result<Client, Error> {
        let token = self.token.ok_or_else(|| {
            let message = "a client needs a token; give it with `ClientBuilder::token`";
            Error::new(ErrorKind::Configuration, message)
        })?;
        let server = Server {
            environment: self.environment.name(),
            base_url: self.environment.base_url()?,
        };
        let runtime = Runtime::new(server, self.settings, Some(token))?;
        Ok(Client {
            runtime: Arc::new(runtime.expecting(self.expected_user)),
        })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("environment", &self.environment)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(variables: &[(&str, &str)]) -> Result<ClientBuilder, Error> {
        ClientBuilder::from_variables(|name| {
            variables
                .iter()
                .find(|(n, _)| *n == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_environment_is_required_and_has_its_own_token() {
        let both = [("PAZEMO_LIVE_TOKEN", "l"), ("PAZEMO_SANDBOX_TOKEN", "s")];
        for (variables, wanted) in [
            (vec![], Err("PAZEMO_ENVIRONMENT is not set")),
            (both.to_vec(), Err("PAZEMO_ENVIRONMENT is not set")),
            (
                vec![("PAZEMO_ENVIRONMENT", "prod")],
                Err("PAZEMO_ENVIRONMENT has another value"),
            ),
            (
                vec![("PAZEMO_ENVIRONMENT", "https://api.pazemo.com")],
                Err("PAZEMO_ENVIRONMENT has another value"),
            ),
            (
                vec![("PAZEMO_ENVIRONMENT", "live"), both[1]],
                Err("PAZEMO_LIVE_TOKEN is not set"),
            ),
            (
                vec![
                    ("PAZEMO_ENVIRONMENT", "sandbox"),
                    ("PAZEMO_SANDBOX_TOKEN", ""),
                ],
                Err("PAZEMO_SANDBOX_TOKEN is not set"),
            ),
            (
                vec![("PAZEMO_ENVIRONMENT", "live"), both[0], both[1]],
                Ok("l"),
            ),
            (
                vec![("PAZEMO_ENVIRONMENT", "sandbox"), both[0], both[1]],
                Ok("s"),
            ),
        ] {
            match (from(&variables), wanted) {
                (Ok(builder), Ok(token)) => match builder.token {
                    Some(TokenSource::Constant(found)) => assert_eq!(found.expose(), token),
                    _ => panic!("no token"),
                },
                (Err(error), Err(message)) => {
                    assert!(error.to_string().starts_with(message), "{error}")
                }
                (got, wanted) => panic!("{variables:?}: {got:?} instead of {wanted:?}"),
            }
        }
    }

    #[test]
    fn a_client_without_a_usable_token_is_not_built() {
        let builder = Client::builder(Environment::Sandbox);
        assert_eq!(
            builder.clone().build().unwrap_err().kind(),
            ErrorKind::Configuration
        );
        for token in ["", " ", "a b", "a\nb", "tökén", "a\0"] {
            let error = builder.clone().token(token).build().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration, "{token:?}");
        }
    }
}
