//! Accounts, and what they show of the money in them.

use pazemo::{
    Amount,
    types::{self, AccountId, AccountRequired, CreatedAccount, CreatedAccountRequired, CurrencyId},
};

use super::{Caller, World, answers, dump, index::Index, invalid, missing};
use crate::{
    ledger::{Bucket, Transfer},
    refusal::Refusal,
    switches::{AccountNumber, Balance, Locked, UnknownCurrency},
};

pub(super) struct Account {
    pub(super) id: AccountId,
    pub(super) user: u32,
    pub(super) currency_id: CurrencyId,
    pub(super) decimals: u32,
    pub(super) number: Option<Box<str>>,
    pub(super) created: i64,
    pub(super) updated: i64,
}

#[derive(Default)]
pub(super) struct Accounts {
    pub(super) list: Vec<Account>,
    by_id: Index,
}

impl Accounts {
    pub(super) fn find(&self, id: &str) -> Option<u32> {
        self.by_id
            .find(id, |place| self.list[place as usize].id.as_str() == id)
    }

    pub(super) fn id(&self, place: u32) -> &str {
        match self.list.get(place as usize) {
            Some(account) => account.id.as_str(),
            None => "of nobody",
        }
    }
}

impl World {
    /// Adds an account whose identifier is not taken, with nothing in it.
    pub(super) fn add_account(
        &mut self,
        user: u32,
        id: &str,
        currency_id: CurrencyId,
        number: Option<String>,
    ) -> u32 {
        let place = answers::place(self.accounts.list.len());
        self.accounts.by_id.insert(id, place);
        let now = self.clock.now();
        let decimals = self.settings.seed.currencies.get(currency_id.as_str());
        self.accounts.list.push(Account {
            id: answers::verbatim(id),
            user,
            decimals: decimals.copied().unwrap_or(2),
            currency_id,
            number: number.map(Into::into),
            created: now,
            updated: now,
        });
        self.ledger.open();
        self.people.users[user as usize].accounts.push(place);
        place
    }

    /// The caller's own account.
    pub(super) fn own_account(&self, caller: Caller, id: &str) -> Result<u32, Refusal> {
        let found = self.accounts.find(id).ok_or_else(|| missing("account"))?;
        if self.accounts.list[found as usize].user == caller.user {
            Ok(found)
        } else {
            Err(self.foreign("account"))
        }
    }

    pub(crate) fn create_account(
        &mut self,
        caller: Caller,
        user: &str,
        new: types::NewAccount,
    ) -> Result<types::CreatedAccount, Refusal> {
        self.catch_up();
        caller.needs_to_write()?;
        self.own_user(caller, user)?;
        let types::NewAccount {
            currency_id,
            number,
            ..
        } = new;
        let refuses = self.switches.unknown_currency == UnknownCurrency::Refused;
        if refuses && !self.currencies.contains(currency_id.as_str()) {
            let message = "there are no accounts in this currency";
            return Err(invalid("error.currency.unknown", message));
        }
        let number = number.or_else(|| match self.switches.account_number {
            AccountNumber::Generated => Some(self.identifiers.account_number()),
            AccountNumber::Absent => None,
        });
        let mut id = self.identifiers.identifier();
        while self.accounts.find(&id).is_some() {
            id = self.identifiers.identifier();
        }
        let place = self.add_account(caller.user, &id, currency_id, number);
        let account = &self.accounts.list[place as usize];
        let created = answers::timestamp(account.created);
        let answer = CreatedAccount::new(CreatedAccountRequired {
            id: account.id.clone(),
            created_time: created.clone(),
            updated_time: created,
            currency_id: account.currency_id.clone(),
        });
        Ok(match &account.number {
            Some(number) => answer.with_number(&**number),
            None => answer,
        })
    }

    pub(crate) fn accounts(
        &mut self,
        caller: Caller,
        user: &str,
    ) -> Result<Vec<types::Account>, Refusal> {
        self.catch_up();
        self.own_user(caller, user)?;
        let places = &self.people.users[caller.user as usize].accounts;
        Ok(places
            .iter()
            .map(|place| self.account_answer(*place))
            .collect())
    }

    pub(crate) fn account(
        &mut self,
        caller: Caller,
        user: &str,
        id: &str,
    ) -> Result<types::Account, Refusal> {
        self.catch_up();
        self.own_user(caller, user)?;
        let place = self.own_account(caller, id)?;
        Ok(self.account_answer(place))
    }

    fn account_answer(&self, place: u32) -> types::Account {
        let account = &self.accounts.list[place as usize];
        let balances = self.ledger.balances(place);
        let answer = types::Account::new(AccountRequired {
            id: account.id.clone(),
            created_time: answers::timestamp(account.created),
            updated_time: answers::timestamp(account.updated),
            currency_id: account.currency_id.clone(),
            balance: match self.switches.balance {
                Balance::Gross => balances.total(),
                Balance::Net => balances.available,
            },
        });
        let owner = &self.people.users[account.user as usize];
        let answer =
            answer
                .with_user_id(owner.id.clone())
                .with_locked(match self.switches.locked {
                    Locked::Negative => -balances.reserved,
                    Locked::Positive => balances.reserved,
                });
        match &account.number {
            Some(number) => answer.with_number(&**number),
            None => answer,
        }
    }

    /// Money comes in from outside. An account that does not exist is refused with 404; a negative amount, or one that makes more
    /// digits than can be kept, with 400.
    pub(crate) fn deposit(
        &mut self,
        account: &str,
        amount: Amount,
    ) -> Result<dump::AccountState, Refusal> {
        self.catch_up();
        let found = self.accounts.find(account);
        let place = found.ok_or_else(|| missing("account"))?;
        if amount < Amount::ZERO {
            let message = "a deposit is not less than 0";
            return Err(Refusal::new(400, "error.amount.invalid", message));
        }
        let transfer = Transfer {
            from: Bucket::External,
            to: Bucket::Available,
            amount,
            withdraw: None,
            reverses: None,
        };
        self.post(place, &[transfer], self.clock.now())
            .map_err(|error| self.money_refusal(error))?;
        Ok(self.account_state(place))
    }
}
