//! The client of the Wallet API.

use std::{fmt, sync::Arc};

use super::{
    ClientBuilder, ClientType, Environment, MacCredentials, generated, signature::Signature,
};
use crate::{ClientIdentity, Error, RawAnswer, RawRequest, runtime::Runtime};

/// A client of the Wallet API: cheap to clone, safe to share; clones share connections, limits and what is known of the server's time.
///
/// Requests are signed with a key ([`with_mac`](Self::with_mac)), or the client shows a certificate ([`with_certificate`](Self::with_certificate)).
/// [The guide](crate::guide::paysera) has a chapter on it.
///
/// ```
/// use pazemo::paysera::{Client, Environment, MacCredentials};
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// # let secret_from_vault = "a-key";
/// let credentials = MacCredentials::new("wkVd93h2uS", secret_from_vault)?;
/// let client = Client::with_mac(Environment::Live, credentials).project("3").build()?;
/// let balance = client.wallets().balance(&"14471".parse()?).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    pub(super) runtime: Arc<Runtime>,
    /// Shared by clones, and not by clients for another project or location.
    pub(super) signature: Arc<Signature>,
}

impl Client {
    /// A builder of a client that signs its requests.
    ///
    /// Before the first signed request the server is asked for its time (`GET /rest/v1/server`), once for all clones, and again after a 401.
    ///
    /// ```
    /// use pazemo::paysera::{Client, Environment, MacCredentials};
    ///
    /// let credentials = MacCredentials::new("wkVd93h2uS", "a-key")?;
    /// let client = Client::with_mac(Environment::Live, credentials).build()?;
    /// # Ok::<(), pazemo::Error>(())
    /// ```
    pub fn with_mac(environment: Environment, credentials: MacCredentials) -> ClientBuilder {
        ClientBuilder::with_mac(environment, credentials)
    }

    /// A builder of a client that shows a certificate. Nothing is signed, so that no time is needed; project and location travel in headers.
    ///
    /// ```no_run
    /// use std::fs;
    /// use pazemo::{ClientIdentity, paysera::{Client, Environment}};
    ///
    /// let chain = fs::read("certificate.pem")?;
    /// let key = fs::read_to_string("private-key.pem")?;
    /// let identity = ClientIdentity::from_pem(chain, key)?;
    /// let client = Client::with_certificate(Environment::Live, identity).project("3").build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_certificate(environment: Environment, identity: ClientIdentity) -> ClientBuilder {
        ClientBuilder::with_certificate(environment, identity)
    }

    /// A client as the process's environment says. It signs its requests.
    ///
    /// | variable | value |
    /// |---|---|
    /// | `PAYSERA_ENVIRONMENT` | `live` or `custom`; required |
    /// | `PAYSERA_CUSTOM_URL` | the server, for `custom` |
    /// | `PAYSERA_LIVE_MAC_ID`, `PAYSERA_LIVE_MAC_KEY` | name and key, for `live` |
    /// | `PAYSERA_CUSTOM_MAC_ID`, `PAYSERA_CUSTOM_MAC_KEY` | the same, for `custom` |
    /// | `PAYSERA_PROJECT_ID`, `PAYSERA_LOCATION_ID` | project and location; may be left out |
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if a variable is missing, empty or not as described. The error names the variable, never its value.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    /// The same client for a project: `client.with_project("3").wallets()…` is a call for that project alone.
    ///
    /// Connections, limits and the server's time are shared. An identifier that is empty, has anything but visible ASCII characters in it or space at an end is not sent: calls
    /// fail with [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument).
    ///
    /// ```
    /// # async fn example(client: pazemo::paysera::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let wallet = "14471".parse()?;
    /// for project in ["3", "4"] {
    ///     let balance = client.with_project(project).wallets().balance(&wallet).await?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_project(&self, id: &str) -> Self {
        self.derived(|signature| signature.parameters.set_project(id))
    }

    /// The same client for a location, from which payments and other actions are begun. What is said of
    /// [`with_project`](Self::with_project) holds here, too.
    #[must_use]
    pub fn with_location(&self, id: &str) -> Self {
        self.derived(|signature| signature.parameters.set_location(id))
    }

    /// The same client, known to be of this type.
    #[must_use]
    pub fn with_client_type(&self, client_type: ClientType) -> Self {
        self.derived(|signature| signature.client_type = Some(client_type))
    }

    fn derived(&self, change: impl FnOnce(&mut Signature)) -> Self {
        let mut signature = Signature::clone(&self.signature);
        change(&mut signature);
        Self {
            runtime: Arc::clone(&self.runtime),
            signature: Arc::new(signature),
        }
    }

    /// Sends a request that the document does not describe, signed like any other. Every status from 200 to 299 is a success.
    ///
    /// `GET` and `HEAD` may be repeated; nothing else is, unless the request says otherwise ([`RawRequest::with_retry`]).
    ///
    /// ```
    /// use pazemo::RawRequest;
    ///
    /// # async fn example(client: pazemo::paysera::Client) -> Result<(), pazemo::Error> {
    /// let answer = client.raw(RawRequest::get("/rest/v1/wallet/14471/balance")).await?;
    /// # Ok(())
    /// # }
    /// ```
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

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("runtime", &self.runtime)
            .finish_non_exhaustive()
    }
}
