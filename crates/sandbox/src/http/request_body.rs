//! Reading the body of a request: no more than is allowed, and no longer.

use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use http_body::Body;
use http_body_util::BodyExt;
use hyper::body::Incoming;

/// Why a body was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unread {
    /// It is larger than is allowed.
    TooLarge,
    /// It took too long.
    TooSlow,
    /// The caller stopped sending, or sent something that is no body.
    Broken,
}

/// The body to its end. What is too large is not kept, and what announces to be too large is not read.
pub(crate) async fn read(body: Incoming, limit: usize, timeout: Duration) -> Result<Bytes, Unread> {
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > limit {
        return Err(Unread::TooLarge);
    }
    let mut collected = pin!(collect(body, limit));
    // A small body is there with its head as a rule. A timer is made for the others alone.
    let at_once = poll_fn(|context| Poll::Ready(collected.as_mut().poll(context))).await;
    match at_once {
        Poll::Ready(read) => read,
        Poll::Pending => tokio::time::timeout(timeout, collected)
            .await
            .unwrap_or(Err(Unread::TooSlow)),
    }
}

async fn collect(body: Incoming, limit: usize) -> Result<Bytes, Unread> {
    let mut body = pin!(body);
    let mut first = Bytes::new();
    let mut rest = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Unread::Broken)?.into_data() else {
            continue;
        };
        if first.len() + rest.len() + data.len() > limit {
            return Err(Unread::TooLarge);
        }
        if first.is_empty() && rest.is_empty() {
            // A small body comes in one piece, which is taken as it is.
            first = data;
            if body.is_end_stream() {
                break;
            }
        } else {
            if rest.is_empty() {
                rest.extend_from_slice(&std::mem::take(&mut first));
            }
            rest.extend_from_slice(&data);
        }
    }
    Ok(if rest.is_empty() {
        first
    } else {
        rest.freeze()
    })
}
