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
//! let (account, new) = (
//!     "account-1".parse()?,
//!     NewWithdraw::new("150000.00".parse()?).with_id("withdraw-1".parse()?),
//! );
//! // An answer about something else than was sent would be an error.
//! let mut withdraw = examples::answers::create_withdraw();
//! (withdraw.id, withdraw.account_id) = ("withdraw-1".parse()?, "account-1".parse()?);
//! withdraw.amount = new.amount;
//! server.on_create_withdraw().status(500).ok(&withdraw);
//!
//! let client = Client::builder(server.environment()).token("any").build()?;
//! let failed = client.withdraws().create(&account, &new).await;
//! assert_eq!(failed.unwrap_err().status(), Some(500));
//! let created = client.withdraws().create(&account, &new).await?;
//! assert_eq!(created.amount.to_string(), "150000.00");
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

pub use crate::generated::testing::examples;
pub(crate) use answer::sealed;
pub use answer::{Answer, ErrorForm};
pub use request::Request;
pub use script::Script;
pub(crate) use script::Success;
pub use server::Server;
