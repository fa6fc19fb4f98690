//! What the server, the administration and the handle have in common while a sandbox runs.

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
    fault::{FaultQueues, InvalidFault},
    http::RateLimiter,
    seed::InvalidSeed,
    settings::{ServerSettings, Settings},
    world::World,
};

/// One running sandbox. All locks are held for the length of one plain step, never while something is waited for; whoever takes two
/// takes the world first.
pub(crate) struct Shared {
    settings: Settings,
    server: ServerSettings,
    address: SocketAddr,
    world: Mutex<World>,
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

impl Shared {
    pub(crate) fn new(
        world: World,
        settings: Settings,
        server: ServerSettings,
        address: SocketAddr,
    ) -> Self {
        Self {
            world: Mutex::new(world),
            settings,
            server,
            address,
            faults: FaultQueues::default(),
            exchanges: Mutex::default(),
            maintenance: AtomicBool::new(false),
            rates: Mutex::default(),
            counters: Counters::default(),
            drain: CancellationToken::new(),
            stop: CancellationToken::new(),
        }
    }

    /// The state. A step that panicked has not poisoned it for good: the next request is answered all the same.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Faults and maintenance as they are at the start.
    pub(crate) fn begin(&self) -> Result<(), InvalidFault> {
        self.set_maintenance(self.settings.maintenance);
        self.faults.clear();
        for sequence in &self.settings.faults {
            let faults = sequence.faults().iter().cloned();
            self.faults.push(sequence.operation(), faults)?;
        }
        Ok(())
    }

    /// Everything as it was at the start: state, switches, faults, kept exchanges, maintenance, requests of this second.
    pub(crate) fn reset(&self) -> Result<(), InvalidSeed> {
        let fresh = World::new(self.settings.clone())?;
        *self.world() = fresh;
        self.exchanges().clear();
        // They count by the number of a token, which may now be another one's.
        *self.rates() = RateLimiter::default();
        // There was room for the faults at the start.
        let _ = self.begin();
        Ok(())
    }

    /// What it started with.
    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
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

    pub(crate) fn counters(&self) -> &Counters {
        &self.counters
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
