//! What a sandbox starts with.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use chrono::{DateTime, Utc};

use crate::{seed::Seed, switches::Switches};

/// What a sandbox starts with, and goes back to when it is reset.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// Where it listens; port 0 is any free port.
    pub(crate) address: SocketAddr,
    pub(crate) switches: Switches,
    pub(crate) seed: Seed,
    /// What random identifiers, numbers and codes are made from.
    pub(crate) random_seed: u64,
    /// The moment at which the clock stands still; `None` if it runs.
    pub(crate) fixed_time: Option<DateTime<Utc>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            address: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            switches: Switches::plain(),
            seed: Seed::default(),
            random_seed: 0,
            fixed_time: None,
        }
    }
}
