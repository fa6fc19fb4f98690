//! A user who pays, through the real client.

use pazemo::{
    Amount, Client, Delivery, Error, Secret,
    types::{AccountId, NewWithdraw, UserId, Withdraw, WithdrawAuthorization},
};
use pazemo_sandbox::{Control, Sandbox, Seed, Switches};

/// Ann has the accounts `a` and `a2`, bob has `b`; 100 USD in each.
pub const SEED: &str = "
users:
  - id: ann
    tokens: [{value: ann-token}]
    accounts:
      - {id: a, currencyId: USD, money: 100}
      - {id: a2, currencyId: USD, money: 100}
  - id: bob
    tokens: [{value: bob-token}]
    accounts: [{id: b, currencyId: USD, money: 100}]
beneficiaries:
  - {id: 7, user: ann, bankId: bank, address: somewhere, active: true}
";

pub fn amount(text: &str) -> Amount {
    text.parse().expect("an amount")
}

/// A sandbox of these switches and data.
pub async fn open(switches: Switches, seed: &str) -> Sandbox {
    let seed = Seed::read("seed.yaml", seed).expect("good data");
    let builder = Sandbox::builder().switches(switches).seed(seed);
    builder
        .keep_exchanges(10_000)
        .start()
        .await
        .expect("it starts")
}

#[derive(Clone)]
pub struct Payer {
    pub client: Client,
    pub control: Control,
    pub user: UserId,
}

impl Payer {
    pub fn ann(sandbox: &Sandbox) -> Self {
        Self::new(sandbox, "ann")
    }

    pub fn bob(sandbox: &Sandbox) -> Self {
        Self::new(sandbox, "bob")
    }

    fn new(sandbox: &Sandbox, user: &str) -> Self {
        let token = Secret::new(format!("{user}-token"));
        let client = Client::builder(sandbox.environment()).token(token);
        Self {
            client: client.build().expect("a client"),
            control: sandbox.control(),
            user: user.parse().expect("an identifier"),
        }
    }

    pub async fn create(&self, account: &str, id: &str, text: &str) -> Result<Withdraw, Error> {
        let new = NewWithdraw::new(amount(text)).with_id(id.parse().expect("an identifier"));
        self.client.withdraws().create(&on(account), &new).await
    }

    /// With the code that is good now.
    pub async fn confirm(&self, account: &str, id: &str) -> Result<Withdraw, Error> {
        let (code, id) = (self.code(account, id), id.parse().expect("an identifier"));
        self.client
            .withdraws()
            .confirm(&on(account), &id, &code)
            .await
    }

    /// With the code that is good now.
    pub async fn cancel(&self, account: &str, id: &str) -> Result<Withdraw, Error> {
        let (code, id) = (self.code(account, id), id.parse().expect("an identifier"));
        self.client
            .withdraws()
            .cancel(&on(account), &id, &code)
            .await
    }

    pub fn code(&self, account: &str, id: &str) -> WithdrawAuthorization {
        let code = self.control.authorization_code(account, id);
        WithdrawAuthorization::new(code.expect("a code"))
    }

    /// `balance` and `locked`, as the API shows them.
    pub async fn shown(&self, account: &str) -> [Amount; 2] {
        let accounts = self.client.accounts();
        let account = accounts.get(&self.user, &on(account)).await;
        let account = account.expect("the account");
        [account.balance, account.locked.expect("what is locked")]
    }
}

pub fn on(account: &str) -> AccountId {
    account.parse().expect("an identifier")
}

/// Available, reserved, paid out and fees; the ledger balances.
pub fn money(control: &Control, account: &str) -> [Amount; 4] {
    control.check().expect("the ledger balances");
    let state = control.account(account).expect("the account");
    [state.available, state.reserved, state.paid_out, state.fees]
}

pub fn amounts<const N: usize>(texts: [&str; N]) -> [Amount; N] {
    texts.map(amount)
}

/// What the client should make of a status: once for what is created, once for what is confirmed or cancelled.
pub fn verdict(status: u16, authorizes: bool) -> Delivery {
    match status {
        400 | 401 | 403 | 404 | 422 | 429 => Delivery::Refused,
        402 | 410 if !authorizes => Delivery::Refused,
        _ => Delivery::Unknown,
    }
}

/// The call failed with this status, and the client says of it what is right.
#[track_caller]
pub fn refused<T: std::fmt::Debug>(outcome: &Result<T, Error>, status: u16, authorizes: bool) {
    let error = outcome.as_ref().expect_err("a refusal");
    assert_eq!(error.status(), Some(status), "{error:?}");
    assert_eq!(error.delivery(), verdict(status, authorizes), "{error:?}");
}
