//! A withdraw on its way: created, confirmed and settled, or cancelled, and what is refused meanwhile.

use pazemo::{
    Amount, JsonObject, Secret,
    types::{NewWithdraw, Withdraw, WithdrawAuthorization, WithdrawId},
};

use super::{
    journal::{Refusal, StepNumber, given},
    rules,
    walk::Walk,
};
use crate::Unusable;

/// A withdraw on its way.
pub(super) struct Created {
    /// Where it was created.
    step: StepNumber,
    id: WithdrawId,
    /// What it costs: amount and fee.
    costs: Amount,
    /// How it was answered, if it was.
    answer: Option<Withdraw>,
}

/// What the sandbox says of every withdraw: the only state that the provider's page shows.
const STATUS: &str = "pending";

impl Walk<'_> {
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
        let still = self.money("it is not paid yet").await?;
        self.expect(reserved, still, nothing, nothing);
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

    pub(super) fn new_withdraw(&self, amount: &'static str) -> Result<NewWithdraw, Unusable> {
        let number = self.sandbox.digits("17.10");
        let data = format!(r#"{{"invoice": {number}, "note": "é\u0000"}}"#);
        let data: JsonObject = serde_json::from_str(&data)
            .map_err(|_| Unusable("the flow's own data cannot be used".to_owned()))?;
        let amount = self.sandbox.digits(amount);
        Ok(NewWithdraw::new(given(amount)?)
            .with_beneficiary_id(self.beneficiary.clone())
            .with_address("0123456789")
            .with_address_name("Ayu Lestari")
            .with_notes("as agreed")
            .with_prefix("INV")
            .with_reference("invoice 17")
            .with_reference_data(data))
    }

    pub(super) async fn create(
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
            answer,
        };
        if let Some(answer) = &created.answer {
            self.is_answered(new, &created, answer);
        }
        Ok(Some(created))
    }

    /// The last answer speaks of this withdraw.
    pub(super) fn is_answered(&mut self, new: &NewWithdraw, created: &Created, answer: &Withdraw) {
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
        if let Some(first) = &created.answer {
            self.journal.same(&["createdTime"], first, answer);
        }
        let (journal, fee) = (&mut self.journal, self.sandbox.fee());
        let step = journal.last();
        for (field, wanted, found) in [
            ("id", created.id.as_str(), answer.id.as_str()),
            (
                "accountId",
                self.account.as_str(),
                answer.account_id.as_str(),
            ),
            ("status", STATUS, answer.status.as_str()),
        ] {
            journal.equal(step, rules::STATE, field, &wanted, &found);
        }
        journal.equal(step, rules::LEDGER, "feeAmount", &fee, &answer.fee_amount);
    }

    /// Whether the last call did not find the withdraw.
    pub(super) fn is_lost(&mut self, created: &Created) -> bool {
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
}

pub(super) fn authorization(code: &str) -> WithdrawAuthorization {
    WithdrawAuthorization::new(Secret::new(code.to_owned()))
}
