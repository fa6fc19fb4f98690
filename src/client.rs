//! The client itself.

use std::{fmt, sync::Arc};

use crate::{
    CallOptions, ClientBuilder, Environment, Error, Operation,
    runtime::{Runtime, generated_support::Calls},
};

/// A client of the API: cheap to clone, safe to share; clones share connections.
///
/// The accessors ([`users`](Self::users), [`accounts`](Self::accounts), …) lead to the operations. [The guide](crate::guide) begins with
/// [the first call](crate::guide::first_call).
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
    pub(crate) runtime: Arc<Runtime>,
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
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if a variable is missing, empty or not as described. The error names the variable, never its value.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    /// How many calls of this client and its clones are under way.
    ///
    /// ```
    /// # let client = pazemo::Client::builder(pazemo::Environment::Sandbox).token("t").build()?;
    /// assert_eq!(client.calls_in_flight(), 0);
    /// # Ok::<(), pazemo::Error>(())
    /// ```
    pub fn calls_in_flight(&self) -> usize {
        self.runtime.calls_in_flight()
    }

    /// Refuses further calls of this client and its clones and waits until those under way have ended.
    ///
    /// A program that ends while a call is under way leaves its outcome unknown. Calls that come later fail with [`ErrorKind::ShutDown`](crate::ErrorKind::ShutDown), and
    /// nothing of them is sent. Their own time limits bound the wait; to bound it further, wrap *this* future in a time limit, not the calls.
    ///
    /// ```
    /// # async fn example(client: pazemo::Client) {
    /// client.shut_down().await;
    /// assert_eq!(client.calls_in_flight(), 0);
    /// # }
    /// ```
    pub async fn shut_down(&self) {
        self.runtime.shut_down().await;
    }

    /// A call of an operation.
    pub(crate) fn begin(&self, operation: &'static Operation, options: &CallOptions) -> Calls<'_> {
        Calls::new(&self.runtime, operation, options)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("runtime", &self.runtime)
            .finish()
    }
}
