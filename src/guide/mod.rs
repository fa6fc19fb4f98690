//! How to use this crate, a chapter per subject. Each example is compiled, and most are run.
//!
//! | chapter | answers |
//! |---|---|
//! | [`first_call`] | How do I begin? How is a withdraw made? What do I keep before I send it? |
//! | [`errors`] | What may have happened to the money, and what do I do now? **My confirm timed out: what now?** |
//! | [`retries`] | What does the client repeat by itself, and what must I not repeat? |
//! | [`tokens`] | Where do tokens and authorization codes come from? How do I rotate tokens? Live or test? |
//! | [`cancellation`] | What if a call is dropped, the program ends, the time is over? How do I keep a journal? |
//! | [`observability`] | What do spans, events and metrics tell? What should wake somebody up? |
//! | [`testing`] | How do I test that my code copes with a reset, a 429, an unreadable answer? |
//! | [`blocking`] | How do I call without async code? |
//! | [`upgrading`] | What changes from version to version, and how do I write code that outlives it? |
//!
//! The tables behind all of it are on the page [`verdicts`](crate::verdicts).
//!
//! *The page*, in these chapters, is the provider's documentation, which is all this crate was made from. Where the page is silent, the
//! chapters say so. Nothing here was tried against the live service.

#[doc = include_str!("blocking.md")]
pub mod blocking {}

#[doc = include_str!("cancellation.md")]
pub mod cancellation {}

#[doc = include_str!("errors.md")]
pub mod errors {}

#[doc = include_str!("first_call.md")]
pub mod first_call {}

#[doc = include_str!("observability.md")]
pub mod observability {}

#[doc = include_str!("retries.md")]
pub mod retries {}

#[doc = include_str!("testing.md")]
pub mod testing {}

#[doc = include_str!("tokens.md")]
pub mod tokens {}

#[doc = include_str!("upgrading.md")]
pub mod upgrading {}
