//! A stateful Pazemo on loopback: every operation of the document, on a ledger that balances to the digit, with faults on demand. For tests, in
//! Rust within the test, for other languages as `pazemo sandbox`. The guide is `docs/sandbox.md` in the repository.
//!
//! The other providers have sandboxes of their own: [`paysera`] and [`qolo`].
//!
//! It is ours, not the provider's, and was never compared with the live service. What the provider's page leaves open is decided by
//! [`Switches`]. One does to a running sandbox what nobody can do through the API by [`Sandbox::control`].
//!
//! The two examples below are the bodies of tests; with the function around them, `#[tokio::test] async fn …`, they stand in the guide. Without
//! async code: [`SandboxBuilder::start_blocking`]. To watch one: `cargo run -p pazemo-sandbox --example tour`.
//!
//! # A test of repeats
//!
//! Two answers are lost. What only reads is repeated by the client:
//!
//! ```
//! use pazemo_sandbox::Sandbox;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = Sandbox::start().await?;
//! let client = sandbox.client().build()?;
//! let user = client.users().me().await?;
//!
//! let two_lost_answers = "listAccounts: drop;when=after x2".parse()?;
//! sandbox.control().add_faults(&two_lost_answers)?;
//! let accounts = client.accounts().list(&user.id).await?;
//!
//! assert_eq!(accounts.len(), 3);
//! assert!(sandbox.control().faults().is_empty(), "both have struck");
//! # Ok(())
//! # }
//! ```
//!
//! # A test of a withdraw in doubt
//!
//! The answer to a confirmation is lost, so nobody knows whether it counts. The client does not repeat it, and the sandbox knows what became of it:
//!
//! ```
//! use pazemo::{
//!     Delivery,
//!     types::{AccountId, NewWithdraw, WithdrawAuthorization},
//! };
//! use pazemo_sandbox::Sandbox;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = Sandbox::start().await?;
//! let control = sandbox.control();
//! let client = sandbox.client().build()?;
//!
//! let account: AccountId = "string".parse()?;
//! let new = NewWithdraw::new("150.00".parse()?).with_id("invoice-17".parse()?);
//! let withdraw = client.withdraws().create(&account, &new).await?;
//! let code = control.authorization_code("string", "invoice-17")?;
//! let authorization = WithdrawAuthorization::new(code);
//!
//! // It is carried out, and then the connection ends.
//! control.add_faults(&"confirmWithdraw: drop;when=after".parse()?)?;
//! let confirmed = client
//!     .withdraws()
//!     .confirm(&account, &withdraw.id, &authorization)
//!     .await;
//! let error = confirmed.err().ok_or("the answer was lost")?;
//!
//! // What the code under test has to go by:
//! assert_eq!(error.delivery(), Delivery::Unknown);
//! assert_eq!(error.attempts(), 1);
//! // What it cannot see:
//! assert_eq!(control.withdraw("string", "invoice-17")?.state, "confirmed");
//! control.settle_withdraw("string", "invoice-17")?;
//! assert_eq!(control.account("string")?.paid_out, "150.00".parse()?);
//! control.check()?;
//! # Ok(())
//! # }
//! ```

mod admin;
mod builder;
mod clock;
mod common;
mod control;
mod defect;
mod exchange;
mod fault;
mod handles;
mod http;
mod identifiers;
mod ledger;
mod profiles;
mod provider;
mod refusal;
mod running;
mod sandbox;
mod seed;
mod settings;
mod stateful;
mod switches;
mod tls;
mod world;

/// The crate of the public moments of time: [`Clock::now`], [`SandboxBuilder::fixed_time`], [`Control::fix_clock`].
pub use chrono;

pub use builder::{SandboxBuilder, StartError};
pub use control::{Clock, Control, Counts, IssuedToken, Refused, WaitingFault};
pub use defect::Defect;
pub use exchange::Exchange;
pub use fault::{Fault, FaultKind, FaultSequence, InvalidFault, When};
pub use ipnet::IpNet;
pub use ledger::Bucket;
pub use profiles::{PresetProfile, Profiles, SwitchProfile, ValueProfile};
pub use provider::{paysera, qolo};
pub use sandbox::Sandbox;
pub use seed::{Access, InvalidSeed, Outcome, Seed};
pub use switches::*;
pub use tls::Tls;
pub use world::dump::{
    AccountState, BeneficiaryState, EntryState, State, TokenState, UserState, WithdrawState,
};
