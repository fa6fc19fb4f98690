//! The user's function.

use std::future::Future;

use crate::BoxError;

use super::Notice;

/// What notices are handed to. A closure that takes a [`Notice`] and returns a future is one; so is a type that implements this trait.
///
/// It has to bear getting the same notice twice: that happens when the process ends, or the disk fails, between its success and the note of it
/// in the file. It is called for several notices at a time and in any order.
///
/// ```no_run
/// use pazemo::qolo::webhooks::{Inbox, Notice};
///
/// # #[derive(Clone)]
/// # struct Cards;
/// # impl Cards { async fn read_again(&self, _: &str) -> Result<(), std::io::Error> { Ok(()) } }
/// # async fn example(inbox: Inbox, cards: Cards) {
/// let workers = inbox.hand_to(4, move |notice: Notice| {
///     // The future must not borrow from the closure: each gets a clone of its own.
///     let cards = cards.clone();
///     async move {
///         match notice.json::<serde_json::Value>() {
///             Ok(hint) => cards.read_again(hint["card"].as_str().unwrap_or_default()).await,
///             // Repeating would not make it readable.
///             Err(_) => Ok(()),
///         }
///     }
/// });
/// # }
/// ```
pub trait Handler: Send + Sync + 'static {
    /// Handles one notice.
    ///
    /// # Errors
    ///
    /// Whatever kept it from being handled: the notice is handed over again after a pause, or is a dead letter. The first 1,000 characters of
    /// the error's text are kept in the file and never logged. A panic counts as an error.
    fn handle(&self, notice: Notice) -> impl Future<Output = Result<(), BoxError>> + Send;
}

impl<F, Answer, E> Handler for F
where
    F: Fn(Notice) -> Answer + Send + Sync + 'static,
    Answer: Future<Output = Result<(), E>> + Send,
    E: Into<BoxError>,
{
    async fn handle(&self, notice: Notice) -> Result<(), BoxError> {
        self(notice).await.map_err(Into::into)
    }
}
