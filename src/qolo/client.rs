//! The client of the platform API.

use std::{fmt, sync::Arc};

use crate::{
    CallOptions, Error, ErrorKind, Operation, RawAnswer, RawRequest,
    runtime::{Runtime, generated_support::Calls},
};

use super::{ClientBuilder, Environment, generated};

/// The header by which the server recognises a repeated request.
const KEY: &str = "IdempotencyKey";

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
    /// [`ErrorKind::Configuration`] if a variable is missing, empty or not as described. The error names the variable, never its value.
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
    /// As every call; [`Error::operation`] is `raw`. A request of retry class [`Keyed`](crate::Retry::Keyed) without the header `IdempotencyKey` is not sent
    /// ([`ErrorKind::InvalidArgument`]): repeated, it could be carried out twice. [`Error::idempotency_key`] has the
    /// key of that header.
    pub async fn raw(&self, request: RawRequest) -> Result<RawAnswer, Error> {
        let raw = &generated::operations::RAW;
        if request.lacks_its_key(KEY) {
            let message = "a raw request of retry class `keyed` needs the header `IdempotencyKey`";
            return Err(Error::new(ErrorKind::InvalidArgument, message).with_operation(&raw[1]));
        }
        let key = request.key(KEY);
        let answer = request
            .send(raw, |operation, options| self.begin(operation, options))
            .await;
        answer.map_err(|error| error.with_idempotency_key(key))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("runtime", &self.runtime)
            .finish_non_exhaustive()
    }
}
