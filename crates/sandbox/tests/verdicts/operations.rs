//! The twelve operations as calls of the real client.

use pazemo::{CallOptions, Client, CodeRequest, Error, OperationKind, Secret, types};
use serde::de::DeserializeOwned;

/// An operation of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    GetCurrentUser,
    GetUser,
    ListAccounts,
    GetAccount,
    Check,
    Ping,
    PingQueue,
    CreateAccount,
    CreateBeneficiary,
    CreateWithdraw,
    ConfirmWithdraw,
    CancelWithdraw,
}

use Operation::{
    CancelWithdraw, Check, ConfirmWithdraw, CreateAccount, CreateBeneficiary, CreateWithdraw,
    GetAccount, GetCurrentUser, GetUser, ListAccounts, Ping, PingQueue,
};

/// What matters of an operation to the verdicts; the columns of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Reads a text, of which every text is one.
    ReadsText,
    /// Reads JSON.
    Reads,
    /// Creates something, and sends no identifier that the answer would have to repeat.
    Creates,
    /// Creates a withdraw, whose identifier, account, amount and beneficiary the answer repeats.
    CreatesWithdraw,
    /// Carries an authorization code, and is about a withdraw whose identifier the answer repeats.
    Authorizes,
}

/// What is sent.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub(crate) user: &'static str,
    pub(crate) account: &'static str,
    /// The withdraw to confirm or to cancel.
    pub(crate) withdraw: &'static str,
    /// The code; if there is none, the one that is right.
    pub(crate) code: Option<String>,
    /// Whether there is a code to be had at all.
    pub(crate) has_code: bool,
    /// Bodies, as JSON.
    pub(crate) new_account: String,
    pub(crate) new_beneficiary: String,
    pub(crate) new_withdraw: String,
}

/// What is good by every preset, with the data that a sandbox begins with.
impl Default for Sent {
    fn default() -> Self {
        Self {
            user: "string",
            account: "string",
            withdraw: "string",
            code: None,
            has_code: true,
            new_account: r#"{"currencyId":"USD"}"#.to_owned(),
            new_beneficiary: r#"{"bankId":"string","address":"string"}"#.to_owned(),
            new_withdraw: r#"{"id":"new","amount":1.50,"beneficiaryId":0}"#.to_owned(),
        }
    }
}

impl Operation {
    pub(crate) const ALL: [Self; 12] = [
        GetCurrentUser,
        GetUser,
        ListAccounts,
        GetAccount,
        Check,
        Ping,
        PingQueue,
        CreateAccount,
        CreateBeneficiary,
        CreateWithdraw,
        ConfirmWithdraw,
        CancelWithdraw,
    ];

    pub(crate) fn id(self) -> &'static str {
        match self {
            GetCurrentUser => "getCurrentUser",
            GetUser => "getUser",
            ListAccounts => "listAccounts",
            GetAccount => "getAccount",
            Check => "check",
            Ping => "ping",
            PingQueue => "pingQueue",
            CreateAccount => "createAccount",
            CreateBeneficiary => "createBeneficiary",
            CreateWithdraw => "createWithdraw",
            ConfirmWithdraw => "confirmWithdraw",
            CancelWithdraw => "cancelWithdraw",
        }
    }

    pub(crate) fn shape(self) -> Shape {
        match self {
            Ping => Shape::ReadsText,
            GetCurrentUser | GetUser | ListAccounts | GetAccount | Check | PingQueue => {
                Shape::Reads
            }
            CreateAccount | CreateBeneficiary => Shape::Creates,
            CreateWithdraw => Shape::CreatesWithdraw,
            ConfirmWithdraw | CancelWithdraw => Shape::Authorizes,
        }
    }

    /// Whether it changes something.
    pub(crate) fn writes(self) -> bool {
        !matches!(self.shape(), Shape::ReadsText | Shape::Reads)
    }

    pub(crate) async fn call(
        self,
        client: &Client,
        sent: &Sent,
        options: CallOptions,
    ) -> Result<(), Error> {
        let user: types::UserId = identifier(sent.user);
        let account: types::AccountId = identifier(sent.account);
        let withdraw: types::WithdrawId = identifier(sent.withdraw);
        let code = Secret::new(sent.code.clone().unwrap_or_default());
        let code = types::WithdrawAuthorization::new(code);
        let (users, accounts) = (
            client.users().with(options),
            client.accounts().with(options),
        );
        let (pings, withdraws) = (
            client.pings().with(options),
            client.withdraws().with(options),
        );
        match self {
            GetCurrentUser => users.me().await.map(drop),
            GetUser => users.get(&user).await.map(drop),
            ListAccounts => accounts.list(&user).await.map(drop),
            GetAccount => accounts.get(&user, &account).await.map(drop),
            Check => pings.check().await.map(drop),
            Ping => pings.ping().await.map(drop),
            PingQueue => pings.ping_queue().await.map(drop),
            CreateAccount => {
                let body = serde_json::from_str(&sent.new_account).expect("a body");
                accounts.create(&user, &body).await.map(drop)
            }
            CreateBeneficiary => {
                let body = serde_json::from_str(&sent.new_beneficiary).expect("a body");
                let beneficiaries = client.beneficiaries().with(options);
                beneficiaries.create(&body).await.map(drop)
            }
            CreateWithdraw => {
                let body = serde_json::from_str(&sent.new_withdraw).expect("a body");
                withdraws.create(&account, &body).await.map(drop)
            }
            ConfirmWithdraw if !sent.has_code => {
                let result = withdraws.confirm_with_code(&account, &withdraw, &no_code);
                result.await.map(drop)
            }
            CancelWithdraw if !sent.has_code => {
                let result = withdraws.cancel_with_code(&account, &withdraw, &no_code);
                result.await.map(drop)
            }
            ConfirmWithdraw => withdraws
                .confirm(&account, &withdraw, &code)
                .await
                .map(drop),
            CancelWithdraw => withdraws.cancel(&account, &withdraw, &code).await.map(drop),
        }
    }
}

/// An identifier as a server might have told it, whatever it is.
fn identifier<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_value(text.into()).expect("an identifier")
}

/// The caller's provider of codes fails.
async fn no_code(_: CodeRequest) -> Result<Secret, &'static str> {
    Err("no code")
}

#[test]
fn the_operations_are_those_of_the_document() {
    let of_the_document = pazemo::operations();
    assert_eq!(of_the_document.len(), Operation::ALL.len());
    for operation in Operation::ALL {
        let mut found = of_the_document.iter();
        let found = found.find(|found| found.id() == operation.id());
        let kind = match operation.shape() {
            Shape::ReadsText | Shape::Reads => OperationKind::Read,
            Shape::Creates | Shape::CreatesWithdraw => OperationKind::Create,
            Shape::Authorizes => OperationKind::Authorize,
        };
        assert_eq!(found.expect("an operation").kind(), kind, "{operation:?}");
    }
}
