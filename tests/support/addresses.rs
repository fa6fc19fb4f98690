//! Addresses at which no one answers.

use std::{net::SocketAddr, time::Duration};

use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    time::timeout,
};

/// A name that no one may own (RFC 6761).
///
/// The client asks the machine's resolver. One with a stub that knows the reserved names (systemd-resolved) answers by
/// itself; glibc without it asks the configured name server, so the question may leave the machine. What the answer is does
/// not depend on that: there is no such name, or no one to ask.
pub(crate) const UNRESOLVABLE: &str = "pazemo-test.invalid";

/// A name that glibc refuses without asking anyone, because one of its labels is longer than 63 bytes.
///
/// It is for plain HTTP only: TLS refuses it as a server's name before it is looked up.
pub(crate) fn unresolvable_without_asking() -> String {
    format!("{}.invalid", "x".repeat(64))
}

/// An address whose port was free a moment ago: connections to it are refused.
pub(crate) async fn refused() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    listener.local_addr().expect("an address")
}

/// An address at which connections neither succeed nor fail, as long as it lives.
///
/// It is a listener that never accepts and whose queue is full: Linux then drops the first packet of a connection as if it
/// had not come, and the client repeats it after 1, 3, 7 … seconds. On systems that refuse instead, making one panics.
pub(crate) struct BlackHole {
    address: SocketAddr,
    _listener: TcpListener,
    _queue: Vec<TcpStream>,
}

impl BlackHole {
    pub(crate) async fn dig() -> Self {
        const QUEUE_AT_MOST: usize = 1024;
        const SILENCE: Duration = Duration::from_millis(300);
        let socket = TcpSocket::new_v4().expect("a socket");
        socket
            .bind("127.0.0.1:0".parse().expect("an address"))
            .expect("a port");
        let listener = socket.listen(0).expect("a listener");
        let address = listener.local_addr().expect("an address");
        let mut queue = Vec::new();
        while queue.len() < QUEUE_AT_MOST {
            match timeout(SILENCE, TcpStream::connect(address)).await {
                Ok(connected) => queue.push(connected.expect("a place in the queue, or silence")),
                Err(_) => {
                    return Self {
                        address,
                        _listener: listener,
                        _queue: queue,
                    };
                }
            }
        }
        panic!("the queue of a listener takes more than {QUEUE_AT_MOST} connections");
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}
