//! Inboxes in folders of their own, requests without a server, and this program as its own child.

use std::{
    env, fs,
    io::{BufRead, BufReader, Lines},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

use bytes::Bytes;
use http::{Request, StatusCode};
use http_body_util::Full;
use pazemo::qolo::webhooks::{HandlingPolicy, Inbox, InboxBuilder, InboxCounts, Receiver};
use tower_service::Service;

/// Says to a test that it is a child, and what it is to do.
pub(crate) const ROLE: &str = "PAZEMO_WEBHOOKS_ROLE";
/// The file a child works on.
pub(crate) const FILE: &str = "PAZEMO_WEBHOOKS_FILE";

/// A folder for one test, empty at first, removed at the end.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("pazemo-webhooks-{}-{count}", std::process::id());
        let folder = base().join(name);
        fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.0.join("inbox.sqlite")
    }

    pub(crate) fn builder(&self) -> InboxBuilder {
        Inbox::builder(self.file()).handling(quick())
    }

    pub(crate) async fn inbox(&self) -> Inbox {
        self.builder().open().await.expect("an inbox")
    }
}

/// Memory, where there is such a folder: nothing here cuts the power, and the kernel keeps what a killed process wrote. The long runs of
/// `cargo xtask soak` write to the disk.
fn base() -> &'static Path {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() && !is_long_run() {
        memory
    } else {
        Path::new(env!("CARGO_TARGET_TMPDIR"))
    }
}

fn is_long_run() -> bool {
    env::var_os("PAZEMO_ON_DISK").is_some()
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Pauses that a test can wait for.
pub(crate) fn quick() -> HandlingPolicy {
    HandlingPolicy::default()
        .max_attempts(3)
        .first_pause(Duration::from_millis(2))
        .longest_pause(Duration::from_millis(10))
}

pub(crate) fn receiver(inbox: &Inbox) -> Receiver {
    Receiver::builder(inbox).build().expect("a receiver")
}

pub(crate) fn post(body: impl Into<Bytes>) -> Request<Full<Bytes>> {
    Request::post("/")
        .body(Full::new(body.into()))
        .expect("a request")
}

pub(crate) async fn send<B>(receiver: &Receiver, request: Request<B>) -> StatusCode
where
    B: http_body::Body + Send + 'static,
    B::Data: Send,
{
    let Ok(response) = receiver.clone().call(request).await;
    response.status()
}

/// Sends a body that is to be acknowledged.
#[track_caller]
pub(crate) fn stored(receiver: &Receiver, body: impl Into<Bytes>) -> impl Future<Output = ()> {
    let answer = send_owned(receiver.clone(), post(body));
    async move { assert_eq!(answer.await, 200) }
}

async fn send_owned(receiver: Receiver, request: Request<Full<Bytes>>) -> StatusCode {
    send(&receiver, request).await
}

/// Waits until the counts are so, and shows what they are if they never become so.
#[track_caller]
pub(crate) fn until(
    inbox: &Inbox,
    what: impl Fn(InboxCounts) -> bool,
) -> impl Future<Output = InboxCounts> {
    let place = std::panic::Location::caller();
    let patience = Duration::from_secs(if is_long_run() { 3600 } else { 20 });
    async move {
        let start = Instant::now();
        loop {
            let counts = inbox.counts().await.expect("counts");
            if what(counts) {
                return counts;
            }
            assert!(start.elapsed() < patience, "{place}: {counts:?}");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}

/// Nothing is left to be handed over.
pub(crate) fn settled(counts: InboxCounts) -> bool {
    counts.waiting == 0 && counts.in_hand == 0
}

/// What a child is to do, if this process is one.
pub(crate) fn role() -> Option<String> {
    env::var(ROLE).ok()
}

/// This program once more, to run one test in a role.
pub(crate) fn child(test: &str, role: &str, file: &Path) -> (Child, Lines<BufReader<ChildStdout>>) {
    let mut command = Command::new(env::current_exe().expect("this program"));
    command.args([test, "--exact", "--nocapture", "--test-threads=1"]);
    start(command, role, file)
}

pub(crate) fn start(
    mut command: Command,
    role: &str,
    file: &Path,
) -> (Child, Lines<BufReader<ChildStdout>>) {
    let mut child = command
        .env(ROLE, role)
        .env(FILE, file)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a child");
    let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    (child, lines)
}

/// The child's side of [`child`]: its file.
pub(crate) fn childs_file() -> PathBuf {
    env::var_os(FILE).expect("a file").into()
}

/// One line to the parent, in one piece.
pub(crate) fn tell(line: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    // The parent may be gone.
    let _ = out.write_all(format!("\n{line}\n").as_bytes());
    let _ = out.flush();
}
