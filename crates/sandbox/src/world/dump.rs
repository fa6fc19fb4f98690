//! The state as the administration shows it. Tokens and authorization codes are not in it.

use std::collections::BTreeMap;

use pazemo::{Amount, Timestamp};
use serde::Serialize;

use super::{World, answers::timestamp};
use crate::{ledger::Bucket, seed::Access, switches::SWITCHES};

/// Everything there is, amounts exact to the digit.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct State {
    pub(crate) time: Timestamp,
    pub(crate) clock_runs: bool,
    pub(crate) switches: BTreeMap<&'static str, String>,
    pub(crate) users: Vec<UserState>,
    pub(crate) tokens: Vec<TokenState>,
    pub(crate) accounts: Vec<AccountState>,
    pub(crate) beneficiaries: Vec<BeneficiaryState>,
    pub(crate) withdraws: Vec<WithdrawState>,
    pub(crate) journal: Vec<EntryState>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UserState {
    pub(crate) id: String,
    pub(crate) accounts: Vec<String>,
}

/// A token without its value.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TokenState {
    /// By which the administration names it.
    pub(crate) number: u32,
    pub(crate) user_id: String,
    /// `full` or `read-only`.
    pub(crate) access: &'static str,
    pub(crate) revoked: bool,
    /// From where it may be used; from everywhere, if empty.
    pub(crate) addresses: Vec<String>,
}

/// An account with its money by bucket.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AccountState {
    pub(crate) id: String,
    pub(crate) user_id: String,
    pub(crate) currency_id: String,
    pub(crate) money_in: Amount,
    pub(crate) available: Amount,
    pub(crate) reserved: Amount,
    pub(crate) paid_out: Amount,
    pub(crate) fees: Amount,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BeneficiaryState {
    pub(crate) id: String,
    pub(crate) user_id: String,
    pub(crate) active: bool,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WithdrawState {
    pub(crate) id: String,
    pub(crate) account_id: String,
    pub(crate) created_time: Timestamp,
    pub(crate) updated_time: Timestamp,
    /// `pending`, `confirmed`, `completed`, `failed`, `returned` or `cancelled`, whatever the API shows.
    pub(crate) state: &'static str,
    pub(crate) amount: Amount,
    pub(crate) fee_amount: Amount,
}

/// An entry of the journal.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EntryState {
    pub(crate) number: u32,
    pub(crate) time: Timestamp,
    pub(crate) account_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) withdraw_id: Option<String>,
    pub(crate) from: Bucket,
    pub(crate) to: Bucket,
    pub(crate) amount: Amount,
    /// The entry that it takes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reverses: Option<u32>,
}

impl World {
    pub(crate) fn dump(&mut self) -> State {
        self.catch_up();
        let value = |name| self.switches.get(name).unwrap_or_default();
        let switches = SWITCHES
            .iter()
            .filter(|switch| switch.name != "static-code");
        State {
            time: timestamp(self.clock.now()),
            clock_runs: self.clock.runs(),
            switches: switches
                .map(|switch| (switch.name, value(switch.name)))
                .collect(),
            users: self.user_states(),
            tokens: all(self.people.tokens.len(), |place| self.token_state(place)),
            accounts: all(self.accounts.list.len(), |place| self.account_state(place)),
            beneficiaries: all(self.beneficiaries.list.len(), |place| {
                self.beneficiary_state(place)
            }),
            withdraws: all(self.withdraws.list.len(), |place| {
                self.withdraw_state(place)
            }),
            journal: self.entry_states(),
        }
    }

    /// All withdraws, in the order in which they were created.
    pub(crate) fn withdraws(&mut self) -> Vec<WithdrawState> {
        self.catch_up();
        all(self.withdraws.list.len(), |place| {
            self.withdraw_state(place)
        })
    }

    fn user_states(&self) -> Vec<UserState> {
        let users = self.people.users.iter().map(|user| UserState {
            id: user.id.to_string(),
            accounts: user
                .accounts
                .iter()
                .map(|place| self.accounts.id(*place).to_owned())
                .collect(),
        });
        users.collect()
    }

    fn user_id(&self, place: u32) -> String {
        self.people.users[place as usize].id.to_string()
    }

    pub(super) fn token_state(&self, place: u32) -> TokenState {
        let token = &self.people.tokens[place as usize];
        TokenState {
            number: place,
            user_id: self.user_id(token.user),
            access: match token.access {
                Access::Full => "full",
                Access::ReadOnly => "read-only",
            },
            revoked: token.revoked,
            addresses: token.addresses.iter().map(ToString::to_string).collect(),
        }
    }

    pub(super) fn account_state(&self, place: u32) -> AccountState {
        let account = &self.accounts.list[place as usize];
        let balances = self.ledger.balances(place);
        AccountState {
            id: account.id.to_string(),
            user_id: self.user_id(account.user),
            currency_id: account.currency_id.to_string(),
            money_in: balances.money_in,
            available: balances.available,
            reserved: balances.reserved,
            paid_out: balances.paid_out,
            fees: balances.fees,
        }
    }

    pub(super) fn beneficiary_state(&self, place: u32) -> BeneficiaryState {
        let beneficiary = &self.beneficiaries.list[place as usize];
        BeneficiaryState {
            id: beneficiary.id.to_string(),
            user_id: self.user_id(beneficiary.user),
            active: beneficiary.active,
        }
    }

    pub(super) fn withdraw_state(&self, place: u32) -> WithdrawState {
        let withdraw = self.withdraws.get(place);
        WithdrawState {
            id: withdraw.id.to_string(),
            account_id: self.accounts.id(withdraw.account).to_owned(),
            created_time: timestamp(withdraw.created),
            updated_time: timestamp(withdraw.updated),
            state: withdraw.state.name(),
            amount: withdraw.amount,
            fee_amount: withdraw.fee,
        }
    }

    fn entry_states(&self) -> Vec<EntryState> {
        let entries = self.ledger.journal().iter();
        let states = (0..).zip(entries).map(|(number, entry)| EntryState {
            number,
            time: timestamp(entry.moment),
            account_id: self.accounts.id(entry.account).to_owned(),
            withdraw_id: entry
                .transfer
                .withdraw
                .map(|place| self.withdraws.get(place).id.to_string()),
            from: entry.transfer.from,
            to: entry.transfer.to,
            amount: entry.transfer.amount,
            reverses: entry.transfer.reverses,
        });
        states.collect()
    }
}

fn all<T>(count: usize, state: impl FnMut(u32) -> T) -> Vec<T> {
    (0..super::answers::place(count)).map(state).collect()
}
