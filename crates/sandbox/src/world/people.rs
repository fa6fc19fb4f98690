//! Users and their tokens.

use std::net::IpAddr;

use ipnet::IpNet;
use pazemo::{
    JsonObject, Secret,
    types::{self, CurrentUserRequired, PartnerId, UserId, UserRequired},
};

use super::{Caller, World, answers, dump, index::Index, missing};
use crate::{
    refusal::Refusal,
    seed::{Access, InvalidSeed, TokenSeed, UserSeed, plain_range},
};

/// How many tokens a user may have that are not revoked.
const TOKENS: usize = 5;

pub(super) struct User {
    pub(super) id: UserId,
    email: String,
    name: String,
    mobile: String,
    status: String,
    partner_id: PartnerId,
    roles: Vec<String>,
    /// In the order in which they were created.
    pub(super) accounts: Vec<u32>,
    created: i64,
}

/// Its value is in no `Debug`, because there is none.
pub(super) struct Token {
    value: Secret,
    pub(super) user: u32,
    pub(super) access: Access,
    pub(super) revoked: bool,
    pub(super) addresses: Vec<IpNet>,
}

#[derive(Default)]
pub(super) struct People {
    pub(super) users: Vec<User>,
    by_id: Index,
    pub(super) tokens: Vec<Token>,
    by_value: Index,
}

impl People {
    pub(super) fn find(&self, id: &str) -> Option<u32> {
        self.by_id
            .find(id, |place| self.users[place as usize].id.as_str() == id)
    }

    fn find_token(&self, value: &str) -> Option<u32> {
        self.by_value.find(value, |place| {
            self.tokens[place as usize].value.expose() == value
        })
    }

    /// Adds a user with the tokens of the seed, without the accounts.
    pub(super) fn add(&mut self, seed: &UserSeed, now: i64) -> Result<u32, InvalidSeed> {
        if self.find(&seed.id).is_some() {
            return Err(InvalidSeed(format!("two users have the id {:?}", seed.id)));
        }
        let place = answers::place(self.users.len());
        self.by_id.insert(&seed.id, place);
        self.users.push(User {
            id: answers::verbatim(&seed.id),
            email: seed.email.clone(),
            name: seed.name.clone(),
            mobile: seed.mobile.clone(),
            status: seed.status.clone(),
            partner_id: answers::verbatim(&seed.partner_id),
            roles: seed.roles.clone(),
            accounts: Vec::new(),
            created: now,
        });
        for token in &seed.tokens {
            self.add_token(place, token.clone())
                .map_err(|reason| InvalidSeed(format!("user {:?}: {reason}", seed.id)))?;
        }
        Ok(place)
    }

    fn add_token(&mut self, user: u32, seed: TokenSeed) -> Result<u32, &'static str> {
        if self.find_token(seed.value.expose()).is_some() {
            return Err("this token exists already");
        }
        let live = |token: &&Token| token.user == user && !token.revoked;
        if !seed.revoked && self.tokens.iter().filter(live).count() >= TOKENS {
            return Err("a user has up to five tokens");
        }
        let place = answers::place(self.tokens.len());
        self.by_value.insert(seed.value.expose(), place);
        self.tokens.push(Token {
            value: seed.value,
            user,
            access: seed.access,
            revoked: seed.revoked,
            addresses: seed.addresses.into_iter().map(plain_range).collect(),
        });
        Ok(place)
    }
}

impl World {
    /// The caller of a token, if it exists, is not revoked and is open to the address; otherwise a refusal with 401.
    pub(crate) fn authenticate(&self, token: &str, from: IpAddr) -> Result<Caller, Refusal> {
        let refused = |message| Refusal::new(401, "unauthorized", message);
        let found = self.people.find_token(token);
        let place = found.ok_or_else(|| refused("this token does not exist"))?;
        let token = &self.people.tokens[place as usize];
        if token.revoked {
            return Err(refused("this token was revoked"));
        }
        // An IPv4 address may come in the clothes of IPv6.
        let from = from.to_canonical();
        if !token.addresses.is_empty() && !token.addresses.iter().any(|net| net.contains(&from)) {
            return Err(refused("this token is not open to your address"));
        }
        Ok(Caller {
            user: token.user,
            token: place,
            writes: token.access == Access::Full,
        })
    }

    pub(crate) fn current_user(&self, caller: Caller) -> types::CurrentUser {
        let user = &self.people.users[caller.user as usize];
        types::CurrentUser::new(CurrentUserRequired {
            id: user.id.clone(),
            email: user.email.clone(),
            name: user.name.clone(),
        })
    }

    pub(crate) fn user(&self, caller: Caller, id: &str) -> Result<types::User, Refusal> {
        self.own_user(caller, id)?;
        let user = &self.people.users[caller.user as usize];
        let created = answers::timestamp(user.created);
        let answer = types::User::new(UserRequired {
            id: user.id.clone(),
            created_time: created.clone(),
            updated_time: created,
            status: user.status.clone(),
            email: user.email.clone(),
            mobile: user.mobile.clone(),
            name: user.name.clone(),
            partner_id: user.partner_id.clone(),
            roles: user.roles.clone(),
        });
        Ok(match "{}".parse::<JsonObject>() {
            Ok(empty) => answer.with_configs(empty),
            Err(_) => answer,
        })
    }

    /// Whether the path names the caller.
    pub(super) fn own_user(&self, caller: Caller, id: &str) -> Result<(), Refusal> {
        match self.people.find(id) {
            None => Err(missing("user")),
            Some(place) if place == caller.user => Ok(()),
            Some(_) => Err(self.foreign("user")),
        }
    }

    /// Gives a user another token; without a value it gets one of the sandbox's. Its number, and its value.
    ///
    /// A user who does not exist is refused with 404; a token that exists, or more than five of a user, with 409.
    pub(crate) fn add_token(
        &mut self,
        user: &str,
        value: Option<Secret>,
        access: Access,
        addresses: Vec<IpNet>,
    ) -> Result<(u32, Secret), Refusal> {
        let user = self.people.find(user).ok_or_else(|| missing("user"))?;
        let value = value.unwrap_or_else(|| Secret::new(self.identifiers.token()));
        let seed = TokenSeed {
            value: value.clone(),
            access,
            revoked: false,
            addresses,
        };
        match self.people.add_token(user, seed) {
            Ok(number) => Ok((number, value)),
            Err(reason) => Err(Refusal::new(409, "error.token.refused", reason)),
        }
    }

    /// From here on the token is refused; it stays in the list.
    pub(crate) fn revoke_token(&mut self, number: u32) -> Result<dump::TokenState, Refusal> {
        self.change_token(number, |token| token.revoked = true)
    }

    pub(crate) fn set_token_access(
        &mut self,
        number: u32,
        access: Access,
    ) -> Result<dump::TokenState, Refusal> {
        self.change_token(number, |token| token.access = access)
    }

    /// From where the token may be used; from everywhere, if there are none.
    pub(crate) fn set_token_addresses(
        &mut self,
        number: u32,
        addresses: Vec<IpNet>,
    ) -> Result<dump::TokenState, Refusal> {
        let addresses = addresses.into_iter().map(plain_range).collect();
        self.change_token(number, |token| token.addresses = addresses)
    }

    fn change_token(
        &mut self,
        number: u32,
        change: impl FnOnce(&mut Token),
    ) -> Result<dump::TokenState, Refusal> {
        let token = self.people.tokens.get_mut(number as usize);
        change(token.ok_or_else(|| missing("token"))?);
        Ok(self.token_state(number))
    }
}
