//! One attempt on the wire: the request goes out, the answer comes in, all within the time limits.

use std::mem::take;

use bytes::BytesMut;
use http::Method;
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::{
    Runtime, classify,
    credential::Shown,
    limits::Limits,
    read::read_body,
    request::Request,
    response::{Response, is_json},
    retry_after::retry_after,
    tracked_body::{Begun, TrackedBody},
};
use crate::{Error, ErrorKind, Operation, Retry, delivery::Outcome};

impl Runtime {
    pub(super) fn url(&self, request: &Request) -> Result<Url, Error> {
        self.base_url.join(&request.path_and_query).ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidArgument,
                "the path does not begin with a slash, leads elsewhere than below the base URL, or needs percent-encoding",
            )
        })
    }

    /// The answer, whatever its status; an error if there is none, or if it is a success that cannot be read.
    pub(super) async fn send(
        &self,
        operation: &'static Operation,
        outgoing: reqwest::Request,
        limits: &Limits,
        begun: &Begun,
    ) -> Result<Response, Error> {
        let begins = Instant::now();
        let time = limits.attempt_time(begins);
        let deadline = begins + time;
        let is_head = outgoing.method() == Method::HEAD;
        let http = match operation.retry() {
            Retry::Safe => &self.http,
            Retry::Keyed | Retry::Never => &self.http_for_money,
        };
        let mut incoming = match timeout_at(deadline, http.execute(outgoing)).await {
            Ok(result) => result.map_err(|error| {
                classify::transport(error, begun.settle(), self.has_certificate)
            })?,
            Err(_) => {
                return Err(timeout(&limits.told(time))
                    .with_outcome(classify::without_answer(begun.settle())));
            }
        };
        // From here on there is a status, and no failure makes it unknown again.
        let (status, headers) = (incoming.status(), take(incoming.headers_mut()));
        let mut body = BytesMut::new();
        let reading = read_body(&mut incoming, &mut body, limits.response_limit, is_head);
        let complete = match timeout_at(deadline, reading).await {
            Ok(result) => result,
            Err(_) => Err(timeout(&limits.told(time))),
        };
        match complete {
            // What a refusal says matters more than that the end of it is lacking.
            Err(error) if status.is_success() => {
                let outcome = if !operation.successes().contains(&status.as_u16()) {
                    Outcome::OtherSuccess
                } else if is_json(&headers) {
                    Outcome::Unreadable
                } else {
                    Outcome::UnexpectedContent
                };
                Err(error
                    .with_outcome(outcome)
                    .with_status(status.as_u16())
                    .with_retry_after(retry_after(&headers))
                    .with_raw_body(&body))
            }
            Err(error) => Ok(Response::new(status, headers, body.freeze()).broken_off_by(error)),
            Ok(()) => Ok(Response::new(status, headers, body.freeze())),
        }
    }
}

/// The request of one attempt.
pub(super) fn outgoing(
    url: Url,
    request: &Request,
    shown: Shown,
    begun: &Begun,
) -> reqwest::Request {
    let mut outgoing = reqwest::Request::new(request.method.clone(), url);
    let headers = outgoing.headers_mut();
    // Room for these, and for what the HTTP client adds.
    headers.reserve(request.headers.len() + 4);
    for (name, value) in &request.headers {
        headers.append(name.clone(), value.clone());
    }
    shown.put_into(headers);
    let body = TrackedBody::new(request.body.clone(), begun.clone());
    *outgoing.body_mut() = Some(reqwest::Body::wrap(body));
    outgoing
}

fn timeout(limit: &str) -> Error {
    Error::new(
        ErrorKind::Timeout,
        format!("no complete answer within {limit}"),
    )
}
