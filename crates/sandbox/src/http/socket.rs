//! The socket of a connection, with what hyper has no words for: a reset, a close that lets the answer arrive, and error answers with a body.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::{Buf, Bytes};
use hyper::rt::ReadBufCursor;
use hyper_util::rt::TokioIo;
use tokio::{io::AsyncReadExt, io::AsyncWriteExt, runtime::Handle};

use super::stream::Stream;
use crate::provider::Provider;

/// How a connection is to end; set while a request is answered.
#[derive(Debug, Default)]
pub(crate) struct Ending {
    /// By a reset.
    pub(crate) reset: AtomicBool,
    /// With patience: the caller is still sending, and has to be able to read the answer first.
    pub(crate) patient: AtomicBool,
}

/// A connection to a caller.
pub(crate) struct Socket {
    stream: Option<TokioIo<Stream>>,
    ending: Arc<Ending>,
    provider: Arc<dyn Provider>,
    /// What is sent instead of an empty answer of hyper's.
    instead: Bytes,
}

/// How much is thrown away before a caller who goes on sending is cut off, and how long that takes at most.
const PATIENCE: (usize, Duration) = (256 << 20, Duration::from_secs(5));

impl Socket {
    pub(crate) fn new(stream: Stream, ending: Arc<Ending>, provider: Arc<dyn Provider>) -> Self {
        Self {
            stream: Some(TokioIo::new(stream)),
            ending,
            provider,
            instead: Bytes::new(),
        }
    }

    fn stream(&mut self) -> io::Result<Pin<&mut TokioIo<Stream>>> {
        let stream = self.stream.as_mut().map(Pin::new);
        stream.ok_or_else(|| io::ErrorKind::NotConnected.into())
    }

    /// Sends what is sent instead.
    fn poll_instead(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.instead.is_empty() {
            let part = self.instead.clone();
            let stream = self.stream()?;
            let sent = ready!(hyper::rt::Write::poll_write(stream, context, &part))?;
            if sent == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.instead.advance(sent);
        }
        Poll::Ready(Ok(()))
    }
}

impl hyper::rt::Read for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        self.stream()?.poll_read(context, buffer)
    }
}

impl hyper::rt::Write for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        ready!(self.poll_instead(context))?;
        if let Some((before, status)) = empty_answer(bytes)
            && let Some(instead) = malformed(&*self.provider, status)
        {
            if before > 0 {
                // Answers to earlier requests go out first; hyper comes back with the rest.
                let earlier = bytes.get(..before).unwrap_or_default();
                return self.stream()?.poll_write(context, earlier);
            }
            self.instead = instead;
            self.ending.patient.store(true, Relaxed);
            return Poll::Ready(Ok(bytes.len()));
        }
        self.stream()?.poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_instead(context))?;
        self.stream()?.poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.ending.reset.load(Relaxed) {
            return Poll::Ready(Ok(()));
        }
        ready!(self.poll_instead(context))?;
        self.stream()?.poll_shutdown(context)
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        let Some(stream) = self.stream.take() else {
            return;
        };
        let stream = stream.into_inner();
        if self.ending.reset.load(Relaxed) {
            let _ = stream.tcp().set_zero_linger();
        } else if self.ending.patient.load(Relaxed)
            && let Ok(runtime) = Handle::try_current()
        {
            runtime.spawn(close_patiently(stream));
        }
    }
}

/// Closing a socket that has not been read to its end resets the connection, and the answer may be lost. So the rest is read and thrown away,
/// for a while.
async fn close_patiently(mut stream: Stream) {
    let (most, time) = PATIENCE;
    let discard = async {
        if stream.shutdown().await.is_err() {
            return;
        }
        let mut scratch = vec![0; 16 << 10];
        let mut left = most;
        while left > 0 {
            match stream.read(&mut scratch).await {
                Ok(0) | Err(_) => return,
                Ok(read) => left = left.saturating_sub(read),
            }
        }
    };
    let _ = tokio::time::timeout(time, discard).await;
}

/// Whether bytes end with an answer that hyper made by itself, which is a head alone: where it begins, and its status. The bodies of the
/// sandbox never end so, and its answers to errors never are empty.
fn empty_answer(bytes: &[u8]) -> Option<(usize, u16)> {
    const BEGIN: (&[u8], &[u8]) = (b"HTTP/1.", b" 4");
    if !bytes.ends_with(b"\r\n\r\n") {
        return None;
    }
    let at = bytes
        .windows(10)
        .rposition(|window| window.starts_with(BEGIN.0) && window.ends_with(BEGIN.1))?;
    let head = std::str::from_utf8(bytes.get(at..)?).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.get(9..12)?.parse().ok()?;
    let is_empty = lines.any(|line| line.eq_ignore_ascii_case("content-length: 0"));
    is_empty.then_some((at, status))
}

/// What is answered to something that is no HTTP; `None`: hyper's own answer will do.
fn malformed(provider: &dyn Provider, status: u16) -> Option<Bytes> {
    let (line, code, message) = match status {
        414 => (
            "414 URI Too Long",
            "error.http.target",
            "the path is too long",
        ),
        431 => (
            "431 Request Header Fields Too Large",
            "error.http.head",
            "the head of the request is too large",
        ),
        _ => (
            "400 Bad Request",
            "error.http.malformed",
            "the request is no HTTP/1.1",
        ),
    };
    let body = provider.malformed(code, message)?;
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {line}\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n"
    );
    Some([head.as_bytes(), &body].concat().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_empty_answer_at_the_end_is_replaced() {
        let empty = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\ndate: x\r\n\r\n";
        assert_eq!(empty_answer(empty), Some((0, 400)));
        let old = b"HTTP/1.0 431 Request Header Fields Too Large\r\ncontent-length: 0\r\n\r\n";
        assert_eq!(empty_answer(old), Some((0, 431)));
        let mut both = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}".to_vec();
        let at = both.len();
        both.extend_from_slice(empty);
        assert_eq!(empty_answer(&both), Some((at, 400)));
        for ours in [
            "HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\n{}",
            "HTTP/1.1 405 Method Not Allowed\r\ncontent-length: 20\r\n\r\n",
            "HTTP/1.1 204 No Content\r\n\r\n",
        ] {
            assert_eq!(empty_answer(ours.as_bytes()), None, "{ours}");
        }
    }
}
