//! The one runtime of all blocking clients of a process.

use std::{
    io,
    sync::{Mutex, OnceLock, PoisonError},
};

use tokio::runtime::{Builder, Handle, Runtime};

use crate::{Error, ErrorKind};

/// Calls run on the threads that make them; these drive connections, TLS included.
const THREADS: usize = 2;

static SHARED: Shared = Shared::new();

/// The runtime, if it may be waited for on this thread.
pub(super) fn get() -> Result<&'static Runtime, Error> {
    let refusal = match Handle::try_current() {
        Err(none) if none.is_missing_context() => return SHARED.get_or_make(make),
        Ok(_) => "a blocking call inside an async runtime; use the async client there",
        // Tokio cannot tell any more, and would panic.
        Err(_) => "a blocking call on a thread that is ending",
    };
    Err(Error::new(ErrorKind::AsyncContext, refusal))
}

fn make() -> io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(THREADS)
        // Linux shows 15 bytes of a thread's name; this has as many.
        .thread_name("pazemo-blocking")
        .enable_all()
        .build()
}

/// A runtime that is made when it is first asked for. After a failure it is tried again.
struct Shared {
    runtime: OnceLock<Runtime>,
    making: Mutex<()>,
}

impl Shared {
    const fn new() -> Self {
        Self {
            runtime: OnceLock::new(),
            making: Mutex::new(()),
        }
    }

    fn get_or_make(&self, make: impl FnOnce() -> io::Result<Runtime>) -> Result<&Runtime, Error> {
        if let Some(runtime) = self.runtime.get() {
            return Ok(runtime);
        }
        let _one_at_a_time = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(runtime) = self.runtime.get() {
            return Ok(runtime);
        }
        let runtime = make().map_err(|error| {
            let message = "the runtime of blocking calls cannot be made";
            Error::new(ErrorKind::Configuration, message).with_source(error)
        })?;
        Ok(self.runtime.get_or_init(|| runtime))
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    #[test]
    fn a_runtime_that_cannot_be_made_is_an_error_and_is_tried_again() {
        let shared = Shared::new();
        let refused = || Err(io::Error::other("no more threads"));
        let error = shared.get_or_make(refused).expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert_eq!(error.delivery(), crate::Delivery::NotSent);
        let source = error.source().expect("the system's words");
        assert_eq!(source.to_string(), "no more threads");
        assert!(shared.get_or_make(make).is_ok(), "tried again");
        assert!(shared.get_or_make(refused).is_ok(), "and kept");
    }
}
