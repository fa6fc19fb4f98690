//! What a sandbox has done so far.

use std::sync::atomic::Ordering::Relaxed;

use super::Control;
use crate::common::Common;

/// How often something happened since the sandbox was started. A [reset](Control::reset) does not touch it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Connections that were accepted.
    pub connections: u64,
    /// Requests that arrived, whatever became of them; those of the administration do not count.
    pub requests: u64,
    /// How often an operation was carried out, whatever was answered then. A request that is delivered twice may count twice, one that is refused
    /// does not count.
    pub carried_out: u64,
    /// Faults that struck.
    pub faults: u64,
}

impl Control {
    /// What the sandbox has done so far. With it a test can tell what really happened from what its client was told.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// let control = sandbox.control();
    /// control.add_faults(&"ping: html=404;when=after".parse()?)?;
    /// assert!(client.pings().ping().await.is_err());
    /// let counts = control.counts();
    /// assert_eq!((counts.requests, counts.carried_out), (1, 1));
    /// # Ok(())
    /// # }
    /// ```
    pub fn counts(&self) -> Counts {
        Counts::of(&self.shared)
    }
}

impl Counts {
    /// Those of a running sandbox.
    pub(crate) fn of(common: &Common) -> Self {
        let counters = common.counters();
        Self {
            connections: counters.connections.load(Relaxed),
            requests: counters.requests.load(Relaxed),
            carried_out: counters.carried_out.load(Relaxed),
            faults: counters.faults.load(Relaxed),
        }
    }
}
