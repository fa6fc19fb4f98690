//! Withdraws as they are written: the same bytes as of the client's type, but out of what is stored. The copies that the type needs cost more
//! than to carry out the request.

use pazemo::{
    Amount, JsonObject,
    types::{AccountId, BeneficiaryId, WithdrawId, WithdrawNetwork},
};
use serde::Serialize;

use super::{World, answers::Moment};

/// What [`World::withdraw_answer`] has, in its order.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WrittenWithdraw<'w> {
    id: &'w WithdrawId,
    created_time: Moment,
    updated_time: Moment,
    account_id: &'w AccountId,
    #[serde(skip_serializing_if = "Option::is_none")]
    transaction_id: Option<u64>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    network: Option<WithdrawNetwork>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'w str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_name: Option<&'w str>,
    amount: Amount,
    fee_amount: Amount,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<&'w str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prefix: Option<&'w str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    beneficiary_id: Option<&'w BeneficiaryId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<&'w str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference_data: Option<&'w JsonObject>,
}

impl World {
    pub(crate) fn written_withdraw(&self, place: u32) -> WrittenWithdraw<'_> {
        let withdraw = self.withdraws.get(place);
        let details = withdraw.details.as_deref();
        let created_time = Moment::of(withdraw.created);
        WrittenWithdraw {
            id: &withdraw.id,
            created_time,
            updated_time: if withdraw.updated == withdraw.created {
                created_time
            } else {
                Moment::of(withdraw.updated)
            },
            account_id: &self.accounts.list[withdraw.account as usize].id,
            transaction_id: withdraw.transaction.map(u64::from),
            status: self.shown_state(withdraw.state),
            network: withdraw.transaction.map(|_| WithdrawNetwork::Flip),
            address: details.and_then(|details| details.address.as_deref()),
            address_name: details.and_then(|details| details.address_name.as_deref()),
            amount: withdraw.amount,
            fee_amount: withdraw.fee,
            notes: details.and_then(|details| details.notes.as_deref()),
            prefix: details.and_then(|details| details.prefix.as_deref()),
            beneficiary_id: details.and_then(|details| details.beneficiary_id.as_ref()),
            reference: details.and_then(|details| details.reference.as_deref()),
            reference_data: details.and_then(|details| details.reference_data.as_ref()),
        }
    }
}
