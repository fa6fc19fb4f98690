//! [`first_call`]: self::first_call
//! [`errors`]: self::errors
//! [`retries`]: self::retries
//! [`tokens`]: self::tokens
//! [`cancellation`]: self::cancellation
//! [`observability`]: self::observability
//! [`testing`]: self::testing
//! [`blocking`]: self::blocking
//! [`paysera`]: self::paysera
//! [`qolo`]: self::qolo
//! [`webhooks`]: self::webhooks
//! [`upgrading`]: self::upgrading
//! [`verdicts`]: crate::verdicts
#![doc = include_str!("index.md")]

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

#[cfg(feature = "paysera")]
#[doc = include_str!("paysera.md")]
pub mod paysera {}

#[cfg(feature = "qolo")]
#[doc = include_str!("qolo.md")]
pub mod qolo {}

#[doc = include_str!("retries.md")]
pub mod retries {}

#[doc = include_str!("testing.md")]
pub mod testing {}

#[doc = include_str!("tokens.md")]
pub mod tokens {}

#[doc = include_str!("upgrading.md")]
pub mod upgrading {}

#[cfg(feature = "webhooks")]
#[doc = include_str!("webhooks.md")]
pub mod webhooks {}
