//! A scripted HTTP/2 server on raw frames over TLS, because scripts do what a library refuses.
//!
//! Streams are known by number and order; what a client's headers say is not decoded. A client numbers its streams 1, 3, 5 …

pub(crate) mod frame;

use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use self::frame::{Frame, PREFACE, flag, header_block, kind, setting};
use super::{
    listener::{Connection, Listener},
    tls::Tls,
};
use tokio::io::AsyncReadExt;

/// A listener that plays a script for each connection of HTTP/2, all at the same time. It ends when it is dropped.
pub(crate) struct Http2Listener {
    listener: Listener,
    log: Log,
}

/// What a server demands, and how it behaves while its script waits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Behaviour {
    /// It counts from when the client has read it: calls that begin together may all be quicker.
    pub(crate) max_concurrent_streams: Option<u32>,
    /// How many bytes of a body a client may send before it hears more; 65535 if not said, and until the client has read
    /// it: the first request of a connection may be quicker.
    pub(crate) initial_window: Option<u32>,
    /// Whether what was read makes room for as much again.
    pub(crate) opens_windows: bool,
    pub(crate) answers_pings: bool,
}

/// A stream as far as it came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    /// HEADERS came.
    pub(crate) headers: bool,
    pub(crate) body: Vec<u8>,
    /// END_STREAM came.
    pub(crate) ended: bool,
    /// RST_STREAM came, with this code.
    pub(crate) reset: Option<u32>,
}

/// One connection of a client, after the preface.
pub(crate) struct Http2Connection {
    connection: Connection,
    behaviour: Behaviour,
    unread: Vec<u8>,
    begun: BTreeSet<u32>,
    ended: BTreeSet<u32>,
    log: Log,
}

/// By the connection's number and the stream's.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<BTreeMap<(usize, u32), Seen>>>);

impl Log {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<(usize, u32), Seen>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Behaviour {
    fn default() -> Self {
        Self {
            max_concurrent_streams: None,
            initial_window: None,
            opens_windows: true,
            answers_pings: true,
        }
    }
}

impl Http2Listener {
    pub(crate) async fn start<F, Played>(behaviour: Behaviour, script: F) -> Self
    where
        F: Fn(Http2Connection) -> Played + Send + Sync + 'static,
        Played: Future<Output = ()> + Send + 'static,
    {
        Self::start_tls(Tls::http2(), behaviour, script).await
    }

    /// Over a TLS of its own.
    pub(crate) async fn start_tls<F, Played>(tls: Tls, behaviour: Behaviour, script: F) -> Self
    where
        F: Fn(Http2Connection) -> Played + Send + Sync + 'static,
        Played: Future<Output = ()> + Send + 'static,
    {
        let (log, script) = (Log::default(), Arc::new(script));
        let kept = log.clone();
        let listener = Listener::start_tls(tls, move |connection| {
            let (script, log) = (Arc::clone(&script), kept.clone());
            async move {
                if let Some(begun) = Http2Connection::begin(connection, behaviour, log).await {
                    script(begun).await;
                }
            }
        })
        .await;
        Self { listener, log }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.listener.address()
    }

    pub(crate) fn url(&self) -> String {
        self.listener.url()
    }

    pub(crate) fn connections(&self) -> usize {
        self.listener.connections()
    }

    /// All streams so far, by the connection's number (from 1) and the stream's.
    pub(crate) fn streams(&self) -> BTreeMap<(usize, u32), Seen> {
        self.log.lock().clone()
    }
}

impl Http2Connection {
    async fn begin(connection: Connection, behaviour: Behaviour, log: Log) -> Option<Self> {
        let mut begun = Self {
            connection,
            behaviour,
            unread: Vec::new(),
            begun: BTreeSet::new(),
            ended: BTreeSet::new(),
            log,
        };
        let settings = [
            (
                setting::MAX_CONCURRENT_STREAMS,
                behaviour.max_concurrent_streams,
            ),
            (setting::INITIAL_WINDOW_SIZE, behaviour.initial_window),
        ];
        let mut payload = Vec::new();
        for (identifier, value) in settings {
            if let Some(value) = value {
                payload.extend(identifier.to_be_bytes());
                payload.extend(value.to_be_bytes());
            }
        }
        begun.frame(kind::SETTINGS, 0, 0, &payload).await;
        while begun.unread.len() < PREFACE.len() {
            begun.read_more().await?;
        }
        let rest = begun.unread.split_off(PREFACE.len());
        assert_eq!(begun.unread, PREFACE, "a client of HTTP/2");
        begun.unread = rest;
        Some(begun)
    }

    /// The connection's number, from 1.
    pub(crate) fn number(&self) -> usize {
        self.connection.number
    }

    /// Waits for the next stream to begin: its HEADERS came, and its body perhaps not yet. `None` if the client went away.
    pub(crate) async fn next_stream(&mut self) -> Option<u32> {
        self.next(|seen| seen.headers, |this| &mut this.begun).await
    }

    /// Waits for the next whole request: END_STREAM came. `None` if the client went away.
    pub(crate) async fn next_request(&mut self) -> Option<u32> {
        self.next(|seen| seen.ended, |this| &mut this.ended).await
    }

    async fn next(
        &mut self,
        arrived: impl Fn(&Seen) -> bool,
        handed_out: impl Fn(&mut Self) -> &mut BTreeSet<u32>,
    ) -> Option<u32> {
        loop {
            for (stream, seen) in self.streams() {
                if arrived(&seen) && handed_out(self).insert(stream) {
                    return Some(stream);
                }
            }
            self.read_frame().await?;
        }
    }

    /// Waits until END_STREAM of a stream came; `false` if the client went away before.
    pub(crate) async fn end_of(&mut self, stream: u32) -> bool {
        self.until(stream, |seen| seen.ended).await
    }

