//! What the account of the flow shows, and has to show.

use pazemo::{Amount, types::Account};

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
        let account = self.shown(what).await?;
        Ok(account.map(|account| self.money_in(&account)))
    }

    /// What the last answer shows of money.
    pub(super) fn money_in(&self, account: &Account) -> Money {
        Money {
            step: self.journal.last(),
            balance: account.balance,
            locked: account.locked.unwrap_or_default(),
        }
    }

    /// The account, which has to be the one that was opened.
    pub(super) async fn shown(&mut self, what: &'static str) -> Result<Option<Account>, Unusable> {
        let call = self.client.accounts().get(&self.user, &self.account);
        let shown = self.journal.accepted("getAccount", what, call).await?;
        if let Some(shown) = &shown {
            let (id, owner) = (self.account.as_str(), self.user.as_str());
            let step = self.journal.last();
            self.journal
                .equal(step, rules::STATE, "id", &id, &shown.id.as_str());
            if let Some(user) = &shown.user_id {
                self.journal
                    .equal(step, rules::STATE, "userId", &owner, &user.as_str());
            }
            if let Some(opened) = &self.opened {
                let fields = ["currencyId", "number", "createdTime"];
                self.journal.same(&fields, opened, shown);
            }
        }
        Ok(shown)
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
