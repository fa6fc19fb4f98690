//! What goes wrong with a call.

use pazemo_sandbox::{Fault, Sandbox, SandboxBuilder, SentId, Switches};

use crate::{
    operations::{Operation, Sent, Shape},
    stage::{Played, Stage, impatient, once},
};

/// The presets; each is a provider.
pub(crate) const PRESETS: [&str; 3] = ["plain", "harsh", "loopback"];

/// The faults of the sandbox; each strikes before and after the request is carried out. Every status that the agreement names is here, and of each
/// range a representative: 202 and 204 for successes that are not documented, 302 for redirects, 418 for what the caller did wrong, 599 for
/// whatever there is beyond.
pub(crate) const FAULTS: &[&str] = &[
    "status=200",
    "status=202",
    "status=204",
    "status=302",
    "status=400",
    "status=401",
    "status=402",
    "status=403",
    "status=404",
    "status=405",
    "status=406",
    "status=408",
    "status=409",
    "status=410",
    "status=411",
    "status=413",
    "status=414",
    "status=415",
    "status=417",
    "status=418",
    "status=421",
    "status=422",
    "status=425",
    "status=429",
    "status=431",
    "status=499",
    "status=500",
    "status=502",
    "status=503",
    "status=504",
    "status=599",
    "drop",
    "reset",
    "truncate",
    "delay=0.02",
    "slow=0.1",
    "html=200",
    "html=403",
    "html=502",
    "html=503",
    "content-type=text/html",
    "content-type=application/octet-stream",
    "duplicate",
    "hang",
    "delay=60",
    "slow=60",
];

/// Whether it ends by a time limit of the client's.
pub(crate) fn waits(fault: &str) -> bool {
    matches!(fault, "hang" | "delay=60" | "slow=60")
}

/// The fault on one of its sides, if there is that side: what is delivered twice is carried out in any case.
pub(crate) fn on_side(fault: &str, after: bool) -> Option<Fault> {
    let fault: Fault = fault.parse().expect(fault);
    let struck = if after { fault.after() } else { fault.before() };
    let is_there = after == (struck.when() == pazemo_sandbox::When::After);
    is_there.then_some(struck)
}

/// Lets it strike an operation.
pub(crate) async fn strike(stage: &mut Stage, operation: Operation, fault: &Fault) -> Played {
    let kind = fault.to_string();
    let options = if waits(kind.split(';').next().unwrap_or_default()) {
        stage.connect(operation).await;
        impatient()
    } else {
        once()
    };
    stage.reset();
    let faults = std::slice::from_ref(fault);
    stage
        .play(operation, &Sent::default(), faults, options)
        .await
}

/// What goes wrong without a fault of the sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Nobody listens.
    Gone,
    /// The caller's provider of tokens fails.
    NoToken,
    /// The caller leaves the call no time.
    NoTime,
    /// The answer is larger than the caller allows.
    TooLarge,
    /// A required field is missing from the answer.
    Undecodable,
    /// The provider gives withdraws identifiers of its own.
    OtherId,
}

impl Trouble {
    pub(crate) const ALL: [Self; 6] = [
        Self::Gone,
        Self::NoToken,
        Self::NoTime,
        Self::TooLarge,
        Self::Undecodable,
        Self::OtherId,
    ];

    pub(crate) fn concerns(self, operation: Operation) -> bool {
        match self {
            Self::Gone | Self::NoToken | Self::NoTime | Self::TooLarge => true,
            // The field that the sandbox leaves out is not in the answers of the others.
            Self::Undecodable => matches!(
                operation,
                Operation::GetUser
                    | Operation::ListAccounts
                    | Operation::GetAccount
                    | Operation::CreateAccount
                    | Operation::CreateWithdraw
                    | Operation::ConfirmWithdraw
                    | Operation::CancelWithdraw
            ),
            Self::OtherId => operation.shape() == Shape::CreatesWithdraw,
        }
    }

    fn builder(self, preset: &str) -> SandboxBuilder {
        let builder = Sandbox::builder().preset(preset);
        match self {
            Self::Undecodable => builder.defect(pazemo_sandbox::Defect::MissingField),
            Self::OtherId => {
                let switches = Switches::preset(preset).expect("a preset");
                builder.switches(switches.with(SentId::Ignored))
            }
            _ => builder,
        }
    }

    pub(crate) async fn play(self, preset: &str, operation: Operation) -> Played {
        let mut stage = match self {
            Self::NoToken => {
                let no_token = |sandbox: &Sandbox| {
                    let none = || async { Err::<&str, _>("no token") };
                    sandbox.client().token_provider(none)
                };
                Stage::with_client(self.builder(preset), no_token).await
            }
            _ => Stage::start(self.builder(preset)).await,
        };
        let options = match self {
            Self::NoTime => once().with_total_timeout(std::time::Duration::ZERO),
            Self::TooLarge => once().with_response_limit(1),
            _ => once(),
        };
        if self == Self::Gone {
            stage.sandbox = None;
        }
        stage.play(operation, &Sent::default(), &[], options).await
    }
}
