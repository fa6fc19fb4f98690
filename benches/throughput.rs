//! Calls a second, from one call at a time to a thousand: the client against plain reqwest.
//! `docs/benchmarks.md` says how to read it.

mod support;

use std::{
    env,
    io::{Write, stdout},
    time::Instant,
};

use support::{Failure, Mode, Operation, Rivals, Side, Spread, TimeLimit};
use tokio::{
    runtime::{self, Runtime},
    task::JoinSet,
};

/// Calls at the same time, calls of a round, and how often four rounds are made. Rounds are as short as they can be:
/// the shorter, the more of them pass without being interrupted, and the median is one of those.
const LEVELS: [(usize, usize, usize); 4] = [
    (1, 100, 400),
    (10, 200, 300),
    (100, 1_000, 100),
    (1_000, 3_000, 40),
];
/// Rounds of each side before the measuring, in which the connections are made.
const WARM_UP: usize = 3;

fn main() -> Result<(), Failure> {
    let mode = Mode::from_arguments();
    if mode == Mode::List {
        return Ok(());
    }
    // All clients keep their connections, and each connection has two ends in this process: 1,024 open files are too few.
    rlimit::increase_nofile_limit(u64::MAX)?;
    let runtime = if env::args().any(|argument| argument == "--two-workers") {
        runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?
    } else {
        // The server then has the other core for itself, and the rounds differ less from each other.
        runtime::Builder::new_current_thread()
            .enable_all()
            .build()?
    };
    let mut out = stdout().lock();
    writeln!(
        out,
        "\nInterleaved: median [first quartile .. third quartile]\n| operation | at a time | rival | rival, calls/s | pazemo, calls/s | throughput, pazemo to rival | median within |\n|---|---|---|---|---|---|---|"
    )?;
    let mut connections = Vec::new();
    for operation in Operation::ALL {
        for (concurrency, calls, quartets) in LEVELS {
            let (concurrency, calls, quartets) = match mode {
                Mode::Measure => (concurrency, calls, quartets),
                _ => (concurrency.min(10), 10, 1),
            };
            // Connections of their own for each level, so that none has more to look after than it uses.
            let (rivals, server) = Rivals::start()?;
            let round = |side| per_second(&runtime, &rivals, side, operation, concurrency, calls);
            for limit in TimeLimit::ALL {
                let plain = Side::Plain(limit);
                for _ in 0..WARM_UP {
                    round(plain)?;
                    round(Side::Pazemo)?;
                }
                let mut rounds = Vec::with_capacity(quartets);
                for _ in 0..quartets {
                    let first = round(plain)?;
                    let second = round(Side::Pazemo)?;
                    let third = round(Side::Pazemo)?;
                    let fourth = round(plain)?;
                    rounds.push(((first + fourth) / 2.0, (second + third) / 2.0));
                }
                let ratio = Spread::of(rounds.iter().map(|(plain, pazemo)| pazemo / plain));
                writeln!(
                    out,
                    "| `{}` | {concurrency} | {} | {:.0} | {:.0} | {ratio:.3} | {:.3} .. {:.3} |",
                    operation.name(),
                    limit.name(),
                    Spread::of(rounds.iter().map(|(plain, _)| *plain)).median,
                    Spread::of(rounds.iter().map(|(_, pazemo)| *pazemo)).median,
                    ratio.confidence.0,
                    ratio.confidence.1,
                )?;
            }
            connections.push(server.connections());
        }
    }
    writeln!(
        out,
        "Connections of all three clients, row by row: {connections:?}"
    )?;
    Ok(())
}

/// As many tasks as calls at the same time; each calls again as soon as it has its answer.
fn per_second(
    runtime: &Runtime,
    rivals: &Rivals,
    side: Side,
    operation: Operation,
    concurrency: usize,
    calls: usize,
) -> Result<f64, Failure> {
    let calls_each = calls.div_ceil(concurrency);
    let begin = Instant::now();
    runtime.block_on(async {
        let mut tasks = JoinSet::new();
        for _ in 0..concurrency {
            let rivals = rivals.clone();
            tasks.spawn(async move {
                for _ in 0..calls_each {
                    rivals.call(side, operation).await?;
                }
                Ok::<(), Failure>(())
            });
        }
        while let Some(result) = tasks.join_next().await {
            result??;
        }
        Ok::<(), Failure>(())
    })?;
    Ok((calls_each * concurrency) as f64 / begin.elapsed().as_secs_f64())
}
