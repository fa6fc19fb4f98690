//! The way through the API: from a user to a withdraw that was paid, and one that was cancelled.

use pazemo::{
    Amount, Client, JsonObject,
    types::{
        Account, AccountId, BeneficiaryId, NewAccount, NewBeneficiary, NewWithdraw, UserId,
        Withdraw, WithdrawAuthorization, WithdrawId,
    },
};

use super::{
    embedded::Embedded,
    journal::{Journal, Refusal, StepNumber},
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
    pub(super) beneficiary: BeneficiaryId,
}

/// A withdraw on its way.
pub(super) struct Created {
    /// Where it was created.
    step: StepNumber,
    pub(super) id: WithdrawId,
    /// What it costs: amount and fee.
    pub(super) costs: Amount,
}

/// What an account shows.
#[derive(Clone, Copy)]
pub(super) struct Money {
    pub(super) balance: Amount,
    locked: Amount,
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
        self.journal.equal(
            rules::STATE,
            "id",
            &self.user.to_string(),
            &me.id.to_string(),
        );
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
        let created_in = self.journal.last();
        if let Some(created) = &created {
            self.journal.same(&["currencyId", "number"], &new, created);
            self.account = created.id.clone();
        }
        if let Some(money) = self.money("the new account").await? {
            if created.is_some() {
                let nothing = Amount::default();
                self.journal
                    .equal(rules::LEDGER, "balance", &nothing, &money.balance);
                self.journal
                    .equal(rules::LEDGER, "locked", &nothing, &money.locked);
            }
        } else if self.journal.excuse(404) {
            let message = "it was answered, and is not there afterwards";
            self.journal.complain(
                created_in,
                rules::STATE,
                &["response", "body", "id"],
                message,
            );
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

    /// Created, confirmed, settled; and what is refused on the way.
    pub(super) async fn paid(&mut self) -> Result<(), Unusable> {
        self.sandbox.deposit(&self.account, given("5000.000001")?)?;
        let before = self.money("money has come in").await?;
        let new = self
            .new_withdraw("1234.567890")?
            .with_id(given("flow-paid")?);
        let Some(created) = self.create("create a withdraw", &new).await? else {
            return Ok(());
        };
        let reserved = self.money("its amount and fee are locked").await?;
        let (code, wrong) = (self.sandbox.code(), authorization("another"));
        let what = "confirm it with a wrong code";
        self.refuse_confirm(what, Refusal::BAD_REQUEST, &created.id, &wrong)
            .await?;
        if self.is_lost(&created) {
            return Ok(());
        }
        let nothing = Amount::default();
        self.expect(before, reserved, nothing, created.costs);

        let call = self.client.withdraws();
        let call = call.confirm(&self.account, &created.id, &code);
        let confirmed = self.journal.accepted("confirmWithdraw", "confirm it", call);
        if let Some(confirmed) = confirmed.await? {
            self.is_answered(&new, &created, &confirmed);
        }
        let confirm = "confirm it again";
        self.refuse_confirm(confirm, Refusal::CONFLICT, &created.id, &code)
            .await?;
        let cancel = "cancel it once it is confirmed";
        self.refuse_cancel(cancel, Refusal::CONFLICT, &created.id, &code)
            .await?;

        self.sandbox.settle(&self.account, &created.id);
        let settled = self.money("it is paid").await?;
        self.expect(before, settled, created.costs, nothing);
        let confirm = "confirm it once it is paid";
        self.refuse_confirm(confirm, Refusal::CONFLICT, &created.id, &code)
            .await?;
        let call = self.client.withdraws();
        let call = call.create(&self.account, &new);
        let what = "create another one under its identifier";
        self.journal
            .refused("createWithdraw", what, Refusal::CONFLICT, call)
            .await?;
        let left = self.money("nothing of this moved anything").await?;
        self.expect(settled, left, nothing, nothing);
        Ok(())
    }

    /// Created, cancelled; and what is refused on the way.
    pub(super) async fn cancelled(&mut self) -> Result<(), Unusable> {
        let before = self.money("before a second withdraw").await?;
        // Without an identifier: the client chooses one.
        let new = self.new_withdraw("0.10")?;
        let Some(created) = self.create("create a second withdraw", &new).await? else {
            return Ok(());
        };
        let (code, wrong) = (self.sandbox.code(), authorization("another"));
        let what = "cancel it with a wrong code";
        self.refuse_cancel(what, Refusal::BAD_REQUEST, &created.id, &wrong)
            .await?;
        if self.is_lost(&created) {
            return Ok(());
        }
        let call = self.client.withdraws();
        let call = call.cancel(&self.account, &created.id, &code);
        let cancelled = self.journal.accepted("cancelWithdraw", "cancel it", call);
        if let Some(cancelled) = cancelled.await? {
            self.is_answered(&new, &created, &cancelled);
        }
        let confirm = "confirm it once it is cancelled";
        self.refuse_confirm(confirm, Refusal::CONFLICT, &created.id, &code)
            .await?;
        let cancel = "cancel it again";
        self.refuse_cancel(cancel, Refusal::CONFLICT, &created.id, &code)
            .await?;
        let after = self.money("its money is free again").await?;
        let nothing = Amount::default();
        self.expect(before, after, nothing, nothing);
        Ok(())
    }

    pub(super) fn new_withdraw(&self, amount: &str) -> Result<NewWithdraw, Unusable> {
        let data: JsonObject = serde_json::from_str(r#"{"invoice": 17.10, "note": "é\u0000"}"#)
            .map_err(|_| Unusable("the flow's own data cannot be used".to_owned()))?;
        Ok(NewWithdraw::new(given(amount)?)
            .with_beneficiary_id(self.beneficiary.clone())
            .with_address("0123456789")
            .with_address_name("Ayu Lestari")
            .with_notes("as agreed")
            .with_prefix("INV")
            .with_reference("invoice 17")
            .with_reference_data(data))
    }

    async fn create(
        &mut self,
        what: &'static str,
        new: &NewWithdraw,
    ) -> Result<Option<Created>, Unusable> {
        let call = self.client.withdraws();
        let call = call.create(&self.account, new);
        let answer = self.journal.accepted("createWithdraw", what, call).await?;
        let Some(id) = answer.as_ref().map(|a| a.id.clone()).or(new.id.clone()) else {
            return Ok(None);
        };
        let costs = new.amount.checked_add(self.sandbox.fee());
        let created = Created {
            step: self.journal.last(),
            id,
            costs: costs.unwrap_or(new.amount),
        };
        if let Some(answer) = &answer {
            self.is_answered(new, &created, answer);
        }
        Ok(Some(created))
    }

    /// The last answer speaks of this withdraw.
    fn is_answered(&mut self, new: &NewWithdraw, created: &Created, answer: &Withdraw) {
        let sent = [
            "address",
            "addressName",
            "amount",
            "notes",
            "prefix",
            "beneficiaryId",
            "reference",
            "referenceData",
        ];
        self.journal.same(&sent, new, answer);
        let (journal, fee) = (&mut self.journal, self.sandbox.fee());
        journal.equal(
            rules::STATE,
            "id",
            &created.id.to_string(),
            &answer.id.to_string(),
        );
        let account = (self.account.to_string(), answer.account_id.to_string());
        journal.equal(rules::STATE, "accountId", &account.0, &account.1);
        journal.equal(rules::LEDGER, "feeAmount", &fee, &answer.fee_amount);
    }

    /// Whether the last call did not find the withdraw.
    fn is_lost(&mut self, created: &Created) -> bool {
        let is_lost = self.journal.excuse(404);
        if is_lost {
            let message = "it was answered as created, and is not there afterwards";
            let place = ["response", "body", "id"];
            self.journal
                .complain(created.step, rules::STATE, &place, message);
        }
        is_lost
    }

    pub(super) async fn refuse_confirm(
        &mut self,
        what: &'static str,
        refusal: Refusal,
        id: &WithdrawId,
        code: &WithdrawAuthorization,
    ) -> Result<(), Unusable> {
        let call = self.client.withdraws();
        let call = call.confirm(&self.account, id, code);
        self.journal
            .refused("confirmWithdraw", what, refusal, call)
            .await
    }

    pub(super) async fn refuse_cancel(
        &mut self,
        what: &'static str,
        refusal: Refusal,
        id: &WithdrawId,
        code: &WithdrawAuthorization,
    ) -> Result<(), Unusable> {
        let call = self.client.withdraws();
        let call = call.cancel(&self.account, id, code);
        self.journal
            .refused("cancelWithdraw", what, refusal, call)
            .await
    }

    /// What the account shows.
    pub(super) async fn money(&mut self, what: &'static str) -> Result<Option<Money>, Unusable> {
        let call = self.client.accounts().get(&self.user, &self.account);
        let account = self.journal.accepted("getAccount", what, call).await?;
        Ok(account.map(|account| Money {
            balance: account.balance,
            locked: account.locked.unwrap_or_default(),
        }))
    }

    /// The last answer about the account: what it was before, less what was spent, with so much locked besides. The embedded sandbox shows
    /// balances that include what is locked, and what is locked as a negative amount.
    pub(super) fn expect(
        &mut self,
        before: Option<Money>,
        found: Option<Money>,
        spent: Amount,
        locked: Amount,
    ) {
        let (Some(before), Some(found)) = (before, found) else {
            return;
        };
        for (field, before, less, found) in [
            ("balance", before.balance, spent, found.balance),
            ("locked", before.locked, locked, found.locked),
        ] {
            if let Some(wanted) = before.checked_sub(less) {
                self.journal.equal(rules::LEDGER, field, &wanted, &found);
            }
        }
    }
}

pub(super) fn authorization(code: &str) -> WithdrawAuthorization {
    WithdrawAuthorization::new(pazemo::Secret::new(code.to_owned()))
}
