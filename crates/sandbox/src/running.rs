//! A server on a thread of its own: it is started, drained and stopped the same way, whoever's API it has.

use std::{io, thread::JoinHandle};

use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use crate::{builder::StartError, http::Listening};

/// Holds a server; when this is dropped, it is stopped.
pub(crate) struct Running {
    thread: Option<JoinHandle<()>>,
    drain: CancellationToken,
    stop: CancellationToken,
    /// When the server has ended.
    ended: CancellationToken,
}

/// A thread that has yet to say whether it serves.
pub(crate) struct Starting<T> {
    ready: oneshot::Receiver<Result<Ready<T>, StartError>>,
    thread: JoinHandle<()>,
    ended: CancellationToken,
}

/// What a thread says that serves.
struct Ready<T> {
    made: T,
    drain: CancellationToken,
    stop: CancellationToken,
}

/// Starts a thread, which makes a server, and with it what is of use to those outside.
pub(crate) fn start<T, M>(make: M) -> Result<Starting<T>, StartError>
where
    T: Send + 'static,
    M: FnOnce() -> Result<(Listening, T), StartError> + Send + 'static,
{
    let (tell, ready) = oneshot::channel();
    let ended = CancellationToken::new();
    let at_end = ended.clone().drop_guard();
    let thread = std::thread::Builder::new()
        .name("pazemo-sandbox".to_owned())
        .spawn(move || {
            let _at_end = at_end;
            run(make, tell);
        });
    let thread = thread.map_err(StartError::Io)?;
    Ok(Starting {
        ready,
        thread,
        ended,
    })
}

/// The life of the server's thread.
fn run<T>(
    make: impl FnOnce() -> Result<(Listening, T), StartError>,
    tell: oneshot::Sender<Result<Ready<T>, StartError>>,
) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            let _ = tell.send(Err(StartError::Io(error)));
            return;
        }
    };
    runtime.block_on(async {
        match make() {
            Ok((listening, made)) => {
                let common = listening.common();
                let ready = Ready {
                    made,
                    drain: common.drain.clone(),
                    stop: common.stop.clone(),
                };
                if tell.send(Ok(ready)).is_ok() {
                    listening.serve().await;
                }
            }
            Err(error) => {
                let _ = tell.send(Err(error));
            }
        }
    });
}

impl<T> Starting<T> {
    pub(crate) async fn wait(self) -> Result<(T, Running), StartError> {
        finish(self.ready.await.ok(), self.thread, self.ended)
    }

    /// Not within an asynchronous runtime.
    pub(crate) fn wait_blocking(self) -> Result<(T, Running), StartError> {
        finish(self.ready.blocking_recv().ok(), self.thread, self.ended)
    }
}

fn finish<T>(
    ready: Option<Result<Ready<T>, StartError>>,
    thread: JoinHandle<()>,
    ended: CancellationToken,
) -> Result<(T, Running), StartError> {
    let ended_early = || StartError::Io(io::Error::other("its thread ended early"));
    let ready = ready.ok_or_else(ended_early)??;
    let running = Running {
        thread: Some(thread),
        drain: ready.drain,
        stop: ready.stop,
        ended,
    };
    Ok((ready.made, running))
}

impl Running {
    /// Nothing more is accepted, and what is under way is finished, if it does not take too long.
    pub(crate) async fn shut_down(mut self) {
        self.drain.cancel();
        self.ended.cancelled().await;
        self.join();
    }

    fn join(&mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.cancel();
        self.join();
    }
}
