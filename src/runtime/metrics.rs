//! Figures for the `metrics` facade, if the feature is on.

use std::time::Duration;

use super::budget::Budget;
use crate::Operation;

/// A call is over.
#[cfg(feature = "metrics")]
pub(super) fn call(
    operation: &'static Operation,
    delivery: &'static str,
    status: Option<u16>,
    duration: Duration,
    budget: &Budget,
) {
    let status = label(status);
    ::metrics::counter!(
        "pazemo_calls_total",
        "operation" => operation.id(), "delivery" => delivery, "status" => status,
    )
    .increment(1);
    if delivery == crate::Delivery::Unknown.as_str() {
        ::metrics::counter!("pazemo_unknown_total", "operation" => operation.id()).increment(1);
    }
    ::metrics::histogram!("pazemo_call_duration_seconds", "operation" => operation.id())
        .record(duration);
    ::metrics::gauge!("pazemo_retry_budget").set(budget.left());
}

/// Without an allocation for what comes every day.
#[cfg(feature = "metrics")]
fn label(status: Option<u16>) -> std::borrow::Cow<'static, str> {
    match status {
        None => "none".into(),
        Some(200) => "200".into(),
        Some(other) => other.to_string().into(),
    }
}

/// An attempt failed and another one follows.
#[cfg(feature = "metrics")]
pub(super) fn repeat(operation: &'static Operation, budget: &Budget) {
    ::metrics::counter!("pazemo_repeats_total", "operation" => operation.id()).increment(1);
    ::metrics::gauge!("pazemo_retry_budget").set(budget.left());
}

#[cfg(not(feature = "metrics"))]
pub(super) fn call(_: &Operation, _: &str, _: Option<u16>, _: Duration, _: &Budget) {}

#[cfg(not(feature = "metrics"))]
pub(super) fn repeat(_: &Operation, _: &Budget) {}
