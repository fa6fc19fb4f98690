//! What the thread that has the file is asked, and how it answers.

use std::sync::mpsc::Sender;

use rusqlite::Connection;
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::{
    InboxError, Notice, NoticeId,
    rows::{self, NewNotice},
};

type Answer<T> = oneshot::Sender<Result<T, InboxError>>;

/// What the keeper is asked to do.
pub(super) enum Command {
    Store(Store),
    /// A worker waits for a notice.
    Take(Taker),
    Work(Box<dyn Work>),
    Close(oneshot::Sender<()>),
}

pub(super) struct Store {
    pub(super) notice: NewNotice,
    pub(super) answer: Answer<NoticeId>,
    /// The request's places: until it is stored, it counts, also if nobody waits for it any more.
    pub(super) _places: [OwnedSemaphorePermit; 2],
}

pub(super) struct Taker {
    pub(super) answer: oneshot::Sender<InHand>,
    pub(super) commands: Sender<Command>,
}

/// Something else to be done within a transaction. It may be begun twice, if the transaction fails.
pub(super) trait Work: Send {
    fn apply(&mut self, connection: &Connection) -> rusqlite::Result<()>;
    fn settle(self: Box<Self>, outcome: Result<(), InboxError>);
}

pub(super) struct Asked<T, F> {
    pub(super) question: F,
    pub(super) found: Option<T>,
    pub(super) answer: Answer<T>,
}

impl<T: Send, F: FnMut(&Connection) -> rusqlite::Result<T> + Send> Work for Asked<T, F> {
    fn apply(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        self.found = Some((self.question)(connection)?);
        Ok(())
    }

    fn settle(self: Box<Self>, outcome: Result<(), InboxError>) {
        let answer = match (outcome, self.found) {
            (Ok(()), Some(found)) => Ok(found),
            (Err(error), _) => Err(error),
            // Without an answer the one who asked takes the inbox for closed.
            (Ok(()), None) => return,
        };
        let _ = self.answer.send(answer);
    }
}

/// A notice that a worker has. Dropping it gives it back.
pub(super) struct InHand {
    notice: Option<Notice>,
    id: NoticeId,
    seen: bool,
    commands: Option<Sender<Command>>,
}

impl InHand {
    pub(super) fn new(notice: Notice, commands: Sender<Command>) -> Self {
        Self {
            id: notice.id,
            notice: Some(notice),
            seen: false,
            commands: Some(commands),
        }
    }

    /// The notice for the handler, which has seen it from now on.
    pub(super) fn show(&mut self) -> Option<Notice> {
        self.seen = true;
        self.notice.take()
    }

    /// What came of it is noted: there is nothing to give back.
    pub(super) fn settled(mut self) {
        self.commands = None;
    }
}

impl Drop for InHand {
    fn drop(&mut self) {
        if let Some(commands) = self.commands.take() {
            // A keeper that has ended left it in hand: it is handed over again when the file is next opened.
            let _ = commands.send(Command::Work(Box::new(Release(self.id, self.seen))));
        }
    }
}

struct Release(NoticeId, bool);

impl Work for Release {
    fn apply(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        rows::release(connection, self.0, self.1)
    }

    fn settle(self: Box<Self>, outcome: Result<(), InboxError>) {
        if let Err(error) = outcome {
            tracing::warn!(id = self.0.number(), %error, "a notice could not be given back; it waits until the inbox is next opened");
        }
    }
}
