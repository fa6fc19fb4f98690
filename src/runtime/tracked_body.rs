//! A request body that remembers whether anyone began to read it, and that nobody can begin to read once that was asked.
//!
//! Until then not a byte of the request has been written, whatever went wrong; from then on it may have reached the server. hyper asks for a
//! body, or for whether there is one, only when it writes the request on an open connection, or leaves it to HTTP/2 to write it as soon as there is
//! room for another stream. It does so in another task than the call's, which may be about to write while the call's time runs out, and which writes
//! what waits for room even if the call has been given up: whoever says that nothing was sent has to keep it from being sent.

use std::{
    fmt,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

const WAITING: u8 = 0;
const BEGUN: u8 = 1;
const WITHDRAWN: u8 = 2;

/// Whether a request may have left.
#[derive(Clone, Default)]
pub(super) struct Begun(Arc<AtomicU8>);

impl Begun {
    /// Whether the request may have left. If not, it never will: what holds when this returns holds for good.
    pub(super) fn settle(&self) -> bool {
        self.turn_to(WITHDRAWN) == BEGUN
    }

    /// Whether the request may leave now; then it counts as begun.
    fn begin(&self) -> bool {
        self.turn_to(BEGUN) == BEGUN
    }

    fn is_withdrawn(&self) -> bool {
        self.0.load(Ordering::Acquire) == WITHDRAWN
    }

    /// What it is in the end: the first one to turn it decides.
    fn turn_to(&self, state: u8) -> u8 {
        let turned = self
            .0
            .compare_exchange(WAITING, state, Ordering::AcqRel, Ordering::Acquire);
        turned.map_or_else(|already| already, |_| state)
    }
}

/// The request was withdrawn before anyone began to read it.
#[derive(Debug)]
pub(super) struct Withdrawn;

impl fmt::Display for Withdrawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request was withdrawn")
    }
}

impl std::error::Error for Withdrawn {}

pub(super) struct TrackedBody {
    bytes: Option<Bytes>,
    begun: Begun,
}

impl TrackedBody {
    pub(super) fn new(bytes: Option<Bytes>, begun: Begun) -> Self {
        let bytes = bytes.filter(|bytes| !bytes.is_empty());
        Self { bytes, begun }
    }
}

impl Body for TrackedBody {
    type Data = Bytes;
    type Error = Withdrawn;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Withdrawn>>> {
        if !self.begun.begin() {
            return Poll::Ready(Some(Err(Withdrawn)));
        }
        Poll::Ready(self.bytes.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        // A request without a body is never polled; this question is asked when its head is written.
        // If it was withdrawn, it seems to have one, so that it is polled and fails.
        self.bytes.is_none() && self.begun.begin()
    }

    fn size_hint(&self) -> SizeHint {
        if self.begun.is_withdrawn() {
            return SizeHint::default();
        }
        SizeHint::with_exact(self.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    fn poll(body: &mut TrackedBody) -> Poll<Option<Result<Frame<Bytes>, Withdrawn>>> {
        Pin::new(body).poll_frame(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn what_was_said_not_to_have_left_does_not_leave_later() {
        for bytes in [None, Some(Bytes::from_static(b"money"))] {
            let begun = Begun::default();
            let mut body = TrackedBody::new(bytes, begun.clone());
            assert!(!begun.settle());
            assert!(!body.is_end_stream());
            assert_eq!(body.size_hint().exact(), None);
            assert!(matches!(poll(&mut body), Poll::Ready(Some(Err(Withdrawn)))));
            assert!(!begun.settle());
        }
    }

    #[test]
    fn what_was_begun_stays_begun() {
        let begun = Begun::default();
        let mut body = TrackedBody::new(Some(Bytes::from_static(b"money")), begun.clone());
        assert_eq!(body.size_hint().exact(), Some(5));
        assert!(!body.is_end_stream());
        assert!(matches!(poll(&mut body), Poll::Ready(Some(Ok(_)))));
        assert!(begun.settle());
        assert!(body.is_end_stream());
        assert!(matches!(poll(&mut body), Poll::Ready(None)));

        // Without a body, whoever asks whether there is one is about to write the head.
        let begun = Begun::default();
        let body = TrackedBody::new(None, begun.clone());
        assert_eq!(body.size_hint().exact(), Some(0));
        assert!(body.is_end_stream());
        assert!(begun.settle());
    }
}
