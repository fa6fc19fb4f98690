//! A loopback server that costs next to nothing: fixed answers over connections that stay open.

use std::{
    io,
    net::{SocketAddr, TcpListener as StdListener},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    runtime,
};

/// Runs on a thread of its own, where nobody counts its allocations, until the process ends.
pub(crate) struct Server {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
}

/// The bytes of an answer to each request line that is known by its beginning.
pub(crate) type Answers = &'static [(&'static str, &'static str)];

impl Server {
    /// Answers each request whose request line begins with a known text by the JSON that belongs to it.
    pub(crate) fn start(answers: Answers) -> io::Result<Self> {
        let listener = StdListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let connections = Arc::new(AtomicUsize::new(0));
        let answers: Arc<[(&str, Vec<u8>)]> = answers
            .iter()
            .map(|(beginning, json)| (*beginning, answer(json)))
            .collect();
        let runtime = runtime::Builder::new_current_thread().enable_io().build()?;
        let accepted = Arc::clone(&connections);
        thread::spawn(move || {
            runtime.block_on(async move {
                let listener = TcpListener::from_std(listener)?;
                loop {
                    let (stream, _) = listener.accept().await?;
                    accepted.fetch_add(1, Ordering::Relaxed);
                    tokio::spawn(serve(stream, Arc::clone(&answers)));
                }
                #[allow(unreachable_code)]
                Ok::<(), io::Error>(())
            })
        });
        Ok(Self {
            address,
            connections,
        })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many connections there have been.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }
}

/// With the headers that hardly any server leaves out.
fn answer(json: &str) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\nserver: loopback\r\ndate: Sat, 21 Nov 2026 12:00:00 GMT\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        json.len()
    );
    [head.as_bytes(), json.as_bytes()].concat()
}

async fn serve(mut stream: TcpStream, answers: Arc<[(&str, Vec<u8>)]>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut received = Vec::with_capacity(4096);
    while stream.read_buf(&mut received).await? > 0 {
        let Some(length) = request_length(&received) else {
            continue;
        };
        if received.len() < length {
            continue;
        }
        let known = answers
            .iter()
            .find(|(beginning, _)| received.starts_with(beginning.as_bytes()));
        let Some((_, answer)) = known else {
            // An unknown request is a mistake of the benchmark; it shows as a broken connection.
            break;
        };
        stream.write_all(answer).await?;
        received.clear();
    }
    Ok(())
}

/// The bytes of head and body, once the head is complete.
fn request_length(received: &[u8]) -> Option<usize> {
    const END: &[u8] = b"\r\n\r\n";
    const LENGTH: &[u8] = b"\r\ncontent-length: ";
    let position = |needle: &[u8]| received.windows(needle.len()).position(|w| w == needle);
    let head = position(END)? + END.len();
    let body = position(LENGTH)
        .filter(|at| *at < head)
        .map_or(0, |at| number(&received[at + LENGTH.len()..head]));
    Some(head + body)
}

fn number(text: &[u8]) -> usize {
    text.iter()
        .take_while(|byte| byte.is_ascii_digit())
        .fold(0, |number, digit| number * 10 + usize::from(digit - b'0'))
}
