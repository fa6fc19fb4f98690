//! Planted bugs that concern the state; those that concern an answer alone are the server's.

use super::{World, withdraws::State};
use crate::ledger::LedgerError;

impl World {
    /// For [`Defect::LostCreate`](crate::Defect::LostCreate): the withdraw is nowhere to be found, and its money free.
    pub(crate) fn lose_withdraw(&mut self, account: &str, id: &str) -> Result<(), LedgerError> {
        let Some(place) = self.withdraw_place(account, id) else {
            return Ok(());
        };
        self.release(place, State::Cancelled, self.clock.now())?;
        if let Ok(other) = format!("lost-{place}").parse() {
            self.withdraws.get_mut(place).id = other;
        }
        Ok(())
    }

    /// For [`Defect::DoubleConfirm`](crate::Defect::DoubleConfirm): a withdraw that is confirmed is paid, and can be confirmed as if it never
    /// had been.
    pub(crate) fn forget_confirmation(
        &mut self,
        account: &str,
        id: &str,
    ) -> Result<(), LedgerError> {
        let place = self.withdraw_place(account, id);
        let confirmed = place.filter(|place| self.withdraws.get(*place).state == State::Confirmed);
        if let Some(place) = confirmed {
            let now = self.clock.now();
            self.pay(place, now)?;
            self.withdraws.get_mut(place).reservation = None;
            self.move_to(place, State::Created, now);
        }
        Ok(())
    }

    fn withdraw_place(&self, account: &str, id: &str) -> Option<u32> {
        let account = self.accounts.find(account)?;
        self.withdraw_on(account, id)
    }
}
