//! How a withdraw comes into being.

use std::hash::{BuildHasher, Hash, Hasher};

use pazemo::{
    Amount,
    types::{self, BeneficiaryId, WithdrawId},
};

use super::{
    Caller, World, answers, fees, invalid, missing, too_many_digits,
    withdraws::{Details, State, Withdraw},
};
use crate::{
    defect::Defect,
    ledger::LedgerError,
    refusal::Refusal,
    switches::{
        BodyAccount, ChangedReplay, DuplicateId, Fee, Foreign, FundsCheck, IdScope, MissingId,
        PendingBeneficiary, Receiver, Reserve, Scale, SentId, Transaction, UnknownBeneficiary,
        ZeroAmount,
    },
};

/// What is to be stored, once it is accepted.
pub(super) struct Draft {
    pub(super) account: u32,
    /// Without one it gets one of the sandbox's.
    pub(super) id: Option<WithdrawId>,
    pub(super) amount: Amount,
    pub(super) fingerprint: u64,
    pub(super) details: Details,
    /// Whether there is a fee for it.
    pub(super) charged: bool,
}

/// A withdraw that is to be answered.
pub(crate) enum Created {
    /// The one at a place.
    Stored(u32),
    /// One that only the answer has.
    Lost(Box<types::Withdraw>),
}

impl World {
    pub(crate) fn new_withdraw(
        &mut self,
        caller: Caller,
        account: &str,
        new: types::NewWithdraw,
    ) -> Result<Created, Refusal> {
        self.catch_up();
        caller.needs_to_write()?;
        let account = self.own_account(caller, account)?;
        let id = &self.accounts.list[account as usize].id;
        if self.switches.body_account == BodyAccount::Refused
            && new.account_id.as_ref().is_some_and(|body| body != id)
        {
            let message = "the account in the body is not that in the path";
            return Err(invalid("error.account.contradicted", message));
        }
        let amount = self.accepted_amount(account, new.amount)?;
        if new.id.is_none() && self.switches.missing_id == MissingId::Refused {
            let message = "a withdraw needs an identifier";
            return Err(invalid("error.withdraw.id.missing", message));
        }
        let fingerprint = fingerprint(&self.withdraws.fingerprints, account, &new);
        let honoured = self.switches.sent_id == SentId::Honoured;
        let mut id = new.id.filter(|_| honoured);
        if let Some(taken) = id.as_ref().and_then(|id| self.taken(account, id)) {
            let refused = |status| {
                let message = "there is a withdraw with this identifier";
                Err(Refusal::new(status, "error.withdraw.id.taken", message))
            };
            match self.switches.duplicate_id {
                DuplicateId::Conflict => return refused(409),
                DuplicateId::Failure => return refused(500),
                DuplicateId::BadRequest => return refused(400),
                DuplicateId::Replay => return self.replay(caller, taken, fingerprint),
                DuplicateId::SecondWithdraw => id = None,
            }
        }
        self.check_receiver(caller, new.beneficiary_id.as_ref(), new.address.as_deref())?;
        let loses = self.settings.defect == Some(Defect::LostCreate);
        let shown = id.clone();
        let place = self.place_withdraw(Draft {
            account,
            id: id.filter(|_| !loses),
            amount,
            fingerprint,
            details: Details {
                beneficiary_id: new.beneficiary_id,
                address: new.address.map(Into::into),
                address_name: new.address_name.map(Into::into),
                notes: new.notes.map(Into::into),
                prefix: new.prefix.map(Into::into),
                reference: new.reference.map(Into::into),
                reference_data: new.reference_data,
            },
            charged: true,
        })?;
        if loses {
            let lost = self.lose(place, shown)?;
            return Ok(Created::Lost(Box::new(lost)));
        }
        Ok(Created::Stored(place))
    }

    fn accepted_amount(&self, account: u32, amount: Amount) -> Result<Amount, Refusal> {
        if amount.is_negative() {
            let message = "an amount is not negative";
            return Err(invalid("error.amount.negative", message));
        }
        let decimals = self.accounts.list[account as usize].decimals;
        let amount = match self.switches.scale {
            Scale::Kept => amount,
            Scale::Refused if fees::shortened(amount, 0).decimals() <= decimals => amount,
            Scale::Refused => {
                let message = "the currency has fewer decimals than this amount";
                return Err(invalid("error.amount.scale", message));
            }
            Scale::Rounded => fees::rounded(amount, decimals),
        };
        if amount.is_zero() && self.switches.zero_amount == ZeroAmount::Refused {
            return Err(invalid("error.amount.zero", "an amount is not zero"));
        }
        Ok(amount)
    }

    /// The withdraw that has the identifier already, in the scope that counts.
    fn taken(&self, account: u32, id: &WithdrawId) -> Option<u32> {
        let user_of = |account: u32| self.accounts.list[account as usize].user;
        self.withdraws
            .first(id.as_str(), |withdraw| match self.switches.id_scope {
                IdScope::Account => withdraw.account == account,
                IdScope::User => user_of(withdraw.account) == user_of(account),
                IdScope::Global => true,
            })
    }

