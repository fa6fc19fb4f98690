//! Calls in flight, so that a program can end without leaving one in doubt.

use tokio_util::task::{TaskTracker, task_tracker::TaskTrackerToken};

use crate::{Error, ErrorKind};

/// Shared by all clones of a client.
#[derive(Default)]
pub(super) struct InFlight(TaskTracker);

impl InFlight {
    /// Counts a call until the token is dropped; refuses it after the client was shut down.
    pub(super) fn enter(&self) -> Result<TaskTrackerToken, Error> {
        // The token first: whoever shuts down sees either this call or its refusal.
        let token = self.0.token();
        if self.0.is_closed() {
            return Err(Error::new(
                ErrorKind::ShutDown,
                "the client was shut down; build another one",
            ));
        }
        Ok(token)
    }

    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    pub(super) async fn shut_down(&self) {
        self.0.close();
        self.0.wait().await;
    }
}
