//! Confirming and cancelling withdraws.

use pazemo::types;

use super::{Caller, World, missing, withdraws::State};
use crate::{
    defect::Defect,
    refusal::Refusal,
    switches::{Cancellable, FinishedWithdraw, FundsCheck, Reserve, Transaction},
};

impl World {
    pub(crate) fn confirm_withdraw(
        &mut self,
        caller: Caller,
        account: &str,
        id: &str,
        code: &str,
    ) -> Result<types::Withdraw, Refusal> {
        let place = self.authorized(caller, account, id, code)?;
        let state = self.withdraws.get(place).state;
        if state != State::Created {
            let pays_again = self.settings.defect == Some(Defect::DoubleConfirm);
            if pays_again && state != State::Cancelled {
                self.pay_again(place)?;
                return Ok(self.withdraw_answer(place));
            }
            return self.finished(place);
        }
        self.confirm_now(place)?;
        Ok(self.withdraw_answer(place))
    }

    /// Confirms a withdraw that is not confirmed yet.
    pub(super) fn confirm_now(&mut self, place: u32) -> Result<(), Refusal> {
        let now = self.clock.now();
        self.secure_funds(place, now)?;
        if self.switches.transaction == Transaction::AtConfirm
            && self.withdraws.get(place).transaction.is_none()
        {
            self.withdraws.get_mut(place).transaction = self.identifiers.transaction();
        }
        self.move_to(place, State::Confirmed, now);
        self.plan(place, now);
        self.catch_up();
        Ok(())
    }

    pub(crate) fn cancel_withdraw(
        &mut self,
        caller: Caller,
        account: &str,
        id: &str,
        code: &str,
    ) -> Result<types::Withdraw, Refusal> {
        let place = self.authorized(caller, account, id, code)?;
        let cancellable = match self.withdraws.get(place).state {
            State::Created => true,
            State::Confirmed => self.switches.cancellable == Cancellable::UntilSettled,
            _ => false,
        };
        if !cancellable {
            return self.finished(place);
        }
        self.release(place, State::Cancelled, self.clock.now())
            .map_err(|error| self.money_refusal(error))?;
        Ok(self.withdraw_answer(place))
    }

    /// The withdraw of a path.
    pub(super) fn withdraw_on(&self, account: u32, id: &str) -> Option<u32> {
        self.withdraws
            .find(id, |withdraw| withdraw.account == account)
    }

    /// The withdraw, if it is the caller's and the code is right.
    fn authorized(
        &mut self,
        caller: Caller,
        account: &str,
        id: &str,
        code: &str,
    ) -> Result<u32, Refusal> {
        self.catch_up();
        caller.needs_to_write()?;
        let account = self.own_account(caller, account)?;
        let found = self.withdraw_on(account, id);
        let place = found.ok_or_else(|| missing("withdraw"))?;
        self.check_code(place, code)?;
        Ok(place)
    }

    /// The answer for a withdraw that is confirmed, cancelled or over. Nothing moves.
    fn finished(&self, place: u32) -> Result<types::Withdraw, Refusal> {
        let status = match self.switches.finished_withdraw {
            FinishedWithdraw::Conflict => 409,
            FinishedWithdraw::Gone => 410,
            FinishedWithdraw::BadRequest => 400,
            FinishedWithdraw::NotFound => 404,
            FinishedWithdraw::Replay => return Ok(self.withdraw_answer(place)),
        };
        let message = "the withdraw is confirmed, cancelled or over";
        Err(Refusal::new(status, "error.withdraw.finished", message))
    }

    /// Reserves what is not reserved yet, or looks whether it is there, as the switches say.
    fn secure_funds(&mut self, place: u32, now: i64) -> Result<(), Refusal> {
        let withdraw = self.withdraws.get(place);
        if withdraw.reservation.is_some() {
            return Ok(());
        }
        let account = withdraw.account;
        let total = self
            .sums_of(place)
            .map_err(|e| self.money_refusal(e))?
            .total;
        if self.switches.reserve == Reserve::Never {
            let at_confirm = self.switches.funds_check == FundsCheck::AtConfirm;
            if at_confirm && self.ledger.balances(account).available < total {
                return Err(self.insufficient());
            }
            return Ok(());
        }
        let entry = self
            .reserve(account, place, total, now)
            .map_err(|error| self.money_refusal(error))?;
        self.withdraws.get_mut(place).reservation = Some(entry);
        Ok(())
    }
}
