//! Accounts, withdraws and beneficiaries.

use axum::extract::State;
use pazemo::Amount;
use serde::{Deserialize, Serialize};

use super::answer::{Json, Problem, Received, Segments};
use crate::{
    control::Control,
    world::dump::{AccountState, BeneficiaryState, WithdrawState},
};

type Answer<T> = Result<Json<T>, Problem>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Deposit {
    amount: Amount,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Code {
    authorization_code: String,
}

/// Account and identifier of a withdraw.
type Withdraw = Segments<(String, String)>;

pub(super) async fn accounts(State(control): State<Control>) -> Json<Vec<AccountState>> {
    Json(control.accounts())
}

pub(super) async fn account(
    State(control): State<Control>,
    Segments(id): Segments<String>,
) -> Answer<AccountState> {
    Ok(Json(control.account(&id)?))
}

pub(super) async fn deposit(
    State(control): State<Control>,
    Segments(id): Segments<String>,
    Received(deposit): Received<Deposit>,
) -> Answer<AccountState> {
    Ok(Json(control.deposit(&id, deposit.amount)?))
}

pub(super) async fn withdraws(State(control): State<Control>) -> Json<Vec<WithdrawState>> {
    Json(control.withdraws())
}

pub(super) async fn withdraw(
    State(control): State<Control>,
    Segments((account, id)): Withdraw,
) -> Answer<WithdrawState> {
    Ok(Json(control.withdraw(&account, &id)?))
}

pub(super) async fn settle(
    State(control): State<Control>,
    Segments((account, id)): Withdraw,
) -> Answer<WithdrawState> {
    Ok(Json(control.settle_withdraw(&account, &id)?))
}

pub(super) async fn fail(
    State(control): State<Control>,
    Segments((account, id)): Withdraw,
) -> Answer<WithdrawState> {
    Ok(Json(control.fail_withdraw(&account, &id)?))
}

pub(super) async fn give_back(
    State(control): State<Control>,
    Segments((account, id)): Withdraw,
) -> Answer<WithdrawState> {
    Ok(Json(control.return_withdraw(&account, &id)?))
}

pub(super) async fn code(
    State(control): State<Control>,
    Segments((account, id)): Withdraw,
) -> Answer<Code> {
    let code = control.authorization_code(&account, &id)?;
    Ok(Json(Code {
        authorization_code: code.expose().to_owned(),
    }))
}

pub(super) async fn beneficiaries(State(control): State<Control>) -> Json<Vec<BeneficiaryState>> {
    Json(control.beneficiaries())
}

pub(super) async fn activate(
    State(control): State<Control>,
    Segments(id): Segments<String>,
) -> Answer<BeneficiaryState> {
    Ok(Json(control.activate_beneficiary(&id)?))
}
