//! A connection: requests in, and for each what its script says.

use std::{net::TcpListener, sync::Arc, time::Duration};

use bytes::BytesMut;
use http::{
    HeaderName, HeaderValue, StatusCode,
    header::{CONNECTION, CONTENT_LENGTH},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{
    Answer,
    answer::What,
    read::{self, Ended},
    state::State,
};

/// Serves connections, all at the same time, until it is dropped.
pub(super) async fn accept(listener: TcpListener, state: Arc<State>) {
    let listener = match tokio::net::TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => return state.complain(format!("the server could not listen: {error}")),
    };
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(serve(stream, Arc::clone(&state)));
            }
            // The client took its connection back, or files ran out; neither lasts.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}

async fn serve(mut stream: TcpStream, state: Arc<State>) {
    // Nothing here is worth waiting for more of it; a failure costs time only.
    let _ = stream.set_nodelay(true);
    let mut buffer = BytesMut::new();
    loop {
        match exchange(&mut stream, &mut buffer, &state).await {
            Ok(true) => {}
            Ok(false) | Err(Ended::Gone) => return,
            Err(Ended::Refused(status, reason)) => {
                state.complain(format!("a request could not be read: {reason}"));
                let answer = Answer::raw(status, "text/plain", format!("refused: {reason}"));
                send(&mut stream, &answer, false).await;
                drain(&mut stream).await;
                return;
            }
        }
    }
}

/// One request and what becomes of it. `false` if the connection is over.
async fn exchange(
    stream: &mut TcpStream,
    buffer: &mut BytesMut,
    state: &State,
) -> Result<bool, Ended> {
    let head = read::head(stream, buffer).await?;
    let answer = match state.reset_before_reading(&head.request) {
        Some(answer) => answer,
        None => {
            let body = read::body(stream, buffer, head.body_length).await?;
            state.answer(head.request.with_body(body))
        }
    };
    if !answer.delay.is_zero() {
        tokio::time::sleep(answer.delay).await;
    }
    Ok(match answer.what {
        What::Whole { .. } => send(stream, &answer, head.keep_alive).await,
        What::Truncated { .. } => {
            send(stream, &answer, false).await;
            false
        }
        What::Reset | What::ResetBeforeReading => {
            // With this option, closing throws everything away and sends RST.
            if let Err(error) = stream.set_zero_linger() {
                state.complain(format!("a connection could not be reset: {error}"));
            }
            false
        }
        What::Close => false,
        What::Hang => {
            discard(stream).await;
            false
        }
    })
}

/// Sends an answer. `false` if the connection is over then.
async fn send(stream: &mut TcpStream, answer: &Answer, keep_alive: bool) -> bool {
    let (What::Whole { status, body } | What::Truncated { status, body }) = &answer.what else {
        return false;
    };
    // These have no body, whatever else was said.
    let body: &[u8] = if [204, 304].contains(status) {
        &[]
    } else {
        body
    };
    let sent = match answer.what {
        What::Truncated { .. } => &body[..body.len() / 2],
        _ => body,
    };
    let mut headers = answer.headers.clone();
    let mut default = |name: HeaderName, value: HeaderValue| {
        if !headers.iter().any(|(found, _)| *found == name) {
            headers.push((name, value));
        }
    };
    if ![204, 304].contains(status) {
        default(CONTENT_LENGTH, body.len().into());
    }
    if !keep_alive {
        default(CONNECTION, HeaderValue::from_static("close"));
    }
    let closes = headers
        .iter()
        .any(|(name, value)| name == CONNECTION && value.as_bytes().eq_ignore_ascii_case(b"close"));
    let reason = StatusCode::from_u16(*status).ok();
    let reason = reason.and_then(|status| status.canonical_reason());
    let mut bytes = format!("HTTP/1.1 {status} {}\r\n", reason.unwrap_or("Unknown")).into_bytes();
    for (name, value) in &headers {
        for part in [name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"] {
            bytes.extend_from_slice(part);
        }
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(sent);
    let sent = stream.write_all(&bytes).await.is_ok();
    if closes || !keep_alive {
        // The client reads the end before the connection goes; whether it still does is its affair.
        let _ = stream.shutdown().await;
        return false;
    }
    sent
}

/// Reads until the client closes, so that what was sent is not lost to a reset; not for long.
async fn drain(stream: &mut TcpStream) {
    let _ = tokio::time::timeout(Duration::from_secs(1), discard(stream)).await;
}

/// Reads and forgets until the client is gone.
async fn discard(stream: &mut TcpStream) {
    let mut rest = [0; 4096];
    while stream.read(&mut rest).await.is_ok_and(|count| count > 0) {}
}
