//! The flow of Pazemo.

mod embedded;
mod money;
mod refusals;
mod walk;
mod withdraws;

use self::{embedded::Embedded, walk::Walk};
use super::{
    Driven, Journal, PATIENCE, Progress, Settings, Step, exchanges,
    journal::{self, given},
    rules, wait,
};
use crate::Unusable;

/// Drives it against a sandbox of its own.
pub(super) fn drive(settings: &Settings<'_>) -> Result<Driven, Unusable> {
    let sandbox = Embedded::start(settings)?;
    let steps = wait(walk(&sandbox, settings))?;
    Ok(Driven {
        exchanges: exchanges(&steps, || sandbox.exchanges()),
        state: sandbox.check(),
        steps,
    })
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
