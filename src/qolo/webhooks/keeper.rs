//! The thread that has the file. All that happens to an inbox happens here, one transaction after another; what has queued up meanwhile goes
//! into the same one, so that many notices share one sync.

use std::{
    path::PathBuf,
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::{Duration, Instant, SystemTime},
};

use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::oneshot;

use super::{
    InboxError, Notice, NoticeId,
    commands::{Command, InHand, Store, Taker, Work},
    rows,
    settings::{HandlingPolicy, Retention},
};

/// How much goes into one transaction.
const AT_ONCE: usize = 256;
/// What a notice takes in the file beside its body, roughly.
const OVERHEAD: u64 = 1 << 10;
/// How often old notices are looked for, at least.
const PRUNING: Duration = Duration::from_secs(60);
/// After how many transactions old notices are looked for, too.
const PRUNED_AFTER: u32 = 64;
/// How long nothing is handed over after the file could not be read or written.
const RELIEF: Duration = Duration::from_secs(1);

pub(super) struct Keeper {
    pub(super) connection: Connection,
    pub(super) file: PathBuf,
    pub(super) policy: HandlingPolicy,
    pub(super) retention: Retention,
    /// How large the file may become by storing, in bytes.
    pub(super) limit: u64,
    pub(super) takers: Vec<Taker>,
    pub(super) next_pruning: Instant,
    pub(super) since_pruning: u32,
    pub(super) relieved: Option<Instant>,
}

/// What one transaction is about.
#[derive(Default)]
struct Batch {
    stores: Vec<Store>,
    works: Vec<Box<dyn Work>>,
    closing: Vec<oneshot::Sender<()>>,
}

impl Batch {
    fn is_full(&self) -> bool {
        self.stores.len() + self.works.len() >= AT_ONCE || !self.closing.is_empty()
    }
}

/// What a store came to within a transaction that is not over yet.
enum Stored {
    As(NoticeId),
    NoRoom,
}

impl Keeper {
    /// Gives back what an earlier process had in hand.
    pub(super) fn recover(&mut self) -> rusqlite::Result<()> {
        let policy = self.policy.clone();
        self.transaction(|transaction, now| rows::recover(transaction, now, &policy))
    }

    /// Works until it is told to close, or nobody is left to tell it anything. What was sent before is done.
    pub(super) fn run(mut self, commands: &Receiver<Command>) {
        loop {
            let mut batch = Batch::default();
            match commands.recv_timeout(self.patience()) {
                Ok(first) => self.sort(first, &mut batch),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return self.close(),
            }
            while !batch.is_full()
                && let Ok(command) = commands.try_recv()
            {
                self.sort(command, &mut batch);
            }
            let closing = std::mem::take(&mut batch.closing);
            self.takers
                .retain(|taker| !taker.answer.is_closed() && closing.is_empty());
            self.perform(batch);
            self.prune();
            if !closing.is_empty() {
                // What nobody took any more was given back behind the order to close.
                let mut last = Batch::default();
                commands
                    .try_iter()
                    .for_each(|command| self.sort(command, &mut last));
                self.takers.clear();
                self.perform(last);
                self.close();
                for done in closing {
                    let _ = done.send(());
                }
                return;
            }
        }
    }

    fn sort(&mut self, command: Command, batch: &mut Batch) {
        match command {
            Command::Store(store) => batch.stores.push(store),
            Command::Take(taker) => self.takers.push(taker),
            Command::Work(work) => batch.works.push(work),
            Command::Close(done) => batch.closing.push(done),
        }
    }

    /// How long nothing has to be done, if nobody asks.
    fn patience(&mut self) -> Duration {
        let now = Instant::now();
        let until_pruning = self.next_pruning.saturating_duration_since(now);
        self.relieved = self.relieved.filter(|relieved| *relieved > now);
        if self.takers.is_empty() {
            return until_pruning;
        }
        if let Some(relieved) = self.relieved {
            return (relieved - now).min(until_pruning);
        }
        match rows::next_due(&self.connection) {
            Ok(None) => until_pruning,
            Ok(Some(due_at)) => {
                let wait = due_at.saturating_sub(rows::milliseconds(SystemTime::now()));
                Duration::from_millis(u64::try_from(wait).unwrap_or(0)).min(until_pruning)
            }
            Err(_) => RELIEF.min(until_pruning),
        }
    }

