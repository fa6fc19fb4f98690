//! A server that plays faults from a seed, and remembers what of each call has reached it.
//!
//! What it does with a connection depends on the seed and the connection's number; how it answers a request on the seed, the
//! call and how often that call has come. So a seed that failed plays nearly the same again, whatever the calls' order.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
    task::JoinHandle,
    time::sleep,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::stream::reset;

/// What the server does before it reads anything of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Greeting {
    Reads,
    Resets,
    Closes,
    NeverReads,
}

/// What the server does with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The connection had a fault of its own; no answer was begun.
    NoAnswer,
    ResetInBody,
    Reset,
    Close,
    Hang,
    HalfHead,
    HangInHead,
    Answer(Answer),
}

/// An answer that is at least begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content: Content,
    pub(crate) retry_after: Option<&'static str>,
    pub(crate) ending: Ending,
    /// Its bytes come one by one.
    pub(crate) slowly: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// The withdraw with the identifier that was sent.
    Ours,
    /// A withdraw with another identifier.
    OtherId,
    Undecodable,
    /// JSON whose end is lacking: the connection closes, or nothing more comes.
    Truncated,
    Stalled,
    Html,
    Empty,
    /// An error in one of the documented forms.
    ErrorBody,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    KeepsAlive,
    Closes,
    /// A reset right behind the answer, which may take the answer with it.
    Resets,
}

/// A request of which at least the head has come.
#[derive(Debug, Clone)]
pub(crate) struct Arrival {
    pub(crate) is_complete: bool,
    /// The withdraw it is about, if enough of it has come to know.
    pub(crate) withdraw_id: Option<String>,
    pub(crate) fault: Fault,
}

struct Shared {
    seed: u64,
    arrivals: Mutex<BTreeMap<String, Vec<Arrival>>>,
    connections: AtomicUsize,
    tasks: TaskTracker,
}

/// The server. Nobody listens at its address now and then, if the seed says so.
pub(crate) struct FaultServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
    end: CancellationToken,
}

