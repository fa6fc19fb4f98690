//! What every call passes through: authenticate, send within the time limits, read within the bound, classify.

mod authenticate;
mod classify;
pub(crate) mod decode;
pub(crate) mod generated_support;
mod read;
mod send;
mod transport;

use std::{fmt, time::Duration};

use crate::{ClientBuilder, Environment, Error, Operation, environment::BaseUrl};
use generated_support::{Request, Response};

/// The state that clones of a client share.
pub(crate) struct Runtime {
    environment: Environment,
    base_url: BaseUrl,
    http: reqwest::Client,
    authorization: http::HeaderValue,
    attempt_timeout: Duration,
    total_timeout: Duration,
    response_limit: usize,
}

impl Runtime {
    pub(crate) fn new(builder: ClientBuilder) -> Result<Self, Error> {
        let base_url = builder.environment.base_url()?;
        Ok(Self {
            http: transport::http_client(&base_url, builder.connect_timeout)?,
            authorization: authenticate::bearer(builder.token.as_ref())?,
            base_url,
            environment: builder.environment,
            attempt_timeout: builder.attempt_timeout,
            total_timeout: builder.total_timeout,
            response_limit: builder.response_limit,
        })
    }

    /// One call: the answer of a success, or an error that names the operation.
    pub(crate) async fn call(
        &self,
        operation: &'static Operation,
        request: Request,
    ) -> Result<Response, Error> {
        self.attempt(request)
            .await
            .and_then(classify::success)
            .map_err(|error| error.with_operation(operation))
    }
}

impl fmt::Debug for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Runtime")
            .field("environment", &self.environment)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("total_timeout", &self.total_timeout)
            .field("response_limit", &self.response_limit)
            .finish_non_exhaustive()
    }
}
