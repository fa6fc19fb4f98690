//! What becomes of confirmed withdraws.

use std::collections::BTreeMap;

use super::{
    World, dump,
    withdraws::{Details, State, Withdraw},
};
use crate::{
    ledger::{Bucket, LedgerError, Transfer},
    refusal::Refusal,
    seed::{Outcome, SettlementRule},
    switches::{ReturnedFee, Settlement},
};

/// What is to happen, in the order of time: by moment and place of the withdraw.
#[derive(Default)]
pub(super) struct Agenda(BTreeMap<(i64, u32), Outcome>);

impl SettlementRule {
    fn fits(&self, withdraw: &Withdraw) -> bool {
        let none = Details::default();
        let details = withdraw.details.as_deref().unwrap_or(&none);
        let beneficiary = details.beneficiary_id.as_ref().map(|id| id.as_str());
        let same = |wanted: &Option<String>, found: Option<&str>| {
            wanted.is_none() || wanted.as_deref() == found
        };
        self.amount.is_none_or(|amount| amount == withdraw.amount)
            && same(&self.reference, details.reference.as_deref())
            && same(&self.address, details.address.as_deref())
            && same(&self.beneficiary_id, beneficiary)
    }
}

impl World {
    /// Decides what becomes of a withdraw that was just confirmed.
    pub(super) fn plan(&mut self, place: u32, now: i64) {
        let withdraw = self.withdraws.get(place);
        let rules = &self.settings.seed.rules;
        let rule = rules.iter().find(|rule| rule.fits(withdraw));
        let (outcome, after) = match (rule, self.switches.settlement) {
            (Some(rule), _) => (rule.outcome, rule.after),
            (None, Settlement::Manual) => return,
            (None, Settlement::AtOnce) => (Outcome::Settled, 0),
            (None, Settlement::Delayed) => (Outcome::Settled, self.switches.settle_after.0),
        };
        let due = now.saturating_add(i64::from(after) * 1000);
        self.agenda.0.insert((due, place), outcome);
    }

    /// Lets happen what is due. Everything that looks at the state asks for this first.
    pub(super) fn catch_up(&mut self) {
        if self.agenda.0.is_empty() {
            return;
        }
        let now = self.clock.now();
        while let Some(first) = self.agenda.0.first_entry() {
            let (due, place) = *first.key();
            if due > now {
                break;
            }
            let outcome = first.remove();
            // The administration or a cancellation may have been faster.
            if self.withdraws.get(place).state == State::Confirmed {
                // A ledger that refuses leaves the withdraw as it is, and the administration to decide.
                let _ = self.carry_out(place, outcome, due);
            }
        }
    }

    fn carry_out(&mut self, place: u32, outcome: Outcome, moment: i64) -> Result<(), LedgerError> {
        match outcome {
            Outcome::Settled => self.pay(place, moment),
            Outcome::Failed => self.release(place, State::Failed, moment),
            Outcome::Returned => {
                self.pay(place, moment)?;
                if self.withdraws.get(place).state == State::Settled {
                    self.take_back(place, moment)?;
                }
                Ok(())
            }
        }
    }

    /// The money leaves for the receiver. If nothing was reserved and it is gone by now, the withdraw fails.
    fn pay(&mut self, place: u32, moment: i64) -> Result<(), LedgerError> {
        let withdraw = self.withdraws.get(place);
        let account = withdraw.account;
        let from = match withdraw.reservation {
            Some(_) => Bucket::Reserved,
            None => Bucket::Available,
        };
        let sums = self.sums_of(place)?;
        let transfer = |to, amount| Transfer {
            from,
            to,
            amount,
            withdraw: Some(place),
            reverses: None,
        };
        let transfers = [
            transfer(Bucket::PaidOut, sums.payout),
            transfer(Bucket::Fees, sums.fee),
        ];
        let count = if sums.fee.is_zero() { 1 } else { 2 };
        match self.post(account, &transfers[..count], moment) {
            Ok(first) => {
                self.withdraws.get_mut(place).payment = Some(first);
                self.move_to(place, State::Settled, moment);
                Ok(())
            }
            Err(_) if from == Bucket::Available => {
                self.move_to(place, State::Failed, moment);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// A settled withdraw comes back.
    fn take_back(&mut self, place: u32, moment: i64) -> Result<(), LedgerError> {
        let withdraw = self.withdraws.get(place);
        let account = withdraw.account;
        let payment = withdraw.payment.ok_or(LedgerError::NotAllowed)?;
        let sums = self.sums_of(place)?;
        let transfer = |from, amount, reverses| Transfer {
            from,
            to: Bucket::Available,
            amount,
            withdraw: Some(place),
            reverses: Some(reverses),
        };
        let transfers = [
            transfer(Bucket::PaidOut, sums.payout, payment),
            transfer(Bucket::Fees, sums.fee, payment + 1),
        ];
        let refunded = self.switches.returned_fee == ReturnedFee::Refunded;
        let count = if refunded && !sums.fee.is_zero() {
            2
        } else {
            1
        };
        self.post(account, &transfers[..count], moment)?;
        self.move_to(place, State::Returned, moment);
        Ok(())
    }

    /// Settles a confirmed withdraw. It fails instead if nothing was reserved for it and the money is gone. In another state it is refused with 409.
    pub(crate) fn settle(
        &mut self,
        account: &str,
        id: &str,
    ) -> Result<dump::WithdrawState, Refusal> {
        self.decide(account, id, State::Confirmed, "settled", Self::pay)
    }

    /// Fails a confirmed withdraw; in another state it is refused with 409.
    pub(crate) fn fail(&mut self, account: &str, id: &str) -> Result<dump::WithdrawState, Refusal> {
        let release = |world: &mut Self, place, now| world.release(place, State::Failed, now);
        self.decide(account, id, State::Confirmed, "failed", release)
    }

    /// Returns a settled withdraw; in another state it is refused with 409.
    pub(crate) fn give_back(
        &mut self,
        account: &str,
        id: &str,
    ) -> Result<dump::WithdrawState, Refusal> {
        self.decide(account, id, State::Settled, "returned", Self::take_back)
    }

    fn decide(
        &mut self,
        account: &str,
        id: &str,
        needed: State,
        verb: &str,
        act: impl FnOnce(&mut Self, u32, i64) -> Result<(), LedgerError>,
    ) -> Result<dump::WithdrawState, Refusal> {
        self.catch_up();
        let place = self.withdraw_of(account, id)?;
        let state = self.withdraws.get(place).state;
        if state != needed {
            let (needed, is) = (needed.name(), state.name());
            let message =
                format!("only a withdraw that is {needed} can be {verb}; this one is {is}");
            return Err(Refusal::new(409, "error.withdraw.state", message));
        }
        let now = self.clock.now();
        act(self, place, now).map_err(|error| self.money_refusal(error))?;
        Ok(self.withdraw_state(place))
    }
}
