//! The sequence of answers for one operation.

use std::{fmt, time::Duration};

use super::{
    Answer, ErrorForm, Request, Server, Success,
    state::{Lane, Step},
};
use crate::Operation;

/// Adds answers to the sequence of an operation whose success is an `A`. The methods named `on_…` of [`Server`] begin one.
///
/// Each method adds at once, so that nothing has to be finished; script before the code under test runs. Answers are given in their
/// order. [`times`](Self::times), [`always`](Self::always), [`with_header`](Self::with_header) and [`delayed`](Self::delayed) are about
/// the answer right before them.
///
/// ```
/// # use std::time::Duration;
/// use pazemo::testing::{Server, examples};
///
/// let server = Server::start()?;
/// server
///     .on_list_accounts()
///     .reset()
///     .status(429).with_header("Retry-After", "1")
///     .error(503, &examples::errors::system_error()).delayed(Duration::from_millis(20))
///     .ok(&examples::answers::list_accounts()).always();
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Script<'s, A: ?Sized> {
    server: &'s Server,
    pub(super) operation: &'static Operation,
    pub(super) success: Success<A>,
    /// The place of the sequence among those of the server.
    lane: usize,
    /// The place of the answer that was added last, by this script and to this sequence.
    last: Option<usize>,
}

impl<'s, A: ?Sized> Script<'s, A> {
    pub(crate) fn new(
        server: &'s Server,
        operation: &'static Operation,
        success: Success<A>,
    ) -> Self {
        let lane = server.state().unconditional_lane(operation);
        Self {
            server,
            operation,
            success,
            lane,
            last: None,
        }
    }

    /// A status without a body; see [`Answer::status`], also for what panics.
    #[track_caller]
    pub fn status(self, status: u16) -> Self {
        self.answer(Answer::status(status))
    }

    /// A status with a documented error body; see [`Answer::error`], also for what panics.
    #[track_caller]
    pub fn error(self, status: u16, body: &impl ErrorForm) -> Self {
        self.answer(Answer::error(status, body))
    }

    /// A page in HTML; see [`Answer::html`], also for what panics.
    #[track_caller]
    pub fn html(self, status: u16, text: &str) -> Self {
        self.answer(Answer::html(status, text))
    }

    /// Whatever body; see [`Answer::raw`], also for what panics.
    #[track_caller]
    pub fn raw(self, status: u16, content_type: &str, body: impl AsRef<[u8]>) -> Self {
        self.answer(Answer::raw(status, content_type, body))
    }

    /// A reset after the request was read; see [`Answer::reset`].
    #[track_caller]
    pub fn reset(self) -> Self {
        self.answer(Answer::reset())
    }

    /// A reset before the body was read; see [`Answer::reset_before_reading`].
    #[track_caller]
    pub fn reset_before_reading(self) -> Self {
        self.answer(Answer::reset_before_reading())
    }

    /// The end of the connection without an answer; see [`Answer::close`].
    #[track_caller]
    pub fn close(self) -> Self {
        self.answer(Answer::close())
    }

    /// No answer ever; see [`Answer::hang`].
    #[track_caller]
    pub fn hang(self) -> Self {
        self.answer(Answer::hang())
    }

    /// Adds an answer that was made elsewhere.
    ///
    /// # Panics
    ///
    /// If the answer before it is given [`always`](Self::always): this one would never be.
    #[track_caller]
    pub fn answer(mut self, answer: Answer) -> Self {
        let added = self.change(|lane| lane.push(answer));
        let Some(at) = added else {
            panic!(
                "nothing can follow an answer of {} that is given always",
                self.operation.id()
            );
        };
        self.last = Some(at);
        self
    }

    /// Adds several answers.
    ///
    /// # Panics
    ///
    /// As [`answer`](Self::answer).
    #[track_caller]
    pub fn answers(mut self, answers: impl IntoIterator<Item = Answer>) -> Self {
        for answer in answers {
            self = self.answer(answer);
        }
        self
    }

    /// The answer before this is given so many times in a row.
    ///
    /// # Panics
    ///
    /// If the number is 0, or if there is no answer before this.
    #[track_caller]
    pub fn times(self, number: usize) -> Self {
        assert!(number > 0, "an answer cannot be given 0 times");
        self.change_last("times", |step| step.planned = Some(number))
    }

    /// The answer before this is given to all further requests, and need not be asked for at all.
    ///
    /// # Panics
    ///
    /// If there is no answer before this.
    #[track_caller]
    pub fn always(self) -> Self {
        self.change_last("always", |step| step.planned = None)
    }

    /// The answer before this gets a header; see [`Answer::with_header`].
    ///
    /// # Panics
    ///
    /// As [`Answer::with_header`], or if there is no answer before this.
    #[track_caller]
    pub fn with_header(self, name: &str, value: &str) -> Self {
        // Outside of the lock, because it may panic.
        let answer = self.last_answer("with_header").with_header(name, value);
        self.change_last("with_header", |step| step.answer = answer)
    }

    /// The answer before this comes late; see [`Answer::delayed`].
    ///
    /// # Panics
    ///
    /// If there is no answer before this.
    #[track_caller]
    pub fn delayed(self, delay: Duration) -> Self {
        self.change_last("delayed", |step| step.answer.delay = delay)
    }

    /// Begins a sequence of its own for the requests of this operation that meet a condition: one account, one amount. What follows goes
    /// there. Such sequences are asked first, in the order of their making; a request for which they have nothing gets an answer of the
    /// operation's plain sequence.
    ///
    /// The condition runs on the server's thread. If it panics, it does not hold, and [`Server::assert_done`] says so.
    ///
    /// ```
    /// use pazemo::testing::{Server, examples};
    ///
    /// let server = Server::start()?;
    /// server
    ///     .on_get_user()
    ///     .when(|request| request.path_parameter("userId") == Some("user-2"))
    ///     .error(404, &examples::errors::validation_error());
    /// server.on_get_user().ok_example().always();
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn when(mut self, condition: impl Fn(&Request) -> bool + Send + Sync + 'static) -> Self {
        self.lane = self
            .server
            .state()
            .conditional_lane(self.operation, Box::new(condition));
        self.last = None;
        self
    }

    fn change<R>(&self, change: impl FnOnce(&mut Lane) -> R) -> R {
        self.server.state().change_lane(self.lane, change)
    }

    #[track_caller]
    fn last(&self, method: &str) -> usize {
        let Some(last) = self.last else {
            panic!("`{method}` is about the answer before it, and there is none");
        };
        last
    }

    #[track_caller]
    fn last_answer(&self, method: &str) -> Answer {
        let last = self.last(method);
        self.change(|lane| lane.steps[last].answer.clone())
    }

    #[track_caller]
    fn change_last(self, method: &str, change: impl FnOnce(&mut Step)) -> Self {
        let last = self.last(method);
        self.change(|lane| change(&mut lane.steps[last]));
        self
    }
}

impl<A: ?Sized> fmt::Debug for Script<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Script({})", self.operation.id())
    }
}
