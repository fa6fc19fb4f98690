//! What every provider's sandbox has while it runs: its address, faults, counters, kept exchanges, and the way it ends.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
};

use tokio_util::sync::CancellationToken;

use crate::{
    exchange::Exchange,
    fault::{FaultQueues, FaultSequence, InvalidFault},
    http::RateLimiter,
    settings::{Beginning, ServerSettings},
};

/// One running sandbox, whoever's. All locks are held for the length of one plain step, never while something is waited for; whoever takes two
/// takes the provider's world first.
pub(crate) struct Common {
    server: ServerSettings,
    beginning: Beginning,
    address: SocketAddr,
    faults: FaultQueues,
    exchanges: Mutex<VecDeque<Exchange>>,
    maintenance: AtomicBool,
    rates: Mutex<RateLimiter>,
    counters: Counters,
    /// Finish what is under way, accept nothing more.
    pub(crate) drain: CancellationToken,
    /// Stop now.
    pub(crate) stop: CancellationToken,
}

/// What the server has done so far.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub(crate) connections: AtomicU64,
    pub(crate) requests: AtomicU64,
    /// How often an operation was carried out.
    pub(crate) carried_out: AtomicU64,
    pub(crate) faults: AtomicU64,
}

impl Common {
    /// Faults may be asked for `operations`. An error if too many faults are to wait from the start.
    pub(crate) fn new(
        operations: Vec<&'static str>,
        beginning: Beginning,
        server: ServerSettings,
        address: SocketAddr,
    ) -> Result<Self, InvalidFault> {
        let common = Self {
            server,
            beginning,
            address,
            faults: FaultQueues::new(operations),
            exchanges: Mutex::default(),
            maintenance: AtomicBool::new(false),
            rates: Mutex::default(),
            counters: Counters::default(),
            drain: CancellationToken::new(),
            stop: CancellationToken::new(),
        };
        common.begin()?;
        Ok(common)
    }

    /// Faults and maintenance as they are at the start.
    fn begin(&self) -> Result<(), InvalidFault> {
        self.set_maintenance(self.beginning.maintenance);
        self.faults.clear();
        for sequence in &self.beginning.faults {
            self.add_faults(sequence)?;
        }
        Ok(())
    }

    /// Faults, kept exchanges, maintenance and the requests of this second as they were at the start.
    pub(crate) fn reset(&self) {
        self.exchanges().clear();
        // They count by the number of a token, which may now be another one's.
        *self.rates() = RateLimiter::default();
        // There was room for the faults at the start.
        let _ = self.begin();
    }

    pub(crate) fn server(&self) -> &ServerSettings {
        &self.server
    }

    /// Where it listens, the port as it was given out.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Faults that wait for their requests.
    pub(crate) fn faults(&self) -> &FaultQueues {
        &self.faults
    }

    /// Lets faults wait for the next requests.
    pub(crate) fn add_faults(&self, sequence: &FaultSequence) -> Result<(), InvalidFault> {
        let faults = sequence.faults().iter().cloned();
        self.faults.push(sequence.operation(), faults)
    }

    pub(crate) fn counters(&self) -> &Counters {
        &self.counters
    }

    /// Counts an operation that was carried out.
    pub(crate) fn count_carried_out(&self) {
        self.counters.carried_out.fetch_add(1, Relaxed);
    }

    /// Whether every operation is answered with 503.
    pub(crate) fn maintenance(&self) -> bool {
        self.maintenance.load(Relaxed)
    }

    pub(crate) fn set_maintenance(&self, on: bool) {
        self.maintenance.store(on, Relaxed);
    }

    /// The requests of the second that is running.
    pub(crate) fn rates(&self) -> MutexGuard<'_, RateLimiter> {
        self.rates.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The exchanges that are kept, oldest first.
    pub(crate) fn exchanges(&self) -> MutexGuard<'_, VecDeque<Exchange>> {
        self.exchanges
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps an exchange, and lets go of the oldest one if there are too many.
    pub(crate) fn keep(&self, exchange: Exchange) {
        let most = self.server.keep_exchanges;
        let mut kept = self.exchanges();
        while kept.len() >= most.max(1) {
            kept.pop_front();
        }
        if most > 0 {
            kept.push_back(exchange);
        }
    }
}
