//! What the page leaves open, as named switches. A sandbox is one guess; these are the others.

pub(crate) mod define;
mod free;
mod presets;

use std::collections::BTreeMap;

pub use define::{SwitchDescription, ValueDescription};
pub use free::{FlatFee, Percent, RequestsPerSecond, Seconds, StaticCode};
pub use presets::{PRESETS, Preset};

use define::switches;

/// A value that a switch can have; see [`Switches::with`].
pub trait Switch<S = Switches> {
    /// Sets the switch it belongs to.
    fn set(self, switches: &mut S);
}

/// The switches of one provider's sandbox.
pub(crate) trait SwitchSet: Clone + Default + Send + 'static {
    /// The first is the default.
    const PRESETS: &'static [Preset<Self>];
    const SWITCHES: &'static [SwitchDescription];
    /// Those whose values are secrets.
    const SECRET: &'static [&'static str];

    fn value(&self, name: &str) -> Option<String>;

    fn set_value(&mut self, name: &str, value: &str) -> Result<(), InvalidSwitch>;

    /// The switches by their names, but for those whose values are secrets.
    fn shown(&self) -> BTreeMap<&'static str, String> {
        let shown = Self::SWITCHES.iter().map(|switch| switch.name);
        shown
            .filter(|name| !Self::SECRET.contains(name))
            .map(|name| (name, self.value(name).unwrap_or_default()))
            .collect()
    }

    /// These switches, or those of a preset, with some of them set by their names.
    fn changed(
        &self,
        preset: Option<&str>,
        values: &BTreeMap<String, String>,
    ) -> Result<Self, String> {
        let mut switches = match preset {
            None => self.clone(),
            Some(name) => {
                let found = Self::PRESETS.iter().find(|preset| preset.name == name);
                found.ok_or_else(|| no_preset::<Self>(name))?.switches()
            }
        };
        for (name, value) in values {
            switches
                .set_value(name, value)
                .map_err(|error| error.to_string())?;
        }
        Ok(switches)
    }
}

fn no_preset<S: SwitchSet>(name: &str) -> String {
    let names: Vec<&str> = S::PRESETS.iter().map(|preset| preset.name).collect();
    format!("`{name}` is no preset; there are {}", names.join(", "))
}

impl SwitchSet for Switches {
    const PRESETS: &'static [Preset] = PRESETS;
    const SWITCHES: &'static [SwitchDescription] = SWITCHES;
    /// An authorization code: those are shown where a withdraw's code is asked for, and nowhere else.
    const SECRET: &'static [&'static str] = &["static-code"];

    fn value(&self, name: &str) -> Option<String> {
        self.get(name)
    }

    fn set_value(&mut self, name: &str, value: &str) -> Result<(), InvalidSwitch> {
        self.set(name, value)
    }
}

/// A switch or a value that does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidSwitch {
    message: String,
}

impl InvalidSwitch {
    pub(crate) fn unknown(switches: &[SwitchDescription], name: &str) -> Self {
        let names: Vec<&str> = switches.iter().map(|switch| switch.name).collect();
        Self {
            message: format!("`{name}` is no switch; there are {}", names.join(", ")),
        }
    }

    pub(crate) fn value(switches: &[SwitchDescription], name: &str, value: &str) -> Self {
        let right = switches
            .iter()
            .find(|switch| switch.name == name)
            .map(|switch| match switch.form {
                Some(form) => form.to_owned(),
                None => {
                    let values: Vec<&str> = switch.values.iter().map(|value| value.name).collect();
                    values.join(", ")
                }
            })
            .unwrap_or_default();
        Self {
            message: format!("`{name}` cannot be `{value}`; right would be: {right}"),
        }
    }
}

impl std::fmt::Display for InvalidSwitch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for InvalidSwitch {}

