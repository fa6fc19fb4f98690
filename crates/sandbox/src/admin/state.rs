//! The whole of it: how it is, and back to the start.

use std::{collections::BTreeMap, sync::atomic::Ordering::Relaxed};

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::SecondsFormat;
use http::StatusCode;
use serde::Serialize;

use super::{
    Administered,
    answer::{Json, Problem, typed},
};
use crate::control::Control;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Status {
    version: &'static str,
    time: String,
    clock_runs: bool,
    maintenance: bool,
    waiting_faults: usize,
    counters: BTreeMap<&'static str, u64>,
}

#[derive(Serialize)]
pub(super) struct Check {
    balanced: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

pub(super) async fn status(State(sandbox): State<Administered>) -> Json<Status> {
    Json(status_of(&sandbox))
}

fn status_of(sandbox: &Administered) -> Status {
    let clock = sandbox.clock();
    let common = sandbox.common();
    let counters = common.counters();
    Status {
        version: env!("CARGO_PKG_VERSION"),
        time: clock.now.to_rfc3339_opts(SecondsFormat::Millis, true),
        clock_runs: clock.runs,
        maintenance: common.maintenance(),
        waiting_faults: common.faults().list().len(),
        counters: BTreeMap::from([
            ("carriedOut", counters.carried_out.load(Relaxed)),
            ("connections", counters.connections.load(Relaxed)),
            ("requests", counters.requests.load(Relaxed)),
            ("faults", counters.faults.load(Relaxed)),
        ]),
    }
}

pub(super) async fn dump(State(sandbox): State<Administered>) -> Response {
    match sandbox.state() {
        Ok(written) => typed(StatusCode::OK, "application/json", written),
        Err(error) => Problem::new(500, "state", error.to_string()).into_response(),
    }
}

/// A ledger that does not balance is an answer, not a failure to answer.
pub(super) async fn check(State(control): State<Control>) -> Json<Check> {
    let reason = control.check().err().map(|refused| refused.to_string());
    Json(Check {
        balanced: reason.is_none(),
        reason,
    })
}

pub(super) async fn reset(State(sandbox): State<Administered>) -> Result<Json<Status>, Problem> {
    match sandbox.reset() {
        Ok(()) => Ok(Json(status_of(&sandbox))),
        Err(error) => Err(Problem::new(500, "seed", error)),
    }
}
