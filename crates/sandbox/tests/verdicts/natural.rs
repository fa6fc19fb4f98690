//! Calls that go wrong for a reason: the provider has its rules.

use pazemo_sandbox::{Access, RequestsPerSecond};

use crate::{
    expected::of_reason,
    matrix::{Shown, complaint},
    operations::{
        Operation::{
            self, CancelWithdraw, ConfirmWithdraw, CreateAccount, CreateBeneficiary,
            CreateWithdraw, GetAccount, GetUser, ListAccounts, Ping,
        },
        Sent,
    },
    stage::{LARGEST_BODY, Played, Stage, once},
};

/// Why a provider does not do what it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    RevokedToken,
    ReadOnlyToken,
    TooManyRequests,
    Maintenance,
    LargeBody,
    UnknownField,
    UnknownUser,
    ForeignUser,
    UnknownAccount,
    ForeignAccount,
    UnknownWithdraw,
    UnknownBeneficiary,
    PendingBeneficiary,
    NegativeAmount,
    ContradictedAccount,
    TakenIdentifier,
    InsufficientFunds,
    /// They are looked for when the withdraw is confirmed.
    InsufficientFundsLater,
    WrongCode,
    Confirmed,
    Cancelled,
}

use Reason::{
    Cancelled, Confirmed, ContradictedAccount, ForeignAccount, ForeignUser, InsufficientFunds,
    InsufficientFundsLater, LargeBody, Maintenance, NegativeAmount, PendingBeneficiary,
    ReadOnlyToken, RevokedToken, TakenIdentifier, TooManyRequests, UnknownAccount,
    UnknownBeneficiary, UnknownField, UnknownUser, UnknownWithdraw, WrongCode,
};

impl Reason {
    pub(crate) const ALL: [Self; 21] = [
        RevokedToken,
        ReadOnlyToken,
        TooManyRequests,
        Maintenance,
        LargeBody,
        UnknownField,
        UnknownUser,
        ForeignUser,
        UnknownAccount,
        ForeignAccount,
        UnknownWithdraw,
        UnknownBeneficiary,
        PendingBeneficiary,
        NegativeAmount,
        ContradictedAccount,
        TakenIdentifier,
        InsufficientFunds,
        InsufficientFundsLater,
        WrongCode,
        Confirmed,
        Cancelled,
    ];

    fn concerns(self, preset: &str, operation: Operation) -> bool {
        match self {
            RevokedToken | TooManyRequests | Maintenance => true,
            ReadOnlyToken | LargeBody => operation.writes(),
            UnknownField => matches!(
                operation,
                CreateAccount | CreateBeneficiary | CreateWithdraw
            ),
            UnknownUser | ForeignUser => matches!(
                operation,
                GetUser | ListAccounts | GetAccount | CreateAccount
            ),
            UnknownAccount | ForeignAccount => matches!(
                operation,
                GetAccount | CreateWithdraw | ConfirmWithdraw | CancelWithdraw
            ),
            UnknownBeneficiary | PendingBeneficiary | NegativeAmount | ContradictedAccount
            | TakenIdentifier | InsufficientFunds => operation == CreateWithdraw,
            // Elsewhere such a withdraw does not come into being.
            InsufficientFundsLater => operation == ConfirmWithdraw && preset == "harsh",
            UnknownWithdraw | WrongCode | Confirmed | Cancelled => {
                matches!(operation, ConfirmWithdraw | CancelWithdraw)
            }
        }
    }

