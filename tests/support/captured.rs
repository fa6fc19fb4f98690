//! Everything that is logged in a test's process, at trace level.

use std::{
    cell::Cell,
    io,
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
};

use tracing_subscriber::{
    filter::dynamic_filter_fn, fmt::format::FmtSpan, layer::SubscriberExt, util::SubscriberInitExt,
};

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

thread_local! {
    static IS_CAPTURED: Cell<bool> = const { Cell::new(false) };
}

/// For processes in which only some tests capture, so that the others are not slowed down: everything is captured on the threads that ask for it. It has to
/// be called before any call is made in the process, or what is first logged meanwhile may be lost for good.
pub(crate) fn prepare_capture_of_threads() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        let layer = tracing_subscriber::fmt::layer()
            .with_span_events(FmtSpan::FULL)
            .with_ansi(false)
            .with_writer(|| Log);
        tracing_subscriber::registry()
            .with(dynamic_filter_fn(|_, _| IS_CAPTURED.get()))
            .with(layer)
            .init();
    });
}

/// From now on, what is logged on this thread is captured.
pub(crate) fn capture_this_thread() {
    prepare_capture_of_threads();
    IS_CAPTURED.set(true);
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
