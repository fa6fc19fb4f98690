//! What the account of the flow shows, and has to show.

use pazemo::Amount;

use super::{journal::StepNumber, rules, walk::Walk};
use crate::Unusable;

/// What an account shows.
#[derive(Clone, Copy)]
pub(super) struct Money {
    /// Where it was shown.
    step: StepNumber,
    pub(super) balance: Amount,
    pub(super) locked: Amount,
}

impl Walk<'_> {
    /// What the account shows.
    pub(super) async fn money(&mut self, what: &'static str) -> Result<Option<Money>, Unusable> {
        let call = self.client.accounts().get(&self.user, &self.account);
        let account = self.journal.accepted("getAccount", what, call).await?;
        let step = self.journal.last();
        Ok(account.map(|account| Money {
            step,
            balance: account.balance,
            locked: account.locked.unwrap_or_default(),
        }))
    }

    /// What the account has to show: what it showed before, less what was spent, with so much locked besides. The embedded sandbox shows
    /// balances that include what is locked, and what is locked as a negative amount.
    pub(super) fn expect(
        &mut self,
        before: Option<Money>,
        found: Option<Money>,
        spent: Amount,
        locked: Amount,
    ) {
        let (Some(before), Some(found)) = (before, found) else {
            return;
        };
        for (field, before, less, shown) in [
            ("balance", before.balance, spent, found.balance),
            ("locked", before.locked, locked, found.locked),
        ] {
            if let Some(wanted) = before.checked_sub(less) {
                self.journal
                    .equal(found.step, rules::LEDGER, field, &wanted, &shown);
            }
        }
    }
}
