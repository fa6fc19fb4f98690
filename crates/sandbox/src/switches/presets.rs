//! Sets of switches with a name.

use super::{
    AuthorizationCode, Balance, DuplicateId, ErrorForm, Fee, FinishedWithdraw, Foreign, FundsCheck,
    IdScope, InvalidStatus, Locked, PendingBeneficiary, Percent, Reserve, RetryAfter, Scale,
    States, Switches, Transaction, UnknownCurrency, UnknownFields, WrongCode, ZeroAmount,
};

/// A set of switches with a name.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Preset<S = Switches> {
    /// As it is written on the command line and in files.
    pub name: &'static str,
    /// What kind of server it is.
    pub meaning: &'static str,
    pub(crate) make: fn() -> S,
}

impl<S> Preset<S> {
    /// Its switches.
    pub fn switches(&self) -> S {
        (self.make)()
    }
}

/// All presets; the first is the default.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "plain",
        meaning: "what the document and its examples suggest; whatever they do not forbid is accepted",
        make: Switches::plain,
    },
    Preset {
        name: "harsh",
        meaning: "everything is checked late, answered sparingly and charged for",
        make: Switches::harsh,
    },
    Preset {
        name: "loopback",
        meaning: "the habits of a web framework: 422, nested error objects, 500 on duplicates",
        make: Switches::loopback,
    },
];

impl Switches {
    /// The preset `plain`: the defaults.
    pub fn plain() -> Self {
        Self::default()
    }

    /// The preset `harsh`.
    pub fn harsh() -> Self {
        Self {
            duplicate_id: DuplicateId::BadRequest,
            id_scope: IdScope::Global,
            finished_withdraw: FinishedWithdraw::Gone,
            funds_check: FundsCheck::AtConfirm,
            reserve: Reserve::Never,
            balance: Balance::Net,
            locked: Locked::Positive,
            fee: Fee::Deducted,
            fee_percent: "1.5".parse().unwrap_or_else(|_| Percent::default()),
            scale: Scale::Refused,
            zero_amount: ZeroAmount::Refused,
            pending_beneficiary: PendingBeneficiary::Refused,
            unknown_currency: UnknownCurrency::Refused,
            unknown_fields: UnknownFields::Refused,
            foreign: Foreign::NotFound,
            authorization_code: AuthorizationCode::OneTime,
            wrong_code: WrongCode::Unauthorized,
            states: States::Extended,
            transaction: Transaction::AtConfirm,
            retry_after: RetryAfter::Absent,
            ..Self::default()
        }
    }

    /// The preset `loopback`.
    pub fn loopback() -> Self {
        Self {
            duplicate_id: DuplicateId::Failure,
            invalid_status: InvalidStatus::Unprocessable,
            error_form: ErrorForm::Nested,
            foreign: Foreign::NotFound,
            wrong_code: WrongCode::Forbidden,
            id_scope: IdScope::Global,
            ..Self::default()
        }
    }

    /// The switches of a preset; `None` if there is none of this name.
    ///
    /// ```
    /// let harsh = pazemo_sandbox::Switches::preset("harsh").unwrap();
    /// assert_eq!(harsh.get("balance").as_deref(), Some("net"));
    /// ```
    pub fn preset(name: &str) -> Option<Self> {
        let preset = PRESETS.iter().find(|preset| preset.name == name)?;
        Some(preset.switches())
    }
}
