//! The client of the project API, whose page lists no operation.

use std::{fmt, sync::Arc, time::Duration};

use super::{
    MacCredentials,
    clock::{Clock, DEFAULT_THRESHOLD, ThisMachine},
    generated,
    parameters::Parameters,
    server_time::ServerTime,
    signature::{Proof, Signature},
};
use crate::{
    BaseUrl, Error, RawAnswer, RawRequest, Secret,
    runtime::{Runtime, Server},
    settings::Settings,
};

/// A client of the project API: cheap to clone, safe to share; clones share connections and limits.
///
/// The page of this API has the same errors and the same signatures as that of the Wallet API, and names neither a host nor an operation: the address is the
/// caller's, and every call is a [raw one](Self::raw). Errors are read and judged as those of the Wallet API; their codes are
/// [`ErrorCode`](super::types::ErrorCode).
///
/// ```
/// use pazemo::{RawRequest, paysera::ProjectClient};
///
/// # async fn example() -> Result<(), pazemo::Error> {
/// # let password_from_vault = "a-password";
/// let client = ProjectClient::builder("https://api.example.com", "a-project", password_from_vault)?.build()?;
/// let answer = client.raw(RawRequest::get("/rest/v1/some/path")).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct ProjectClient {
    runtime: Arc<Runtime>,
    signature: Arc<Signature>,
}

impl ProjectClient {
    /// A builder for the server at an address, with the project's `project_id` and `project_sign_password`: the one names the client, the other is the key
    /// that requests are signed with.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if the address is none to which anything is sent (see
    /// [`Environment::custom`](super::Environment::custom)), if the identifier cannot stand between quotes in a header, or if the password is empty.
    pub fn builder(
        base_url: &str,
        project_id: impl Into<String>,
        project_sign_password: impl Into<Secret>,
    ) -> Result<ProjectClientBuilder, Error> {
        Ok(ProjectClientBuilder {
            base_url: BaseUrl::parse(base_url)?,
            credentials: MacCredentials::new(project_id, project_sign_password)?,
            clock_threshold: DEFAULT_THRESHOLD,
            asks_for_time: false,
            settings: Settings::new(),
        })
    }

    /// Sends a request to any path of the server, signed. Every status from 200 to 299 is a success.
    ///
    /// `GET` and `HEAD` may be repeated; nothing else is, unless the request says otherwise ([`RawRequest::with_retry`]).
    ///
    /// # Errors
    ///
    /// As every call; [`Error::operation`] is `raw`.
    pub async fn raw(&self, request: RawRequest) -> Result<RawAnswer, Error> {
        let raw = &generated::operations::RAW;
        request
            .send(raw, |operation, options| self.begin(operation, options))
            .await
    }

    super::shared_client_methods!();
}

impl fmt::Debug for ProjectClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProjectClient")
            .field("runtime", &self.runtime)
            .finish_non_exhaustive()
    }
}

/// Builds a [`ProjectClient`].
///
/// ```
/// use std::time::Duration;
/// use pazemo::paysera::ProjectClient;
///
/// let client = ProjectClient::builder("https://api.example.com", "a-project", "a-password")?
///     .total_timeout(Duration::from_secs(20))
///     .build()?;
/// # Ok::<(), pazemo::Error>(())
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ProjectClientBuilder {
    base_url: BaseUrl,
    credentials: MacCredentials,
    clock_threshold: Duration,
    asks_for_time: bool,
    settings: Settings,
}

impl ProjectClientBuilder {
    /// Asks the server for its time as the Wallet API tells it, `GET /rest/v1/server`. By default requests are signed with the time of the system, because
    /// the page of the project API has no such operation.
    pub fn ask_for_time(mut self) -> Self {
        self.asks_for_time = true;
        self
    }

    super::clock_methods!();
    crate::settings::settings_methods!();

    /// The client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if a setting cannot be used.
    pub fn build(self) -> Result<ProjectClient, Error> {
        let server = Server {
            environment: "custom",
            base_url: self.base_url,
        };
        let clock = match self.asks_for_time {
            true => Clock::new(ThisMachine::new(), self.clock_threshold),
            false => Clock::following_system(ThisMachine::new(), self.clock_threshold),
        };
        let time = Arc::new(ServerTime::new(clock));
        Ok(ProjectClient {
            runtime: Arc::new(Runtime::new(server, self.settings, None)?),
            signature: Arc::new(Signature {
                proof: Proof::Mac(Arc::new(self.credentials), time),
                parameters: Parameters::none(),
                client_type: None,
                follows_system: !self.asks_for_time,
            }),
        })
    }
}

impl fmt::Debug for ProjectClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProjectClientBuilder")
            .field("base_url", &self.base_url)
            .field("clock_threshold", &self.clock_threshold)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