impl FaultServer {
    pub(crate) fn start(seed: u64) -> Self {
        // Keeps the port while nobody listens, so that connections are refused and no one else gets it.
        let holder = socket("127.0.0.1:0".parse().expect("an address"));
        let address = holder.local_addr().expect("an address");
        let shared = Arc::new(Shared {
            seed,
            arrivals: Mutex::default(),
            connections: AtomicUsize::new(0),
            tasks: TaskTracker::new(),
        });
        let end = CancellationToken::new();
        let first = listening(address);
        let accepting = tokio::spawn(accept(first, holder, Arc::clone(&shared), end.clone()));
        Self {
            address,
            shared,
            accepting,
            end,
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Reads what is still there to be read, and gives all that arrived by the account in its path. The clients are gone by now.
    pub(crate) async fn arrivals(self) -> BTreeMap<String, Vec<Arrival>> {
        self.end.cancel();
        let _ = self.accepting.await;
        self.shared.tasks.close();
        self.shared.tasks.wait().await;
        std::mem::take(&mut *self.shared.lock())
    }
}

fn socket(address: SocketAddr) -> TcpSocket {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_reuseaddr(true).expect("an option");
    socket.set_reuseport(true).expect("an option");
    socket.bind(address).expect("a port");
    socket
}

fn listening(address: SocketAddr) -> TcpListener {
    socket(address).listen(128).expect("a listener")
}

async fn accept(
    first: TcpListener,
    holder: TcpSocket,
    shared: Arc<Shared>,
    end: CancellationToken,
) {
    let mut random = fastrand::Rng::with_seed(shared.seed ^ 0xacce);
    let has_gaps = random.u8(..3) == 0;
    let address = holder.local_addr().expect("an address");
    let mut listener = Some(first);
    while !end.is_cancelled() {
        let open_for = Duration::from_millis(random.u64(1..25));
        let gap = async {
            if has_gaps {
                sleep(open_for).await;
            } else {
                std::future::pending::<()>().await;
            }
        };
        let listening_now = listener.get_or_insert_with(|| listening(address));
        let accepting = async {
            loop {
                let Ok((stream, _)) = listening_now.accept().await else {
                    continue;
                };
                let number = shared.connections.fetch_add(1, Ordering::Relaxed);
                let (kept, end) = (Arc::clone(&shared), end.clone());
                shared.tasks.spawn(async move {
                    kept.connection(stream, number, end).await;
                });
            }
        };
        tokio::select! {
            () = accepting => {}
            () = end.cancelled() => break,
            () = gap => {
                listener = None;
                sleep(Duration::from_millis(random.u64(1..8))).await;
            }
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Vec<Arrival>>> {
        self.arrivals.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn connection(&self, mut stream: TcpStream, number: usize, end: CancellationToken) {
        let mut random = fastrand::Rng::with_seed(self.seed.rotate_left(32) ^ number as u64);
        let greeting = match random.u8(..100) {
            0..5 => Greeting::Resets,
            5..8 => Greeting::Closes,
            8..10 => Greeting::NeverReads,
            _ => Greeting::Reads,
        };
        let mut unread = Vec::new();
        match greeting {
            Greeting::Reads => {}
            Greeting::Resets | Greeting::Closes => {
                if random.bool() {
                    sleep(Duration::from_millis(1)).await;
                }
                if greeting == Greeting::Closes {
                    let _ = stream.shutdown().await;
                    while read_more(&mut stream, &mut unread).await {}
                } else {
                    // What has come by now counts, although nobody looks at it.
                    let mut bytes = vec![0; 65536];
                    if let Ok(count) = stream.try_read(&mut bytes) {
                        unread.extend_from_slice(&bytes[..count]);
                    }
                }
                if let Some(request) = Request::take(&mut unread) {
                    self.arrived(&request, |_| Fault::NoAnswer);
                }
                return reset(stream);
            }
            Greeting::NeverReads => {
                // The client gives up; what it had sent is found afterwards.
                end.cancelled().await;
                while read_more(&mut stream, &mut unread).await {}
                if let Some(request) = Request::take(&mut unread) {
                    self.arrived(&request, |_| Fault::NoAnswer);
                }
                return;
            }
        }
        loop {
            while !Request::has_head(&unread) {
                if !read_more(&mut stream, &mut unread).await {
                    return;
                }
            }
            let is_read_whole = random.u8(..100) >= 4;
            while is_read_whole && !Request::is_complete(&unread) {
                if !read_more(&mut stream, &mut unread).await {
                    break;
                }
            }
            let request = Request::take(&mut unread).expect("its head has come");
            let fault = self.arrived(&request, |seed| {
                if is_read_whole {
                    fault(&mut fastrand::Rng::with_seed(seed))
                } else {
                    Fault::ResetInBody
                }
            });
            match play(&mut stream, &request, &fault).await {
                After::NextRequest => {}
                After::Reset => return reset(stream),
                After::Close => {
                    let _ = stream.shutdown().await;
                    while read_more(&mut stream, &mut unread).await {}
                    return;
                }
                After::Hang => {
                    while read_more(&mut stream, &mut unread).await {}
                    return;
                }
            }
        }
    }

    /// Notes a request and decides what is done with it.
    fn arrived(&self, request: &Request, decide: impl FnOnce(u64) -> Fault) -> Fault {
        let mut arrivals = self.lock();
        let earlier = arrivals.entry(request.account.clone()).or_default();
        // FNV-1a: the same on every machine and in every version.
        let key = format!("{} {}", request.account, earlier.len());
        let hash = key.bytes().fold(0xcbf2_9ce4_8422_2325 ^ self.seed, |h, b| {
            (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
        });
        let fault = decide(hash);
        earlier.push(Arrival {
            is_complete: request.is_whole,
            withdraw_id: request.withdraw_id.clone(),
            fault: fault.clone(),
        });
        fault
    }
}

async fn read_more(stream: &mut TcpStream, unread: &mut Vec<u8>) -> bool {
    stream.read_buf(unread).await.is_ok_and(|count| count > 0)
}

/// As much of a request as is needed to tell whose it is.
struct Request {
    account: String,
    withdraw_id: Option<String>,
    is_whole: bool,
}

impl Request {
    fn has_head(bytes: &[u8]) -> bool {
        bytes.windows(4).any(|window| window == b"\r\n\r\n")
    }

    fn lengths(bytes: &[u8]) -> Option<(usize, usize)> {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
        let head = std::str::from_utf8(&bytes[..end]).expect("a head is ASCII");
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            let is_length = name.eq_ignore_ascii_case("content-length");
            is_length.then(|| value.parse().expect("a length"))
        });
        Some((end, length.expect("a request with a body")))
    }

    fn is_complete(bytes: &[u8]) -> bool {
        Self::lengths(bytes).is_some_and(|(head, body)| bytes.len() >= head + body)
    }

    /// Takes the first request, or as much of it as is there. `None` if not even its head is.
    fn take(bytes: &mut Vec<u8>) -> Option<Self> {
        let (head, body) = Self::lengths(bytes)?;
        let rest = bytes.split_off(bytes.len().min(head + body));
        let request = std::mem::replace(bytes, rest);
        let text = std::str::from_utf8(&request).expect("a request is text");
        let path: Vec<&str> = text.split(' ').nth(1)?.split('/').collect();
        // /accounts/{accountId}/withdraw[/{id}/…]
        let from_body = || -> Option<String> {
            let json: serde_json::Value = serde_json::from_str(&text[head..]).ok()?;
            Some(json.get("id")?.as_str()?.to_owned())
        };
        Some(Self {
            account: path[2].to_owned(),
            withdraw_id: path.get(4).map(|id| (*id).to_owned()).or_else(from_body),
            is_whole: request.len() == head + body,
        })
    }
}

fn fault(random: &mut fastrand::Rng) -> Fault {
    const STATUSES: &[u16] = &[
        300, 302, 304, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 411, 413, 414, 415, 417,
        418, 421, 422, 425, 428, 431, 451, 499, 500, 501, 502, 503, 504, 505, 520, 599,
    ];
    const NOT_HELPFUL: &[&str] = &["0", "soon", "-1", "99999999999999999999999"];
    let content = |random: &mut fastrand::Rng| match random.u8(..16) {
        0..7 => Content::Ours,
        7..9 => Content::OtherId,
        9 => Content::Undecodable,
        10 => Content::Truncated,
        11 => Content::Stalled,
        12 => Content::Html,
        13 => Content::Empty,
        _ => Content::ErrorBody,
    };
    let (status, content) = match random.u8(..100) {
        0..4 => return Fault::Reset,
        4..8 => return Fault::Close,
        8..11 => return Fault::Hang,
        11..14 => return Fault::HalfHead,
        14..16 => return Fault::HangInHead,
        16..45 => (200, content(random)),
        45..52 => (random.u16(201..=299), content(random)),
        52..76 => (429, content(random)),
        _ => (STATUSES[random.usize(..STATUSES.len())], content(random)),
    };
    let has_no_body = matches!(status, 204 | 205 | 304);
    Fault::Answer(Answer {
        status,
        content: if has_no_body { Content::Empty } else { content },
        retry_after: match random.u8(..100) {
            0..20 => Some(NOT_HELPFUL[random.usize(..NOT_HELPFUL.len())]),
            20..22 => Some("1"),
            22..24 => Some("300"),
            24..40 => Some("Mon, 01 Jan 2001 00:00:00 GMT"),
            _ => None,
        },
        ending: match random.u8(..10) {
            0 => Ending::Resets,
            1..3 => Ending::Closes,
            _ => Ending::KeepsAlive,
        },
        slowly: random.u8(..10) == 0,
    })
}

enum After {
    NextRequest,
    Close,
    Reset,
    Hang,
}

async fn play(stream: &mut TcpStream, request: &Request, fault: &Fault) -> After {
    let answer = match fault {
        Fault::Answer(answer) => answer,
        Fault::NoAnswer | Fault::ResetInBody | Fault::Reset => return After::Reset,
        Fault::Close => return After::Close,
        Fault::Hang => return After::Hang,
        Fault::HalfHead | Fault::HangInHead => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Ty").await;
            let hangs = *fault == Fault::HangInHead;
            return if hangs { After::Hang } else { After::Close };
        }
    };
    let bytes = answer.bytes(request);
    if answer.slowly {
        for piece in bytes.chunks(bytes.len().div_ceil(5)) {
            let _ = stream.write_all(piece).await;
            sleep(Duration::from_millis(2)).await;
        }
    } else {
        let _ = stream.write_all(&bytes).await;
    }
    match (answer.content, answer.ending) {
        (Content::Stalled, _) => After::Hang,
        (_, Ending::Resets) => After::Reset,
        (Content::Truncated, _) | (_, Ending::Closes) => After::Close,
        (_, Ending::KeepsAlive) => After::NextRequest,
    }
}

impl Answer {
    fn bytes(&self, request: &Request) -> Vec<u8> {
        let withdraw = |id: &str| {
            let account = &request.account;
            format!(
                r#"{{"id":"{id}","createdTime":"2021-06-11","updatedTime":"2021-06-11","accountId":"{account}","status":"pending","amount":10.50,"feeAmount":0}}"#
            )
        };
        let ours = withdraw(request.withdraw_id.as_deref().unwrap_or("none"));
        let body = match self.content {
            Content::Ours | Content::Truncated | Content::Stalled => ours,
            Content::OtherId => withdraw("another"),
            Content::Undecodable => r#"{"id":7"#.to_owned(),
            Content::Html => "<html>hello</html>".to_owned(),
            Content::Empty => String::new(),
            Content::ErrorBody => r#"{"error":"e","error_description":"d"}"#.to_owned(),
        };
        let media_type = match self.content {
            Content::Html => "text/html",
            _ => "application/json",
        };
        let mut head = format!("HTTP/1.1 {} Reason\r\n", self.status);
        if !matches!(self.status, 204 | 304) {
            let length = body.len();
            head += &format!("Content-Type: {media_type}\r\nContent-Length: {length}\r\n");
        }
        if let Some(value) = self.retry_after {
            head += &format!("Retry-After: {value}\r\n");
        }
        if self.ending == Ending::Closes {
            head += "Connection: close\r\n";
        }
        let sent = match self.content {
            Content::Truncated | Content::Stalled => body.len() / 2,
            _ => body.len(),
        };
        format!("{head}\r\n{}", &body[..sent]).into_bytes()
    }
}
