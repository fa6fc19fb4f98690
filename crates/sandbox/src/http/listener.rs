//! Connections: they are accepted, served, and let go of in good time.

use std::{
    fmt, io,
    net::SocketAddr,
    sync::{Arc, atomic::Ordering::Relaxed},
    time::Duration,
};

use axum::Router;
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioTimer;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_util::task::TaskTracker;

use super::{
    log::RequestLog,
    server::Server,
    socket::{Ending, Socket},
    stream::Stream,
};
use crate::{common::Common, provider::Provider, settings::ServerSettings};

/// How many connections may wait to be accepted.
const BACKLOG: u32 = 4096;

/// How long nothing is accepted after the system had no more sockets to give.
const OUT_OF_SOCKETS: Duration = Duration::from_millis(50);

/// The largest head of a request, in bytes.
const HEAD: usize = 64 << 10;

/// An address that was taken, with everything that needs it to be.
pub(crate) struct Bound {
    listener: TcpListener,
    log: Option<RequestLog>,
    pub(crate) address: SocketAddr,
}

/// A server that listens, and does not answer yet.
pub(crate) struct Listening {
    bound: Bound,
    server: Arc<Server>,
    admin: Router,
    tls: Option<TlsAcceptor>,
}

/// Takes the address. Runs on the server's runtime.
pub(crate) fn bind(server: &ServerSettings) -> io::Result<Bound> {
    let socket = if server.address.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    socket.set_reuseaddr(true)?;
    socket.bind(server.address)?;
    let listener = socket.listen(BACKLOG)?;
    Ok(Bound {
        address: listener.local_addr()?,
        listener,
        log: server
            .request_log
            .clone()
            .map(RequestLog::new)
            .transpose()?,
    })
}

impl Bound {
    /// A server of a provider at this address.
    pub(crate) fn serve(
        mut self,
        provider: Arc<dyn Provider>,
        admin: Router,
        tls: Option<TlsAcceptor>,
    ) -> Listening {
        Listening {
            server: Arc::new(Server {
                provider,
                log: self.log.take(),
            }),
            bound: self,
            admin,
            tls,
        }
    }
}

impl Listening {
    pub(crate) fn common(&self) -> &Common {
        self.server.common()
    }

    /// Serves until it is told to stop; what is under way is finished first, unless that takes too long.
    pub(crate) async fn serve(self) {
        let provider = Arc::clone(&self.server.provider);
        let common = provider.common();
        let connections = TaskTracker::new();
        tokio::select! {
            () = self.accept(&connections) => {}
            () = common.drain.cancelled() => {}
            () = common.stop.cancelled() => return,
        }
        connections.close();
        tokio::select! {
            () = connections.wait() => {}
            () = tokio::time::sleep(common.server().shutdown_timeout) => {}
            () = common.stop.cancelled() => {}
        }
    }

    async fn accept(self, connections: &TaskTracker) {
        loop {
            match self.bound.listener.accept().await {
                Ok((stream, peer)) => {
                    let server = Arc::clone(&self.server);
                    server.common().counters().connections.fetch_add(1, Relaxed);
                    let (admin, tls) = (self.admin.clone(), self.tls.clone());
                    connections.spawn(welcome(server, admin, tls, stream, peer));
                }
                // The caller has gone by itself.
                Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
                // Out of file descriptors or memory: it gets better when connections end.
                Err(_) => tokio::time::sleep(OUT_OF_SOCKETS).await,
            }
        }
    }
}

/// Waits for the first byte of a connection, and serves it. Buffers and all the rest are made then: ten thousand callers who say nothing cost next to
/// nothing.
async fn welcome(
    server: Arc<Server>,
    admin: Router,
    tls: Option<TlsAcceptor>,
    stream: TcpStream,
    peer: SocketAddr,
) {
    let patience = server.common().server().header_timeout;
    let mut first = [0];
    tokio::select! {
        said = tokio::time::timeout(patience, stream.peek(&mut first)) => {
            if !matches!(said, Ok(Ok(1))) {
                return;
            }
        }
        () = server.common().drain.cancelled() => return,
    }
    let _ = stream.set_nodelay(true);
    let stream = match tls {
        None => Stream::Plain(stream),
        // Whoever has no certificate that is good learns so from the handshake.
        Some(tls) => {
            let handshake = Box::pin(tls.accept(stream));
            match tokio::time::timeout(patience, handshake).await {
                Ok(Ok(stream)) => Stream::Tls(Box::new(stream)),
                _ => return,
            }
        }
    };
    Box::pin(serve(server, admin, stream, peer)).await;
}

/// Serves one connection to its end.
async fn serve(server: Arc<Server>, admin: Router, stream: Stream, peer: SocketAddr) {
    let provider = Arc::clone(&server.provider);
    let common = provider.common();
    let ending = Arc::new(Ending::default());
    let socket = Socket::new(stream, Arc::clone(&ending), Arc::clone(&provider));
    let context = Arc::new((server, admin, ending));
    let service = service_fn(move |request: Request<Incoming>| {
        let context = Arc::clone(&context);
        async move {
            let (server, admin, ending) = &*context;
            server.respond(admin, peer.ip(), ending, request).await
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(common.server().header_timeout)
        .max_header_size(HEAD)
        .max_buf_size(HEAD.max(256 << 10))
        .serve_connection(socket, service);
    let mut connection = std::pin::pin!(connection);
    // An error is a caller who left, was too slow, or sent no HTTP; the socket has answered that if it can be answered.
    tokio::select! {
        biased;
        _ = connection.as_mut() => return,
        () = common.drain.cancelled() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

impl fmt::Debug for Listening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listening").finish_non_exhaustive()
    }
}
