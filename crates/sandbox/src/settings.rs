//! What a sandbox starts with.

use std::{
    fmt,
    io::Write,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
    time::Duration,
};

use chrono::{DateTime, Utc};

use crate::{defect::Defect, fault::FaultSequence, seed::Seed, switches::Switches, tls::Tls};

/// What a sandbox of Pazemo starts with, and goes back to when it is reset.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) switches: Switches,
    pub(crate) seed: Seed,
    /// What random identifiers, numbers and codes are made from.
    pub(crate) random_seed: u64,
    /// The moment at which the clock stands still; `None` if it runs.
    pub(crate) fixed_time: Option<DateTime<Utc>>,
    /// A bug that is planted on purpose.
    pub(crate) defect: Option<Defect>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            switches: Switches::plain(),
            seed: Seed::default(),
            random_seed: 0,
            fixed_time: None,
            defect: None,
        }
    }
}

/// What a sandbox of any provider starts with, and goes back to when it is reset.
#[derive(Debug, Clone, Default)]
pub(crate) struct Beginning {
    /// Faults that wait from the start.
    pub(crate) faults: Vec<FaultSequence>,
    /// Whether every operation is answered with 503 from the start.
    pub(crate) maintenance: bool,
}

/// How the server around the state behaves; a reset does not touch it.
#[derive(Clone)]
pub(crate) struct ServerSettings {
    /// Where it listens; port 0 is any free port.
    pub(crate) address: SocketAddr,
    /// How long the head of a request may take, and how long a connection may be silent.
    pub(crate) header_timeout: Duration,
    /// How long the body of a request may take.
    pub(crate) body_timeout: Duration,
    /// The largest body of a request, in bytes.
    pub(crate) body_limit: usize,
    /// How long a graceful shutdown waits for what is under way.
    pub(crate) shutdown_timeout: Duration,
    /// How many exchanges are kept.
    pub(crate) keep_exchanges: usize,
    /// Set if it speaks TLS.
    pub(crate) tls: Option<Tls>,
    /// Where a line for each request goes.
    pub(crate) request_log: Option<Arc<Mutex<dyn Write + Send>>>,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            address: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            header_timeout: Duration::from_secs(30),
            body_timeout: Duration::from_secs(30),
            body_limit: 8 << 20,
            shutdown_timeout: Duration::from_secs(10),
            keep_exchanges: 0,
            tls: None,
            request_log: None,
        }
    }
}

impl fmt::Debug for ServerSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerSettings")
            .field("address", &self.address)
            .field("tls", &self.tls)
            .field("header_timeout", &self.header_timeout)
            .field("body_timeout", &self.body_timeout)
            .field("body_limit", &self.body_limit)
            .field("keep_exchanges", &self.keep_exchanges)
            .field("request_log", &self.request_log.is_some())
            .finish_non_exhaustive()
    }
}
