//! Withdraws as they are stored, and as they are answered.

use std::num::NonZeroU64;

use hashbrown::DefaultHashBuilder;
use pazemo::{
    Amount, JsonObject,
    types::{
        self, BeneficiaryId, TransactionId, WithdrawId, WithdrawNetwork, WithdrawRequired,
        WithdrawStatus,
    },
};

use super::{World, answers, fees, index::Index};
use crate::{
    ledger::{Bucket, LedgerError, Transfer, Wide},
    switches::States,
};

/// Where a withdraw stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Created,
    Confirmed,
    Settled,
    Failed,
    Returned,
    Cancelled,
}

impl State {
    /// The page shows `pending` alone; the other words are ours.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Created => "pending",
            Self::Confirmed => "confirmed",
            Self::Settled => "completed",
            Self::Failed => "failed",
            Self::Returned => "returned",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether money may still be reserved for it.
    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::Created | Self::Confirmed)
    }
}

/// A withdraw; there may be millions, so what is seldom given is kept elsewhere.
pub(super) struct Withdraw {
    pub(super) id: WithdrawId,
    /// The place of the account that pays.
    pub(super) account: u32,
    pub(super) state: State,
    /// Whether the receiver bears the fee.
    pub(super) deducted: bool,
    pub(super) amount: Amount,
    pub(super) fee: Amount,
    pub(super) created: i64,
    pub(super) updated: i64,
    pub(super) transaction: Option<NonZeroU64>,
    /// The entry that reserved the money.
    pub(super) reservation: Option<u32>,
    /// The entry that paid the receiver; that of the fee follows it, if there is a fee.
    pub(super) payment: Option<u32>,
    /// Of what was sent, to tell whether a second request is the same.
    pub(super) fingerprint: u64,
    pub(super) details: Option<Box<Details>>,
}

const _: () = assert!(size_of::<Withdraw>() <= 128);

/// What the creator of a withdraw may say besides the amount.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Details {
    pub(super) beneficiary_id: Option<BeneficiaryId>,
    pub(super) address: Option<Box<str>>,
    pub(super) address_name: Option<Box<str>>,
    pub(super) notes: Option<Box<str>>,
    pub(super) prefix: Option<Box<str>>,
    pub(super) reference: Option<Box<str>>,
    pub(super) reference_data: Option<JsonObject>,
}

/// What a withdraw moves, in the fewest digits.
#[derive(Clone, Copy)]
pub(super) struct Sums {
    /// What the receiver gets.
    pub(super) payout: Amount,
    pub(super) fee: Amount,
    /// What the account pays.
    pub(super) total: Amount,
}

#[derive(Default)]
pub(super) struct Withdraws {
    pub(super) list: Vec<Withdraw>,
    by_id: Index,
    /// What fingerprints are made by, the same for all.
    pub(super) fingerprints: DefaultHashBuilder,
}

impl Withdraws {
    /// The withdraw of this identifier that also fits otherwise.
    pub(super) fn find(&self, id: &str, fits: impl Fn(&Withdraw) -> bool) -> Option<u32> {
        self.by_id.find(id, |place| {
            let withdraw = &self.list[place as usize];
            withdraw.id.as_str() == id && fits(withdraw)
        })
    }

    /// Of several withdraws of this identifier that fit otherwise, the first.
    pub(super) fn first(&self, id: &str, fits: impl Fn(&Withdraw) -> bool) -> Option<u32> {
        self.by_id.first(id, |place| {
            let withdraw = &self.list[place as usize];
            withdraw.id.as_str() == id && fits(withdraw)
        })
    }

    /// The place that the next withdraw gets.
    pub(super) fn next(&self) -> u32 {
        answers::place(self.list.len())
    }

    pub(super) fn add(&mut self, withdraw: Withdraw) {
        self.by_id
            .insert(withdraw.id.as_str(), answers::place(self.list.len()));
        self.list.push(withdraw);
    }

    pub(super) fn get(&self, place: u32) -> &Withdraw {
        &self.list[place as usize]
    }

    pub(super) fn get_mut(&mut self, place: u32) -> &mut Withdraw {
        &mut self.list[place as usize]
    }
}

impl World {
    /// What a withdraw moves; `None` if that has more digits than an amount holds, or if the fee is more than the amount it is taken from.
    pub(super) fn sums(
        &self,
        account: u32,
        amount: Amount,
        fee: Amount,
        deducted: bool,
    ) -> Option<Sums> {
        let decimals = self.accounts.list[account as usize].decimals;
        let amount = fees::shortened(amount, decimals);
        let fee = fees::shortened(fee, decimals);
        let payout = if deducted {
            amount.checked_sub(fee)?
        } else {
            amount
        };
        // Of all decimals that will be needed, so that what is reserved can also be paid.
        let total = payout.checked_add(fee)?;
        (!payout.is_negative()).then_some(Sums { payout, fee, total })
    }

