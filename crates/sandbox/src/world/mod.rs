//! The state of the sandbox: users, tokens, accounts, beneficiaries, withdraws, and the ledger below them. Synchronous; nothing here knows
//! HTTP but the statuses, which the switches decide.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use pazemo::types;

use crate::{refusal::Refusal, seed::InvalidSeed, settings::Settings, switches::Switches};

/// Who makes a request: the user of a token that was accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Caller {
    /// Which user; the place in the list of users.
    user: u32,
    /// Which token; the place in the list of tokens.
    token: u32,
    /// Whether the token may change anything.
    writes: bool,
}

impl Caller {
    pub(crate) fn may_write(self) -> bool {
        self.writes
    }

    /// Tells tokens apart, for limits that hold for each.
    pub(crate) fn token(self) -> u32 {
        self.token
    }
}

pub(crate) struct World {
    settings: Settings,
}

impl World {
    pub(crate) fn new(settings: Settings) -> Result<Self, InvalidSeed> {
        todo!()
    }

    pub(crate) fn switches(&self) -> &Switches {
        todo!()
    }

    pub(crate) fn set_switches(&mut self, switches: Switches) {
        todo!()
    }

    /// By the sandbox's clock.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        todo!()
    }

    /// The caller of a token, if it exists, is not revoked and is open to the address; otherwise a refusal with 401.
    pub(crate) fn authenticate(&self, token: &str, from: IpAddr) -> Result<Caller, Refusal> {
        todo!()
    }

    pub(crate) fn current_user(&self, caller: Caller) -> types::CurrentUser {
        todo!()
    }

    pub(crate) fn user(&self, caller: Caller, id: &str) -> Result<types::User, Refusal> {
        todo!()
    }

    pub(crate) fn create_account(
        &mut self,
        caller: Caller,
        user: &str,
        new: types::NewAccount,
    ) -> Result<types::CreatedAccount, Refusal> {
        todo!()
    }

    pub(crate) fn accounts(
        &mut self,
        caller: Caller,
        user: &str,
    ) -> Result<Vec<types::Account>, Refusal> {
        todo!()
    }

    pub(crate) fn account(
        &mut self,
        caller: Caller,
        user: &str,
        id: &str,
    ) -> Result<types::Account, Refusal> {
        todo!()
    }

    pub(crate) fn create_beneficiary(
        &mut self,
        caller: Caller,
        new: types::NewBeneficiary,
    ) -> Result<types::Beneficiary, Refusal> {
        todo!()
    }

    pub(crate) fn create_withdraw(
        &mut self,
        caller: Caller,
        account: &str,
        new: types::NewWithdraw,
    ) -> Result<types::Withdraw, Refusal> {
        todo!()
    }

    pub(crate) fn confirm_withdraw(
        &mut self,
        caller: Caller,
        account: &str,
        id: &str,
        code: &str,
    ) -> Result<types::Withdraw, Refusal> {
        todo!()
    }

    pub(crate) fn cancel_withdraw(
        &mut self,
        caller: Caller,
        account: &str,
        id: &str,
        code: &str,
    ) -> Result<types::Withdraw, Refusal> {
        todo!()
    }
}
