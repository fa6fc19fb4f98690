//! The way through the API up to the first withdraw: users, accounts, a beneficiary.

use pazemo::{
    Amount, Client,
    types::{
        Account, AccountId, BeneficiaryId, CreatedAccount, NewAccount, NewBeneficiary, UserId,
    },
};

use super::{
    embedded::{self, Embedded},
    journal::{Journal, given},
    money::Money,
    rules,
};
use crate::Unusable;

/// Who calls what, and what is known by then.
pub(super) struct Walk<'s> {
    pub(super) sandbox: &'s Embedded,
    pub(super) journal: Journal,
    pub(super) client: Client,
    pub(super) user: UserId,
    /// The account that is created, or, if that fails, one that was there.
    pub(super) account: AccountId,
    /// The account as it was answered when it was created.
    pub(super) opened: Option<CreatedAccount>,
    pub(super) beneficiary: BeneficiaryId,
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
        self.opened = created;
        let shown = self.shown("the new account").await?;
        if let (Some(shown), Some(_)) = (&shown, &self.opened) {
            let (money, nothing) = (self.money_in(shown), Amount::default());
            let last = self.journal.last();
            for (field, shown) in [("balance", money.balance), ("locked", money.locked)] {
                self.journal
                    .equal(last, rules::LEDGER, field, &nothing, &shown);
            }
        }
        let after = self.list_accounts("my accounts with the new one").await?;
        if let (Some(before), Some(after), Some(created)) = (before, &after, &self.opened) {
            let mut wanted: Vec<&AccountId> = before.iter().map(|account| &account.id).collect();
            wanted.push(&created.id);
            let found: Vec<&AccountId> = after.iter().map(|account| &account.id).collect();
            if wanted.len() != found.len() || wanted.iter().any(|id| !found.contains(id)) {
                let message = "the accounts from before and the new one were expected";
                let step = self.journal.last();
                self.journal
                    .complain(step, rules::STATE, &["response", "body"], message);
            }
        }
        self.is_listed(shown, after);
        Ok(())
    }

    /// At the end: the account shows what is left in it, alone and among the others.
    pub(super) async fn end(&mut self, before: Option<Money>) -> Result<(), Unusable> {
        let shown = self
            .shown("nothing that was refused moved anything")
            .await?;
        let after = shown.as_ref().map(|shown| self.money_in(shown));
        let nothing = Amount::default();
        self.expect(before, after, nothing, nothing);
        let list = self.list_accounts("my accounts at the end").await?;
        self.is_listed(shown, list);
        Ok(())
    }

    /// The account stands in the last answer as it was shown by itself.
    fn is_listed(&mut self, shown: Option<Account>, list: Option<Vec<Account>>) {
        let (Some(shown), Some(list)) = (shown, list) else {
            return;
        };
        let Some(index) = list.iter().position(|account| account.id == shown.id) else {
            return;
        };
        let fields = [
            "createdTime",
            "updatedTime",
            "userId",
            "currencyId",
            "number",
            "balance",
            "locked",
        ];
        self.journal
            .same_at(&[&index.to_string()], &fields, &shown, &list[index]);
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
        let ids = accounts.iter().flatten().map(|account| account.id.as_str());
        let ids: Vec<&str> = ids.collect();
        let is_twice = (1..ids.len()).any(|at| ids[..at].contains(&ids[at]));
        let is_known = ids.contains(&embedded::ACCOUNT);
        if let (Some(_), true) = (&accounts, is_twice || !is_known) {
            let message = "each account of the user was expected once";
            let step = self.journal.last();
            self.journal
                .complain(step, rules::STATE, &["response", "body"], message);
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
