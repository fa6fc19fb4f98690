//! `cargo xtask bench-sandbox`: the sandbox beside Prism and beside a server that does nothing. `docs/benchmarks.md` says how to read it.

mod figures;
mod load;
mod server;

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use self::{
    figures::{median, quartiles},
    load::{Asked, Measured},
    server::Server,
};
use crate::{Failure, say, tool};

/// As many connections are always in use.
const CONNECTIONS: usize = 16;

/// How often each server is started.
const STARTS: usize = 20;

/// The document's example without an identifier, which would be taken the second time, and with an amount that the account can pay
/// a hundred million times.
const WITHDRAW: &str = concat!(
    r#"{"updatedTime":"2019-08-24T14:15:22Z","accountId":"string","address":"string","addressName":"string","amount":0.01,"#,
    r#""notes":"string","prefix":"string","beneficiaryId":0,"reference":"string","referenceData":{}}"#
);

const READ: Asked = Asked {
    method: "GET",
    path: "/users/me",
    body: None,
};

const CREATE: Asked = Asked {
    method: "POST",
    path: "/accounts/string/withdraw",
    body: Some(WITHDRAW),
};

/// The programs that are compared.
struct Programs<'r> {
    root: &'r Path,
    sandbox: PathBuf,
    bare: PathBuf,
    /// What the sandbox answers to each of the two requests, and the bare server therefore too.
    answers: [String; 2],
}

pub(crate) fn run(root: &Path, rounds: usize, seconds: u64) -> Result<(), Failure> {
    check_tools(root)?;
    let mut programs = Programs {
        root,
        sandbox: build(root, "pazemo-cli", &["--bin", "pazemo"])?,
        bare: build(root, "pazemo-sandbox", &["--example", "bare_axum"])?,
        answers: Default::default(),
    };
    let mut sandbox = programs.sandbox()?;
    for (asked, answer) in [READ, CREATE].iter().zip(&mut programs.answers) {
        *answer = first_answer(&mut sandbox, asked)?;
    }
    drop(sandbox);
    let time = Duration::from_secs(seconds);
    throughput(&programs, rounds, time)?;
    starts(&programs)?;
    memory(&programs, time)
}

/// What starts a server.
type Starter = fn(&Programs<'_>) -> Result<Server, Failure>;

/// In their order: the sandbox, Prism, bare axum.
const SERVERS: [Starter; 3] = [
    |programs| programs.sandbox(),
    |programs| programs.prism(),
    |programs| programs.bare(),
];

impl Programs<'_> {
    /// A sandbox with the data it always starts with. Its request log is off.
    fn sandbox(&self) -> Result<Server, Failure> {
        let arguments = ["sandbox", "--port", "0", "--format", "json", "--quiet"];
        Server::announced(&self.sandbox, &arguments)
    }

    fn bare(&self) -> Result<Server, Failure> {
        Server::announced(&self.bare, &self.answers)
    }

    fn prism(&self) -> Result<Server, Failure> {
        Server::prism(self.root)
    }
}

/// What a server answers first. Anything but success is a failure.
fn first_answer(server: &mut Server, asked: &Asked) -> Result<String, Failure> {
    let answer = server.ask(asked.method, asked.path, asked.body)?;
    if (200..300).contains(&answer.status) {
        Ok(answer.body)
    } else {
        Err(format!("{}: {} {}", server.url, answer.head, answer.body))
    }
}

/// Requests per second and how long they take: server after server, round after round, so that a machine that slows down slows all of them.
fn throughput(programs: &Programs<'_>, rounds: usize, time: Duration) -> Result<(), Failure> {
    write(&format!(
        "### Throughput\n\n{rounds} rounds of {} s; {CONNECTIONS} connections\n\n\
         | request | server | requests per second | p50, ms | p99, ms | sandbox to this server | p99, this server to sandbox |\n\
         |---|---|---|---|---|---|---|",
        time.as_secs()
    ))?;
    for asked in [READ, CREATE] {
        let mut measured: [Vec<Measured>; 3] = Default::default();
        for round in 1..=rounds {
            say(&format!("{} {}: round {round}", asked.method, asked.path));
            for (start, measured) in SERVERS.iter().zip(&mut measured) {
                // A new one each time: withdraws are kept, and one that runs beside another takes its time.
                let mut server = start(programs)?;
                first_answer(&mut server, &asked)?;
                // Connections, caches, and what is compiled while it runs.
                asked.load(
                    programs.root,
                    &server.url,
                    &server.token,
                    Duration::from_secs(1),
                )?;
                measured.push(asked.load(programs.root, &server.url, &server.token, time)?);
            }
        }
        let [sandbox, prism, bare] = &measured;
        for (name, rival) in [("sandbox", sandbox), ("Prism", prism), ("bare axum", bare)] {
            let column = |value: fn(&Measured) -> f64| median(rival.iter().map(value));
            let pairs = || sandbox.iter().zip(rival);
            let rate =
                quartiles(pairs().map(|(sandbox, rival)| sandbox.per_second / rival.per_second));
            let tail = quartiles(pairs().map(|(sandbox, rival)| rival.p99 / sandbox.p99));
            write(&format!(
                "| `{} {}` | {name} | {:.0} | {:.2} | {:.2} | {rate} | {tail} |",
                asked.method,
                asked.path,
                column(|one| one.per_second),
                column(|one| one.p50),
                column(|one| one.p99),
            ))?;
        }
    }
    write("")
}

