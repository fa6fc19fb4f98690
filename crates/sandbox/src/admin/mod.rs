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

use std::sync::Arc;

use axum::{
    Router,
    middleware::from_fn_with_state,
    routing::{MethodRouter, delete, get, patch, post, put},
};

use answer::Problem;

use crate::{control::Control, shared::Shared};

/// One method of one path. The paths are those of the document.
type Route = (&'static str, &'static str, MethodRouter<Control>);

/// The routes, with their prefix.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let address = shared.address();
    routes()
        .into_iter()
        .fold(Router::new(), |router, (_, path, method)| {
            router.route(path, method)
        })
        .fallback(async || {
            let message = "there is no such path; /_sandbox/openapi.yaml describes those there are";
            Problem::new(404, "not-found", message)
        })
        .method_not_allowed_fallback(async || {
            let message = "not with this method; /_sandbox/openapi.yaml describes those there are";
            Problem::new(405, "method-not-allowed", message)
        })
        .layer(from_fn_with_state(address, guard::guard))
        .with_state(Control::new(shared))
}

fn routes() -> Vec<Route> {
    vec![
        ("get", "/_sandbox/openapi.yaml", get(documents::own_yaml)),
        ("get", "/_sandbox/openapi.json", get(documents::own_json)),
        ("get", "/_sandbox/status", get(state::status)),
        ("get", "/_sandbox/state", get(state::dump)),
        ("get", "/_sandbox/check", get(state::check)),
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
