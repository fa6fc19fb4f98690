//! What every call passes through: wait for its turn, authenticate, send within the time limits, read within the bound, classify, repeat or return.

mod authenticate;
mod budget;
mod call;
mod classify;
mod credential;
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
mod refused_handshake;
mod request;
mod response;
pub(crate) mod retry_after;
mod send;
pub(crate) mod sign;
mod tracked_body;
mod transport;
pub(crate) mod validity;
mod watch;

use std::{fmt, sync::Arc};

use crate::{Error, ErrorKind, environment::BaseUrl, settings::Settings};

pub(crate) use authenticate::TokenSource;
pub(crate) use erased::ErasedObserver;
pub(crate) use gate::Limits as RateLimits;
pub(crate) use limits::Defaults;
pub(crate) use transport::Network;

/// An observer behind a pointer.
#[derive(Clone)]
pub(crate) struct Observer(pub(crate) Arc<dyn ErasedObserver>);

/// Where requests go.
pub(crate) struct Server {
    /// The environment's name.
    pub(crate) environment: &'static str,
    pub(crate) base_url: BaseUrl,
}

/// The state that clones of a client share.
pub(crate) struct Runtime {
    environment: &'static str,
    base_url: BaseUrl,
    http: reqwest::Client,
    /// Connections of their own for whatever changes something, kept for a short time only: a connection that the server is about to close
    /// makes a call's outcome unknown.
    http_for_money: reqwest::Client,
    /// Whether the client shows a certificate to a server that asks for one.
    has_certificate: bool,
    /// The bearer token; nothing where each attempt is signed.
    authenticator: Option<authenticate::Authenticator>,
    observer: Option<Observer>,
    expected_user: Option<expected_user::ExpectedUser>,
    gate: gate::Gate,
    budget: Arc<budget::Budget>,
    in_flight: in_flight::InFlight,
    defaults: Defaults,
}

impl Runtime {
    /// Without a token, each call has to be signed, or be of an operation that needs neither.
    pub(crate) fn new(
        server: Server,
        settings: Settings,
        token: Option<TokenSource>,
    ) -> Result<Self, Error> {
        if let Some(refusal) = settings.refusal {
            return Err(Error::new(ErrorKind::Configuration, refusal));
        }
        let authenticator = token.map(authenticate::Authenticator::new).transpose()?;
        let (http, http_for_money) = transport::http_clients(&server.base_url, &settings.network)?;
        Ok(Self {
            http,
            http_for_money,
            has_certificate: settings.network.has_certificate(),
            authenticator,
            base_url: server.base_url,
            environment: server.environment,
            observer: settings.observer,
            expected_user: None,
            gate: gate::Gate::new(settings.rate_limits),
            budget: Arc::new(budget::Budget::new()),
            in_flight: in_flight::InFlight::default(),
            defaults: settings.defaults,
        })
    }

    /// The token has to belong to this user before anything is changed.
    pub(crate) fn expecting(mut self, user: Option<crate::types::UserId>) -> Self {
        self.expected_user = user.map(expected_user::ExpectedUser::new);
        self
    }

    #[cfg(feature = "qolo")]
    pub(crate) fn base_url(&self) -> &BaseUrl {
        &self.base_url
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
