//! A request body that remembers whether anyone began to read it.
//!
//! Until then not a byte of the request has been written, whatever went wrong; from then on it may have reached the server. hyper asks for a
//! body, or for whether there is one, only when it writes the request on an open connection, or leaves it to HTTP/2 to write it as soon as there is
//! room for another stream. What waits there is written even if the call has been given up meanwhile.

use std::{
    convert::Infallible,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// Whether a request may have left.
#[derive(Clone, Default)]
pub(super) struct Begun(Arc<AtomicBool>);

impl Begun {
    pub(super) fn get(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    fn set(&self) {
        self.0.store(true, Ordering::Release);
    }
}

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
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.begun.set();
        Poll::Ready(self.bytes.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        // This question is asked when the head is handed over; a request without a body is never polled at all.
        self.begun.set();
        self.bytes.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}
