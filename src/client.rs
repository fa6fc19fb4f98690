//! Construction of a client.

use std::{env, fmt, sync::Arc, time::Duration};

use crate::{Environment, Error, ErrorKind, Secret, runtime::Runtime};

/// A client of the API: cheap to clone, safe to share; clones share connections.
///
/// The accessors ([`users`](Self::users), [`accounts`](Self::accounts), …) lead to the operations.
///
/// ```no_run
/// # async fn example() -> Result<(), pazemo::Error> {
/// let client = pazemo::Client::from_env()?;
/// let user = client.users().me().await?;
/// println!("{}", user.id);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    runtime: Arc<Runtime>,
}

impl Client {
    /// A builder for an environment, which is always named.
    ///
    /// ```
    /// use pazemo::{Client, Environment};
    ///
    /// let client = Client::builder(Environment::Sandbox).token("a-token").build()?;
    /// # Ok::<(), pazemo::Error>(())
    /// ```
    pub fn builder(environment: Environment) -> ClientBuilder {
        ClientBuilder::new(environment)
    }

    /// A client as the process's environment says.
    ///
    /// | variable | value |
    /// |---|---|
    /// | `PAZEMO_ENVIRONMENT` | `live` or `sandbox`; required |
    /// | `PAZEMO_LIVE_TOKEN` | the token, for `live` |
    /// | `PAZEMO_SANDBOX_TOKEN` | the token, for `sandbox` |
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`] if a variable is missing, empty or not as described. The error names the variable, never its value.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    pub(crate) fn runtime(&self) -> &Runtime {
        &self.runtime
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("runtime", &self.runtime)
            .finish()
    }
}

/// Builds a [`Client`].
///
/// Three time limits hold: for connecting, for one attempt from the request to the last byte of the answer, and for the whole call.
///
/// ```
/// use std::time::Duration;
/// use pazemo::{Client, Environment};
///
/// let client = Client::builder(Environment::Sandbox)
///     .token("a-token")
///     .attempt_timeout(Duration::from_secs(10))
///     .response_limit(1024 * 1024)
///     .build()?;
/// # Ok::<(), pazemo::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    pub(crate) environment: Environment,
    pub(crate) token: Option<Secret>,
    pub(crate) connect_timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) total_timeout: Duration,
    pub(crate) response_limit: usize,
}

impl ClientBuilder {
    fn new(environment: Environment) -> Self {
        Self {
            environment,
            token: None,
            connect_timeout: Duration::from_secs(10),
            attempt_timeout: Duration::from_secs(30),
            total_timeout: Duration::from_secs(60),
            response_limit: 8 * 1024 * 1024,
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
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// How long connecting may take, TLS handshake included. Default: 10 s.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// How long one attempt may take, from connecting to the last byte of the answer. Default: 30 s.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = limit;
        self
    }

    /// How long a call may take in all. Default: 60 s.
    pub fn total_timeout(mut self, limit: Duration) -> Self {
        self.total_timeout = limit;
        self
    }

    /// How many bytes an answer may have, after decompression. Default: 8 MiB.
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.response_limit = bytes;
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`] without a token, or with one that cannot stand in a header.
    pub fn build(self) -> Result<Client, Error> {
        Ok(Client {
            runtime: Arc::new(Runtime::new(self)?),
        })
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
                (Ok(builder), Ok(token)) => assert_eq!(builder.token.unwrap().expose(), token),
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
