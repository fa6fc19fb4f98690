//! Bodies of answers: whole as a rule, in pieces or cut short by a fault.

use std::{
    error::Error,
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep};

/// The body of an answer.
pub(crate) enum Payload {
    Whole(Bytes),
    Slow(Slow),
    Cut(Cut),
    Admin(axum::body::Body),
}

/// A body in small pieces.
pub(crate) struct Slow {
    rest: Bytes,
    piece: usize,
    pause: Duration,
    sleep: Pin<Box<Sleep>>,
}

/// A body that ends before its end.
pub(crate) struct Cut {
    part: Option<Bytes>,
    announced: u64,
    /// Time for the part to leave before the connection is closed.
    sleep: Pin<Box<Sleep>>,
}

/// The body ends here on purpose.
#[derive(Debug)]
pub(crate) struct CutShort;

impl fmt::Display for CutShort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer was cut short by a fault")
    }
}

impl Error for CutShort {}

impl Payload {
    /// The body in about twenty pieces over a time.
    pub(crate) fn slow(body: Bytes, over: Duration) -> Self {
        let pieces = body.len().clamp(1, 20);
        let pause = over / u32::try_from(pieces).unwrap_or(1);
        Self::Slow(Slow {
            piece: body.len().div_ceil(pieces).max(1),
            rest: body,
            pause,
            sleep: Box::pin(tokio::time::sleep(pause)),
        })
    }

    /// The first half of the body, announced as the whole.
    pub(crate) fn cut(body: &Bytes) -> Self {
        Self::Cut(Cut {
            part: Some(body.slice(..body.len() / 2)),
            announced: u64::try_from(body.len().max(1)).unwrap_or(u64::MAX),
            sleep: Box::pin(tokio::time::sleep(Duration::from_millis(10))),
        })
    }
}

impl Slow {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        ready!(self.sleep.as_mut().poll(context));
        self.sleep.as_mut().reset(Instant::now() + self.pause);
        let piece = self.rest.split_to(self.piece.min(self.rest.len()));
        Poll::Ready(Some(piece))
    }
}

impl Body for Payload {
    type Data = Bytes;
    type Error = Box<dyn Error + Send + Sync>;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match self.get_mut() {
            Self::Whole(body) if body.is_empty() => Poll::Ready(None),
            Self::Whole(body) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(body))))),
            Self::Slow(slow) => slow
                .poll(context)
                .map(|piece| piece.map(|piece| Ok(Frame::data(piece)))),
            Self::Cut(cut) => match cut.part.take() {
                Some(part) if !part.is_empty() => Poll::Ready(Some(Ok(Frame::data(part)))),
                _ => {
                    ready!(cut.sleep.as_mut().poll(context));
                    Poll::Ready(Some(Err(CutShort.into())))
                }
            },
            Self::Admin(body) => Pin::new(body).poll_frame(context).map_err(Into::into),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(body) => body.is_empty(),
            Self::Slow(slow) => slow.rest.is_empty(),
            Self::Cut(_) => false,
            Self::Admin(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        let length = |body: &Bytes| u64::try_from(body.len()).unwrap_or(u64::MAX);
        match self {
            Self::Whole(body) => SizeHint::with_exact(length(body)),
            Self::Slow(slow) => SizeHint::with_exact(length(&slow.rest)),
            Self::Cut(cut) => SizeHint::with_exact(cut.announced),
            Self::Admin(body) => body.size_hint(),
        }
    }
}
