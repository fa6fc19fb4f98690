//! The attempts of a call: prepared, sent, judged, repeated.

use std::time::Duration;

use tokio::{
    sync::OwnedSemaphorePermit,
    time::{Instant, sleep, timeout_at},
};
use tracing::Instrument;

use super::{
    Runtime,
    authenticate::Credential,
    call::{Calls, LateCode},
    expected_user::{ROUNDS, changes_too_often},
    gate::LONGEST_WAIT,
    limits::Limits,
    request::Request,
    response::Response,
    watch::Watch,
};
use crate::{
    Attempt, CodeRequest, Error, ErrorKind,
    delivery::{Outcome, Repeat, RepeatRow, repeats},
    operation::OperationKind,
};

impl Runtime {
    /// The answer of a success, or the error of the last attempt.
    pub(super) async fn perform(
        &self,
        call: &Calls<'_>,
        mut request: Request,
        watch: &mut Watch,
    ) -> Result<Response, Error> {
        let _in_flight = match call.is_within_another {
            true => None,
            false => Some(self.in_flight.enter()?),
        };
        let limits = Limits::new(&self.defaults, call.options);
        let row = repeats(call.operation.retry(), call.operation.kind());
        let (mut has_code, mut is_renewed) = (false, false);
        loop {
            let (credential, permit) = self
                .prepare(call, &mut request, &mut has_code, watch, limits.deadline)
                .await?;
            let begun = watch.begin_attempt();
            let span = watch.attempt_span();
            let sending = self.send(call.operation, &request, &credential, &limits, &begun);
            let sent = sending.instrument(span).await;
            // While this call waits for its next attempt, others may have the place.
            drop(permit);
            let error = match sent {
                Ok(response) if response.is_success() => {
                    watch.attempt_succeeded(response.real_status().as_u16());
                    self.budget.success();
                    return Ok(response);
                }
                Ok(response) => response.into_error(),
                Err(error) => error,
            };
            watch.attempt_failed(&error);
            if error.is_unauthorized() {
                let may_repeat = row.unauthorized == Repeat::Renewed
                    && !is_renewed
                    && watch.attempts() < limits.retry_policy.attempts;
                // A wrong code and a wrong token cannot be told apart, so confirm and cancel leave the token alone.
                if row.unauthorized == Repeat::Renewed
                    || call.operation.kind() != OperationKind::Authorize
                {
                    self.authenticator.refuse(credential.version);
                }
                is_renewed = true;
                if may_repeat && self.has_another_token(&credential, limits.deadline).await {
                    watch.repeats(&error);
                    continue;
                }
                return Err(error);
            }
            let wait = self.backoff(watch.attempts(), &limits);
            let wait = error.retry_after().map_or(wait, |asked| asked.max(wait));
            if error.is_too_many_requests() {
                self.gate.pause(wait);
            }
            if !self.may_repeat(&error, row, watch.attempts(), wait, &limits) {
                return Err(error);
            }
            watch.repeats(&error);
            sleep(wait).await;
        }
    }

    /// All that happens before an attempt is sent. Whatever fails here ends the call, and nothing of the attempt has been sent.
    async fn prepare(
        &self,
        call: &Calls<'_>,
        request: &mut Request,
        has_code: &mut bool,
        watch: &Watch,
        deadline: Instant,
    ) -> Result<(Credential, Option<OwnedSemaphorePermit>), Error> {
        // First, because this question takes a turn and a place of its own.
        let mut known = self.known_user(call, deadline).await?;
        self.gate.turn(deadline).await?;
        let mut permit = self.gate.permit(deadline).await?;
        // Looked at after the other waits, because a pause may have begun meanwhile.
        self.gate.pause_over(deadline).await?;
        let mut credential = self.authenticator.credential(deadline).await?;
        if let (Some(code), false) = (&call.code, *has_code) {
            request.body = Some(ask_for_code(call, code, deadline).await?);
            *has_code = true;
            // A person may have been asked, and that takes its time.
            self.gate.pause_over(deadline).await?;
            credential = self.authenticator.credential(deadline).await?;
        }
        // The token may have changed in one of the waits, and it need not be the same user's.
        for _ in 0..ROUNDS {
            if known.is_none_or(|version| version == credential.version) {
                break;
            }
            drop(permit);
            known = self.known_user(call, deadline).await?;
            permit = self.gate.permit(deadline).await?;
            credential = self.authenticator.credential(deadline).await?;
        }
        if known.is_some_and(|version| version != credential.version) {
            return Err(changes_too_often());
        }
        if let Some(observer) = &self.observer {
            let attempt = Attempt {
                operation: call.operation,
                number: watch.attempts() + 1,
                withdraw_id: call.withdraw_id.cloned(),
            };
            match timeout_at(deadline, observer.0.on_attempt_boxed(attempt)).await {
                Ok(Ok(())) => {}
                Ok(Err(refusal)) => {
                    let message = "the observer of attempts refused this one";
                    return Err(
                        Error::new(ErrorKind::Observer, message).with_foreign_source(refusal)
                    );
                }
                Err(_) => return Err(too_late("the observer of attempts had agreed")),
            }
        }
        if Instant::now() >= deadline {
            return Err(too_late("anything was sent"));
        }
        Ok((credential, permit))
    }

