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
use tokio_util::task::TaskTracker;

use super::{
    api,
    log::RequestLog,
    server::Server,
    socket::{Ending, Socket},
};
use crate::{
    admin,
    fault::InvalidFault,
    seed::InvalidSeed,
    settings::{ServerSettings, Settings},
    shared::Shared,
    world::World,
};

/// How many connections may wait to be accepted.
const BACKLOG: u32 = 4096;

/// How long nothing is accepted after the system had no more sockets to give.
const OUT_OF_SOCKETS: Duration = Duration::from_millis(50);

/// The largest head of a request, in bytes.
const HEAD: usize = 64 << 10;

/// A server that listens, and does not answer yet.
pub(crate) struct Listening {
    listener: TcpListener,
    server: Arc<Server>,
    admin: Router,
    pub(crate) shared: Arc<Shared>,
}

/// Why there is no server.
#[derive(Debug)]
pub(crate) enum Failure {
    Seed(InvalidSeed),
    Faults(InvalidFault),
    Document(String),
    Socket(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Socket(error)
    }
}

/// Takes the address, and makes everything that requests will need. Runs on the server's runtime.
pub(crate) fn listen(settings: Settings, server: ServerSettings) -> Result<Listening, Failure> {
    let api = api::api().map_err(Failure::Document)?;
    // What was given is judged before the address is: a mistake there is mended first.
    let world = World::new(settings.clone()).map_err(Failure::Seed)?;
    let socket = if settings.address.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    socket.set_reuseaddr(true)?;
    socket.bind(settings.address)?;
    let listener = socket.listen(BACKLOG)?;
    let address = listener.local_addr()?;
    let log = server
        .request_log
        .clone()
        .map(RequestLog::new)
        .transpose()?;
    let shared = Arc::new(Shared::new(world, settings, server, address));
    shared.begin().map_err(Failure::Faults)?;
    Ok(Listening {
        listener,
        admin: admin::router(Arc::clone(&shared)),
        server: Arc::new(Server {
            shared: Arc::clone(&shared),
            api,
            log,
        }),
        shared,
    })
}

impl Listening {
    /// Serves until it is told to stop; what is under way is finished first, unless that takes too long.
    pub(crate) async fn serve(self) {
        let shared = Arc::clone(&self.shared);
        let connections = TaskTracker::new();
        tokio::select! {
            () = self.accept(&connections) => {}
            () = shared.drain.cancelled() => {}
            () = shared.stop.cancelled() => return,
        }
        connections.close();
        tokio::select! {
            () = connections.wait() => {}
            () = tokio::time::sleep(shared.server().shutdown_timeout) => {}
            () = shared.stop.cancelled() => {}
        }
    }

    async fn accept(self, connections: &TaskTracker) {
        loop {
            match self.listener.accept().await {
                Ok((stream, peer)) => {
                    self.shared.counters().connections.fetch_add(1, Relaxed);
                    let server = Arc::clone(&self.server);
                    connections.spawn(welcome(server, self.admin.clone(), stream, peer));
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
async fn welcome(server: Arc<Server>, admin: Router, stream: TcpStream, peer: SocketAddr) {
    let patience = server.shared.server().header_timeout;
    let mut first = [0];
    tokio::select! {
        said = tokio::time::timeout(patience, stream.peek(&mut first)) => {
            if !matches!(said, Ok(Ok(1))) {
                return;
            }
        }
        () = server.shared.drain.cancelled() => return,
    }
    Box::pin(serve(server, admin, stream, peer)).await;
}

/// Serves one connection to its end.
async fn serve(server: Arc<Server>, admin: Router, stream: TcpStream, peer: SocketAddr) {
    let _ = stream.set_nodelay(true);
    let shared = Arc::clone(&server.shared);
    let ending = Arc::new(Ending::default());
    let socket = Socket::new(stream, Arc::clone(&ending));
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
        .header_read_timeout(shared.server().header_timeout)
        .max_header_size(HEAD)
        .max_buf_size(HEAD.max(256 << 10))
        .serve_connection(socket, service);
    let mut connection = std::pin::pin!(connection);
    // An error is a caller who left, was too slow, or sent no HTTP; the socket has answered that if it can be answered.
    tokio::select! {
        biased;
        _ = connection.as_mut() => return,
        () = shared.drain.cancelled() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

impl fmt::Debug for Listening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listening").finish_non_exhaustive()
    }
}
