//! Clock, switches, faults, maintenance.

use std::{collections::BTreeMap, time::Duration};

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, SecondsFormat, Utc};
use http::StatusCode;
use serde::{Deserialize, Serialize};

use super::answer::{Json, Problem, Received, json};
use crate::{
    control::{self, Control, Refused},
    fault::FaultSequence,
    profiles::Profiles,
    switches::{SWITCHES, Switches},
};

/// The switch whose value is an authorization code; those are shown where a withdraw's code is asked for, and nowhere else.
const CODE: &str = "static-code";

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

pub(super) async fn clock(State(control): State<Control>) -> Json<Clock> {
    Json(control.clock().into())
}

pub(super) async fn set_clock(
    State(control): State<Control>,
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
    Ok(Json(control.change_clock(moment, change.runs)?.into()))
}

pub(super) async fn advance(
    State(control): State<Control>,
    Received(advance): Received<Advance>,
) -> Result<Json<Clock>, Problem> {
    let clock = control.advance_clock(Duration::from_secs(advance.seconds))?;
    Ok(Json(clock.into()))
}

pub(super) async fn profiles() -> Json<Profiles> {
    Json(Profiles::all())
}

fn values(switches: &Switches) -> Json<SwitchValues> {
    let shown = SWITCHES.iter().filter(|switch| switch.name != CODE);
    let value = |name| switches.get(name).unwrap_or_default();
    Json(SwitchValues {
        switches: shown
            .map(|switch| (switch.name, value(switch.name)))
            .collect(),
    })
}

pub(super) async fn switches(State(control): State<Control>) -> Json<SwitchValues> {
    values(&control.switches())
}

pub(super) async fn set_switches(
    State(control): State<Control>,
    Received(change): Received<SwitchChange>,
) -> Result<Json<SwitchValues>, Problem> {
    let switches = control.change_switches(|switches| {
        let refused = |message: String| Refused::new(400, "switches", message);
        if let Some(name) = &change.preset {
            *switches = Switches::preset(name).ok_or_else(|| refused(no_preset(name)))?;
        }
        for (name, value) in &change.switches {
            switches
                .set(name, value)
                .map_err(|error| refused(error.to_string()))?;
        }
        Ok(())
    })?;
    Ok(values(&switches))
}

fn no_preset(name: &str) -> String {
    let names: Vec<&str> = crate::PRESETS.iter().map(|preset| preset.name).collect();
    format!("`{name}` is no preset; there are {}", names.join(", "))
}

fn waiting(control: &Control) -> Vec<Waiting> {
    let faults = control.faults().into_iter();
    faults
        .map(|waiting| Waiting {
            operation: waiting.operation,
            fault: waiting.fault.to_string(),
            times: waiting.times,
        })
        .collect()
}

pub(super) async fn faults(State(control): State<Control>) -> Json<Vec<Waiting>> {
    Json(waiting(&control))
}

pub(super) async fn add_faults(
    State(control): State<Control>,
    Received(new): Received<NewFaults>,
) -> Result<Response, Problem> {
    let refused = |error: crate::InvalidFault| Problem::new(400, "faults", error.to_string());
    let sequence: FaultSequence = new.sequence.parse().map_err(refused)?;
    control.add_faults(&sequence).map_err(refused)?;
    Ok(json(StatusCode::CREATED, &waiting(&control)).into_response())
}

pub(super) async fn clear_faults(State(control): State<Control>) -> Json<Vec<Waiting>> {
    control.clear_faults();
    Json(waiting(&control))
}

pub(super) async fn maintenance(State(control): State<Control>) -> Json<Maintenance> {
    Json(Maintenance {
        on: control.maintenance(),
    })
}

pub(super) async fn set_maintenance(
    State(control): State<Control>,
    Received(maintenance): Received<Maintenance>,
) -> Json<Maintenance> {
    control.set_maintenance(maintenance.on);
    Json(maintenance)
}
