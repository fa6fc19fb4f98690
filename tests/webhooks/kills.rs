//! `kill -9` at every step: what was acknowledged is there, and is handed over.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
    time::Duration,
};

use pazemo::qolo::webhooks::{Inbox, Notice};
use rusqlite::Connection;

use super::support::{
    Folder, child, childs_file, post, quick, receiver, role, send, settled, tell, until,
};

/// Where a child stops to be killed, as the library's own events say it; and in the handler.
const STEPS: [&str; 8] = [
    "received",
    "stored, not committed",
    "committed",
    "receiver: stored",
    "handing over",
    "in the handler",
    "handled",
    "noted",
];

/// How often children are killed at random, for each of the four files; 1,000 times in `cargo xtask soak`.
fn random_kills() -> u32 {
    let kills = std::env::var("PAZEMO_KILLS").ok();
    kills.map_or(36, |kills| kills.parse().expect("a number"))
}

/// What the children said before they were killed.
#[derive(Default)]
struct Said {
    acknowledged: BTreeSet<u64>,
    handled: BTreeSet<u64>,
    kills: u32,
    /// Where they stopped by themselves.
    stops: BTreeMap<String, u32>,
}

/// Each file sees every second step, at its first or third time, and random kills after that.
#[tokio::test]
async fn kills_on_the_first_file_lose_nothing() {
    sequence(1).await;
}

#[tokio::test]
async fn kills_on_the_second_file_lose_nothing() {
    sequence(2).await;
}

#[tokio::test]
async fn kills_on_the_third_file_lose_nothing() {
    sequence(3).await;
}

#[tokio::test]
async fn kills_on_the_fourth_file_lose_nothing() {
    sequence(4).await;
}

async fn sequence(number: u64) {
    let folder = Folder::new();
    let mut random = fastrand::Rng::with_seed(number);
    let mut said = Said::default();
    let time = if number <= 2 { 1 } else { 3 };
    for step in STEPS.iter().skip(number as usize % 2).step_by(2) {
        kill_at(&folder, step, time, &mut said);
    }
    for _ in 0..random_kills() {
        kill_after(&folder, random.usize(..12), random.u64(..6000), &mut said);
    }
    assert_eq!(said.kills, random_kills() + 4);
    assert_eq!(said.stops.len(), 4, "{:?}", said.stops);
    // They did something at all.
    assert!(said.acknowledged.len() as u32 > random_kills() * 2);
    assert!(!said.handled.is_empty());
    nothing_is_lost(&folder, said).await;
}

/// Kills a child that stopped at a step.
fn kill_at(folder: &Folder, step: &str, time: u32, said: &mut Said) {
    let role = format!("{}|{time}|{step}", said.kills);
    run(folder, &role, said, |line, _| line == "here");
    *said.stops.entry(step.to_owned()).or_default() += 1;
}

/// Kills a child some microseconds after it got so many acknowledgements.
fn kill_after(folder: &Folder, acknowledgements: usize, microseconds: u64, said: &mut Said) {
    let role = format!("{}|0|nowhere", said.kills);
    let before = said.acknowledged.len();
    run(folder, &role, said, |_, said| {
        let due = said.acknowledged.len() >= before + acknowledgements;
        if due {
            std::thread::sleep(Duration::from_micros(microseconds));
        }
        due
    });
}

/// Runs a child until a line of it says that it is time, kills it, and reads what it had said by then.
fn run(folder: &Folder, role: &str, said: &mut Said, due: impl Fn(&str, &Said) -> bool) {
    let (mut child, lines) = child("kills::a_child_to_be_killed", role, &folder.file());
    let mut killed = false;
    for line in lines.map_while(Result::ok) {
        let number = |text: &str| text.parse().expect("a number");
        match line.split_once(' ') {
            Some(("acknowledged", n)) => drop(said.acknowledged.insert(number(n))),
            Some(("handled", n)) => drop(said.handled.insert(number(n))),
            _ => {}
        }
        if !killed && line.starts_with(['a', 'h', 'o']) && due(&line, said) {
            // SIGKILL.
            child.kill().expect("a child that lives");
            killed = true;
        }
    }
    let status = child.wait().expect("its end");
    assert!(killed, "{role}: the child ended by itself: {status}");
    said.kills += 1;
}

