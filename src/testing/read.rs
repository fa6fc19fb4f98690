//! Reading requests off a connection, within bounds.

use bytes::{Buf, Bytes, BytesMut};
use tokio::{io::AsyncReadExt, net::TcpStream};

use super::Request;

const HEAD_LIMIT: usize = 64 * 1024;
const HEADER_LIMIT: usize = 100;
const BODY_LIMIT: usize = 8 * 1024 * 1024;

/// What ends a connection before there is a request.
pub(super) enum Ended {
    /// The client went away.
    Gone,
    /// It is answered with this status and reason.
    Refused(u16, &'static str),
}

/// The head of a request.
pub(super) struct Head {
    pub(super) request: Request,
    pub(super) body_length: usize,
    /// Whether the connection serves another request after this one.
    pub(super) keep_alive: bool,
}

/// The next head. What follows it stays in the buffer.
pub(super) async fn head(stream: &mut TcpStream, buffer: &mut BytesMut) -> Result<Head, Ended> {
    loop {
        if let Some(head) = parse(buffer)? {
            return Ok(head);
        }
        if buffer.len() >= HEAD_LIMIT {
            return Err(Ended::Refused(431, "its head is longer than 64 KiB"));
        }
        more(stream, buffer).await?;
    }
}

/// The body of a request.
pub(super) async fn body(
    stream: &mut TcpStream,
    buffer: &mut BytesMut,
    length: usize,
) -> Result<Bytes, Ended> {
    while buffer.len() < length {
        more(stream, buffer).await?;
    }
    Ok(buffer.split_to(length).freeze())
}

async fn more(stream: &mut TcpStream, buffer: &mut BytesMut) -> Result<(), Ended> {
    match stream.read_buf(buffer).await {
        Ok(count) if count > 0 => Ok(()),
        _ => Err(Ended::Gone),
    }
}

/// `None` while the head is not complete.
fn parse(buffer: &mut BytesMut) -> Result<Option<Head>, Ended> {
    let mut space = [httparse::EMPTY_HEADER; HEADER_LIMIT];
    let mut parsed = httparse::Request::new(&mut space);
    let end = match parsed.parse(buffer) {
        Ok(httparse::Status::Complete(end)) => end,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(_) => return Err(Ended::Refused(400, "it is no HTTP/1.1 request")),
    };
    let headers: Vec<(String, String)> = parsed
        .headers
        .iter()
        .map(|header| {
            let value = String::from_utf8_lossy(header.value);
            (header.name.to_owned(), value.into_owned())
        })
        .collect();
    let values = |name: &'static str| {
        let headers = headers.iter();
        headers
            .filter(move |(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    };
    if values("transfer-encoding").next().is_some() {
        return Err(Ended::Refused(411, "its body has no Content-Length"));
    }
    let mut lengths = values("content-length").map(|value| value.parse::<usize>().ok());
    let body_length = match (lengths.next(), lengths.next()) {
        (None, _) => 0,
        (Some(Some(length)), None) => length,
        _ => return Err(Ended::Refused(400, "its Content-Length is not one number")),
    };
    if body_length > BODY_LIMIT {
        return Err(Ended::Refused(413, "its body is longer than 8 MiB"));
    }
    let says = |word: &str| {
        let mut words = values("connection").flat_map(|value| value.split(','));
        words.any(|found| found.trim().eq_ignore_ascii_case(word))
    };
    let keep_alive = if parsed.version == Some(1) {
        !says("close")
    } else {
        says("keep-alive")
    };
    let request = Request::new(
        parsed.method.unwrap_or_default(),
        parsed.path.unwrap_or_default(),
        headers,
    );
    buffer.advance(end);
    Ok(Some(Head {
        request,
        body_length,
        keep_alive,
    }))
}
