//! The handle of a sandbox in this process.

use std::{fmt, io, net::IpAddr, net::Ipv4Addr, net::Ipv6Addr, net::SocketAddr, sync::Arc};

use pazemo::{ClientBuilder, Environment, Secret};

use crate::{
    builder::{SandboxBuilder, StartError},
    exchange::Exchange,
    fault::{Fault, InvalidFault},
    provider::pazemo::Shared,
    running::Running,
};

/// A Pazemo of one's own, on this machine: it keeps accounts, pays withdraws, and fails on demand. It runs on a thread of its own and stops
/// when this is dropped.
///
/// ```
/// use pazemo_sandbox::Sandbox;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let sandbox = Sandbox::start().await?;
/// let client = sandbox.client().build()?;
/// let me = client.users().me().await?;
/// let accounts = client.accounts().list(&me.id).await?;
/// assert!(!accounts.is_empty());
/// # Ok(())
/// # }
/// ```
pub struct Sandbox {
    pub(crate) shared: Arc<Shared>,
    environment: Environment,
    running: Running,
}

impl Sandbox {
    /// Starts a sandbox with the preset `plain` and the data of the document's examples, on any free port.
    ///
    /// # Errors
    ///
    /// [`StartError`] if there is no port or no thread to be had.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// A sandbox that is to be otherwise.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::default()
    }

    pub(crate) fn new(shared: Arc<Shared>, running: Running) -> Result<Self, StartError> {
        let address = on_this_machine(shared.address());
        let environment = Environment::custom(&format!("http://{address}"))
            .map_err(|error| StartError::Io(io::Error::other(error)))?;
        Ok(Self {
            environment,
            shared,
            running,
        })
    }

    /// Where it is reached, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", reachable(self.address()))
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.shared.address()
    }

    /// The environment for a client.
    ///
    /// A client sends no token over plain HTTP but to this machine. So for a sandbox that listens on another address of the network, this is the
    /// same port of this machine, where nobody listens.
    pub fn environment(&self) -> Environment {
        self.environment.clone()
    }

    /// The first token of its data that may do everything from everywhere, as it was at the start; empty if there is none.
    pub fn token(&self) -> Secret {
        let token = self.shared.settings().seed.token();
        token.unwrap_or_else(|| Secret::new(""))
    }

    /// A client of it that has yet to be built, with the environment and the token.
    pub fn client(&self) -> ClientBuilder {
        pazemo::Client::builder(self.environment()).token(self.token())
    }

    /// Lets the next requests of an operation fail, one after another; see [`Control::add_faults`](crate::Control::add_faults) for more.
    ///
    /// # Errors
    ///
    /// [`InvalidFault`] if there is no such operation, or if too many faults wait already; then none is added.
    ///
    /// ```
    /// use pazemo_sandbox::{Fault, Sandbox};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = Sandbox::start().await?;
    /// // The first connection is closed before anything was carried out, the second after it. A read is repeated by the client.
    /// let lost = [Fault::drop_connection(), Fault::drop_connection().after()];
    /// sandbox.fault("getCurrentUser", lost)?;
    /// let client = sandbox.client().build()?;
    /// assert_eq!(client.users().me().await?.id.as_str(), "string");
    /// assert_eq!(sandbox.control().counts().carried_out, 2, "the second and the third");
    /// # Ok(())
    /// # }
    /// ```
    pub fn fault(
        &self,
        operation: &str,
        faults: impl IntoIterator<Item = Fault>,
    ) -> Result<(), InvalidFault> {
        let faults = faults.into_iter().map(|fault| (fault, 1));
        self.shared.faults().push(Some(operation), faults)
    }

    /// The exchanges that were kept, oldest first; see [`SandboxBuilder::keep_exchanges`].
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.shared.exchanges().iter().cloned().collect()
    }

    /// Stops it: nothing more is accepted, and what is under way is finished, if it does not take too long.
    pub async fn shut_down(self) {
        self.running.shut_down().await;
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("url", &self.url())
            .finish_non_exhaustive()
    }
}

/// Where an address is reached from this machine.
pub(crate) fn reachable(mut address: SocketAddr) -> SocketAddr {
    // What listens on every address is reached by this one.
    if address.ip().is_unspecified() {
        address.set_ip(loopback(address.ip()));
    }
    address
}

/// The same port of this machine.
pub(crate) fn on_this_machine(mut address: SocketAddr) -> SocketAddr {
    if !address.ip().is_loopback() {
        address.set_ip(loopback(address.ip()));
    }
    address
}

fn loopback(like: IpAddr) -> IpAddr {
    match like {
        IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
    }
}
