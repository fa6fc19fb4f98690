//! What a call costs over the same call in plain reqwest: time and allocations, without and with a subscriber that
//! formats every span. `docs/benchmarks.md` says how to read it.

mod support;

use std::{
    io::{self, Write, stdout},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use criterion::Criterion;
use support::{Failure, Mode, Operation, Rivals, Side, Spread, TimeLimit};
use tokio::runtime::{self, Runtime};
use tracing_subscriber::{filter::LevelFilter, fmt::format::FmtSpan};

/// Calls before the measuring, on each side.
const WARM_UP: usize = 2_000;
/// Of four calls each.
const QUARTETS: usize = 5_000;
const COUNTED_CALLS: usize = 1_000;

fn main() -> Result<(), Failure> {
    let mode = Mode::from_arguments();
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (rivals, server) = Rivals::start()?;

    criterion_groups(&runtime, &rivals);
    if mode == Mode::List {
        return Ok(());
    }
    let (warm_up, quartets, counted) = match mode {
        Mode::Measure => (WARM_UP, QUARTETS, COUNTED_CALLS),
        _ => (1, 1, 1),
    };

    let mut out = stdout().lock();
    writeln!(
        out,
        "\nInterleaved: median [first quartile .. third quartile], {quartets} times four calls"
    )?;
    writeln!(
        out,
        "| operation | spans | rival | rival, µs | pazemo, µs | more, µs | median within | ratio | rival, allocations | pazemo, allocations | more | logged, bytes a call |\n|---|---|---|---|---|---|---|---|---|---|---|---|"
    )?;
    // Off first: tracing is a little slower for the rest of a process that once had a subscriber.
    for spans in [Spans::Off, Spans::On] {
        let logged = Arc::new(AtomicU64::new(0));
        let _subscriber = spans.subscribe(&logged);
        for operation in Operation::ALL {
            for limit in TimeLimit::ALL {
                let plain = Side::Plain(limit);
                runtime.block_on(interleave(&rivals, plain, operation, warm_up))?;
                let logged_before = logged.load(Ordering::Relaxed);
                let times = runtime.block_on(interleave(&rivals, plain, operation, quartets))?;
                let logged_bytes = logged.load(Ordering::Relaxed) - logged_before;
                let count = |side| allocations(&runtime, &rivals, side, operation, counted);
                let (of_plain, of_pazemo) = (count(plain)?, count(Side::Pazemo)?);

                let more = Spread::of(times.iter().map(Quartet::more));
                writeln!(
                    out,
                    "| `{}` | {} | {} | {:.1} | {:.1} | {more:.1} | {:.2} .. {:.2} | {:.3} | {of_plain:.1} | {of_pazemo:.1} | {:.1} | {} |",
                    operation.name(),
                    spans.name(),
                    limit.name(),
                    Spread::of(times.iter().map(|quartet| quartet.plain)).median,
                    Spread::of(times.iter().map(|quartet| quartet.pazemo)).median,
                    more.confidence.0,
                    more.confidence.1,
                    Spread::of(times.iter().map(Quartet::ratio)),
                    of_pazemo - of_plain,
                    logged_bytes / (2 * quartets as u64),
                )?;
            }
        }
    }
    writeln!(
        out,
        "Connections in all: {} (one a client)",
        server.connections()
    )?;
    Ok(())
}

/// For a look at one side alone, and for criterion's memory of earlier runs. Minutes may lie between the two sides, so
/// these figures do not decide.
fn criterion_groups(runtime: &Runtime, rivals: &Rivals) {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    for (group, operation) in [("me", Operation::Me), ("create", Operation::CreateWithdraw)] {
        let mut group = criterion.benchmark_group(group);
        for (name, side) in [
            ("plain", Side::Plain(TimeLimit::None)),
            ("pazemo", Side::Pazemo),
        ] {
            group.bench_function(name, |bencher| {
                bencher.to_async(runtime).iter(|| async {
                    rivals.call(side, operation).await.expect("an answer");
                });
            });
        }
        group.finish();
    }
    criterion.final_summary();
}

/// The mean of two calls on each side, in microseconds.
struct Quartet {
    plain: f64,
    pazemo: f64,
}

impl Quartet {
    fn more(&self) -> f64 {
        self.pazemo - self.plain
    }

    fn ratio(&self) -> f64 {
        self.pazemo / self.plain
    }
}

/// Plain, pazemo, pazemo, plain, and so on: each side comes as often after itself as after the other, and a machine
/// that slows down slows both.
async fn interleave(
    rivals: &Rivals,
    plain: Side,
    operation: Operation,
    quartets: usize,
) -> Result<Vec<Quartet>, Failure> {
    let mut times = Vec::with_capacity(quartets);
    let mean = |one: Duration, other: Duration| (one + other).as_secs_f64() * 1e6 / 2.0;
    for _ in 0..quartets {
        let first = time(rivals, plain, operation).await?;
        let second = time(rivals, Side::Pazemo, operation).await?;
        let third = time(rivals, Side::Pazemo, operation).await?;
        let fourth = time(rivals, plain, operation).await?;
        times.push(Quartet {
            plain: mean(first, fourth),
            pazemo: mean(second, third),
        });
    }
    Ok(times)
}

async fn time(rivals: &Rivals, side: Side, operation: Operation) -> Result<Duration, Failure> {
    let begin = Instant::now();
    rivals.call(side, operation).await?;
    Ok(begin.elapsed())
}

/// Allocations a call, of this thread: caller and connection, but not the server. Growing in place counts as well.
fn allocations(
    runtime: &Runtime,
    rivals: &Rivals,
    side: Side,
    operation: Operation,
    calls: usize,
) -> Result<f64, Failure> {
    let mut result = Ok(());
    let counted = allocation_counter::measure(|| {
        result = runtime.block_on(async {
            for _ in 0..calls {
                rivals.call(side, operation).await?;
            }
            Ok(())
        });
    });
    result.map(|()| counted.count_total as f64 / calls as f64)
}

#[derive(Clone, Copy)]
enum Spans {
    Off,
    On,
}

impl Spans {
    fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::On => "on",
        }
    }

    /// On: everything from INFO on is formatted, spans too, and thrown away.
    fn subscribe(self, logged: &Arc<AtomicU64>) -> Option<tracing::subscriber::DefaultGuard> {
        let Self::On = self else { return None };
        let logged = Arc::clone(logged);
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(LevelFilter::INFO)
            .with_span_events(FmtSpan::CLOSE)
            .with_ansi(false)
            .with_writer(move || Sink(Arc::clone(&logged)))
            .finish();
        Some(tracing::subscriber::set_default(subscriber))
    }
}

/// Counts what is written, so that it shows whether spans were on.
struct Sink(Arc<AtomicU64>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
