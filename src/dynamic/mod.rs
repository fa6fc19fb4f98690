//! Calls by the operation's name (feature `dynamic`), for programs that learn at run time which operation is wanted: a command line, a console, a
//! bridge to another language.
//!
//! A [`Request`] has its parameters as texts and its body as JSON. [`Client::call`] reads both into the types of the document and then does
//! what the facade's method does, by the same generated steps: limits, verdicts, repeats, the identifier of a new withdraw, the comparison of
//! answers, observers. What cannot be read is [`ErrorKind::InvalidArgument`], and nothing is sent. Programs that know
//! their operations use the facade, whose arguments the compiler checks.
//!
//! ```
//! use pazemo::dynamic::Request;
//!
//! # async fn example(client: pazemo::Client) -> Result<(), pazemo::Error> {
//! let operations = pazemo::operations();
//! let create = operations.iter().find(|operation| operation.id() == "createWithdraw");
//! let request = Request::new(create.expect("the document has it"))
//!     .with_parameter("accountId", "account-1")
//!     .with_json(r#"{"id": "invoice-17", "amount": 150000.00, "beneficiaryId": 4711}"#);
//! let answer = client.call(&request).await?;
//! println!("{}: {}", answer.status(), String::from_utf8_lossy(answer.body()));
//! # Ok(())
//! # }
//! ```
//!
//! An authorization code is a field of the body like any other here.

mod answer;
mod caller;
mod preview;
mod request;

use crate::{Client, Error, ErrorKind};

pub use answer::Answer;
pub(crate) use caller::Caller;
pub use preview::Preview;
pub(crate) use preview::Slot;
pub use request::Request;

impl Client {
    /// Calls an operation by its name; see [`dynamic`](crate::dynamic).
    ///
    /// # Errors
    ///
    /// As the facade's method of the operation. [`ErrorKind::InvalidArgument`] if a parameter or the body is missing, is unknown to the operation or does not fit
    /// its type; the message names the place and repeats no value.
    ///
    /// ```
    /// # async fn example(client: pazemo::Client) -> Result<(), pazemo::Error> {
    /// let me = pazemo::operations().iter().find(|o| o.id() == "getCurrentUser").expect("it is there");
    /// let answer = client.call(&pazemo::dynamic::Request::new(me)).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn call(&self, request: &Request) -> Result<Answer, Error> {
        called(&Caller::new(self, request, None)).await
    }

    /// What [`call`](Self::call) would send, without sending it and without asking for a token.
    ///
    /// Whatever refuses the request before an attempt refuses it here as well. If the client would choose an identifier, it
    /// chooses one here, and another one for the call.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`], as from [`call`](Self::call).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), pazemo::Error> {
    /// use pazemo::{Client, Environment, dynamic::Request};
    ///
    /// let client = Client::builder(Environment::Sandbox).token("a-token").build()?;
    /// let user = pazemo::operations().iter().find(|o| o.id() == "getUser").expect("it is there");
    /// let preview = client.preview(&Request::new(user).with_parameter("userId", "user-7")).await?;
    /// assert_eq!(preview.url(), "https://api.stg.pazemo.com/users/user-7");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn preview(&self, request: &Request) -> Result<Preview, Error> {
        let slot = Slot::default();
        let result = called(&Caller::new(self, request, Some(&slot))).await;
        match (slot.into_preview(), result) {
            (Some(preview), _) => Ok(preview),
            (None, Err(error)) => Err(error),
            (None, Ok(_)) => Err(Error::new(
                ErrorKind::InvalidArgument,
                "the operation makes no request",
            )),
        }
    }
}

async fn called(caller: &Caller<'_>) -> Result<Answer, Error> {
    let operation = caller.operation();
    let Some(result) = crate::generated::dynamic::call(caller).await else {
        let message = "the document has no such operation";
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    };
    result.map_err(|error| error.with_operation(operation))
}
