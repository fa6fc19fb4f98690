//! A scripted server: raw bytes over TCP or TLS, for everything that no well-behaved server does.

use std::{
    future::Future,
    net::SocketAddr,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    task::JoinHandle,
};

use super::{stream::Stream, tls::Tls};

/// A listener on loopback that plays a script for each connection, all at the same time. It ends when it is dropped.
pub(crate) struct Listener {
    address: SocketAddr,
    scheme: &'static str,
    log: Log,
    task: JoinHandle<()>,
}

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    /// Request line and header lines.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

/// One connection of a client.
pub(crate) struct Connection {
    pub(crate) stream: Stream,
    /// Counted from 1, in the order in which TCP accepted them.
    pub(crate) number: usize,
    /// What came together with an earlier request and belongs to the next.
    unread: Vec<u8>,
    log: Log,
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Seen>>);

#[derive(Default)]
struct Seen {
    connections: usize,
    failed_handshakes: Vec<String>,
    complete: Vec<Received>,
    broken: Vec<Received>,
}

impl Log {
    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Listener {
    /// Over plain TCP.
    pub(crate) async fn start<F, Played>(script: F) -> Self
    where
        F: Fn(Connection) -> Played + Send + Sync + 'static,
        Played: Future<Output = ()> + Send + 'static,
    {
        Self::start_over(None, script).await
    }

    /// Over TLS. The script begins when a handshake has succeeded.
    pub(crate) async fn start_tls<F, Played>(tls: Tls, script: F) -> Self
    where
        F: Fn(Connection) -> Played + Send + Sync + 'static,
        Played: Future<Output = ()> + Send + 'static,
    {
        Self::start_over(Some(tls), script).await
    }

    async fn start_over<F, Played>(tls: Option<Tls>, script: F) -> Self
    where
        F: Fn(Connection) -> Played + Send + Sync + 'static,
        Played: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let scheme = tls.as_ref().map_or("http", |_| "https");
        let log = Log::default();
        let (script, tls, kept) = (Arc::new(script), tls.map(Arc::new), log.clone());
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // Small writes would otherwise wait for the client's delayed acknowledgements.
                stream.set_nodelay(true).expect("an option of every socket");
                let number = {
                    let mut seen = kept.lock();
                    seen.connections += 1;
                    seen.connections
                };
                let (script, tls, log) = (Arc::clone(&script), tls.clone(), kept.clone());
                tokio::spawn(async move {
                    let stream = match tls {
                        None => Stream::Plain(stream),
                        Some(tls) => match tls.accept(stream).await {
                            Ok(stream) => Stream::Tls(Box::new(stream)),
                            Err(reason) => return log.lock().failed_handshakes.push(reason),
                        },
                    };
                    let unread = Vec::new();
                    script(Connection {
                        stream,
                        number,
                        unread,
                        log,
                    })
                    .await;
                });
            }
        });
        Self {
            address,
            scheme,
            log,
            task,
        }
    }

    /// Reads one request of each connection, sends these bytes and closes.
    pub(crate) async fn answering(answer: impl Into<Vec<u8>>) -> Self {
        Self::start(answering(answer)).await
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// How many connections TCP has accepted so far, whatever became of them.
    pub(crate) fn connections(&self) -> usize {
        self.log.lock().connections
    }

    /// Why TLS handshakes did not end well, as this side saw it.
    pub(crate) fn failed_handshakes(&self) -> Vec<String> {
        self.log.lock().failed_handshakes.clone()
    }

    /// The complete requests so far.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.log.lock().complete.clone()
    }

    /// The requests whose head was read and of whose body only a part.
    pub(crate) fn half_received(&self) -> Vec<Received> {
        self.log.lock().broken.clone()
    }

    /// The only request so far.
    pub(crate) fn one_request(&self) -> Received {
        let mut received = self.received();
        assert_eq!(received.len(), 1, "one call is one request");
        received.remove(0)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A script that reads one request, sends these bytes and closes.
pub(crate) fn answering(
    answer: impl Into<Vec<u8>>,
) -> impl Fn(Connection) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync + 'static {
    let answer = Arc::new(answer.into());
    move |mut connection| {
        let answer = Arc::clone(&answer);
        Box::pin(async move {
            if connection.read_request().await.is_some() {
                connection.send(&answer).await;
                connection.close().await;
            }
        })
    }
}

