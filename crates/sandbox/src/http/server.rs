//! One request after another: the order in which it is looked at, and what comes of it.

use std::{borrow::Cow, net::IpAddr, sync::Arc, sync::atomic::Ordering::Relaxed};

use axum::Router;
use bytes::Bytes;
use http::{HeaderValue, Request, Response, header, request::Parts};
use hyper::body::Incoming;
use matchit::Params;
use tower_service::Service;

use super::{
    answer::Answer,
    api::{Api, ApiOperation},
    log::RequestLog,
    payload::Payload,
    request_body::{self, Unread},
    segments,
    socket::Ending,
    watch::Watch,
    wire_fault::{self, Sent},
};
use crate::{common::Common, provider::Provider, refusal::Refusal};

/// Bodies up to this size are read to their end even if the request is refused, so that the connection stays good.
const SMALL: usize = 64 << 10;

/// Where the document is.
const DOCUMENTS: [&str; 2] = ["/openapi.yaml", "/openapi.json"];

/// Answers requests.
pub(crate) struct Server {
    pub(super) provider: Arc<dyn Provider>,
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
pub(crate) struct Asked<'r> {
    pub(crate) operation: &'static ApiOperation,
    pub(crate) head: &'r Parts,
    /// The first parameter of the path, decoded; empty if there is none.
    pub(crate) first: &'r str,
    pub(crate) second: &'r str,
    pub(crate) peer: IpAddr,
    /// Whether it has no body.
    pub(crate) empty: bool,
    pub(super) ending: &'r Ending,
}

/// An operation, and the parameters of the path if the document has it.
type Found<'h> = (&'static ApiOperation, Option<Params<'static, 'h>>);

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
    pub(super) fn common(&self) -> &Common {
        self.provider.common()
    }

    pub(super) fn api(&self) -> &'static Api {
        self.provider.api()
    }

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
        self.common().counters().requests.fetch_add(1, Relaxed);
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
        let (operation, parameters) = match self.find(head) {
            Ok(found) => found,
            Err(answer) => {
                self.leave(body, ending, seen).await;
                return Sent::Whole(*answer);
            }
        };
        seen.operation = Some(operation.id);
        let decoded = match &parameters {
            Some(parameters) => segments::decode(parameters),
            None => Some([Cow::Borrowed(""), Cow::Borrowed("")]),
        };
        let Some([first, second]) = decoded else {
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
            empty: http_body::Body::is_end_stream(&body),
            ending,
        };
        let fault = match wire_fault::requested(&head.headers) {
            Ok(Some(fault)) => Some(fault),
            Ok(None) => self.common().faults().take(operation.id),
            Err(invalid) => {
                self.leave(body, ending, seen).await;
                let refusal = Refusal::new(400, "error.fault.invalid", invalid.to_string());
                return Sent::Whole(self.refuse(Some(operation), path, &refusal));
            }
        };
        match fault {
            None => Sent::Whole(self.carry_out(&asked, body, 1, seen).await),
            Some(fault) => {
                self.common().counters().faults.fetch_add(1, Relaxed);
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
        let admitted = match self.provider.admit(asked) {
            Ok(admitted) => admitted,
            Err(refusal) => {
                let close = self.leave(body, asked.ending, seen).await;
                let mut answer = self.refuse(Some(operation), path, &refusal);
                answer.close = close;
                return answer;
            }
        };
        if operation.reads_body {
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
        let mut outcome = admitted.carry_out(&seen.body);
        seen.carried_out = outcome.is_ok();
        for _ in 1..times {
            outcome = admitted.carry_out(&seen.body);
            seen.carried_out |= outcome.is_ok();
        }
        match outcome {
            Ok(answer) => answer,
            Err(refusal) => self.refuse(Some(operation), path, &refusal),
        }
    }

    /// A refusal as an answer, in the form of the provider.
    pub(super) fn refuse(
        &self,
        operation: Option<&ApiOperation>,
        path: &str,
        refusal: &Refusal,
    ) -> Answer {
        self.provider.refuse(operation, path, refusal)
    }

    /// The operation that a request asks for, with the parameters of its path; otherwise the answer.
    fn find<'h>(&self, head: &'h Parts) -> Result<Found<'h>, Box<Answer>> {
        let api = self.api();
        let Some((item, parameters)) = api.path(head.uri.path()) else {
            let is_document = DOCUMENTS.contains(&head.uri.path());
            return match api.elsewhere() {
                Some(operation) if !is_document => Ok((operation, None)),
                _ => Err(Box::new(self.elsewhere(head))),
            };
        };
        match api.operation(item, &head.method) {
            Some(operation) => Ok((operation, Some(parameters))),
            None => {
                let message = "this path has no such method; `Allow` lists those it has";
                let refusal = Refusal::new(405, "error.method", message);
                let answer = self.refuse(None, head.uri.path(), &refusal);
                let allow = item.allow.clone();
                Err(Box::new(answer.with(header::ALLOW, allow)))
            }
        }
    }

    /// What is no path of the document.
    fn elsewhere(&self, head: &Parts) -> Answer {
        let path = head.uri.path();
        let is_read = head.method == http::Method::GET || head.method == http::Method::HEAD;
        match path {
            "/openapi.yaml" if is_read => {
                let yaml = HeaderValue::from_static("application/yaml");
                Answer::json(200, self.api().yaml.as_str()).with_type(yaml)
            }
            "/openapi.json" if is_read => Answer::json(200, self.api().json.as_str()),
            path if DOCUMENTS.contains(&path) => {
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
        let server = self.common().server();
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
        let timeout = self.common().server().body_timeout;
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
