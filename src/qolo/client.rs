//! The client of the platform API.

use std::{fmt, sync::Arc};

use crate::{
    CallOptions, Error, Operation, RawAnswer, RawRequest,
    runtime::{Runtime, generated_support::Calls},
};

use super::{ClientBuilder, Environment, generated};

/// A client of the platform API: cheap to clone, safe to share; clones share connections and the access token.
#[derive(Clone)]
pub struct Client {
    runtime: Arc<Runtime>,
}

impl Client {
    /// A builder for an environment, which is always named.
    ///
    /// ```
    /// use pazemo::qolo::{Client, Environment, Login};
    ///
    /// let login = Login::new("program-17", "an-api-key");
    /// let client = Client::builder(Environment::Development).login(login).build()?;
    /// # Ok::<(), pazemo::Error>(())
    /// ```
    pub fn builder(environment: Environment) -> ClientBuilder {
        ClientBuilder::new(environment)
    }

    /// A client as the process's environment says.
    ///
    /// | variable | value |
    /// |---|---|
    /// | `QOLO_ENVIRONMENT` | `development` or `custom`; required |
    /// | `QOLO_DEVELOPMENT_LOGIN_ID`, `QOLO_DEVELOPMENT_API_KEY` | login and key, for `development` |
    /// | `QOLO_CUSTOM_URL` | address of the server, for `custom` |
    /// | `QOLO_CUSTOM_LOGIN_ID`, `QOLO_CUSTOM_API_KEY` | login and key, for `custom` |
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if a variable is missing, empty or not as described. The error names the variable, never its value.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    pub(super) fn new(runtime: Runtime) -> Self {
        Self {
            runtime: Arc::new(runtime),
        }
    }

    /// How many calls of this client and its clones are under way.
    pub fn calls_in_flight(&self) -> usize {
        self.runtime.calls_in_flight()
    }

    /// Refuses further calls of this client and its clones and waits until those under way have ended, as
    /// [Pazemo's](crate::Client::shut_down) does.
    pub async fn shut_down(&self) {
        self.runtime.shut_down().await;
    }

    /// A call of an operation.
    pub(crate) fn begin(&self, operation: &'static Operation, options: &CallOptions) -> Calls<'_> {
        Calls::new(&self.runtime, operation, options)
    }

    /// Sends a request that the document does not describe. Every status from 200 to 299 is a success.
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
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("runtime", &self.runtime)
            .finish_non_exhaustive()
    }
}