    /// The version of the token that belongs to the expected user, if the call needs one.
    async fn known_user(&self, call: &Calls<'_>, deadline: Instant) -> Result<Option<u64>, Error> {
        match call.operation.kind() {
            OperationKind::Read => Ok(None),
            OperationKind::Create | OperationKind::Authorize => {
                self.check_expected_user(deadline).await
            }
        }
    }

    async fn has_another_token(&self, refused: &Credential, deadline: Instant) -> bool {
        if !self.authenticator.is_renewable() {
            return false;
        }
        let credential = self.authenticator.credential(deadline).await;
        credential.is_ok_and(|credential| credential.version != refused.version)
    }

    /// Full jitter: anything between nothing and a bound that doubles with each attempt.
    fn backoff(&self, attempts: u32, limits: &Limits) -> Duration {
        let policy = &limits.retry_policy;
        let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1));
        let bound = policy.first_backoff.saturating_mul(doubled);
        bound.min(policy.longest_backoff).mul_f64(fastrand::f64())
    }

    fn may_repeat(
        &self,
        error: &Error,
        row: &RepeatRow,
        attempts: u32,
        wait: Duration,
        limits: &Limits,
    ) -> bool {
        let rule = match (error.outcome(), error.status()) {
            (
                Outcome::NotConnected
                | Outcome::NotBegun
                | Outcome::StreamRefused
                | Outcome::ClientCertificateRefused,
                _,
            ) => row.not_sent,
            (Outcome::Status, Some(429)) => row.too_many_requests,
            (Outcome::Status, Some(500 | 502..=504)) | (Outcome::Lost, _) => row.lost,
            // An answer that did not come to its end is lost as well.
            (Outcome::Unreadable, _)
                if matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::Timeout) =>
            {
                row.lost
            }
            _ => Repeat::No,
        };
        let is_allowed = match rule {
            Repeat::Always | Repeat::SameKey => true,
            Repeat::OptIn => limits.retry_policy.repeats_authorized_after_429,
            Repeat::Renewed | Repeat::No => false,
        };
        is_allowed
            && attempts < limits.retry_policy.attempts
            && wait <= LONGEST_WAIT
            && Instant::now() + wait < limits.deadline
            && self.budget.withdraw(error.is_timeout())
    }
}

async fn ask_for_code(
    call: &Calls<'_>,
    code: &LateCode<'_>,
    deadline: Instant,
) -> Result<bytes::Bytes, Error> {
    let request = CodeRequest {
        operation: call.operation.id(),
        withdraw_id: call.withdraw_id.cloned(),
    };
    match timeout_at(deadline, code.provider.code_boxed(request)).await {
        Ok(Ok(secret)) => (code.body)(secret).ok_or_else(|| {
            Error::new(
                ErrorKind::Provider,
                "the authorization code cannot be written as JSON",
            )
        }),
        Ok(Err(error)) => {
            let message = "the code provider failed";
            Err(Error::new(ErrorKind::Provider, message).with_foreign_source(error))
        }
        Err(_) => Err(too_late("there was an authorization code")),
    }
}

fn too_late(before: &str) -> Error {
    let message = format!("the call's time was over before {before}");
    Error::new(ErrorKind::Timeout, message)
}
