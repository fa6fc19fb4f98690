//! Receives Qolo's webhooks and keeps them until they are handled. Enter ends it in order; without an input it runs until it is killed, which loses nothing.
//!
//! ```text
//! QOLO_WEBHOOK_PATH=/qolo/… cargo run --features webhooks --example qolo_webhooks
//! ```
//!
//! `QOLO_LISTEN` (127.0.0.1:8090) and `QOLO_INBOX` (qolo-inbox.sqlite) may be set.
//!
//! The path is a secret between Qolo and you: 32 random letters and digits, for example. TLS is the matter of a proxy before this program; so is
//! telling who the sender is, if there is an allow-list.

use std::{
    env,
    error::Error,
    io::{self, Write, stdout},
    time::Duration,
};

use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use pazemo::qolo::webhooks::{Inbox, Notice, PeerAddress, Receiver};
use tokio::net::{TcpListener, TcpStream};
use tower_service::Service;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Box<dyn Error>> {
    let path = env::var("QOLO_WEBHOOK_PATH");
    let path = path.map_err(|_| "QOLO_WEBHOOK_PATH is not set; it is the secret path")?;
    let file = env::var("QOLO_INBOX").unwrap_or_else(|_| "qolo-inbox.sqlite".to_owned());
    let address = env::var("QOLO_LISTEN").unwrap_or_else(|_| "127.0.0.1:8090".to_owned());

    let inbox = Inbox::builder(file).open().await?;
    let receiver = Receiver::builder(&inbox).secret_path(path).build()?;
    let workers = inbox.hand_to(4, handle);
    let listener = TcpListener::bind(address).await?;
    let mut out = stdout();
    writeln!(out, "listening on {}", listener.local_addr()?)?;
    writeln!(out, "the inbox is {}", inbox.file().display())?;
    out.flush()?;

    let server = tokio::spawn(serve(listener, receiver));
    let read = tokio::task::spawn_blocking(|| io::stdin().read_line(&mut String::new())).await??;
    if read == 0 {
        // Nobody is there to press Enter.
        std::future::pending::<()>().await;
    }

    // Nothing new; what is being handled may end; then the file is closed.
    server.abort();
    workers.shutdown(Duration::from_secs(30)).await;
    let counts = inbox.counts().await?;
    inbox.close().await;
    writeln!(out, "{} waiting, {} dead", counts.waiting, counts.dead)?;
    Ok(())
}

/// What to do about a notice: read again through the API what it speaks of. The notice itself proves nothing.
async fn handle(notice: Notice) -> Result<(), io::Error> {
    let mut line = format!("notice {}, attempt {}", notice.id(), notice.attempt());
    if let Some(first) = notice.possible_duplicate_of() {
        line += &format!(", perhaps the same as {first}");
    }
    // At once, so that what several tasks say does not get mixed up.
    match notice.unreadable() {
        Some(reason) => writeln!(stdout(), "{line}: {reason}"),
        None => writeln!(stdout(), "{line}: {} bytes", notice.body().len()),
    }
}

async fn serve(listener: TcpListener, receiver: Receiver) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                tokio::spawn(converse(stream, PeerAddress(peer.ip()), receiver.clone()));
            }
            // Too many open files, for example: it passes.
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
}

async fn converse(stream: TcpStream, peer: PeerAddress, receiver: Receiver) {
    let service = service_fn(move |mut request| {
        request.extensions_mut().insert(peer);
        receiver.clone().call(request)
    });
    // The receiver limits the time for a body; this limits the time for the head.
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(10))
        .serve_connection(TokioIo::new(stream), service);
    // A connection that broke has been answered as far as it could be.
    let _ = connection.await;
}
