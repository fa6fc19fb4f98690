//! What is known of a call while it runs, and what is told of it: spans, events, metrics.
//!
//! Names follow OpenTelemetry's semantic conventions for HTTP clients. Paths are told as templates; identifiers, headers and bodies are never told.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use http::Method;
use tracing::{Span, field::Empty};

use super::{Runtime, budget::Budget, metrics, tracked_body::Begun};
use crate::{
    Basis, Delivery, Error, ErrorKind, Operation,
    delivery::{Outcome, fold, ruling},
    operation::OperationKind,
};

/// A call that is under way. If it is dropped before its end, so was the call, and an event says what may have happened.
pub(super) struct Watch {
    operation: &'static Operation,
    method: Method,
    span: Span,
    attempt_span: Span,
    attempt_started: Option<Instant>,
    budget: Arc<Budget>,
    started: Instant,
    attempts: u32,
    /// The verdict over the attempts that are over.
    folded: Option<(Delivery, Basis)>,
    /// Whether the attempt that is on the wire has begun to leave.
    current: Option<Begun>,
    is_over: bool,
}

impl Watch {
    pub(super) fn start(runtime: &Runtime, operation: &'static Operation, method: &Method) -> Self {
        let span = tracing::info_span!(
            target: "pazemo",
            "pazemo.call",
            otel.name = %format_args!("{method} {}", operation.path()),
            otel.kind = "internal",
            otel.status_code = Empty,
            http.request.method = method.as_str(),
            url.template = template(operation),
            server.address = runtime.base_url.server().0,
            server.port = runtime.base_url.server().1,
            http.response.status_code = Empty,
            error.type = Empty,
            operation = operation.id(),
            attempts = Empty,
            delivery = Empty,
            basis = Empty,
            duration_ms = Empty,
        );
        Self {
            operation,
            method: method.clone(),
            span,
            attempt_span: Span::none(),
            attempt_started: None,
            budget: Arc::clone(&runtime.budget),
            started: Instant::now(),
            attempts: 0,
            folded: None,
            current: None,
            is_over: false,
        }
    }

    pub(super) fn span(&self) -> Span {
        self.span.clone()
    }

    /// How many attempts were begun.
    pub(super) fn attempts(&self) -> u32 {
        self.attempts
    }

    pub(super) fn begin_attempt(&mut self, (address, port): (&str, u16)) -> Begun {
        self.attempts += 1;
        let begun = Begun::default();
        self.current = Some(begun.clone());
        self.attempt_span = tracing::info_span!(
            target: "pazemo",
            parent: &self.span,
            "pazemo.attempt",
            otel.name = %format_args!("{} {}", self.method, self.operation.path()),
            otel.kind = "client",
            otel.status_code = Empty,
            http.request.method = self.method.as_str(),
            http.request.resend_count = (self.attempts > 1).then(|| self.attempts - 1),
            url.template = template(self.operation),
            server.address = address,
            server.port = port,
            http.response.status_code = Empty,
            error.type = Empty,
            operation = self.operation.id(),
            attempt = self.attempts,
            delivery = Empty,
            basis = Empty,
            duration_ms = Empty,
        );
        // Nobody asks for the time of an attempt that nobody looks at.
        self.attempt_started = (!self.attempt_span.is_disabled()).then(Instant::now);
        begun
    }

    pub(super) fn attempt_span(&self) -> Span {
        self.attempt_span.clone()
    }

    pub(super) fn attempt_succeeded(&mut self, status: u16) {
        self.attempt_span
            .record("http.response.status_code", status);
        self.end_attempt();
    }

    /// The attempt is over.
    pub(super) fn attempt_failed(&mut self, error: &Error) {
        let (delivery, basis) = self.verdict(error);
        self.folded = fold(self.folded.into_iter().chain([(delivery, basis)]));
        record_error(&self.attempt_span, error);
        record_verdict(&self.attempt_span, delivery, basis);
        self.end_attempt();
    }

    fn end_attempt(&mut self) {
        if let Some(started) = self.attempt_started.take() {
            self.attempt_span
                .record("duration_ms", milliseconds(started.elapsed()));
        }
        self.current = None;
        self.attempt_span = Span::none();
    }