    fn replay(&self, caller: Caller, first: u32, fingerprint: u64) -> Result<Created, Refusal> {
        let withdraw = self.withdraws.get(first);
        let owner = self.accounts.list[withdraw.account as usize].user;
        let changed = withdraw.fingerprint != fingerprint;
        let refuses = self.switches.changed_replay == ChangedReplay::Conflict;
        // Nobody is shown another user's withdraw.
        if owner != caller.user || (changed && refuses) {
            let message = "there is another withdraw with this identifier";
            return Err(Refusal::new(409, "error.withdraw.id.taken", message));
        }
        Ok(Created::Stored(first))
    }

    fn check_receiver(
        &self,
        caller: Caller,
        beneficiary: Option<&BeneficiaryId>,
        address: Option<&str>,
    ) -> Result<(), Refusal> {
        let named = match self.switches.receiver {
            Receiver::Unchecked => true,
            Receiver::Required => beneficiary.is_some() || address.is_some(),
            Receiver::Beneficiary => beneficiary.is_some(),
        };
        if !named {
            let message = "the withdraw does not say who receives it";
            return Err(invalid("error.receiver.missing", message));
        }
        let Some(id) = beneficiary else {
            return Ok(());
        };
        let found = self.beneficiaries.find(id.as_str());
        let found = found.map(|place| &self.beneficiaries.list[place as usize]);
        match found {
            Some(beneficiary) if beneficiary.user == caller.user => {
                let refuses = self.switches.pending_beneficiary == PendingBeneficiary::Refused;
                if refuses && !beneficiary.active {
                    let message = "the beneficiary is still pending";
                    return Err(invalid("error.beneficiary.pending", message));
                }
                Ok(())
            }
            Some(_) if self.switches.foreign == Foreign::Forbidden => {
                Err(self.foreign("beneficiary"))
            }
            // Another user's is as if it did not exist.
            Some(_) | None => match self.switches.unknown_beneficiary {
                UnknownBeneficiary::BadRequest => {
                    let message = "there is no such beneficiary";
                    Err(invalid("error.beneficiary.unknown", message))
                }
                UnknownBeneficiary::NotFound => Err(missing("beneficiary")),
                UnknownBeneficiary::Accepted => Ok(()),
            },
        }
    }

    /// Stores a withdraw, if the account can pay it as far as that is asked now. Its place.
    pub(super) fn place_withdraw(&mut self, draft: Draft) -> Result<u32, Refusal> {
        let Draft {
            account,
            id,
            amount,
            fingerprint,
            details,
            charged,
        } = draft;
        let decimals = self.accounts.list[account as usize].decimals;
        let fee = if charged {
            fees::fee(&self.switches, amount, decimals).ok_or_else(too_many_digits)?
        } else {
            Amount::ZERO
        };
        let deducted = self.switches.fee == Fee::Deducted;
        if deducted && fee > amount {
            let message = "the fee is more than the amount it is taken from";
            return Err(invalid("error.amount.below-fee", message));
        }
        let sums = self.sums(account, amount, fee, deducted);
        let total = sums.ok_or_else(too_many_digits)?.total;
        let at_create = self.switches.funds_check == FundsCheck::AtCreate;
        if at_create && self.ledger.balances(account).available < total {
            return Err(self.insufficient());
        }
        let now = self.clock.now();
        let place = self.withdraws.next();
        let mut reservation = None;
        if self.switches.reserve == Reserve::AtCreate {
            reservation = match self.reserve(account, place, total, now) {
                Ok(entry) => Some(entry),
                // Nothing is reserved that is not there; the confirmation asks for it again.
                Err(LedgerError::Insufficient) => None,
                Err(error) => return Err(self.money_refusal(error)),
            };
        }
        let id = id.unwrap_or_else(|| self.free_withdraw_id());
        let transaction = match self.switches.transaction {
            Transaction::AtCreate => self.identifiers.transaction(),
            Transaction::AtConfirm => None,
        };
        self.withdraws.add(Withdraw {
            id,
            account,
            state: State::Created,
            deducted,
            amount,
            fee,
            created: now,
            updated: now,
            transaction,
            reservation,
            payment: None,
            fingerprint,
            details: (details != Details::default()).then(|| Box::new(details)),
        });
        self.make_code(place);
        Ok(place)
    }

    pub(super) fn free_withdraw_id(&mut self) -> WithdrawId {
        loop {
            let id = self.identifiers.identifier();
            if self.withdraws.find(&id, |_| true).is_none() {
                return answers::verbatim(&id);
            }
        }
    }
}

/// Of everything that was sent but the identifier. The account is the one that pays.
fn fingerprint(form: &impl BuildHasher, account: u32, new: &types::NewWithdraw) -> u64 {
    let mut hasher = form.build_hasher();
    account.hash(&mut hasher);
    new.amount.hash(&mut hasher);
    new.updated_time.hash(&mut hasher);
    new.beneficiary_id.hash(&mut hasher);
    new.address.hash(&mut hasher);
    new.address_name.hash(&mut hasher);
    new.notes.hash(&mut hasher);
    new.prefix.hash(&mut hasher);
    new.reference.hash(&mut hasher);
    let data = new.reference_data.as_ref();
    data.map(|data| data.as_str()).hash(&mut hasher);
    hasher.finish()
}
