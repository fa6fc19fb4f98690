//! Calls that are dropped leave neither tasks nor connections nor memory behind.
//!
//! `PAZEMO_CANCELLATIONS` is how many are dropped: 1,000 if it is not set; `cargo xtask soak` drops 100,000.
#![cfg(target_os = "linux")]

mod support;

use std::{
    fs,
    time::{Duration, Instant},
};

use pazemo::{Amount, Client, Secret, types};
use support::{
    builder,
    listener::{Connection, Listener, keep_alive_answer},
    stream::reset,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    runtime::Handle,
    task::JoinSet,
    time::{sleep, timeout},
};

/// Calls at the same time.
const CALLERS: u64 = 50;

/// What this process holds.
#[derive(Debug, Clone, Copy)]
struct Held {
    tasks: usize,
    sockets: usize,
    /// Resident memory in KiB.
    memory: u64,
}

impl Held {
    fn now() -> Self {
        let files = fs::read_dir("/proc/self/fd").expect("Linux").flatten();
        let targets = files.filter_map(|file| fs::read_link(file.path()).ok());
        let status = fs::read_to_string("/proc/self/status").expect("Linux");
        let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let memory = memory.and_then(|text| text.split_whitespace().next());
        Self {
            tasks: Handle::current().metrics().num_alive_tasks(),
            sockets: targets
                .filter(|target| target.to_string_lossy().starts_with("socket:"))
                .count(),
            memory: memory.expect("a line").parse().expect("a number"),
        }
    }
}

/// A server that keeps no record. What it does differs from connection to connection.
async fn server() -> Listener {
    Listener::start(|connection: Connection| async move {
        let manner = connection.number % 4;
        let mut stream = connection.stream;
        let mut bytes = vec![0; 4096];
        loop {
            if !matches!(stream.read(&mut bytes).await, Ok(1..)) {
                // The client has closed; a reset spares the machine a connection in TIME-WAIT.
                return reset(stream.into_tcp());
            }
            let answer = keep_alive_answer(400, "application/json", "{}");
            match manner {
                // Reads, and says nothing.
                0 => continue,
                // Stops within the answer's head, or within its body.
                1 => drop(stream.write_all(&answer[..30]).await),
                2 => drop(stream.write_all(&answer[..answer.len() - 1]).await),
                _ => {
                    sleep(Duration::from_millis(3)).await;
                    drop(stream.write_all(&answer).await);
                }
            }
        }
    })
    .await
}

/// Drops so many calls, each after a random time; gives how many had ended before.
async fn cancel(client: &Client, calls: u64, seed: u64) -> u64 {
    let mut callers = JoinSet::new();
    for caller in 0..CALLERS {
        let client = client.clone();
        callers.spawn(async move {
            let mut random = fastrand::Rng::with_seed(seed * CALLERS + caller);
            let mut ended = 0;
            for _ in 0..calls / CALLERS {
                let limit = Duration::from_micros(random.u64(0..8_000));
                let kind = random.u8(..3);
                let call = call(&client, kind);
                let is_over = if random.bool() {
                    timeout(limit, call).await.is_ok()
                } else {
                    tokio::select! {
                        () = call => true,
                        () = sleep(limit) => false,
                    }
                };
                ended += u64::from(is_over);
            }
            ended
        });
    }
    callers.join_all().await.into_iter().sum()
}

async fn call(client: &Client, kind: u8) {
    let (account, id) = ("a".parse().expect("an id"), "w".parse().expect("an id"));
    match kind {
        0 => drop(client.users().me().await),
        1 => {
            let new = types::NewWithdraw::new("1".parse::<Amount>().expect("an amount"));
            drop(client.withdraws().create(&account, &new).await);
        }
        _ => {
            let authorization = types::WithdrawAuthorization::new(Secret::new("493021"));
            let withdraws = client.withdraws();
            drop(withdraws.confirm(&account, &id, &authorization).await);
        }
    }
}

/// Waits until no more is held than this.
async fn settled(tasks: usize, sockets: usize) -> Held {
    let start = Instant::now();
    loop {
        let held = Held::now();
        if held.tasks <= tasks && held.sockets <= sockets {
            return held;
        }
        let waited = start.elapsed();
        assert!(
            waited < Duration::from_secs(10),
            "{held:?} after {waited:?}"
        );
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dropped_calls_leave_neither_tasks_nor_connections_nor_memory() {
    let calls = std::env::var("PAZEMO_CANCELLATIONS");
    let calls = calls.map_or(1000, |text| text.parse().expect("a number"));
    let listener = server().await;
    let before = Held::now();
    let client = builder(&listener.url()).build().expect("a client");

    // What is made once and kept is there after some calls.
    cancel(&client, calls / 5, 0).await;
    assert_eq!(client.calls_in_flight(), 0);
    let idle = usize::try_from(CALLERS).expect("a number");
    // A connection that was not given up is two sockets and two tasks of this process, and it is idle: there are two pools.
    let (tasks, sockets) = (before.tasks + 4 * idle, before.sockets + 4 * idle);
    let early = settled(tasks, sockets).await;

    let ended = cancel(&client, calls, 1).await;
    assert_eq!(client.calls_in_flight(), 0);
    assert!(
        ended < calls / 2,
        "{ended} of {calls} were too quick to be dropped"
    );
    let late = settled(tasks, sockets).await;
    let growth = late.memory.saturating_sub(early.memory);
    // A kilobyte a call would be 100 MB in the long run, and 1 MB in the short one.
    assert!(growth < 8 * 1024, "{growth} KiB: {early:?} {late:?}");

    drop(client);
    let last = settled(before.tasks, before.sockets).await;
    if calls > 1000 {
        use std::io::Write;
        let figures =
            format!("{calls} calls, {ended} ended: {before:?} {early:?} {late:?} {last:?}");
        let _ = writeln!(std::io::stderr(), "{figures}");
    }
}
