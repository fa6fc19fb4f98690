//! Everything that is logged in a test's process, at trace level.

use std::{
    io,
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
};

use tracing_subscriber::fmt::format::FmtSpan;

use super::canary::assert_hidden;

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

fn lock() -> MutexGuard<'static, Vec<u8>> {
    LOG.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Log;

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        lock().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Captures `tracing` and, through it, `log`; once for the process, all targets, spans with all their fields.
pub(crate) fn capture_logs() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_span_events(FmtSpan::FULL)
            .with_ansi(false)
            .with_writer(|| Log)
            .init();
    });
}

/// Captures what `tracing` is told on this thread, until the guard is dropped. Other tests of the process are not slowed down.
#[must_use]
pub(crate) fn capture_logs_of_this_thread() -> tracing::subscriber::DefaultGuard {
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(|| Log)
        .finish();
    tracing::subscriber::set_default(subscriber)
}

/// What was logged so far, by all tests of the process.
pub(crate) fn captured_logs() -> String {
    String::from_utf8_lossy(&lock()).into_owned()
}

#[track_caller]
pub(crate) fn assert_log_is_clean() {
    let log = captured_logs();
    // Nothing is hidden where nothing was said.
    assert!(log.contains("pazemo.call"), "no call was logged");
    assert_hidden("the log", [log]);
}
