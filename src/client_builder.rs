//! Construction of a client.

use std::{env, fmt, net::IpAddr, num::NonZeroU32, sync::Arc, time::Duration};

use rustls::pki_types::{CertificateDer, pem::PemObject};

use crate::{
    AttemptObserver, Client, Environment, Error, ErrorKind, RetryPolicy, Secret, TokenProvider,
    runtime::{Defaults, Network, Observer, RateLimits, Runtime, TokenSource},
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
    pub(crate) observer: Option<Observer>,
    pub(crate) expected_user: Option<UserId>,
    pub(crate) network: Network,
    pub(crate) rate_limits: RateLimits,
    pub(crate) defaults: Defaults,
    /// What was wrong with a setting; told by `build`.
    refusal: Option<&'static str>,
}

/// Name and version of this crate, as in `User-Agent`.
const PRODUCT: &str = concat!("pazemo/", env!("CARGO_PKG_VERSION"));

impl ClientBuilder {
    pub(crate) fn new(environment: Environment) -> Self {
        Self {
            environment,
            token: None,
            observer: None,
            expected_user: None,
            network: Network {
                connect_timeout: Duration::from_secs(10),
                roots: Vec::new(),
                ipv4_only: false,
                local_address: None,
                proxy: None,
                user_agent: PRODUCT.to_owned(),
            },
            rate_limits: RateLimits::default(),
            defaults: Defaults {
                attempt_timeout: Duration::from_secs(30),
                total_timeout: Duration::from_secs(60),
                response_limit: 8 * 1024 * 1024,
                retry_policy: RetryPolicy::new(),
            },
            refusal: None,
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

    /// Tells of each attempt before it is sent, and lets it be refused; see [`AttemptObserver`].
    pub fn on_attempt(mut self, observer: impl AttemptObserver) -> Self {
        self.observer = Some(Observer(Arc::new(observer)));
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

    /// How long connecting may take, TLS handshake included. Default: 10 s.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.network.connect_timeout = limit;
        self
    }

    /// How long one attempt may take, from connecting to the last byte of the answer. Default: 30 s.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.defaults.attempt_timeout = limit;
        self
    }

    /// How long a call may take in all. Default: 60 s.
    pub fn total_timeout(mut self, limit: Duration) -> Self {
        self.defaults.total_timeout = limit;
        self
    }

    /// How many bytes an answer may have, after decompression. Default: 8 MiB.
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.defaults.response_limit = bytes;
        self
    }

    /// When and how often calls are repeated; see [`RetryPolicy`].
    pub fn retry_policy(mut self, policy: RetryPolicy) -> Self {
        self.defaults.retry_policy = policy;
        self
    }

    /// At most so many attempts a second, and at most `burst` at once after a silence. Others wait in their order, within the limits of their calls.
    /// Zero counts as one. Default: no limit.
    pub fn rate_limit(mut self, per_second: u32, burst: u32) -> Self {
        let at_least_one = |number: u32| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        self.rate_limits.rate = Some((at_least_one(per_second), at_least_one(burst)));
        self
    }

    /// At most so many attempts on the wire at the same time. Zero counts as one. Default: no limit.
    pub fn concurrency_limit(mut self, attempts: usize) -> Self {
        self.rate_limits.concurrency = Some(attempts);
        self
    }

    /// Trusts further certification authorities, besides the compiled-in ones: one or several certificates as PEM.
    ///
    /// What cannot be read is told by [`build`](Self::build).
    pub fn add_roots_pem(mut self, pem: &[u8]) -> Self {
        let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
        match certificates {
            Ok(certificates) if !certificates.is_empty() => self.network.roots.extend(certificates),
            _ => self.refusal = Some("the root certificates are no PEM"),
        }
        self
    }

    /// Connects to IPv4 addresses only: the provider's list of allowed addresses takes no others.
    pub fn ipv4_only(mut self) -> Self {
        self.network.ipv4_only = true;
        self
    }

    /// Connects from this address of the machine, for a provider that allows only listed addresses.
    pub fn local_address(mut self, address: IpAddr) -> Self {
        self.network.local_address = Some(address);
        self
    }

    /// Goes through a proxy, `http://[user:password@]host:port`. The proxies of the process's environment are never used, and none
    /// for a server on this machine.
    pub fn proxy(mut self, url: impl Into<Secret>) -> Self {
        self.network.proxy = Some(url.into());
        self
    }

    /// The application's name and version, such as `accounting/2.1`, told to the server in front of this crate's own in `User-Agent`.
    pub fn application(mut self, product: &str) -> Self {
        let is_visible = |c: char| c.is_ascii_graphic() || c == ' ';
        if product.is_empty() || !product.chars().all(is_visible) {
            self.refusal = Some("the application's name is empty or cannot stand in a header");
        } else {
            self.network.user_agent = format!("{product} {PRODUCT}");
        }
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`] without a token, with one that cannot stand in a header, or if a setting cannot be used.
    pub fn build(self) -> Result<Client, Error> {
        if let Some(refusal) = self.refusal {
            return Err(Error::new(ErrorKind::Configuration, refusal));
        }
        Ok(Client {
            runtime: Arc::new(Runtime::new(self)?),
        })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("environment", &self.environment)
            .field("network", &self.network)
            .field("rate_limits", &self.rate_limits)
            .field("defaults", &self.defaults)
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