/// From the start of the program to the end of the first answer.
fn starts(programs: &Programs<'_>) -> Result<(), Failure> {
    let mut times: [Vec<f64>; 3] = Default::default();
    for start in 1..=STARTS {
        say(&format!("start {start}"));
        for (starter, times) in SERVERS.iter().zip(&mut times) {
            let begin = Instant::now();
            first_answer(&mut starter(programs)?, &READ)?;
            times.push(begin.elapsed().as_secs_f64() * 1e3);
        }
    }
    write(&format!(
        "### Start\n\n{STARTS} starts, from starting the program to its first answer\n\n| server | ms |\n|---|---|"
    ))?;
    for (name, times) in ["sandbox", "Prism", "bare axum"].iter().zip(times) {
        write(&format!("| {name} | {} |", quartiles(times.into_iter())))?;
    }
    write("")
}

/// Memory of the sandbox: after a million reads, and for each withdraw that it keeps.
fn memory(programs: &Programs<'_>, time: Duration) -> Result<(), Failure> {
    const READS: u64 = 1_000_000;
    const WITHDRAWS: u64 = 200_000;
    let mut sandbox = programs.sandbox()?;
    first_answer(&mut sandbox, &READ)?;
    let until = |asked: Asked, enough: u64| -> Result<u64, Failure> {
        let mut requests = 0;
        while requests < enough {
            say(&format!("{} {}: {requests}", asked.method, asked.path));
            requests += asked
                .load(programs.root, &sandbox.url, &sandbox.token, time)?
                .requests;
        }
        Ok(requests)
    };
    let mebibytes = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    let start = sandbox.resident()?;
    let reads = until(READ, READS)?;
    let after_reads = sandbox.resident()?;
    let withdraws = until(CREATE, WITHDRAWS)?;
    let after_withdraws = sandbox.resident()?;
    let each = after_withdraws.saturating_sub(after_reads) as f64 / withdraws as f64;
    write(&format!(
        "### Memory of the sandbox\n\n| | |\n|---|---|\n\
         | resident after the first answer, MiB | {:.1} |\n\
         | after {reads} reads, MiB | {:.1} |\n\
         | after {withdraws} withdraws more, MiB | {:.1} |\n\
         | each withdraw, bytes | {each:.0} |\n",
        mebibytes(start),
        mebibytes(after_reads),
        mebibytes(after_withdraws),
    ))
}

/// Says at once what is missing.
fn check_tools(root: &Path) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        return Err("memory is read and processors are chosen as Linux has it".to_owned());
    }
    if std::thread::available_parallelism().map_or(1, usize::from) < 2 {
        return Err("server and load need a processor each".to_owned());
    }
    let prism = root.join("judge/node_modules/.bin/prism");
    for program in ["taskset".as_ref(), "wrk".as_ref(), prism.as_os_str()] {
        Command::new(program)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .map_err(|error| tool::missing(&program.to_string_lossy(), &error))?;
    }
    Ok(())
}

/// Builds a program of the repository as it is released; where it is.
fn build(root: &Path, package: &str, target: &[&str]) -> Result<PathBuf, Failure> {
    let output = Command::new("cargo")
        .args(["build", "--release", "--package", package])
        .args(target)
        .args(["--message-format", "json-render-diagnostics"])
        .current_dir(root)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| tool::missing("cargo build", &error))?;
    if !output.status.success() {
        return Err(format!("`{package}` cannot be built"));
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    let messages = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    messages
        .filter_map(|message| message["executable"].as_str().map(PathBuf::from))
        .next_back()
        .ok_or_else(|| "cargo does not say where the program is".to_owned())
}

/// Figures go to standard output, as Markdown.
fn write(text: &str) -> Result<(), Failure> {
    writeln!(std::io::stdout(), "{text}").map_err(|error| error.to_string())
}
