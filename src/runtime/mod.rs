//! What every call passes through: wait for its turn, authenticate, send within the time limits, read within the bound, classify, repeat or return.

mod authenticate;
mod budget;
mod call;
mod classify;
pub(crate) mod decode;
mod erased;
mod expected_user;
mod gate;
pub(crate) mod generated_support;
mod in_flight;
pub(crate) mod issuer;
mod limits;
mod metrics;
mod mismatch;
mod perform;
mod prepare;
mod read;
mod request;
mod response;
pub(crate) mod retry_after;
mod send;
mod tracked_body;
mod transport;
pub(crate) mod validity;
mod watch;

use std::{fmt, sync::Arc};

use crate::{ClientBuilder, Environment, Error, environment::BaseUrl};

pub(crate) use authenticate::TokenSource;
pub(crate) use erased::ErasedObserver;
pub(crate) use gate::Limits as RateLimits;
pub(crate) use limits::Defaults;
pub(crate) use transport::Network;

/// An observer behind a pointer.
#[derive(Clone)]
pub(crate) struct Observer(pub(crate) Arc<dyn ErasedObserver>);

/// The state that clones of a client share.
pub(crate) struct Runtime {
    environment: Environment,
    base_url: BaseUrl,
    http: reqwest::Client,
    /// Connections of their own for whatever changes something, kept for a short time only: a connection that the server is about to close
    /// makes a call's outcome unknown.
    http_for_money: reqwest::Client,
    authenticator: authenticate::Authenticator,
    observer: Option<Observer>,
    expected_user: Option<expected_user::ExpectedUser>,
    gate: gate::Gate,
    budget: Arc<budget::Budget>,
    in_flight: in_flight::InFlight,
    defaults: Defaults,
}

impl Runtime {
    pub(crate) fn new(builder: ClientBuilder) -> Result<Self, Error> {
        let base_url = builder.environment.base_url()?;
        let authenticator = authenticate::Authenticator::new(builder.token)?;
        let (http, http_for_money) = transport::http_clients(&base_url, &builder.network)?;
        Ok(Self {
            http,
            http_for_money,
            authenticator,
            base_url,
            environment: builder.environment,
            observer: builder.observer,
            expected_user: builder.expected_user.map(expected_user::ExpectedUser::new),
            gate: gate::Gate::new(builder.rate_limits),
            budget: Arc::new(budget::Budget::new()),
            in_flight: in_flight::InFlight::default(),
            defaults: builder.defaults,
        })
    }

    pub(crate) fn calls_in_flight(&self) -> usize {
        self.in_flight.count()
    }

    pub(crate) async fn shut_down(&self) {
        self.in_flight.shut_down().await;
    }
}

impl fmt::Debug for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Runtime")
            .field("environment", &self.environment)
            .field("defaults", &self.defaults)
            .finish_non_exhaustive()
    }
}
