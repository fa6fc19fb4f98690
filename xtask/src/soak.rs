//! `cargo xtask soak`: the long runs.

use std::{ffi::OsStr, path::Path};

use crate::{Failure, say, tool};

/// The fuzz targets under `fuzz/`.
const TARGETS: &[&str] = &[
    "amount",
    "document",
    "error_body",
    "error_status",
    "identifier",
    "login_answer",
    "page_html",
    "page_markdown",
    "page_text",
    "paysera_mac",
    "recording",
    "retry_after",
    "seed",
    "timestamp",
];

pub(crate) fn run(root: &Path, seconds: u32) -> Result<(), Failure> {
    // Proptest runs 256 cases by default; the tests of every day are 1 % of this.
    let cases = [("PROPTEST_CASES", OsStr::new("25600"))];
    tool::run(
        root,
        "cargo",
        &["test", "--workspace", "--release", "--lib", "--bins"],
        &cases,
    )?;
    // The tests of every day play 1 % of these, too.
    let bad_days = [
        ("PAZEMO_SCHEDULES", OsStr::new("10000")),
        ("PAZEMO_CANCELLATIONS", OsStr::new("100000")),
    ];
    let tests = [
        "test",
        "--release",
        "--test",
        "schedules",
        "--test",
        "leaks",
    ];
    tool::run(root, "cargo", &tests, &bad_days)?;
    // All sequences of three faults; the tests of every day play those of two.
    let verdicts = [
        "test",
        "--release",
        "--package",
        "pazemo-sandbox",
        "--test",
        "verdicts",
        "sequences",
    ];
    let lengths = [("PAZEMO_SEQUENCES", OsStr::new("3"))];
    tool::run(root, "cargo", &verdicts, &lengths)?;
    let ledger = [
        "test",
        "--release",
        "--package",
        "pazemo-sandbox",
        "--lib",
        "the_ledger_balances",
    ];
    let steps = [("PAZEMO_LEDGER_STEPS", OsStr::new("1000000"))];
    tool::run(root, "cargo", &ledger, &steps)?;
    webhooks(root)?;
    pages(root)?;
    hostile(root, seconds)?;
    for target in TARGETS {
        say(&format!("fuzzing {target} for {seconds} s"));
        let limit = format!("-max_total_time={seconds}");
        let arguments = [
            "+nightly",
            "fuzz",
            "run",
            target,
            "--",
            &limit,
            "-rss_limit_mb=2048",
            "-timeout=10",
        ];
        tool::run(root, "cargo", &arguments, &[])?;
    }
    Ok(())
}

/// 300,000 deliveries to the inbox of webhooks, and 4,000 processes killed at random; the tests of every day have 3 % of these.
fn webhooks(root: &Path) -> Result<(), Failure> {
    let numbers = [
        ("PAZEMO_DELIVERIES", OsStr::new("300000")),
        ("PAZEMO_KILLS", OsStr::new("1000")),
        ("PAZEMO_ON_DISK", OsStr::new("1")),
    ];
    let tests = ["test", "--release", "--test", "webhooks"];
    tool::run(root, "cargo", &tests, &numbers)
}

/// Pages that nobody writes, each in every form.
fn pages(root: &Path) -> Result<(), Failure> {
    let all = [("PAZEMO_ALL_HOSTILE_PAGES", OsStr::new("1"))];
    let tests = [
        "test",
        "--release",
        "--package",
        "pazemo-page",
        "--lib",
        "hostile",
    ];
    tool::run(root, "cargo", &tests, &all)
}

/// Random bytes for a while, and ten thousand idle connections, to a sandbox in this process and to one in its own.
fn hostile(root: &Path, seconds: u32) -> Result<(), Failure> {
    let seconds = seconds.to_string();
    let numbers = [
        ("PAZEMO_FUZZ_SECONDS", OsStr::new(&seconds)),
        ("PAZEMO_IDLE_CONNECTIONS", OsStr::new("10000")),
    ];
    for (package, test) in [("pazemo-sandbox", "hostile"), ("pazemo-cli", "sandbox")] {
        let test = [
            "test",
            "--release",
            "--package",
            package,
            "--test",
            test,
            "--",
            // One after another: memory is measured.
            "--test-threads=1",
        ];
        tool::run(root, "cargo", &test, &numbers)?;
    }
    Ok(())
}
