//! What can go wrong with a request and its answer, drawn from a seed and played.

use std::time::Duration;

use tokio::{io::AsyncWriteExt, net::TcpStream, time::sleep};

use super::request::Request;

/// What the server does with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The connection had a fault of its own; no answer was begun.
    NoAnswer,
    ResetInBody,
    Reset,
    Close,
    Hang,
    HalfHead,
    HangInHead,
    Answer(Answer),
}

/// An answer that is at least begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content: Content,
    pub(crate) retry_after: Option<&'static str>,
    pub(crate) ending: Ending,
    /// Its bytes come one by one.
    pub(crate) slowly: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// The withdraw with the identifier that was sent.
    Ours,
    /// A withdraw with another identifier.
    OtherId,
    Undecodable,
    /// JSON whose end is lacking: the connection closes, or nothing more comes.
    Truncated,
    Stalled,
    Html,
    Empty,
    /// An error in one of the documented forms.
    ErrorBody,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    KeepsAlive,
    Closes,
    /// A reset right behind the answer, which may take the answer with it.
    Resets,
}

/// Draws what is done with a request.
pub(super) fn fault(random: &mut fastrand::Rng) -> Fault {
    const STATUSES: &[u16] = &[
        300, 302, 304, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 411, 413, 414, 415, 417,
        418, 421, 422, 425, 428, 431, 451, 499, 500, 501, 502, 503, 504, 505, 520, 599,
    ];
    const NOT_HELPFUL: &[&str] = &["0", "soon", "-1", "99999999999999999999999"];
    let content = |random: &mut fastrand::Rng| match random.u8(..16) {
        0..7 => Content::Ours,
        7..9 => Content::OtherId,
        9 => Content::Undecodable,
        10 => Content::Truncated,
        11 => Content::Stalled,
        12 => Content::Html,
        13 => Content::Empty,
        _ => Content::ErrorBody,
    };
    let (status, content) = match random.u8(..100) {
        0..4 => return Fault::Reset,
        4..8 => return Fault::Close,
        8..11 => return Fault::Hang,
        11..14 => return Fault::HalfHead,
        14..16 => return Fault::HangInHead,
        16..45 => (200, content(random)),
        45..52 => (random.u16(201..=299), content(random)),
        52..76 => (429, content(random)),
        _ => (STATUSES[random.usize(..STATUSES.len())], content(random)),
    };
    let has_no_body = matches!(status, 204 | 205 | 304);
    Fault::Answer(Answer {
        status,
        content: if has_no_body { Content::Empty } else { content },
        retry_after: match random.u8(..100) {
            0..20 => Some(NOT_HELPFUL[random.usize(..NOT_HELPFUL.len())]),
            20..22 => Some("1"),
            22..24 => Some("300"),
            24..40 => Some("Mon, 01 Jan 2001 00:00:00 GMT"),
            _ => None,
        },
        ending: match random.u8(..10) {
            0 => Ending::Resets,
            1..3 => Ending::Closes,
            _ => Ending::KeepsAlive,
        },
        slowly: random.u8(..10) == 0,
    })
}

/// What the server does when it has played a fault.
pub(super) enum After {
    NextRequest,
    Close,
    Reset,
    Hang,
}

pub(super) async fn play(stream: &mut TcpStream, request: &Request, fault: &Fault) -> After {
    let answer = match fault {
        Fault::Answer(answer) => answer,
        Fault::NoAnswer | Fault::ResetInBody | Fault::Reset => return After::Reset,
        Fault::Close => return After::Close,
        Fault::Hang => return After::Hang,
        Fault::HalfHead | Fault::HangInHead => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Ty").await;
            let hangs = *fault == Fault::HangInHead;
            return if hangs { After::Hang } else { After::Close };
        }
    };
    let bytes = answer.bytes(request);
    if answer.slowly {
        for piece in bytes.chunks(bytes.len().div_ceil(5)) {
            let _ = stream.write_all(piece).await;
            sleep(Duration::from_millis(2)).await;
        }
    } else {
        let _ = stream.write_all(&bytes).await;
    }
    match (answer.content, answer.ending) {
        (Content::Stalled, _) => After::Hang,
        (_, Ending::Resets) => After::Reset,
        (Content::Truncated, _) | (_, Ending::Closes) => After::Close,
        (_, Ending::KeepsAlive) => After::NextRequest,
    }
}

impl Answer {
    fn bytes(&self, request: &Request) -> Vec<u8> {
        let withdraw = |id: &str| {
            let account = &request.account;
            format!(
                r#"{{"id":"{id}","createdTime":"2021-06-11","updatedTime":"2021-06-11","accountId":"{account}","status":"pending","amount":10.50,"feeAmount":0}}"#
            )
        };
        let ours = withdraw(request.withdraw_id.as_deref().unwrap_or("none"));
        let body = match self.content {
            Content::Ours | Content::Truncated | Content::Stalled => ours,
            Content::OtherId => withdraw("another"),
            Content::Undecodable => r#"{"id":7"#.to_owned(),
            Content::Html => "<html>hello</html>".to_owned(),
            Content::Empty => String::new(),
            Content::ErrorBody => r#"{"error":"e","error_description":"d"}"#.to_owned(),
        };
        let media_type = match self.content {
            Content::Html => "text/html",
            _ => "application/json",
        };
        let mut head = format!("HTTP/1.1 {} Reason\r\n", self.status);
        if !matches!(self.status, 204 | 304) {
            let length = body.len();
            head += &format!("Content-Type: {media_type}\r\nContent-Length: {length}\r\n");
        }
        if let Some(value) = self.retry_after {
            head += &format!("Retry-After: {value}\r\n");
        }
        if self.ending == Ending::Closes {
            head += "Connection: close\r\n";
        }
        let sent = match self.content {
            Content::Truncated | Content::Stalled => body.len() / 2,
            _ => body.len(),
        };
        format!("{head}\r\n{}", &body[..sent]).into_bytes()
    }
}
