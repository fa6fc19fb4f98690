//! The whole of it: how it is, and back to the start.

use std::{collections::BTreeMap, sync::atomic::Ordering::Relaxed};

use axum::extract::State;
use chrono::SecondsFormat;
use serde::Serialize;

use super::answer::{Json, Problem};
use crate::{control::Control, world::dump};

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

pub(super) async fn status(State(control): State<Control>) -> Json<Status> {
    Json(status_of(&control))
}

fn status_of(control: &Control) -> Status {
    let clock = control.clock();
    let counters = control.shared().counters();
    Status {
        version: env!("CARGO_PKG_VERSION"),
        time: clock.now.to_rfc3339_opts(SecondsFormat::Millis, true),
        clock_runs: clock.runs,
        maintenance: control.maintenance(),
        waiting_faults: control.faults().len(),
        counters: BTreeMap::from([
            ("carriedOut", counters.carried_out.load(Relaxed)),
            ("connections", counters.connections.load(Relaxed)),
            ("requests", counters.requests.load(Relaxed)),
            ("faults", counters.faults.load(Relaxed)),
        ]),
    }
}

pub(super) async fn dump(State(control): State<Control>) -> Json<dump::State> {
    Json(control.dump())
}

/// A ledger that does not balance is an answer, not a failure to answer.
pub(super) async fn check(State(control): State<Control>) -> Json<Check> {
    let reason = control.check().err().map(|refused| refused.to_string());
    Json(Check {
        balanced: reason.is_none(),
        reason,
    })
}

pub(super) async fn reset(State(control): State<Control>) -> Result<Json<Status>, Problem> {
    match control.reset() {
        Ok(()) => Ok(Json(status_of(&control))),
        Err(error) => Err(Problem::new(500, "seed", error.to_string())),
    }
}
