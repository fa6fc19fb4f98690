//! Who wants to know of every attempt before it is sent.

use std::{fmt, future::Future};

use crate::{BoxError, Operation, types::WithdrawId};

/// An attempt that is about to be sent.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// The operation; its identifier is `raw` for [`Client::raw`](crate::Client::raw).
    pub operation: &'static Operation,
    /// The HTTP method, which the operation `raw` does not tell.
    pub method: String,
    /// Which attempt of the call it is, from 1.
    pub number: u32,
    /// The withdraw it is about, if it is about one: also when the client chose the identifier.
    pub withdraw_id: Option<WithdrawId>,
}

impl Attempt {
    /// An attempt, for tests of an observer.
    ///
    /// ```
    /// use pazemo::{Attempt, operations};
    ///
    /// let confirm = operations().iter().find(|o| o.id() == "confirmWithdraw").unwrap();
    /// let attempt = Attempt::new(confirm, 1, "withdraw-1".parse().ok());
    /// assert_eq!((attempt.method.as_str(), attempt.number), ("POST", 1));
    /// ```
    pub fn new(
        operation: &'static Operation,
        number: u32,
        withdraw_id: Option<WithdrawId>,
    ) -> Self {
        Self {
            operation,
            method: operation.method().to_owned(),
            number,
            withdraw_id,
        }
    }
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt")
            .field("operation", &self.operation.id())
            .field("method", &self.method)
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

/// Is told of each attempt after authentication and before anything of it is sent, and may refuse it: a write-ahead journal, an audit, a
/// switch that stops payments. A closure that takes an [`Attempt`] and returns a future is one; so is a type that implements this trait.
///
/// The calls that the client makes on its own, for `expect_user`, and raw calls are told as well.
///
/// An intent without an outcome in such a journal is a call whose outcome is unknown: the process ended, or the call was dropped. [The
/// guide](crate::guide::cancellation#a-journal-that-is-written-first) has one.
///
/// ```
/// use pazemo::{Attempt, Client, Environment};
///
/// # #[derive(Clone)]
/// # struct Journal;
/// # impl Journal { async fn write(&self, _: Attempt) -> Result<(), std::io::Error> { Ok(()) } }
/// # let journal = Journal;
/// // The future must not borrow from the closure: each gets a clone of its own.
/// let client = Client::builder(Environment::Sandbox)
///     .token("a-token")
///     .on_attempt(move |attempt: Attempt| {
///         let journal = journal.clone();
///         async move { journal.write(attempt).await }
///     })
///     .build()?;
/// # Ok::<(), pazemo::Error>(())
/// ```
pub trait AttemptObserver: Send + Sync + 'static {
    /// Called before each send. The attempt's time limit does not run yet; the call's does.
    ///
    /// # Errors
    ///
    /// Refuses the attempt: nothing of it is sent, and the call ends with [`ErrorKind::Observer`](crate::ErrorKind::Observer) and this error as
    /// its source.
    fn on_attempt(&self, attempt: Attempt) -> impl Future<Output = Result<(), BoxError>> + Send;
}

impl<F, Answer, E> AttemptObserver for F
where
    F: Fn(Attempt) -> Answer + Send + Sync + 'static,
    Answer: Future<Output = Result<(), E>> + Send,
    E: Into<BoxError>,
{
    async fn on_attempt(&self, attempt: Attempt) -> Result<(), BoxError> {
        self(attempt).await.map_err(Into::into)
    }
}