    fn perform(&mut self, batch: Batch) {
        let Batch {
            stores, mut works, ..
        } = batch;
        let takers = self.ready_takers();
        if stores.is_empty() && works.is_empty() && takers == 0 {
            return;
        }
        match self.attempt(&stores, &mut works, takers) {
            Ok((stored, taken)) => {
                self.relieved = None;
                self.settle_stores(stores, Ok(stored));
                works.into_iter().for_each(|work| work.settle(Ok(())));
                self.hand_over(taken);
            }
            Err(error) => {
                tracing::warn!(%error, "a transaction of the inbox failed");
                self.relieved = Some(Instant::now() + RELIEF);
                self.perform_singly(stores, works);
            }
        }
    }

    /// How many workers may get a notice now.
    fn ready_takers(&self) -> usize {
        match self.relieved {
            Some(_) => 0,
            None => self.takers.len(),
        }
    }

    /// What failed together may succeed apart: a notice that has no room does not keep another from being marked as handled.
    fn perform_singly(&mut self, stores: Vec<Store>, works: Vec<Box<dyn Work>>) {
        if !stores.is_empty() {
            let stored = self.attempt(&stores, &mut [], 0);
            self.settle_stores(stores, stored.map(|(stored, _)| stored));
        }
        for work in works {
            let mut alone = [work];
            let outcome = self.attempt(&[], &mut alone, 0).map(|_| ());
            let [work] = alone;
            work.settle(outcome);
        }
    }

    fn attempt(
        &mut self,
        stores: &[Store],
        works: &mut [Box<dyn Work>],
        takers: usize,
    ) -> Result<(Vec<Stored>, Vec<Notice>), InboxError> {
        let (policy, limit) = (self.policy.clone(), self.limit);
        let both = self.transaction(|transaction, now| {
            let mut room = match stores {
                [] => 0,
                _ => limit.saturating_sub(rows::used(transaction)?),
            };
            let mut stored = Vec::with_capacity(stores.len());
            for store in stores {
                let needed = store.notice.body.len() as u64 + OVERHEAD;
                stored.push(match room.checked_sub(needed) {
                    None => Stored::NoRoom,
                    Some(rest) => {
                        room = rest;
                        Stored::As(rows::insert(transaction, &store.notice)?)
                    }
                });
            }
            if !stores.is_empty() {
                tracing::trace!(notices = stores.len(), "stored, not committed");
            }
            for work in works {
                work.apply(transaction)?;
            }
            let taken = match takers {
                0 => Vec::new(),
                takers => rows::take_due(transaction, now, &policy, takers)?,
            };
            Ok((stored, taken))
        });
        let both = both.map_err(|error| InboxError::sqlite(&self.file, &error))?;
        if !stores.is_empty() {
            tracing::trace!(notices = stores.len(), "committed");
        }
        Ok(both)
    }

    fn transaction<T>(
        &mut self,
        work: impl FnOnce(&Connection, i64) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction, rows::milliseconds(SystemTime::now()))?;
        transaction.commit()?;
        Ok(done)
    }

    fn settle_stores(&self, stores: Vec<Store>, stored: Result<Vec<Stored>, InboxError>) {
        match stored {
            Ok(stored) => {
                for (store, stored) in stores.into_iter().zip(stored) {
                    let _ = store.answer.send(match stored {
                        Stored::As(id) => Ok(id),
                        Stored::NoRoom => Err(InboxError::full(&self.file)),
                    });
                }
            }
            Err(error) => {
                for store in stores {
                    let _ = store.answer.send(Err(error.clone()));
                }
            }
        }
    }

    fn hand_over(&mut self, taken: Vec<Notice>) {
        let served = self.takers.drain(..taken.len().min(self.takers.len()));
        for (taker, notice) in served.zip(taken) {
            // Whoever does not want it any more drops it, which gives it back.
            let _ = taker.answer.send(InHand::new(notice, taker.commands));
        }
    }

    fn prune(&mut self) {
        self.since_pruning += 1;
        if self.since_pruning < PRUNED_AFTER && Instant::now() < self.next_pruning {
            return;
        }
        let retention = self.retention.clone();
        let more = self.transaction(|transaction, now| rows::prune(transaction, now, &retention));
        self.since_pruning = match more {
            // Go on soon, but let others through in between.
            Ok(true) => PRUNED_AFTER,
            Ok(false) => 0,
            Err(error) => {
                let error = InboxError::sqlite(&self.file, &error);
                tracing::warn!(%error, "old notices could not be pruned");
                0
            }
        };
        let wait = if self.since_pruning == 0 {
            PRUNING
        } else {
            Duration::ZERO
        };
        self.next_pruning = Instant::now() + wait;
    }

    fn close(self) {
        // The last connection that closes writes the log back into the file.
        if let Err((_, error)) = self.connection.close() {
            let error = InboxError::sqlite(&self.file, &error);
            tracing::warn!(%error, "the inbox could not be closed in order; nothing is lost");
        }
    }
}
