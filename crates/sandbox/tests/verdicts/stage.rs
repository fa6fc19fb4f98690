//! A sandbox and the real client in front of it.

use std::time::Duration;

use pazemo::{Basis, CallOptions, Client, Delivery, Error, RetryPolicy};
use pazemo_sandbox::{Control, Fault, FaultSequence, Sandbox, SandboxBuilder};

use crate::{
    operations::{Operation, Sent, Shape},
    truth::{Snapshot, Truth, between},
};

/// What the client said of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Said {
    /// `None` is a success.
    pub(crate) verdict: Option<(Delivery, Basis)>,
    pub(crate) status: Option<u16>,
    /// How many attempts it made; 0 after a success, which does not tell.
    pub(crate) attempts: u32,
}

/// A call, what was said of it, and what was so.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Played {
    pub(crate) said: Said,
    pub(crate) truth: Truth,
    /// How many of the faults did not strike.
    pub(crate) unstruck: usize,
}

pub(crate) struct Stage {
    pub(crate) control: Control,
    pub(crate) sandbox: Option<Sandbox>,
    pub(crate) client: Client,
    /// How many repeats the client may still make before its budget could matter.
    repeats: u32,
}

/// A client has a budget of a hundred repeats; beyond it, it repeats nothing.
const REPEATS: u32 = 90;

/// Bodies are small here, so that one that is too large need not be large.
pub(crate) const LARGEST_BODY: usize = 4096;

/// Long enough for whatever ends by itself.
const PATIENCE: Duration = Duration::from_secs(30);
/// Long enough for a request to leave over a connection that is there, also on a busy machine.
const LIMIT: Duration = Duration::from_millis(700);

/// One attempt, and no hurry.
pub(crate) fn once() -> CallOptions {
    CallOptions::new()
        .with_attempt_timeout(PATIENCE)
        .with_retry_policy(RetryPolicy::never())
}

/// One attempt, which ends by the time limit.
pub(crate) fn impatient() -> CallOptions {
    once().with_attempt_timeout(LIMIT)
}

impl Stage {
    pub(crate) async fn start(builder: SandboxBuilder) -> Self {
        let sandbox = builder.start().await.expect("a sandbox");
        Self {
            control: sandbox.control(),
            client: sandbox.client().build().expect("a client"),
            sandbox: Some(sandbox),
            repeats: REPEATS,
        }
    }

    pub(crate) async fn preset(preset: &str) -> Self {
        let builder = Sandbox::builder().preset(preset);
        Self::start(builder.body_limit(LARGEST_BODY)).await
    }

    /// Everything as at the start.
    pub(crate) fn reset(&mut self) {
        self.control.reset().expect("the data were good before");
        if self.repeats == 0 {
            self.renew_client();
        }
    }

    /// Nothing that an earlier call left behind.
    pub(crate) fn renew_client(&mut self) {
        let sandbox = self.sandbox.as_ref().expect("a sandbox");
        self.client = sandbox.client().build().expect("a client");
        self.repeats = REPEATS;
    }

    /// Makes a connection, so that a time limit is not spent on that. It is kept for a few seconds.
    pub(crate) async fn connect(&self, operation: Operation) {
        let sent = Sent::default();
        let _ = operation.call(&self.client, &sent, once()).await;
    }

    /// Calls an operation while faults wait for it.
    pub(crate) async fn play(
        &mut self,
        operation: Operation,
        sent: &Sent,
        faults: &[Fault],
        options: CallOptions,
    ) -> Played {
        let mut sent = sent.clone();
        if operation.shape() == Shape::Authorizes && sent.code.is_none() {
            let code = self.control.authorization_code(sent.account, sent.withdraw);
            sent.code = code.ok().map(|code| code.expose().to_owned());
        }
        let faults = faults.iter().map(|fault| (fault.clone(), 1));
        let sequence = FaultSequence::new(Some(operation.id()), faults).expect("an operation");
        self.control.add_faults(&sequence).expect("room for faults");
        let before = Snapshot::take(&self.control);
        let result = operation.call(&self.client, &sent, options).await;
        let after = Snapshot::take(&self.control);
        self.control.check().expect("a ledger that balances");
        let said = Said::of(result);
        let unstruck = self.control.faults().len();
        self.control.clear_faults();
        let truth = between(&before, &after, operation);
        let repeats = u32::try_from(truth.requests.saturating_sub(1)).expect("a few");
        self.repeats = self.repeats.saturating_sub(repeats);
        if said.status == Some(429) {
            // After it, all clones of a client pause.
            self.renew_client();
        }
        Played {
            said,
            truth,
            unstruck,
        }
    }
}

impl Said {
    fn of(result: Result<(), Error>) -> Self {
        match result {
            Ok(()) => Self::default(),
            Err(error) => Self {
                verdict: Some((error.delivery(), error.basis())),
                status: error.status(),
                attempts: error.attempts(),
            },
        }
    }
}
