//! A small world for tests: ann has two accounts, bob one; the clock stands still.

use std::net::{IpAddr, Ipv4Addr};

use pazemo::{
    Amount, Secret,
    types::{NewWithdraw, Withdraw, WithdrawId},
};

use crate::{
    clock::date_time,
    refusal::Refusal,
    seed::{Access, AccountSeed, BeneficiarySeed, Seed, TokenSeed, UserSeed},
    settings::Settings,
    switches::Switches,
    world::{Caller, Created, World, answers::verbatim},
};

/// 2021-06-11T03:56:25.871Z.
pub(super) const MOMENT: i64 = 1_623_383_785_871;
pub(super) const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
/// The code of the default switches.
pub(super) const CODE: &str = "string";

pub(super) fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

/// An identifier of any text.
pub(super) fn id(text: &str) -> WithdrawId {
    verbatim(text)
}

pub(super) fn withdraw(id: &str, text: &str) -> NewWithdraw {
    NewWithdraw::new(amount(text)).with_id(verbatim(id))
}

pub(super) fn token(value: &str, access: Access) -> TokenSeed {
    TokenSeed {
        value: Secret::new(value),
        access,
        revoked: false,
        addresses: Vec::new(),
    }
}

pub(super) fn account(id: &str, currency: &str, money: &str) -> AccountSeed {
    AccountSeed {
        id: id.to_owned(),
        currency_id: currency.to_owned(),
        number: Some("112456475114".to_owned()),
        money: amount(money),
        withdraws: Vec::new(),
    }
}

pub(super) fn user(id: &str, accounts: Vec<AccountSeed>) -> UserSeed {
    UserSeed {
        id: id.to_owned(),
        email: format!("{id}@example.com"),
        name: id.to_owned(),
        mobile: "+62".to_owned(),
        status: "active".to_owned(),
        partner_id: "partner".to_owned(),
        roles: vec!["user".to_owned()],
        tokens: vec![
            token(&format!("{id}-full"), Access::Full),
            token(&format!("{id}-reads"), Access::ReadOnly),
        ],
        accounts,
    }
}

pub(super) fn beneficiary(id: &str, user: &str, active: bool) -> BeneficiarySeed {
    BeneficiarySeed {
        id: id.to_owned(),
        user: user.to_owned(),
        account_id: None,
        bank_id: "bank".to_owned(),
        address: "12345".to_owned(),
        name: None,
        email: None,
        label: None,
        kind: None,
        active,
    }
}

pub(super) fn seed() -> Seed {
    Seed {
        users: vec![
            user(
                "ann",
                vec![account("a", "USD", "100"), account("a2", "USD", "50.00")],
            ),
            user("bob", vec![account("b", "USD", "100.00")]),
        ],
        beneficiaries: vec![
            beneficiary("0", "ann", true),
            beneficiary("pending", "ann", false),
            beneficiary("of-bob", "bob", true),
            beneficiary("pending-of-bob", "bob", false),
        ],
        ..Seed::empty()
    }
}

pub(super) fn settings(switches: Switches, seed: Seed) -> Settings {
    Settings {
        switches,
        seed,
        random_seed: 1,
        fixed_time: Some(date_time(MOMENT)),
        ..Settings::default()
    }
}

pub(super) fn world_of(switches: Switches, seed: Seed) -> World {
    World::new(settings(switches, seed)).unwrap()
}

pub(super) fn world(switches: Switches) -> World {
    world_of(switches, seed())
}

pub(super) fn plain() -> World {
    world(Switches::plain())
}

/// What tests do again and again, on account `a` of ann.
impl World {
    pub(super) fn caller(&self, token: &str) -> Caller {
        self.authenticate(token, HERE).unwrap()
    }

    pub(super) fn ann(&self) -> Caller {
        self.caller("ann-full")
    }

    /// As the client's type. What is written out of the store has to be the same, byte for byte.
    pub(crate) fn create_withdraw(
        &mut self,
        caller: Caller,
        account: &str,
        new: NewWithdraw,
    ) -> Result<Withdraw, Refusal> {
        match self.new_withdraw(caller, account, new)? {
            Created::Stored(place) => {
                self.assert_written_alike(place);
                Ok(self.withdraw_answer(place))
            }
            Created::Lost(withdraw) => Ok(*withdraw),
        }
    }

    pub(super) fn assert_written_alike(&self, place: u32) {
        let written = serde_json::to_string(&self.written_withdraw(place)).unwrap();
        let typed = serde_json::to_string(&self.withdraw_answer(place)).unwrap();
        assert_eq!(written, typed);
    }

    pub(super) fn create(&mut self, new: NewWithdraw) -> Result<Withdraw, Refusal> {
        self.create_withdraw(self.ann(), "a", new)
    }

    /// With the code that is good now.
    pub(super) fn confirm(&mut self, id: &str) -> Result<Withdraw, Refusal> {
        let code = self.reveal_code("a", id)?;
        self.confirm_withdraw(self.ann(), "a", id, code.expose())
    }

    /// With the code that is good now.
    pub(super) fn cancel(&mut self, id: &str) -> Result<Withdraw, Refusal> {
        let code = self.reveal_code("a", id)?;
        self.cancel_withdraw(self.ann(), "a", id, code.expose())
    }

    /// Available, reserved, paid out and fees.
    pub(super) fn money(&self, account: &str) -> [String; 4] {
        self.check().unwrap();
        let balances = self.ledger.balances(self.accounts.find(account).unwrap());
        [
            balances.available,
            balances.reserved,
            balances.paid_out,
            balances.fees,
        ]
        .map(|amount| super::super::fees::shortened(amount, 0).to_string())
    }

    pub(super) fn state(&mut self, id: &str) -> &'static str {
        let states = self.withdraws();
        states.iter().find(|one| one.id == id).unwrap().state
    }
}

/// The status of an answer; 200 for a success.
pub(super) fn status<T>(answer: &Result<T, Refusal>) -> u16 {
    match answer {
        Ok(_) => 200,
        Err(refusal) => refusal.status,
    }
}
