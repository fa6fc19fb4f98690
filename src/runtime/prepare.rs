//! All that happens before an attempt is sent: its turn, the code, the token, the user, the observer.

use tokio::{
    sync::OwnedSemaphorePermit,
    time::{Instant, timeout_at},
};

use super::{
    Runtime,
    call::{Calls, LateCode},
    credential::Credential,
    expected_user::{ROUNDS, changes_too_often},
    limits::Limits,
    request::Request,
    watch::Watch,
};
use crate::{Attempt, CodeRequest, Error, ErrorKind, operation::OperationKind};

impl Runtime {
    /// What the attempt is sent with. Whatever fails here ends the call, and nothing of the attempt has been sent.
    pub(super) async fn prepare<'c>(
        &self,
        call: &Calls<'c>,
        request: &mut Request,
        has_code: &mut bool,
        watch: &Watch,
        limits: &Limits,
    ) -> Result<(Credential<'c>, Option<OwnedSemaphorePermit>), Error> {
        let deadline = limits.deadline;
        let mut is_observed = false;
        let mut has_turn = false;
        // Each wait takes its time, in which what was waited for before may have changed: the user, the token, a pause.
        for _ in 0..ROUNDS {
            // First, because this question takes a turn and a place of its own.
            let known = self.known_user(call, deadline).await?;
            if let (Some(code), false) = (&call.code, *has_code) {
                // A person may be asked: after every other wait, and without keeping others from a place meanwhile.
                drop(self.gate.permit(deadline).await?);
                self.gate.pause_over(deadline).await?;
                self.gate.turn(deadline).await?;
                has_turn = true;
                self.gate.pause_over(deadline).await?;
                self.credential(call, deadline).await?;
                request.body = Some(ask_for_code(call, code, deadline).await?);
                *has_code = true;
            }
            let permit = self.place(call, deadline).await?;
            // What this asks for is asked in the place that the call has by now: it waits behind nobody, and nobody is kept out by it.
            self.make_ready(call, deadline).await?;
            // Before the turn, or all who got theirs in a pause would go out at once when it ends; and after it, because one may have begun.
            self.gate.pause_over(deadline).await?;
            if !std::mem::take(&mut has_turn) && !call.has_place {
                self.gate.turn(deadline).await?;
            }
            self.gate.pause_over(deadline).await?;
            let credential = self.credential(call, deadline).await?;
            if known.is_some_and(|version| Some(version) != credential.version()) {
                continue;
            }
            if !is_observed && self.observer.is_some() {
                self.observe(call, request, watch, deadline).await?;
                is_observed = true;
                if self.gate.is_paused() || !self.is_usable(&credential) {
                    continue;
                }
            }
            // An attempt that cannot be answered in time would only put the outcome in doubt.
            let now = Instant::now();
            let has_time = now + limits.least_time(call.operation) < deadline;
            if !has_time || limits.attempt_time(now).is_zero() {
                let message = "too little of the call's time was left for an attempt";
                return Err(Error::new(ErrorKind::Timeout, message));
            }
            return Ok((credential, permit));
        }
        Err(changes_too_often())
    }

    /// A place, if the number of places is limited and the call has none by another one.
    async fn place(
        &self,
        call: &Calls<'_>,
        deadline: Instant,
    ) -> Result<Option<OwnedSemaphorePermit>, Error> {
        match call.has_place {
            true => Ok(None),
            false => self.gate.permit(deadline).await,
        }
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

    async fn observe(
        &self,
        call: &Calls<'_>,
        request: &Request,
        watch: &Watch,
        deadline: Instant,
    ) -> Result<(), Error> {
        let Some(observer) = &self.observer else {
            return Ok(());
        };
        let attempt = Attempt {
            operation: call.operation,
            method: request.method.to_string(),
            number: watch.attempts() + 1,
            withdraw_id: call.withdraw_id.cloned(),
        };
        match timeout_at(deadline, observer.0.on_attempt_boxed(attempt)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(refusal)) => {
                let message = "the observer of attempts refused this one";
                Err(Error::new(ErrorKind::Observer, message).with_foreign_source(refusal))
            }
            Err(_) => Err(too_late("the observer of attempts had agreed")),
        }
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
