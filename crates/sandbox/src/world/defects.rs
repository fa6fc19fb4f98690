//! Planted bugs that concern the state. The ledger balances under them all the same: it is the provider that is wrong, not the sandbox.

use pazemo::types::{self, WithdrawId};

use super::{World, create::Draft, withdraws::State};
use crate::refusal::Refusal;

impl World {
    /// Answers a withdraw and loses it: it stands under an identifier that nobody knows, and is cancelled.
    pub(super) fn lose(
        &mut self,
        place: u32,
        shown: Option<WithdrawId>,
    ) -> Result<types::Withdraw, Refusal> {
        let mut answer = self.withdraw_answer(place);
        answer.id = shown.unwrap_or_else(|| self.free_withdraw_id());
        self.release(place, State::Cancelled, self.clock.now())
            .map_err(|error| self.money_refusal(error))?;
        Ok(answer)
    }

    /// Pays a withdraw once more, by another one like it.
    pub(super) fn pay_again(&mut self, place: u32) -> Result<(), Refusal> {
        let paid = self.withdraws.get(place);
        let draft = Draft {
            account: paid.account,
            id: None,
            amount: paid.amount,
            fingerprint: paid.fingerprint,
            details: paid.details.as_deref().cloned().unwrap_or_default(),
            charged: true,
        };
        let again = self.place_withdraw(draft)?;
        self.confirm_now(again)
    }
}
