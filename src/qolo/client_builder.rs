//! Construction of a client.

use std::{env, fmt, sync::Arc, time::Duration};

use super::{
    Client, Environment, Login, TokenStore,
    session::{Session, Store},
    token_store::ErasedTokenStore,
};
use crate::{
    Error, ErrorKind, Secret, TokenProvider,
    runtime::{Runtime, TokenSource, issuer::ProvidedTokens},
    settings::{Settings, settings_methods},
    wall_clock::WallClock,
};

/// Builds a [`Client`].
///
/// ```
/// use std::time::Duration;
/// use pazemo::qolo::{Client, Environment, Login};
///
/// let client = Client::builder(Environment::Development)
///     .login(Login::new("program-17", "an-api-key"))
///     .attempt_timeout(Duration::from_secs(10))
///     .build()?;
/// # Ok::<(), pazemo::Error>(())
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    environment: Environment,
    source: Option<Source>,
    store: Option<Arc<dyn ErasedTokenStore>>,
    store_limit: Duration,
    clock: WallClock,
    settings: Settings,
}

/// Where tokens come from.
#[derive(Clone)]
enum Source {
    Login(Box<Login>),
    Given(TokenSource),
}

impl ClientBuilder {
    pub(super) fn new(environment: Environment) -> Self {
        Self {
            environment,
            source: None,
            store: None,
            store_limit: Duration::from_secs(1),
            clock: WallClock::default(),
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
        let get = |name: &str, what: &str| {
            let value = variable(name).filter(|value| !value.is_empty());
            value.ok_or_else(|| {
                Error::new(
                    ErrorKind::Configuration,
                    format!("{name} is not set; it {what}"),
                )
            })
        };
        let environment = get(
            "QOLO_ENVIRONMENT",
            "is `development` or `custom`, and there is no default",
        )?;
        let environment = match environment.as_str() {
            "development" => Environment::Development,
            "custom" => {
                let url = get("QOLO_CUSTOM_URL", "holds the address of the server")?;
                Environment::custom(&url)?
            }
            _ => {
                let message = "QOLO_ENVIRONMENT has another value than `development` or `custom`";
                return Err(Error::new(ErrorKind::Configuration, message));
            }
        };
        let name = environment.name();
        let of_environment = |suffix: &str, what: &str| {
            let what = format!("holds the {what} for the {name} environment");
            get(&format!("QOLO_{}_{suffix}", name.to_uppercase()), &what)
        };
        let login = Login::new(
            of_environment("LOGIN_ID", "login")?,
            of_environment("API_KEY", "key of the login")?,
        );
        Ok(Self::new(environment).login(login))
    }

    /// Logs in with these credentials, when a token is needed for the first time, and again before it ends or when the server refuses it. All clones of the
    /// client share the token and the login.
    ///
    /// A login is bounded by the limits of this builder as a call is, and repeated like a read, but not after 400, 401 or 404. If it fails, the calls that wait for
    /// it fail with [`ErrorKind::Login`], *not sent*, and for the next second so do all others; with each further failure that time doubles, up to
    /// a minute.
    pub fn login(mut self, login: Login) -> Self {
        self.source = Some(Source::Login(Box::new(login)));
        self
    }

    /// An access token that somebody else got, sent with every call until the end.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.source = Some(Source::Given(TokenSource::Constant(token.into())));
        self
    }

    /// Asks for access tokens that somebody else gets; see [`TokenProvider`].
    pub fn token_provider(mut self, provider: impl TokenProvider) -> Self {
        let tokens = ProvidedTokens {
            provider: Arc::new(provider),
            codes_may_be_wrong: false,
        };
        self.source = Some(Source::Given(TokenSource::Issuer(Arc::new(tokens))));
        self
    }

    /// Shares the tokens of the [`login`](Self::login) with other processes; see [`TokenStore`].
    pub fn token_store(mut self, store: impl TokenStore) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// How long the token store may take to answer, each time, before the client goes on without it. Default: 1 s.
    pub fn token_store_timeout(mut self, limit: Duration) -> Self {
        self.store_limit = limit;
        self
    }

