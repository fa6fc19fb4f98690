//! What the document says of an operation's success, and what a scripted one takes over from its request.

use serde::{Serialize, de::DeserializeOwned};

use super::{Request, answer::json};
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
