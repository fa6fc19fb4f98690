//! Reading a request's body within a bound.

use bytes::Bytes;
use http_body::Body;
use http_body_util::BodyExt;

/// Why a body was not read to its end.
pub(super) enum Unread {
    TooLong,
    /// The connection broke, or the sender's framing is wrong.
    Broken,
}

pub(super) async fn read<B: Body>(body: B, limit: usize) -> Result<Bytes, Unread> {
    let mut body = std::pin::pin!(body);
    let mut read = Vec::new();
    while let Some(frame) = body.frame().await {
        let Ok(mut data) = frame.map_err(|_| Unread::Broken)?.into_data() else {
            // Trailers.
            continue;
        };
        while bytes::Buf::has_remaining(&data) {
            let chunk = bytes::Buf::chunk(&data);
            if chunk.len() > limit - read.len() {
                return Err(Unread::TooLong);
            }
            read.extend_from_slice(chunk);
            let length = chunk.len();
            bytes::Buf::advance(&mut data, length);
        }
    }
    Ok(read.into())
}
