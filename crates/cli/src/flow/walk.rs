//! The way through the API up to the first withdraw: users, accounts, a beneficiary.

use pazemo::{
    Amount, Client,
    types::{Account, AccountId, BeneficiaryId, NewAccount, NewBeneficiary, UserId},
};

use super::{embedded::Embedded, journal::Journal, rules};
use crate::Unusable;

/// Who calls what, and what is known by then.
pub(super) struct Walk<'s> {
    pub(super) sandbox: &'s Embedded,
    pub(super) journal: Journal,
    pub(super) client: Client,
    pub(super) user: UserId,
    /// The account that is created, or, if that fails, one that was there.
    pub(super) account: AccountId,
    pub(super) beneficiary: BeneficiaryId,
}

/// Something of the flow's own that has to be readable.
pub(super) fn given<T: std::str::FromStr>(text: &str) -> Result<T, Unusable> {
    text.parse()
        .map_err(|_| Unusable(format!("`{text}` cannot be used in the flow")))
}

impl Walk<'_> {
    pub(super) async fn users(&mut self) -> Result<(), Unusable> {
        let call = self.client.users().me();
        let me = self.journal.accepted("getCurrentUser", "who am I", call);
        let Some(me) = me.await? else {
            return Ok(());
        };
        let (step, user) = (self.journal.last(), self.user.to_string());
        self.journal
            .equal(step, rules::STATE, "id", &user, &me.id.to_string());
        let call = self.client.users().get(&me.id);
        let user = self.journal.accepted("getUser", "my profile", call);
        if let Some(user) = user.await? {
            self.journal.same(&["id", "email", "name"], &me, &user);
        }
        Ok(())
    }

    pub(super) async fn accounts(&mut self) -> Result<(), Unusable> {
        let before = self.list_accounts("my accounts").await?;
        let new = NewAccount::new("IDR".into()).with_number("11286762274");
        let call = self.client.accounts().create(&self.user, &new);
        let created = self
            .journal
            .accepted("createAccount", "open an account", call);
        let created = created.await?;
        if let Some(created) = &created {
            self.journal.same(&["currencyId", "number"], &new, created);
            self.account = created.id.clone();
        }
        let money = self.money("the new account").await?;
        if let (Some(money), Some(_)) = (money, &created) {
            let (last, nothing) = (self.journal.last(), Amount::default());
            for (field, shown) in [("balance", money.balance), ("locked", money.locked)] {
                self.journal
                    .equal(last, rules::LEDGER, field, &nothing, &shown);
            }
        }
        let after = self.list_accounts("my accounts with the new one").await?;
        if let (Some(before), Some(after), Some(created)) = (before, after, created) {
            let mut wanted: Vec<AccountId> = before.into_iter().map(|a| a.id).collect();
            wanted.push(created.id);
            let found: Vec<AccountId> = after.into_iter().map(|a| a.id).collect();
            if wanted.len() != found.len() || wanted.iter().any(|id| !found.contains(id)) {
                let message = "the accounts from before and the new one were expected";
                let step = self.journal.last();
                self.journal
                    .complain(step, rules::STATE, &["response", "body"], message);
            }
        }
        Ok(())
    }

    async fn list_accounts(
        &mut self,
        what: &'static str,
    ) -> Result<Option<Vec<Account>>, Unusable> {
        let call = self.client.accounts().list(&self.user);
        let accounts = self.journal.accepted("listAccounts", what, call).await?;
        let foreign = accounts.iter().flatten().position(|account| {
            account
                .user_id
                .as_ref()
                .is_some_and(|owner| *owner != self.user)
        });
        if let Some(index) = foreign {
            let (step, index) = (self.journal.last(), index.to_string());
            let place = ["response", "body", &index, "userId"];
            self.journal
                .complain(step, rules::STATE, &place, "the account is another user's");
        }
        Ok(accounts)
    }

    pub(super) async fn beneficiary(&mut self) -> Result<(), Unusable> {
        let new = NewBeneficiary::new(given("bni")?, "0123456789")
            .with_account_id(self.account.clone())
            .with_name("Ayu Lestari")
            .with_email("ayu@example.com")
            .with_label("rent")
            .with_type("personal".into());
        let call = self.client.beneficiaries().create(&new);
        let what = "store a beneficiary";
        let stored = self.journal.accepted("createBeneficiary", what, call);
        if let Some(stored) = stored.await? {
            let fields = [
                "accountId",
                "bankId",
                "address",
                "name",
                "email",
                "label",
                "type",
            ];
            self.journal.same(&fields, &new, &stored);
            self.beneficiary = stored.id;
        }
        Ok(())
    }
}