    /// Waits until a stream has brought so much of its body; `false` if the client went away before.
    pub(crate) async fn body_of(&mut self, stream: u32, at_least: usize) -> bool {
        self.until(stream, |seen| seen.body.len() >= at_least).await
    }

    /// Waits until a stream is as it should be; `false` if the client went away before.
    pub(crate) async fn until(&mut self, stream: u32, holds: impl Fn(&Seen) -> bool) -> bool {
        while !self.seen(stream).is_some_and(|seen| holds(&seen)) {
            if self.read_frame().await.is_none() {
                return false;
            }
        }
        true
    }

    fn seen(&self, stream: u32) -> Option<Seen> {
        let key = (self.connection.number, stream);
        self.log.lock().get(&key).cloned()
    }

    fn streams(&self) -> Vec<(u32, Seen)> {
        let log = self.log.lock();
        let streams = log.range((self.connection.number, 0)..(self.connection.number + 1, 0));
        streams
            .map(|((_, stream), seen)| (*stream, seen.clone()))
            .collect()
    }

    /// Reads a frame and does with it what the protocol asks for. `None` if the client went away.
    ///
    /// It may be given up while it waits: nothing that was read is lost.
    pub(crate) async fn read_frame(&mut self) -> Option<Frame> {
        let frame = loop {
            match Frame::take(&mut self.unread) {
                Some(frame) => break frame,
                None => self.read_more().await?,
            }
        };
        let acknowledges = frame.flags & flag::ACK != 0;
        match frame.kind {
            kind::HEADERS | kind::DATA | kind::RST_STREAM => self.record(&frame),
            kind::SETTINGS if !acknowledges => {
                self.frame(kind::SETTINGS, flag::ACK, 0, &[]).await;
            }
            kind::PING if !acknowledges && self.behaviour.answers_pings => {
                self.frame(kind::PING, flag::ACK, 0, &frame.payload).await;
            }
            _ => {}
        }
        let length = u32::try_from(frame.payload.len()).expect("a length");
        if frame.kind == kind::DATA && length > 0 && self.behaviour.opens_windows {
            self.open_window(0, length).await;
            self.open_window(frame.stream, length).await;
        }
        Some(frame)
    }

    fn record(&self, frame: &Frame) {
        let mut log = self.log.lock();
        let seen = log.entry((self.connection.number, frame.stream));
        let seen = seen.or_default();
        match frame.kind {
            kind::HEADERS => seen.headers = true,
            kind::DATA => seen.body.extend(&frame.payload),
            _ => {
                seen.reset = Some(frame.number());
                return;
            }
        }
        seen.ended |= frame.flags & flag::END_STREAM != 0;
    }

    async fn read_more(&mut self) -> Option<()> {
        let read = self.connection.stream.read_buf(&mut self.unread).await;
        (read.ok()? > 0).then_some(())
    }

    /// Sends any frame, however wrong; `false` if the client no longer takes it.
    pub(crate) async fn frame(&mut self, kind: u8, flags: u8, stream: u32, bytes: &[u8]) -> bool {
        let frame = Frame {
            kind,
            flags,
            stream,
            payload: bytes.to_vec(),
        };
        self.connection.send(&frame.encode()).await
    }

    /// Allows so many bytes more, on a stream or (0) on the connection.
    pub(crate) async fn open_window(&mut self, stream: u32, bytes: u32) -> bool {
        let bytes = bytes.to_be_bytes();
        self.frame(kind::WINDOW_UPDATE, 0, stream, &bytes).await
    }

    /// Answers a stream: headers, body, end.
    pub(crate) async fn answer(
        &mut self,
        stream: u32,
        status: u16,
        content_type: &str,
        body: &str,
    ) -> bool {
        self.head(stream, status, &[("content-type", content_type)])
            .await
            && self.data(stream, body, true).await
    }

    /// The head of an answer whose body is to follow.
    pub(crate) async fn head(
        &mut self,
        stream: u32,
        status: u16,
        headers: &[(&str, &str)],
    ) -> bool {
        let block = header_block(status, headers);
        self.frame(kind::HEADERS, flag::END_HEADERS, stream, &block)
            .await
    }

    /// A piece of a body: at most 16384 bytes, and at most as much as the client's window leaves.
    pub(crate) async fn data(&mut self, stream: u32, piece: &str, last: bool) -> bool {
        let flags = if last { flag::END_STREAM } else { 0 };
        self.frame(kind::DATA, flags, stream, piece.as_bytes())
            .await
    }

    pub(crate) async fn reset_stream(&mut self, stream: u32, code: u32) -> bool {
        self.frame(kind::RST_STREAM, 0, stream, &code.to_be_bytes())
            .await
    }

    /// Says that the connection ends: streams above `last` were not looked at, the others may yet be answered.
    pub(crate) async fn go_away(&mut self, last: u32, code: u32) -> bool {
        let payload = [last.to_be_bytes(), code.to_be_bytes()].concat();
        self.frame(kind::GOAWAY, 0, 0, &payload).await
    }

    /// Closes our side in order and waits for the client's.
    pub(crate) async fn close(self) {
        self.connection.close().await;
    }

    /// As `close`, but TLS is not told: its stream breaks off.
    pub(crate) async fn cut(self) {
        self.connection.cut().await;
    }

    /// Ends the connection with a TCP reset.
    pub(crate) fn reset(self) {
        self.connection.reset();
    }

    /// Answers nothing more until the client goes away. What comes is recorded, and pings are answered if they are to be.
    pub(crate) async fn until_the_client_leaves(mut self) {
        while self.read_frame().await.is_some() {}
    }
}