    /// Makes it so.
    async fn arrange(self, stage: &mut Stage) -> Sent {
        let mut sent = Sent::default();
        let withdraw = |fields: &str| format!(r#"{{"id":"new",{fields}}}"#);
        match self {
            RevokedToken => {
                stage.control.revoke_token(0).expect("a token");
            }
            ReadOnlyToken => {
                let changed = stage.control.set_token_access(0, Access::ReadOnly);
                changed.expect("a token");
            }
            TooManyRequests => {
                let mut switches = stage.control.switches();
                switches.rate_limit = RequestsPerSecond(1);
                stage.control.set_switches(switches);
                if Ping.call(&stage.client, &sent, once()).await.is_err() {
                    // There was one already. After this, all clones of a client pause.
                    stage.renew_client();
                }
            }
            Maintenance => stage.control.set_maintenance(true),
            LargeBody => {
                let padding = "x".repeat(LARGEST_BODY);
                sent.code = Some(padding.clone());
                sent.new_account = format!(r#"{{"currencyId":"USD","number":"{padding}"}}"#);
                sent.new_beneficiary = format!(r#"{{"bankId":"string","address":"{padding}"}}"#);
                sent.new_withdraw = withdraw(&format!(r#""amount":1,"notes":"{padding}""#));
            }
            UnknownField => {
                sent.new_account = r#"{"currencyId":"USD","colour":"blue"}"#.to_owned();
                sent.new_beneficiary = r#"{"bankId":"b","address":"a","colour":"blue"}"#.to_owned();
                sent.new_withdraw = withdraw(r#""amount":1,"colour":"blue""#);
            }
            UnknownUser => sent.user = "nobody",
            ForeignUser => sent.user = "other",
            UnknownAccount => sent.account = "nowhere",
            ForeignAccount => {
                sent.account = "account-other";
                sent.withdraw = "withdraw-other";
            }
            UnknownWithdraw => sent.withdraw = "nothing",
            UnknownBeneficiary => {
                sent.new_withdraw = withdraw(r#""amount":1,"beneficiaryId":77"#);
            }
            PendingBeneficiary => sent.new_withdraw = withdraw(r#""amount":1,"beneficiaryId":2"#),
            NegativeAmount => sent.new_withdraw = withdraw(r#""amount":-1"#),
            ContradictedAccount => {
                sent.new_withdraw = withdraw(r#""amount":1,"accountId":"account-sgd""#);
            }
            TakenIdentifier => sent.new_withdraw = r#"{"id":"string","amount":1}"#.to_owned(),
            InsufficientFunds => sent.new_withdraw = withdraw(r#""amount":1000000000"#),
            InsufficientFundsLater => {
                sent.new_withdraw = withdraw(r#""amount":1000000000"#);
                let created = CreateWithdraw.call(&stage.client, &sent, once()).await;
                created.expect("the funds are looked for later");
                sent.withdraw = "new";
            }
            WrongCode => sent.code = Some("wrong".to_owned()),
            Confirmed | Cancelled => {
                let first = match self {
                    Confirmed => ConfirmWithdraw,
                    _ => CancelWithdraw,
                };
                let played = stage.play(first, &sent, &[], once()).await;
                assert_eq!(played.truth.carried_out, 1, "{first:?}");
            }
        }
        sent
    }

    async fn play(self, stage: &mut Stage, operation: Operation) -> Played {
        loop {
            stage.reset();
            let sent = self.arrange(stage).await;
            let played = stage.play(operation, &sent, &[], once()).await;
            // Between two requests a new second may have begun, in which there is room for another one.
            if self != TooManyRequests || played.said.verdict.is_some() {
                return played;
            }
        }
    }
}

/// All reasons that an operation can be refused for.
pub(crate) async fn walk(preset: &str, operation: Operation, shown: &mut Shown) {
    let mut stage = Stage::preset(preset).await;
    for reason in Reason::ALL {
        if !reason.concerns(preset, operation) {
            continue;
        }
        let played = reason.play(&mut stage, operation).await;
        shown.natural.add(played.said.verdict);
        let cell = of_reason(reason, preset);
        let complaint = complaint(&played, cell, preset);
        shown.wrong.extend(complaint.map(|complaint| {
            let id = operation.id();
            format!("{preset}: {id}: {reason:?}: {complaint}")
        }));
    }
}
