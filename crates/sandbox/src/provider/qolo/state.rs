//! What a sandbox of Qolo keeps: who may log in, tokens, cards, and the keys that cards were created with.

use std::collections::HashMap;

use bytes::Bytes;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use pazemo::{JsonObject, Secret};
use ring::digest;
use serde::Serialize;

use super::seed::{Login, Seed};
use crate::identifiers::Identifiers;

/// Remembered keys and tokens are looked through when there are this many, and again when there are twice as many.
const MANY: usize = 1024;

pub(crate) struct Qolo {
    identifiers: Identifiers,
    logins: Vec<Login>,
    tokens: Vec<Token>,
    /// Where a token stands, by the hash of its value: what is looked up is not what was sent.
    by_value: HashMap<[u8; 32], usize>,
    cards: Vec<Card>,
    keys: HashMap<(usize, String), Stored>,
    look_through_at: usize,
    counts: Logins,
}

/// How often somebody logged in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Logins {
    /// Logins that got a token.
    pub succeeded: u64,
    /// Logins that did not.
    pub refused: u64,
}

struct Token {
    login: usize,
    expires: DateTime<Utc>,
    revoked: bool,
}

/// A token without its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AccessToken {
    /// How many there were up to this one.
    pub number: usize,
    /// Whose it is.
    pub login: String,
    /// From when on it is refused, by the sandbox's clock.
    pub expires: DateTime<Utc>,
    /// Whether it is refused already.
    pub revoked: bool,
}

/// A card that exists.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Card {
    /// How many there were up to this one.
    pub number: usize,
    /// Its identifier.
    pub id: String,
    /// When it was created, by the sandbox's clock.
    pub time: DateTime<Utc>,
    /// Who created it.
    pub login: String,
    /// The idempotency key it was created with, if there was one.
    pub key: Option<String>,
    /// What was sent for it, digit for digit.
    pub sent: JsonObject,
}

/// All of it, without secrets.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dump<'q> {
    time: String,
    programs: Vec<&'q str>,
    logins: Logins,
    access_tokens: Vec<AccessToken>,
    cards: &'q [Card],
    remembered_keys: usize,
}

/// What is remembered of a key.
pub(super) struct Stored {
    pub(super) body_hash: [u8; 32],
    pub(super) answer: Bytes,
    time: DateTime<Utc>,
}

/// Somebody whose token was accepted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Caller {
    pub(super) login: usize,
    /// The number of the token.
    pub(super) token: u32,
}

impl Qolo {
    pub(super) fn new(seed: &Seed, random_seed: u64) -> Self {
        Self {
            identifiers: Identifiers::new(random_seed),
            logins: seed.logins.clone(),
            tokens: Vec::new(),
            by_value: HashMap::new(),
            cards: Vec::new(),
            keys: HashMap::new(),
            look_through_at: MANY,
            counts: Logins::default(),
        }
    }

    /// Who has this name and this key.
    pub(super) fn login(&mut self, id: &str, key: &str) -> Option<usize> {
        use subtle::ConstantTimeEq;
        let found = self.logins.iter().position(|login| login.id == id);
        let right = found.filter(|place| {
            let login = self.logins.get(*place);
            login.is_some_and(|login| login.key.expose().as_bytes().ct_eq(key.as_bytes()).into())
        });
        match right {
            Some(_) => self.counts.succeeded += 1,
            None => self.counts.refused += 1,
        }
        right
    }

    /// Counts a login in which something was missing.
    pub(super) fn count_refused(&mut self) {
        self.counts.refused += 1;
    }

    pub(super) fn counts(&self) -> Logins {
        self.counts
    }

    /// Makes a token.
    pub(super) fn issue(&mut self, login: usize, now: DateTime<Utc>, lifetime: u32) -> Secret {
        let value = self.identifiers.token();
        self.by_value
            .insert(hash(value.as_bytes()), self.tokens.len());
        self.tokens.push(Token {
            login,
            expires: now + TimeDelta::seconds(i64::from(lifetime)),
            revoked: false,
        });
        Secret::new(value)
    }

    /// Ends the tokens of somebody.
    pub(super) fn end_tokens(&mut self, login: usize) {
        let own = self.tokens.iter_mut().filter(|token| token.login == login);
        own.for_each(|token| token.revoked = true);
    }

