//! Clock, switches, faults, maintenance.

use std::{collections::BTreeMap, time::Duration};

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, SecondsFormat, Utc};
use http::StatusCode;
use serde::{Deserialize, Serialize};

use super::{
    Administered,
    answer::{Json, Problem, Received, json},
};
use crate::{control, fault::FaultSequence, profiles::Profiles};

#[derive(Serialize)]
pub(super) struct Clock {
    time: String,
    runs: bool,
}

impl From<control::Clock> for Clock {
    fn from(clock: control::Clock) -> Self {
        Self {
            time: clock.now.to_rfc3339_opts(SecondsFormat::Millis, true),
            runs: clock.runs,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClockChange {
    time: Option<String>,
    runs: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Advance {
    seconds: u64,
}

#[derive(Serialize)]
pub(super) struct SwitchValues {
    switches: BTreeMap<&'static str, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SwitchChange {
    preset: Option<String>,
    #[serde(default)]
    switches: BTreeMap<String, String>,
}

#[derive(Serialize)]
pub(super) struct Waiting {
    operation: Option<&'static str>,
    fault: String,
    times: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewFaults {
    sequence: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Maintenance {
    on: bool,
}

pub(super) async fn clock(State(sandbox): State<Administered>) -> Json<Clock> {
    Json(sandbox.clock().into())
}

pub(super) async fn set_clock(
    State(sandbox): State<Administered>,
    Received(change): Received<ClockChange>,
) -> Result<Json<Clock>, Problem> {
    let moment = match &change.time {
        None => None,
        Some(text) => match DateTime::parse_from_rfc3339(text) {
            Ok(moment) => Some(moment.with_timezone(&Utc)),
            Err(_) => {
                let message =
                    "a time is a date with time by RFC 3339, such as 2026-01-31T12:00:00Z";
                return Err(Problem::new(400, "time", message));
            }
        },
    };
    Ok(Json(sandbox.change_clock(moment, change.runs)?.into()))
}

pub(super) async fn advance(
    State(sandbox): State<Administered>,
    Received(advance): Received<Advance>,
) -> Result<Json<Clock>, Problem> {
    let clock = sandbox.advance_clock(Duration::from_secs(advance.seconds))?;
    Ok(Json(clock.into()))
}

pub(super) async fn profiles(State(sandbox): State<Administered>) -> Json<Profiles> {
    Json(sandbox.profiles())
}

pub(super) async fn switches(State(sandbox): State<Administered>) -> Json<SwitchValues> {
    Json(SwitchValues {
        switches: sandbox.switches(),
    })
}

pub(super) async fn set_switches(
    State(sandbox): State<Administered>,
    Received(change): Received<SwitchChange>,
) -> Result<Json<SwitchValues>, Problem> {
    let switches = sandbox.change_switches(change.preset.as_deref(), &change.switches)?;
    Ok(Json(SwitchValues { switches }))
}

fn waiting(sandbox: &Administered) -> Vec<Waiting> {
    let faults = sandbox.common().faults().list().into_iter();
    faults
        .map(|waiting| Waiting {
            operation: waiting.operation,
            fault: waiting.fault.to_string(),
            times: waiting.times,
        })
        .collect()
}

pub(super) async fn faults(State(sandbox): State<Administered>) -> Json<Vec<Waiting>> {
    Json(waiting(&sandbox))
}

pub(super) async fn add_faults(
    State(sandbox): State<Administered>,
    Received(new): Received<NewFaults>,
) -> Result<Response, Problem> {
    let refused = |error: crate::InvalidFault| Problem::new(400, "faults", error.to_string());
    let sequence: FaultSequence = new.sequence.parse().map_err(refused)?;
    sandbox.common().add_faults(&sequence).map_err(refused)?;
    Ok(json(StatusCode::CREATED, &waiting(&sandbox)).into_response())
}

pub(super) async fn clear_faults(State(sandbox): State<Administered>) -> Json<Vec<Waiting>> {
    sandbox.common().faults().clear();
    Json(waiting(&sandbox))
}

pub(super) async fn maintenance(State(sandbox): State<Administered>) -> Json<Maintenance> {
    Json(Maintenance {
        on: sandbox.common().maintenance(),
    })
}

pub(super) async fn set_maintenance(
    State(sandbox): State<Administered>,
    Received(maintenance): Received<Maintenance>,
) -> Json<Maintenance> {
    sandbox.common().set_maintenance(maintenance.on);
    Json(maintenance)
}
