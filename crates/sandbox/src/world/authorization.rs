//! Codes by which withdraws are confirmed and cancelled.

use std::collections::HashMap;

use pazemo::Secret;
use subtle::ConstantTimeEq;

use super::{World, missing};
use crate::{
    refusal::Refusal,
    switches::{AuthorizationCode, WrongCode},
};

/// A code of one withdraw. It is in no `Debug`, because there is none.
#[derive(Clone, Copy)]
struct Code {
    digits: u32,
    /// Until when it is good, as a moment of the clock, where codes expire.
    until: i64,
}

/// The codes of withdraws, by their places; there are none while one code is good for all.
#[derive(Default)]
pub(super) struct Codes(HashMap<u32, Code>);

impl World {
    /// Gives a withdraw a new code, if it has one of its own.
    pub(super) fn make_code(&mut self, place: u32) {
        if self.switches.authorization_code != AuthorizationCode::Static {
            self.new_code(place);
        }
    }

    fn new_code(&mut self, place: u32) -> Code {
        let lifetime = i64::from(self.switches.code_lifetime.0) * 1000;
        let code = Code {
            digits: self.identifiers.code(),
            until: self.clock.now().saturating_add(lifetime),
        };
        self.codes.0.insert(place, code);
        code
    }

    pub(super) fn check_code(&mut self, place: u32, sent: &str) -> Result<(), Refusal> {
        let mut message = "the authorization code is wrong";
        let right = match self.switches.authorization_code {
            AuthorizationCode::Static => is_equal(sent, &self.switches.static_code.0),
            AuthorizationCode::OneTime => {
                let code = self.codes.0.get(&place).copied();
                // Right or wrong, that was its one try.
                self.new_code(place);
                code.is_some_and(|code| is_equal(sent, &code.digits.to_string()))
            }
            AuthorizationCode::Expiring => {
                let now = self.clock.now();
                let code = self.codes.0.get(&place);
                let fits = code.is_some_and(|code| is_equal(sent, &code.digits.to_string()));
                let is_expired = code.is_some_and(|code| now >= code.until);
                // Only who had the code is told that its time is over.
                if fits && is_expired {
                    message = "the authorization code has expired";
                }
                fits && !is_expired
            }
        };
        if right {
            return Ok(());
        }
        let status = match self.switches.wrong_code {
            WrongCode::BadRequest => 400,
            WrongCode::Unauthorized => 401,
            WrongCode::Forbidden => 403,
        };
        Err(Refusal::new(status, "error.authorization-code", message))
    }

    /// The code by which a withdraw can now be confirmed or cancelled; in the place of one that has expired there is a new one.
    pub(crate) fn reveal_code(&mut self, account: &str, id: &str) -> Result<Secret, Refusal> {
        self.catch_up();
        let place = self.withdraw_of(account, id)?;
        let code = match self.switches.authorization_code {
            AuthorizationCode::Static => return Ok(Secret::new(&*self.switches.static_code.0)),
            AuthorizationCode::OneTime => self.codes.0.get(&place).copied(),
            AuthorizationCode::Expiring => {
                let now = self.clock.now();
                self.codes
                    .0
                    .get(&place)
                    .copied()
                    .filter(|code| now < code.until)
            }
        };
        let code = code.unwrap_or_else(|| self.new_code(place));
        Ok(Secret::new(code.digits.to_string()))
    }

    /// A withdraw by account and identifier, whoever owns it: for the administration.
    pub(super) fn withdraw_of(&self, account: &str, id: &str) -> Result<u32, Refusal> {
        let account = self
            .accounts
            .find(account)
            .ok_or_else(|| missing("account"))?;
        self.withdraw_on(account, id)
            .ok_or_else(|| missing("withdraw"))
    }
}

/// Compares without telling by its duration where two codes differ.
fn is_equal(sent: &str, code: &str) -> bool {
    sent.as_bytes().ct_eq(code.as_bytes()).into()
}
