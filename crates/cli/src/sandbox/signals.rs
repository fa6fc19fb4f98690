//! Ctrl-C and SIGTERM.

use std::{io, time::Duration};

use tokio::{runtime::Runtime, sync::oneshot::Receiver};

use crate::Unusable;

/// Waits for signals that end the program.
pub(super) struct Signals {
    runtime: Runtime,
    source: Source,
}

#[cfg(unix)]
struct Source {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Source {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(windows)]
struct Source(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Source {
    fn new() -> io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    async fn next(&mut self) {
        self.0.recv().await;
    }
}

impl Signals {
    /// From here on they no longer end the program by themselves.
    pub(super) fn new() -> Result<Self, Unusable> {
        let refused = |error: io::Error| Unusable(format!("signals cannot be waited for: {error}"));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(refused)?;
        let source = {
            let _inside = runtime.enter();
            Source::new().map_err(refused)?
        };
        Ok(Self { runtime, source })
    }

    pub(super) fn wait(&mut self) {
        self.runtime.block_on(self.source.next());
    }

    /// Waits for something else, but no longer than until the next signal, nor than this.
    pub(super) fn wait_for(&mut self, other: Receiver<()>, longest: Duration) {
        let next = self.source.next();
        self.runtime.block_on(async {
            tokio::select! {
                _ = other => {}
                () = next => {}
                () = tokio::time::sleep(longest) => {}
            }
        });
    }
}
