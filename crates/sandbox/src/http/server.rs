//! One request after another: the order in which it is looked at, and what comes of it.

use std::{net::IpAddr, sync::Arc, sync::atomic::Ordering::Relaxed};

use axum::Router;
use bytes::Bytes;
use http::{HeaderValue, Request, Response, header, request::Parts};
use hyper::body::Incoming;
use tower_service::Service;

use super::{
    admit::{self, Admitted},
    answer::Answer,
    api::{Api, ApiOperation},
    behaviour::Arguments,
    decode, defects, error_body, extra_fields,
    log::RequestLog,
    payload::Payload,
    request_body::{self, Unread},
    segments,
    socket::Ending,
    watch::Watch,
    wire_fault::{self, Sent},
};
use crate::{
    refusal::Refusal,
    shared::Shared,
    switches::{ExtraFields, RetryAfter},
};

/// Bodies up to this size are read to their end even if the request is refused, so that the connection stays good.
const SMALL: usize = 64 << 10;

/// Answers requests.
pub(crate) struct Server {
    pub(super) shared: Arc<Shared>,
    pub(super) api: &'static Api,
    pub(super) log: Option<RequestLog>,
}

/// The connection is closed without an answer.
#[derive(Debug)]
pub(crate) struct Closed;

impl std::fmt::Display for Closed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the connection is closed by a fault")
    }
}

impl std::error::Error for Closed {}

/// What a request asks for: an operation and its parameters.
pub(super) struct Asked<'r> {
    pub(super) operation: &'static ApiOperation,
    pub(super) head: &'r Parts,
    pub(super) first: &'r str,
    pub(super) second: &'r str,
    pub(super) peer: IpAddr,
    pub(super) ending: &'r Ending,
}

/// What was seen of a request, for the log and those who keep exchanges.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) operation: Option<&'static str>,
    pub(super) body: Bytes,
    pub(super) fault: Option<String>,
    /// Whether the operation was carried out, whatever was answered then.
    pub(super) carried_out: bool,
}

impl Server {
    /// Answers one request.
    pub(crate) async fn respond(
        &self,
        admin: &Router,
        peer: IpAddr,
        ending: &Ending,
        request: Request<Incoming>,
    ) -> Result<Response<Payload>, Closed> {
        let path = request.uri().path();
        if path
            .strip_prefix("/_sandbox")
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        {
            let answered = admin.clone().call(request).await;
            return match answered {
                Ok(response) => Ok(response.map(Payload::Admin)),
                Err(never) => match never {},
            };
        }
        self.shared.counters().requests.fetch_add(1, Relaxed);
        let (head, body) = request.into_parts();
        let mut watch = Watch::new(self, head);
        let mut sent = self
            .turn(&watch.head, body, peer, ending, &mut watch.seen)
            .await;
        // A body that was not read to its end is in the way of the next request.
        if ending.patient.load(Relaxed) {
            sent.close();
        }
        // With it goes the last hold on hyper's buffer, and hyper reads into that again.
        watch.end(sent.answer());
        // The requests that have come in by now are carried out first, and their answers go out together. To wake callers one by one costs more
        // than to answer them.
        tokio::task::yield_now().await;
        sent.into_response()
    }

    async fn turn(
        &self,
        head: &Parts,
        body: Incoming,
        peer: IpAddr,
        ending: &Ending,
        seen: &mut Seen,
    ) -> Sent {
        let path = head.uri.path();
        let Some((item, parameters)) = self.api.path(path) else {
            self.leave(body, ending, seen).await;
            return Sent::Whole(self.elsewhere(head));
        };
        let Some(operation) = self.api.operation(item, &head.method) else {
            self.leave(body, ending, seen).await;
            let refusal = Refusal::new(
                405,
                "error.method",
                "this path has no such method; `Allow` lists those it has",
            );
            let answer = self.refuse(None, path, &refusal);
            return Sent::Whole(answer.with(header::ALLOW, item.allow.clone()));
        };
        seen.operation = Some(operation.id);
        let Some([first, second]) = segments::decode(&parameters) else {
            self.leave(body, ending, seen).await;
            let refusal = Refusal::new(404, "error.path.encoding", "the path is not UTF-8");
            return Sent::Whole(self.refuse(Some(operation), path, &refusal));
        };
        let asked = Asked {
            operation,
            head,
            first: &first,
            second: &second,
            peer,
            ending,
        };
        let fault = match wire_fault::requested(&head.headers) {
            Ok(Some(fault)) => Some(fault),
            Ok(None) => self.shared.faults().take(operation.id),
            Err(invalid) => {
                self.leave(body, ending, seen).await;
                let refusal = Refusal::new(400, "error.fault.invalid", invalid.to_string());
                return Sent::Whole(self.refuse(Some(operation), path, &refusal));
            }
        };
        match fault {
            None => Sent::Whole(self.carry_out(&asked, body, 1, seen).await),
            Some(fault) => {
                self.shared.counters().faults.fetch_add(1, Relaxed);
                seen.fault = Some(fault.to_string());
                wire_fault::strike(self, &fault, &asked, body, seen).await
            }
        }
    }

