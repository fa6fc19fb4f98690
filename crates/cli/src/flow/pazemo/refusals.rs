//! What has to be refused whatever state things are in: too much, unknown, another user's, without the right, unreadable.

use pazemo::{
    Amount, Client, RawRequest,
    types::{AccountId, BeneficiaryId, NewAccount, NewWithdraw, UserId, WithdrawId},
};

use super::{
    journal::{Refusal, given},
    money::Money,
    walk::Walk,
};
use crate::Unusable;

/// The identifier of no beneficiary.
const NO_BENEFICIARY: u64 = 4711;

impl Walk<'_> {
    /// More than there is, and what does not exist.
    /// What the account shows afterwards.
    pub(super) async fn too_much_or_unknown(&mut self) -> Result<Option<Money>, Unusable> {
        let before = self.money("before what is refused").await?;
        let balance = before.map_or_else(Amount::default, |money| money.balance);
        let Some(too_much) = balance.checked_add(given("0.000001")?) else {
            return Ok(before);
        };
        let call = self.client.withdraws();
        let new = NewWithdraw::new(too_much)
            .with_id(given("flow-too-much")?)
            .with_beneficiary_id(self.beneficiary.clone());
        let call = call.create(&self.account, &new);
        let (operation, what) = ("createWithdraw", "withdraw more than there is");
        self.journal
            .refused(operation, what, Refusal::PAYMENT_REQUIRED, call)
            .await?;

        let new = self.new_withdraw("1")?.with_id(given("flow-refused")?);
        let new = new.with_beneficiary_id(BeneficiaryId::from(NO_BENEFICIARY));
        let call = self.client.withdraws();
        let call = call.create(&self.account, &new);
        let what = "withdraw to a beneficiary that does not exist";
        self.journal
            .refused(operation, what, Refusal::BAD_REQUEST, call)
            .await?;

        let nowhere: AccountId = given("no-such-account")?;
        let call = self.client.accounts().get(&self.user, &nowhere);
        let what = "an account that does not exist";
        self.journal
            .refused("getAccount", what, Refusal::NOT_FOUND, call)
            .await?;
        let new = self.new_withdraw("1")?.with_id(given("flow-refused")?);
        let call = self.client.withdraws();
        let call = call.create(&nowhere, &new);
        let what = "withdraw from an account that does not exist";
        self.journal
            .refused("createWithdraw", what, Refusal::NOT_FOUND, call)
            .await?;
        let (id, code): (WithdrawId, _) = (given("no-such-withdraw")?, self.sandbox.code());
        let what = "confirm a withdraw that does not exist";
        self.refuse_confirm(what, Refusal::NOT_FOUND, &id, &code)
            .await?;
        let what = "cancel a withdraw that does not exist";
        self.refuse_cancel(what, Refusal::NOT_FOUND, &id, &code)
            .await?;
        let after = self.money("nothing of it moved anything").await?;
        self.expect(before, after, Amount::default(), Amount::default());
        Ok(after)
    }

    /// What another user has, who sees it and whom nothing of this touches.
    pub(super) async fn other_users(&mut self, themselves: &Client) -> Result<(), Unusable> {
        let other: UserId = given(super::embedded::OTHER_USER)?;
        let theirs: AccountId = given(super::embedded::OTHER_ACCOUNT)?;
        let call = themselves.accounts().get(&other, &theirs);
        let what = "what another user has";
        let before = self.journal.accepted("getAccount", what, call).await?;
        let (users, accounts) = (self.client.users(), self.client.accounts());
        let call = users.get(&other);
        self.journal
            .refused("getUser", "another user", Refusal::FORBIDDEN, call)
            .await?;
        let call = accounts.list(&other);
        let what = "another user's accounts";
        self.journal
            .refused("listAccounts", what, Refusal::FORBIDDEN, call)
            .await?;
        let call = self.client.accounts().get(&other, &theirs);
        let what = "another user's account";
        self.journal
            .refused("getAccount", what, Refusal::FORBIDDEN, call)
            .await?;
        let new = NewAccount::new("USD".into());
        let call = self.client.accounts().create(&other, &new);
        let what = "open an account for another user";
        self.journal
            .refused("createAccount", what, Refusal::FORBIDDEN, call)
            .await?;
        let new = self.new_withdraw("1")?.with_id(given("flow-refused")?);
        let call = self.client.withdraws();
        let call = call.create(&theirs, &new);
        let what = "withdraw from another user's account";
        self.journal
            .refused("createWithdraw", what, Refusal::FORBIDDEN, call)
            .await?;
        let call = themselves.accounts().get(&other, &theirs);
        let what = "what another user still has";
        let after = self.journal.accepted("getAccount", what, call).await?;
        if let (Some(before), Some(after)) = (before, after) {
            let before = self.money_in(&before);
            let after = self.money_in(&after);
            self.expect(
                Some(before),
                Some(after),
                Amount::default(),
                Amount::default(),
            );
        }
        Ok(())
    }

    /// With a token that nobody has, and one that may only read.
    pub(super) async fn tokens(
        &mut self,
        nobody: &Client,
        reader: &Client,
    ) -> Result<(), Unusable> {
        let call = nobody.users().me();
        let what = "who am I, with a wrong token";
        self.journal
            .refused("getCurrentUser", what, Refusal::UNAUTHORIZED, call)
            .await?;
        let new = self.new_withdraw("1")?.with_id(given("flow-refused")?);
        let call = nobody.withdraws();
        let call = call.create(&self.account, &new);
        let what = "withdraw with a wrong token";
        self.journal
            .refused("createWithdraw", what, Refusal::UNAUTHORIZED, call)
            .await?;
        let call = reader.accounts().get(&self.user, &self.account);
        let what = "read with a token that may only read";
        self.journal.accepted("getAccount", what, call).await?;
        let call = reader.withdraws();
        let call = call.create(&self.account, &new);
        let what = "withdraw with a token that may only read";
        self.journal
            .refused("createWithdraw", what, Refusal::FORBIDDEN, call)
            .await
    }

    /// Requests that the client's own types cannot make.
    pub(super) async fn invalid(&mut self) -> Result<(), Unusable> {
        let withdraw = format!("/accounts/{}/withdraw", self.account);
        for (operation, what, path, body) in [
            (
                "createWithdraw",
                "withdraw an amount that is a text",
                withdraw.as_str(),
                r#"{"amount": "1.00"}"#,
            ),
            (
                "createWithdraw",
                "withdraw without an amount",
                withdraw.as_str(),
                r#"{"id": "flow-invalid"}"#,
            ),
            (
                "createBeneficiary",
                "store a beneficiary without a bank",
                "/beneficiaries",
                r#"{"address": "0123456789"}"#,
            ),
        ] {
            let request = RawRequest::post(path).with_body("application/json", body);
            let request = request.map_err(|error| Unusable(format!("{what}: {error}")))?;
            let call = self.client.raw(request);
            self.journal
                .refused(operation, what, Refusal::BAD_REQUEST, call)
                .await?;
            self.journal.request_was_invalid();
        }
        Ok(())
    }

    pub(super) async fn pings(&mut self) -> Result<(), Unusable> {
        let call = self.client.pings().check();
        self.journal
            .accepted("check", "does the server answer", call)
            .await?;
        let call = self.client.pings().ping();
        self.journal
            .accepted("ping", "the same in short", call)
            .await?;
        let call = self.client.pings().ping_queue();
        self.journal
            .accepted("pingQueue", "does its queue answer", call)
            .await?;
        Ok(())
    }
}
