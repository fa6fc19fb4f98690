//! The inbox as its users have it.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread,
    time::{Duration, Instant, SystemTime},
};

use rusqlite::Connection;
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::{
    DeadLetter, HandlingPolicy, InboxCounts, InboxError, InboxErrorKind, NoticeId, Retention,
    commands::{Asked, Command, InHand, Store, Taker},
    file,
    keeper::Keeper,
    rows::{self, NewNotice, Outcome},
};

/// How long a file that is in use is tried again.
const AFTER_A_KILL: Duration = Duration::from_secs(1);

/// Settings of an [`Inbox`] that is not open yet.
#[derive(Debug, Clone)]
#[must_use]
pub struct InboxBuilder {
    file: PathBuf,
    policy: HandlingPolicy,
    retention: Retention,
    limit: u64,
}

impl InboxBuilder {
    /// How often a notice is handed over until it is a dead letter, and when.
    pub fn handling(mut self, policy: HandlingPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// How long handled notices are kept.
    pub fn retention(mut self, retention: Retention) -> Self {
        self.retention = retention;
        self
    }

    /// How large the file may become, in bytes; 1 GiB at first. What would go beyond is not stored, and its sender gets a 503: so a handler
    /// that fails for weeks does not fill the disk. What is already there is handled as ever. The log beside the file comes on top: a few MiB,
    /// more only for a moment.
    pub fn file_limit(mut self, bytes: u64) -> Self {
        self.limit = bytes;
        self
    }

    /// Opens the file, or makes it, readable for its owner alone. What a process had in hand when it ended is handed over again.
    ///
    /// The whole file is checked, which takes a moment for each 100 MiB. While it is open, no other process and no second inbox can open it:
    /// after a second's wait, for the sake of a process that has just been killed, that is an error.
    /// It has to be on a disk of this machine: network file systems are known to lose locks and syncs. The file whose name ends in `-wal`
    /// belongs to it: move and copy both, and only when the inbox is closed.
    ///
    /// # Errors
    ///
    /// [`InboxErrorKind`](super::InboxErrorKind) tells apart a file that is in use, damaged, no inbox, or newer than this crate, and what
    /// else keeps it from being opened.
    pub async fn open(self) -> Result<Inbox, InboxError> {
        self.policy.check()?;
        let (commands, queue) = mpsc::channel();
        let (ready, opened) = oneshot::channel();
        let path = self.file.clone();
        let policy = self.policy.clone();
        let keeper = thread::Builder::new().name("pazemo-inbox".to_owned());
        keeper
            .spawn(move || {
                let keeper = match self.keeper() {
                    Ok(keeper) => keeper,
                    Err(error) => return drop(ready.send(Err(error))),
                };
                if ready.send(Ok(keeper.file.clone())).is_ok() {
                    keeper.run(&queue);
                }
            })
            .map_err(|error| InboxError::io(&path, error))?;
        let opened = opened.await.map_err(|_| InboxError::closed(&path))?;
        let file = opened?;
        let shared = Arc::new(Shared { file, policy });
        Ok(Inbox { commands, shared })
    }

    fn keeper(self) -> Result<Keeper, InboxError> {
        // A process that was killed a moment ago may not have let go of the file yet.
        let until = Instant::now() + AFTER_A_KILL;
        let (connection, file) = loop {
            match file::open(&self.file) {
                Err(error) if error.kind() == InboxErrorKind::InUse && Instant::now() < until => {
                    thread::sleep(Duration::from_millis(20));
                }
                opened => break opened?,
            }
        };
        let mut keeper = Keeper {
            connection,
            file,
            policy: self.policy,
            retention: self.retention,
            limit: self.limit,
            takers: Vec::new(),
            next_pruning: Instant::now(),
            since_pruning: 0,
            relieved: None,
        };
        let recovered = keeper.recover();
        recovered.map_err(|error| InboxError::sqlite(&keeper.file, &error))?;
        Ok(keeper)
    }
}

/// A durable inbox: a SQLite file and the thread that has it. Clones share both.
///
/// A notice is *waiting*, then *in hand* while the handler has it, then *handled*, until it is pruned; or, after the last attempt that failed, a
/// *dead letter*, until somebody puts it back or drops it.
///
/// ```no_run
/// use pazemo::qolo::webhooks::Inbox;
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let inbox = Inbox::builder("qolo-inbox.sqlite").open().await?;
///
/// // What the handler failed at again and again:
/// for dead in inbox.dead_letters(None, 100).await? {
///     tracing::warn!(id = %dead.notice.id(), since = ?dead.given_up_at, "a notice could not be handled");
/// }
/// // The handler was mended, so:
/// inbox.requeue_all().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Inbox {
    commands: mpsc::Sender<Command>,
    shared: Arc<Shared>,
}

