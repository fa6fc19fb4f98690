//! The server as its user holds it.

use std::{
    fmt, io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::Arc,
    thread::{self, JoinHandle},
};

use tokio::sync::oneshot;

use super::{Request, connection, state::State};
use crate::Environment;

/// A scripted server on a free port of this machine; see the [module](super).
///
/// The methods named `on_…` begin a [`Script`](super::Script) for an operation each. Dropping the server ends it at once, and with it
/// every connection.
///
/// It also serves a test that is not asynchronous itself:
///
/// ```
/// use pazemo::{Client, testing::Server};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let server = Server::start()?;
/// server.on_ping().ok("pong");
///
/// let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
/// let client = Client::builder(server.environment()).token("any").build()?;
/// assert_eq!(runtime.block_on(client.pings().ping())?, "pong");
/// server.assert_done();
/// # Ok(())
/// # }
/// ```
pub struct Server {
    address: SocketAddr,
    environment: Environment,
    state: Arc<State>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server without answers.
    ///
    /// # Errors
    ///
    /// What the operating system has against a socket on loopback or a thread.
    pub fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let environment =
            Environment::custom(&format!("http://{address}")).map_err(io::Error::other)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .build()?;
        let state = Arc::new(State::new());
        let (stop, stopped) = oneshot::channel();
        let shared = Arc::clone(&state);
        let thread = thread::Builder::new()
            .name("pazemo-testing".to_owned())
            .spawn(move || {
                runtime.block_on(async {
                    tokio::spawn(connection::accept(listener, shared));
                    // An error is as good: the server is gone.
                    let _ = stopped.await;
                });
                // Dropping the runtime drops listener and connections.
            })?;
        Ok(Self {
            address,
            environment,
            state,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The environment for [`Client::builder`](crate::Client::builder).
    pub fn environment(&self) -> Environment {
        self.environment.clone()
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The requests so far, in the order in which they came, the unexpected ones among them. Each is here before it is answered.
    pub fn requests(&self) -> Vec<Request> {
        self.state.requests()
    }

    /// Waits until so many requests have come in all, unexpected ones among them; for code that sends on a task of its own, and for
    /// cancelling a call whose request is known to have arrived. It has no limit of time.
    ///
    /// ```
    /// use std::time::Duration;
    /// use pazemo::{Client, testing::Server, types::NewWithdraw};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = Server::start()?;
    /// server.on_create_withdraw().hang();
    /// let client = Client::builder(server.environment()).token("any").build()?;
    /// let call = tokio::spawn(async move {
    ///     let new = NewWithdraw::new("1.00".parse().unwrap());
    ///     client.withdraws().create(&"account-1".parse().unwrap(), &new).await
    /// });
    /// tokio::time::timeout(Duration::from_secs(10), server.wait_for_requests(1)).await?;
    /// call.abort();
    /// # Ok(())
    /// # }
    /// ```
    pub async fn wait_for_requests(&self, count: usize) {
        self.state.wait_for(count).await;
    }

    /// Makes sure that all was as scripted: every answer was asked for, and nothing else was.
    ///
    /// An answer that is given [always](super::Script::always) need not have been asked for.
    ///
    /// # Panics
    ///
    /// If not. The message names the operations, the answers left and the requests that nothing was scripted for.
    #[track_caller]
    pub fn assert_done(&self) {
        if let Some(complaints) = self.state.complaints() {
            panic!("not all went as the test server was told:{complaints}");
        }
    }

    pub(super) fn state(&self) -> &State {
        &self.state
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // It does not panic; if it did, there would be nothing to do about it here.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("address", &self.address)
            .field("requests", &self.requests().len())
            .finish_non_exhaustive()
    }
}
