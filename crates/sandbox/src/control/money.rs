//! Money, withdraws and beneficiaries.

use pazemo::{Amount, Secret};

use super::{Control, Refused};
use crate::world::dump::{AccountState, BeneficiaryState, State, WithdrawState};

impl Control {
    /// Money comes into an account from outside, in the account's currency.
    ///
    /// # Errors
    ///
    /// 404 if there is no such account; 400 if the amount is negative, or makes more digits than can be kept exactly.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// let account = sandbox.control().deposit("account-sgd", "0.90".parse()?)?;
    /// assert_eq!(account.available.to_string(), "10.00");
    /// # Ok(())
    /// # }
    /// ```
    pub fn deposit(&self, account: &str, amount: Amount) -> Result<AccountState, Refused> {
        Ok(self.shared.world().deposit(account, amount)?)
    }

    /// An account with its money by bucket.
    ///
    /// # Errors
    ///
    /// 404 if there is no such account.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// let account = sandbox.control().account("account-idr")?;
    /// assert_eq!(account.reserved.to_string(), "84311");
    /// assert_eq!(account.money_in.to_string(), "948775.42");
    /// # Ok(())
    /// # }
    /// ```
    pub fn account(&self, id: &str) -> Result<AccountState, Refused> {
        Ok(self.shared.world().account_view(id)?)
    }

    /// All accounts, in the order in which they were created.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// assert_eq!(sandbox.control().accounts()[2].id, "account-sgd");
    /// # Ok(())
    /// # }
    /// ```
    pub fn accounts(&self) -> Vec<AccountState> {
        self.shared.world().account_views()
    }

    /// All beneficiaries, in the order in which they were created.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// assert!(!sandbox.control().beneficiaries()[2].active);
    /// # Ok(())
    /// # }
    /// ```
    pub fn beneficiaries(&self) -> Vec<BeneficiaryState> {
        self.shared.world().beneficiary_views()
    }

    /// All withdraws, in the order in which they were created. The API itself offers no way to read one back.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// let withdraws = sandbox.control().withdraws();
    /// assert_eq!((withdraws[0].id.as_str(), withdraws[0].state), ("string", "pending"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn withdraws(&self) -> Vec<WithdrawState> {
        self.shared.world().withdraws()
    }

    /// A withdraw by account and identifier.
    ///
    /// # Errors
    ///
    /// 404 if there is no such account, or no such withdraw of it.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// assert_eq!(sandbox.control().withdraw("string", "string")?.state, "pending");
    /// # Ok(())
    /// # }
    /// ```
    pub fn withdraw(&self, account: &str, id: &str) -> Result<WithdrawState, Refused> {
        Ok(self.shared.world().withdraw_view(account, id)?)
    }

    /// Settles a confirmed withdraw: the money arrives. It fails instead if nothing was reserved for it and the money is gone.
    ///
    /// # Errors
    ///
    /// 404 if there is no such withdraw; 409 if it is not confirmed, or no longer.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// let refused = sandbox.control().settle_withdraw("string", "string").unwrap_err();
    /// assert!(refused.to_string().contains("confirmed"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn settle_withdraw(&self, account: &str, id: &str) -> Result<WithdrawState, Refused> {
        Ok(self.shared.world().settle(account, id)?)
    }

    /// Fails a confirmed withdraw: the money does not leave, and what was reserved is available again.
    ///
    /// # Errors
    ///
    /// As with [`Self::settle_withdraw`].
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// # use pazemo::types::WithdrawAuthorization;
    /// # let (client, control) = (sandbox.client().build()?, sandbox.control());
    /// # let authorization = WithdrawAuthorization::new("string".into());
    /// client.withdraws().confirm(&"string".parse()?, &"string".parse()?, &authorization).await?;
    /// assert_eq!(control.fail_withdraw("string", "string")?.state, "failed");
    /// # Ok(())
    /// # }
    /// ```
    pub fn fail_withdraw(&self, account: &str, id: &str) -> Result<WithdrawState, Refused> {
        Ok(self.shared.world().fail(account, id)?)
    }

    /// Returns a settled withdraw: the money comes back. What becomes of the fee is a switch, `returned-fee`.
    ///
    /// # Errors
    ///
    /// 404 if there is no such withdraw; 409 if it is not settled.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// # use pazemo::types::WithdrawAuthorization;
    /// # let (client, control) = (sandbox.client().build()?, sandbox.control());
    /// # let authorization = WithdrawAuthorization::new("string".into());
    /// client.withdraws().confirm(&"string".parse()?, &"string".parse()?, &authorization).await?;
    /// control.settle_withdraw("string", "string")?;
    /// assert_eq!(control.return_withdraw("string", "string")?.state, "returned");
    /// # Ok(())
    /// # }
    /// ```
    pub fn return_withdraw(&self, account: &str, id: &str) -> Result<WithdrawState, Refused> {
        Ok(self.shared.world().give_back(account, id)?)
    }

    /// The code by which a withdraw can now be confirmed or cancelled; in the place of one that has expired there is a new one.
    ///
    /// # Errors
    ///
    /// 404 if there is no such withdraw.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// let code = sandbox.control().authorization_code("string", "string")?;
    /// assert_eq!(code.expose(), "string");
    /// # Ok(())
    /// # }
    /// ```
    pub fn authorization_code(&self, account: &str, id: &str) -> Result<Secret, Refused> {
        Ok(self.shared.world().reveal_code(account, id)?)
    }

    /// From here on the beneficiary is no longer pending.
    ///
    /// # Errors
    ///
    /// 404 if there is no such beneficiary.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// assert!(sandbox.control().activate_beneficiary("2")?.active);
    /// # Ok(())
    /// # }
    /// ```
    pub fn activate_beneficiary(&self, id: &str) -> Result<BeneficiaryState, Refused> {
        Ok(self.shared.world().activate_beneficiary(id)?)
    }

    /// Holds the ledger against its journal: at any time money in = available + reserved + paid out + fees, to the digit.
    ///
    /// # Errors
    ///
    /// 500, and the account and the figures that do not agree. That is a bug of the sandbox.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// sandbox.control().check()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn check(&self) -> Result<(), Refused> {
        let checked = self.shared.world().check();
        checked.map_err(|what| Refused::new(500, "error.ledger.unbalanced", what))
    }

    /// Everything there is, the journal included. Tokens and authorization codes are not in it.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// let state = sandbox.control().dump();
    /// assert_eq!(state.users[0].id, "string");
    /// assert!(!serde_json::to_string(&state)?.contains("sandbox-full-token"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn dump(&self) -> State {
        self.shared.world().dump()
    }
}
