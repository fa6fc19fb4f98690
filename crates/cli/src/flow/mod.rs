//! The client against a sandbox: every operation, what has to succeed and what has to be refused, and every exchange of it held against the
//! document.
//!
//! It stands here and in none of the crates: `pazemo-contract` knows no provider, and a sandbox does not judge itself.

mod embedded;
mod evaluate;
mod journal;
mod money;
mod progress;
mod refusals;
mod rules;
#[cfg(test)]
mod tests;
mod walk;
mod withdraws;

use pazemo_contract::{BodyTypes, Contract, ContractFinding, Recording};
use pazemo_sandbox::Defect;

use self::{
    embedded::Embedded,
    journal::{Journal, Step},
    progress::Progress,
    walk::{Walk, given},
};
use crate::Unusable;

/// How the flow is to be driven.
pub(crate) struct Settings<'s> {
    /// Where the sandbox listens, if not on any free port.
    pub(crate) port: Option<u16>,
    /// Where the client sends its requests, if not to the sandbox itself: a proxy in front of it.
    pub(crate) through: Option<&'s str>,
    /// The folder that the exchanges' files are named after; they need not be written.
    pub(crate) folder: &'s str,
    /// A planted bug.
    pub(crate) defect: Option<Defect>,
}

/// What came of it.
pub(crate) struct Live {
    folder: String,
    /// The exchanges as files: names within the folder, and texts.
    pub(crate) files: Vec<(String, String)>,
    /// The same, read.
    pub(crate) recordings: Vec<Recording>,
    /// What speaks against the flow, besides what the exchanges themselves show.
    pub(crate) findings: Vec<ContractFinding>,
}

/// Drives the flow.
pub(crate) fn drive(
    contract: &Contract<'_>,
    types: &[BodyTypes],
    settings: &Settings<'_>,
) -> Result<Live, Unusable> {
    let sandbox = Embedded::start(settings)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Unusable(format!("the flow cannot be started: {error}")))?;
    let steps = runtime.block_on(walk(&sandbox, settings))?;
    let requests = steps.iter().map(|step| step.requests).sum();
    let exchanges = sandbox.exchanges(requests);
    evaluate::evaluate(
        contract,
        types,
        settings.folder,
        &steps,
        exchanges,
        sandbox.check(),
    )
}

async fn walk(sandbox: &Embedded, settings: &Settings<'_>) -> Result<Vec<Step>, Unusable> {
    let (nobody, reader, other) = (
        sandbox.client(Some(embedded::NOBODY))?,
        sandbox.client(Some(embedded::READER))?,
        sandbox.client(Some(embedded::OTHER))?,
    );
    let mut walk = Walk {
        sandbox,
        journal: Journal::new(Progress::new()),
        client: sandbox.client(None)?,
        user: given(embedded::USER)?,
        account: given(embedded::ACCOUNT)?,
        opened: None,
        beneficiary: given(embedded::BENEFICIARY)?,
    };
    walk.users().await?;
    walk.accounts().await?;
    walk.beneficiary().await?;
    walk.paid().await?;
    walk.cancelled().await?;
    let left = walk.too_much_or_unknown().await?;
    walk.other_users(&other).await?;
    walk.tokens(&nobody, &reader).await?;
    // A proxy that checks requests would answer these itself.
    if settings.through.is_none() {
        walk.invalid().await?;
    }
    walk.end(left).await?;
    walk.pings().await?;
    Ok(walk.journal.steps)
}
