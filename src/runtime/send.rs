//! One attempt: the request goes out, the answer comes in, all within the time limits.

use std::{error::Error as StdError, time::Duration};

use bytes::BytesMut;
use http::header::AUTHORIZATION;
use tokio::time::{Instant, timeout_at};

use super::{
    Runtime,
    generated_support::{Request, Response},
    read::read_body,
};
use crate::{Error, ErrorKind};

impl Runtime {
    pub(super) async fn attempt(&self, request: Request) -> Result<Response, Error> {
        let limit = self.attempt_timeout.min(self.total_timeout);
        let deadline = Instant::now() + limit;
        let outgoing = self.outgoing(request)?;
        let mut incoming = match timeout_at(deadline, self.http.execute(outgoing)).await {
            Ok(result) => result.map_err(transport_error)?,
            Err(_) => return Err(timeout(limit)),
        };
        // From here on there is a status, and no failure makes it unknown again.
        let (status, headers) = (incoming.status(), incoming.headers().clone());
        let mut body = BytesMut::new();
        let reading = read_body(&mut incoming, &mut body, self.response_limit);
        let complete = match timeout_at(deadline, reading).await {
            Ok(result) => result,
            Err(_) => Err(timeout(limit)),
        };
        match complete {
            // What a refusal says matters more than that the end of it is lacking.
            Err(error) if status.is_success() => {
                Err(error.with_status(status.as_u16()).with_raw_body(&body))
            }
            Err(error) => Ok(Response::new(status, headers, body.freeze()).broken_off_by(error)),
            Ok(()) => Ok(Response::new(status, headers, body.freeze())),
        }
    }

    fn outgoing(&self, request: Request) -> Result<reqwest::Request, Error> {
        let url = self.base_url.join(&request.path_and_query).ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidArgument,
                "the path leads elsewhere than below the base URL",
            )
        })?;
        let mut outgoing = reqwest::Request::new(request.method, url);
        *outgoing.headers_mut() = request.headers;
        outgoing
            .headers_mut()
            .insert(AUTHORIZATION, self.authorization.clone());
        *outgoing.body_mut() = request.body.map(Into::into);
        Ok(outgoing)
    }
}

fn timeout(limit: Duration) -> Error {
    Error::new(
        ErrorKind::Timeout,
        format!("no complete answer within {limit:?}"),
    )
}

/// What reqwest reports, without the URL: it contains identifiers.
pub(super) fn transport_error(error: reqwest::Error) -> Error {
    let error = error.without_url();
    let (kind, message) = if error.is_timeout() {
        (ErrorKind::Timeout, "a time limit passed")
    } else if error.is_connect() {
        (ErrorKind::Connect, "no connection to the server")
    } else if error.is_builder() {
        (ErrorKind::InvalidArgument, "the request cannot be built")
    } else {
        (
            ErrorKind::Interrupted,
            "the connection broke before the whole answer had come",
        )
    };
    let cause = innermost(&error).to_string();
    Error::new(kind, format!("{message} ({cause})")).with_source(error)
}

/// The last error of the chain says what really happened.
fn innermost<'e>(error: &'e (dyn StdError + 'static)) -> &'e (dyn StdError + 'static) {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost
}
