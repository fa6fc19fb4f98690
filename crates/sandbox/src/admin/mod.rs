//! The administration under `/_sandbox/`.

use std::sync::Arc;

use axum::Router;

use crate::shared::Shared;

/// The routes, with their prefix.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let _ = shared;
    Router::new()
}
