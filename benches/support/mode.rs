//! What cargo wants of a benchmark's program.

use std::env;

/// How a program was started.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// `cargo bench`.
    Measure,
    /// `cargo bench -- --test`, `cargo test --benches`: does it run at all?
    Test,
    /// A test runner that asks what there is to run.
    List,
}

impl Mode {
    /// By the same rules as criterion, which keeps its own answer to itself: without `--bench`, cargo is testing.
    pub(crate) fn from_arguments() -> Self {
        let has = |flag: &str| env::args().skip(1).any(|argument| argument == flag);
        if has("--list") {
            Self::List
        } else if has("--bench") && !has("--test") {
            Self::Measure
        } else {
            Self::Test
        }
    }
}