    /// Who has a token, if it is good.
    pub(super) fn caller(&self, token: &str, now: DateTime<Utc>) -> Option<Caller> {
        let place = *self.by_value.get(&hash(token.as_bytes()))?;
        let token = self.tokens.get(place)?;
        let good = !token.revoked && now < token.expires;
        good.then_some(Caller {
            login: token.login,
            token: u32::try_from(place).unwrap_or(u32::MAX),
        })
    }

    pub(super) fn expire_tokens(&mut self, now: DateTime<Utc>) {
        for token in &mut self.tokens {
            token.expires = token.expires.min(now);
        }
    }

    /// Revokes a token by its number; `false` if there is none.
    pub(super) fn revoke(&mut self, number: usize) -> bool {
        let token = number
            .checked_sub(1)
            .and_then(|place| self.tokens.get_mut(place));
        token.map(|token| token.revoked = true).is_some()
    }

    pub(super) fn tokens(&self) -> Vec<AccessToken> {
        let all = self.tokens.iter().enumerate();
        all.map(|(place, token)| AccessToken {
            number: place + 1,
            login: self.name(token.login),
            expires: token.expires,
            revoked: token.revoked,
        })
        .collect()
    }

    fn name(&self, login: usize) -> String {
        let login = self.logins.get(login);
        login.map(|login| login.id.clone()).unwrap_or_default()
    }

    pub(super) fn cards(&self) -> Vec<Card> {
        self.cards.clone()
    }

    /// What somebody sent for a card of their own.
    pub(super) fn sent_for(&self, login: usize, id: &str) -> Option<&JsonObject> {
        let name = self.name(login);
        let mut cards = self.cards.iter();
        let card = cards.find(|card| card.id == id && card.login == name)?;
        Some(&card.sent)
    }

    /// What is remembered of a key of somebody.
    pub(super) fn stored(
        &self,
        login: usize,
        key: &str,
        now: DateTime<Utc>,
        window: u32,
    ) -> Option<&Stored> {
        let stored = self.keys.get(&(login, key.to_owned()))?;
        is_remembered(stored, now, window).then_some(stored)
    }

    /// Remembers a key. From time to time it forgets those whose window is over, so that there are never many more than it needs.
    pub(super) fn remember(
        &mut self,
        login: usize,
        key: String,
        body_hash: [u8; 32],
        answer: Bytes,
        now: DateTime<Utc>,
        window: u32,
    ) {
        if self.keys.len() >= self.look_through_at {
            self.keys
                .retain(|_, stored| is_remembered(stored, now, window));
            self.look_through_at = (self.keys.len() * 2).max(MANY);
        }
        let stored = Stored {
            body_hash,
            answer,
            time: now,
        };
        self.keys.insert((login, key), stored);
    }

    /// Creates a card, and gives its identifier.
    pub(super) fn create(
        &mut self,
        login: usize,
        key: Option<String>,
        sent: JsonObject,
        now: DateTime<Utc>,
    ) -> String {
        let id = self.identifiers.identifier();
        self.cards.push(Card {
            number: self.cards.len() + 1,
            id: id.clone(),
            time: now,
            login: self.name(login),
            key,
            sent,
        });
        id
    }

    pub(super) fn dump(&self, now: DateTime<Utc>) -> Result<Vec<u8>, serde_json::Error> {
        let programs = self.logins.iter().map(|login| login.id.as_str()).collect();
        serde_json::to_vec(&Dump {
            time: now.to_rfc3339_opts(SecondsFormat::Millis, true),
            programs,
            logins: self.counts,
            access_tokens: self.tokens(),
            cards: &self.cards,
            remembered_keys: self.keys.len(),
        })
    }
}

fn is_remembered(stored: &Stored, now: DateTime<Utc>, window: u32) -> bool {
    now - stored.time < TimeDelta::seconds(i64::from(window))
}

/// SHA-256.
pub(super) fn hash(bytes: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest::digest(&digest::SHA256, bytes).as_ref());
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_forgotten_when_their_window_is_over() {
        let mut state = Qolo::new(&Seed::default(), 0);
        let start = DateTime::UNIX_EPOCH;
        for number in 0..MANY {
            state.remember(0, number.to_string(), [0; 32], Bytes::new(), start, 60);
        }
        assert!(state.stored(0, "0", start, 60).is_some());
        assert!(state.stored(1, "0", start, 60).is_none(), "somebody else's");
        let later = start + TimeDelta::seconds(60);
        assert!(state.stored(0, "0", later, 60).is_none());
        state.remember(0, "new".to_owned(), [0; 32], Bytes::new(), later, 60);
        assert_eq!(state.keys.len(), 1);
    }
}