    pub(super) fn sums_of(&self, place: u32) -> Result<Sums, LedgerError> {
        let withdraw = self.withdraws.get(place);
        self.sums(
            withdraw.account,
            withdraw.amount,
            withdraw.fee,
            withdraw.deducted,
        )
        .ok_or(LedgerError::TooManyDigits)
    }

    /// Appends to the journal; the account counts as changed.
    pub(super) fn post(
        &mut self,
        account: u32,
        transfers: &[Transfer],
        moment: i64,
    ) -> Result<u32, LedgerError> {
        let first = self.ledger.post(account, transfers, moment)?;
        self.accounts.list[account as usize].updated = moment;
        Ok(first)
    }

    /// Keeps money for a withdraw. The entry that does.
    pub(super) fn reserve(
        &mut self,
        account: u32,
        withdraw: u32,
        total: Amount,
        moment: i64,
    ) -> Result<u32, LedgerError> {
        let transfer = Transfer {
            from: Bucket::Available,
            to: Bucket::Reserved,
            amount: total,
            withdraw: Some(withdraw),
            reverses: None,
        };
        self.post(account, &[transfer], moment)
    }

    /// Makes what was reserved for a withdraw available again, and closes it.
    pub(super) fn release(
        &mut self,
        place: u32,
        state: State,
        moment: i64,
    ) -> Result<(), LedgerError> {
        let withdraw = self.withdraws.get(place);
        let account = withdraw.account;
        if let Some(reservation) = withdraw.reservation {
            let transfer = Transfer {
                from: Bucket::Reserved,
                to: Bucket::Available,
                amount: self.sums_of(place)?.total,
                withdraw: Some(place),
                reverses: Some(reservation),
            };
            self.post(account, &[transfer], moment)?;
        }
        self.move_to(place, state, moment);
        Ok(())
    }

    pub(super) fn move_to(&mut self, place: u32, state: State, moment: i64) {
        let withdraw = self.withdraws.get_mut(place);
        withdraw.state = state;
        withdraw.updated = moment;
    }

    /// The word for a state that callers are shown.
    pub(super) fn shown_state(&self, state: State) -> &'static str {
        match self.switches.states {
            States::Documented => State::Created.name(),
            States::Extended => state.name(),
        }
    }

    pub(super) fn withdraw_answer(&self, place: u32) -> types::Withdraw {
        let withdraw = self.withdraws.get(place);
        let created = answers::timestamp(withdraw.created);
        let mut answer = types::Withdraw::new(WithdrawRequired {
            id: withdraw.id.clone(),
            updated_time: if withdraw.updated == withdraw.created {
                created.clone()
            } else {
                answers::timestamp(withdraw.updated)
            },
            created_time: created,
            account_id: self.accounts.list[withdraw.account as usize].id.clone(),
            status: WithdrawStatus::from(self.shown_state(withdraw.state)),
            amount: withdraw.amount,
            fee_amount: withdraw.fee,
        });
        if let Some(transaction) = withdraw.transaction {
            answer.transaction_id = Some(TransactionId::from(transaction.get()));
            answer.network = Some(WithdrawNetwork::Flip);
        }
        if let Some(details) = &withdraw.details {
            let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
            answer.beneficiary_id = details.beneficiary_id.clone();
            answer.address = text(&details.address);
            answer.address_name = text(&details.address_name);
            answer.notes = text(&details.notes);
            answer.prefix = text(&details.prefix);
            answer.reference = text(&details.reference);
            answer.reference_data = details.reference_data.clone();
        }
        answer
    }

    /// Whether in each account as much is reserved as its open withdraws need.
    pub(super) fn check_reserved(&self) -> Result<(), String> {
        let mut needed = vec![Wide::default(); self.accounts.list.len()];
        for (place, withdraw) in (0..).zip(&self.withdraws.list) {
            if withdraw.state.is_open() && withdraw.reservation.is_some() {
                let total = self.sums_of(place).map(|sums| sums.total);
                let sum = &mut needed[withdraw.account as usize];
                *sum = sum.plus(Wide::of(total.unwrap_or_default()));
            }
        }
        for (account, needed) in (0..).zip(needed) {
            let reserved = self.ledger.balances(account).reserved;
            if Wide::of(reserved) != needed {
                let id = self.accounts.id(account);
                return Err(format!(
                    "account {id:?}: {reserved} is reserved, its open withdraws need {needed}"
                ));
            }
        }
        Ok(())
    }
}
