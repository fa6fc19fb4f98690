//! The data a sandbox starts with.

mod plain;
mod read;
mod strict;
#[cfg(test)]
mod tests;
mod values;

use std::{collections::BTreeMap, fmt, sync::LazyLock};

use ipnet::IpNet;
use pazemo::{Amount, Secret};
pub(crate) use plain::plain;
pub(crate) use values::{plain_range, read_address_range};

/// The default, as a file. It is one that can be read, a test says so; a mistake in it would leave a sandbox without users.
static DEFAULT: LazyLock<Seed> = LazyLock::new(|| {
    Seed::read("default.yaml", Seed::DEFAULT_FILE).unwrap_or_else(|_| Seed::empty())
});

/// The data a sandbox starts with: users with tokens, accounts with money, beneficiaries, withdraws, rules.
///
/// The default has the identifiers of the document's examples: user, account and withdraw `string`, beneficiary 0. [`Seed::read`] reads others
/// from a file.
#[derive(Debug, Clone)]
pub struct Seed {
    pub(crate) users: Vec<UserSeed>,
    pub(crate) beneficiaries: Vec<BeneficiarySeed>,
    /// The first rule that fits a confirmed withdraw decides what becomes of it.
    pub(crate) rules: Vec<SettlementRule>,
    /// How many decimals a currency has; two, if it is not listed.
    pub(crate) currencies: BTreeMap<String, u32>,
}

impl Seed {
    /// The default as a file, to copy from.
    ///
    /// ```
    /// use pazemo_sandbox::Seed;
    ///
    /// assert!(Seed::DEFAULT_FILE.contains("value: sandbox-full-token"));
    /// assert!(Seed::read("mine.yaml", Seed::DEFAULT_FILE).is_ok());
    /// ```
    pub const DEFAULT_FILE: &'static str = include_str!("default.yaml");

    /// No users, hence no token that is accepted.
    ///
    /// ```
    /// assert!(pazemo_sandbox::Seed::empty().token().is_none());
    /// ```
    pub fn empty() -> Self {
        Self {
            users: Vec::new(),
            beneficiaries: Vec::new(),
            rules: Vec::new(),
            currencies: BTreeMap::new(),
        }
    }

    /// The first token that may do everything from everywhere: the one for first steps.
    ///
    /// ```
    /// let token = pazemo_sandbox::Seed::default().token().unwrap();
    /// assert_eq!(token.expose(), "sandbox-full-token");
    /// ```
    pub fn token(&self) -> Option<Secret> {
        let tokens = self.users.iter().flat_map(|user| &user.tokens);
        let mut usable = tokens.filter(|token| {
            token.access == Access::Full && !token.revoked && token.addresses.is_empty()
        });
        usable.next().map(|token| token.value.clone())
    }
}

impl Default for Seed {
    fn default() -> Self {
        DEFAULT.clone()
    }
}

#[derive(Debug, Clone)]
pub(crate) struct UserSeed {
    pub(crate) id: String,
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) mobile: String,
    pub(crate) status: String,
    pub(crate) partner_id: String,
    pub(crate) roles: Vec<String>,
    /// Up to five.
    pub(crate) tokens: Vec<TokenSeed>,
    pub(crate) accounts: Vec<AccountSeed>,
}

#[derive(Debug, Clone)]
pub(crate) struct TokenSeed {
    pub(crate) value: Secret,
    pub(crate) access: Access,
    pub(crate) revoked: bool,
    /// From where it may be used; from everywhere, if empty.
    pub(crate) addresses: Vec<IpNet>,
}

/// What a token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everything.
    Full,
    /// Only what changes nothing; the rest is refused with 403.
    ReadOnly,
}

#[derive(Debug, Clone)]
pub(crate) struct AccountSeed {
    pub(crate) id: String,
    pub(crate) currency_id: String,
    pub(crate) number: Option<String>,
    /// What comes in from outside before the sandbox starts.
    pub(crate) money: Amount,
    pub(crate) withdraws: Vec<WithdrawSeed>,
}

/// A withdraw that is created, not confirmed. It bears no fee, whatever the switches say.
#[derive(Debug, Clone)]
pub(crate) struct WithdrawSeed {
    pub(crate) id: String,
    pub(crate) amount: Amount,
    pub(crate) beneficiary_id: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) reference: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct BeneficiarySeed {
    /// Number or text, as it is to be shown.
    pub(crate) id: String,
    /// The user who created it.
    pub(crate) user: String,
    pub(crate) account_id: Option<String>,
    pub(crate) bank_id: String,
    pub(crate) address: String,
    pub(crate) name: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) label: Option<String>,
    pub(crate) kind: Option<String>,
    /// Whether it is no longer pending.
    pub(crate) active: bool,
}

/// What becomes of a confirmed withdraw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The money arrives.
    Settled,
    /// It does not leave; what was reserved is available again.
    Failed,
    /// It arrives, and comes back.
    Returned,
}

/// All conditions that are given have to hold.
#[derive(Debug, Clone)]
pub(crate) struct SettlementRule {
    pub(crate) amount: Option<Amount>,
    pub(crate) reference: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) beneficiary_id: Option<String>,
    pub(crate) outcome: Outcome,
    /// How long after the confirmation, in seconds of the sandbox's clock.
    pub(crate) after: u32,
}

/// Seed data that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidSeed(pub(crate) String);

impl fmt::Display for InvalidSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidSeed {}