    /// This was not the last attempt.
    pub(super) fn repeats(&mut self, error: &Error) {
        tracing::debug!(
            target: "pazemo",
            operation = self.operation.id(),
            attempt = self.attempts,
            http.response.status_code = error.status(),
            "the attempt failed and is repeated"
        );
        metrics::repeat(self.operation, &self.budget);
    }

    fn verdict(&self, error: &Error) -> (Delivery, Basis) {
        let (delivery, basis) = ruling(
            self.operation.api(),
            error.outcome(),
            self.operation.kind(),
            error.status(),
            error.has_documented_body(),
        );
        (delivery.unwrap_or(Delivery::Unknown), basis)
    }

    /// The call ended with an answer.
    pub(super) fn succeeded(mut self, status: u16, is_documented: bool) {
        self.span.record("http.response.status_code", status);
        if !is_documented {
            tracing::info!(
                target: "pazemo",
                parent: &self.span,
                operation = self.operation.id(),
                http.response.status_code = status,
                "a success with a status that the document does not describe"
            );
        }
        self.end("success", Some(status));
    }

    /// The call ended with an error, which gets its verdict here.
    pub(super) fn failed(mut self, error: Error) -> Error {
        let own = self.verdict(&error);
        let verdict = fold(self.folded.into_iter().chain([own])).unwrap_or(own);
        record_error(&self.span, &error);
        self.tell(verdict, error.status(), "the call failed");
        error
            .with_operation(self.operation)
            .with_verdict(verdict, self.attempts)
    }

    fn tell(&mut self, (delivery, basis): (Delivery, Basis), status: Option<u16>, what: &str) {
        record_verdict(&self.span, delivery, basis);
        // Money that may have moved, or that moved otherwise than the caller knows, is what somebody has to look after.
        let may_have_moved = matches!(delivery, Delivery::Unknown | Delivery::Done);
        let in_doubt = may_have_moved && self.operation.kind() != OperationKind::Read;
        macro_rules! event {
            ($level:ident) => {
                tracing::event!(
                    target: "pazemo",
                    parent: &self.span,
                    tracing::Level::$level,
                    operation = self.operation.id(),
                    delivery = delivery.as_str(),
                    basis = basis.as_str(),
                    attempts = self.attempts,
                    http.response.status_code = status,
                    "{what}"
                )
            };
        }
        if in_doubt {
            event!(WARN);
        } else {
            event!(INFO);
        }
        self.end(delivery.as_str(), status);
    }

    fn end(&mut self, delivery: &'static str, status: Option<u16>) {
        let duration = self.started.elapsed();
        self.span.record("attempts", self.attempts);
        self.span.record("duration_ms", milliseconds(duration));
        metrics::call(self.operation, delivery, status, duration, &self.budget);
        self.is_over = true;
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if self.is_over {
            return;
        }
        let outcome = match &self.current {
            Some(begun) if begun.settle() => Outcome::Dropped,
            _ => Outcome::NotAttempted,
        };
        let (delivery, basis) = ruling(
            self.operation.api(),
            outcome,
            self.operation.kind(),
            None,
            false,
        );
        let own = (delivery.unwrap_or(Delivery::Unknown), basis);
        let verdict = fold(self.folded.into_iter().chain([own])).unwrap_or(own);
        self.tell(verdict, None, "the call was dropped before it ended");
    }
}

/// A raw call has no template: its path may hold identifiers.
fn template(operation: &Operation) -> Option<&str> {
    Some(operation.path()).filter(|path| !path.is_empty())
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

fn record_verdict(span: &Span, delivery: Delivery, basis: Basis) {
    span.record("delivery", delivery.as_str());
    span.record("basis", basis.as_str());
}

fn record_error(span: &Span, error: &Error) {
    span.record("otel.status_code", "ERROR");
    if let Some(status) = error.status() {
        span.record("http.response.status_code", status);
    }
    match (error.kind(), error.status()) {
        (ErrorKind::Status, Some(status)) => span.record("error.type", status),
        (kind, _) => span.record("error.type", tracing::field::debug(kind)),
    };
}
