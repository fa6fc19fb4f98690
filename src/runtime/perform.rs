//! The attempts of a call: sent, judged, repeated.

use std::time::Duration;

use tokio::time::{Instant, sleep};
use tracing::Instrument;

use super::{
    Runtime, authenticate::BearerToken, call::Calls, credential::Credential, gate::LONGEST_WAIT,
    limits::Limits, request::Request, response::Response, send::outgoing, watch::Watch,
};
use crate::{
    Error, ErrorKind,
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
        let limits = Limits::new(&self.defaults, &call.options);
        let mut url = Some(self.url(&request)?);
        let row = repeats(
            call.operation.api(),
            call.operation.retry(),
            call.operation.kind(),
        );
        let (mut has_code, mut is_renewed) = (false, false);
        loop {
            let (credential, permit) = self
                .prepare(call, &mut request, &mut has_code, watch, &limits)
                .await?;
            let url = match url.take() {
                Some(url) => url,
                None => self.url(&request)?,
            };
            let shown = credential.headers(&request, &url)?;
            let version = shown.version();
            let begun = watch.begin_attempt(self.base_url.server());
            let span = watch.attempt_span();
            let outgoing = outgoing(url, &request, shown, &begun);
            call.note_sending();
            let sending = self.send(call.operation, outgoing, &limits, &begun);
            let sent = sending.instrument(span).await;
            let error = match sent {
                Ok(response) if response.is_success() => {
                    watch.attempt_succeeded(response.real_status().as_u16());
                    self.budget.success();
                    return Ok(response);
                }
                Ok(response) => {
                    let status = response.real_status().as_u16();
                    let hint = call.signer.and_then(|signer| signer.hint(status));
                    response.into_error(call.operation.api()).with_hint(hint)
                }
                Err(error) => error,
            };
            watch.attempt_failed(&error);
            // While this call waits for its next attempt, others may have the place; but in it a signer first asks the server why.
            let _place = permit
                .filter(|_| error.is_unauthorized() && matches!(credential, Credential::Signed(_)));
            if error.is_unauthorized() {
                let may_repeat = row.unauthorized == Repeat::Renewed
                    && watch.attempts() < limits.retry_policy.attempts;
                // A wrong code and a wrong token cannot be told apart, so confirm and cancel leave the token alone.
                let may_renew = row.unauthorized == Repeat::Renewed
                    || call.operation.kind() != OperationKind::Authorize
                    || !self.codes_may_be_wrong();
                let is_new = match &credential {
                    Credential::None => None,
                    Credential::Signed(signer) => {
                        let is_another = signer.refused(self, version, limits.deadline).await;
                        (is_another && !is_renewed).then_some(true)
                    }
                    Credential::Bearer(token) => {
                        if may_renew {
                            self.refuse(token);
                        }
                        match self.another_token(token, may_repeat, &limits).await {
                            // Only one of our own: those that other clients left meanwhile may be refused, too.
                            Ok(another) => another
                                .map(|token| token.is_new)
                                .filter(|is_new| !(*is_new && is_renewed)),
                            Err(failure) => return Err(error.with_source(failure)),
                        }
                    }
                };
                if let (true, Some(is_new)) = (may_repeat, is_new) {
                    is_renewed |= is_new;
                    watch.repeats(&error);
                    continue;
                }
                return Err(match self.is_refused_again(&credential) {
                    true => error.into_renewed_token_refused(),
                    false => error,
                });
            }
            let wait = self.backoff(watch.attempts(), &limits);
            let wait = error.retry_after().map_or(wait, |asked| asked.max(wait));
            if error.is_too_many_requests() {
                self.gate.pause(wait);
            }
            if !self.may_repeat(call, &error, row, watch.attempts(), wait, &limits) {
                return Err(error);
            }
            watch.repeats(&error);
            sleep(wait).await;
        }
    }

    fn refuse(&self, token: &BearerToken) {
        if let Some(authenticator) = &self.authenticator {
            authenticator.refuse(token.version);
        }
    }

    /// The token to repeat a refused call with, if it may be repeated.
    async fn another_token(
        &self,
        refused: &BearerToken,
        may_repeat: bool,
        limits: &Limits,
    ) -> Result<Option<BearerToken>, Error> {
        match &self.authenticator {
            Some(authenticator) if may_repeat && authenticator.is_renewable() => {
                match authenticator.token(limits.deadline).await {
                    Ok(token) => Ok(Some(token).filter(|token| token.version != refused.version)),
                    Err(failure) if failure.kind() == ErrorKind::Login => Err(failure),
                    // What the user's own code failed with is told by the next call.
                    Err(_) => Ok(None),
                }
            }
            _ => Ok(None),
        }
    }

    fn codes_may_be_wrong(&self) -> bool {
        let authenticator = self.authenticator.as_ref();
        authenticator.is_none_or(|authenticator| authenticator.codes_may_be_wrong())
    }

    fn is_refused_again(&self, credential: &Credential<'_>) -> bool {
        match (credential.version(), &self.authenticator) {
            (Some(version), Some(authenticator)) => authenticator.is_refused_again(version),
            _ => false,
        }
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
        call: &Calls<'_>,
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
            && call.key_lasts(wait)
            && Instant::now() + wait + limits.least_time(call.operation) < limits.deadline
            && self.budget.withdraw(error.is_timeout())
    }
}
