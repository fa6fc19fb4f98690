//! The administration under `/_sandbox/`: [`Control`] for other languages, described by a document of its own, `admin.yaml`.

mod answer;
mod conditions;
mod documents;
mod guard;
mod money;
mod state;
#[cfg(test)]
mod tests;
mod tokens;

use std::{collections::BTreeMap, ops::Deref, sync::Arc, time::Duration};

use axum::{
    Router,
    middleware::from_fn_with_state,
    routing::{MethodRouter, delete, get, patch, post, put},
};
use chrono::{DateTime, Utc};

pub(crate) use answer::{Json, Problem, Segments};
pub(crate) use documents::{AdminDocument, PAYSERA, PAZEMO, QOLO};

use crate::{
    common::Common,
    control::{Clock, Control, Refused},
    profiles::Profiles,
    provider::pazemo::Shared,
};

/// What can be done to a sandbox of any provider.
pub(crate) trait Administer: Send + Sync {
    fn common(&self) -> &Common;

    /// What describes all of it.
    fn document(&self) -> &'static AdminDocument;

    fn clock(&self) -> Clock;

    /// Moves the clock, then stops it or lets it run, in one step.
    fn change_clock(
        &self,
        moment: Option<DateTime<Utc>>,
        runs: Option<bool>,
    ) -> Result<Clock, Refused>;

    fn advance_clock(&self, by: Duration) -> Result<Clock, Refused>;

    fn profiles(&self) -> Profiles;

    /// The switches by their names, but for those whose values are secrets.
    fn switches(&self) -> BTreeMap<&'static str, String>;

    /// Sets all switches to those of a preset, if there is one, and then some by their names: all of them, or none if one is wrong.
    fn change_switches(
        &self,
        preset: Option<&str>,
        values: &BTreeMap<String, String>,
    ) -> Result<BTreeMap<&'static str, String>, Refused>;

    /// Everything, as JSON, without secrets.
    fn state(&self) -> Result<Vec<u8>, serde_json::Error>;

    /// Everything as it was at the start.
    fn reset(&self) -> Result<(), String>;
}

/// A sandbox of any provider.
#[derive(Clone)]
pub(crate) struct Administered(Arc<dyn Administer>);

impl Deref for Administered {
    type Target = dyn Administer;

    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}

impl AsRef<Common> for Administered {
    fn as_ref(&self) -> &Common {
        self.common()
    }
}

impl AsRef<Common> for Control {
    fn as_ref(&self) -> &Common {
        self.shared()
    }
}

/// One method of one path. The paths are those of the document.
pub(crate) type Route<S> = (&'static str, &'static str, MethodRouter<S>);

/// The routes of Pazemo's administration, with their prefix.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let control = Control::new(shared);
    with_own(control.clone(), routes(), control)
}

/// What is common to all sandboxes, and what belongs to one provider's.
pub(crate) fn with_own<S: Clone + Send + Sync + 'static>(
    sandbox: impl Administer + 'static,
    own: Vec<Route<S>>,
    state: S,
) -> Router {
    let address = sandbox.common().address();
    let common = collect(common_routes()).with_state(Administered(Arc::new(sandbox)));
    collect(own)
        .with_state(state)
        .merge(common)
        .fallback(async || {
            let message = "there is no such path; /_sandbox/openapi.yaml describes those there are";
            Problem::new(404, "not-found", message)
        })
        .method_not_allowed_fallback(async || {
            let message = "not with this method; /_sandbox/openapi.yaml describes those there are";
            Problem::new(405, "method-not-allowed", message)
        })
        .layer(from_fn_with_state(address, guard::guard))
}

fn collect<S: Clone + Send + Sync + 'static>(routes: Vec<Route<S>>) -> Router<S> {
    routes
        .into_iter()
        .fold(Router::new(), |router, (_, path, method)| {
            router.route(path, method)
        })
}

fn common_routes() -> Vec<Route<Administered>> {
    vec![
        ("get", "/_sandbox/openapi.yaml", get(documents::own_yaml)),
        ("get", "/_sandbox/openapi.json", get(documents::own_json)),
        ("get", "/_sandbox/status", get(state::status)),
        ("get", "/_sandbox/state", get(state::dump)),
        ("post", "/_sandbox/reset", post(state::reset)),
        ("get", "/_sandbox/clock", get(conditions::clock)),
        ("put", "/_sandbox/clock", put(conditions::set_clock)),
        ("post", "/_sandbox/clock/advance", post(conditions::advance)),
        ("get", "/_sandbox/profiles", get(conditions::profiles)),
        ("get", "/_sandbox/switches", get(conditions::switches)),
        (
            "patch",
            "/_sandbox/switches",
            patch(conditions::set_switches),
        ),
        ("get", "/_sandbox/faults", get(conditions::faults)),
        ("post", "/_sandbox/faults", post(conditions::add_faults)),
        (
            "delete",
            "/_sandbox/faults",
            delete(conditions::clear_faults),
        ),
        ("get", "/_sandbox/maintenance", get(conditions::maintenance)),
        (
            "put",
            "/_sandbox/maintenance",
            put(conditions::set_maintenance),
        ),
    ]
}

fn routes() -> Vec<Route<Control>> {
    vec![
        ("get", "/_sandbox/check", get(state::check)),
        ("get", "/_sandbox/tokens", get(tokens::list)),
        ("post", "/_sandbox/tokens", post(tokens::add)),
        ("patch", "/_sandbox/tokens/{number}", patch(tokens::change)),
        (
            "post",
            "/_sandbox/tokens/{number}/revoke",
            post(tokens::revoke),
        ),
        (
            "post",
            "/_sandbox/tokens/{number}/rotate",
            post(tokens::rotate),
        ),
        ("get", "/_sandbox/accounts", get(money::accounts)),
        ("get", "/_sandbox/accounts/{accountId}", get(money::account)),
        (
            "post",
            "/_sandbox/accounts/{accountId}/deposits",
            post(money::deposit),
        ),
        ("get", "/_sandbox/withdraws", get(money::withdraws)),
        (
            "get",
            "/_sandbox/accounts/{accountId}/withdraws/{id}",
            get(money::withdraw),
        ),
        (
            "post",
            "/_sandbox/accounts/{accountId}/withdraws/{id}/settle",
            post(money::settle),
        ),
        (
            "post",
            "/_sandbox/accounts/{accountId}/withdraws/{id}/fail",
            post(money::fail),
        ),
        (
            "post",
            "/_sandbox/accounts/{accountId}/withdraws/{id}/return",
            post(money::give_back),
        ),
        (
            "get",
            "/_sandbox/accounts/{accountId}/withdraws/{id}/authorization-code",
            get(money::code),
        ),
        ("get", "/_sandbox/beneficiaries", get(money::beneficiaries)),
        (
            "post",
            "/_sandbox/beneficiaries/{id}/activate",
            post(money::activate),
        ),
    ]
}