impl Connection {
    /// Reads a request with its body, as long as `Content-Length` says. `None` if the client went away before.
    ///
    /// It can be called again for the next request of a connection that was kept alive.
    pub(crate) async fn read_request(&mut self) -> Option<Received> {
        self.read_part(usize::MAX).await
    }

    /// Reads a request with this much of its body at least, as far as it has so much. `None` if the client went away before.
    ///
    /// What is left of the body is not to be read by `read_request`.
    pub(crate) async fn read_part(&mut self, of_body: usize) -> Option<Received> {
        let end = loop {
            let unread = &self.unread;
            if let Some(end) = unread.windows(4).position(|window| window == b"\r\n\r\n") {
                break end;
            }
            self.read_more().await?;
        };
        let body = self.unread.split_off(end + 4);
        let head = String::from_utf8_lossy(&self.unread[..end]).into_owned();
        self.unread = body;
        let mut request = Received {
            head,
            body: Vec::new(),
        };
        let length = request.header("content-length");
        let length = length.map_or(0, |value| value.parse().expect("a length"));
        let mut more = Some(());
        while more.is_some() && self.unread.len() < length.min(of_body) {
            more = self.read_more().await;
        }
        let next = self.unread.split_off(length.min(self.unread.len()));
        request.body = std::mem::replace(&mut self.unread, next);
        let mut seen = self.log.lock();
        if request.body.len() < length {
            seen.broken.push(request.clone());
        } else {
            seen.complete.push(request.clone());
        }
        more.map(|()| request)
    }

    async fn read_more(&mut self) -> Option<()> {
        let count = self.stream.read_buf(&mut self.unread).await.ok()?;
        (count > 0).then_some(())
    }

    /// Sends bytes; `false` if the client no longer takes them.
    pub(crate) async fn send(&mut self, bytes: &[u8]) -> bool {
        self.stream.write_all(bytes).await.is_ok() && self.stream.flush().await.is_ok()
    }

    /// Closes our side and waits for the client's, so that nothing that was sent is thrown away by a reset.
    pub(crate) async fn close(mut self) {
        let _ = self.stream.shutdown().await;
        self.until_the_client_leaves().await;
    }

    /// As `close`, but TLS is not told: its stream breaks off.
    pub(crate) async fn cut(mut self) {
        self.stream = Stream::Plain(self.stream.into_tcp());
        self.close().await;
    }

    /// Ends the connection with a TCP reset.
    pub(crate) fn reset(self) {
        self.stream.reset();
    }

    /// Says nothing (more) until the client goes away.
    pub(crate) async fn until_the_client_leaves(mut self) {
        while self.read_more().await.is_some() {
            self.unread.clear();
        }
    }
}

impl Received {
    pub(crate) fn method(&self) -> &str {
        self.head.split(' ').next().unwrap_or_default()
    }

    /// Path and query as they were sent.
    pub(crate) fn target(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    pub(crate) fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let lines = self.head.lines().skip(1);
        lines.map(|line| line.split_once(": ").expect("a header line"))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers()
            .find_map(|(found, value)| found.eq_ignore_ascii_case(name).then_some(value))
    }

    pub(crate) fn body_text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }
}

/// An answer with its length, after which the connection ends.
pub(crate) fn answer(status: u16, content_type: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = format!("Content-Length: {}", body.len());
    let mut bytes = head(status, &[&format!("Content-Type: {content_type}"), &length]);
    bytes.extend_from_slice(body);
    bytes
}

/// A 200 with JSON.
pub(crate) fn json_answer(body: impl AsRef<[u8]>) -> Vec<u8> {
    answer(200, "application/json", body)
}

/// An answer with its length, after which the connection is kept for the next request.
pub(crate) fn keep_alive_answer(status: u16, content_type: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} Reason\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// The head of an answer, after which the connection ends.
pub(crate) fn head(status: u16, headers: &[&str]) -> Vec<u8> {
    let mut lines = vec![format!("HTTP/1.1 {status} Reason")];
    lines.extend(headers.iter().map(|line| (*line).to_owned()));
    lines.push("Connection: close".to_owned());
    format!("{}\r\n\r\n", lines.join("\r\n")).into_bytes()
}
