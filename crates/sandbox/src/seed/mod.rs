//! The data a sandbox starts with.

use std::collections::BTreeMap;

use ipnet::IpNet;
use pazemo::{Amount, Secret};

/// The data a sandbox starts with: users with tokens, accounts with money, beneficiaries, withdraws, rules.
#[derive(Debug, Clone, Default)]
pub struct Seed {
    pub(crate) users: Vec<UserSeed>,
    pub(crate) beneficiaries: Vec<BeneficiarySeed>,
    /// The first rule that fits a confirmed withdraw decides what becomes of it.
    pub(crate) rules: Vec<SettlementRule>,
    /// How many decimals a currency has; two, if it is not listed.
    pub(crate) currencies: BTreeMap<String, u32>,
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

/// A withdraw that is created, not confirmed.
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
