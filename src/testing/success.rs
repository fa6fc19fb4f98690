//! Scripted successes, and what they take over from their requests.

use std::borrow::Borrow;

use serde::{Serialize, de::DeserializeOwned};

use super::{Answer, Request, Script, answer::json};
use crate::runtime::decode::decode;

/// What the document says of an operation's success.
pub(crate) struct Success<A: ?Sized> {
    pub(crate) status: u16,
    /// Empty if there is no body.
    pub(crate) content_type: &'static str,
    /// The document's first example, as the text of a body.
    pub(crate) example: Option<&'static str>,
    pub(crate) encode: fn(&A) -> Vec<u8>,
    /// `None` if the client compares nothing of the answer with the request.
    pub(crate) take_over: Option<TakeOver>,
}

/// The text of an answer with what it has to have in common with the request.
pub(crate) type TakeOver = fn(&[u8], &Request, Extent) -> Vec<u8>;

/// What is taken over from a request.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    Identifiers,
    AmountsToo,
}

/// An answer's text with its value changed. By way of the answer's own type, so that amounts keep their digits.
#[allow(dead_code)]
pub(crate) fn taken_over<A: Serialize + DeserializeOwned>(
    text: &[u8],
    change: impl FnOnce(&mut A),
) -> Vec<u8> {
    // It was written from such a value, or is an example that the contract tests hold against the type.
    let Ok(mut answer) = decode::<A>(text) else {
        return text.to_vec();
    };
    change(&mut answer);
    json(&answer)
}

impl<A: Serialize + ?Sized> Success<A> {
    pub(crate) fn json(value: &A) -> Vec<u8> {
        json(value)
    }
}

#[allow(dead_code)]
impl Success<str> {
    pub(crate) fn text(value: &str) -> Vec<u8> {
        value.as_bytes().to_vec()
    }
}

#[allow(dead_code)]
impl Success<()> {
    pub(crate) fn nothing(&(): &()) -> Vec<u8> {
        Vec::new()
    }
}

/// Successes.
impl<A: ?Sized> Script<'_, A> {
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
    /// The function runs on the server's thread. If it panics, the answer is 501, and [`Server::assert_done`](super::Server::assert_done) says so.
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
}