struct Shared {
    file: PathBuf,
    policy: HandlingPolicy,
}

impl Inbox {
    /// An inbox in this file.
    pub fn builder(file: impl Into<PathBuf>) -> InboxBuilder {
        InboxBuilder {
            file: file.into(),
            policy: HandlingPolicy::default(),
            retention: Retention::default(),
            limit: 1 << 30,
        }
    }

    /// The file, as an absolute path.
    pub fn file(&self) -> &Path {
        &self.shared.file
    }

    pub(super) fn policy(&self) -> &HandlingPolicy {
        &self.shared.policy
    }

    /// How many notices there are, by what became of them.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or the inbox was closed; so it is with all questions to it.
    pub async fn counts(&self) -> Result<InboxCounts, InboxError> {
        self.ask(rows::counts).await
    }

    /// The dead letters, oldest first: those after this number, and not more than `most`. Each has its body with it.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or the inbox was closed.
    pub async fn dead_letters(
        &self,
        after: Option<NoticeId>,
        most: u32,
    ) -> Result<Vec<DeadLetter>, InboxError> {
        self.ask(move |connection| rows::dead_letters(connection, after, most))
            .await
    }

    /// Puts a dead letter back, to be handed over as if for the first time. Whether there was such a dead letter.
    ///
    /// # Errors
    ///
    /// If the file cannot be written, or the inbox was closed.
    pub async fn requeue(&self, id: NoticeId) -> Result<bool, InboxError> {
        let requeued = self.ask(move |connection| rows::requeue(connection, now(), Some(id)));
        Ok(requeued.await? > 0)
    }

    /// Puts all dead letters back. How many there were.
    ///
    /// # Errors
    ///
    /// If the file cannot be written, or the inbox was closed.
    pub async fn requeue_all(&self) -> Result<usize, InboxError> {
        self.ask(|connection| rows::requeue(connection, now(), None))
            .await
    }

    /// Removes a dead letter for good; its body is overwritten in the file. Whether there was such a dead letter.
    ///
    /// # Errors
    ///
    /// If the file cannot be written, or the inbox was closed.
    pub async fn drop_dead_letter(&self, id: NoticeId) -> Result<bool, InboxError> {
        self.ask(move |connection| rows::drop_dead_letter(connection, id))
            .await
    }

    /// Closes the file, for all clones and receivers: what was sent to be stored before is stored, what comes later gets a 503. Stop
    /// accepting requests and [shut the workers down](super::Workers::shutdown) first. After this the file can be opened again at once.
    pub async fn close(&self) {
        let (done, closed) = oneshot::channel();
        if self.commands.send(Command::Close(done)).is_ok() {
            let _ = closed.await;
        }
    }

    /// Stores a notice. When this returns a number, the notice is on the disk.
    pub(super) async fn store(
        &self,
        notice: NewNotice,
        places: [OwnedSemaphorePermit; 2],
    ) -> Result<NoticeId, InboxError> {
        let (answer, stored) = oneshot::channel();
        let store = Store {
            notice,
            answer,
            _places: places,
        };
        self.send(Command::Store(store))?;
        stored
            .await
            .map_err(|_| InboxError::closed(&self.shared.file))?
    }

    /// Waits for a notice that is due.
    pub(super) async fn take(&self) -> Result<InHand, InboxError> {
        let (answer, taken) = oneshot::channel();
        let commands = self.commands.clone();
        self.send(Command::Take(Taker { answer, commands }))?;
        taken
            .await
            .map_err(|_| InboxError::closed(&self.shared.file))
    }

    pub(super) async fn finish(
        &self,
        id: NoticeId,
        outcome: Arc<Outcome>,
    ) -> Result<(), InboxError> {
        let shared = Arc::clone(&self.shared);
        self.ask(move |connection| rows::finish(connection, now(), &shared.policy, id, &outcome))
            .await
    }

    async fn ask<T, F>(&self, question: F) -> Result<T, InboxError>
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> rusqlite::Result<T> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        self.send(Command::Work(Box::new(Asked {
            question,
            found: None,
            answer,
        })))?;
        answered
            .await
            .map_err(|_| InboxError::closed(&self.shared.file))?
    }

    fn send(&self, command: Command) -> Result<(), InboxError> {
        let sent = self.commands.send(command);
        sent.map_err(|_| InboxError::closed(&self.shared.file))
    }
}

fn now() -> i64 {
    rows::milliseconds(SystemTime::now())
}

impl fmt::Debug for Inbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inbox")
            .field("file", &self.shared.file)
            .finish_non_exhaustive()
    }
}
