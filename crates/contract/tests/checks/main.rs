//! Exchanges against a document.

mod exchanges;
mod rules;