async fn nothing_is_lost(folder: &Folder, said: Said) {
    let handled = Arc::new(Mutex::new(said.handled));
    let inbox = Inbox::builder(folder.file()).handling(quick().max_attempts(1000));
    let inbox = inbox.open().await.expect("an inbox");
    let seen = Arc::clone(&handled);
    let workers = inbox.hand_to(8, move |notice: Notice| {
        seen.lock().expect("the set").insert(number_in(&notice));
        async { Ok::<_, io::Error>(()) }
    });
    let counts = until(&inbox, settled).await;
    workers.shutdown(Duration::from_secs(20)).await;
    inbox.close().await;
    assert_eq!(counts.dead, 0);
    let handled = handled.lock().expect("the set");
    let lost: Vec<_> = said.acknowledged.difference(&handled).collect();
    assert!(lost.is_empty(), "acknowledged and never handled: {lost:?}");

    let file = Connection::open(folder.file()).expect("a database");
    let mut bodies = file.prepare("SELECT body FROM contents").expect("a table");
    let bodies = bodies
        .query_map([], |row| row.get::<_, Vec<u8>>(0))
        .expect("rows");
    let stored = bodies.map(|body| {
        let body = String::from_utf8(body.expect("a row")).expect("text");
        body.parse().expect("a number")
    });
    let stored: BTreeSet<u64> = stored.collect();
    let lost: Vec<_> = said.acknowledged.difference(&stored).collect();
    assert!(lost.is_empty(), "acknowledged and not stored: {lost:?}");
    let check: String = file
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("a check");
    assert_eq!(check, "ok");
}

fn number_in(notice: &Notice) -> u64 {
    notice.json().expect("a number")
}

/// The child: sends notices to itself and handles them, until it is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_child_to_be_killed() {
    let Some(role) = role() else {
        return;
    };
    let mut role = role.splitn(3, '|');
    let mut next = || role.next().expect("a role of three parts");
    let (run, time, step) = (next(), next(), next());
    let run: u64 = run.parse().expect("a number");
    let trap = Trap {
        step: Arc::from(step),
        time: time.parse().expect("a number"),
        times: Arc::default(),
    };
    let lines = trap.clone();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || lines.clone())
        .init();
    let inbox = Inbox::builder(childs_file()).handling(quick().max_attempts(1000));
    let inbox = inbox.open().await.expect("an inbox");
    let _workers = inbox.hand_to(3, move |notice: Notice| {
        let trap = trap.clone();
        async move {
            trap.pass("in the handler");
            tokio::time::sleep(Duration::from_micros(fastrand::u64(..500))).await;
            tell(&format!("handled {}", number_in(&notice)));
            Ok::<_, io::Error>(())
        }
    });
    tell("open");
    let to = receiver(&inbox);
    let count = Arc::new(AtomicU64::new(run * 1_000_000));
    let mut senders = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let (to, count) = (to.clone(), Arc::clone(&count));
        senders.spawn(async move {
            loop {
                let n = count.fetch_add(1, Ordering::SeqCst);
                if send(&to, post(n.to_string())).await == 200 {
                    tell(&format!("acknowledged {n}"));
                }
            }
        });
    }
    // Whoever is to kill it does so long before.
    let _ = tokio::time::timeout(Duration::from_secs(20), senders.join_all()).await;
    std::process::exit(1);
}

/// Reads the library's events and stops the thread that comes to the step for the given time.
#[derive(Clone)]
struct Trap {
    step: Arc<str>,
    time: u32,
    times: Arc<AtomicU32>,
}

impl Trap {
    fn pass(&self, line: &str) {
        if line.contains(&*self.step) && self.times.fetch_add(1, Ordering::SeqCst) + 1 == self.time
        {
            tell("here");
            loop {
                std::thread::park();
            }
        }
    }
}

impl io::Write for Trap {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.pass(&String::from_utf8_lossy(line));
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
