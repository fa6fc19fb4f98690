//! A server that treats its requests one after the other as it is told, over HTTP/1.1 and HTTP/2 alike.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use crate::support::{
    http2::{Behaviour, Http2Connection, Http2Listener},
    listener::{Connection, Listener},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Http {
    One,
    Two,
}

/// What becomes of a request.
#[derive(Debug, Clone)]
pub(crate) enum Treatment {
    /// It is answered, and the connection is kept.
    Answer(Answer),
    /// As `Answer`, but the end of the body does not come: the connection, or with HTTP/2 the stream, breaks off.
    Truncate(Answer),
    /// As `Truncate`, and the head announces so many bytes.
    Announce(Answer, usize),
    /// As `Answer`, but the end of the body does not come, and nothing else does.
    Stall(Answer),
    /// Nothing is said.
    Silence,
    /// A piece of an answer's head, and silence. Only for HTTP/1.1.
    HalfHead,
    /// Something that is no HTTP, and the end.
    Garbage,
    /// The connection ends in order, without an answer.
    Close,
    /// The connection is reset, without an answer.
    Reset,
    /// The connection is reset when only a part of the body has been read.
    ResetWithin,
    /// RST_STREAM with this code. Only for HTTP/2.
    ResetStream(u32),
    /// GOAWAY, and the end: the request is above the last stream that the server names. Only for HTTP/2.
    GoAwayBelow,
    /// GOAWAY, and the end: the request is among those that the server may have looked at. Only for HTTP/2.
    GoAwayAbove,
}

#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) body: String,
    pub(crate) has_length: bool,
    pub(crate) retry_after: Option<&'static str>,
}

impl Answer {
    pub(crate) fn new(status: u16, content_type: &'static str, body: impl Into<String>) -> Self {
        Self {
            status,
            content_type: Some(content_type),
            body: body.into(),
            has_length: true,
            retry_after: None,
        }
    }

    pub(crate) fn json(status: u16, body: impl Into<String>) -> Self {
        Self::new(status, "application/json", body)
    }

    pub(crate) fn without_length(self) -> Self {
        Self {
            has_length: false,
            ..self
        }
    }

    fn http1(&self, has_end: bool) -> Vec<u8> {
        self.http1_announcing(usize::from(!has_end), has_end)
    }

    /// With so many bytes missing.
    fn http1_announcing(&self, missing: usize, has_end: bool) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} Reason\r\n", self.status);
        if let Some(content_type) = self.content_type {
            head.push_str(&format!("Content-Type: {content_type}\r\n"));
        }
        if let Some(wait) = self.retry_after {
            head.push_str(&format!("Retry-After: {wait}\r\n"));
        }
        let length = self.body.len();
        if matches!(self.status, 204 | 304) {
            format!("{head}\r\n").into_bytes()
        } else if self.has_length {
            let length = length + missing;
            format!("{head}Content-Length: {length}\r\n\r\n{}", self.body).into_bytes()
        } else {
            let chunk = format!("{length:x}\r\n{}\r\n", self.body);
            let chunk = if length == 0 { "" } else { &chunk };
            let end = if has_end { "0\r\n\r\n" } else { "" };
            format!("{head}Transfer-Encoding: chunked\r\n\r\n{chunk}{end}").into_bytes()
        }
    }

    /// With so many bytes missing.
    async fn http2(&self, connection: &mut Http2Connection, stream: u32, missing: usize) {
        let length = (self.body.len() + missing).to_string();
        let mut headers: Vec<_> = self
            .content_type
            .iter()
            .map(|value| ("content-type", *value))
            .collect();
        headers.extend(self.retry_after.iter().map(|wait| ("retry-after", *wait)));
        let has_body = !matches!(self.status, 204 | 304);
        if self.has_length && has_body {
            headers.push(("content-length", &length));
        }
        connection.head(stream, self.status, &headers).await;
        let body = if has_body { &*self.body } else { "" };
        connection.data(stream, body, missing == 0).await;
    }
}

/// What is to come; the last treatment is for all the rest.
#[derive(Clone)]
struct Plan(Arc<Mutex<(usize, Vec<Treatment>)>>);

impl Plan {
    fn peek(&self) -> Treatment {
        let plan = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        plan.1[plan.0.min(plan.1.len() - 1)].clone()
    }

    fn take(&self) -> Treatment {
        let treatment = self.peek();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0 += 1;
        treatment
    }
}

pub(crate) enum Server {
    One(Listener),
    Two(Http2Listener),
}

impl Server {
    pub(crate) async fn start(http: Http, treatments: Vec<Treatment>) -> Self {
        let plan = Plan(Arc::new(Mutex::new((0, treatments))));
        match http {
            Http::One => {
                Self::One(Listener::start(move |connection| http1(connection, plan.clone())).await)
            }
            Http::Two => {
                let script = move |connection| http2(connection, plan.clone());
                Self::Two(Http2Listener::start(Behaviour::default(), script).await)
            }
        }
    }

