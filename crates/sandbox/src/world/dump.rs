//! The state as the administration shows it. Tokens and authorization codes are not in it.

use std::collections::BTreeMap;

use pazemo::{
    Amount, JsonObject, Timestamp,
    types::{BeneficiaryType, TransactionId},
};
use serde::Serialize;

use super::{World, answers::timestamp};
use crate::{ledger::Bucket, seed::Access, switches::SWITCHES};

/// Everything there is, amounts exact to the digit.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct State {
    /// What the clock shows.
    pub time: Timestamp,
    /// Whether the clock runs.
    pub clock_runs: bool,
    /// The switches by name, but for the code that is good for everything.
    pub switches: BTreeMap<&'static str, String>,
    /// The users.
    pub users: Vec<UserState>,
    /// The tokens, revoked ones too.
    pub tokens: Vec<TokenState>,
    /// The accounts of all users.
    pub accounts: Vec<AccountState>,
    /// The beneficiaries of all users.
    pub beneficiaries: Vec<BeneficiaryState>,
    /// The withdraws of all accounts.
    pub withdraws: Vec<WithdrawState>,
    /// All that was ever moved.
    pub journal: Vec<EntryState>,
}

/// A user.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UserState {
    /// Identifier.
    pub id: String,
    /// Identifiers of the accounts.
    pub accounts: Vec<String>,
}

/// A token without its value.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TokenState {
    /// By which the administration names it.
    pub number: u32,
    /// Whose it is.
    pub user_id: String,
    /// `full` or `read-only`.
    pub access: &'static str,
    /// Whether it is refused.
    pub revoked: bool,
    /// From where it may be used; from everywhere, if empty.
    pub addresses: Vec<String>,
}

/// An account with its money by bucket.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AccountState {
    /// Identifier.
    pub id: String,
    /// Whose it is.
    pub user_id: String,
    /// Currency of all its amounts.
    pub currency_id: String,
    /// All that ever came in from outside.
    pub money_in: Amount,
    /// Free to be used.
    pub available: Amount,
    /// Kept for withdraws.
    pub reserved: Amount,
    /// Sent to receivers.
    pub paid_out: Amount,
    /// Taken for the service.
    pub fees: Amount,
}

/// A beneficiary.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct BeneficiaryState {
    /// Identifier.
    pub id: String,
    /// Who created it.
    pub user_id: String,
    /// The account it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    /// The bank or the currency.
    pub bank_id: String,
    /// Where money is sent to.
    pub address: String,
    /// Name of the receiver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where the receiver is written to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What its creator calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What kind of receiver it is.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<BeneficiaryType>,
    /// Whether it is no longer pending.
    pub active: bool,
}

/// A withdraw.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WithdrawState {
    /// Identifier.
    pub id: String,
    /// The account that pays.
    pub account_id: String,
    /// When it was created, by the sandbox's clock.
    pub created_time: Timestamp,
    /// When it was last changed.
    pub updated_time: Timestamp,
    /// `pending`, `confirmed`, `completed`, `failed`, `returned` or `cancelled`, whatever the API shows.
    pub state: &'static str,
    /// The amount.
    pub amount: Amount,
    /// The fee.
    pub fee_amount: Amount,
    /// Whether the fee is taken from the amount.
    pub fee_deducted: bool,
    /// Identifier of the payment, once there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<TransactionId>,
    /// The beneficiary that was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beneficiary_id: Option<String>,
    /// The address that was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The name that was given to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_name: Option<String>,
    /// Notes, as they were sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Prefix, as it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// Reference, as it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Data of the reference, as they were sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_data: Option<JsonObject>,
}

/// An entry of the journal.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EntryState {
    /// Its place in the journal, from 0.
    pub number: u32,
    /// When, by the sandbox's clock.
    pub time: Timestamp,
    /// Within which account.
    pub account_id: String,
    /// The withdraw it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdraw_id: Option<String>,
    /// Where it came from.
    pub from: Bucket,
    /// Where it went.
    pub to: Bucket,
    /// How much.
    pub amount: Amount,
    /// The entry that it takes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reverses: Option<u32>,
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
            account_id: beneficiary.account_id.as_ref().map(ToString::to_string),
            bank_id: beneficiary.bank_id.to_string(),
            address: beneficiary.address.to_string(),
            name: beneficiary.name.as_ref().map(ToString::to_string),
            email: beneficiary.email.as_ref().map(ToString::to_string),
            label: beneficiary.label.as_ref().map(ToString::to_string),
            kind: beneficiary.kind.clone(),
            active: beneficiary.active,
        }
    }

    pub(super) fn withdraw_state(&self, place: u32) -> WithdrawState {
        let withdraw = self.withdraws.get(place);
        let details = withdraw.details.as_deref().cloned().unwrap_or_default();
        WithdrawState {
            id: withdraw.id.to_string(),
            account_id: self.accounts.id(withdraw.account).to_owned(),
            created_time: timestamp(withdraw.created),
            updated_time: timestamp(withdraw.updated),
            state: withdraw.state.name(),
            amount: withdraw.amount,
            fee_amount: withdraw.fee,
            fee_deducted: withdraw.deducted,
            transaction_id: withdraw
                .transaction
                .map(|number| TransactionId::from(number.get())),
            beneficiary_id: details.beneficiary_id.map(|id| id.to_string()),
            address: details.address.map(Into::into),
            address_name: details.address_name.map(Into::into),
            notes: details.notes.map(Into::into),
            prefix: details.prefix.map(Into::into),
            reference: details.reference.map(Into::into),
            reference_data: details.reference_data,
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
