//! The sandbox that the flow is driven against.

use pazemo::{
    Amount, Client, Environment, RetryPolicy, Secret,
    types::{AccountId, WithdrawAuthorization, WithdrawId},
};
use pazemo_sandbox::{Exchange, Sandbox, Switches};

use super::{PATIENCE, Settings, journal::given, withdraws::authorization};
use crate::{Unusable, sandbox::cannot_start};

// What the flow uses of the sandbox's own data.
pub(super) const USER: &str = "string";
pub(super) const ACCOUNT: &str = "string";
pub(super) const BENEFICIARY: &str = "0";
pub(super) const OTHER_USER: &str = "other";
pub(super) const OTHER_ACCOUNT: &str = "account-other";
pub(super) const READER: &str = "sandbox-read-only-token";
pub(super) const OTHER: &str = "sandbox-other-token";
pub(super) const NOBODY: &str = "a-token-of-nobody";

/// Far more than the flow makes; if they were not enough, the count would say so.
const MOST_EXCHANGES: usize = 10_000;
/// A withdraw costs this besides its amount, so that fees are seen as well.
const FEE: &str = "0.25";

pub(super) struct Embedded {
    sandbox: Sandbox,
    environment: Environment,
    fee: Amount,
    is_direct: bool,
}

impl Embedded {
    /// Everything that could differ from one run to the next is fixed.
    pub(super) fn start(settings: &Settings<'_>) -> Result<Self, Unusable> {
        let unusable = |error: &dyn std::fmt::Display| Unusable(error.to_string());
        let address = settings.address();
        let mut switches = Switches::plain();
        switches.set("fee-flat", FEE).map_err(|e| unusable(&e))?;
        let mut builder = Sandbox::builder()
            .switches(switches)
            .random_seed(1)
            .fixed_time(given("2026-01-01T00:00:00Z")?)
            .address(address)
            .keep_exchanges(MOST_EXCHANGES);
        if let Some(defect) = settings.defect {
            builder = builder.defect(defect);
        }
        let sandbox = builder
            .start_blocking()
            .map_err(|e| cannot_start(&e, address))?;
        let url = settings.url(sandbox.url());
        let environment = Environment::custom(&url).map_err(|e| unusable(&e))?;
        Ok(Self {
            sandbox,
            environment,
            fee: given(FEE)?,
            is_direct: settings.through.is_none(),
        })
    }

    /// A client with the token that may do everything, or another one. What a call did is to be seen, so nothing is repeated.
    pub(super) fn client(&self, token: Option<&str>) -> Result<Client, Unusable> {
        let token = token.map_or_else(|| self.sandbox.token(), Secret::new);
        Client::builder(self.environment.clone())
            .token(token)
            .retry_policy(RetryPolicy::never())
            .attempt_timeout(PATIENCE)
            .build()
            .map_err(|error| Unusable(error.to_string()))
    }

    /// The digits to send. A proxy that reads JSON may write numbers anew, and then zeros at the end are lost on the way.
    pub(super) fn digits(&self, decimal: &'static str) -> &'static str {
        if self.is_direct || !decimal.contains('.') {
            return decimal;
        }
        decimal.trim_end_matches('0').trim_end_matches('.')
    }

    pub(super) fn fee(&self) -> Amount {
        self.fee
    }

    /// The code that is good for everything.
    pub(super) fn code(&self) -> WithdrawAuthorization {
        authorization("string")
    }

    pub(super) fn deposit(&self, account: &AccountId, amount: Amount) -> Result<(), Unusable> {
        let done = self.sandbox.control().deposit(account.as_str(), amount);
        done.map(drop).map_err(|error| Unusable(error.to_string()))
    }

    /// The payment arrives. If there is none to settle, what the account shows says so.
    pub(super) fn settle(&self, account: &AccountId, id: &WithdrawId) {
        let _ = self
            .sandbox
            .control()
            .settle_withdraw(account.as_str(), id.as_str());
    }

    /// Whether all money is accounted for.
    pub(super) fn check(&self) -> Result<(), String> {
        let checked = self.sandbox.control().check();
        checked.map_err(|error| error.to_string())
    }

    /// What the sandbox saw.
    pub(super) fn exchanges(&self) -> Vec<Exchange> {
        self.sandbox.exchanges()
    }
}
