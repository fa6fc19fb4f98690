//! A scripted server for tests of code that uses this client (feature `testing`).
//!
//! [`Server`] listens on a free port of this machine, on a thread of its own. It needs no runtime of the caller, serves synchronous and
//! asynchronous tests alike, and ends when it is dropped. Each test starts its own, so tests may run in parallel.
//!
//! For each operation there is a method that adds answers to its sequence: `on_` and the operation's name in snake case. The answers
//! are given in their order, each once unless told otherwise. What nothing is scripted for is answered with 501.
//!
//! ```
//! use pazemo::{Client, testing::{Server, examples}, types::NewWithdraw};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = Server::start()?;
//! let mut withdraw = examples::answers::create_withdraw();
//! withdraw.amount = "150000.00".parse()?;
//! server.on_create_withdraw().status(500).ok(&withdraw);
//!
//! let (account, new) = (
//!     "account-1".parse()?,
//!     NewWithdraw::new("150000.00".parse()?).with_id("withdraw-1".parse()?),
//! );
//! let client = Client::builder(server.environment()).token("any").build()?;
//! let failed = client.withdraws().create(&account, &new).await;
//! assert_eq!(failed.unwrap_err().status(), Some(500));
//! let created = client.withdraws().create(&account, &new).await?;
//! assert_eq!(created.amount.to_string(), "150000.00");
//! // As from a server that honours the request: the value's own identifier is another.
//! assert_eq!(created.id.as_str(), "withdraw-1");
//!
//! let request = &server.requests()[0];
//! assert_eq!(request.operation(), Some("createWithdraw"));
//! assert_eq!(request.path_parameter("accountId"), Some("account-1"));
//! assert_eq!(request.body::<NewWithdraw>(), new);
//! server.assert_done();
//! # Ok(())
//! # }
//! ```
//!
//! # Answers that agree with their request
//!
//! The client compares answers about a withdraw with what it sent, and a difference is an
//! [`ErrorKind::Mismatch`](crate::ErrorKind::Mismatch). A scripted success takes over from the request what is compared:
//!
//! | method | identifiers | amount | all else |
//! |---|---|---|---|
//! | [`ok`](Script::ok) | of the request | as given | as given |
//! | [`ok_example`](Script::ok_example) | of the request | of the request | of the document's example |
//! | [`ok_as_is`](Script::ok_as_is) | as given | as given | as given |
//! | [`ok_with`](Script::ok_with) | as the function gives them | likewise | likewise |
//!
//! What a request leaves out is not taken over, and neither is anything of a body that does not fit its type. Identifiers are, for
//! `create`, those of withdraw, account and beneficiary; for `confirm` and `cancel` that of the withdraw, which stands in the path.
//! What [`Answer`] makes is sent as it is.
//!
//! # What goes wrong
//!
//! What goes wrong on the way is scripted in the same manner: [`reset`](Script::reset), [`close`](Script::close),
//! [`hang`](Script::hang), [`truncated`](Script::truncated), [`html`](Script::html). To have no server at all, keep
//! [`Server::environment`] and drop the server: connections to it are refused.
//!
//! [The guide](crate::guide::testing) has what a test of a payment should go through.
//!
//! `Debug` and panic messages of this module show neither headers' values nor bodies nor arguments of a path; the methods of
//! [`Request`] do.

mod answer;
mod connection;
mod matching;
mod read;
mod request;
mod script;
mod server;
mod state;
mod success;

pub use crate::generated::testing::examples;
pub(crate) use answer::sealed;
pub use answer::{Answer, ErrorForm};
pub use request::Request;
pub use script::Script;
pub use server::Server;
#[allow(unused_imports)] // not every document has answers that are compared
pub(crate) use success::{Extent, Success, taken_over};
