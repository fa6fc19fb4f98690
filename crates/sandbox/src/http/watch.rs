//! What is written down of a request, also of one whose caller did not wait for the answer.

use std::time::Instant;

use http::request::Parts;

use super::{
    answer::Answer,
    record,
    server::{Seen, Server},
};

/// A request that is being answered. Hyper lets go of it when the caller leaves; then it is written down as one without an answer.
pub(super) struct Watch<'s> {
    server: &'s Server,
    pub(super) head: Parts,
    pub(super) seen: Seen,
    began: Option<Instant>,
    is_written: bool,
}

impl<'s> Watch<'s> {
    pub(super) fn new(server: &'s Server, head: Parts) -> Self {
        Self {
            server,
            head,
            seen: Seen::default(),
            began: server.log.as_ref().map(|_| Instant::now()),
            is_written: false,
        }
    }

    /// Writes down what came of it; `None`: the connection ends without an answer.
    pub(super) fn end(mut self, answer: Option<&Answer>) {
        self.write(answer);
    }

    fn write(&mut self, answer: Option<&Answer>) {
        self.is_written = true;
        if let (Some(log), Some(began)) = (&self.server.log, self.began) {
            let status = answer.map(|answer| answer.status.as_u16());
            log.write(&self.head, &self.seen, status, began.elapsed());
        }
        let common = self.server.common();
        if common.server().keep_exchanges > 0 {
            let seen = std::mem::take(&mut self.seen);
            let provider = &self.server.provider;
            let hide = seen
                .operation
                .is_some_and(|operation| provider.hides(operation));
            let secrets = &provider.api().secret_fields;
            common.keep(record::exchange(&self.head, seen, answer, secrets, hide));
        }
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if !self.is_written {
            self.write(None);
        }
    }
}
