//! A server that plays faults from a seed, and remembers what of each call has reached it.
//!
//! What it does with a connection depends on the seed and the connection's number; how it answers a request on the seed, the
//! call and how often that call has come. So a seed that failed plays nearly the same again, whatever the calls' order.

pub(crate) mod judge;
mod request;
mod script;

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

use self::{
    request::Request,
    script::{After, Fault, fault, play},
};
use super::stream::reset;

/// What the server does before it reads anything of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Greeting {
    Reads,
    Resets,
    Closes,
    NeverReads,
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
