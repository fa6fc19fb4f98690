//! Faults on the wire.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response};
use hyper::body::Incoming;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use super::{
    answer::{Answer, HTML},
    payload::Payload,
    server::{Asked, Closed, Seen, Server},
};
use crate::{
    fault::{Fault, FaultKind, InvalidFault, When},
    refusal::Refusal,
};

/// The header that asks for a fault.
pub(crate) const HEADER: &str = "x-sandbox-fault";

/// What is sent.
pub(super) enum Sent {
    Whole(Answer),
    Cut(Answer),
    Slow(Answer, Duration),
    Nothing,
}

impl Sent {
    pub(super) fn answer(&self) -> Option<&Answer> {
        match self {
            Self::Whole(answer) | Self::Cut(answer) | Self::Slow(answer, _) => Some(answer),
            Self::Nothing => None,
        }
    }

    /// Says that the connection ends with it.
    pub(super) fn close(&mut self) {
        match self {
            Self::Whole(answer) | Self::Cut(answer) | Self::Slow(answer, _) => answer.close = true,
            Self::Nothing => {}
        }
    }

    pub(super) fn into_response(self) -> Result<Response<Payload>, Closed> {
        match self {
            Self::Whole(answer) => Ok(answer.into_response()),
            Self::Cut(answer) => {
                let body = Payload::cut(&answer.body);
                Ok(answer.into_response_with(body))
            }
            Self::Slow(answer, over) => {
                let body = Payload::slow(answer.body.clone(), over);
                Ok(answer.into_response_with(body))
            }
            Self::Nothing => Err(Closed),
        }
    }
}

/// The fault that a request asks for.
pub(super) fn requested(headers: &HeaderMap) -> Result<Option<Fault>, InvalidFault> {
    let mut all = headers.get_all(HEADER).iter();
    let Some(value) = all.next() else {
        return Ok(None);
    };
    if all.next().is_some() {
        let message = "one fault strikes a request; faults one after another are for the queue";
        return Err(InvalidFault::new(message));
    }
    let text = value.to_str().unwrap_or_default();
    text.parse().map(Some)
}

/// Lets a fault strike.
pub(super) async fn strike(
    server: &Server,
    fault: &Fault,
    asked: &Asked<'_>,
    body: Incoming,
    seen: &mut Seen,
) -> Sent {
    let path = asked.head.uri.path();
    let made_up = |status| {
        let message = "a fault that the sandbox was asked for";
        let refusal = Refusal::new(status, "error.fault", message);
        server.refuse(Some(asked.operation), path, &refusal)
    };
    if let (FaultKind::Delay(time), When::Before) = (fault.kind(), fault.when()) {
        tokio::time::sleep(*time).await;
        return Sent::Whole(server.carry_out(asked, body, 1, seen).await);
    }
    let after = fault.when() == When::After;
    let answer = if after {
        let times = if *fault.kind() == FaultKind::Duplicate {
            2
        } else {
            1
        };
        server.carry_out(asked, body, times, seen).await
    } else {
        // A socket that is closed with something unread resets the connection, and not every fault is a reset.
        let most = server.common().server().body_limit;
        server.discard(body, most, asked.ending, seen).await;
        made_up(503)
    };
    match fault.kind() {
        FaultKind::None | FaultKind::Duplicate => Sent::Whole(answer),
        FaultKind::Status(status) => Sent::Whole(match (status / 100, after) {
            (2, true) => answer.with_status(*status),
            (2, false) => Answer::json(*status, Bytes::from_static(b"{}")).with_status(*status),
            _ => made_up(*status).with_status(*status),
        }),
        FaultKind::Html(status) => {
            let page = gateway_page(*status);
            Sent::Whole(
                Answer::json(*status, page)
                    .with_type(HTML)
                    .with_status(*status),
            )
        }
        FaultKind::ContentType(value) => Sent::Whole(match HeaderValue::from_str(value) {
            Ok(value) => answer.with_type(value),
            Err(_) => answer,
        }),
        FaultKind::Delay(time) => {
            tokio::time::sleep(*time).await;
            Sent::Whole(answer)
        }
        FaultKind::Truncate => Sent::Cut(answer),
        FaultKind::Slow(over) => Sent::Slow(answer, *over),
        FaultKind::Drop => {
            asked.ending.patient.store(false, Relaxed);
            Sent::Nothing
        }
        FaultKind::Reset => {
            asked.ending.reset.store(true, Relaxed);
            Sent::Nothing
        }
        FaultKind::Hang => {
            // Hyper lets go of this when the caller leaves.
            server.common().drain.cancelled().await;
            Sent::Nothing
        }
    }
}

/// What a gateway shows when what is behind it does not answer.
fn gateway_page(status: u16) -> String {
    let reason = http::StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason())
        .unwrap_or("Error");
    format!(
        "<html>\r\n<head><title>{status} {reason}</title></head>\r\n<body>\r\n<center><h1>{status} {reason}</h1></center>\r\n\
         <hr><center>gateway</center>\r\n</body>\r\n</html>\r\n"
    )
}
