//! A canary in everything that is secret or personal, and no place where it shows itself.

#[path = "../support/mod.rs"]
mod support;

mod calls;
mod http2;
mod providers;