    /// How old an idempotency key may be that a caller gives; see [`IdempotencyKey`](crate::IdempotencyKey). The page says that the server keeps keys "for a
    /// period of time", and no more. Default: 1 h.
    pub fn idempotency_key_age(mut self, longest: Duration) -> Self {
        self.settings.defaults.idempotency_key_age = longest;
        self
    }

    settings_methods!();

    /// Takes the time of day from elsewhere, for tests of what happens when the clock jumps.
    #[cfg(feature = "testing")]
    pub fn wall_clock(
        mut self,
        clock: impl Fn() -> std::time::SystemTime + Send + Sync + 'static,
    ) -> Self {
        self.clock = WallClock::other(clock);
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`] without a login or token, or if a setting cannot be used.
    pub fn build(self) -> Result<Client, Error> {
        let source = match self.source {
            Some(Source::Given(_)) if self.store.is_some() => {
                let message = "a token store shares the tokens of a login, and there is none";
                return Err(Error::new(ErrorKind::Configuration, message));
            }
            Some(Source::Given(source)) => source,
            Some(Source::Login(login)) => {
                login.check()?;
                let mut settings = self.settings.clone();
                settings.rate_limits = Default::default();
                let store = self.store.map(|tokens| Store {
                    tokens,
                    limit: self.store_limit,
                });
                let runtime = Runtime::new(self.environment.server()?, settings, None)?;
                let session = Session::new(*login, runtime, store, self.clock);
                TokenSource::Issuer(Arc::new(session))
            }
            None => {
                let message = "a client needs a login; give it with `ClientBuilder::login`";
                return Err(Error::new(ErrorKind::Configuration, message));
            }
        };
        let server = self.environment.server()?;
        Ok(Client::new(Runtime::new(
            server,
            self.settings,
            Some(source),
        )?))
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
            let found = variables.iter().find(|(other, _)| *other == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_environment_is_required_and_has_its_own_login() {
        let environment = ("QOLO_ENVIRONMENT", "development");
        let id = ("QOLO_DEVELOPMENT_LOGIN_ID", "c4n4ry");
        let key = ("QOLO_DEVELOPMENT_API_KEY", "c4n4ry");
        let custom = ("QOLO_ENVIRONMENT", "custom");
        for (variables, wanted) in [
            (vec![id, key], "QOLO_ENVIRONMENT is not set"),
            (
                vec![("QOLO_ENVIRONMENT", "live"), id, key],
                "QOLO_ENVIRONMENT has another value",
            ),
            (
                vec![environment, key],
                "QOLO_DEVELOPMENT_LOGIN_ID is not set",
            ),
            (vec![environment, id], "QOLO_DEVELOPMENT_API_KEY is not set"),
            (vec![custom, id, key], "QOLO_CUSTOM_URL is not set"),
            (
                vec![custom, ("QOLO_CUSTOM_URL", "https://a.example"), id, key],
                "QOLO_CUSTOM_LOGIN_ID is not set",
            ),
        ] {
            let error = from(&variables).unwrap_err().to_string();
            assert!(error.starts_with(wanted), "{error}");
            assert!(!error.contains("c4n4ry"), "{error}");
        }
        let client = from(&[environment, id, key]).unwrap().build().unwrap();
        assert!(!format!("{client:?}").contains("c4n4ry"));
    }

    #[test]
    fn what_cannot_work_is_told_when_the_client_is_built() {
        let builder = || ClientBuilder::new(Environment::Development);
        let with = |change: fn(Login) -> Login| builder().login(change(Login::new("id", "key")));
        assert!(with(|login| login).build().is_ok());
        for broken in [
            builder(),
            builder().login(Login::new("", "key")),
            builder().login(Login::new("id", "")),
            with(|login| login.with_field_names("same", "same")),
            with(|login| login.with_field_names("", "key")),
            with(|login| login.with_token_at("token")),
            with(|login| login.with_lifetime(Duration::from_secs(600))),
            builder()
                .token("t")
                .token_store(super::super::MemoryTokenStore::new()),
            builder().token("t t"),
            with(|login| login).application(""),
        ] {
            let error = broken.build().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
        }
    }
}
