//! The sequence of answers for one operation.

use std::{borrow::Borrow, fmt, time::Duration};

use super::{
    Answer, ErrorForm, Extent, Request, Server, Success,
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
    operation: &'static Operation,
    success: Success<A>,
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

    /// A success with this value, in the documented status and media type. Amounts keep their digits.
    ///
    /// **The identifiers come from the request**, as from a server that honours it: whatever identifiers the client compares, those of
    /// the value are replaced by those that were sent, also by the one that the client chose for a new withdraw. Everything else is
    /// that of the value, the amount too; one that differs from the request's is an [`ErrorKind::Mismatch`](crate::ErrorKind::Mismatch).
    /// [`ok_as_is`](Self::ok_as_is) takes over nothing.
    ///
    /// ```
    /// use pazemo::{Client, testing::{Server, examples}, types::NewWithdraw};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = Server::start()?;
    /// let mut withdraw = examples::answers::create_withdraw();
    /// withdraw.amount = "150000.00".parse()?;
    /// withdraw.reference = Some("R-1".to_owned());
    /// server.on_create_withdraw().ok(&withdraw);
    ///
    /// let client = Client::builder(server.environment()).token("any").build()?;
    /// let new = NewWithdraw::new("150000.00".parse()?);
    /// let created = client.withdraws().create(&"account-1".parse()?, &new).await?;
    /// assert_eq!(created.account_id.as_str(), "account-1");
    /// assert_eq!(Some(created.id), server.requests()[0].body::<NewWithdraw>().id);
    /// assert_eq!(created.reference.as_deref(), Some("R-1"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// If the value cannot be written as JSON.
    #[track_caller]
    pub fn ok(self, value: &A) -> Self {
        let body = (self.success.encode)(value);
        self.success_like(body, Extent::Identifiers)
    }

    /// A success with the document's own example, digit by digit, except for the identifiers **and amounts** that the client compares:
    /// those come from the request, as with [`ok`](Self::ok).
    ///
    /// # Panics
    ///
    /// If the document has none for this operation.
    #[track_caller]
    pub fn ok_example(self) -> Self {
        let Some(example) = self.success.example else {
            panic!("the document has no example of {}", self.operation.id());
        };
        self.success_like(example.as_bytes().to_vec(), Extent::AmountsToo)
    }

    /// A success with exactly this value, whatever the request was: to see what code makes of a server that answers about something
    /// else than was sent.
    ///
    /// ```
    /// use pazemo::{Client, Delivery, ErrorKind, testing::{Server, examples}, types::NewWithdraw};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = Server::start()?;
    /// server.on_create_withdraw().ok_as_is(&examples::answers::create_withdraw());
    ///
    /// let client = Client::builder(server.environment()).token("any").build()?;
    /// let new = NewWithdraw::new("150000.00".parse()?);
    /// let error = client.withdraws().create(&"account-1".parse()?, &new).await.unwrap_err();
    /// assert_eq!((error.kind(), error.delivery()), (ErrorKind::Mismatch, Delivery::Done));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// If the value cannot be written as JSON.
    #[track_caller]
    pub fn ok_as_is(self, value: &A) -> Self {
        let body = (self.success.encode)(value);
        self.success_of(body)
    }

    /// A success with the value that a function makes of the request, exactly as it makes it.
    ///
    /// The function runs on the server's thread. If it panics, the answer is 501, and [`Server::assert_done`] says so.
    ///
    /// ```
    /// use pazemo::{testing::{Server, examples}, types::NewWithdraw};
    ///
    /// let server = Server::start()?;
    /// // A server that keeps everything but chooses the identifier itself.
    /// server.on_create_withdraw().ok_with(|request| {
    ///     let sent: NewWithdraw = request.body();
    ///     let mut withdraw = examples::answers::create_withdraw();
    ///     withdraw.account_id = request.path_parameter("accountId").unwrap().parse().unwrap();
    ///     withdraw.amount = sent.amount;
    ///     withdraw.beneficiary_id = sent.beneficiary_id;
    ///     withdraw
    /// });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// As [`answer`](Self::answer).
    #[track_caller]
    pub fn ok_with<F>(self, make: F) -> Self
    where
        A: ToOwned + 'static,
        F: Fn(&Request) -> A::Owned + Send + Sync + 'static,
    {
        let encode = self.success.encode;
        let answer = self.empty_success();
        self.answer(answer.made_by(move |request| encode(make(request).borrow())))
    }

    /// A success that breaks off: half of the body, after which the connection is closed in order. Nothing is taken over from the
    /// request.
    ///
    /// # Panics
    ///
    /// If the value cannot be written as JSON, or if its text is empty.
    #[track_caller]
    pub fn truncated(self, value: &A) -> Self {
        let body = (self.success.encode)(value);
        let answer = Answer::truncated(self.success.status, self.success.content_type, body);
        self.answer(answer)
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

    /// A success with this text, and with what the client compares taken over from the request.
    #[track_caller]
    fn success_like(self, body: Vec<u8>, extent: Extent) -> Self {
        let Some(take_over) = self.success.take_over else {
            return self.success_of(body);
        };
        let answer = self.empty_success();
        self.answer(answer.made_by(move |request| take_over(&body, request, extent)))
    }

    #[track_caller]
    fn success_of(self, body: Vec<u8>) -> Self {
        let answer = Answer::raw(self.success.status, self.success.content_type, body);
        self.answer(answer)
    }

    #[track_caller]
    fn empty_success(&self) -> Answer {
        Answer::raw(self.success.status, self.success.content_type, "")
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
