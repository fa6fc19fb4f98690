//! The state of the sandbox: users, tokens, accounts, beneficiaries, withdraws, and the ledger below them. Synchronous; nothing here knows
//! HTTP but the statuses, which the switches decide.

mod accounts;
mod answers;
mod authorization;
mod beneficiaries;
mod build;
mod confirm;
mod create;
mod defects;
pub(crate) mod dump;
mod fees;
mod index;
mod people;
mod settlement;
#[cfg(test)]
mod tests;
mod views;
mod withdraws;
mod written;

pub(crate) use create::Created;

use std::{collections::BTreeSet, time::Duration};

use chrono::{DateTime, Utc};

use crate::{
    clock::{Clock, InvalidMoment, date_time},
    identifiers::Identifiers,
    ledger::{Ledger, LedgerError},
    refusal::Refusal,
    seed::InvalidSeed,
    settings::Settings,
    switches::{Foreign, InsufficientFunds, Switches},
};

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

    fn needs_to_write(self) -> Result<(), Refusal> {
        if self.writes {
            Ok(())
        } else {
            let message = "this token may only read";
            Err(Refusal::new(403, "error.token.read-only", message))
        }
    }
}

pub(crate) struct World {
    settings: Settings,
    switches: Switches,
    clock: Clock,
    identifiers: Identifiers,
    ledger: Ledger,
    people: people::People,
    accounts: accounts::Accounts,
    beneficiaries: beneficiaries::Beneficiaries,
    withdraws: withdraws::Withdraws,
    /// What is to become of confirmed withdraws, by when.
    agenda: settlement::Agenda,
    codes: authorization::Codes,
    /// Those of the page and of the seed.
    currencies: BTreeSet<String>,
}

impl World {
    pub(crate) fn new(settings: Settings) -> Result<Self, InvalidSeed> {
        build::build(settings)
    }

    pub(crate) fn switches(&self) -> &Switches {
        &self.switches
    }

    /// From here on the sandbox decides otherwise; what was decided stays.
    pub(crate) fn set_switches(&mut self, switches: Switches) {
        self.catch_up();
        self.switches = switches;
    }

    /// By the sandbox's clock.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        date_time(self.clock.now())
    }

    pub(crate) fn clock_runs(&self) -> bool {
        self.clock.runs()
    }

    pub(crate) fn stop_clock(&mut self) {
        self.clock.stop();
    }

    pub(crate) fn run_clock(&mut self) {
        self.clock.run();
    }

    /// Moves the clock to a moment, and lets happen what is due until then. Back is refused with 409.
    pub(crate) fn set_time(&mut self, moment: DateTime<Utc>) -> Result<(), Refusal> {
        self.clock.set(moment).map_err(clock_refusal)?;
        self.catch_up();
        Ok(())
    }

    /// Moves the clock forward, and lets happen what is due until then.
    pub(crate) fn advance(&mut self, by: Duration) -> Result<(), Refusal> {
        self.clock.advance(by).map_err(clock_refusal)?;
        self.catch_up();
        Ok(())
    }

    /// Holds the ledger against its journal and against the withdraws; what is wrong names account and figures.
    pub(crate) fn check(&self) -> Result<(), String> {
        let accounts = &self.accounts;
        self.ledger
            .check(|place| accounts.id(place))
            .map_err(|unbalanced| unbalanced.to_string())?;
        self.check_reserved()
    }

    /// The answer for what belongs to another user.
    fn foreign(&self, what: &str) -> Refusal {
        match self.switches.foreign {
            Foreign::Forbidden => {
                let message = format!("this {what} belongs to another user");
                Refusal::new(403, "error.forbidden", message)
            }
            Foreign::NotFound => missing(what),
        }
    }

    fn insufficient(&self) -> Refusal {
        let status = match self.switches.insufficient_funds {
            InsufficientFunds::PaymentRequired => 402,
            InsufficientFunds::BadRequest => 400,
        };
        let message = "the account has less money than the withdraw needs";
        Refusal::new(status, "error.funds.insufficient", message)
    }

    fn money_refusal(&self, error: LedgerError) -> Refusal {
        match error {
            LedgerError::Insufficient => self.insufficient(),
            LedgerError::TooManyDigits => too_many_digits(),
            LedgerError::NotAllowed => invalid("error.amount.invalid", "this cannot be moved"),
        }
    }
}

fn clock_refusal(error: InvalidMoment) -> Refusal {
    match error {
        InvalidMoment::Backwards => {
            let message = "the clock is never moved back";
            Refusal::new(409, "error.clock.backwards", message)
        }
        InvalidMoment::OutOfRange => {
            invalid("error.clock.range", "the clock ends with the year 9999")
        }
    }
}

/// The answer for what does not exist.
fn missing(what: &str) -> Refusal {
    let code = format!("error.{what}.not-found");
    Refusal::new(404, &code, format!("there is no such {what}"))
}

fn invalid(code: &str, message: &str) -> Refusal {
    Refusal::new(400, code, message)
}

fn too_many_digits() -> Refusal {
    let message = "with this amount the account would have more digits than can be kept exactly";
    invalid("error.amount.digits", message)
}