    /// Carries a request out, as often as it is delivered, and answers the last outcome.
    pub(super) async fn carry_out(
        &self,
        asked: &Asked<'_>,
        body: Incoming,
        times: u32,
        seen: &mut Seen,
    ) -> Answer {
        let operation = asked.operation;
        let path = asked.head.uri.path();
        let empty = http_body::Body::is_end_stream(&body);
        let admitted = admit::admit(&self.shared, asked)
            .and_then(|admitted| admit::media(asked, empty).map(|()| admitted));
        let admitted = match admitted {
            Ok(admitted) => admitted,
            Err(refusal) => {
                let close = self.leave(body, asked.ending, seen).await;
                let mut answer = self.refuse(Some(operation), path, &refusal);
                answer.close = close;
                return answer;
            }
        };
        if operation.body.is_some() {
            match self.read(body, asked.ending).await {
                Ok(read) => seen.body = read,
                Err((refusal, close)) => {
                    let mut answer = self.refuse(Some(operation), path, &refusal);
                    answer.close = close;
                    return answer;
                }
            }
        } else {
            self.leave(body, asked.ending, seen).await;
        }
        let mut outcome = self.perform(asked, &admitted, &seen.body);
        seen.carried_out = outcome.is_ok();
        for _ in 1..times {
            outcome = self.perform(asked, &admitted, &seen.body);
            seen.carried_out |= outcome.is_ok();
        }
        match outcome {
            Ok(answer) => answer,
            Err(refusal) => self.refuse(Some(operation), path, &refusal),
        }
    }

    /// The step itself, once everything of the request is there.
    fn perform(
        &self,
        asked: &Asked<'_>,
        admitted: &Admitted,
        body: &[u8],
    ) -> Result<Answer, Refusal> {
        let operation = asked.operation;
        if let Some(check) = &operation.body {
            if body.is_empty() && check.required() {
                let message = "the operation needs a body";
                return Err(Refusal::new(
                    admitted.invalid(),
                    "error.body.missing",
                    message,
                ));
            }
            decode::check(body, check, admitted.unknown_fields, admitted.invalid())?;
        }
        let Some(behaviour) = operation.behaviour else {
            let message = "the sandbox does not know this operation of the document yet";
            return Err(Refusal::new(501, "error.sandbox.operation", message));
        };
        let arguments = Arguments {
            first: asked.first,
            second: asked.second,
        };
        let success = behaviour.carry_out(&self.shared, admitted.caller, &arguments, body)?;
        self.shared.counters().carried_out.fetch_add(1, Relaxed);
        let answer = match admitted.extra_fields {
            ExtraFields::Absent => Answer::success(success),
            ExtraFields::Added => extra_fields::add(Answer::success(success), self.api),
        };
        Ok(match self.shared.settings().defect {
            None => answer,
            Some(defect) => defects::plant(answer, defect, operation),
        })
    }

    /// A refusal as an answer, in the form of the document.
    pub(super) fn refuse(
        &self,
        operation: Option<&ApiOperation>,
        path: &str,
        refusal: &Refusal,
    ) -> Answer {
        let (form, retry_after, now) = {
            let world = self.shared.world();
            let switches = world.switches();
            (switches.error_form, switches.retry_after, world.now())
        };
        let body = error_body::write(refusal, operation, form, now, path);
        let answer = Answer::json(refusal.status, body);
        match refusal.status {
            401 => answer.with(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")),
            429 | 503 => match admit::retry_after(retry_after) {
                Some(value) if retry_after != RetryAfter::Absent => {
                    answer.with(header::RETRY_AFTER, value)
                }
                _ => answer,
            },
            _ => answer,
        }
    }

    /// What is no path of the document.
    fn elsewhere(&self, head: &Parts) -> Answer {
        let path = head.uri.path();
        let is_read = head.method == http::Method::GET || head.method == http::Method::HEAD;
        match path {
            "/openapi.yaml" if is_read => {
                let yaml = HeaderValue::from_static("application/yaml");
                Answer::json(200, self.api.yaml.as_str()).with_type(yaml)
            }
            "/openapi.json" if is_read => Answer::json(200, self.api.json.as_str()),
            "/openapi.yaml" | "/openapi.json" => {
                let refusal = Refusal::new(405, "error.method", "the document can only be read");
                let allow = HeaderValue::from_static("GET, HEAD");
                self.refuse(None, path, &refusal).with(header::ALLOW, allow)
            }
            _ => {
                let refusal = Refusal::new(
                    404,
                    "error.path",
                    "the document has no such path; /openapi.yaml is the document, /_sandbox/openapi.yaml that of the administration",
                );
                self.refuse(None, path, &refusal)
            }
        }
    }

    /// Reads a body; if that fails, says why, and whether the connection has to end.
    async fn read(&self, body: Incoming, ending: &Ending) -> Result<Bytes, (Refusal, bool)> {
        let server = self.shared.server();
        let read = request_body::read(body, server.body_limit, server.body_timeout).await;
        read.map_err(|unread| {
            ending.patient.store(true, Relaxed);
            let refusal = match unread {
                Unread::TooLarge => {
                    let limit = server.body_limit;
                    let message = format!("the body is larger than {limit} bytes");
                    Refusal::new(413, "error.body.size", message)
                }
                Unread::TooSlow => {
                    Refusal::new(400, "error.body.time", "the body did not come in time")
                }
                Unread::Broken => {
                    Refusal::new(400, "error.body.broken", "the body did not come to its end")
                }
            };
            (refusal, true)
        })
    }

    /// Lets go of a body that nobody wants but those who keep exchanges. A small one is read to its end; a larger one ends the connection, which is
    /// what is returned.
    async fn leave(&self, body: Incoming, ending: &Ending, seen: &mut Seen) -> bool {
        self.discard(body, SMALL, ending, seen).await
    }

    /// Reads a body of up to so many bytes to its end, for those who keep exchanges alone; says whether there was more.
    pub(super) async fn discard(
        &self,
        body: Incoming,
        most: usize,
        ending: &Ending,
        seen: &mut Seen,
    ) -> bool {
        if http_body::Body::is_end_stream(&body) {
            return false;
        }
        let timeout = self.shared.server().body_timeout;
        match request_body::read(body, most, timeout).await {
            Ok(read) => {
                seen.body = read;
                false
            }
            Err(_) => {
                ending.patient.store(true, Relaxed);
                true
            }
        }
    }
}
