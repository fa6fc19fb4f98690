//! The calls that stand for the three kinds of operations.

use std::time::Duration;

use pazemo::{
    CallOptions, Client, ClientBuilder, Error, OperationKind, RetryPolicy, Secret, types,
};

use crate::support::{self, tls};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    Me,
    CreateWithdraw,
    CreateAccount,
    Confirm,
    Cancel,
}

pub(crate) const WITHDRAW_ID: &str = "w-1";

impl Subject {
    pub(crate) const ALL: &[Self] = &[
        Self::Me,
        Self::CreateWithdraw,
        Self::CreateAccount,
        Self::Confirm,
        Self::Cancel,
    ];

    pub(crate) fn kind(self) -> OperationKind {
        match self {
            Self::Me => OperationKind::Read,
            Self::CreateWithdraw | Self::CreateAccount => OperationKind::Create,
            Self::Confirm | Self::Cancel => OperationKind::Authorize,
        }
    }

    pub(crate) fn operation(self) -> &'static str {
        match self {
            Self::Me => "getCurrentUser",
            Self::CreateWithdraw => "createWithdraw",
            Self::CreateAccount => "createAccount",
            Self::Confirm => "confirmWithdraw",
            Self::Cancel => "cancelWithdraw",
        }
    }

    /// Whether the answer has an identifier that was sent.
    pub(crate) fn is_about_a_withdraw(self) -> bool {
        !matches!(self, Self::Me | Self::CreateAccount)
    }

    /// The documented success, about what was sent.
    pub(crate) fn success(self) -> String {
        match self {
            Self::Me => r#"{"id":"u-1","email":"e@example.com","name":"n"}"#.to_owned(),
            Self::CreateAccount => {
                r#"{"id":"a-1","createdTime":"2019-08-24T14:15:22Z","updatedTime":"2019-08-24T14:15:22Z","currencyId":"IDR","number":"1"}"#.to_owned()
            }
            _ => withdraw(r#""w-1""#, r#""a-1""#, "10.5", "7"),
        }
    }

    /// Calls the operation; what a request can carry is lengthened by so many bytes.
    pub(crate) async fn call(
        self,
        client: &Client,
        options: CallOptions,
        padding: usize,
    ) -> Result<(), Error> {
        let padding = "x".repeat(padding);
        let account: types::AccountId = "a-1".parse().expect("an identifier");
        let id: types::WithdrawId = WITHDRAW_ID.parse().expect("an identifier");
        let code = types::WithdrawAuthorization::new(Secret::new(format!("code{padding}")));
        let withdraws = client.withdraws().with(options);
        match self {
            Self::Me => client.users().with(options).me().await.map(drop),
            Self::CreateWithdraw => {
                let body = new_withdraw(&format!(r#","notes":"{padding}""#));
                withdraws.create(&account, &body).await.map(drop)
            }
            Self::CreateAccount => {
                let user = "u-1".parse().expect("an identifier");
                let body = format!(r#"{{"currencyId":"IDR","number":"1{padding}"}}"#);
                let body: types::NewAccount = serde_json::from_str(&body).expect("a body");
                let accounts = client.accounts().with(options);
                accounts.create(&user, &body).await.map(drop)
            }
            Self::Confirm => withdraws.confirm(&account, &id, &code).await.map(drop),
            Self::Cancel => withdraws.cancel(&account, &id, &code).await.map(drop),
        }
    }

    /// The call as most tests make it.
    pub(crate) async fn plain(self, client: &Client) -> Result<(), Error> {
        self.call(client, CallOptions::new(), 0).await
    }
}

/// The request of a withdraw, with further fields.
pub(crate) fn new_withdraw(more: &str) -> types::NewWithdraw {
    let body = format!(
        r#"{{"id":"{WITHDRAW_ID}","accountId":"a-1","amount":10.5,"beneficiaryId":7{more}}}"#
    );
    serde_json::from_str(&body).expect("a body")
}

/// A withdraw as a server tells it; the arguments are JSON.
pub(crate) fn withdraw(id: &str, account: &str, amount: &str, beneficiary: &str) -> String {
    format!(
        r#"{{"id":{id},"createdTime":"2019-08-24T14:15:22Z","updatedTime":"2019-08-24T14:15:22Z","accountId":{account},"transactionId":1,"status":"pending","amount":{amount},"feeAmount":0,"beneficiaryId":{beneficiary}}}"#
    )
}

/// One attempt a call, and trust in the scripted servers.
pub(crate) fn builder(url: &str) -> ClientBuilder {
    let never = RetryPolicy::never().with_backoff(Duration::ZERO, Duration::ZERO);
    support::builder(url)
        .add_roots_pem(tls::root_pem().as_bytes())
        .retry_policy(never)
}

pub(crate) fn client(url: &str) -> Client {
    builder(url).build().expect("a client")
}
