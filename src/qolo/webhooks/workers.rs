//! Handing notices to the user's function.

use std::{fmt, sync::Arc, time::Duration};

use tokio::time::Instant;
use tokio_util::{sync::CancellationToken, task::AbortOnDropHandle};

use super::{Handler, Inbox, InboxErrorKind, Notice, commands::InHand, rows::Outcome};

/// How much of an error's text is kept, in characters.
const LONGEST_REASON: usize = 1000;
/// How long a worker waits before it tries again to note what came of a notice.
const PATIENCE: Duration = Duration::from_secs(1);

impl Inbox {
    /// Hands notices to `handler`, up to `at_once` at a time, the longest waiting first, until the [`Workers`] are shut down or dropped.
    /// At least one at a time.
    ///
    /// # Panics
    ///
    /// Outside of a tokio runtime with time enabled.
    pub fn hand_to(&self, at_once: usize, handler: impl Handler) -> Workers {
        let handler = Arc::new(handler);
        let stop = CancellationToken::new();
        let tasks = (0..at_once.max(1)).map(|_| {
            let worker = Worker {
                inbox: self.clone(),
                handler: Arc::clone(&handler),
                stop: stop.clone(),
            };
            AbortOnDropHandle::new(tokio::spawn(worker.run()))
        });
        let tasks = tasks.collect();
        Workers { tasks, stop }
    }
}

/// What hands notices over. Dropping it stops at once: what is being handled then is handed over again, when there are workers again.
#[must_use = "dropping it stops handing over"]
pub struct Workers {
    tasks: Vec<AbortOnDropHandle<()>>,
    stop: CancellationToken,
}

impl Workers {
    /// Hands nothing over any more and waits for what is being handled. What is not done after `grace` is dropped, and handed over again
    /// when there are workers again. Whether all were done.
    ///
    /// ```no_run
    /// use std::time::Duration;
    /// use pazemo::qolo::webhooks::{Inbox, Workers};
    ///
    /// # async fn example(inbox: Inbox, workers: Workers) {
    /// // After the server has stopped to accept requests:
    /// workers.shutdown(Duration::from_secs(30)).await;
    /// inbox.close().await;
    /// # }
    /// ```
    pub async fn shutdown(self, grace: Duration) -> bool {
        self.stop.cancel();
        let deadline = Instant::now().checked_add(grace);
        for task in self.tasks {
            let done = match deadline {
                Some(deadline) => tokio::time::timeout_at(deadline, task).await.is_ok(),
                None => task.await.is_ok(),
            };
            if !done {
                return false;
            }
        }
        true
    }
}

impl fmt::Debug for Workers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workers")
            .field("at_once", &self.tasks.len())
            .finish_non_exhaustive()
    }
}

struct Worker<H> {
    inbox: Inbox,
    handler: Arc<H>,
    stop: CancellationToken,
}

impl<H: Handler> Worker<H> {
    async fn run(self) {
        // An error means that the inbox was closed.
        while let Some(Ok(in_hand)) = self.stop.run_until_cancelled(self.inbox.take()).await {
            if !self.handle(in_hand).await {
                return;
            }
        }
    }

    /// Hands one notice over and notes what came of it. Whether there may be another.
    async fn handle(&self, mut in_hand: InHand) -> bool {
        let Some(notice) = in_hand.show() else {
            return true;
        };
        let (id, attempt) = (notice.id(), notice.attempt());
        tracing::trace!(id = id.number(), attempt, "handing over");
        let Some(outcome) = self.attempt(notice).await else {
            return false;
        };
        match &outcome {
            Outcome::Handled => tracing::trace!(id = id.number(), attempt, "handled"),
            Outcome::Failed(_) if attempt >= self.inbox.policy().max_attempts => {
                tracing::warn!(id = id.number(), attempt, "a notice is a dead letter now");
            }
            Outcome::Failed(_) => tracing::debug!(id = id.number(), attempt, "not handled"),
        }
        let outcome = Arc::new(outcome);
        while let Err(error) = self.inbox.finish(id, Arc::clone(&outcome)).await {
            tracing::warn!(id = id.number(), %error, "what came of a notice could not be noted");
            if error.kind() == InboxErrorKind::Closed {
                return false;
            }
            tokio::time::sleep(PATIENCE).await;
        }
        tracing::trace!(id = id.number(), "noted");
        in_hand.settled();
        true
    }

    /// Nothing, if the runtime ends meanwhile.
    async fn attempt(&self, notice: Notice) -> Option<Outcome> {
        let handler = Arc::clone(&self.handler);
        // A task of its own, so that a panic ends it and nothing else.
        let task = tokio::spawn(async move { handler.handle(notice).await });
        let task = AbortOnDropHandle::new(task);
        match tokio::time::timeout(self.inbox.policy().time_limit, task).await {
            Ok(Ok(Ok(()))) => Some(Outcome::Handled),
            Ok(Ok(Err(error))) => {
                let reason = error.to_string().chars().take(LONGEST_REASON).collect();
                Some(Outcome::Failed(reason))
            }
            Ok(Err(ended)) if ended.is_panic() => {
                Some(Outcome::Failed("the handler panicked".to_owned()))
            }
            Ok(Err(_)) => None,
            Err(_) => Some(Outcome::Failed("the handler took too long".to_owned())),
        }
    }
}