impl Switches {
    /// Sets a switch by its name.
    ///
    /// # Errors
    ///
    /// What is wrong, and what would be right: an unknown switch, or a value it does not have.
    ///
    /// ```
    /// use pazemo_sandbox::{DuplicateId, Switches};
    ///
    /// let mut switches = Switches::plain();
    /// switches.set("duplicate-id", "replay")?;
    /// assert_eq!(switches.duplicate_id, DuplicateId::Replay);
    /// let error = switches.set("duplicate-id", "402").unwrap_err();
    /// assert!(error.to_string().contains("replay"));
    /// # Ok::<(), pazemo_sandbox::InvalidSwitch>(())
    /// ```
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), InvalidSwitch> {
        self.assign(name, value)
    }

    /// The same with one switch set otherwise.
    ///
    /// ```
    /// use pazemo_sandbox::{Switches, WrongCode};
    ///
    /// let switches = Switches::plain().with(WrongCode::Unauthorized);
    /// assert_eq!(switches.get("wrong-code").as_deref(), Some("401"));
    /// ```
    #[must_use]
    pub fn with(mut self, value: impl Switch) -> Self {
        value.set(&mut self);
        self
    }
}

switches! {
    named {
        /// Whether a withdraw gets the identifier that the caller sent.
        sent_id SentId "sent-id" = Honoured {
            /// It does.
            Honoured "honoured",
            /// The sandbox chooses another one.
            Ignored "ignored",
        }
        /// What happens to a withdraw without an identifier.
        missing_id MissingId "missing-id" = Generated {
            /// The sandbox chooses one.
            Generated "generated",
            /// It is refused with 400.
            Refused "refused",
        }
        /// What happens to a withdraw whose identifier is taken.
        duplicate_id DuplicateId "duplicate-id" = Conflict {
            /// It is refused with 409.
            Conflict "409",
            /// The server fails with 500, and nothing is created.
            Failure "500",
            /// It is refused with 400.
            BadRequest "400",
            /// The first withdraw is answered again; nothing is created.
            Replay "replay",
            /// A second withdraw is created, under an identifier of its own.
            SecondWithdraw "second-withdraw",
        }
        /// What a replay does if the second request is not the same as the first.
        changed_replay ChangedReplay "changed-replay" = Replayed {
            /// The first withdraw is answered all the same.
            Replayed "replayed",
            /// It is refused with 409.
            Conflict "409",
        }
        /// Where the identifier of a withdraw is unique.
        id_scope IdScope "id-scope" = Account {
            /// Within an account.
            Account "account",
            /// Within the accounts of a user.
            User "user",
            /// Everywhere.
            Global "global",
        }
        /// What confirming or cancelling a withdraw answers that is confirmed, cancelled or over.
        finished_withdraw FinishedWithdraw "finished-withdraw" = Conflict {
            /// 409.
            Conflict "409",
            /// 410.
            Gone "410",
            /// 400.
            BadRequest "400",
            /// 404.
            NotFound "404",
            /// The withdraw as it is, with 200, as if it had been done now. Nothing moves a second time. A confirmed withdraw is not cancelled by
            /// it, nor a cancelled one confirmed.
            Replay "replay",
        }
        /// Until when a withdraw can be cancelled.
        cancellable Cancellable "cancellable" = UntilConfirmed {
            /// Until it is confirmed.
            UntilConfirmed "until-confirmed",
            /// Also after that, until it is settled.
            UntilSettled "until-settled",
        }
        /// The status for a withdraw that the account cannot pay.
        insufficient_funds InsufficientFunds "insufficient-funds" = PaymentRequired {
            /// 402.
            PaymentRequired "402",
            /// 400.
            BadRequest "400",
        }
        /// When it is checked whether the account can pay.
        funds_check FundsCheck "funds-check" = AtCreate {
            /// When the withdraw is created, and again where money is reserved later.
            AtCreate "create",
            /// When it is confirmed.
            AtConfirm "confirm",
        }
        /// When money is reserved for a withdraw.
        reserve Reserve "reserve" = AtCreate {
            /// When it is created.
            AtCreate "create",
            /// When it is confirmed.
            AtConfirm "confirm",
            /// Never: it leaves the account when the withdraw is settled, which fails if the money is gone by then.
            Never "never",
        }
        /// Whether `balance` includes what is locked.
        balance Balance "balance" = Gross {
            /// It does.
            Gross "gross",
            /// It does not.
            Net "net",
        }
        /// The sign of `locked`.
        locked Locked "locked" = Negative {
            /// Negative, as in an example of the page.
            Negative "negative",
            /// Positive.
            Positive "positive",
        }
        /// Who bears the fee.
        fee Fee "fee" = OnTop {
            /// The account pays it besides the amount.
            OnTop "on-top",
            /// The receiver: it is taken from the amount.
            Deducted "deducted",
        }
        /// What becomes of the fee when a settled withdraw is returned.
        returned_fee ReturnedFee "returned-fee" = Kept {
            /// It is kept.
            Kept "kept",
            /// It is given back.
            Refunded "refunded",
        }
        /// What happens to an amount with more decimals than its currency has.
        scale Scale "scale" = Kept {
            /// It is taken as it is.
            Kept "kept",
            /// It is refused with 400.
            Refused "refused",
            /// It is rounded to the nearest, a tie to the even digit; the answer shows what it was rounded to.
            Rounded "rounded",
        }
        /// Whether an amount may be zero.
        zero_amount ZeroAmount "zero-amount" = Accepted {
            /// It may, as in an example of the page.
            Accepted "accepted",
            /// It is refused with 400.
            Refused "refused",
        }
        /// What happens if the account in the body of a withdraw is not the one in the path.
        body_account BodyAccount "body-account" = Refused {
            /// It is refused with 400.
            Refused "refused",
            /// The account in the path pays.
            Path "path",
        }
        /// How a withdraw names its receiver.
        receiver Receiver "receiver" = Unchecked {
            /// As it likes: by beneficiary, by address, by both, or not at all.
            Unchecked "unchecked",
            /// By beneficiary or address; with neither it is refused with 400.
            Required "required",
            /// By beneficiary; without one it is refused with 400.
            Beneficiary "beneficiary",
        }
        /// What happens to a withdraw for a beneficiary that does not exist.
        unknown_beneficiary UnknownBeneficiary "unknown-beneficiary" = BadRequest {
            /// It is refused with 400.
            BadRequest "400",
            /// It is refused with 404.
            NotFound "404",
            /// It is created.
            Accepted "accepted",
        }
        /// Whether a withdraw may go to a beneficiary that is still pending.
        pending_beneficiary PendingBeneficiary "pending-beneficiary" = Allowed {
            /// It may.
            Allowed "allowed",
            /// It is refused with 400.
            Refused "refused",
        }
        /// Whether the account of a new beneficiary has to exist.
        beneficiary_account BeneficiaryAccount "beneficiary-account" = Unchecked {
            /// It need not.
            Unchecked "unchecked",
            /// It has to be one of the caller's own; otherwise the answer is that for things that are missing, or another user's.
            Checked "checked",
        }
        /// Which currencies an account can have.
        unknown_currency UnknownCurrency "unknown-currency" = Accepted {
            /// Any.
            Accepted "accepted",
            /// Those that the page names, and those of the seed; others are refused with 400.
            Refused "refused",
        }
        /// What number an account gets whose creator gives none.
        account_number AccountNumber "account-number" = Generated {
            /// One that the sandbox chooses.
            Generated "generated",
            /// None.
            Absent "absent",
        }
        /// The status for what belongs to another user.
        foreign Foreign "foreign" = Forbidden {
            /// 403.
            Forbidden "403",
            /// 404, as if it did not exist.
            NotFound "404",
        }
        /// How authorization codes work.
        authorization_code AuthorizationCode "authorization-code" = Static {
            /// One code for everything; see `static-code`.
            Static "static",
            /// Each withdraw has a code of its own, which is good for one try; then it has another. The administration shows it.
            OneTime "one-time",
            /// Each withdraw has a code of its own, for a time; see `code-lifetime`. The administration shows it.
            Expiring "expiring",
        }
        /// The status for a wrong authorization code.
        wrong_code WrongCode "wrong-code" = BadRequest {
            /// 400.
            BadRequest "400",
            /// 401.
            Unauthorized "401",
            /// 403.
            Forbidden "403",
        }
        /// What becomes of a confirmed withdraw, unless a rule of the seed or the administration says otherwise.
        settlement Settlement "settlement" = Manual {
            /// Nothing, until the administration settles, fails or returns it.
            Manual "manual",
            /// It is settled at once.
            AtOnce "at-once",
            /// It is settled after a time; see `settle-after`.
            Delayed "delayed",
        }
        /// Which states withdraws and beneficiaries show.
        states States "states" = Documented {
            /// `pending` in every state: the only one that the page shows.
            Documented "documented",
            /// Words of our own for each state: `confirmed`, `completed`, `failed`, `returned`, `cancelled`; `active` for a beneficiary.
            Extended "extended",
        }
        /// When a withdraw gets its transaction and network.
        transaction Transaction "transaction" = AtConfirm {
            /// When it is confirmed.
            AtConfirm "confirm",
            /// When it is created.
            AtCreate "create",
        }
        /// What happens to fields that the document does not describe.
        unknown_fields UnknownFields "unknown-fields" = Ignored {
            /// They are ignored.
            Ignored "ignored",
            /// They are refused with the status for invalid requests.
            Refused "refused",
        }
        /// Whether answers have fields that the document does not describe.
        extra_fields ExtraFields "extra-fields" = Absent {
            /// They have none.
            Absent "none",
            /// Each object of a success has one more, but for those that the document leaves free.
            Added "added",
        }
        /// The status when something was created.
        created_status CreatedStatus "created-status" = Ok {
            /// 200.
            Ok "200",
            /// 201, which the page does not list.
            Created "201",
        }
        /// The status for a request whose body does not fit the document.
        invalid_status InvalidStatus "invalid-status" = BadRequest {
            /// 400.
            BadRequest "400",
            /// 422, which the page does not list.
            Unprocessable "422",
        }
        /// The form of error bodies.
        error_form ErrorForm "error-form" = Documented {
            /// Those of the page, each where the document puts it.
            Documented "documented",
            /// An object within an object, with `statusCode`, `name` and `message`, as a framework writes it.
            Nested "nested",
        }
        /// How `Retry-After` is written.
        retry_after RetryAfter "retry-after" = Seconds {
            /// As seconds.
            Seconds "seconds",
            /// As a date.
            Date "date",
            /// Not at all.
            Absent "absent",
        }
    }
    free {
        /// The fee of a withdraw that does not depend on its amount.
        fee_flat "fee-flat": FlatFee = FlatFee::default(), "an amount that is not negative, such as 2500 or 0.50"
        /// The fee as a percentage of the amount, rounded to the decimals of the currency, a tie to the even digit.
        fee_percent "fee-percent": Percent = Percent::default(), "a percentage from 0 to 100, such as 1.5"
        /// The code when `authorization-code` is `static`.
        static_code "static-code": StaticCode = StaticCode::default(), "a text that is not empty"
        /// How long a code is good when `authorization-code` is `expiring`.
        code_lifetime "code-lifetime": Seconds = Seconds(300), "a whole number of seconds"
        /// After what time a withdraw is settled when `settlement` is `delayed`.
        settle_after "settle-after": Seconds = Seconds(5), "a whole number of seconds"
        /// How many requests a second a token may make; 0 is no limit.
        rate_limit "rate-limit": RequestsPerSecond = RequestsPerSecond(0), "a whole number; 0 is no limit"
    }
}
