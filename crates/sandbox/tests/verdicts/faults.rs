//! What goes wrong with a call.

use pazemo_sandbox::{Fault, When};

use crate::{
    operations::{Operation, Sent},
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
    let is_there = after == (struck.when() == When::After);
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
