//! The request log: a line for each request, written by a thread of its own.

use std::{
    fmt::Write as _,
    io::Write,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
        mpsc::{Receiver, SyncSender, TryRecvError, sync_channel},
    },
    time::Duration,
};

use chrono::{SecondsFormat, Utc};
use http::request::Parts;

use super::server::Seen;

/// Where lines go. What the writer cannot keep up with is left out, and counted.
pub(crate) struct RequestLog {
    lines: Option<SyncSender<String>>,
    left_out: Arc<AtomicU64>,
    /// Breaks off when the writer has ended.
    ended: Mutex<Receiver<()>>,
}

/// How long the end of a sandbox waits for a sink that does not take its lines.
const LAST_LINES: Duration = Duration::from_secs(1);

/// As many lines wait at most.
const WAITING: usize = 8192;

impl RequestLog {
    /// A log into a sink; an error if there can be no thread for it.
    pub(crate) fn new(sink: Arc<Mutex<dyn Write + Send>>) -> std::io::Result<Self> {
        let (lines, receiver) = sync_channel(WAITING);
        let left_out = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&left_out);
        let (at_end, ended) = sync_channel(0);
        std::thread::Builder::new()
            .name("sandbox-log".to_owned())
            .spawn(move || {
                let _at_end: SyncSender<()> = at_end;
                write_lines(&receiver, &sink, &counter);
            })?;
        Ok(Self {
            lines: Some(lines),
            left_out,
            ended: Mutex::new(ended),
        })
    }

    /// A line: time, method, path, status, duration, operation, and where a fault struck or there was no answer whether the operation was carried
    /// out all the same, and the fault. No body, no query, no token.
    pub(super) fn write(&self, head: &Parts, seen: &Seen, status: Option<u16>, duration: Duration) {
        let mut line = Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true);
        let _ = write!(line, " {} ", head.method.as_str().escape_default());
        for character in head.uri.path().chars() {
            if character.is_ascii_graphic() {
                line.push(character);
            } else {
                let _ = write!(line, "{}", character.escape_default());
            }
        }
        let _ = match status {
            Some(status) => write!(line, " {status}"),
            None => write!(line, " -"),
        };
        let _ = write!(line, " {:.3}ms", duration.as_secs_f64() * 1e3);
        let _ = write!(line, " {}", seen.operation.unwrap_or("-"));
        if seen.fault.is_some() || status.is_none() {
            line.push_str(if seen.carried_out {
                " carried-out"
            } else {
                " not-carried-out"
            });
        }
        if let Some(fault) = &seen.fault {
            let _ = write!(line, " fault:{fault}");
        }
        line.push('\n');
        let sent = self.lines.as_ref().map(|lines| lines.try_send(line));
        if !matches!(sent, Some(Ok(()))) {
            self.left_out.fetch_add(1, Relaxed);
        }
    }
}

impl Drop for RequestLog {
    fn drop(&mut self) {
        drop(self.lines.take());
        let ended = self.ended.get_mut().unwrap_or_else(PoisonError::into_inner);
        let _ = ended.recv_timeout(LAST_LINES);
    }
}

/// Writes lines as they come, many at once if there are many.
fn write_lines(lines: &Receiver<String>, sink: &Mutex<dyn Write + Send>, left_out: &AtomicU64) {
    let mut batch = String::new();
    while let Ok(line) = lines.recv() {
        batch.clear();
        batch.push_str(&line);
        let mut over = false;
        while batch.len() < 64 << 10 {
            match lines.try_recv() {
                Ok(line) => batch.push_str(&line),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    over = true;
                    break;
                }
            }
        }
        let missing = left_out.swap(0, Relaxed);
        if missing > 0 {
            let _ = writeln!(batch, "({missing} requests are not listed)");
        }
        let mut sink = sink.lock().unwrap_or_else(PoisonError::into_inner);
        let written = sink.write_all(batch.as_bytes()).and_then(|()| sink.flush());
        if over || written.is_err() {
            return;
        }
    }
}
