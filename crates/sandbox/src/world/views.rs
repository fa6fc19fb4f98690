//! Single parts of the state, and what the administration does with more than one of them.

use pazemo::Secret;

use super::{
    World, answers,
    dump::{AccountState, BeneficiaryState, TokenState, WithdrawState},
    missing,
};
use crate::refusal::Refusal;

impl World {
    /// An account that does not exist is refused with 404.
    pub(crate) fn account_view(&mut self, id: &str) -> Result<AccountState, Refusal> {
        self.catch_up();
        let place = self.accounts.find(id).ok_or_else(|| missing("account"))?;
        Ok(self.account_state(place))
    }

    pub(crate) fn account_views(&mut self) -> Vec<AccountState> {
        self.catch_up();
        let places = 0..answers::place(self.accounts.list.len());
        places.map(|place| self.account_state(place)).collect()
    }

    pub(crate) fn beneficiary_views(&mut self) -> Vec<BeneficiaryState> {
        self.catch_up();
        let places = 0..answers::place(self.beneficiaries.list.len());
        places.map(|place| self.beneficiary_state(place)).collect()
    }

    pub(crate) fn token_views(&self) -> Vec<TokenState> {
        let places = 0..answers::place(self.people.tokens.len());
        places.map(|place| self.token_state(place)).collect()
    }

    pub(crate) fn token_view(&self, number: u32) -> Result<TokenState, Refusal> {
        let token = self.people.tokens.get(number as usize);
        token.ok_or_else(|| missing("token"))?;
        Ok(self.token_state(number))
    }

    /// An account or a withdraw that does not exist is refused with 404.
    pub(crate) fn withdraw_view(
        &mut self,
        account: &str,
        id: &str,
    ) -> Result<WithdrawState, Refusal> {
        self.catch_up();
        let place = self.withdraw_of(account, id)?;
        Ok(self.withdraw_state(place))
    }

    /// Revokes a token, and makes another one of the same kind. One that is revoked already is refused with 409.
    pub(crate) fn rotate_token(&mut self, number: u32) -> Result<(u32, Secret), Refusal> {
        let token = self.people.tokens.get(number as usize);
        let token = token.ok_or_else(|| missing("token"))?;
        if token.revoked {
            let message = "this token was revoked; make another one";
            return Err(Refusal::new(409, "error.token.revoked", message));
        }
        let (access, addresses) = (token.access, token.addresses.clone());
        let user = self.people.users[token.user as usize].id.to_string();
        // First, because a user has up to five that are not revoked.
        self.revoke_token(number)?;
        self.add_token(&user, None, access, addresses)
    }
}
