//! The repository's own automation: `cargo xtask --help`.

mod background;
mod bench;
mod judge;
mod msrv;
mod providers;
mod regenerate;
mod sandbox;
mod soak;
mod tool;
mod walk;
mod walk_page;

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, Subcommand};

/// Why a task failed, in words.
type Failure = String;

/// The repository's own automation
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Write what is made from the documents to `generated/`, for people to review
    Regenerate {
        /// Only say whether `generated/` is up to date
        #[arg(long)]
        check: bool,
    },
    /// Hold the documents and crates against foreign tools; a missing tool is a failure
    Judge {
        /// Only the steps whose name contains this
        step: Option<String>,
    },
    /// Check that the promised minimum Rust version compiles everything
    Msrv,
    /// Measure the sandbox beside Prism and a bare axum server; the figures go to standard output
    BenchSandbox {
        /// How often each server takes its turn
        #[arg(long, default_value_t = 9, value_name = "N")]
        rounds: usize,
        /// How long a turn is
        #[arg(long, default_value_t = 3, value_name = "N")]
        seconds: u64,
    },
    /// Long runs: fuzzing, and the property tests, schedules of faults and dropped calls a hundred times as often
    Soak {
        /// How long to fuzz each target
        #[arg(long, default_value_t = 600, value_name = "N")]
        seconds: u32,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().task {
        Task::Regenerate { check } => regenerate::run(&root(), check),
        Task::Judge { step } => judge::run(&root(), step.as_deref()),
        Task::Msrv => msrv::run(&root()),
        Task::BenchSandbox { rounds, seconds } => bench::run(&root(), rounds, seconds),
        Task::Soak { seconds } => soak::run(&root(), seconds),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say(&format!("error: {failure}"));
            ExitCode::FAILURE
        }
    }
}

/// The repository's folder.
fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_owned()
}

/// Progress goes to standard error; nobody is left to tell if that cannot be written.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
