//! A scripted server: raw bytes over TCP, for everything that no well-behaved server does.

use std::{
    future::Future,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A listener on loopback that plays a script for each connection, all at the same time. It ends when it is dropped.
pub(crate) struct Listener {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
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
    pub(crate) stream: TcpStream,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Listener {
    pub(crate) async fn start<F, Played>(script: F) -> Self
    where
        F: Fn(Connection) -> Played + Send + Sync + 'static,
        Played: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let received = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&received);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let received = Arc::clone(&log);
                tokio::spawn(script(Connection { stream, received }));
            }
        });
        Self {
            address,
            received,
            task,
        }
    }

    /// Reads one request of each connection, sends these bytes and closes.
    pub(crate) async fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let answer = Arc::new(answer.into());
        Self::start(move |mut connection| {
            let answer = Arc::clone(&answer);
            async move {
                if connection.read_request().await.is_some() {
                    connection.send(&answer).await;
                    connection.close().await;
                }
            }
        })
        .await
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The complete requests so far.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.received
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
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

impl Connection {
    /// Reads a request with its body, as long as `Content-Length` says. `None` if the client went away before.
    pub(crate) async fn read_request(&mut self) -> Option<Received> {
        let mut bytes = Vec::new();
        let end = loop {
            if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
                break end;
            }
            self.read_more(&mut bytes).await?;
        };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut request = Received {
            head,
            body: bytes.split_off(end + 4),
        };
        let length = request.header("content-length");
        let length = length.map_or(0, |value| value.parse().expect("a length"));
        while request.body.len() < length {
            self.read_more(&mut request.body).await?;
        }
        self.received
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(request.clone());
        Some(request)
    }

    async fn read_more(&mut self, bytes: &mut Vec<u8>) -> Option<()> {
        let count = self.stream.read_buf(bytes).await.ok()?;
        (count > 0).then_some(())
    }

    /// Sends bytes; `false` if the client no longer takes them.
    pub(crate) async fn send(&mut self, bytes: &[u8]) -> bool {
        self.stream.write_all(bytes).await.is_ok() && self.stream.flush().await.is_ok()
    }

    /// Closes our side and waits for the client's, so that nothing that was sent is thrown away by a reset.
    pub(crate) async fn close(mut self) {
        let _ = self.stream.shutdown().await;
        let mut rest = Vec::new();
        while self.read_more(&mut rest).await.is_some() {
            rest.clear();
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

/// The head of an answer, after which the connection ends.
pub(crate) fn head(status: u16, headers: &[&str]) -> Vec<u8> {
    let mut lines = vec![format!("HTTP/1.1 {status} Reason")];
    lines.extend(headers.iter().map(|line| (*line).to_owned()));
    lines.push("Connection: close".to_owned());
    format!("{}\r\n\r\n", lines.join("\r\n")).into_bytes()
}
