//! How the client logs in, as far as that is a setting.

use std::{fmt, time::Duration};

use serde_json::{Map, Value};

use crate::{Error, ErrorKind, Secret};

/// The credentials of a login, and what the provider's page leaves open about it.
///
/// The page says where to log in, what is sent and how long a token is valid. It shows no request and no answer, so that the names of the fields in JSON and
/// the place of the token are **inferred**; set them if yours differ.
///
/// | setting | default | evidence |
/// |---|---|---|
/// | [path](Self::with_path) | `/api/v1/auth/login` | page |
/// | [names of the fields](Self::with_field_names) | `loginid`, `apikey` | page; that they are fields of a JSON object is inferred |
/// | [place of the token](Self::with_token_at) | `/token` | inferred |
/// | [lifetime](Self::with_lifetime) | 12 h | page; that it counts from the receipt is inferred |
///
/// ```
/// use pazemo::qolo::Login;
///
/// let login = Login::new("program-17", "an-api-key").with_token_at("/data/accessToken");
/// assert!(!format!("{login:?}").contains("api-key"));
/// ```
#[derive(Clone)]
pub struct Login {
    login_id: Secret,
    api_key: Secret,
    login_id_name: String,
    api_key_name: String,
    pub(super) path: String,
    pub(super) token_at: String,
    pub(super) lifetime: Duration,
    pub(super) margin: Duration,
    pub(super) jitter: Duration,
}

impl Login {
    /// With the two values that Qolo gave out.
    pub fn new(login_id: impl Into<Secret>, api_key: impl Into<Secret>) -> Self {
        let minutes = |number: u64| Duration::from_secs(60 * number);
        Self {
            login_id: login_id.into(),
            api_key: api_key.into(),
            login_id_name: "loginid".to_owned(),
            api_key_name: "apikey".to_owned(),
            path: "/api/v1/auth/login".to_owned(),
            token_at: "/token".to_owned(),
            lifetime: minutes(12 * 60),
            margin: minutes(5),
            jitter: minutes(5),
        }
    }

    /// The path below the base URL that the login is sent to.
    #[must_use]
    pub fn with_path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// The names that login and key have in the JSON object that is sent.
    #[must_use]
    pub fn with_field_names(
        mut self,
        login_id: impl Into<String>,
        api_key: impl Into<String>,
    ) -> Self {
        (self.login_id_name, self.api_key_name) = (login_id.into(), api_key.into());
        self
    }

    /// Where the token stands in the answer, as a JSON pointer (RFC 6901): `/token`, `/data/accessToken`. The empty pointer is the whole answer, for
    /// one that is nothing but a JSON string.
    #[must_use]
    pub fn with_token_at(mut self, pointer: impl Into<String>) -> Self {
        self.token_at = pointer.into();
        self
    }

    /// How long a token is valid.
    #[must_use]
    pub fn with_lifetime(mut self, lifetime: Duration) -> Self {
        self.lifetime = lifetime;
        self
    }

    /// How long before its end a token is used no more, and up to how much earlier still, at random, so that several processes do not log in at the same
    /// time. Default: 5 min and 5 min.
    #[must_use]
    pub fn with_margin(mut self, margin: Duration, jitter: Duration) -> Self {
        (self.margin, self.jitter) = (margin, jitter);
        self
    }

    pub(super) fn login_id(&self) -> &str {
        self.login_id.expose()
    }

    /// The object that is sent.
    pub(super) fn body(&self) -> Map<String, Value> {
        let field = |name: &str, value: &Secret| (name.to_owned(), value.expose().into());
        Map::from_iter([
            field(&self.login_id_name, &self.login_id),
            field(&self.api_key_name, &self.api_key),
        ])
    }

    /// For how long a token with this lifetime is used.
    pub(super) fn usable_part(&self, lifetime: Duration) -> Duration {
        let early = self.margin + self.jitter.mul_f64(fastrand::f64());
        lifetime.saturating_sub(early)
    }

    /// What cannot work is told when the client is built.
    pub(super) fn check(&self) -> Result<(), Error> {
        let names = [&self.login_id_name, &self.api_key_name];
        let wrong = if self.login_id.expose().is_empty() || self.api_key.expose().is_empty() {
            "the login or its key is empty"
        } else if names.iter().any(|name| name.is_empty()) || names[0] == names[1] {
            "the names of the login's fields are empty or the same"
        } else if !(self.token_at.is_empty() || self.token_at.starts_with('/')) {
            "the place of the token is no JSON pointer; one is empty or begins with a slash"
        } else if self.lifetime <= self.margin.saturating_add(self.jitter) {
            "the lifetime of a token is not longer than the margin and its jitter"
        } else {
            return Ok(());
        };
        Err(Error::new(ErrorKind::Configuration, wrong))
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login")
            .field("path", &self.path)
            .field("token_at", &self.token_at)
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}
