//! The same client for programs without async code (feature `blocking`).
//!
//! Every method of [`resources`] waits for the async method of the same name: limits, verdicts, repeats, providers and observers
//! are those of [`pazemo::Client`](crate::Client).
//!
//! ```no_run
//! let client = pazemo::blocking::Client::from_env()?;
//! let user = client.users().me()?;
//! println!("{}", user.id);
//! # Ok::<(), pazemo::Error>(())
//! ```
//!
//! # Threads
//!
//! All blocking clients of a process share one Tokio runtime of two threads, made at the first call and kept until the process ends. It only
//! drives connections: a call runs on the thread that makes it, and many threads may call at the same time. A child process
//! made by `fork` without `exec` has lost these threads and cannot make calls.
//!
//! Token providers, code providers and observers stay async and may use Tokio. They, too, run on the thread that makes the call, so they may
//! block it, to ask a person, say; the call's time limits cannot end what blocks, only what waits.
//!
//! # Inside an async runtime
//!
//! Waiting would stop whatever else the runtime has to do on that thread. So wherever Tokio says that there is a runtime, each call returns
//! [`ErrorKind::AsyncContext`] at once, and nothing is sent. Use the async client there, which
//! [`as_async`](Client::as_async) has.
//!
//! This holds in `spawn_blocking` and `block_in_place` as well, where waiting would do no harm: Tokio does not tell these places from the others.
//! There, wait for the async client on the runtime that is there:
//!
//! ```
//! # async fn example(client: pazemo::blocking::Client) -> Result<(), Box<dyn std::error::Error>> {
//! let user = tokio::task::spawn_blocking(move || {
//!     tokio::runtime::Handle::current().block_on(client.as_async().users().me())
//! })
//! .await??;
//! # Ok(())
//! # }
//! ```
//!
//! A client may be dropped anywhere.

mod shared_runtime;

use std::future::Future;

use crate::{ClientBuilder, Error, Operation, RawAnswer, RawRequest};

pub use crate::generated::blocking_resources as resources;

#[cfg(doc)]
use crate::ErrorKind;

/// A client whose methods wait for the answer: cheap to clone, safe to share; clones share connections.
///
/// The accessors ([`users`](Self::users), [`accounts`](Self::accounts), …) lead to the operations.
///
/// ```
/// use pazemo::{Client, Environment};
///
/// let client = Client::builder(Environment::Sandbox).token("a-token").build_blocking()?;
/// assert_eq!(client.calls_in_flight(), 0);
/// # Ok::<(), pazemo::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Client(crate::Client);

impl Client {
    /// A client as the process's environment says; see [`pazemo::Client::from_env`](crate::Client::from_env).
    ///
    /// # Errors
    ///
    /// As the async client's.
    ///
    /// ```no_run
    /// let client = pazemo::blocking::Client::from_env()?;
    /// # Ok::<(), pazemo::Error>(())
    /// ```
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build_blocking()
    }

    /// The async client behind this one. Both share connections, limits and the count of calls.
    ///
    /// ```
    /// # async fn example(client: &pazemo::blocking::Client) -> Result<(), pazemo::Error> {
    /// let user = client.as_async().users().me().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn as_async(&self) -> &crate::Client {
        &self.0
    }

    /// Sends a request that the document does not describe; see [`pazemo::Client::raw`](crate::Client::raw).
    ///
    /// # Errors
    ///
    /// As every call; [`Error::operation`] is `raw`.
    ///
    /// ```
    /// # fn example(client: &pazemo::blocking::Client) -> Result<(), pazemo::Error> {
    /// let answer = client.raw(pazemo::RawRequest::get("/users/me"))?;
    /// println!("{}", answer.status());
    /// # Ok(())
    /// # }
    /// ```
    pub fn raw(&self, request: RawRequest) -> Result<RawAnswer, Error> {
        wait(
            request.operation(&crate::generated::operations::RAW),
            self.0.raw(request),
        )
    }

    /// How many calls of this client, its clones and the async client behind them are under way.
    ///
    /// ```
    /// # let client = pazemo::Client::builder(pazemo::Environment::Sandbox).token("t").build_blocking()?;
    /// assert_eq!(client.calls_in_flight(), 0);
    /// # Ok::<(), pazemo::Error>(())
    /// ```
    pub fn calls_in_flight(&self) -> usize {
        self.0.calls_in_flight()
    }

    /// Refuses further calls of this client, its clones and the async client behind them, and waits until those under way have ended; see
    /// [`pazemo::Client::shut_down`](crate::Client::shut_down).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::AsyncContext`] inside an async runtime, and [`ErrorKind::Configuration`] if the shared runtime cannot be made; calls
    /// are not refused then.
    ///
    /// ```
    /// # let client = pazemo::Client::builder(pazemo::Environment::Sandbox).token("t").build_blocking()?;
    /// client.shut_down()?;
    /// assert_eq!(client.users().me().unwrap_err().kind(), pazemo::ErrorKind::ShutDown);
    /// # Ok::<(), pazemo::Error>(())
    /// ```
    pub fn shut_down(&self) -> Result<(), Error> {
        shared_runtime::get()?.block_on(self.0.shut_down());
        Ok(())
    }
}

/// The blocking client that shares everything with an async one.
///
/// A connection is driven by the runtime on which it was opened. If the async client was used before, that runtime has to keep running, or has to have
/// ended: one that stands still (a `current_thread` runtime outside `block_on`) keeps its connections open and does nothing with them, and a
/// call that is given one of them runs into its time limit. A client made by [`ClientBuilder::build_blocking`] has no such past.
///
/// ```
/// use pazemo::{Client, Environment, blocking};
///
/// let client = Client::builder(Environment::Sandbox).token("a-token").build()?;
/// let client = blocking::Client::from(client);
/// # Ok::<(), pazemo::Error>(())
/// ```
impl From<crate::Client> for Client {
    fn from(client: crate::Client) -> Self {
        Self(client)
    }
}

impl ClientBuilder {
    /// The client, with methods that wait (feature `blocking`); see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// As [`build`](Self::build).
    ///
    /// ```
    /// use pazemo::{Client, Environment};
    ///
    /// let client = Client::builder(Environment::Sandbox).token("a-token").build_blocking()?;
    /// # Ok::<(), pazemo::Error>(())
    /// ```
    pub fn build_blocking(self) -> Result<Client, Error> {
        self.build().map(Client)
    }
}

/// Waits for a call of the async client. If that cannot be done here, the call is never begun.
pub(crate) fn wait<T>(
    operation: &'static Operation,
    call: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    match shared_runtime::get() {
        Ok(runtime) => runtime.block_on(call),
        Err(refusal) => Err(refusal.with_operation(operation)),
    }
}