    pub(crate) fn url(&self) -> String {
        match self {
            Self::One(listener) => listener.url(),
            Self::Two(listener) => listener.url(),
        }
    }

    /// Waits until so many requests have begun to arrive.
    pub(crate) async fn requests_are(&self, count: usize) {
        while self.bodies().len() < count {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    pub(crate) fn connections(&self) -> usize {
        match self {
            Self::One(listener) => listener.connections(),
            Self::Two(listener) => listener.connections(),
        }
    }

    /// The heads of whole requests over HTTP/1.1, without the token, and the tokens.
    pub(crate) fn heads(&self) -> (Vec<String>, Vec<String>) {
        let Self::One(listener) = self else {
            panic!("heads of HTTP/2 are compressed");
        };
        let received = listener.received();
        let heads = received.iter().map(|request| {
            let lines = request.head.lines();
            let others = lines.filter(|line| !line.to_lowercase().starts_with("authorization:"));
            others.collect::<Vec<_>>().join("\n")
        });
        let tokens = received.iter().map(|request| {
            let token = request.header("authorization");
            token.expect("a token").to_owned()
        });
        (heads.collect(), tokens.collect())
    }

    /// The bodies of all requests that began to arrive.
    pub(crate) fn bodies(&self) -> Vec<Vec<u8>> {
        match self {
            Self::One(listener) => {
                let whole = listener.received().into_iter();
                let all = whole.chain(listener.half_received());
                all.map(|request| request.body).collect()
            }
            Self::Two(listener) => {
                let streams = listener.streams().into_values();
                let begun = streams.filter(|seen| seen.headers);
                begun.map(|seen| seen.body).collect()
            }
        }
    }
}

async fn http1(mut connection: Connection, plan: Plan) {
    loop {
        if matches!(plan.peek(), Treatment::ResetWithin) {
            connection.read_part(1).await;
            plan.take();
            return connection.reset();
        }
        if connection.read_request().await.is_none() {
            return;
        }
        let bytes = match plan.take() {
            Treatment::Answer(answer) => {
                connection.send(&answer.http1(true)).await;
                continue;
            }
            Treatment::Truncate(answer) => {
                connection.send(&answer.http1(false)).await;
                return connection.close().await;
            }
            Treatment::Announce(answer, length) => {
                connection
                    .send(&answer.http1_announcing(length, false))
                    .await;
                return connection.close().await;
            }
            Treatment::Stall(answer) => answer.http1(false),
            Treatment::HalfHead => b"HTTP/1.1 200 OK\r\nContent-Ty".to_vec(),
            Treatment::Silence => Vec::new(),
            Treatment::Garbage => {
                connection.send(b"SSH-2.0-OpenSSH_9.9\r\n").await;
                return connection.close().await;
            }
            Treatment::Close => return connection.close().await,
            Treatment::Reset => return connection.reset(),
            other => panic!("{other:?} is not for HTTP/1.1"),
        };
        connection.send(&bytes).await;
        return connection.until_the_client_leaves().await;
    }
}

async fn http2(mut connection: Http2Connection, plan: Plan) {
    use crate::support::http2::frame::code;
    loop {
        if matches!(plan.peek(), Treatment::ResetWithin) {
            if let Some(stream) = connection.next_stream().await {
                connection.body_of(stream, 1).await;
                plan.take();
            }
            return connection.reset();
        }
        let Some(stream) = connection.next_request().await else {
            return;
        };
        match plan.take() {
            Treatment::Answer(answer) => answer.http2(&mut connection, stream, 0).await,
            Treatment::Truncate(answer) => {
                answer.http2(&mut connection, stream, 1).await;
                connection.reset_stream(stream, code::INTERNAL_ERROR).await;
            }
            Treatment::Announce(answer, length) => {
                answer.http2(&mut connection, stream, length).await;
            }
            Treatment::Stall(answer) => answer.http2(&mut connection, stream, 1).await,
            Treatment::Silence => {}
            Treatment::Garbage => {
                // DATA before HEADERS is an error of the connection.
                connection.data(stream, "x", false).await;
            }
            Treatment::Close => return connection.close().await,
            Treatment::Reset => return connection.reset(),
            Treatment::ResetStream(code) => {
                connection.reset_stream(stream, code).await;
            }
            Treatment::GoAwayBelow => {
                connection.go_away(stream - 1, code::NO_ERROR).await;
                return connection.close().await;
            }
            Treatment::GoAwayAbove => {
                connection.go_away(stream, code::NO_ERROR).await;
                return connection.close().await;
            }
            other => panic!("{other:?} is not for HTTP/2"),
        }
    }
}
