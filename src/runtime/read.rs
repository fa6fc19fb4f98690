//! The answer's body, read within a bound that holds after decompression.

use bytes::BytesMut;

use super::classify;
use crate::{Error, ErrorKind};

/// Reads the whole body. Whatever happens, what came is in `body`, and it is never longer than the limit.
///
/// The answer to a `HEAD` announces a length that does not come.
pub(super) async fn read_body(
    response: &mut reqwest::Response,
    body: &mut BytesMut,
    limit: usize,
    is_head: bool,
) -> Result<(), Error> {
    let too_large = || {
        let message = format!("the answer is longer than the limit of {limit} bytes");
        Error::new(ErrorKind::ResponseTooLarge, message)
    };
    // It is absent if the body is compressed.
    let announced = response.content_length().filter(|_| !is_head);
    // A length over the limit spares the reading of a success.
    if announced.is_some_and(|length| length > limit as u64) && response.status().is_success() {
        return Err(too_large());
    }
    while let Some(chunk) = response.chunk().await.map_err(classify::while_reading)? {
        let room = limit - body.len();
        body.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if chunk.len() > room {
            return Err(too_large());
        }
    }
    // hyper takes a stream of HTTP/2 that was reset with NO_ERROR for one that came to its end.
    if announced.is_some_and(|length| length > body.len() as u64) {
        let message = "the answer ended before its announced length";
        return Err(Error::new(ErrorKind::Interrupted, message));
    }
    Ok(())
}
